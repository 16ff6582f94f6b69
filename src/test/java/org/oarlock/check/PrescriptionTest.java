package org.oarlock.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oarlock.check.CheckCase.is;
import static org.oarlock.check.CheckCase.row;
import static org.oarlock.check.Phantom.box;
import static org.oarlock.check.Phantom.dose;
import static org.oarlock.check.Phantom.phase;
import static org.oarlock.check.Phantom.ramp;
import static org.oarlock.check.Phantom.to;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.oarlock.metric.MetricValue;
import org.oarlock.plan.Phase;
import org.oarlock.plan.PhaseDose;
import org.oarlock.plan.Prescription;
import org.oarlock.problem.Problem;
import org.oarlock.problem.Severity;
import org.oarlock.problem.SourceLocation;
import org.oarlock.protocol.PrescriptionRule;
import org.oarlock.quantity.Dose;

/**
 * Phase 1 gives 50 Gy to everything, phase 2 gives 14 Gy. "cord" asks for less than 60 Gy of the
 * total: 64 Gy fail, and either phase alone would pass.
 */
class PrescriptionTest {
  private static final PhaseDose FIFTY = dose(ramp(50, 0));
  private static final PhaseDose FOURTEEN = dose(ramp(14, 0));
  private static final Phase PHASE_1 = phase("Ph1", 25, FIFTY, to("PTV1", 50));
  private static final Phase PHASE_2 = phase("Ph2", 7, FOURTEEN, to("PTV2", 14));

  private static CheckCase protocol() {
    CheckCase testCase =
        new CheckCase()
            .draw(box("PTV1", 0, 40), box("PTV2", 10, 30), box("Cord", 50, 60))
            .choice("margin", "negative", "negative", "positive")
            .prescription("phase1", "PTV1", 50, 50, 25)
            .prescription("phase2", "PTV2", 10, 16, 0, is("margin", "negative"))
            .prescription("phase2-positive", "PTV2", 16, 20, 0, is("margin", "positive"))
            .sum("total", "PTV2", List.of(List.of("phase1"), List.of("phase2", "phase2-positive")));
    testCase.goal("ptv1").of("PTV1").on("phase1").percentOf("phase1").asks("D95%[%]", ">=", "95");
    testCase.goal("ptv2").of("PTV2").percentOf("total").asks("D95%[%]", ">=", "95");
    testCase.goal("cord").of("Cord").asks("Max[Gy]", "<", "60");
    return testCase;
  }

