package org.oarlock.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.oarlock.dvh.DoseVolumeHistogram;
import org.oarlock.dvh.DvhCalculator;
import org.oarlock.dvh.DvhOptions;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.PlanarContour;
import org.oarlock.geometry.Solid;

/**
 * Gate 7: one structure in one dose, the grid of nodes shifted against it in all directions. The
 * dose is the same everywhere, so the curve has to be; how far it moves is the stair-step band of
 * Pepin et al., Med Phys 2022.
 */
final class ShiftGate {
  private static final int SHIFTS = 40;
  private static final double RADIUS_MM = 10;

  private ShiftGate() {}

  static Gate gate() {
    Random random = new Random(7);
    Worst volume = new Worst();
    int cases = 0;
    for (double voxel : new double[] {1, 2, 2.5, 3}) {
      for (PatientPoint direction :
          List.of(
              new PatientPoint(0.6, 0.8, 0),
              new PatientPoint(0, 0, 1),
              new PatientPoint(0.48, 0.64, 0.6))) {
        cases += SHIFTS;
        volume.add(band(voxel, direction, random));
      }
    }
    return new Gate(
        7,
        "stair-step band as grid and contours shift against each other",
        cases,
        List.of(Gate.Figure.atMost("widest band", 100 * volume.worst(), "% of the volume", 0.1)));
  }

  /** The largest differences of volumes at a dose between any two shifts. */
  private static Worst band(double voxelMm, PatientPoint direction, Random random) {
    Field.Linear field = new Field.Linear(40, direction);
    Solid cylinder = Solid.ofContours(contours(), 0);
    double[] low = new double[15];
    double[] high = new double[low.length];
    java.util.Arrays.fill(low, Double.POSITIVE_INFINITY);
    java.util.Arrays.fill(high, Double.NEGATIVE_INFINITY);
    int n = (int) Math.ceil(46 / voxelMm) + 2;
    for (int i = 0; i < SHIFTS; i++) {
      PatientPoint origin =
          new PatientPoint(
              -23 - random.nextDouble() * voxelMm,
              -23 - random.nextDouble() * voxelMm,
              -23 - random.nextDouble() * voxelMm);
      DoseVolumeHistogram found =
          DvhCalculator.calculate(
                  cylinder,
                  field.onGrid(
                      origin, new int[] {n, n, n}, new double[] {voxelMm, voxelMm, voxelMm}),
                  DvhOptions.DEFAULT)
              .primary();
      for (int d = 0; d < low.length; d++) {
        double share =
            found.volumeAtLeastCm3(40 + 2 * (d - low.length / 2) + 0.37) / found.totalVolumeCm3();
        low[d] = Math.min(low[d], share);
        high[d] = Math.max(high[d], share);
      }
    }
    Worst worst = new Worst();
    for (int d = 0; d < low.length; d++) {
      worst.add(high[d], low[d]);
    }
    return worst;
  }

  private static List<PlanarContour> contours() {
    List<PlanarContour> contours = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      contours.add(Sections.circle(0.3, -0.2, -9 + 2 * i, RADIUS_MM, 180));
    }
    return contours;
  }
}
