package org.oarlock.validation;

import java.util.function.DoubleUnaryOperator;

/**
 * The volume over dose that a formula gives.
 *
 * @param volumeMm3 the whole volume
 * @param minGy the lowest dose
 * @param maxGy the highest dose
 * @param meanGy the mean dose
 * @param atLeastMm3 the volume that gets at least a dose
 */
record ExactCurve(
    double volumeMm3, double minGy, double maxGy, double meanGy, DoubleUnaryOperator atLeastMm3) {

  /** The dose that the hottest part of this volume gets at least; by secants kept in brackets. */
  double doseToHottestGy(double mm3) {
    double low = minGy;
    double high = maxGy;
    double above = volumeMm3 - mm3;
    double below = atLeastMm3.applyAsDouble(high) - mm3;
    for (int i = 0; i < 100 && high - low > 1e-9; i++) {
      boolean secant = i % 3 < 2 && above > below;
      double share = secant ? Math.min(0.99, Math.max(0.01, above / (above - below))) : 0.5;
      double at = low + share * (high - low);
      double found = atLeastMm3.applyAsDouble(at) - mm3;
      if (found >= 0) {
        low = at;
        above = found;
      } else {
        high = at;
        below = found;
      }
    }
    return 0.5 * (low + high);
  }
}
