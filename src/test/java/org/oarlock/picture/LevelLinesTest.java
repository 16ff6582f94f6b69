package org.oarlock.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.oarlock.geometry.PlanarShape;

class LevelLinesTest {
  private static PlaneValues plane(int size, double step, DoubleBinaryOperator value) {
    double[] values = new double[size * size];
    double first = -(size - 1) * step / 2;
    for (int j = 0; j < size; j++) {
      for (int i = 0; i < size; i++) {
        values[j * size + i] = value.applyAsDouble(first + i * step, first + j * step);
      }
    }
    return new PlaneValues(first, first, step, size, size, values);
  }

  private static boolean isClosed(double[] line) {
    return line[0] == line[line.length - 2] && line[1] == line[line.length - 1];
  }

  @Test
  void the_line_of_a_radial_field_is_a_circle() {
    // a chord between nodes at distances r1 and r2 of the centre errs by step^2 / (8 r) at the most
    PlaneValues plane = plane(101, 1, (x, y) -> 60 - Math.hypot(x, y));
    List<double[]> lines = LevelLines.of(plane, 30);

    assertThat(lines).hasSize(1);
    assertThat(isClosed(lines.get(0))).isTrue();
    for (int i = 0; i < lines.get(0).length; i += 2) {
      assertThat(Math.hypot(lines.get(0)[i], lines.get(0)[i + 1]))
          .isCloseTo(30, within(1.0 / (8 * 30) + 1e-9));
    }
  }

  @Test
  void the_region_above_a_level_has_the_area_of_the_circle() {
    PlaneValues plane = plane(101, 1, (x, y) -> 60 - Math.hypot(x, y));
    PlanarShape region = PlanarShape.ofRings(LevelLines.regionAbove(plane, 30));

    assertThat(region.areaMm2()).isCloseTo(Math.PI * 30 * 30, within(Math.PI * 30 * 30 * 2e-3));
  }

  @Test
  void a_ring_shaped_region_has_its_hole() {
    PlaneValues plane = plane(121, 1, (x, y) -> -Math.abs(Math.hypot(x, y) - 40));
    PlanarShape region = PlanarShape.ofRings(LevelLines.regionAbove(plane, -10));

    assertThat(region.rings()).hasSize(2);
    assertThat(region.areaMm2()).isCloseTo(Math.PI * (2500 - 900), within(10.0));
    assertThat(region.contains(0.3, 0.2)).isFalse();
    assertThat(region.contains(40.3, 0.2)).isTrue();
  }

  @Test
  void lines_end_where_values_end_and_regions_do_not_go_on_beyond() {
    PlaneValues plane = plane(41, 1, (x, y) -> y > 5 ? Double.NaN : x);
    List<double[]> lines = LevelLines.of(plane, 0.5);

    assertThat(lines).hasSize(1);
    double[] line = lines.get(0);
    assertThat(isClosed(line)).isFalse();
    assertThat(List.of(line[1], line[line.length - 1])).containsExactlyInAnyOrder(-20.0, 5.0);
    PlanarShape region = PlanarShape.ofRings(LevelLines.regionAbove(plane, 0.5));
    assertThat(region.areaMm2()).isCloseTo(19.5 * 25, within(1e-6));
  }

  @Test
  void every_line_of_any_field_is_closed_or_ends_at_the_edge() {
    Random random = new Random(5);
    for (int round = 0; round < 40; round++) {
      PlaneValues plane = plane(12, 1, (x, y) -> random.nextInt(4));
      for (double level : new double[] {0.5, 1, 2, 2.5, 3}) {
        for (double[] line : LevelLines.of(plane, level)) {
          boolean atEdge = Math.abs(line[0]) == 5.5 || Math.abs(line[1]) == 5.5;
          assertThat(isClosed(line) || atEdge).isTrue();
        }
        // what is above and what is below are all there is
        double above = area(LevelLines.regionAbove(plane, level));
        assertThat(above).isBetween(-1e-9, 121 + 1e-9);
      }
    }
  }

  private static double area(List<double[]> rings) {
    double area = 0;
    for (double[] ring : rings) {
      for (int i = 0; i < ring.length; i += 2) {
        int j = (i + 2) % ring.length;
        area += 0.5 * (ring[i] * ring[j + 1] - ring[j] * ring[i + 1]);
      }
    }
    return area;
  }

  @Test
  void a_level_that_nothing_reaches_has_no_line() {
    PlaneValues plane = plane(5, 1, (x, y) -> 7);
    assertThat(LevelLines.of(plane, 8)).isEmpty();
    assertThat(LevelLines.of(plane, 7)).isEmpty();
    assertThat(LevelLines.regionAbove(plane, 8)).isEmpty();
    assertThat(area(LevelLines.regionAbove(plane, 7))).isCloseTo(16, within(1e-6));
  }
}
