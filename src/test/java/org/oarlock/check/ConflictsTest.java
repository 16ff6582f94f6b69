package org.oarlock.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Boxes of 20 x 20 mm across and known lengths: every shared volume is a round number. */
class ConflictsTest {
  /**
   * The cortex from 0 to 20 mm, PTV1 from 15 to 55 mm: 2 cm3 of 8 cm3 lie in a target of 16 cm3.
   */
  private static CheckCase cortex() {
    CheckCase testCase =
        new CheckCase()
            .draw(Phantom.box("Cortex", 0, 20), Phantom.box("PTV1", 15, 55))
            .rule("Cortex")
            .rule("PTV1")
            .prescription("phase1", "PTV1", 50, 50, 25)
            .phase(
                Phantom.phase(
                    "Plan", 25, Phantom.dose(Phantom.ramp(48, 0.01)), Phantom.to("PTV1", 50)));
    testCase.goal("d95").of("PTV1").on("phase1").percentOf("phase1").asks("D95%[%]", ">=", "95");
    testCase.goal("v95").of("PTV1").on("phase1").percentOf("phase1").asks("V95%[%]", ">=", "95");
    return testCase;
  }

  @Test
  void a_maximum_inside_a_target_leaves_a_narrow_room() {
    CheckCase testCase = cortex();
    testCase.goal("cortex").of("Cortex").asks("Max[Gy]", "<", "50");
    PlanResult result = testCase.check();
    assertThat(result.conflicts()).hasSize(1);
    Conflict conflict = result.conflicts().get(0);
    assertThat(conflict.upperGoal()).isEqualTo("cortex");
    assertThat(conflict.coverageGoals()).containsExactly("d95", "v95");
    assertThat(conflict.sharedCm3()).isCloseTo(2, within(1e-6));
    assertThat(conflict.toleratedCm3()).isCloseTo(0.8, within(1e-6));
    assertThat(conflict.room()).isEqualTo(new Conflict.Room(47.5, 50));
    assertThat(conflict.text()).contains("2.00 cc", "Only 47.5 Gy to 50 Gy meet both");
    assertThat(result.verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void a_maximum_below_what_is_needed_leaves_nothing() {
    CheckCase testCase = cortex();
    testCase.goal("cortex").of("Cortex").asks("Max[cGy]", "<=", "4700");
    Conflict conflict = testCase.check().conflicts().get(0);
    assertThat(conflict.room()).isNull();
    assertThat(conflict.text()).contains("No dose meets both");
  }

  @Test
  void a_limit_above_the_prescription_or_elsewhere_is_no_conflict() {
    CheckCase testCase = cortex().draw(Phantom.box("Skin", -40, 0)).rule("Skin");
    testCase.goal("hot").of("Cortex").percentOf("phase1").asks("Max[%]", "<", "107");
    testCase.goal("skin").of("Skin").asks("Max[Gy]", "<", "30");
    testCase.goal("mean").of("Cortex").asks("Mean[Gy]", "<", "30");
    assertThat(testCase.check().conflicts()).isEmpty();
  }

  @Test
  void a_limit_on_one_phase_says_nothing_about_coverage_by_the_total() {
    CheckCase testCase =
        new CheckCase()
            .draw(Phantom.box("Cortex", 0, 20), Phantom.box("PTV1", 15, 55))
            .rule("Cortex")
            .rule("PTV1")
            .prescription("phase1", "PTV1", 50, 50, 25)
            .prescription("phase2", "PTV1", 10, 16, 0)
            .sum("total", "PTV1", List.of(List.of("phase1"), List.of("phase2")))
            .phase(
                Phantom.phase(
                    "A", 25, Phantom.dose(Phantom.ramp(48, 0.01)), Phantom.to("PTV1", 50)))
            .phase(
                Phantom.phase(
                    "B", 7, Phantom.dose(Phantom.ramp(14, 0.01)), Phantom.to("PTV1", 14)));
    testCase.goal("cover").of("PTV1").on("total").percentOf("total").asks("D95%[%]", ">=", "95");
    testCase.goal("of-phase").of("Cortex").on("phase1").asks("Max[Gy]", "<", "50");
    testCase.goal("of-total").of("Cortex").asks("Max[Gy]", "<", "50");
    List<Conflict> conflicts = testCase.check().conflicts();
    assertThat(conflicts).extracting(Conflict::upperGoal).containsExactly("of-total");
    assertThat(conflicts.get(0).neededGy()).isCloseTo(60.8, within(1e-9));
    assertThat(conflicts.get(0).room()).isNull();
  }

  @Test
  void a_limit_on_eqd2_is_no_bound_of_the_dose_that_coverage_needs() {
    CheckCase testCase = cortex();
    testCase.goal("late").of("Cortex").asEqd2(CheckCase.literal("3 Gy")).asks("Max[Gy]", "<", "50");
    assertThat(testCase.check().conflicts()).isEmpty();
    testCase.goal("cortex").of("Cortex").asks("Max[Gy]", "<", "50");
    assertThat(testCase.check().conflicts())
        .extracting(Conflict::upperGoal)
        .containsExactly("cortex");
  }

  @Test
  void a_goal_that_does_not_apply_has_no_conflict() {
    CheckCase testCase = cortex().choice("region", "trunk", "trunk", "limb");
    testCase
        .goal("cortex")
        .of("Cortex")
        .when(CheckCase.is("region", "limb"))
        .asks("Max[Gy]", "<", "50");
    assertThat(testCase.check().conflicts()).isEmpty();
  }
}
