package org.oarlock.testplans;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/** A function of one coordinate in mm: linear between its knots, constant beyond the outer ones. */
final class PiecewiseLinear implements DoubleUnaryOperator {
  /** 1 everywhere. */
  static final PiecewiseLinear ONE = through(0, 1);

  private final double[] knotsMm;
  private final double[] values;

  private PiecewiseLinear(double[] knotsMm, double[] values) {
    this.knotsMm = knotsMm;
    this.values = values;
  }

  /** Through the points given as knot, value, knot, value, …, the knots rising. */
  static PiecewiseLinear through(double... knotsAndValues) {
    int n = knotsAndValues.length / 2;
    double[] knots = new double[n];
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      knots[i] = knotsAndValues[2 * i];
      values[i] = knotsAndValues[2 * i + 1];
      if (i > 0 && knots[i] <= knots[i - 1]) {
        throw new IllegalArgumentException("knots do not rise at " + knots[i]);
      }
    }
    return new PiecewiseLinear(knots, values);
  }

  /** The same with values in 32nds, which binary numbers hold exactly. */
  static PiecewiseLinear in32nds(double... knotsAndValues) {
    double[] scaled = knotsAndValues.clone();
    for (int i = 1; i < scaled.length; i += 2) {
      scaled[i] /= 32;
    }
    return through(scaled);
  }

  /** An even function with values in 32nds, from its half at positive knots. */
  static PiecewiseLinear evenIn32nds(double... knotsAndValues) {
    int n = knotsAndValues.length;
    double[] both = new double[2 * n];
    for (int i = 0; i < n; i += 2) {
      both[n - 2 - i] = -knotsAndValues[i];
      both[n - 1 - i] = knotsAndValues[i + 1];
      both[n + i] = knotsAndValues[i];
      both[n + i + 1] = knotsAndValues[i + 1];
    }
    return in32nds(both);
  }

  /** 0 up to the first knot, 1 between the second and third, 0 from the fourth. */
  static PiecewiseLinear plateau(double riseMm, double topMm, double topEndMm, double endMm) {
    return through(riseMm, 0, topMm, 1, topEndMm, 1, endMm, 0);
  }

  @Override
  public double applyAsDouble(double positionMm) {
    int i = 0;
    while (i < knotsMm.length && knotsMm[i] <= positionMm) {
      i++;
    }
    if (i == 0) {
      return values[0];
    }
    if (i == knotsMm.length) {
      return values[i - 1];
    }
    double share = (positionMm - knotsMm[i - 1]) / (knotsMm[i] - knotsMm[i - 1]);
    return values[i - 1] + share * (values[i] - values[i - 1]);
  }

  DoubleStream knotsMm() {
    return DoubleStream.of(knotsMm);
  }
}