  private static void nothingOnTheTotalIsJudged(PlanResult result) {
    assertThat(row(result, "cord").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(row(result, "ptv2").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(result.verdict()).isIn(Verdict.NOT_EVALUATED, Verdict.FAIL);
  }

  @Test
  void phases_are_found_by_target_and_the_total_is_their_sum() {
    PlanResult result = protocol().phase(PHASE_1).phase(PHASE_2).check();
    assertThat(row(result, "prescription-phase1").verdict()).isEqualTo(Verdict.PASS);
    assertThat(row(result, "prescription-phase2").verdict()).isEqualTo(Verdict.PASS);
    assertThat(row(result, "prescription-phase2-positive").verdict())
        .isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(row(result, "ptv1").verdict()).isEqualTo(Verdict.PASS);
    assertThat(row(result, "ptv2").verdict()).isEqualTo(Verdict.PASS);
    assertThat(row(result, "ptv2").prescription()).isEqualTo("total: 64 Gy");
    assertThat(row(result, "cord").verdict()).isEqualTo(Verdict.FAIL);
    assertThat(((MetricValue) row(result, "cord").decidingJudgement().result()).value())
        .isEqualTo(64);
    PlanResult.ResolvedPrescription second = result.prescriptions().get(1);
    assertThat(second.expected()).isEqualTo("in 10..16 Gy");
    assertThat(second.found()).isEqualTo("14 Gy in 7");
    assertThat(second.origin()).contains("TargetPrescriptionDose", "PTV2", "Ph2");
    assertThat(result.prescriptions().get(3).found()).isEqualTo("64 Gy in 32");
  }

  @Test
  void the_order_of_the_plans_does_not_matter() {
    PlanResult result = protocol().phase(PHASE_2).phase(PHASE_1).check();
    assertThat(row(result, "ptv1").verdict()).isEqualTo(Verdict.PASS);
    assertThat(row(result, "cord").verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void a_total_without_a_phase_is_not_judged() {
    PlanResult onlyFirst = protocol().phase(PHASE_1).check();
    nothingOnTheTotalIsJudged(onlyFirst);
    assertThat(row(onlyFirst, "ptv1").verdict()).isEqualTo(Verdict.PASS);
    assertThat(row(onlyFirst, "prescription-phase2").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(row(onlyFirst, "prescription-phase2").reason()).contains("--set phase2=");
    nothingOnTheTotalIsJudged(protocol().phase(PHASE_2).check());
  }

  @Test
  void stating_the_missing_phase_does_not_make_the_total_complete() {
    PlanResult result = protocol().phase(PHASE_1).set("phase2", "14 Gy in 7").check();
    assertThat(row(result, "cord").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(row(result, "prescription-phase2").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
  }

  @Test
  void a_phase_that_the_protocol_does_not_know_is_an_error_and_stops_the_total() {
    Phase third = phase("Ph3", 3, FOURTEEN, to("GTV", 6));
    PlanResult result = protocol().phase(PHASE_1).phase(PHASE_2).phase(third).check();
    nothingOnTheTotalIsJudged(result);
    assertThat(result.problems())
        .filteredOn(Problem::isError)
        .extracting(Problem::code)
        .containsExactly("phase-without-prescription");
    assertThat(row(result, "ptv1").verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void a_phase_whose_condition_is_false_is_not_missed() {
    CheckCase testCase =
        new CheckCase()
            .draw(box("PTV1", 0, 40), box("Cord", 50, 60))
            .choice("boost", "no", "no", "yes")
            .prescription("phase1", "PTV1", 50, 50, 25)
            .prescription("phase2", "PTV2", 10, 16, 0, is("boost", "yes"))
            .phase(PHASE_1);
    testCase.goal("boost").of("PTV2").on("phase2").asks("Max[Gy]", "<", "1");
    PlanResult result = testCase.goal("cord").of("Cord").asks("Max[Gy]", "<", "60").check();
    assertThat(row(result, "cord").verdict()).isEqualTo(Verdict.PASS);
    assertThat(row(result, "boost").verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(result.verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void an_unset_condition_leaves_the_total_open() {
    CheckCase testCase = protocol().phase(PHASE_1).phase(PHASE_2);
    testCase.parameters.clear();
    testCase.choice("margin", null, "negative", "positive");
    PlanResult result = testCase.check();
    nothingOnTheTotalIsJudged(result);
    assertThat(row(result, "prescription-phase2").reason()).contains("--set margin=");
  }

  // ---- 14 against 70, per fraction against total

  @Test
  void a_dose_outside_the_range_fails_in_a_row_of_its_own() {
    Phase cumulative = phase("Ph2", 7, FOURTEEN, to("PTV2", 64));
    PlanResult result = protocol().phase(PHASE_1).phase(cumulative).check();
    assertThat(row(result, "prescription-phase2").verdict()).isEqualTo(Verdict.FAIL);
    assertThat(row(result, "prescription-phase2").reason()).isEqualTo("64 Gy is not in 10..16 Gy");
    assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void a_dose_per_fraction_fails_and_is_recognised() {
    Phase perFraction = phase("Ph2", 7, FOURTEEN, to("PTV2", 2));
    PlanResult result = protocol().phase(PHASE_1).phase(perFraction).check();
    assertThat(row(result, "prescription-phase2").verdict()).isEqualTo(Verdict.FAIL);
    assertThat(row(result, "prescription-phase2").reason()).contains("one fraction");
  }

  @Test
  void other_fractions_than_asked_for_fail() {
    Phase hypofractionated = phase("Ph1", 20, FIFTY, to("PTV1", 50));
    PlanResult result = protocol().phase(hypofractionated).phase(PHASE_2).check();
    assertThat(row(result, "prescription-phase1").verdict()).isEqualTo(Verdict.FAIL);
    assertThat(row(result, "prescription-phase1").reason()).contains("20 fractions, expected 25");
  }

  @Test
  void fractions_that_are_asked_for_without_a_dose_are_judged() {
    assertThat(row(inFractions(25), "prescription-main").verdict()).isEqualTo(Verdict.PASS);
    GoalResult other = row(inFractions(20), "prescription-main");
    assertThat(other.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(other.reason()).isEqualTo("20 fractions, expected 25");
    assertThat(other.judgements().get(0).limit()).isEqualTo("any dose in 25");
    assertThat(row(inFractions(0), "prescription-main").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
  }

  private static PlanResult inFractions(int fractions) {
    CheckCase testCase = new CheckCase().draw(box("PTV1", 0, 40));
    testCase.prescriptions.add(
        new PrescriptionRule(
            "main",
            "PTV1",
            null,
            null,
            25,
            null,
            List.of(),
            "",
            List.of(),
            "",
            SourceLocation.NOWHERE));
    return testCase.phase(phase("Ph1", fractions, FIFTY, to("PTV1", 50))).check();
  }

  @Test
  void unknown_fractions_are_not_evaluated() {
    Phase unknown = phase("Ph1", 0, FIFTY, to("PTV1", 50));
    PlanResult result = protocol().phase(unknown).phase(PHASE_2).check();
    assertThat(row(result, "prescription-phase1").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
  }

  // ---- no prescription in the plan

  @Test
  void without_any_prescription_nothing_that_needs_one_is_judged() {
    Phase none = phase("Ph1", 25, FIFTY);
    PlanResult result = protocol().phase(none).check();
    nothingOnTheTotalIsJudged(result);
    assertThat(row(result, "ptv1").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(row(result, "prescription-phase1").reason())
        .contains("the plan states no prescription", "--set phase1=");
  }

  @Test
  void stated_prescriptions_are_used_by_their_fractions_and_their_origin_is_kept() {
    PlanResult result =
        protocol()
            .phase(phase("B", 7, FOURTEEN))
            .phase(phase("A", 25, FIFTY))
            .set("phase1", "50 Gy in 25")
            .set("phase2", "1400 cGy in 7")
            .check();
    assertThat(row(result, "ptv1").verdict()).isEqualTo(Verdict.PASS);
    assertThat(row(result, "cord").verdict()).isEqualTo(Verdict.FAIL);
    assertThat(result.prescriptions().get(0).origin()).contains("stated", "'A'");
    assertThat(result.prescriptions().get(1).found()).isEqualTo("14 Gy in 7");
  }

  @Test
  void a_statement_without_fractions_is_not_assigned_between_two_plans() {
    PlanResult result =
        protocol()
            .phase(phase("B", 7, FOURTEEN))
            .phase(phase("A", 25, FIFTY))
            .set("phase1", "50 Gy")
            .set("phase2", "14 Gy")
            .check();
    nothingOnTheTotalIsJudged(result);
  }

  @Test
  void a_statement_wins_over_the_plan_and_the_difference_is_said() {
    PlanResult result = protocol().phase(PHASE_1).phase(PHASE_2).set("phase1", "60 Gy").check();
    assertThat(result.prescriptions().get(0).found()).isEqualTo("60 Gy in 25");
    assertThat(row(result, "prescription-phase1").verdict()).isEqualTo(Verdict.FAIL);
    assertThat(row(result, "ptv1").verdict()).isEqualTo(Verdict.FAIL); // 50 Gy are 83.3 %
    assertThat(result.problems()).extracting(Problem::code).contains("prescription-differs");
  }

  @Test
  void stated_fractions_that_the_plan_does_not_have_are_for_a_person_to_decide() {
    Phase twenty = phase("Ph1", 20, FIFTY, to("PTV1", 50));
    PlanResult result =
        protocol().phase(twenty).phase(PHASE_2).set("phase1", "50 Gy in 25").check();
    assertThat(row(result, "prescription-phase1").verdict()).isEqualTo(Verdict.REVIEW);
  }

  @Test
  void a_statement_that_cannot_be_read_is_an_error_and_the_plan_does_not_stand_in() {
    PlanResult result = protocol().phase(PHASE_1).phase(PHASE_2).set("phase1", "50").check();
    assertThat(result.problems())
        .filteredOn(Problem::isError)
        .extracting(Problem::code)
        .contains("wrong-setting");
    assertThat(row(result, "ptv1").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
  }

  @Test
  void a_sum_cannot_be_stated() {
    PlanResult result = protocol().phase(PHASE_1).phase(PHASE_2).set("total", "64 Gy").check();
    assertThat(row(result, "ptv2").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(result.problems()).extracting(Problem::code).contains("wrong-setting");
  }

  @Test
  void a_prescription_that_asks_for_no_dose_is_not_missed_where_its_target_is_optional() {
    CheckCase testCase =
        new CheckCase()
            .draw(box("PTV1", 0, 40), box("Cord", 50, 60))
            .optional("Boost")
            .prescription("phase1", "PTV1", 50, 50, 25)
            .anyPrescription("boost", "Boost")
            .phase(PHASE_1);
    testCase.goal("cord").of("Cord").asks("Max[Gy]", "<", "60");
    assertThat(testCase.verdict("cord")).isEqualTo(Verdict.PASS);
    assertThat(testCase.draw(box("Boost", 0, 10)).verdict("cord")).isEqualTo(Verdict.NOT_EVALUATED);
  }

  @Test
  void a_structure_that_a_dose_is_prescribed_to_is_missed_even_if_it_is_optional() {
    CheckCase testCase =
        new CheckCase()
            .draw(box("PTV1", 0, 40))
            .optional("Boost")
            .prescription("phase1", "PTV1", 50, 50, 25)
            .anyPrescription("boost", "Boost")
            .phase(PHASE_1);
    testCase.goal("boost").of("Boost").asks("Max[Gy]", "<", "60");
    assertThat(testCase.verdict("boost")).isEqualTo(Verdict.NOT_APPLICABLE);
    PlanResult stated = testCase.set("boost", "14 Gy in 7").check();
    assertThat(row(stated, "boost").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(stated.problems())
        .filteredOn(problem -> problem.code().equals("structure-missing"))
        .extracting(Problem::severity)
        .containsExactly(Severity.WARNING);
  }

  // ---- several prescriptions

  @Test
  void of_several_plans_for_one_target_the_expected_one_is_taken_and_said() {
    Phase both = phase("Ph1", 25, FIFTY, to("PTV1", 50), to("PTV2", 50));
    PlanResult result = protocol().phase(both).phase(PHASE_2).check();
    assertThat(result.prescriptions().get(1).found()).isEqualTo("14 Gy in 7");
    assertThat(result.problems()).extracting(Problem::code).contains("prescription-chosen");
    assertThat(row(result, "cord").verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void several_that_could_be_it_are_ambiguous() {
    Phase other = phase("Ph2b", 6, FOURTEEN, to("PTV2", 12));
    PlanResult result = protocol().phase(PHASE_1).phase(PHASE_2).phase(other).check();
    assertThat(row(result, "prescription-phase2").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(row(result, "prescription-phase2").reason()).contains("ambiguous", "12 Gy in 6");
    nothingOnTheTotalIsJudged(result);
  }

  @Test
  void an_integrated_boost_is_one_plan_for_two_prescriptions() {
    CheckCase testCase =
        new CheckCase()
            .draw(box("PTV_Low", 0, 40), box("PTV_High", 10, 30), box("Cord", 50, 60))
            .prescription("low", "PTV_Low", 50, 50, 28)
            .prescription("high", "PTV_High", 56, 56, 28)
            .phase(phase("SIB", 28, FIFTY, to("PTV_High", 56), to("PTV_Low", 50)));
    testCase.goal("high").of("PTV_High").percentOf("high").asks("D95%[%]", ">=", "95");
    testCase.goal("low").of("PTV_Low").percentOf("low").asks("D95%[%]", ">=", "95");
    PlanResult result = testCase.goal("cord").of("Cord").asks("Max[Gy]", "<=", "50").check();
    assertThat(row(result, "low").verdict()).isEqualTo(Verdict.PASS);
    assertThat(row(result, "high").verdict()).isEqualTo(Verdict.FAIL); // 50/56 = 89.3 %
    assertThat(row(result, "cord").verdict()).isEqualTo(Verdict.PASS); // the dose counts once
  }

  @Test
  void an_integrated_boost_is_not_a_course_of_two_phases() {
    Phase boost = phase("SIB", 25, FIFTY, to("PTV1", 50), to("PTV2", 64));
    PlanResult result = protocol().phase(boost).check();
    assertThat(row(result, "prescription-phase2").verdict()).isEqualTo(Verdict.FAIL);
    nothingOnTheTotalIsJudged(result);
    assertThat(row(result, "ptv2").reason()).isNotEmpty();
  }

  @Test
  void a_boost_alone_that_names_both_targets_is_not_the_whole_course() {
    Phase boost = phase("Boost", 7, FOURTEEN, to("PTV1", 14), to("PTV2", 14));
    PlanResult result = protocol().phase(boost).check();
    assertThat(row(result, "prescription-phase1").verdict()).isEqualTo(Verdict.FAIL);
    nothingOnTheTotalIsJudged(result);
  }

  @Test
  void two_prescriptions_for_one_target_need_two_plans() {
    CheckCase testCase =
        new CheckCase()
            .draw(box("PTV", 0, 40), box("Cord", 50, 60))
            .prescription("first", "PTV", 50, 50, 25)
            .prescription("second", "PTV", 10, 16, 0)
            .phase(phase("Ph1", 25, FIFTY, to("PTV", 50)));
    PlanResult result = testCase.goal("cord").of("Cord").asks("Max[Gy]", "<", "60").check();
    assertThat(row(result, "cord").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    testCase.phase(phase("Ph2", 7, FOURTEEN, to("PTV", 14)));
    assertThat(testCase.verdict("cord")).isEqualTo(Verdict.FAIL); // 64 Gy
  }

  // ---- no target named

  private static Prescription nameless(double gy) {
    return new Prescription("", "point", Dose.ofGy(gy), "TargetPrescriptionDose");
  }

  @Test
  void a_dose_to_a_point_is_used_where_it_is_the_only_one() {
    CheckCase testCase =
        new CheckCase()
            .draw(box("PTV1", 0, 40))
            .prescription("phase1", "PTV1", 50, 50, 25)
            .phase(phase("A", 25, FIFTY, nameless(50)));
    testCase.goal("g").of("PTV1").percentOf("phase1").asks("D95%[%]", ">=", "95");
    PlanResult result = testCase.check();
    assertThat(row(result, "g").verdict()).isEqualTo(Verdict.PASS);
    assertThat(result.prescriptions().get(0).origin()).contains("without a target's name");
  }

  @Test
  void doses_to_points_are_told_apart_by_what_is_expected_or_not_at_all() {
    PlanResult told =
        protocol()
            .phase(phase("B", 7, FOURTEEN, nameless(14)))
            .phase(phase("A", 25, FIFTY, nameless(50)))
            .check();
    assertThat(row(told, "cord").verdict()).isEqualTo(Verdict.FAIL);
    assertThat(row(told, "ptv1").verdict()).isEqualTo(Verdict.PASS);
    PlanResult open =
        protocol()
            .phase(phase("B", 7, FOURTEEN, nameless(14)))
            .phase(phase("A", 6, FIFTY, nameless(12)))
            .check();
    nothingOnTheTotalIsJudged(open);
  }

  @Test
  void two_doses_to_points_in_one_plan_are_not_used() {
    CheckCase testCase =
        new CheckCase()
            .draw(box("PTV1", 0, 40))
            .prescription("phase1", "PTV1", 40, 60, 25)
            .phase(phase("A", 25, FIFTY, nameless(50), nameless(45)));
    testCase.goal("g").of("PTV1").percentOf("phase1").asks("D95%[%]", ">=", "95");
    assertThat(testCase.verdict("g")).isEqualTo(Verdict.NOT_EVALUATED);
  }

  @Test
  void the_targets_name_in_the_plan_follows_the_same_rules_of_matching() {
    CheckCase testCase =
        new CheckCase()
            .draw(box("ptv 50", 0, 40))
            .rule("PTV1", "PTV_50")
            .prescription("phase1", "PTV1", 50, 50, 25)
            .phase(phase("A", 25, FIFTY, to("ptv 50", 50)));
    assertThat(testCase.verdict("prescription-phase1")).isEqualTo(Verdict.PASS);
    CheckCase mapped =
        new CheckCase()
            .draw(box("Zielvolumen", 0, 40))
            .prescription("phase1", "PTV1", 50, 50, 25)
            .phase(phase("A", 25, FIFTY, to("Zielvolumen", 50)));
    mapped.names.put("PTV1", List.of("Zielvolumen"));
    assertThat(mapped.verdict("prescription-phase1")).isEqualTo(Verdict.PASS);
  }

  // ---- doses

  @Test
  void a_protocol_without_prescriptions_judges_the_dose_of_a_plan_of_one_phase() {
    CheckCase testCase = new CheckCase().draw(box("Cord", 0, 40)).phase(PHASE_1);
    testCase.goal("cord").of("Cord").asks("Max[Gy]", "<=", "50");
    assertThat(testCase.verdict("cord")).isEqualTo(Verdict.PASS);
    testCase.phase(PHASE_2);
    assertThat(testCase.verdict("cord")).isEqualTo(Verdict.NOT_EVALUATED);
  }

  @Test
  void a_missing_dose_is_not_zero() {
    PlanResult result =
        protocol().phase(PHASE_1).phase(phase("Ph2", 7, null, to("PTV2", 14))).check();
    nothingOnTheTotalIsJudged(result);
    assertThat(row(result, "cord").reason()).contains("'Ph2' has no usable dose");
  }

  @Test
  void a_dose_that_may_be_one_fraction_only_is_not_judged() {
    PhaseDose uncertain = dose(ramp(2, 0), "PHYSICAL", "FRACTION", false);
    CheckCase testCase = new CheckCase().draw(box("Cord", 0, 40)).phase(phase("A", 25, uncertain));
    testCase.goal("cord").of("Cord").asks("Max[Gy]", "<=", "50");
    assertThat(testCase.verdict("cord")).isEqualTo(Verdict.NOT_EVALUATED);
  }

  @Test
  void effective_dose_is_said_and_never_added_to_physical_dose() {
    PhaseDose effective = dose(ramp(14, 0), "EFFECTIVE", "PLAN", true);
    PlanResult mixed =
        protocol().phase(PHASE_1).phase(phase("Ph2", 7, effective, to("PTV2", 14))).check();
    nothingOnTheTotalIsJudged(mixed);
    assertThat(mixed.problems()).extracting(Problem::code).contains("dose-effective");
  }

  private static final PhaseDose SUM = dose(ramp(64, 0), "PHYSICAL", "MULTI_PLAN", true);

  @Test
  void the_sum_of_several_plans_is_the_total_and_never_the_dose_of_one_phase() {
    PlanResult result =
        protocol().phase(phase("Ph1 + Ph2", 0, SUM, to("PTV1", 50), to("PTV2", 14))).check();
    assertThat(row(result, "ptv1").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(row(result, "ptv1").reason()).contains("that of phase1 alone is not known");
    assertThat(row(result, "cord").verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void the_sum_of_several_plans_is_no_total_where_the_protocol_prescribes_one_of_them() {
    CheckCase testCase =
        new CheckCase()
            .draw(box("PTV1", 0, 40))
            .prescription("phase1", "PTV1", 50, 50, 0)
            .phase(phase("Ph1 + Ph2", 0, SUM, to("PTV1", 50), to("PTV2", 14)));
    testCase.goal("ptv1").of("PTV1").percentOf("phase1").asks("D95%[%]", ">=", "95");
    assertThat(testCase.verdict("ptv1")).isEqualTo(Verdict.NOT_EVALUATED);
  }

  @Test
  void the_dose_of_one_fraction_is_not_taken_for_a_prescription_without_a_range() {
    CheckCase testCase =
        new CheckCase()
            .draw(box("CTV", 0, 40))
            .anyPrescription("main", "CTV")
            .phase(phase("A", 25, FIFTY, to("CTV", 2)));
    testCase.goal("ctv").of("CTV").percentOf("main").asks("D95%[%]", ">=", "95");
    GoalResult row = testCase.row("ctv");
    assertThat(row.verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(row.reason()).contains("2 Gy in 25 fractions", "--set main=");
    assertThat(testCase.set("main", "50 Gy in 25").verdict("ctv")).isEqualTo(Verdict.PASS);
  }

  @Test
  void a_dose_of_several_plans_is_not_added_again() {
    PhaseDose all = dose(ramp(64, 0), "PHYSICAL", "MULTI_PLAN", true);
    PlanResult result =
        protocol().phase(phase("Ph1", 25, all, to("PTV1", 50))).phase(PHASE_2).check();
    nothingOnTheTotalIsJudged(result);
    assertThat(row(result, "ptv1").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
  }

  @Test
  void a_statement_matched_by_fractions_to_a_plan_for_another_target_is_a_warning() {
    Phase other = phase("Ph2", 7, FOURTEEN, to("GTV", 14));
    PlanResult result = protocol().phase(PHASE_1).phase(other).set("phase2", "14 Gy in 7").check();
    assertThat(result.problems())
        .filteredOn(problem -> problem.code().equals("prescription-target-differs"))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.message()).contains("14 Gy in 7", "plan 'Ph2'", "'GTV'", "PTV2");
              assertThat(problem.isError()).isFalse();
            });
    Phase silent = phase("Ph2", 7, FOURTEEN);
    assertThat(
            protocol().phase(PHASE_1).phase(silent).set("phase2", "14 Gy in 7").check().problems())
        .extracting(Problem::code)
        .doesNotContain("prescription-target-differs");
  }
}
