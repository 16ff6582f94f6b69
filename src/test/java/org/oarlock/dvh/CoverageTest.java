package org.oarlock.dvh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.PlanarContour;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.DoseGrid;

/** Structures that leave the dose grid: their dose outside is unknown, never 0. */
class CoverageTest {
  /** 40 Gy and 1 Gy/mm along x on [0, 40] x [0, 40] x [0, 40]. */
  private static final DoseGrid GRID =
      Phantoms.grid(new PatientPoint(0, 0, 0), 17, 17, 17, 2.5, 2.5, 2.5, (x, y, z) -> 40 + x);

  private static List<PlanarContour> box(
      double x0, double y0, double z0, double x1, double y1, double z1) {
    List<PlanarContour> contours = new ArrayList<>();
    double spacing = (z1 - z0) / 8;
    for (int i = 0; i < 8; i++) {
      contours.add(Phantoms.rectangle(x0, y0, x1, y1, z0 + (i + 0.5) * spacing));
    }
    return contours;
  }

  private static DoseVolumeHistogram dvh(List<PlanarContour> contours, DoseGrid grid) {
    return DvhCalculator.calculate(Solid.ofContours(contours, 0), grid, DvhOptions.DEFAULT)
        .primary();
  }

  @Test
  void the_covered_part_is_exact_on_every_side() {
    double[][] boxes = {
      {-10, 5, 5, 10, 35, 35}, {30, 5, 5, 50, 35, 35}, {5, -10, 5, 35, 10, 35},
      {5, 30, 5, 35, 50, 35}, {5, 5, -10, 35, 35, 10}, {5, 5, 30, 35, 35, 50},
      {-10, -10, -10, 50, 50, 50}, {-10, -10, -10, 10, 10, 10}, {-3, 3, -7, 13, 44, 39},
    };
    for (double[] b : boxes) {
      DoseVolumeHistogram dvh = dvh(box(b[0], b[1], b[2], b[3], b[4], b[5]), GRID);
      double total = (b[3] - b[0]) * (b[4] - b[1]) * (b[5] - b[2]) / 1000;
      double x0 = Math.max(0, b[0]);
      double x1 = Math.min(40, b[3]);
      double covered =
          (x1 - x0)
              * (Math.min(40, b[4]) - Math.max(0, b[1]))
              * (Math.min(40, b[5]) - Math.max(0, b[2]))
              / 1000;
      assertThat(dvh.totalVolumeCm3()).isCloseTo(total, within(1e-9 * total));
      assertThat(dvh.coveredVolumeCm3()).isCloseTo(covered, within(1e-6 * total));
      assertThat(dvh.minGy()).isCloseTo(40 + x0, within(1e-4));
      assertThat(dvh.maxGy()).isCloseTo(40 + x1, within(1e-4));
      assertThat(dvh.meanGy()).isCloseTo(40 + (x0 + x1) / 2, within(1e-3));
      assertThat(dvh.volumeAtLeastCm3(0)).isEqualTo(dvh.coveredVolumeCm3());
    }
  }

  @Test
  void a_structure_outside_the_grid_has_volume_but_no_dose() {
    for (double[] b :
        new double[][] {
          {50, 5, 5, 60, 35, 35},
          {5, 5, 41, 35, 35, 60},
          {-20, -20, -20, -1, -1, -1},
          {40, 0, 0, 50, 40, 40},
          {0, 0, 40, 40, 40, 50}
        }) {
      DoseVolumeHistogram dvh = dvh(box(b[0], b[1], b[2], b[3], b[4], b[5]), GRID);
      assertThat(dvh.coveredVolumeCm3()).isZero();
      assertThat(dvh.totalVolumeCm3()).isPositive();
      assertThat(dvh.volumeAtLeastCm3(0)).isZero();
    }
  }

  @Test
  void a_structure_that_fills_the_grid_exactly_is_covered() {
    DoseVolumeHistogram dvh = dvh(box(0, 0, 0, 40, 40, 40), GRID);
    assertThat(dvh.coveredVolumeCm3()).isEqualTo(dvh.totalVolumeCm3());
    // offsets that are not exact in binary: 0.1 + 0.2 is not 0.3
    DoseGrid tenths =
        Phantoms.grid(
            new PatientPoint(0.1, 0.1, 0.1), 21, 21, 21, 0.2, 0.2, 0.2, (x, y, z) -> 40 + x);
    DoseVolumeHistogram rounding =
        dvh(box(0.1, 0.1, 0.1, 0.1 + 20 * 0.2, 4.1, 4.1000000000000005), tenths);
    assertThat(rounding.coveredVolumeCm3()).isEqualTo(rounding.totalVolumeCm3());
  }

  @Test
  void the_thinnest_spike_outside_is_noticed() {
    List<PlanarContour> contours = box(5, 5, 5, 35, 35, 35);
    // a spike of 20 um width that leaves the grid by a tenth of a millimetre
    contours.set(
        3,
        new PlanarContour(
            new double[] {
              5,
              5,
              contours.get(3).zMm(0),
              35,
              5,
              contours.get(3).zMm(0),
              35,
              20.003,
              contours.get(3).zMm(0),
              40.1,
              20.013,
              contours.get(3).zMm(0),
              35,
              20.023,
              contours.get(3).zMm(0),
              35,
              35,
              contours.get(3).zMm(0),
              5,
              35,
              contours.get(3).zMm(0)
            }));
    DoseVolumeHistogram dvh = dvh(contours, GRID);
    assertThat(dvh.coveredVolumeCm3()).isLessThan(dvh.totalVolumeCm3());
    DoseVolumeHistogram oblique = dvh(contours, ObliqueTest.turned(GRID, 0));
    assertThat(oblique.coveredVolumeCm3()).isLessThan(oblique.totalVolumeCm3());
  }

