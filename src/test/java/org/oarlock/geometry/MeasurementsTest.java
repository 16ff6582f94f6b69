package org.oarlock.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Distances, margins and shares of solids against closed forms. */
class MeasurementsTest {
  private static final Solid NOTHING = Solid.union(List.of());

  // ---- shells and margins are true in three dimensions

  @Test
  void a_shell_of_a_ball_is_as_thick_everywhere() {
    Solid ball = Solids.ball(0, 0, 0, 30, 0.25);
    for (double t : new double[] {3, 4, 5}) {
      double inner = Math.cbrt((ball.volumeCm3() - ball.shell(t).volumeCm3()) * 750 / Math.PI);
      assertThat(30 - inner).isCloseTo(t, within(0.1));
    }
  }

  @Test
  void a_shell_of_a_cone_is_measured_across_its_slope() {
    double r = 30;
    double height = 90;
    Solid cone = Solids.cone(r, height, 0.5);
    // what is farther than t from base and side is a cone similar by 1 - t / (inscribed radius)
    double inscribed = r * height / (r + Math.hypot(r, height));
    double surface = Math.PI * r * (r + Math.hypot(r, height));
    for (double t : new double[] {3, 4, 5}) {
      double left = 1 - t / inscribed;
      double shell = Math.PI * r * r * height / 3 * (1 - left * left * left);
      assertThat((cone.shell(t).volumeCm3() * 1000 - shell) / (surface * left * left))
          .as("too thick by, mm")
          .isBetween(-0.1, 0.1);
    }
  }

  @Test
  void a_margin_on_clinical_slices_does_not_start_from_the_edges_of_their_steps() {
    double r = 40;
    double height = 240;
    Solid cone = Solids.cone(r, height, 3);
    double inscribed = r * height / (r + Math.hypot(r, height));
    double surface = Math.PI * r * (r + Math.hypot(r, height));
    for (double t : new double[] {3, 4, 5}) {
      double left = 1 - t / inscribed;
      double shell = Math.PI * r * r * height / 3 * (1 - left * left * left);
      assertThat((cone.shell(t).volumeCm3() * 1000 - shell) / (surface * left * left))
          .as("too thick by, mm")
          .isBetween(-0.1, 0.1);
    }
    Solid ball = Solids.ball(0, 0, 0, 40, 3);
    for (double m : new double[] {3, 5, 10}) {
      double radius = Math.cbrt(ball.expand(Margins.uniform(m)).volumeCm3() * 750 / Math.PI);
      assertThat(radius).isCloseTo(40 + m, within(0.35));
      double inner = Math.cbrt(ball.contract(Margins.uniform(m)).volumeCm3() * 750 / Math.PI);
      assertThat(inner).isCloseTo(40 - m, within(0.35));
    }
  }

  /**
   * The steps of a drawn ball lie within half a slice of it, above and below, so what is grown or
   * shrunk from them does as well; no section of a slice's steps tells a slope from a flat ledge.
   */
  @Test
  void a_margin_of_a_ball_errs_nowhere_by_more_than_half_a_slice() {
    for (double slice : new double[] {1, 2, 3, 5}) {
      for (double r : new double[] {20, 30, 40}) {
        Solid ball = Solids.ball(0, 0, 0, r, slice);
        for (double m : new double[] {3, 5, 10}) {
          assertThat(farthestFrom(r + m, ball.expand(Margins.uniform(m)))).isLessThan(slice / 2);
          assertThat(farthestFrom(r - m, ball.contract(Margins.uniform(m)))).isLessThan(slice / 2);
        }
      }
    }
  }

  @Test
  void a_margin_of_a_ball_that_is_interpolated_between_its_slices_is_truer() {
    List<PlanarContour> circles = new ArrayList<>();
    for (double w : Rings.planes(-28.5, 3, 20)) {
      circles.add(Rings.at(w, Rings.circle(0, 0, Math.sqrt(900 - w * w), 240)));
    }
    Solid ball = Solid.ofContours(circles, 3, Convention.SHAPE);
    Margins margin = Margins.uniform(5);
    double radius = Math.cbrt(ball.expand(margin).volumeCm3() * 750 / Math.PI);
    assertThat(radius).isCloseTo(35, within(0.15));
    double inner = Math.cbrt(ball.contract(margin).volumeCm3() * 750 / Math.PI);
    assertThat(inner).isCloseTo(25, within(0.15));
  }

