package org.oarlock.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oarlock.check.CheckCase.row;

import org.junit.jupiter.api.Test;
import org.oarlock.problem.Problem;

/** Kidneys at x = 40..60 (left) and -60..-40 (right), in a dose that grows to the left. */
class LateralityTest {
  private static CheckCase kidneys(double targetFrom, double targetTo) {
    CheckCase testCase =
        new CheckCase()
            .draw(
                Phantom.box("Kidney_L", 40, 60),
                Phantom.box("Kidney_R", -60, -40),
                Phantom.box("PTV", targetFrom, targetTo))
            .rule("PTV")
            .rule("Kidney_L")
            .rule("Ipsi", "Kidney_{side}")
            .rule("Contra", "Kidney_{other_side}")
            .prescription("phase1", "PTV", 50, 50, 25)
            .phase(
                Phantom.phase(
                    "Plan", 25, Phantom.dose(Phantom.ramp(30, 0.1)), Phantom.to("PTV", 50)));
    testCase.goal("left").of("Kidney_L").asks("Mean[Gy]", ">", "34");
    testCase.goal("ipsi").of("Ipsi").asks("Mean[Gy]", ">", "34");
    testCase.goal("contra").of("Contra").asks("Mean[Gy]", "<", "26");
    return testCase;
  }

  private static CheckCase stating(CheckCase testCase, String side) {
    return testCase.choice("side", null, "left", "right").set("side", side);
  }

  @Test
  void the_side_of_a_target_that_lies_beyond_the_middle_is_derived_and_shown() {
    PlanResult left = kidneys(20, 40).check();
    assertThat(row(left, "left").verdict()).isEqualTo(Verdict.PASS);
    assertThat(row(left, "ipsi").verdict()).isEqualTo(Verdict.PASS);
    assertThat(row(left, "ipsi").judgements().get(0).matched()).containsExactly("Kidney_L");
    assertThat(row(left, "contra").verdict()).isEqualTo(Verdict.PASS);
    assertThat(left.problems())
        .filteredOn(p -> p.code().equals("side-derived"))
        .extracting(Problem::message)
        .singleElement()
        .asString()
        .contains("patient's left");
    PlanResult right = kidneys(-40, -20).check();
    assertThat(row(right, "ipsi").judgements().get(0).matched()).containsExactly("Kidney_R");
    assertThat(row(right, "ipsi").verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void a_target_that_reaches_over_the_middle_has_no_side() {
    PlanResult result = kidneys(-2, 60).check();
    assertThat(row(result, "ipsi").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(row(result, "ipsi").reason()).contains("not plainly on one side", "--set side=");
    assertThat(row(result, "left").verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void what_is_stated_counts_where_the_plan_does_not_tell() {
    PlanResult result = stating(kidneys(-2, 60), "left").check();
    assertThat(row(result, "ipsi").judgements().get(0).matched()).containsExactly("Kidney_L");
    assertThat(row(result, "ipsi").verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void a_statement_that_the_plan_contradicts_is_not_believed() {
    PlanResult result = stating(kidneys(20, 40), "right").check();
    assertThat(row(result, "ipsi").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(row(result, "ipsi").reason()).contains("stated as right", "on the left");
  }

  @Test
  void a_word_that_is_no_side_is_not_taken_for_the_other() {
    CheckCase testCase = kidneys(-2, 60).choice("side", null, "L", "R").set("side", "L");
    assertThat(testCase.row("ipsi").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(testCase.row("contra").reason()).contains("stated as 'L', which is neither");
  }

  @Test
  void an_optional_structure_of_an_unknown_side_is_not_taken_for_absent() {
    CheckCase testCase =
        kidneys(-2, 60)
            .rule(
                "Femur_Ipsi",
                org.oarlock.protocol.StructureRule.Each.ONE,
                "",
                true,
                null,
                "Femur_{side}");
    testCase.goal("femur").of("Femur_Ipsi").asks("Max[Gy]", "<", "90");
    assertThat(testCase.verdict("femur")).isEqualTo(Verdict.NOT_EVALUATED);
  }

  @Test
  void left_and_right_in_the_wrong_places_are_a_warning_and_tell_no_side() {
    CheckCase testCase =
        new CheckCase()
            .draw(
                Phantom.box("Lung_L", -60, -40),
                Phantom.box("lung r", 40, 60),
                Phantom.box("PTV", 20, 40))
            .rule("PTV")
            .rule("Ipsi", "Lung_{side}")
            .prescription("phase1", "PTV", 50, 50, 25)
            .dose(Phantom.ramp(30, 0.1));
    testCase.goal("ipsi").of("Ipsi").asks("Max[Gy]", "<", "90");
    PlanResult result = testCase.check();
    assertThat(result.problems())
        .filteredOn(p -> p.code().equals("structure-sides-swapped"))
        .hasSize(1);
    assertThat(row(result, "ipsi").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
  }
}
