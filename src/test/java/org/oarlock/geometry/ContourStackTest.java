package org.oarlock.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** From contours to slabs: volumes of prism stacks against closed forms (gate 1: 0.01 %). */
class ContourStackTest {
  private static final double[] SQUARE = Rings.rectangle(0, 0, 20, 10);
  private static final double AREA = 200;

  private static double mm3(Solid solid) {
    return solid.primary().volumeMm3();
  }

  private static double noCapMm3(Solid solid) {
    return solid.region(Convention.NO_CAP).volumeMm3();
  }

  private static Solid solid(List<PlanarContour> contours) {
    return Solid.ofContours(contours, 0);
  }

  @Test
  void even_slices_own_their_spacing_and_half_a_slice_beyond_the_ends() {
    Solid solid = solid(Rings.stack(SQUARE, Rings.planes(-7.5, 2.5, 9)));
    assertThat(mm3(solid)).isCloseTo(AREA * 9 * 2.5, within(1e-9));
    assertThat(noCapMm3(solid)).isCloseTo(AREA * 8 * 2.5, within(1e-9));
    assertThat(solid.remarks()).isEmpty();
    assertThat(solid.volumeCm3()).isCloseTo(4.5, within(1e-12));
  }

  @Test
  void uneven_slices_are_divided_at_the_middle_of_each_gap() {
    double[] planes = {0, 2, 5, 8, 9.5, 12.5};
    double[] halves = {5, 6, 7, 8, 9, 10};
    List<PlanarContour> contours = new ArrayList<>();
    double expected = 0;
    for (int i = 0; i < planes.length; i++) {
      double h = halves[i];
      contours.add(Rings.at(planes[i], Rings.rectangle(-h, -h, h, h)));
      double below = i == 0 ? 1 : (planes[i] - planes[i - 1]) / 2;
      double above = i == planes.length - 1 ? 1.5 : (planes[i + 1] - planes[i]) / 2;
      expected += 4 * h * h * (below + above);
    }
    Solid solid = solid(contours);
    assertThat(mm3(solid)).isCloseTo(expected, within(1e-9));
    assertThat(noCapMm3(solid)).isCloseTo(expected - 4 * 25 * 1 - 4 * 100 * 1.5, within(1e-9));
  }

  @Test
  void order_and_direction_of_the_contours_do_not_matter() {
    List<PlanarContour> contours = new ArrayList<>();
    Random random = new Random(11);
    double expected = 0;
    for (int i = 0; i < 30; i++) {
      double[] ring = Rings.circle(i, -i, 5 + random.nextDouble(), 40);
      expected += 3 * PlanarShape.polygon(ring).areaMm2();
      contours.add(Rings.at(-31 + 3.0 * i, i % 2 == 0 ? ring : Rings.reversed(ring)));
    }
    Collections.shuffle(contours, random);
    assertThat(mm3(solid(contours))).isCloseTo(expected, within(1e-6));
    Collections.shuffle(contours, random);
    assertThat(mm3(solid(contours))).isCloseTo(expected, within(1e-6));
  }

  @Test
  void jitter_of_the_planes_does_not_tear_slices_apart() {
    Random random = new Random(12);
    for (int rings : new int[] {2, 30}) {
      for (double fallback : new double[] {0, 3}) {
        List<PlanarContour> contours = new ArrayList<>();
        double area = 0;
        for (int i = 0; i < 12; i++) {
          area = 0;
          for (int k = 0; k < rings; k++) {
            double h = 40 - k;
            area += (k % 2 == 0 ? 4 : -4) * h * h;
            contours.add(
                Rings.at(
                    3.0 * i + 0.04 * (random.nextDouble() - 0.5), Rings.rectangle(-h, -h, h, h)));
          }
        }
        // nested rings: each slice is one figure, or holes would be counted as tissue; the two
        // outermost planes shift the ends by at most the jitter
        assertThat(mm3(Solid.ofContours(contours, fallback)))
            .as("%d rings per slice, fallback %s", rings, fallback)
            .isCloseTo(area * 36, within(area * 0.06));
      }
    }
  }

  @Test
  void fine_slices_are_not_taken_for_jitter() {
    for (double spacing : new double[] {0.05, 0.1, 0.2, 0.5}) {
      Solid solid = solid(Rings.stack(SQUARE, Rings.planes(3, spacing, 50)));
      assertThat(mm3(solid)).as("%s mm", spacing).isCloseTo(AREA * 50 * spacing, within(1e-6));
    }
  }

