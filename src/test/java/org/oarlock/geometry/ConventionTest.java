package org.oarlock.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** What each convention makes of the contours of cylinders, cones and spheres. */
class ConventionTest {
  private static final double R = 12;

  private static PlanarContour circle(double x, double z, double r) {
    int n = 180;
    double scale = Math.sqrt(2 * Math.PI / (n * Math.sin(2 * Math.PI / n))); // area of the circle
    double[] xyz = new double[3 * n];
    for (int i = 0; i < n; i++) {
      xyz[3 * i] = x + r * scale * Math.cos(2 * Math.PI * i / n);
      xyz[3 * i + 1] = r * scale * Math.sin(2 * Math.PI * i / n);
      xyz[3 * i + 2] = z;
    }
    return new PlanarContour(xyz);
  }

  private static List<PlanarContour> discs(
      double from, double to, double spacing, DoubleUnaryOperator radius) {
    List<PlanarContour> contours = new ArrayList<>();
    for (int i = 0; from + i * spacing <= to + 1e-9; i++) {
      double r = radius.applyAsDouble(from + i * spacing);
      if (r > 0.01) {
        contours.add(circle(0, from + i * spacing, r));
      }
    }
    return contours;
  }

  private static double mm3(List<PlanarContour> contours, Convention convention) {
    return Solid.ofContours(contours, 0, convention).primary().volumeMm3();
  }

  @Test
  void the_ends_of_a_cylinder_are_what_the_convention_says() {
    double area = Math.PI * R * R;
    for (double spacing : new double[] {1, 3, 5}) {
      List<PlanarContour> contours = discs(0, 10 * spacing, spacing, z -> R);
      double planes = 10 * spacing;
      assertThat(mm3(contours, Convention.NO_CAP)).isCloseTo(area * planes, within(1e-6 * area));
      assertThat(mm3(contours, Convention.HALF_SLICE_CAP))
          .isCloseTo(area * (planes + spacing), within(1e-6 * area));
      assertThat(mm3(contours, Convention.LIMITED_CAP))
          .isCloseTo(area * (planes + 2 * Math.min(1.5, spacing / 2)), within(1e-6 * area));
      assertThat(mm3(contours, Convention.SHAPE))
          .isCloseTo(area * (planes + spacing), within(1e-6 * area));
    }
  }

  @Test
  void a_single_slice_has_caps_on_both_sides_or_no_volume() {
    double area = Math.PI * R * R;
    List<PlanarContour> contours = List.of(circle(0, 5, R));
    for (Convention convention : Convention.values()) {
      double expected =
          switch (convention) {
            case HALF_SLICE_CAP, SHAPE -> 4;
            case LIMITED_CAP -> 3;
            case NO_CAP -> 0;
          };
      assertThat(Solid.ofContours(contours, 4, convention).primary().volumeMm3())
          .as(convention.label())
          .isCloseTo(expected * area, within(1e-6 * area));
    }
  }

  @Test
  void a_shape_goes_straight_from_circle_to_circle_of_a_cone() {
    for (double spacing : new double[] {1, 2, 3}) {
      // from z = 0 to 24 the radius falls from 12 to 4, the contours from the one end to the other
      List<PlanarContour> contours = discs(0, 24, spacing, z -> 12 - z / 3);
      double frustum = Math.PI / 3 * 24 * (144 + 48 + 16);
      double caps = Math.PI * (144 + 16) * spacing / 2;
      double shape = mm3(contours, Convention.SHAPE) - caps;
      assertThat(shape).as("spacing %s", spacing).isCloseTo(frustum, within(4e-6 * frustum));
      double prism = mm3(contours, Convention.NO_CAP);
      assertThat(Math.abs(shape - frustum)).isLessThan(0.2 * Math.abs(prism - frustum));
    }
  }

  @Test
  void a_shape_is_closer_to_a_sphere_than_the_stack_of_prisms_between_its_contours() {
    for (double spacing : new double[] {1, 2, 3}) {
      for (double phase : new double[] {0.1, 0.4, 0.8}) {
        List<PlanarContour> contours =
            discs(-12 + phase * spacing, 12, spacing, z -> Math.sqrt(Math.max(0, R * R - z * z)));
        double low = contours.get(0).zMm(0);
        double high = contours.get(contours.size() - 1).zMm(0);
        // the zone of the sphere between its first and its last contour
        double zone = Math.PI * (R * R * (high - low) - (Math.pow(high, 3) - Math.pow(low, 3)) / 3);
        double caps = mm3(contours, Convention.HALF_SLICE_CAP) - mm3(contours, Convention.NO_CAP);
        double shape = Math.abs(mm3(contours, Convention.SHAPE) - caps - zone);
        double prism = Math.abs(mm3(contours, Convention.NO_CAP) - zone);
        assertThat(shape).as("spacing %s, phase %s", spacing, phase).isLessThan(0.6 * prism);
        assertThat(shape).isLessThan(0.004 * zone);
      }
    }
  }

  @Test
  void a_shape_follows_a_leaning_cylinder_and_ends_half_way_where_nothing_goes_on() {
    List<PlanarContour> leaning = new ArrayList<>();
    for (int i = 0; i <= 8; i++) {
      leaning.add(circle(1.5 * i, 3 * i, R));
    }
    double caps = Math.PI * R * R * 3;
    assertThat(mm3(leaning, Convention.SHAPE) - caps)
        .isCloseTo(Math.PI * R * R * 24, within(0.002 * Math.PI * R * R * 24));

    for (double far : new double[] {30, 60, 300}) {
      List<PlanarContour> ending = discs(0, 12, 3, z -> R);
      ending.add(circle(far, 3, 4)); // beside it on two slices only
      ending.add(circle(far, 6, 4));
      double alone = mm3(discs(0, 12, 3, z -> R), Convention.SHAPE);
      assertThat(mm3(ending, Convention.SHAPE) - alone)
          .as("what lies beside it, %s mm away, does not matter", far)
          .isCloseTo(Math.PI * 16 * 6, within(1e-6 * Math.PI * 16));
    }
  }

  @Test
  void operations_keep_the_convention() {
    List<PlanarContour> contours = discs(0, 30, 3, z -> R);
    for (Convention convention : Convention.values()) {
      Solid solid = Solid.ofContours(contours, 0, convention);
      Solid half = Solid.ofContours(discs(0, 15, 3, z -> R), 0, convention);
      for (Solid result :
          List.of(
              solid.expand(Margins.uniform(2)),
              solid.subtract(half),
              Solid.union(List.of(half, solid)),
              solid.shell(3))) {
        assertThat(result.convention()).isEqualTo(convention);
        assertThat(result.volumeCm3()).isPositive();
      }
      assertThat(Solid.union(List.of(half, solid)).volumeCm3())
          .isCloseTo(solid.volumeCm3(), within(1e-6));
    }
  }
}
