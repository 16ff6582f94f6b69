package org.oarlock.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oarlock.check.CheckCase.metric;
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
import org.oarlock.plan.Phase;
import org.oarlock.plan.PhaseDose;
import org.oarlock.problem.Problem;
import org.oarlock.protocol.Goal;
import org.oarlock.protocol.Protocol.FractionDose;
import org.oarlock.quantity.Dose;

/**
 * A goal that any plan meets is not met by a plan whose fractions the protocol is not meant for.
 */
class FractionGuardTest {
  private static final FractionDose HYPOFRACTIONATED =
      new FractionDose(Dose.ofGy(5), Dose.ofGy(6), true);

  private static CheckCase protocol(Phase... phases) {
    CheckCase testCase =
        new CheckCase()
            .draw(box("PTV", 0, 40), box("Cord", 50, 60))
            .rule("PTV")
            .rule("Cord")
            .anyPrescription("main", "PTV");
    testCase.fractionDose = FractionDose.CONVENTIONAL;
    testCase.phases.addAll(List.of(phases));
    testCase.goal("cord").of("Cord").asks("Max[Gy]", "<", "100");
    return testCase;
  }

  private static Phase plan(double gy, int fractions, double prescribed) {
    return phase("P", fractions, dose(ramp(gy, 0)), to("PTV", prescribed));
  }

  private static List<String> codes(PlanResult result) {
    return result.problems().stream()
        .map(Problem::code)
        .filter(code -> code.startsWith("fraction-dose"))
        .toList();
  }

  private static void isJudged(CheckCase testCase) {
    PlanResult result = testCase.check();
    assertThat(codes(result)).isEmpty();
    assertThat(row(result, "cord").verdict()).isEqualTo(Verdict.PASS);
  }