  @Test
  void a_contour_drawn_twice_counts_once_whatever_its_direction_and_start() {
    List<PlanarContour> contours = Rings.stack(SQUARE, Rings.planes(0, 3, 5));
    contours.add(Rings.at(3, Rings.reversed(SQUARE)));
    contours.add(Rings.at(6, Rings.startingAt(SQUARE, 2)));
    contours.add(Rings.at(9, SQUARE.clone()));
    contours.add(Rings.at(9, new double[] {0, 0, 20, 0, 20, 10, 0, 10, -0.0, 0}));
    contours.add(Rings.at(12, new double[] {-0.0, -0.0, 20, 0, 20, 10, 0, 10}));
    Solid solid = solid(contours);
    assertThat(mm3(solid)).isCloseTo(AREA * 15, within(1e-9));
    assertThat(solid.remarks()).hasSize(1);
    assertThat(solid.remarks().get(0)).contains("drawn twice");
  }

  @Test
  void parts_far_apart_are_never_bridged() {
    List<PlanarContour> contours = Rings.stack(SQUARE, Rings.planes(0, 3, 5));
    contours.addAll(Rings.stack(SQUARE, Rings.planes(52, 3, 7)));
    Solid solid = solid(contours);
    assertThat(mm3(solid)).isCloseTo(AREA * (15 + 21), within(1e-9));
    assertThat(noCapMm3(solid)).isCloseTo(AREA * (12 + 18), within(1e-9));
    assertThat(solid.parts()).hasSize(2);
    assertThat(solid.parts().get(0).volumeCm3()).isCloseTo(AREA * 21 / 1000, within(1e-9));
  }

  @Test
  void parts_side_by_side_on_other_slices_are_not_bridged_even_over_a_short_gap() {
    List<PlanarContour> contours = Rings.stack(SQUARE, Rings.planes(0, 3, 5));
    contours.addAll(Rings.stack(Rings.rectangle(100, 100, 110, 110), Rings.planes(12 + 9, 3, 5)));
    assertThat(mm3(solid(contours))).isCloseTo(AREA * 15 + 100 * 15, within(1e-9));
  }

  @Test
  void one_or_two_missing_slices_are_bridged_and_told() {
    for (int missing : new int[] {1, 2}) {
      List<PlanarContour> contours = Rings.stack(SQUARE, Rings.planes(0, 3, 5));
      contours.addAll(Rings.stack(SQUARE, Rings.planes(12 + 3 * (missing + 1), 3, 5)));
      Solid solid = solid(contours);
      assertThat(mm3(solid)).isCloseTo(AREA * 3 * (10 + missing), within(1e-9));
      assertThat(solid.remarks()).hasSize(1);
      assertThat(solid.remarks().get(0)).contains("bridged").contains("12.0");
    }
  }

  @Test
  void contours_on_every_second_slice_keep_the_whole_volume() {
    Solid many = Solid.ofContours(Rings.stack(SQUARE, Rings.planes(0, 6, 8)), 3);
    assertThat(mm3(many)).isCloseTo(AREA * 48, within(1e-9));
    Solid few = Solid.ofContours(Rings.stack(SQUARE, Rings.planes(0, 6, 3)), 3);
    assertThat(mm3(few)).isCloseTo(AREA * 18, within(1e-9));
    Solid two = Solid.ofContours(Rings.stack(SQUARE, Rings.planes(0, 6, 2)), 3);
    assertThat(mm3(two)).isCloseTo(AREA * 12, within(1e-9));
  }

  @Test
  void a_single_slice_takes_the_given_thickness_or_has_no_volume_and_says_so() {
    Solid known = Solid.ofContours(Rings.stack(SQUARE, 7), 2.5);
    assertThat(mm3(known)).isCloseTo(AREA * 2.5, within(1e-9));
    assertThat(known.remarks().toString()).contains("single slice").contains("2.5 mm");
    assertThat(noCapMm3(known)).isZero();
    Solid unknown = solid(Rings.stack(SQUARE, 7));
    assertThat(unknown.isEmpty()).isTrue();
    assertThat(unknown.volumeCm3()).isZero();
    assertThat(unknown.remarks().toString()).contains("unknown thickness");
  }

  @Test
  void a_single_slice_far_from_the_others_gets_the_usual_thickness() {
    List<PlanarContour> contours = Rings.stack(SQUARE, Rings.planes(0, 3, 5));
    contours.addAll(Rings.stack(SQUARE, 60));
    assertThat(mm3(solid(contours))).isCloseTo(AREA * 18, within(1e-9));
  }

  @Test
  void no_contours_are_an_empty_solid() {
    assertThat(solid(List.of()).isEmpty()).isTrue();
    assertThat(solid(List.of()).volumeCm3()).isZero();
    assertThat(solid(List.of()).parts()).isEmpty();
  }

