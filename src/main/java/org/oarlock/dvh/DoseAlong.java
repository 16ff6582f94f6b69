package org.oarlock.dvh;

import java.util.Arrays;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.plan.DoseGrid;

/**
 * Cuts straight segments into stretches below a dose, at or above it, and outside of the dose grid.
 * Within a cell of the grid trilinear dose along a straight line is a cubic: it is cut at its
 * turning points and each monotone piece is searched for the crossing by bisection, so that none is
 * missed and each is known to a billionth of the piece.
 */
final class DoseAlong {
  /** A dose this near to the limit is at it, as with every limit: doses are read from integers. */
  private static final double SAME_DOSE = 1e-6;

  /** Lengths are rounded in files: what lies this far outside the grid is still on its border. */
  private static final double BORDER_MM = 1e-6;

  private static final int BISECTIONS = 40;

  private final DoseGrid grid;
  private final double limitGy;
  private final Axis[] axes;
  private final double[] start = new double[3];
  private final double[] step = new double[3];
  private final int[] cell = new int[3];
  private double[] cuts = new double[16];

  enum Kind {
    BELOW,
    REACHED,
    UNKNOWN
  }

  /** Takes the stretches of one segment in order, as shares of its length. */
  interface Stretches {
    void add(double from, double to, Kind kind);
  }

  DoseAlong(DoseGrid grid, double doseGy) {
    this.grid = grid;
    this.limitGy = doseGy - SAME_DOSE * Math.max(1, Math.abs(doseGy));
    this.axes =
        new Axis[] {
          Axis.of(grid.columns(), grid::columnMm),
          Axis.of(grid.rows(), grid::rowMm),
          Axis.of(grid.frames(), grid::frameMm)
        };
  }

  void cut(PatientPoint from, PatientPoint to, Stretches stretches) {
    PatientPoint first = from.minus(grid.origin());
    PatientPoint way = to.minus(from);
    set(start, first);
    set(step, way);
    int count = cuts();
    for (int i = 0; i + 1 < count; i++) {
      if (cuts[i + 1] > cuts[i]) {
        if (enterCell(0.5 * (cuts[i] + cuts[i + 1]))) {
          inCell(cuts[i], cuts[i + 1], stretches);
        } else {
          stretches.add(cuts[i], cuts[i + 1], Kind.UNKNOWN);
        }
      }
    }
  }

  private void set(double[] inGrid, PatientPoint vector) {
    inGrid[0] = vector.dot(grid.axisX());
    inGrid[1] = vector.dot(grid.axisY());
    inGrid[2] = vector.dot(grid.axisZ());
  }

  /** Where the segment goes from cell to cell, its ends included, in order. */
  private int cuts() {
    int count = 0;
    cuts[count++] = 0;
    cuts[count++] = 1;
    for (int a = 0; a < 3; a++) {
      if (step[a] == 0) {
        continue;
      }
      double low = Math.min(start[a], start[a] + step[a]);
      double high = Math.max(start[a], start[a] + step[a]);
      for (int i = axes[a].firstAbove(low); i < axes[a].size() && axes[a].node(i) < high; i++) {
        if (count == cuts.length) {
          cuts = Arrays.copyOf(cuts, 2 * count);
        }
        cuts[count++] = Math.max(0, Math.min(1, (axes[a].node(i) - start[a]) / step[a]));
      }
    }
    Arrays.sort(cuts, 0, count);
    return count;
  }

  private boolean enterCell(double at) {
    for (int a = 0; a < 3; a++) {
      double position = start[a] + at * step[a];
      if (axes[a].size() < 2
          || position < axes[a].first() - BORDER_MM
          || position > axes[a].last() + BORDER_MM) {
        return false;
      }
      cell[a] = axes[a].interval(position);
    }
    return true;
  }

  private void inCell(double from, double to, Stretches stretches) {
    double f0 = above(from);
    double f1 = above(from + (to - from) / 3);
    double f2 = above(to - (to - from) / 3);
    double f3 = above(to);
    double linear = -5.5 * f0 + 9 * f1 - 4.5 * f2 + f3;
    double square = 9 * f0 - 22.5 * f1 + 18 * f2 - 4.5 * f3;
    double cubic = 4.5 * (f3 - f0) + 13.5 * (f1 - f2);
    double before = 0;
    for (double turn : turns(linear, 2 * square, 3 * cubic)) {
      monotone(from + before * (to - from), from + turn * (to - from), stretches);
      before = turn;
    }
    monotone(from + before * (to - from), to, stretches);
  }

  /** The rising roots of {@code a + b t + c t²} between 0 and 1. */
  private static double[] turns(double a, double b, double c) {
    double discriminant = b * b - 4 * a * c;
    if (discriminant <= 0) {
      return b != 0 && c == 0 ? between(-a / b, Double.NaN) : new double[0];
    }
    // the form that does not cancel
    double q = -0.5 * (b + Math.copySign(Math.sqrt(discriminant), b));
    return between(q / c, a / q);
  }

  private static double[] between(double first, double second) {
    double[] roots = {Math.min(first, second), Math.max(first, second)};
    if (Double.isNaN(roots[0])) {
      roots = new double[] {Double.isNaN(first) ? second : first};
    }
    return Arrays.stream(roots).filter(t -> t > 0 && t < 1).toArray();
  }

  private void monotone(double from, double to, Stretches stretches) {
    boolean reachedFirst = above(from) >= 0;
    boolean reachedLast = above(to) >= 0;
    if (reachedFirst == reachedLast) {
      stretches.add(from, to, kind(reachedFirst));
      return;
    }
    double low = from;
    double high = to;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = 0.5 * (low + high);
      if (above(middle) >= 0 == reachedFirst) {
        low = middle;
      } else {
        high = middle;
      }
    }
    stretches.add(from, high, kind(reachedFirst));
    stretches.add(high, to, kind(reachedLast));
  }

  private static Kind kind(boolean reached) {
    return reached ? Kind.REACHED : Kind.BELOW;
  }

  /** By how much the dose of the current cell is above the limit. */
  private double above(double at) {
    double x = share(0, at);
    double y = share(1, at);
    double z = share(2, at);
    double low = between(plane(0, 0, x), plane(1, 0, x), y);
    double high = between(plane(0, 1, x), plane(1, 1, x), y);
    return between(low, high, z) - limitGy;
  }

  private double share(int axis, double at) {
    double low = axes[axis].node(cell[axis]);
    double high = axes[axis].node(cell[axis] + 1);
    return (start[axis] + at * step[axis] - low) / (high - low);
  }

  private double plane(int row, int frame, double x) {
    int at = grid.index(cell[0], cell[1] + row, cell[2] + frame);
    return between(grid.doseGy()[at], grid.doseGy()[at + 1], x);
  }

  private static double between(double low, double high, double share) {
    return low + share * (high - low);
  }
}
