package org.oarlock.dvh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.oarlock.geometry.Convention;
import org.oarlock.geometry.Cut;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.PlanarContour;
import org.oarlock.geometry.Slab;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.DoseGrid;

/** DVHs in doses whose curves have a closed form, or can be found by brute force. */
class FieldTest {
  private static final PatientPoint ORIGIN = new PatientPoint(-40.3, -39.1, -38.7);

  private static DoseVolumeHistogram dvh(List<PlanarContour> contours, DoseGrid grid) {
    return dvh(Solid.ofContours(contours, 0), grid);
  }

  private static DoseVolumeHistogram dvh(Solid solid, DoseGrid grid) {
    return DvhCalculator.calculate(solid, grid, DvhOptions.DEFAULT).primary();
  }

  private static DoseGrid around(double dx, double dy, double dz, Phantoms.Field field) {
    return Phantoms.grid(
        ORIGIN, (int) (80 / dx), (int) (80 / dy), (int) (80 / dz), dx, dy, dz, field);
  }

  private static List<PlanarContour> box(
      double x0, double y0, double x1, double y1, double z0, double spacing, int slices) {
    List<PlanarContour> contours = new ArrayList<>();
    for (int i = 0; i < slices; i++) {
      contours.add(Phantoms.rectangle(x0, y0, x1, y1, z0 + i * spacing));
    }
    return contours;
  }

  private static double segment(double s, double r) {
    if (s >= r) {
      return 0;
    }
    return s <= -r ? Math.PI * r * r : r * r * Math.acos(s / r) - s * Math.sqrt(r * r - s * s);
  }

  @Test
  void a_uniform_dose_is_that_dose_in_every_respect() {
    DoseGrid grid = around(2, 2.5, 3, (x, y, z) -> 42.123);
    double dose = 42.123f;
    for (double volume : new double[] {0.04, 3, 20}) {
      double r = Math.cbrt(volume * 1000 * 3 / 4 / Math.PI);
      DoseVolumeHistogram dvh =
          dvh(Phantoms.sphere(new PatientPoint(0.3, 0.2, 0.1), r, 1, 0, 90), grid);
      assertThat(dvh.minGy()).isEqualTo(dose);
      assertThat(dvh.maxGy()).isEqualTo(dose);
      assertThat(dvh.meanGy()).isEqualTo(dose);
      for (int percent = 0; percent <= 100; percent++) {
        double v = Math.min(dvh.coveredVolumeCm3(), dvh.coveredVolumeCm3() * percent / 100);
        assertThat(dvh.doseToHottestGy(v)).isEqualTo(dose);
      }
      assertThat(dvh.volumeAtLeastCm3(42.123)).isEqualTo(dvh.totalVolumeCm3());
      assertThat(dvh.volumeAtLeastCm3(42.124)).isZero();
      assertThat(dvh.powerMeanGy(8)).isCloseTo(dose, within(1e-9));
      assertThat(dvh.powerMeanGy(-8)).isCloseTo(dose, within(1e-9));
    }
  }

  @Test
  void no_dose_is_known_to_be_no_dose() {
    DoseVolumeHistogram dvh = dvh(box(-10, -10, 10, 10, 0, 2, 5), around(2, 2, 2, (x, y, z) -> 0));
    assertThat(dvh.minGy()).isZero();
    assertThat(dvh.maxGy()).isZero();
    assertThat(dvh.volumeAtLeastCm3(0)).isEqualTo(dvh.totalVolumeCm3());
    assertThat(dvh.volumeAtLeastCm3(0.01)).isZero();
    assertThat(dvh.powerMeanGy(8)).isZero();
  }

