/** Results as text, JSON and HTML. Numbers are rounded here and nowhere else. */
@NullMarked
package org.oarlock.report;

import org.jspecify.annotations.NullMarked;
