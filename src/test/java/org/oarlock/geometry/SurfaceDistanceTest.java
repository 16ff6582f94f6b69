package org.oarlock.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SurfaceDistanceTest {
  /** From x = -30 to 30, y = -20 to 20, slices every 2 mm from z = -9 to 9: -10 to 10 with caps. */
  private static Solid box() {
    List<PlanarContour> contours = new ArrayList<>();
    for (double z = -9; z <= 9; z += 2) {
      contours.add(
          new PlanarContour(new double[] {-30, -20, z, 30, -20, z, 30, 20, z, -30, 20, z}));
    }
    return Solid.ofContours(contours, 2);
  }

  private static double distance(double x, double y, double z, Cut cut) {
    return Distances.toSurface(new PatientPoint(x, y, z), box(), cut);
  }

  @Test
  void outside_it_is_the_way_to_the_nearest_face_edge_or_corner() {
    assertThat(distance(35, 0, 0, Cut.NONE)).isCloseTo(5, within(1e-9));
    assertThat(distance(33, 24, 0, Cut.NONE)).isCloseTo(5, within(1e-9));
    assertThat(distance(32, 23, 16, Cut.NONE)).isCloseTo(7, within(1e-9));
    assertThat(distance(0, 0, -14, Cut.NONE)).isCloseTo(4, within(1e-9));
  }

  @Test
  void inside_it_is_negative_and_to_the_nearest_face() {
    assertThat(distance(27, 0, 0, Cut.NONE)).isCloseTo(-3, within(1e-9));
    assertThat(distance(0, 0, 9, Cut.NONE)).isCloseTo(-1, within(1e-9));
    assertThat(distance(0, -18.5, 3, Cut.NONE)).isCloseTo(-1.5, within(1e-9));
  }

  @Test
  void there_is_no_surface_where_the_scan_ends() {
    assertThat(distance(0, 0, 9, new Cut(-9, 9))).isCloseTo(-20, within(1e-9));
    assertThat(distance(0, 15, -40, new Cut(-9, 9))).isCloseTo(-5, within(1e-9));
    assertThat(distance(0, 0, 9, new Cut(-9, 50))).isCloseTo(-1, within(1e-9));
  }

  @Test
  void steps_and_gaps_of_a_stack_are_surfaces() {
    List<PlanarContour> contours = new ArrayList<>();
    for (double z : new double[] {0, 2, 4, 40, 42, 44}) {
      double r = z < 20 ? 10 : 30;
      contours.add(new PlanarContour(new double[] {-r, -r, z, r, -r, z, r, r, z, -r, r, z}));
    }
    Solid two = Solid.ofContours(contours, 2);
    PatientPoint between = new PatientPoint(0, 0, 10);
    assertThat(Distances.toSurface(between, two, Cut.NONE)).isPositive();
    PatientPoint inUpper = new PatientPoint(0, 0, 42);
    // with half-slice caps the upper part goes from 39 to 45, the lower from -1 to 5
    assertThat(Distances.toSurface(inUpper, two, Cut.NONE)).isCloseTo(-3, within(1e-9));
    PatientPoint nearGap = new PatientPoint(0, 0, 40.5);
    assertThat(Distances.toSurface(nearGap, two, Cut.NONE)).isCloseTo(-1.5, within(1e-9));
    PatientPoint underGap = new PatientPoint(0, 0, 3.5);
    assertThat(Distances.toSurface(underGap, two, Cut.NONE)).isCloseTo(-1.5, within(1e-9));
    PatientPoint inGap = new PatientPoint(0, 15, 30);
    assertThat(Distances.toSurface(inGap, two, Cut.NONE)).isCloseTo(9, within(1e-9));
  }

  @Test
  void an_empty_solid_has_no_surface() {
    Solid none = Solid.ofContours(List.of(), 2);
    assertThatThrownBy(() -> Distances.toSurface(new PatientPoint(0, 0, 0), none, Cut.NONE))
        .isInstanceOf(GeometryException.class);
  }
}