  @Test
  void a_step_has_two_plateaus_and_a_ramp_of_exact_shares() {
    // 20 Gy up to x = 0, 50 Gy from x = 2 on
    double[] columns = Phantoms.steps(31, 2);
    DoseGrid grid =
        Phantoms.grid(
            new PatientPoint(-30, -30, -30),
            columns.length,
            31,
            31,
            2,
            2,
            2,
            (x, y, z) -> x <= 0 ? 20 : 50);
    DoseVolumeHistogram dvh = dvh(box(-10, -7, 12, 9, -5, 2.5, 6), grid);
    double v = dvh.totalVolumeCm3();
    assertThat(v).isCloseTo(22 * 16 * 15 / 1000.0, within(1e-9));
    // the ramp's end is known to a node of the curve, 30 Gy / 4096
    assertThat(dvh.volumeAtLeastCm3(50)).isCloseTo(v * 10 / 22, within(v * 2 / 22 / 4096));
    assertThat(dvh.volumeAtLeastCm3(50.001)).isZero();
    assertThat(dvh.volumeAtLeastCm3(20)).isEqualTo(v);
    assertThat(dvh.volumeAtLeastCm3(35)).isCloseTo(v * 11 / 22, within(1e-4 * v));
    assertThat(dvh.doseToHottestGy(0.02 * v)).isEqualTo(50);
    assertThat(dvh.doseToHottestGy(0.45 * v)).isEqualTo(50);
    assertThat(dvh.doseToHottestGy(0.5 * v)).isCloseTo(35, within(0.02));
    assertThat(dvh.doseToHottestGy(0.95 * v)).isEqualTo(20);
    assertThat(dvh.meanGy()).isCloseTo((10 * 20 + 2 * 35 + 10 * 50) / 22.0, within(1e-6));
  }

