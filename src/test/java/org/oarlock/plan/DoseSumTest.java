package org.oarlock.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.oarlock.geometry.PatientPoint;

/** Sums of doses on equal, shifted and different grids against sums of trilinear doses. */
class DoseSumTest {
  private static final PatientPoint X = new PatientPoint(1, 0, 0);
  private static final PatientPoint Y = new PatientPoint(0, 1, 0);
  private static final PatientPoint Z = new PatientPoint(0, 0, 1);

  private interface Field {
    double gy(double x, double y, double z);
  }

  private static DoseGrid grid(double[] origin, double[] x, double[] y, double[] z, Field field) {
    float[] dose = new float[x.length * y.length * z.length];
    int at = 0;
    for (double dz : z) {
      for (double dy : y) {
        for (double dx : x) {
          dose[at++] = (float) field.gy(origin[0] + dx, origin[1] + dy, origin[2] + dz);
        }
      }
    }
    return new DoseGrid(new PatientPoint(origin[0], origin[1], origin[2]), X, Y, Z, x, y, z, dose);
  }

  private static double[] steps(int n, double step) {
    double[] steps = new double[n];
    for (int i = 0; i < n; i++) {
      steps[i] = i * step;
    }
    return steps;
  }

  private static double[] uneven(Random random, int n) {
    double[] steps = new double[n];
    for (int i = 1; i < n; i++) {
      steps[i] = steps[i - 1] + 1 + 3 * random.nextDouble();
    }
    return steps;
  }

  /** Trilinear dose at a point, by its definition. */
  private static double at(DoseGrid g, double x, double y, double z) {
    double[] p = {x - g.origin().xMm(), y - g.origin().yMm(), z - g.origin().zMm()};
    int i = 0;
    while (i < g.columns() - 2 && g.columnMm(i + 1) <= p[0]) {
      i++;
    }
    int j = 0;
    while (j < g.rows() - 2 && g.rowMm(j + 1) <= p[1]) {
      j++;
    }
    int k = 0;
    while (k < g.frames() - 2 && g.frameMm(k + 1) <= p[2]) {
      k++;
    }
    double tx = (p[0] - g.columnMm(i)) / (g.columnMm(i + 1) - g.columnMm(i));
    double ty = (p[1] - g.rowMm(j)) / (g.rowMm(j + 1) - g.rowMm(j));
    double tz = (p[2] - g.frameMm(k)) / (g.frameMm(k + 1) - g.frameMm(k));
    double sum = 0;
    for (int c = 0; c < 8; c++) {
      double weight =
          ((c & 1) == 1 ? tx : 1 - tx)
              * ((c & 2) == 2 ? ty : 1 - ty)
              * ((c & 4) == 4 ? tz : 1 - tz);
      sum += weight * g.doseGy(i + (c & 1), j + (c >> 1 & 1), k + (c >> 2));
    }
    return sum;
  }

  private static void sumsEverywhere(DoseGrid sum, List<DoseGrid> grids, Random random) {
    PatientPoint o = sum.origin();
    for (int t = 0; t < 3000; t++) {
      double x = o.xMm() + random.nextDouble() * sum.columnMm(sum.columns() - 1);
      double y = o.yMm() + random.nextDouble() * sum.rowMm(sum.rows() - 1);
      double z = o.zMm() + random.nextDouble() * sum.frameMm(sum.frames() - 1);
      double exact = grids.stream().mapToDouble(g -> at(g, x, y, z)).sum();
      // nodes are held as floats: 4e-6 of about 200 Gy
      assertThat(at(sum, x, y, z)).isCloseTo(exact, within(5e-5));
    }
  }

  @Test
  void one_dose_is_its_own_sum() {
    DoseGrid a = grid(new double[3], steps(3, 2), steps(3, 2), steps(3, 2), (x, y, z) -> x);
    assertThat(DoseSum.of(List.of(a))).isSameAs(a);
  }

  @Test
  void doses_on_the_same_grid_add_up_node_by_node() {
    Random random = new Random(1);
    double[] o = {-10, 5, 3};
    DoseGrid a = grid(o, steps(9, 2), steps(8, 3), uneven(new Random(5), 7), (x, y, z) -> 46.2);
    DoseGrid b = grid(o, steps(9, 2), steps(8, 3), uneven(new Random(5), 7), (x, y, z) -> x * y);
    DoseGrid sum = DoseSum.of(List.of(a, b, b));
    assertThat(sum.columns()).isEqualTo(9);
    assertThat(sum.frames()).isEqualTo(7);
    sumsEverywhere(sum, List.of(a, b, b), random);
  }

  @Test
  void a_plateau_plus_a_plateau_is_a_plateau() {
    DoseGrid a = grid(new double[3], steps(9, 2.5), steps(9, 2.5), steps(9, 3), (x, y, z) -> 46.2);
    DoseGrid b =
        grid(
            new double[] {1.1, 0.7, 0.3}, steps(9, 2), steps(9, 2), steps(9, 2), (x, y, z) -> 19.8);
    for (float dose : DoseSum.of(List.of(a, b)).doseGy()) {
      assertThat(dose).isEqualTo((float) ((double) 46.2f + 19.8f));
    }
  }