  @Test
  void a_circle_cut_by_the_grids_edge_is_covered_by_its_segment() {
    List<PlanarContour> contours = Phantoms.cylinder(3, 20, 12, 10, 30, 2, 720);
    DoseVolumeHistogram dvh = dvh(contours, GRID);
    double area = Math.PI * 144;
    double outside = 144 * Math.acos(3.0 / 12) - 3 * Math.sqrt(144 - 9);
    assertThat(dvh.coveredVolumeCm3() / dvh.totalVolumeCm3())
        .isCloseTo(1 - outside / area, within(1e-4));
  }

  @Test
  void one_frame_one_row_or_one_column_is_no_grid() {
    for (int[] n : new int[][] {{17, 17, 1}, {17, 1, 17}, {1, 17, 17}, {1, 1, 1}}) {
      DoseGrid flat =
          Phantoms.grid(
              new PatientPoint(0, 0, 0), n[0], n[1], n[2], 2.5, 2.5, 2.5, (x, y, z) -> 40);
      DoseVolumeHistogram dvh = dvh(box(5, 5, -5, 35, 35, 5), flat);
      assertThat(dvh.coveredVolumeCm3()).isZero();
      assertThat(dvh.totalVolumeCm3()).isCloseTo(9, within(1e-9));
      assertThat(dvh(box(5, 5, -5, 35, 35, 5), ObliqueTest.turned(flat, 10)).coveredVolumeCm3())
          .isZero();
    }
  }

  @Test
  void an_empty_solid_has_an_empty_curve() {
    DoseVolumeHistogram dvh = dvh(List.of(), GRID);
    assertThat(dvh.totalVolumeCm3()).isZero();
    assertThat(dvh.coveredVolumeCm3()).isZero();
    assertThat(dvh.volumeAtLeastCm3(10)).isZero();
  }

  @Test
  void what_touches_the_grid_from_outside_gives_no_extremes() {
    // small inside up to z = 40, wide and elsewhere beyond
    List<PlanarContour> contours = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      contours.add(Phantoms.rectangle(10, 10, 20, 20, 33 + 2 * i));
      contours.add(Phantoms.rectangle(1, 1, 39, 39, 41 + 2 * i));
    }
    DoseVolumeHistogram dvh = dvh(contours, GRID);
    assertThat(dvh.minGy()).isCloseTo(50, within(1e-4));
    assertThat(dvh.maxGy()).isCloseTo(60, within(1e-4));
  }

  @Test
  void structures_far_away_and_absurdly_wide_ones_take_no_longer() {
    List<PlanarContour> contours = box(5, 5, 5, 35, 35, 35);
    for (PlanarContour c : box(900_000, 800_000, 5, 900_010, 800_010, 35)) {
      contours.add(c);
    }
    for (DoseGrid grid : List.of(GRID, ObliqueTest.turned(GRID, 10))) {
      DoseVolumeHistogram dvh = dvh(contours, grid);
      assertThat(dvh.totalVolumeCm3()).isCloseTo(30, within(1e-3));
      assertThat(dvh.coveredVolumeCm3()).isBetween(20.0, 27.0001);
    }
    List<PlanarContour> huge = box(-1e6, -1e6, -20, 1e6, 1e6, 60);
    assertThat(dvh(huge, GRID).coveredVolumeCm3()).isCloseTo(64, within(0.01));
  }

  @Test
  void grids_of_absurd_spacing_take_no_longer() {
    DoseGrid needle =
        new DoseGrid(
            new PatientPoint(20, 0, 0),
            new PatientPoint(1, 0, 0),
            new PatientPoint(0, 1, 0),
            new PatientPoint(0, 0, 1),
            Phantoms.steps(10, 1e-6),
            Phantoms.steps(17, 2.5),
            Phantoms.steps(17, 2.5),
            new float[10 * 17 * 17]);
    DoseGrid vast =
        Phantoms.grid(new PatientPoint(-1e6, -1e6, -1e6), 2, 2, 2, 2e6, 2e6, 2e6, (x, y, z) -> 40);
    List<PlanarContour> contours = box(5, 5, 5, 35, 35, 35);
    assertThat(dvh(contours, needle).coveredVolumeCm3()).isCloseTo(0, within(1e-3));
    assertThat(dvh(contours, vast).minGy()).isEqualTo(40);
    assertThat(dvh(contours, vast).coveredVolumeCm3()).isEqualTo(27, within(1e-6));
  }

  @Test
  void doses_that_are_not_finite_are_refused() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      assertThatThrownBy(
              () ->
                  Phantoms.grid(
                      new PatientPoint(0, 0, 0), 2, 2, 2, 1, 1, 1, (x, y, z) -> x > 0 ? bad : 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not finite");
    }
  }
}
