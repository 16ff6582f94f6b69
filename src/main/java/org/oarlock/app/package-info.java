/** The use cases, wired: check a plan, list what lies in a folder, export metrics and DVHs. */
@NullMarked
package org.oarlock.app;

import org.jspecify.annotations.NullMarked;