  /** How far the outline in the middle of any slab lies from a sphere around the origin. */
  private static double farthestFrom(double r, Solid solid) {
    double farthest = 0;
    for (Slab slab : solid.primary().slabs()) {
      double middle = 0.5 * (slab.lowerMm() + slab.upperMm());
      double section = Math.sqrt(slab.shape().areaMm2() / Math.PI);
      farthest = Math.max(farthest, Math.abs(Math.hypot(section, middle) - r));
    }
    return farthest;
  }

  @Test
  void an_expanded_ball_and_cylinder_are_larger_by_the_margin() {
    Solid ball = Solids.ball(0, 0, 0, 20, 0.25);
    Solid cylinder = Solids.cylinder(0, 0, 20, 0, 60, 3);
    for (double m : new double[] {2, 5, 10}) {
      double radius = Math.cbrt(ball.expand(Margins.uniform(m)).volumeCm3() * 750 / Math.PI);
      assertThat(radius).isCloseTo(20 + m, within(0.1));
      PlanarShape middle =
          Region.shapeAt(cylinder.expand(Margins.uniform(m)).primary().slabs(), 30.1);
      assertThat(Math.sqrt(middle.areaMm2() / Math.PI)).isCloseTo(20 + m, within(0.01));
    }
  }

  // ---- distance

  @Test
  void the_nearest_distance_of_boxes_runs_from_face_to_face_edge_to_edge_or_corner_to_corner() {
    Solid box = Solids.box(0, 0, 0, 20, 20, 30, 3);
    assertThat(nearest(box, Solids.box(27, 5, 10, 40, 15, 20, 2))).isCloseTo(7, within(1e-9));
    assertThat(nearest(box, Solids.box(23, 24, 5, 40, 40, 20, 2.5))).isCloseTo(5, within(1e-9));
    assertThat(nearest(box, Solids.box(5, 5, 36, 15, 15, 50, 2))).isCloseTo(6, within(1e-9));
    assertThat(nearest(box, Solids.box(22, 23, 36, 40, 40, 50, 2))).isCloseTo(7, within(1e-9));
    assertThat(nearest(box, Solids.box(-30, 8, 34, 50, 12, 50, 2)))
        .as("a bar across, no corner over the box")
        .isCloseTo(4, within(1e-9));
    assertThat(nearest(box, Solids.box(20, 0, 0, 30, 20, 30, 3))).as("touching").isZero();
    assertThat(nearest(box, Solids.box(10, 10, 10, 30, 30, 40, 3))).isZero();
    assertThat(nearest(box, Solids.box(5, 5, 6, 15, 15, 24, 3))).as("inside").isZero();
    Distances.Nearest upper = Distances.nearest(box, Solids.box(22, 0, 24, 30, 20, 48, 3));
    assertThat(upper.mm()).isCloseTo(2, within(1e-9));
    assertThat(upper.atMm()).as("where both are").isBetween(21.0, 30.0);
  }

  private static double nearest(Solid a, Solid b) {
    double there = Distances.nearest(a, b).mm();
    assertThat(Distances.nearest(b, a).mm()).isCloseTo(there, within(1e-9));
    return there;
  }

  @Test
  void balls_are_apart_by_the_distance_of_their_centres_less_their_radii() {
    Solid a = Solids.ball(0, 0, 0, 20, 0.5);
    Solid b = Solids.ball(30, 24, 32, 10, 0.5);
    // the edge of a step stands out by up to half a slice times the sine of the slope, on each
    double exact = Math.sqrt(900 + 576 + 1024) - 30;
    assertThat(nearest(a, b)).isBetween(exact - 2 * 0.25 - 0.02, exact);
  }

  @Test
  void percentiles_of_distance_give_all_areas_equal_weight() {
    Solid box = Solids.box(0, 0, 0, 20, 20, 20, 2);
    Solid wall = Solids.box(30, -200, -200, 40, 200, 200, 4);
    // 400 mm2 at 10 mm, 1600 evenly from 10 to 30, 400 at 30
    assertThat(percentile(box, wall, 10)).isCloseTo(10, within(1e-6));
    assertThat(percentile(box, wall, 30)).isCloseTo(14, within(0.5));
    assertThat(percentile(box, wall, 50)).isCloseTo(20, within(0.5));
    assertThat(percentile(box, wall, 75)).isCloseTo(27.5, within(0.5));
    assertThat(percentile(box, wall, 95)).isCloseTo(30, within(1e-6));
    assertThat(percentile(box, box, 100)).isZero();
    assertThat(percentile(Solids.box(5, 5, 4, 9, 9, 10, 2), box, 100)).as("inside").isZero();
  }

