package org.oarlock.validation;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.oarlock.dvh.DoseVolumeHistogram;
import org.oarlock.dvh.DvhCalculator;
import org.oarlock.dvh.DvhOptions;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.DoseGrid;

/**
 * Gates 1, 2, 3, 6 and 9: stacks of discs in doses that rise by 1 Gy/mm, against the closed form of
 * the stack. Spheres, cones, leaning elliptic cylinders and hollow ones, in any phase, on even and
 * uneven slices.
 */
final class LinearGates {
  static final double[] PERCENT = {99, 98, 95, 50, 5, 2, 1};
  private static final int CURVE_DOSES = 301;
  private static final double MIDDLE_GY = 40;

  private final Worst volume = new Worst();
  private final Worst dose = new Worst();
  private final Worst extreme = new Worst();
  private final Worst curve = new Worst();
  private int cases;

  private LinearGates() {}

  /** Gates 1, 2, 3 and 6. */
  static List<Gate> anyDirection() {
    LinearGates gates = new LinearGates();
    Random random = new Random(20261121);
    for (int trial = 0; trial < 96; trial++) {
      double[] voxel = {
        1 + 2 * random.nextDouble(), 1 + 2 * random.nextDouble(), 1 + 2 * random.nextDouble()
      };
      gates.measure(stack(trial, random), direction(trial, random), voxel, random);
    }
    return List.of(
        new Gate(
            1,
            "volume of the stack of prisms",
            gates.cases,
            List.of(Gate.Figure.atMost("error", 100 * gates.volume.worst(), "%", 0.01))),
        new Gate(
            2,
            "D99, D98, D95, D50, D5, D2, D1, D0.03cc and mean in 1 Gy/mm, any phase and voxel",
            gates.cases,
            gates.doseFigures()),
        new Gate(
            3,
            "lowest and highest dose",
            gates.cases,
            List.of(Gate.Figure.atMost("largest error", gates.extreme.worst(), "Gy", 0.005))),
        new Gate(
            6,
            "the whole curve at " + CURVE_DOSES + " doses",
            gates.cases,
            List.of(
                Gate.Figure.atMost(
                    "largest error", 100 * gates.curve.worst(), "% of the volume", 0.1))));
  }

  /** Gate 9: gradients at 45° to the axes, voxels of 1 x 1 x 3 mm. */
  static Gate oblique() {
    LinearGates gates = new LinearGates();
    Random random = new Random(9);
    double h = Math.sqrt(0.5);
    for (int trial = 0; trial < 48; trial++) {
      double sign = trial % 2 == 0 ? h : -h;
      PatientPoint direction =
          switch (trial / 2 % 3) {
            case 0 -> new PatientPoint(h, 0, sign);
            case 1 -> new PatientPoint(0, h, sign);
            default -> new PatientPoint(h, sign, 0);
          };
      gates.measure(stack(trial, random), direction, new double[] {1, 1, 3}, random);
    }
    return new Gate(
        9, "gradients of 1 Gy/mm at 45°, voxels of 1 x 1 x 3 mm", gates.cases, gates.doseFigures());
  }

  private List<Gate.Figure> doseFigures() {
    return List.of(
        Gate.Figure.atMost("largest error", dose.worst(), "Gy", 0.03),
        Gate.Figure.atMost("mean error", dose.mean(), "Gy", 0.01));
  }

  private static PatientPoint direction(int trial, Random random) {
    return switch (trial % 6) {
      case 0 -> new PatientPoint(0, 0, 1);
      case 1 -> trial % 12 == 1 ? new PatientPoint(0, -1, 0) : new PatientPoint(1, 0, 0);
      default -> anyDirection(random);
    };
  }

  /** Evenly over the sphere. */
  static PatientPoint anyDirection(Random random) {
    double z = 2 * random.nextDouble() - 1;
    double phi = 2 * Math.PI * random.nextDouble();
    double r = Math.sqrt(1 - z * z);
    return new PatientPoint(r * Math.cos(phi), r * Math.sin(phi), z);
  }