  @Test
  void contours_without_area_are_left_out_and_told() {
    List<PlanarContour> contours = Rings.stack(SQUARE, Rings.planes(0, 3, 5));
    contours.add(Rings.at(6, new double[] {50, 50, 51, 51, 52, 52}));
    contours.add(Rings.at(6, new double[] {1, 1, 1, 1, 1, 1}));
    // a line whose points stray from their plane by rounding: its normal points anywhere
    contours.add(new PlanarContour(new double[] {30, 30, 9, 31, 30, 9.0000001, 32, 30.0000001, 9}));
    Solid solid = solid(contours);
    assertThat(mm3(solid)).isCloseTo(AREA * 15, within(1e-6));
    assertThat(solid.remarks().toString()).contains("no area");
  }

  @Test
  void a_small_contour_that_strays_from_its_plane_does_not_tilt_or_void_the_structure() {
    for (boolean first : new boolean[] {true, false}) {
      List<PlanarContour> contours = Rings.stack(SQUARE, Rings.planes(200, 3, 6));
      PlanarContour stray =
          new PlanarContour(
              new double[] {300, 300, 206, 301, 300, 206.008, 301, 301, 206, 300, 301, 206});
      PlanarContour worse =
          new PlanarContour(new double[] {310, 300, 206, 310.2, 300, 206.02, 310, 300.2, 206});
      contours.add(first ? 0 : contours.size(), stray);
      contours.add(first ? 0 : contours.size(), worse);
      Solid solid = solid(contours);
      assertThat(mm3(solid))
          .as("stray contours first: %s", first)
          .isCloseTo(AREA * 18 + 3 * 1.02, within(0.01));
      assertThat(solid.primary().frame().isAxial()).isTrue();
    }
  }

  @Test
  void holes_islands_and_keyholes_have_their_exact_volumes() {
    List<PlanarContour> contours = new ArrayList<>();
    for (double z : Rings.planes(0, 2, 10)) {
      contours.add(Rings.at(z, Rings.circle(5, 5, 20, 180)));
      contours.add(Rings.at(z, Rings.reversed(Rings.circle(5, 5, 15, 180))));
      contours.add(Rings.at(z, Rings.circle(5, 5, 8, 180)));
    }
    Solid solid = solid(contours);
    double exact = Math.PI * (400 - 225 + 64) * 20;
    assertThat(mm3(solid)).isCloseTo(exact, within(1e-9 * exact));
    assertThat(solid.parts()).as("tube and core").hasSize(2);
    double[] keyhole = {
      0, 0, 10, 0, 10, 10, 5, 10, 5, 7, 7, 7, 7, 3, 3, 3, 3, 7, 5, 7, 5, 10, 0, 10
    };
    assertThat(mm3(solid(Rings.stack(keyhole, Rings.planes(0, 2, 4)))))
        .isCloseTo(84 * 8, within(1e-9));
  }

  @Test
  void loops_that_cross_are_told() {
    List<PlanarContour> contours = Rings.stack(SQUARE, Rings.planes(0, 3, 4));
    contours.add(Rings.at(3, Rings.rectangle(10, 0, 30, 10)));
    Solid solid = solid(contours);
    assertThat(mm3(solid)).isCloseTo(AREA * 12, within(1e-6));
    assertThat(solid.remarks().toString()).contains("cross");
    Solid clean = solid(Rings.stack(SQUARE, Rings.planes(0, 3, 4)));
    assertThat(clean.remarks()).isEmpty();
  }

  @Test
  void tilted_sagittal_and_coronal_stacks_have_the_volume_of_the_upright_one() {
    List<PlanarContour> upright =
        Rings.stack(Rings.circle(30, -20, 12, 360), Rings.planes(-9, 2, 12));
    double exact = Math.PI * 144 * 24;
    double c = Math.cos(Math.toRadians(20));
    double s = Math.sin(Math.toRadians(20));
    PatientPoint x = new PatientPoint(1, 0, 0);
    PatientPoint y = new PatientPoint(0, 1, 0);
    PatientPoint z = new PatientPoint(0, 0, 1);
    List<List<PlanarContour>> turned =
        List.of(
            Rings.turned(upright, x, new PatientPoint(0, c, s), new PatientPoint(0, -s, c)),
            Rings.turned(upright, new PatientPoint(c, 0, -s), y, new PatientPoint(s, 0, c)),
            Rings.turned(upright, y, z, x),
            Rings.turned(upright, z, x, y),
            Rings.turned(upright, y, z, x.times(-1)));
    for (List<PlanarContour> contours : turned) {
      Solid solid = solid(contours);
      assertThat(mm3(solid)).isCloseTo(exact, within(1e-6 * exact));
      assertThat(noCapMm3(solid)).isCloseTo(exact * 22 / 24, within(1e-6 * exact));
      assertThat(solid.remarks()).isEmpty();
      assertThat(solid.primary().frame().isAxial()).isFalse();
    }
  }