  private static void isRefused(CheckCase testCase, String... reason) {
    PlanResult result = testCase.check();
    assertThat(codes(result)).containsExactly("fraction-dose");
    assertThat(result.problems()).filteredOn(Problem::isError).isNotEmpty();
    assertThat(row(result, "cord").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(row(result, "cord").reason()).contains(reason);
    assertThat(result.verdict()).isEqualTo(Verdict.NOT_EVALUATED);
  }

  private static void isUnchecked(CheckCase testCase, String... reason) {
    PlanResult result = testCase.check();
    assertThat(codes(result)).containsExactly("fraction-dose-unchecked");
    assertThat(row(result, "cord").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(row(result, "cord").reason()).contains(reason);
    assertThat(result.problems().get(result.problems().size() - 1).message()).contains(reason);
  }

  @ParameterizedTest
  @CsvSource({"50, 25", "55, 25", "42, 25", "66, 33", "2.2, 1"})
  void a_conventional_plan_is_judged(double gy, int fractions) {
    isJudged(protocol(plan(gy, fractions, gy)));
  }

  @ParameterizedTest
  @CsvSource({
    "30, 5, 6.00 Gy per fraction (30.00 Gy in 5)",
    "40, 15, 2.67 Gy per fraction",
    "55.2, 25, 2.21 Gy per fraction",
    "8, 1, 8.00 Gy per fraction"
  })
  void a_hypofractionated_plan_is_refused(double gy, int fractions, String found) {
    isRefused(
        protocol(plan(gy, fractions, gy)),
        "plan 'P'",
        "prescribes " + found,
        "at most 2.2 Gy",
        "fraction_dose");
  }

  @Test
  void a_protocol_that_is_meant_for_it_judges_it_and_refuses_others() {
    CheckCase fits = protocol(plan(30, 5, 30));
    fits.fractionDose = HYPOFRACTIONATED;
    isJudged(fits);
    CheckCase low = protocol(plan(50, 25, 50));
    low.fractionDose = HYPOFRACTIONATED;
    isRefused(low, "2.00 Gy per fraction", "5..6 Gy");
    CheckCase high = protocol(plan(35, 5, 35));
    high.fractionDose = HYPOFRACTIONATED;
    isRefused(high, "7.00 Gy per fraction");
  }

  @Test
  void every_phase_counts() {
    isRefused(
        protocol(plan(50, 25, 50), phase("Boost", 3, dose(ramp(15, 0)), to("Boost", 15))),
        "plan 'Boost'",
        "5.00 Gy per fraction");
  }

  @Test
  void of_an_integrated_boost_the_higher_dose_counts() {
    Phase boost = phase("P", 25, dose(ramp(70, 0)), to("PTV", 50), to("GTV", 70)); // 2 and 2.8 Gy
    isRefused(protocol(boost), "2.80 Gy per fraction");
  }

  @Test
  void what_a_phase_repeats_of_others_does_not_count_where_the_grid_shows_less() {
    // a boost of 7 fractions whose file also says what the first phase prescribed elsewhere
    isJudged(protocol(phase("P", 7, dose(ramp(14, 0)), to("PTV", 14), to("Other", 50))));
  }

  @Test
  void the_dose_of_one_fraction_taken_for_a_prescription_does_not_hide_the_fractions() {
    isRefused(protocol(plan(30, 5, 6)), "median dose of its target is 6.00 Gy per fraction");
  }

  @Test
  void an_implausible_prescription_without_a_target_drawn_is_a_warning() {
    CheckCase testCase = protocol(plan(30, 5, 6));
    testCase.structures.remove(0);
    isUnchecked(testCase, "6.00 Gy per fraction", "1.20 Gy per fraction");
  }

  // ---- stated by the user

  @Test
  void what_the_user_states_counts() {
    isRefused(protocol(phase("P", 5, dose(ramp(30, 0)))).set("main", "30 Gy in 5"), "6.00 Gy");
    isJudged(protocol(phase("P", 0, dose(ramp(50, 0)), to("PTV", 50))).set("main", "50 Gy in 25"));
  }

  // ---- nothing prescribed

  @Test
  void without_a_prescription_a_cold_grid_is_certainly_conventional() {
    isJudgedWithoutPrescription(50, 25);
  }

  private static void isJudgedWithoutPrescription(double gy, int fractions) {
    CheckCase testCase = protocol(phase("P", fractions, dose(ramp(gy, 0))));
    testCase.prescriptions.clear();
    isJudged(testCase);
  }

  @Test
  void without_a_prescription_the_median_of_the_target_tells() {
    // 0 to 100 Gy over the grid; 52 Gy in the middle of the target from 0 to 40 mm
    CheckCase judged = protocol(phase("P", 26, dose(ramp(50, 0.1))));
    assertThat(codes(judged.check())).isEmpty();
    isRefused(
        protocol(phase("P", 20, dose(ramp(50, 0.1)))), "median dose of its target", "2.60 Gy");
  }

  @Test
  void without_prescription_and_target_it_is_a_warning() {
    CheckCase testCase = protocol(phase("P", 20, dose(ramp(50, 0.1))));
    testCase.prescriptions.clear();
    isUnchecked(testCase, "nothing is prescribed", "3.00 Gy per fraction");
  }

  @Test
  void a_grid_below_the_range_is_refused_whatever_is_prescribed() {
    CheckCase testCase = protocol(plan(24.5, 5, 30));
    testCase.fractionDose = HYPOFRACTIONATED;
    isRefused(testCase, "its hottest dose is 4.90 Gy per fraction");
  }

  @Test
  void a_statement_does_not_hide_the_fractions_of_the_file_nor_the_other_way_round() {
    isRefused(
        protocol(plan(50, 5, 50)).set("main", "50 Gy in 25"),
        "10.00 Gy per fraction (50.00 Gy in 5)");
    isRefused(
        protocol(plan(50, 25, 50)).set("main", "50 Gy in 5"),
        "10.00 Gy per fraction (50.00 Gy in 5)");
    isJudged(protocol(plan(50, 25, 50)).set("main", "50 Gy in 26"));
  }

  @Test
  void nothing_is_judged_where_the_number_of_fractions_is_unknown() {
    isUnchecked(protocol(plan(50, 0, 50)), "number of its fractions");
  }

  @Test
  void a_dose_far_below_what_is_prescribed_is_refused_whatever_the_limits_are_meant_for() {
    for (FractionDose range :
        List.of(
            FractionDose.CONVENTIONAL,
            new FractionDose(Dose.ofGy(0), Dose.ofGy(1000), true),
            FractionDose.CONVENTIONAL.in(25))) {
      CheckCase fifth = protocol(plan(10, 25, 50));
      fifth.fractionDose = range;
      PlanResult result = fifth.check();
      assertThat(result.problems()).extracting(Problem::code).contains("dose-below-prescription");
      assertThat(row(result, "cord").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
      assertThat(row(result, "cord").reason()).contains("10.00 Gy", "50.00 Gy is prescribed");
      CheckCase whole = protocol(plan(40.5, 25, 50));
      whole.fractionDose = range;
      isJudged(whole);
    }
  }

  @Test
  void limits_for_any_dose_need_no_fractions() {
    CheckCase testCase = protocol(plan(50, 0, 50));
    testCase.fractionDose = new FractionDose(Dose.ofGy(0), Dose.ofGy(1000), true);
    isJudged(testCase);
  }

  @Test
  void a_dose_that_may_be_of_one_fraction_tells_nothing() {
    PhaseDose uncertain = dose(ramp(2, 0), "PHYSICAL", "FRACTION", false);
    PlanResult result = protocol(phase("P", 0, uncertain, to("PTV", 50))).check();
    assertThat(codes(result)).containsExactly("fraction-dose-unchecked");
  }

  // ---- rows

  @Test
  void prescriptions_are_compared_and_values_reported_all_the_same() {
    CheckCase testCase = protocol(plan(30, 5, 30)).prescription("bounded", "PTV", 30, 30, 5);
    testCase.prescriptions.remove(0);
    testCase.goal("info").of("Cord").report(metric("Max[Gy]")).asks(Goal.Kind.REPORT);
    PlanResult result = testCase.check();
    assertThat(row(result, "prescription-bounded").verdict()).isEqualTo(Verdict.PASS);
    assertThat(row(result, "info").verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(row(result, "info").judgements().get(0).result()).isNotNull();
    assertThat(row(result, "cord").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
  }

  // numbers of fractions

  private static CheckCase forFive(Phase... phases) {
    CheckCase testCase = protocol(phases);
    testCase.fractionDose = FractionDose.CONVENTIONAL.in(5);
    return testCase;
  }

  @ParameterizedTest
  @CsvSource({"30, 30", "10, 10", "60, 60", "30, 25"})
  void a_number_of_fractions_is_right_whatever_their_dose(double gy, double prescribed) {
    isJudged(forFive(plan(gy, 5, prescribed)));
  }

  @ParameterizedTest
  @CsvSource({
    "3, it has 3, but the limits of the protocol are meant for 5 fractions",
    "25, it has 25",
    "0, the number of its fractions is not known",
  })
  void a_plan_of_another_number_is_refused(int fractions, String reason) {
    PlanResult result = forFive(plan(30, fractions, 30)).check();
    assertThat(result.problems())
        .filteredOn(Problem::isError)
        .extracting(Problem::code)
        .containsOnlyOnce("fraction-number");
    assertThat(row(result, "cord").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(result.problems()).anyMatch(problem -> problem.message().contains(reason));
  }

  @Test
  void the_fractions_of_phases_are_added() {
    assertThat(forFive(plan(12, 2, 12), plan(18, 3, 18)).check().problems())
        .extracting(Problem::code)
        .doesNotContain("fraction-number");
    PlanResult ten = forFive(plan(30, 5, 30), plan(30, 5, 30)).check();
    assertThat(row(ten, "cord").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(row(ten, "cord").reason()).contains("the course has 10");
  }

  @Test
  void a_range_of_doses_counts_besides() {
    CheckCase testCase = protocol(plan(50, 5, 50));
    testCase.fractionDose = HYPOFRACTIONATED.in(5);
    isRefused(testCase, "10.00 Gy per fraction (50.00 Gy in 5)", "meant for 5..6 Gy per fraction");
  }
}
