package org.oarlock.testplans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The formulas behind the expected values, against textbook ones. */
class ExactHistogramTest {
  private static final PiecewiseLinear ONE = PiecewiseLinear.ONE;

  private static Shape prism(Polygon polygon, double from, double to) {
    return new Shape(List.of(new Shape.Prism(polygon, from, to)));
  }

  @Test
  void a_ramp_along_z_is_a_straight_line() {
    AnalyticDose dose = AnalyticDose.of(60, ONE, ONE, PiecewiseLinear.through(0, 0, 100, 1));
    ExactHistogram histogram =
        ExactHistogram.of(prism(Polygon.rectangle(0, 10, 0, 20), 0, 100), dose);
    assertThat(histogram.volumeMm3()).isEqualTo(20_000);
    assertThat(histogram.atLeastPercent(15)).isCloseTo(75, within(1e-9));
    assertThat(histogram.doseToHottestGy(95)).isCloseTo(3, within(1e-9));
    assertThat(histogram.meanGy()).isCloseTo(30, within(1e-9));
    assertThat(histogram.maxGy()).isEqualTo(60);
    assertThat(histogram.minGy()).isZero();
  }

  @Test
  void a_ramp_across_a_circle_is_a_segment() {
    double r = 300;
    AnalyticDose dose = AnalyticDose.of(60, PiecewiseLinear.through(-300, 0, 300, 1), ONE, ONE);
    ExactHistogram histogram = ExactHistogram.of(prism(Polygon.circle(0, 0, r, 180), 0, 1), dose);
    double s = 100;
    double segment = r * r * Math.acos(s / r) - s * Math.sqrt(r * r - s * s);
    assertThat(histogram.atLeastMm3(40)).isCloseTo(segment, within(5e-4 * segment));
    assertThat(histogram.volumeMm3()).isCloseTo(Math.PI * r * r, within(1e-4 * Math.PI * r * r));
  }

  @Test
  void a_ramp_across_and_along_is_a_logarithm() {
    // dose = 60 x (1 - z / 2) on the unit square: at least 30 where x >= 1 / (2 - z)
    AnalyticDose dose =
        AnalyticDose.of(
            60, PiecewiseLinear.through(0, 0, 1, 1), ONE, PiecewiseLinear.through(0, 1, 1, 0.5));
    ExactHistogram histogram = ExactHistogram.of(prism(Polygon.rectangle(0, 1, 0, 1), 0, 1), dose);
    assertThat(histogram.atLeastMm3(30)).isCloseTo(1 - Math.log(2), within(1e-7));
    assertThat(histogram.meanGy()).isCloseTo(60 * 0.5 * 0.75, within(1e-9));
  }

  @Test
  void a_plateau_counts_at_its_own_dose() {
    AnalyticDose dose =
        AnalyticDose.of(50, ONE, ONE, PiecewiseLinear.through(0, 1, 10, 1, 20, 0.5));
    ExactHistogram histogram = ExactHistogram.of(prism(Polygon.rectangle(0, 1, 0, 1), 0, 20), dose);
    assertThat(histogram.atLeastPercent(50)).isCloseTo(50, within(1e-9));
    assertThat(histogram.doseToHottestGy(50)).isCloseTo(50, within(1e-9));
  }

  @Test
  void a_shell_is_the_solid_without_its_core() {
    Shape shell = prism(Polygon.rectangle(0, 40, 0, 30), 0, 20).shell(5);
    assertThat(shell.volumeMm3()).isCloseTo(40 * 30 * 20 - 30 * 20 * 10, within(1e-6));
  }

  @Test
  void a_circle_cut_by_a_straight_edge_has_an_arc_inside() {
    Polygon circle = Polygon.circle(0, 0, 200, 96);
    double inside = circle.perimeterInsideMm(Polygon.rectangle(80, 300, -300, 300));
    assertThat(inside / circle.perimeterMm()).isCloseTo(Math.acos(0.4) / Math.PI, within(1e-3));
  }

  @Test
  void a_fan_misses_a_leg_exactly_if_its_edge_does() {
    // from the front, 300 mm beside the leg's axis and 1000 mm from the source at the leg's depth
    assertThat(Field.at(0).misses(300, 0, 100, 0, 0, 190)).isTrue();
    assertThat(Field.at(0).misses(300, 0, 100, 0, 0, 210)).isFalse();
    assertThat(Field.at(90).misses(300, 0, 1, 0, 0, 100)).isFalse();
  }
}