  private static double percentile(Solid a, Solid b, double percent) {
    return Distances.percentile(a, b, percent).mm();
  }

  // ---- margins

  @Test
  void cylinders_around_one_axis_have_one_radial_margin() {
    Solid inner = Solids.cylinder(3, 4, 20, 0, 60, 3);
    Solid outer = Solids.cylinder(3, 4, 32, -30, 90, 2.5);
    for (double p : new double[] {5, 50, 95}) {
      assertThat(towards(Direction.RADIAL, inner, outer, p)).isCloseTo(12, within(0.02));
    }
    for (Direction direction :
        List.of(Direction.LEFT, Direction.RIGHT, Direction.ANTERIOR, Direction.POSTERIOR)) {
      assertThat(towards(direction, inner, outer, 50)).isCloseTo(12, within(0.02));
    }
    assertThat(towards(Direction.RADIAL, outer, inner, 50))
        .as("poking")
        .isCloseTo(-12, within(0.02));
  }

  @Test
  void cylinders_side_by_side_have_percentiles_and_directions() {
    double e = 6;
    double big = 40;
    Solid inner = Solids.cylinder(0, 0, 20, 0, 60, 3);
    Solid outer = Solids.cylinder(e, 0, big, 0, 60, 3);
    for (double p : new double[] {5, 25, 50, 75, 95}) {
      // the margin falls from the left end of the outer outline to its right end
      double angle = Math.PI * (1 - p / 100);
      assertThat(towards(Direction.RADIAL, inner, outer, p))
          .as("%s %%", p)
          .isCloseTo(distanceAt(angle, e, big) - 20, within(0.1));
    }
    assertThat(towards(Direction.LEFT, inner, outer, 50))
        .isCloseTo(distanceAt(Math.toRadians(15), e, big) - 20, within(0.1));
    assertThat(towards(Direction.RIGHT, inner, outer, 50))
        .isCloseTo(distanceAt(Math.toRadians(165), e, big) - 20, within(0.1));
    assertThat(towards(Direction.POSTERIOR, inner, outer, 50))
        .isCloseTo(distanceAt(Math.toRadians(90), e, big) - 20, within(0.1));
  }

  /** From the origin to a point of a circle around (e, 0). */
  private static double distanceAt(double angle, double e, double r) {
    return Math.sqrt(r * r + e * e + 2 * r * e * Math.cos(angle));
  }

  private static double towards(Direction direction, Solid inner, Solid outer, double percent) {
    return SurfaceMargin.towards(direction, inner, outer, percent, 3).mm();
  }

  @Test
  void a_margin_without_direction_is_measured_in_three_dimensions() {
    Solid inner = Solids.ball(0, 0, 0, 20, 0.5);
    Solid outer = Solids.ball(0, 0, 0, 27, 0.5);
    for (double p : new double[] {5, 50, 95}) {
      assertThat(SurfaceMargin.everywhere(inner, outer, p).mm()).isCloseTo(7, within(0.3));
    }
    assertThat(SurfaceMargin.everywhere(inner, outer, 50).mm()).isCloseTo(7, within(0.1));
    assertThat(SurfaceMargin.everywhere(outer, inner, 50).mm()).isCloseTo(-7, within(0.1));
    Solid drawn = Solids.ball(0, 0, 0, 30, 3);
    for (double m : new double[] {5, 10, 20}) {
      Solid around = Solids.ball(0, 0, 0, 30 + m, 3);
      assertThat(SurfaceMargin.everywhere(drawn, around, 50).mm())
          .as("on slices of 3 mm")
          .isCloseTo(m, within(0.2));
    }
    Solid box = Solids.box(0, 0, 0, 40, 40, 40, 2);
    Solid wide = box.expand(Margins.uniform(6));
    for (double p : new double[] {5, 50, 95}) {
      // layers of 0.75 mm around the ends are drawn true at their middles
      assertThat(SurfaceMargin.everywhere(box, wide, p).mm()).isCloseTo(6, within(0.4));
    }
    assertThat(SurfaceMargin.everywhere(box, wide, 50).mm()).isCloseTo(6, within(0.03));
    Solid poking = Solids.box(-3, 10, 10, 30, 30, 30, 2);
    assertThat(SurfaceMargin.everywhere(poking, box, 0).mm())
        .as("a face of the box, 3 mm under the surface that pokes out")
        .isCloseTo(-3, within(0.01));
  }