  /** Solids of about 3 to 15 mm around a place near the origin, on slices of 1 to 3 mm. */
  private static PrismStack stack(int trial, Random random) {
    double spacing = 1 + random.nextInt(3);
    double r = 3 + 12 * random.nextDouble();
    double x = 3 * random.nextDouble();
    double y = 3 * random.nextDouble();
    double z = 3 * random.nextDouble();
    double[] planes = planes(trial, z, r, spacing, random);
    PrismStack.Section sphere = section(x, y, h -> r * r - (h - z) * (h - z));
    double share = 0.3 + 0.5 * random.nextDouble();
    return switch (trial / 2 % 6) {
      case 0, 1 -> PrismStack.of(planes, sphere);
      case 2 -> PrismStack.of(planes, section(x, y, h -> square(0.5 * (r + 0.5 - h + z))));
      case 3 ->
          PrismStack.of(
              planes, h -> new double[] {x + 0.6 * (h - z), y - 0.3 * (h - z), r, share * r});
      case 4 ->
          PrismStack.hollow(
              planes, sphere, section(x, y, h -> square(share * r) - (h - z) * (h - z)));
      default ->
          PrismStack.hollow(
              planes, section(x, y, h -> r * r), section(x, y, h -> square(share * r)));
    };
  }

  private static PrismStack.Section section(
      double x, double y, java.util.function.DoubleUnaryOperator radiusSquared) {
    return h -> {
      double r = Math.sqrt(Math.max(0, radiusSquared.applyAsDouble(h)));
      return new double[] {x, y, r, r};
    };
  }

  private static double square(double x) {
    return x * x;
  }

  /** Planes strictly between z - r and z + r; every other time unevenly spaced, by up to a half. */
  private static double[] planes(int trial, double z, double r, double spacing, Random random) {
    double[] planes = new double[64];
    int n = 0;
    double at = z - r + spacing * (0.05 + 0.9 * random.nextDouble());
    while (at < z + r - 1e-3) {
      planes[n++] = at;
      at += trial % 2 == 0 ? spacing : spacing * (0.8 + 0.4 * random.nextDouble());
    }
    return Arrays.copyOf(planes, n);
  }

  private void measure(PrismStack stack, PatientPoint direction, double[] voxelMm, Random random) {
    Field.Linear field = new Field.Linear(MIDDLE_GY, direction);
    PatientPoint origin =
        new PatientPoint(
            -38 + random.nextDouble(), -38 + random.nextDouble(), -38 + random.nextDouble());
    int[] nodes = {(int) (80 / voxelMm[0]), (int) (80 / voxelMm[1]), (int) (80 / voxelMm[2])};
    DoseGrid grid = field.onGrid(origin, nodes, voxelMm);
    DoseVolumeHistogram found =
        DvhCalculator.calculate(Solid.ofContours(stack.contours(), 0), grid, DvhOptions.DEFAULT)
            .primary();
    ExactCurve exact = stack.under(field);
    double mm3 = exact.volumeMm3();
    cases++;
    volume.add(1000 * found.totalVolumeCm3() / mm3, 1);
    extreme.add(found.minGy(), exact.minGy());
    extreme.add(found.maxGy(), exact.maxGy());
    dose.add(found.meanGy(), exact.meanGy());
    for (double percent : PERCENT) {
      dose.add(
          found.doseToHottestGy(found.coveredVolumeCm3() * percent / 100),
          exact.doseToHottestGy(mm3 * percent / 100));
    }
    if (mm3 > 30) {
      dose.add(found.doseToHottestGy(0.03), exact.doseToHottestGy(30));
    }
    for (int i = 0; i < CURVE_DOSES; i++) {
      double gy = exact.minGy() + (exact.maxGy() - exact.minGy()) * i / (CURVE_DOSES - 1);
      curve.add(
          1000 * found.volumeAtLeastCm3(gy) / mm3, exact.atLeastMm3().applyAsDouble(gy) / mm3);
    }
  }
}