  @Test
  void contours_in_two_orientations_have_no_volume_and_say_so() {
    List<PlanarContour> contours = Rings.stack(SQUARE, Rings.planes(0, 3, 4));
    contours.addAll(
        Rings.turned(
            Rings.stack(SQUARE, Rings.planes(0, 3, 4)),
            new PatientPoint(0, 1, 0),
            new PatientPoint(0, 0, 1),
            new PatientPoint(1, 0, 0)));
    Solid solid = solid(contours);
    assertThat(solid.isEmpty()).isTrue();
    assertThat(solid.remarks().toString()).contains("2 different orientations");
  }

  @Test
  void coordinates_far_out_keep_their_volume_and_absurd_ones_are_refused() {
    Solid far = solid(Rings.stack(Rings.rectangle(1e6, 1e6, 1e6 + 20, 1e6 + 10), 1e6, 1e6 + 3));
    assertThat(mm3(far)).isCloseTo(AREA * 6, within(1e-3));
    for (double absurd : new double[] {1e12, 1e160, 1e300}) {
      List<PlanarContour> contours = Rings.stack(SQUARE, Rings.planes(0, 3, 4));
      contours.add(Rings.at(6, new double[] {0, 0, absurd, 0, absurd, absurd}));
      Solid solid = solid(contours);
      assertThat(solid.isEmpty()).isTrue();
      assertThat(solid.remarks()).hasSize(1);
    }
  }

  @Test
  void contours_that_cannot_be_are_refused() {
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> new PlanarContour(new double[] {0, 0, 0, 1, 1, 1}))
        .isInstanceOf(IllegalArgumentException.class);
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> new PlanarContour(new double[] {0, 0, 0, 1, 1, 1, 2, Double.NaN, 0}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void intricate_planes_leave_a_structure_without_volume_and_a_remark() {
    Random random = new Random(1);
    double[] cloud = new double[20_000];
    for (int i = 0; i < cloud.length; i++) {
      cloud[i] = 100 * random.nextDouble();
    }
    List<PlanarContour> contours = Rings.stack(SQUARE, Rings.planes(0, 3, 4));
    contours.add(Rings.at(6, cloud));
    Solid solid = solid(contours);
    assertThat(solid.isEmpty()).isTrue();
    assertThat(solid.remarks().toString()).contains("too intricate");
  }

  @Test
  void what_no_scan_has_is_refused_and_not_followed_for_hours() {
    Solid slices = solid(Rings.stack(SQUARE, Rings.planes(0, 0.01, 10_001)));
    assertThat(slices.isEmpty()).isTrue();
    assertThat(slices.remarks())
        .containsExactly("it lies on 10001 slices, more than 10000, so it has no volume here");
    List<PlanarContour> fan = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      double up = Math.tan(Math.toRadians(2 * i));
      fan.add(new PlanarContour(new double[] {0, 0, 0, 9, 0, 9 * up, 9, 9, 9 * up, 0, 9, 0}));
    }
    assertThat(solid(fan).remarks())
        .containsExactly(
            "its contours lie in planes of many different orientations, so it has no volume here");
  }

  @Test
  void very_many_parts_are_told_apart_and_more_than_that_refused() {
    assertThat(dust(70).parts()).hasSize(4900);
    assertThat(
            dust(70)
                .partContaining(solid(Rings.stack(Rings.rectangle(0.2, 0.2, 0.5, 0.5), 0, 0.5)))
                .volumeCm3())
        .isCloseTo(1e-3, within(1e-12));
    Solid tooMany = dust(71);
    assertThatThrownBy(tooMany::parts).hasMessageContaining("5041 connected parts");
    assertThat(dust(142).remarks())
        .containsExactly(
            "one of its slices has 20164 outlines, more than 20000, so it has no volume here");
  }

  /** Squares of 1 mm, 2 mm apart, 1 mm high; on both slices, so that they are joined. */
  private static Solid dust(int perSide) {
    List<PlanarContour> contours = new ArrayList<>();
    for (int k = 0; k < 2; k++) {
      for (int i = 0; i < perSide; i++) {
        for (int j = 0; j < perSide; j++) {
          contours.add(Rings.at(0.5 * k, Rings.rectangle(2 * i, 2 * j, 2 * i + 1, 2 * j + 1)));
        }
      }
    }
    return solid(contours);
  }
}