  @Test
  void superior_and_inferior_margins_compare_the_end_slices() {
    Solid inner = Solids.cylinder(0, 0, 20, 30, 90, 3);
    Solid outer = Solids.cylinder(0, 0, 30, 0, 129, 3);
    SurfaceMargin superior = SurfaceMargin.towards(Direction.SUPERIOR, inner, outer, 50, 3);
    assertThat(superior.mm()).isCloseTo(39, within(1e-9));
    assertThat(superior.lowMm()).isCloseTo(36, within(1e-9));
    assertThat(superior.highMm()).isCloseTo(42, within(1e-9));
    assertThat(towards(Direction.INFERIOR, inner, outer, 50)).isCloseTo(30, within(1e-9));
    assertThat(towards(Direction.SUPERIOR, outer, inner, 50)).isCloseTo(-39, within(1e-9));
    SurfaceMargin shorter = SurfaceMargin.shortening(Direction.INFERIOR, outer, inner, 3);
    assertThat(shorter.mm()).isCloseTo(30, within(1e-9));
    assertThat(shorter.lowMm()).isCloseTo(27, within(1e-9));
    assertThat(SurfaceMargin.shortening(Direction.SUPERIOR, outer, inner, 3).mm())
        .isCloseTo(39, within(1e-9));
  }

  @Test
  void what_cannot_be_measured_is_refused_in_words() {
    Solid box = Solids.box(0, 0, 0, 20, 20, 20, 2);
    Solid above = Solids.box(0, 0, 50, 20, 20, 70, 2);
    assertThatThrownBy(() -> Distances.nearest(box, NOTHING))
        .isInstanceOf(GeometryException.class)
        .hasMessageContaining("empty");
    assertThatThrownBy(() -> SurfaceMargin.everywhere(NOTHING, box, 50))
        .hasMessageContaining("empty");
    assertThatThrownBy(() -> SurfaceMargin.towards(Direction.RADIAL, box, above, 50, 2))
        .hasMessageContaining("no slice");
    assertThatThrownBy(() -> SurfaceMargin.shortening(Direction.LEFT, box, above, 2))
        .hasMessageContaining("superiorly or inferiorly");
    Solid sagittal =
        Solid.ofContours(
            Rings.turned(
                Rings.stack(Rings.rectangle(0, 0, 10, 10), 0, 3),
                new PatientPoint(0, 1, 0),
                new PatientPoint(0, 0, 1),
                new PatientPoint(1, 0, 0)),
            0);
    assertThatThrownBy(() -> SurfaceMargin.towards(Direction.LEFT, sagittal, sagittal, 50, 2))
        .hasMessageContaining("slanted");
  }

  // ---- shares

  /** The corners of a hole lie on the outer structure, and yet its middle is 4 mm from it. */
  @Test
  void a_hole_in_the_outer_structure_is_not_contained_however_small() {
    Solid outer = Solids.box(0, 0, 0, 100, 100, 100, 2);
    Solid holed = outer.subtract(Solids.box(46, 46, 46, 54, 54, 54, 2));
    Solid inner = Solids.box(2, 2, 2, 98, 98, 98, 2);
    Containment found = Containment.of(holed, inner);
    assertThat(found.outsideShare()).isLessThan(Containment.MOST_OUTSIDE);
    assertThat(found.farthestMm()).isBetween(2.0, 4.0);
    assertThat(found.isWhole()).isFalse();
  }

  /** 0.8 mm stick out along a side whose ends are covered. */
  @Test
  void a_sliver_between_covered_corners_is_seen() {
    Solid outer =
        Solids.box(0, 0, 0, 100, 100, 100, 2).subtract(Solids.box(99.2, 40, 40, 101, 60, 42, 2));
    Containment found = Containment.of(outer, Solids.box(1, 1, 2, 100, 99, 98, 2));
    assertThat(found.outsideShare()).isLessThan(1e-4);
    assertThat(found.farthestMm()).isBetween(0.7, 0.8);
    assertThat(found.isWhole()).isFalse();
  }