  @Test
  void shifted_and_uneven_grids_of_any_spacing_add_up_everywhere_they_all_know() {
    Random random = new Random(2);
    for (int trial = 0; trial < 12; trial++) {
      double[] oa = {-10 - random.nextDouble(), -9, -12 + random.nextDouble()};
      double[] ob = {-8, -11 + 3 * random.nextDouble(), -6};
      Field noise = (x, y, z) -> 70 * random.nextDouble();
      DoseGrid a =
          grid(
              oa,
              trial % 2 == 0 ? steps(12, 2.5) : uneven(random, 12),
              steps(11, 2),
              uneven(random, 14),
              noise);
      DoseGrid b = grid(ob, steps(9, 2.5), uneven(random, 10), steps(9, 3), noise);
      DoseGrid c = grid(oa, steps(15, 2), steps(15, 2), steps(15, 2), noise);
      List<DoseGrid> grids = trial % 3 == 0 ? List.of(a, b, c) : List.of(a, b);
      DoseGrid sum = DoseSum.of(grids);
      double low = grids.stream().mapToDouble(g -> g.origin().xMm()).max().orElseThrow();
      double high =
          grids.stream()
              .mapToDouble(g -> g.origin().xMm() + g.columnMm(g.columns() - 1))
              .min()
              .orElseThrow();
      assertThat(sum.origin().xMm()).isCloseTo(low, within(1e-9));
      assertThat(sum.origin().xMm() + sum.columnMm(sum.columns() - 1))
          .isCloseTo(high, within(1e-9));
      sumsEverywhere(sum, grids, random);
    }
  }

  @Test
  void linear_doses_add_up_to_the_linear_dose() {
    Field f = (x, y, z) -> 50 + x - 2 * y + 0.5 * z;
    DoseGrid a = grid(new double[] {-10, -10, -10}, steps(9, 2.5), steps(9, 2.5), steps(9, 2.5), f);
    DoseGrid b = grid(new double[] {-8.9, -7.7, -9.3}, steps(8, 2), steps(8, 2), steps(6, 3), f);
    DoseGrid sum = DoseSum.of(List.of(a, b));
    for (int k = 0; k < sum.frames(); k++) {
      for (int j = 0; j < sum.rows(); j++) {
        for (int i = 0; i < sum.columns(); i++) {
          double x = sum.origin().xMm() + sum.columnMm(i);
          double y = sum.origin().yMm() + sum.rowMm(j);
          double z = sum.origin().zMm() + sum.frameMm(k);
          assertThat(sum.doseGy(i, j, k)).isCloseTo(2 * f.gy(x, y, z), within(5e-5));
        }
      }
    }
  }

  @Test
  void the_order_of_the_doses_does_not_matter() {
    Random random = new Random(3);
    Field noise = (x, y, z) -> 70 * random.nextDouble();
    DoseGrid a = grid(new double[] {0, 0, 0}, steps(6, 2.5), steps(6, 2.5), steps(6, 2.5), noise);
    DoseGrid b = grid(new double[] {1, 1, 1}, steps(6, 2), steps(6, 2), steps(6, 2), noise);
    assertThat(DoseSum.of(List.of(a, b)).doseGy()).isEqualTo(DoseSum.of(List.of(b, a)).doseGy());
  }

  @Test
  void doses_without_a_common_volume_do_not_add_up() {
    Field one = (x, y, z) -> 1;
    DoseGrid a = grid(new double[] {0, 0, 0}, steps(5, 2), steps(5, 2), steps(5, 2), one);
    for (double[] origin : new double[][] {{100, 0, 0}, {0, 8, 0}, {0, 0, -8}, {0, 8.00005, 0}}) {
      DoseGrid b = grid(origin, steps(5, 2), steps(5, 2), steps(5, 2), one);
      assertThatThrownBy(() -> DoseSum.of(List.of(a, b)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no volume in common");
    }
  }

  @Test
  void oblique_doses_add_up_on_the_same_grid_only() {
    PatientPoint u = new PatientPoint(0.8, 0.6, 0);
    PatientPoint v = new PatientPoint(-0.6, 0.8, 0);
    float[] ones = new float[27];
    java.util.Arrays.fill(ones, 1);
    PatientPoint origin = new PatientPoint(0, 0, 0);
    DoseGrid a = new DoseGrid(origin, u, v, Z, steps(3, 2), steps(3, 2), steps(3, 2), ones);
    DoseGrid b = new DoseGrid(origin, u, v, Z, steps(3, 2), steps(3, 2), steps(3, 2), ones);
    DoseGrid c = new DoseGrid(origin, u, v, Z, steps(3, 3), steps(3, 2), steps(3, 2), ones);
    DoseGrid sum = DoseSum.of(List.of(a, b));
    assertThat(sum.doseGy(1, 1, 1)).isEqualTo(2);
    assertThat(sum.axisX()).isEqualTo(u);
    assertThatThrownBy(() -> DoseSum.of(List.of(a, c)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("oblique");
  }

  @Test
  void refinements_beyond_memory_are_refused() {
    Random random = new Random(6);
    Field one = (x, y, z) -> 1;
    double[] long1 = uneven(random, 100);
    DoseGrid a = grid(new double[] {0, 0, 0}, uneven(random, 220), long1, long1, one);
    DoseGrid b = grid(new double[] {1, 1, 1}, uneven(random, 220), uneven(random, 220), long1, one);
    DoseGrid c =
        grid(
            new double[] {0.5, 0.5, 0.5},
            uneven(random, 220),
            uneven(random, 220),
            uneven(random, 100),
            one);
    assertThatThrownBy(
            () ->
                DoseSum.of(
                    List.of(
                        a,
                        b,
                        c,
                        grid(
                            new double[] {0.2, 0.2, 0.2},
                            uneven(random, 220),
                            uneven(random, 220),
                            uneven(random, 100),
                            one))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nodes");
  }
}
