/**
 * Judging a plan against a protocol: matching and deriving structures, evaluating goals, verdicts
 * with their evidence. Pure: no input or output, no clock, no randomness.
 */
@NullMarked
package org.oarlock.check;

import org.jspecify.annotations.NullMarked;
