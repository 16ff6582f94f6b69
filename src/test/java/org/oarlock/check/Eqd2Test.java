package org.oarlock.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.oarlock.check.CheckCase.call;
import static org.oarlock.check.CheckCase.literal;
import static org.oarlock.check.CheckCase.metric;
import static org.oarlock.check.CheckCase.name;
import static org.oarlock.check.CheckCase.row;
import static org.oarlock.check.Phantom.box;
import static org.oarlock.check.Phantom.dose;
import static org.oarlock.check.Phantom.phase;
import static org.oarlock.check.Phantom.ramp;
import static org.oarlock.check.Phantom.to;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oarlock.metric.MetricValue;
import org.oarlock.plan.Phase;
import org.oarlock.protocol.Parameter;

/** Goals on EQD2, EQD2 = D (D/n + a/b) / (2 + a/b), worked out by hand. */
class Eqd2Test {
  private static CheckCase one(Phase phase, String alphaBeta) {
    CheckCase testCase = new CheckCase().draw(box("Cord", 0, 20)).rule("Cord").phase(phase);
    testCase.goal("cord").of("Cord").asEqd2(literal(alphaBeta)).asks("Mean[Gy]", "<", "61");
    return testCase;
  }

  private static double value(GoalResult row) {
    return ((MetricValue) row.decidingJudgement().result()).value();
  }

  @ParameterizedTest
  @CsvSource({
    "60, 30, 3 Gy, 60", // 2 Gy per fraction is what it is
    "60, 30, 10 Gy, 60",
    "25, 5, 10 Gy, 31.25", // 25 * 15 / 12
    "25, 5, 3 Gy, 40", // 25 * 8 / 5
    "30, 5, 300 cGy, 54", // 30 * 9 / 5
    "54, 30, 3 Gy, 51.84", // 54 * 4.8 / 5
    "0, 30, 3 Gy, 0",
  })
  void a_uniform_dose_has_the_eqd2_of_the_formula(
      double gy, int fractions, String alphaBeta, double expected) {
    GoalResult row = one(phase("P", fractions, dose(ramp(gy, 0))), alphaBeta).row("cord");
    assertThat(value(row)).isCloseTo(expected, within(1e-5));
  }

