package org.oarlock.dicom;

import java.util.List;
import org.oarlock.geometry.PatientPoint;

/**
 * How the axes of an image in its file's order become the canonical axes of a dose grid: each grid
 * axis is the file axis closest to the patient axis of the same name, turned to point the same way.
 *
 * @param origin patient coordinates of the canonical node (0, 0, 0)
 * @param axes the three canonical axes
 */
record GridAxes(PatientPoint origin, List<Axis> axes) {
  /** Axes that are parallel to the patient's within this are made exactly so. */
  private static final double SNAP = 1e-5;

  private static final PatientPoint[] UNIT = {
    new PatientPoint(1, 0, 0), new PatientPoint(0, 1, 0), new PatientPoint(0, 0, 1)
  };

  private static final int[][] PERMUTATIONS = {
    {0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}
  };

  /**
   * One canonical axis.
   *
   * @param direction its unit vector
   * @param offsetsMm rising offsets of its nodes from the origin, the first is 0
   * @param fileAxis which axis of the file it is: 0 columns, 1 rows, 2 frames
   * @param reversed whether it runs against the file's order
   */
  @SuppressWarnings("ArrayRecordComponent") // package-private, and made once per dose
  record Axis(PatientPoint direction, double[] offsetsMm, int fileAxis, boolean reversed) {}

  /**
   * @param position patient coordinates of the file's node (0, 0, 0)
   * @param directions orthonormal directions of growing column, row and frame index
   * @param offsetsMm strictly monotonic offsets along them from {@code position}
   */
  static GridAxes of(PatientPoint position, PatientPoint[] directions, double[][] offsetsMm) {
    int[] best = PERMUTATIONS[0];
    double bestFit = -1;
    for (int[] permutation : PERMUTATIONS) {
      double fit = 0;
      for (int a = 0; a < 3; a++) {
        fit += Math.abs(directions[permutation[a]].dot(UNIT[a]));
      }
      if (fit > bestFit + 1e-9) {
        best = permutation;
        bestFit = fit;
      }
    }
    boolean snap = true;
    for (int a = 0; a < 3; a++) {
      snap &= isAlong(directions[best[a]], UNIT[a]);
    }
    PatientPoint origin = position;
    Axis[] axes = new Axis[3];
    for (int a = 0; a < 3; a++) {
      PatientPoint fileDirection = directions[best[a]];
      double sign = fileDirection.dot(UNIT[a]) < 0 ? -1 : 1;
      PatientPoint direction = snap ? UNIT[a] : fileDirection.times(sign);
      axes[a] = axis(direction, sign, offsetsMm[best[a]], best[a]);
      double first =
          sign * offsetsMm[best[a]][axes[a].reversed ? offsetsMm[best[a]].length - 1 : 0];
      origin = origin.plus(direction.times(first));
    }
    return new GridAxes(origin, List.of(axes));
  }

  private static Axis axis(
      PatientPoint direction, double sign, double[] fileOffsets, int fileAxis) {
    int n = fileOffsets.length;
    boolean reversed = n > 1 && sign * (fileOffsets[n - 1] - fileOffsets[0]) < 0;
    double[] offsets = new double[n];
    double first = sign * fileOffsets[reversed ? n - 1 : 0];
    for (int i = 0; i < n; i++) {
      offsets[i] = sign * fileOffsets[reversed ? n - 1 - i : i] - first;
    }
    return new Axis(direction, offsets, fileAxis, reversed);
  }

  private static boolean isAlong(PatientPoint direction, PatientPoint unit) {
    double sign = direction.dot(unit) < 0 ? -1 : 1;
    PatientPoint off = direction.times(sign).minus(unit);
    return Math.abs(off.xMm()) <= SNAP
        && Math.abs(off.yMm()) <= SNAP
        && Math.abs(off.zMm()) <= SNAP;
  }

  /** How far apart, in the canonical array, neighbours along each file axis stand; signed. */
  int[] steps() {
    int[] steps = new int[3];
    int stride = 1;
    for (Axis axis : axes) {
      steps[axis.fileAxis] = axis.reversed ? -stride : stride;
      stride *= axis.offsetsMm.length;
    }
    return steps;
  }

  /** Where the file's first value stands in the canonical array. */
  int start() {
    int start = 0;
    int stride = 1;
    for (Axis axis : axes) {
      start += axis.reversed ? stride * (axis.offsetsMm.length - 1) : 0;
      stride *= axis.offsetsMm.length;
    }
    return start;
  }
}