  @Test
  void a_structure_is_contained_if_next_to_nothing_sticks_out() {
    Solid outer = Solids.box(0, 0, 0, 40, 40, 40, 2);
    Containment inside = Containment.of(outer, Solids.box(5, 5, 4, 35, 35, 36, 2));
    assertThat(inside.isWhole()).isTrue();
    assertThat(inside.outsideShare()).isZero();
    assertThat(inside.farthestMm()).isZero();
    assertThat(Containment.of(outer, outer).isWhole()).isTrue();
    Containment out = Containment.of(outer, Solids.box(30, 30, 30, 43, 44, 52, 2));
    assertThat(out.isWhole()).isFalse();
    assertThat(out.farthestMm()).isCloseTo(13, within(1e-9));
    assertThat(out.atMm()).isCloseTo(52, within(1e-9));
    assertThat(out.outsideShare()).isCloseTo(1 - 1000.0 / (13 * 14 * 22), within(1e-9));
    // a thin needle that sticks out: no volume to speak of, yet too far
    Solid needle =
        Solid.union(
            List.of(Solids.box(5, 5, 4, 35, 35, 36, 2), Solids.box(35, 20, 10, 40.6, 20.5, 12, 2)));
    Containment far = Containment.of(outer, needle);
    assertThat(far.outsideShare()).isLessThan(1e-4);
    assertThat(far.farthestMm()).isCloseTo(0.6, within(1e-9));
    assertThat(far.isWhole()).isFalse();
    // a wide hair's breadth: near, yet too much
    assertThat(Containment.of(outer, Solids.box(10, 10, 10, 40.1, 30, 30, 2)).isWhole()).isFalse();
    assertThat(Containment.of(outer, Solids.box(10, 10, 10, 40.02, 30, 30, 2)).isWhole()).isTrue();
  }

  // ---- slices and axis

  @Test
  void the_largest_gap_between_slices_is_found() {
    List<PlanarContour> contours = new ArrayList<>();
    for (double w : new double[] {0, 3, 6, 11, 14}) {
      contours.add(Rings.at(w, Rings.rectangle(0, 0, 10, 10)));
    }
    Solid drawn = Solid.ofContours(contours, 3);
    assertThat(drawn.largestSliceSpacingMm()).hasValue(5);
    assertThat(drawn.shell(2).largestSliceSpacingMm()).as("made, not drawn").isEmpty();
    assertThat(NOTHING.largestSliceSpacingMm()).isEmpty();
    Solid apart =
        Solid.ofContours(
            List.of(
                Rings.at(0, Rings.rectangle(0, 0, 10, 10)),
                Rings.at(3, Rings.rectangle(0, 0, 10, 10)),
                Rings.at(43, Rings.rectangle(0, 0, 9, 9)),
                Rings.at(46, Rings.rectangle(0, 0, 9, 9))),
            3);
    assertThat(apart.largestSliceSpacingMm()).hasValue(40);
    assertThat(apart.parts()).hasSize(2);
    assertThat(apart.parts().get(0).largestSliceSpacingMm()).hasValue(3);
  }

  @Test
  void a_slanting_cylinder_has_a_slanting_axis() {
    for (double degrees : new double[] {0, 5, 20, 35}) {
      double tan = Math.tan(Math.toRadians(degrees));
      Solid limb =
          Solids.stacked(0, 300, 1, w -> Rings.circle(0.6 * tan * w, -0.8 * tan * w, 30, 96));
      // a sheared cylinder: variances L^2/12 along z, tan^2 L^2/12 + R^2/4 across
      double z = 300.0 * 300 / 12;
      double across = tan * tan * z + 900.0 / 4;
      double exact = Math.toDegrees(0.5 * Math.atan2(2 * tan * z, z - across));
      LongAxis axis = LongAxis.of(limb);
      assertThat(axis.degreesFromZ()).isCloseTo(exact, within(0.01));
      assertThat(axis.elongation()).isGreaterThan(4);
      assertThat(axis.isLeaning()).isEqualTo(exact > 20);
    }
    Solid plate = Solids.box(0, 0, 0, 200, 30, 20, 2);
    assertThat(LongAxis.of(plate).degreesFromZ()).isCloseTo(90, within(1e-6));
    assertThat(LongAxis.of(plate).elongation()).isCloseTo(200.0 / 30, within(1e-9));
  }
}