  @Test
  void each_phase_is_converted_and_then_added() {
    CheckCase testCase =
        new CheckCase()
            .draw(box("PTV1", 0, 40), box("PTV2", 10, 30), box("Cord", 50, 60))
            .prescription("phase1", "PTV1", 40, 40, 20)
            .prescription("phase2", "PTV2", 15, 15, 3)
            .sum("total", "PTV2", List.of(List.of("phase1"), List.of("phase2")))
            .phase(phase("A", 20, dose(ramp(40, 0)), to("PTV1", 40)))
            .phase(phase("B", 3, dose(ramp(15, 0)), to("PTV2", 15)));
    testCase.goal("eqd2").of("Cord").asEqd2(literal("3 Gy")).asks("Max[Gy]", "<", "60");
    testCase
        .goal("boost")
        .of("Cord")
        .on("phase2")
        .asEqd2(literal("3 Gy"))
        .asks("Max[Gy]", "<", "20");
    testCase.goal("physical").of("Cord").asks("Max[Gy]", "<", "60");
    PlanResult result = testCase.check();
    // 40 * 5 / 5 + 15 * 8 / 5; of the sum in 23 fractions it would be 59.3, and pass
    assertThat(value(row(result, "eqd2"))).isCloseTo(64, within(1e-5));
    assertThat(row(result, "eqd2").verdict()).isEqualTo(Verdict.FAIL);
    assertThat(value(row(result, "boost"))).isCloseTo(24, within(1e-5));
    assertThat(value(row(result, "physical"))).isEqualTo(55);
    assertThat(row(result, "physical").verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void results_and_curves_say_that_the_dose_is_eqd2() {
    PlanResult result = one(phase("P", 5, dose(ramp(25, 0))), "3 Gy").check();
    assertThat(row(result, "cord").dose()).isEqualTo("total as EQD2 with alpha/beta 3 Gy");
    assertThat(row(result, "cord").isOnEqd2()).isTrue();
    assertThat(result.curves())
        .extracting(PlanResult.Curve::dose)
        .containsExactly("total as EQD2 with alpha/beta 3 Gy");
  }

  @Test
  void between_nodes_the_eqd2_is_high_by_no_more_than_the_bound() {
    // nodes 10 mm apart at 50 and 60 Gy in 10: 80 and 108 Gy, so 94 Gy between them;
    // 55 Gy are 93.5 Gy, and the bound is 10² / (4 * 10 * 5) = 0.5 Gy
    CheckCase testCase =
        new CheckCase()
            .draw(box("Cord", 4, 6))
            .rule("Cord")
            .phase(phase("P", 10, dose(ramp(50, 1))));
    testCase.goal("cord").of("Cord").asEqd2(literal("3 Gy")).asks("Mean[Gy]", "<", "94");
    assertThat(value(testCase.row("cord"))).isCloseTo(94, within(1e-4));
  }

  @Test
  void what_is_also_reported_is_on_the_same_dose() {
    CheckCase testCase =
        new CheckCase()
            .draw(box("Cord", 0, 20))
            .rule("Cord")
            .phase(phase("P", 5, dose(ramp(25, 0))));
    testCase
        .goal("cord")
        .of("Cord")
        .asEqd2(literal("3 Gy"))
        .report(metric("Max[Gy]"))
        .asks("Mean[Gy]", "<", "61");
    Judgement reported = testCase.row("cord").alsoReported().get(0);
    assertThat(((MetricValue) reported.result()).value()).isCloseTo(40, within(1e-5));
  }

  // ---- alpha/beta as a parameter

  private static CheckCase withParameter(String value) {
    CheckCase testCase =
        new CheckCase()
            .draw(box("Cord", 0, 20))
            .rule("Cord")
            .parameter("cord_ratio", Parameter.Type.DOSE, null)
            .phase(phase("P", 5, dose(ramp(25, 0))));
    testCase.goal("cord").of("Cord").asEqd2(name("cord_ratio")).asks("Mean[Gy]", "<", "45");
    return value == null ? testCase : testCase.set("cord_ratio", value);
  }

  @Test
  void a_parameter_can_say_alpha_beta() {
    GoalResult row = withParameter("2 Gy").row("cord");
    assertThat(row.dose()).isEqualTo("total as EQD2 with alpha/beta 2 Gy");
    assertThat(value(row)).isCloseTo(25 * 7 / 4.0, within(1e-5));
    assertThat(row.verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void an_unset_parameter_or_zero_gives_no_eqd2() {
    GoalResult unset = withParameter(null).row("cord");
    assertThat(unset.verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(unset.reason()).contains("--set cord_ratio=");
    assertThat(unset.isOnEqd2()).isTrue();
    GoalResult zero = withParameter("0 Gy").row("cord");
    assertThat(zero.verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(zero.reason()).contains("not above 0");
  }

  // ---- no EQD2

  private static void refused(CheckCase testCase, String... reason) {
    GoalResult row = testCase.row("cord");
    assertThat(row.verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(row.reason()).contains(reason);
  }

  @Test
  void without_the_fractions_there_is_no_eqd2() {
    refused(one(phase("P", 0, dose(ramp(25, 0))), "3 Gy"), "fractions", "plan 'P'", "--set");
  }

  @Test
  void stated_fractions_serve_where_the_plan_has_none_and_not_where_it_has_others() {
    Phase silent = phase("P", 0, dose(ramp(25, 0)), to("Cord", 25));
    CheckCase stated =
        one(silent, "3 Gy").anyPrescription("main", "Cord").set("main", "25 Gy in 5");
    assertThat(value(stated.row("cord"))).isCloseTo(40, within(1e-5));
    Phase says10 = phase("P", 10, dose(ramp(25, 0)), to("Cord", 25));
    refused(
        one(says10, "3 Gy").anyPrescription("main", "Cord").set("main", "25 Gy in 5"),
        "stated differently");
  }

  @Test
  void several_fraction_groups_give_no_eqd2() {
    Phase two =
        new Phase(
            Phantom.file("P.dcm"), "P", "", 5, 2, List.of(), List.of(), "HFS", dose(ramp(25, 0)));
    refused(one(two, "3 Gy"), "several fraction groups");
  }

  @Test
  void a_dose_that_is_weighted_already_or_of_several_plans_has_no_eqd2() {
    refused(one(phase("P", 5, dose(ramp(25, 0), "EFFECTIVE", "PLAN", true)), "3 Gy"), "EFFECTIVE");
    refused(
        one(phase("P", 5, dose(ramp(25, 0), "PHYSICAL", "MULTI_PLAN", true)), "3 Gy"),
        "sum of several plans");
    refused(
        one(phase("P", 5, dose(ramp(25, 0), "PHYSICAL", "FRACTION", false)), "3 Gy"), "certain");
  }

  @Test
  void a_dose_too_large_to_be_converted_is_no_exception() {
    refused(one(phase("P", 1, dose(ramp(1e30, 0))), "3 Gy"), "not finite");
  }

  @Test
  void a_volume_needs_no_eqd2_to_be_the_same() {
    CheckCase testCase =
        new CheckCase()
            .draw(box("Cord", 0, 20))
            .rule("Cord")
            .phase(phase("P", 5, dose(ramp(25, 0))));
    testCase
        .goal("volume")
        .of(call("union", "Cord"))
        .asEqd2(literal("3 Gy"))
        .asks("Volume[cc]", "<=", "8");
    assertThat(testCase.verdict("volume")).isEqualTo(Verdict.PASS);
  }
}
