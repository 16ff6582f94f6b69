/**
 * Dose-volume metrics: their grammar, and their values with band and coverage. A metric without a
 * value says why; it is never a number that stands for "unknown".
 */
@NullMarked
package org.oarlock.metric;

import org.jspecify.annotations.NullMarked;
