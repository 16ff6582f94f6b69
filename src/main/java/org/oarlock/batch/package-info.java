/** Archives: finds the plans in them, judges all of them, and keeps what came of it. */
@NullMarked
package org.oarlock.batch;

import org.jspecify.annotations.NullMarked;
