/** Everything that a user can be told about their input: what, where, how bad, what to do. */
@NullMarked
package org.oarlock.problem;

import org.jspecify.annotations.NullMarked;
