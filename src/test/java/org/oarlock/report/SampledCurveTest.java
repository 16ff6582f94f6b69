package org.oarlock.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.oarlock.check.PlanResult.Curve;
import org.oarlock.dvh.DoseVolumeHistogram;
import org.oarlock.dvh.DvhOptions;
import org.oarlock.geometry.Convention;
import org.oarlock.quantity.Dose;
import org.oarlock.report.SampledCurve.Point;

class SampledCurveTest {
  private static final List<DoseVolumeHistogram> CURVES =
      List.of(
          LogisticDvh.of(612.4, 41, 53.5, 50.4, 0.6),
          LogisticDvh.of(1480, 0, 62, 14, 8),
          LogisticDvh.of(3, 0.001, 66, 3, 0.05),
          new LogisticDvh(3650, 3000, 0.1, 66, 3, 9));

  @Test
  void straight_lines_follow_the_curve_within_the_tolerance() {
    for (DoseVolumeHistogram histogram : CURVES) {
      List<Point> points = SampledCurve.of(histogram).points();
      double allowed = 1.5 * SampledCurve.TOLERANCE * histogram.coveredVolumeCm3();
      for (int i = 0; i <= 5000; i++) {
        double doseGy = histogram.maxGy() * i / 5000;
        assertThat(line(points, doseGy))
            .as("at %s Gy", doseGy)
            .isCloseTo(
                histogram.volumeAtLeastCm3(doseGy),
                org.assertj.core.api.Assertions.within(allowed));
      }
    }
  }

  @Test
  void it_starts_at_no_dose_and_ends_above_the_maximum_with_nothing() {
    for (DoseVolumeHistogram histogram : CURVES) {
      List<Point> points = SampledCurve.of(histogram).points();
      assertThat(points.get(0)).isEqualTo(new Point(0, histogram.coveredVolumeCm3()));
      assertThat(points.get(points.size() - 1).volumeCm3()).isZero();
      assertThat(points).hasSizeLessThan(600);
    }
  }

  @Test
  void it_rises_in_dose_and_never_in_volume() {
    for (DoseVolumeHistogram histogram : CURVES) {
      List<Point> points = SampledCurve.of(histogram).points();
      for (int i = 1; i < points.size(); i++) {
        assertThat(points.get(i).doseGy()).isGreaterThan(points.get(i - 1).doseGy());
        assertThat(points.get(i).volumeCm3()).isLessThanOrEqualTo(points.get(i - 1).volumeCm3());
      }
    }
  }

  @Test
  void a_step_is_found_and_drawn_steep() {
    List<Point> points = SampledCurve.of(new SteppedDvh(6, 10, 4, 50)).points();
    double widestFallGy = 0;
    for (int i = 1; i < points.size(); i++) {
      if (points.get(i).volumeCm3() < points.get(i - 1).volumeCm3()) {
        widestFallGy = Math.max(widestFallGy, points.get(i).doseGy() - points.get(i - 1).doseGy());
      }
    }
    assertThat(widestFallGy).isLessThanOrEqualTo(40.0 / SampledCurve.FINEST);
    assertThat(points).contains(new Point(10, 10), new Point(50, 4));
    assertThat(points).hasSizeLessThan(200);
  }

  @Test
  void a_uniform_dose_is_a_rectangle() {
    assertThat(SampledCurve.of(new SteppedDvh(0, 50, 7, 50)).points())
        .containsExactly(new Point(0, 7), new Point(50, 7), new Point(Math.nextUp(50.0), 0));
  }

  @Test
  void a_structure_without_any_dose_has_no_curve() {
    assertThat(SampledCurve.of(new LogisticDvh(5, 0, Double.NaN, Double.NaN, 0, 1)).points())
        .isEmpty();
  }

  @Test
  void csv_holds_exact_points() throws IOException {
    StringWriter out = new StringWriter();
    DvhOptions options = DvhOptions.DEFAULT.with(Convention.NO_CAP).within(Dose.ofGy(0.01));
    DvhCsv.write(
        List.of(new Curve("A, \"B\"", "total", new SteppedDvh(0, 50, 8, 50))), options, out);

    assertThat(out.toString())
        .isEqualTo(
            """
            structure,dose_gy,volume_cm3,volume_percent,convention,tolerance_gy,tolerance_percent
            "A, ""B""\",0,8,100,no cap,0.01,0.04
            "A, ""B""\",50,8,100,no cap,0.01,0.04
            "A, ""B""\",50.00000000000001,0,0,no cap,0.01,0.04
            """);
  }

  @Test
  void csv_counts_percent_of_the_whole_structure() throws IOException {
    StringWriter out = new StringWriter();
    DvhCsv.write(
        List.of(new Curve("L", "total", new LogisticDvh(200, 150, 0, 9, 4, 1))),
        DvhOptions.DEFAULT,
        out);

    assertThat(out.toString()).contains("\nL,0,150,75,half-slice cap,0.005,0.02\n");
  }

  private static double line(List<Point> points, double doseGy) {
    for (int i = 1; i < points.size(); i++) {
      Point low = points.get(i - 1);
      Point high = points.get(i);
      if (doseGy <= high.doseGy()) {
        double share = (doseGy - low.doseGy()) / (high.doseGy() - low.doseGy());
        return low.volumeCm3() + share * (high.volumeCm3() - low.volumeCm3());
      }
    }
    return 0;
  }
}
