package org.oarlock.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oarlock.check.PlanResult;
import org.oarlock.check.PlanResult.Curve;
import org.oarlock.check.PlanResult.ResolvedPrescription;
import org.oarlock.check.Verdict;
import org.oarlock.quantity.Dose;

class LimitMarkTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "V20Gy[%]     | < 30 %       | 20   | 30 | DOWN",
        "V2000cGy[%]  | <= 30 %      | 20   | 30 | DOWN",
        "V95%[%]      | >= 95 %      | 60.8 | 95 | UP",
        "V20Gy[cc]    | < 50 cc      | 20   | 25 | DOWN",
        "CV20Gy[%]    | >= 40 %      | 20   | 60 | DOWN",
        "CV20Gy[%]    | < 40 %       | 20   | 60 | UP",
        "D95%[%]      | >= 95 %      | 60.8 | 95 | RIGHT",
        "D2cc[Gy]     | < 50 Gy      | 50   | 1  | LEFT",
        "D0.5cc[cGy]  | < 5000 cGy   | 50   | .25| LEFT",
        "DC10%[Gy]    | > 5 Gy       | 5    | 90 | RIGHT",
        "Max[Gy]      | <= 40 Gy     | 40   | 0  | LEFT",
        "Max[%]       | < 107 %      | 68.48| 0  | LEFT",
        "Min[Gy]      | >= 45 Gy     | 45   | 100| RIGHT",
        "Median[Gy]   | > 60 Gy      | 60   | 50 | RIGHT",
        "V20Gy[%]     | < 30 % (variation 35 %) | 20 | 30 | DOWN"
      })
  void a_limit_lies_where_the_metric_says(
      String metric, String limit, double doseGy, double volumePercent, String points) {
    List<LimitMark> marks = marks(metric, limit, "total");

    assertThat(marks).hasSize(1);
    assertThat(marks.get(0).curve()).isEqualTo(1);
    assertThat(marks.get(0).doseGy())
        .isEqualTo(doseGy, org.assertj.core.api.Assertions.within(1e-9));
    assertThat(marks.get(0).volumePercent())
        .isEqualTo(volumePercent, org.assertj.core.api.Assertions.within(1e-9));
    assertThat(marks.get(0).points().name()).isEqualTo(points);
  }

  @Test
  void a_range_has_a_mark_at_both_ends() {
    assertThat(marks("V20Gy[%]", "in 10..30 %", "total"))
        .extracting(LimitMark::volumePercent, LimitMark::points)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(10.0, LimitMark.Direction.UP),
            org.assertj.core.groups.Tuple.tuple(30.0, LimitMark.Direction.DOWN));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Mean[Gy]                            | < 20 Gy",
        "HI                                  | < 0.1",
        "fields()[count]                     | in 5..7",
        "V20Gy[%] of along(Bone, PTV1)       | < 30 %",
        "V20Gy[%]                            | != 30 %",
        "V20Gy[%]                            | < 130 %",
        "V20Gy[%]                            | nonsense",
      })
  void what_has_no_place_on_a_curve_is_not_drawn(String metric, String limit) {
    assertThat(marks(metric, limit, "total")).isEmpty();
  }

  @Test
  void a_limit_on_another_dose_is_not_drawn_on_this_curve() {
    assertThat(marks("V20Gy[%]", "< 30 %", "phase2")).isEmpty();
  }

  private static List<LimitMark> marks(String metric, String limit, String dose) {
    return LimitMark.of(
        new PlanResult(
            SampleReports.plan("P"),
            Verdict.FAIL,
            List.of(
                SampleReports.single(
                    "g",
                    "Liver",
                    dose,
                    Verdict.FAIL,
                    "",
                    SampleReports.judgement("Liver", metric, null, limit))),
            List.of(),
            List.of(new ResolvedPrescription("total", "", "64 Gy", "", Dose.ofGy(64))),
            List.of(
                new Curve("Liver", "phase1", LogisticDvh.of(1, 0, 1, 1, 1)),
                new Curve("Liver", "total", LogisticDvh.of(200, 0, 60, 20, 5))),
            List.of(),
            List.of(),
            List.of()));
  }
}