  @Test
  void thin_shells_on_coarse_grids_get_their_closed_form_share() {
    double worst = 0;
    for (double thickness : new double[] {3, 4, 5}) {
      for (double voxel : new double[] {2, 3, 4}) {
        double outer = 28;
        double inner = outer - thickness;
        List<PlanarContour> contours = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
          contours.add(Phantoms.circle(0.7, -0.4, -15 + 2.5 * i, outer, 360));
          contours.add(Phantoms.circle(0.7, -0.4, -15 + 2.5 * i, inner, 360));
        }
        DoseVolumeHistogram dvh =
            dvh(contours, around(voxel, voxel, voxel, (x, y, z) -> 40 + 1.0 * (y + 0.4)));
        for (double dose : new double[] {15, 25, 40, 52, 63}) {
          double s = dose - 40;
          double share =
              (segment(s, outer) - segment(s, inner)) / (Math.PI * (outer * outer - inner * inner));
          double found = dvh.volumeAtLeastCm3(dose) / dvh.totalVolumeCm3();
          worst = Math.max(worst, Math.abs(found - share));
        }
      }
    }
    assertThat(worst).as("share of the shell's volume").isLessThan(0.001);
  }

  @Test
  void thin_shells_that_are_made_get_their_closed_form_share_on_coarse_grids() {
    List<PlanarContour> cylinder = Phantoms.cylinder(0.7, -0.4, 28, -15, 15, 3, 360);
    Solid limb = Solid.ofContours(cylinder, 3);
    for (double thickness : new double[] {3, 4, 5}) {
      // cut by the scan at both ends, so that the mantle is all of it
      Solid shell = limb.shell(thickness, new Cut(-15, 15));
      double inner = 28 - thickness;
      double area = Math.PI * (28 * 28 - inner * inner);
      for (double voxel : new double[] {2, 3, 4}) {
        for (double perMm : new double[] {0.4, 1, 3}) {
          DoseVolumeHistogram dvh =
              dvh(shell, around(voxel, voxel, voxel, (x, y, z) -> 50 + perMm * (y + 0.4)));
          // 40 Gy is reached from a line on across the limb
          double at = -10 / perMm;
          double v40 = 100 * (segment(at, 28) - segment(at, inner)) / area;
          assertThat(100 * dvh.volumeAtLeastCm3(40) / dvh.totalVolumeCm3())
              .as("%s mm on %s mm, %s Gy/mm", thickness, voxel, perMm)
              .isCloseTo(v40, within(0.1));
        }
      }
    }
  }

  @Test
  void tiny_targets_meet_the_gates_in_steep_gradients() {
    // 0.04 cm3: a sphere of 2.1 mm; and discs on one to three slices
    for (double voxel : new double[] {1, 2, 3}) {
      DoseGrid grid = around(voxel, voxel, voxel, (x, y, z) -> 40 + 2 * x);
      List<PlanarContour> sphere =
          Phantoms.sphere(new PatientPoint(0.37, 0.1, 0.2), 2.12, 1, 0, 360);
      double volume = 0;
      for (PlanarContour c : sphere) {
        volume += Math.PI * (2.12 * 2.12 - (c.zMm(0) - 0.2) * (c.zMm(0) - 0.2));
      }
      double all = volume;
      DoseVolumeHistogram dvh = dvh(sphere, grid);
      assertThat(dvh.totalVolumeCm3()).isCloseTo(all / 1000, within(1e-4 * all / 1000));
      DoubleUnaryOperator truth =
          dose ->
              sphere.stream()
                      .mapToDouble(
                          c ->
                              segment(
                                  (dose - 40) / 2 - 0.37,
                                  Math.sqrt(2.12 * 2.12 - (c.zMm(0) - 0.2) * (c.zMm(0) - 0.2))))
                      .sum()
                  / all;
      for (double percent : new double[] {99, 98, 95, 50, 5, 2}) {
        double dose = dvh.doseToHottestGy(dvh.totalVolumeCm3() * percent / 100);
        double exact = bisect(truth, percent / 100);
        // gate 2 holds for 1 Gy/mm: here the gradient is twice that
        assertThat(dose).as("D%s%% at %s mm", percent, voxel).isCloseTo(exact, within(0.06));
      }
    }
  }

  private static double bisect(DoubleUnaryOperator share, double wanted) {
    double low = -100;
    double high = 200;
    for (int i = 0; i < 80; i++) {
      double middle = 0.5 * (low + high);
      if (share.applyAsDouble(middle) >= wanted) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Test
  void few_slices_own_their_slabs_and_only_those() {
    DoseGrid grid = around(2.5, 2.5, 2.5, (x, y, z) -> 40 + z);
    for (int slices = 1; slices <= 4; slices++) {
      Solid solid = Solid.ofContours(box(-8, -8, 8, 8, 2, 3, slices), 3);
      StructureDose dose = DvhCalculator.calculate(solid, grid, DvhOptions.DEFAULT);
      DoseVolumeHistogram dvh = dose.primary();
      assertThat(dvh.totalVolumeCm3()).isCloseTo(256 * 3 * slices / 1000.0, within(1e-9));
      assertThat(dvh.minGy()).isCloseTo(40.5, within(1e-5));
      assertThat(dvh.maxGy()).isCloseTo(40.5 + 3 * slices, within(1e-5));
      assertThat(dvh.meanGy()).isCloseTo(40.5 + 1.5 * slices, within(1e-4));
      DoseVolumeHistogram noCap = dose.under(Convention.NO_CAP);
      assertThat(noCap.totalVolumeCm3()).isCloseTo(256 * 3 * (slices - 1) / 1000.0, within(1e-9));
      if (slices > 1) {
        assertThat(noCap.minGy()).isCloseTo(42, within(1e-5));
        assertThat(noCap.maxGy()).isCloseTo(42 + 3 * (slices - 1), within(1e-5));
      }
    }
  }

  /** Trilinear dose at a point inside the grid, by its definition. */
  private static double trilinear(DoseGrid g, double x, double y, double z) {
    double fx = (x - g.origin().xMm()) / g.columnMm(1);
    double fy = (y - g.origin().yMm()) / g.rowMm(1);
    double fz = (z - g.origin().zMm()) / g.frameMm(1);
    int i = (int) fx;
    int j = (int) fy;
    int k = (int) fz;
    double sum = 0;
    for (int c = 0; c < 8; c++) {
      int a = c & 1;
      int b = c >> 1 & 1;
      int d = c >> 2;
      double weight =
          (a == 1 ? fx - i : 1 - fx + i)
              * (b == 1 ? fy - j : 1 - fy + j)
              * (d == 1 ? fz - k : 1 - fz + k);
      sum += weight * g.doseGy(i + a, j + b, k + d);
    }
    return sum;
  }

  /** Share of the solid's volume that gets at least each dose, by points every h mm. */
  private static double[] bruteForce(Solid solid, DoseGrid grid, double h, double[] doses) {
    double[] hits = new double[doses.length];
    double all = 0;
    for (Slab slab : solid.primary().slabs()) {
      int nz = (int) Math.ceil(slab.thicknessMm() / h);
      int ny = (int) Math.ceil((slab.shape().maxV() - slab.shape().minV()) / h);
      double dy = (slab.shape().maxV() - slab.shape().minV()) / ny;
      SpanScanner scanner = new SpanScanner(slab.shape());
      for (int j = 0; j < ny; j++) {
        double y = slab.shape().minV() + (j + 0.5) * dy;
        int n = scanner.at(y);
        double[] spans = scanner.spans().clone();
        for (int s = 0; s < n; s += 2) {
          int nx = (int) Math.ceil((spans[s + 1] - spans[s]) / h);
          double dx = (spans[s + 1] - spans[s]) / nx;
          double weight = dx * dy * slab.thicknessMm() / nz;
          for (int k = 0; k < nz; k++) {
            double z = slab.lowerMm() + (k + 0.5) * slab.thicknessMm() / nz;
            for (int i = 0; i < nx; i++) {
              double dose = trilinear(grid, spans[s] + (i + 0.5) * dx, y, z);
              all += weight;
              for (int d = 0; d < doses.length; d++) {
                if (dose >= doses[d]) {
                  hits[d] += weight;
                }
              }
            }
          }
        }
      }
    }
    for (int d = 0; d < doses.length; d++) {
      hits[d] /= all;
    }
    return hits;
  }

  @Test
  void spheres_in_radial_fields_agree_with_brute_force_over_the_trilinear_dose() {
    Random random = new Random(8);
    double worstSmall = 0;
    double worstLarge = 0;
    for (int trial = 0; trial < 24; trial++) {
      double r = 3 + 12 * random.nextDouble() * (trial % 3) / 2;
      PatientPoint centre =
          new PatientPoint(random.nextDouble(), random.nextDouble(), random.nextDouble());
      double cx = 2 * random.nextDouble() - 1;
      double sigma = r * (0.6 + random.nextDouble());
      double voxel = 1 + 2 * random.nextDouble();
      boolean gauss = trial % 2 == 0;
      DoseGrid grid =
          around(
              voxel,
              voxel,
              voxel,
              (x, y, z) -> {
                double q = (x - cx) * (x - cx) + y * y + z * z;
                return gauss ? 60 * Math.exp(-q / (2 * sigma * sigma)) : 60 / (1 + q / 50);
              });
      Solid solid =
          Solid.ofContours(
              Phantoms.sphere(centre, r, trial % 2 == 0 ? 1 : 2, random.nextDouble(), 180), 0);
      DoseVolumeHistogram dvh = dvh(solid, grid);
      double[] doses = {20, 30, 40, 50};
      double[] truth = bruteForce(solid, grid, r / 50, doses);
      for (int d = 0; d < doses.length; d++) {
        double found = dvh.volumeAtLeastCm3(doses[d]) / dvh.totalVolumeCm3();
        double off = Math.abs(found - truth[d]);
        if (r < 7) {
          worstSmall = Math.max(worstSmall, off);
        } else {
          worstLarge = Math.max(worstLarge, off);
        }
      }
    }
    System.out.printf(
        java.util.Locale.ROOT,
        "radial fields: worst share %.4f %% below 7 mm, %.4f %% from there%n",
        100 * worstSmall,
        100 * worstLarge);
    assertThat(worstSmall).isLessThan(0.005);
    assertThat(worstLarge).isLessThan(0.001);
  }

  @Test
  void a_gaussian_dose_around_a_sphere_has_its_closed_form_on_fine_slices_and_grids() {
    double r = 12;
    double sigma = 9;
    DoseGrid grid =
        Phantoms.grid(
            new PatientPoint(-16, -16, -16),
            65,
            65,
            65,
            0.5,
            0.5,
            0.5,
            (x, y, z) -> 60 * Math.exp(-(x * x + y * y + z * z) / (2 * sigma * sigma)));
    DoseVolumeHistogram dvh =
        dvh(Phantoms.sphere(new PatientPoint(0, 0, 0), r, 0.2, 0.1, 360), grid);
    for (double dose : new double[] {26, 30, 40, 50, 58}) {
      double radius = Math.min(r, sigma * Math.sqrt(2 * Math.log(60 / dose)));
      double share = Math.pow(radius / r, 3);
      // trilinear chords of 0.5 mm and slabs of 0.2 mm: under 0.2 % of the volume
      assertThat(dvh.volumeAtLeastCm3(dose) / dvh.totalVolumeCm3()).isCloseTo(share, within(0.002));
    }
    assertThat(dvh.maxGy()).isEqualTo(60);
  }

  @Test
  void random_doses_agree_with_brute_force_and_curves_keep_their_laws() {
    Random random = new Random(31);
    for (int trial = 0; trial < 8; trial++) {
      DoseGrid grid =
          Phantoms.grid(
              ORIGIN,
              41,
              33,
              27,
              2,
              2.5,
              3,
              (x, y, z) -> random.nextInt(4) == 0 ? 0 : 60 * random.nextDouble());
      List<PlanarContour> contours = new ArrayList<>();
      for (int i = 0; i < 4 + trial; i++) {
        contours.add(
            Phantoms.circle(
                random.nextDouble(), 2, -8.3 + 2.5 * i, 5 + 6 * random.nextDouble(), 60));
        contours.add(Phantoms.circle(0.5, 2, -8.3 + 2.5 * i, 2, 30));
      }
      Solid solid = Solid.ofContours(contours, 0);
      DoseVolumeHistogram dvh = dvh(solid, grid);
      double[] doses = {5, 15, 25, 35, 45};
      double[] truth = bruteForce(solid, grid, 0.15, doses);
      for (int d = 0; d < doses.length; d++) {
        assertThat(dvh.volumeAtLeastCm3(doses[d]) / dvh.totalVolumeCm3())
            .as("trial %d, V%s", trial, doses[d])
            .isCloseTo(truth[d], within(0.001));
      }
      double v = dvh.totalVolumeCm3();
      double last = v;
      for (double dose = 0; dose < 61; dose += 0.05) {
        double here = dvh.volumeAtLeastCm3(dose);
        assertThat(here).isBetween(0.0, last);
        last = here;
      }
      double[] hottest = new double[101];
      for (int p = 0; p <= 100; p++) {
        hottest[p] = dvh.doseToHottestGy(Math.min(v, v * p / 100));
        if (p > 0) {
          assertThat(hottest[p]).isLessThanOrEqualTo(hottest[p - 1]);
        }
        // the curve read both ways
        assertThat(dvh.volumeAtLeastCm3(hottest[p])).isCloseTo(v * p / 100, within(1e-6 * v));
      }
      assertThat(hottest[0]).isEqualTo(dvh.maxGy());
      assertThat(hottest[100]).isEqualTo(dvh.minGy());
      assertThat(dvh.meanGy()).isBetween(dvh.minGy(), dvh.maxGy());
    }
  }

  @Test
  void the_same_input_gives_the_same_bits() {
    DoseGrid grid = around(2, 2.5, 3, (x, y, z) -> 60 * Math.exp(-(x * x + y * z) / 900));
    List<PlanarContour> contours =
        Phantoms.sphere(new PatientPoint(0.3, 0.2, 0.1), 17, 2, 0.4, 120);
    DoseVolumeHistogram a = dvh(contours, grid);
    DoseVolumeHistogram b = dvh(contours, grid);
    for (double dose = 0; dose < 61; dose += 0.31) {
      assertThat(a.volumeAtLeastCm3(dose)).isEqualTo(b.volumeAtLeastCm3(dose));
    }
    for (int p = 0; p <= 100; p++) {
      double v = Math.min(a.coveredVolumeCm3(), a.coveredVolumeCm3() * p / 100);
      assertThat(a.doseToHottestGy(v)).isEqualTo(b.doseToHottestGy(v));
    }
    assertThat(a.meanGy()).isEqualTo(b.meanGy());
    assertThat(a.powerMeanGy(8)).isEqualTo(b.powerMeanGy(8));
  }

  @Test
  void uneven_frames_are_interpolated_where_they_lie() {
    double[] frames = {0, 2, 3, 7, 8.5, 14, 20, 30, 41};
    float[] dose = new float[21 * 21 * frames.length];
    for (int k = 0; k < frames.length; k++) {
      for (int i = 0; i < 441; i++) {
        dose[441 * k + i] = (float) (10 + frames[k] - 20);
      }
    }
    DoseGrid grid =
        new DoseGrid(
            new PatientPoint(-20, -20, -20),
            new PatientPoint(1, 0, 0),
            new PatientPoint(0, 1, 0),
            new PatientPoint(0, 0, 1),
            Phantoms.steps(21, 2),
            Phantoms.steps(21, 2),
            frames,
            dose);
    DoseVolumeHistogram dvh = dvh(box(-9, -9, 9, 9, -8, 2, 9), grid);
    double v = dvh.totalVolumeCm3();
    assertThat(dvh.minGy()).isCloseTo(1, within(1e-5));
    assertThat(dvh.maxGy()).isCloseTo(19, within(1e-5));
    for (double d = 1.5; d < 19; d += 0.7) {
      assertThat(dvh.volumeAtLeastCm3(d)).isCloseTo(v * (19 - d) / 18, within(0.001 * v));
    }
  }
}
