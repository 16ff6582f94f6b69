package org.oarlock.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.oarlock.check.CheckCase.call;
import static org.oarlock.check.CheckCase.compare;
import static org.oarlock.check.CheckCase.is;
import static org.oarlock.check.CheckCase.literal;
import static org.oarlock.check.CheckCase.metric;
import static org.oarlock.check.CheckCase.metricOf;
import static org.oarlock.check.CheckCase.name;
import static org.oarlock.check.CheckCase.row;
import static org.oarlock.check.Phantom.box;
import static org.oarlock.check.Phantom.ramp;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oarlock.metric.MetricValue;
import org.oarlock.plan.Structure;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.protocol.Expression;
import org.oarlock.protocol.Goal.Kind;
import org.oarlock.protocol.Parameter;

/**
 * The liver is the box from x = 0 to x = 40 mm in a dose of 20 Gy + 0.5 Gy/mm x: from 20 to 40 Gy,
 * V30Gy = 50 %, mean 30 Gy. Its volume is 40 x 20 x 20 mm3 = 16 cc.
 */
class GoalVerdictTest {
  private static final String NO = "1000";

  private static CheckCase liver() {
    return new CheckCase().dose(ramp(20, 0.5)).draw(box("Liver", 0, 40));
  }

  private static CheckCase.GoalBuilder goal() {
    return liver().goal("g").of("Liver");
  }

  private static double value(Judgement judgement) {
    return ((MetricValue) judgement.result()).value();
  }

  @ParameterizedTest
  @CsvSource({
    "V30Gy[%], <, 51, PASS",
    "V30Gy[%], <, 49, FAIL",
    "V30Gy[cc], <, 8.1, PASS",
    "CV25Gy[%], >=, 24.9, PASS",
    "Mean[Gy], <, 30.1, PASS",
    "Mean[cGy], <, 3010, PASS",
    "Mean[Gy], <, 3010 cGy, PASS",
    "Mean[cGy], <, 29.9 Gy, FAIL",
    "Max[Gy], <=, 40, PASS",
    "Max[Gy], <, 40, FAIL",
    "Min[Gy], >=, 20, PASS",
    "Min[Gy], >, 20, FAIL",
    "Volume[cc], =, 16, PASS",
    "D50%[Gy], >=, 29.9, PASS",
    "D8cc[Gy], <, 30.1, PASS",
  })
  void a_value_is_compared_with_its_limit(
      String metric, String operator, String limit, Verdict verdict) {
    GoalResult row = goal().asks(metric, operator, limit).row("g");
    assertThat(row.verdict()).isEqualTo(verdict);
    assertThat(row.reason().isEmpty()).isEqualTo(verdict == Verdict.PASS);
    assertThat(row.obligation()).isEqualTo(GoalResult.Obligation.REQUIRED);
  }

  @Test
  void a_judgement_shows_metric_value_and_limit() {
    Judgement judgement = goal().asks("V30Gy[%]", "<", "40").row("g").decidingJudgement();
    assertThat(judgement.metric()).isEqualTo("V30Gy[%]");
    assertThat(judgement.limit()).isEqualTo("< 40 %");
    assertThat(value(judgement)).isCloseTo(50, within(0.02));
    assertThat(judgement.reason()).startsWith("50.0").endsWith("% is not < 40 %");
  }

  @Test
  void a_volume_larger_than_the_structure_is_not_evaluated() {
    GoalResult row = goal().asks("D20cc[Gy]", "<", "5").row("g");
    assertThat(row.verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(row.reason()).contains("20 cc", "16");
  }

  @Test
  void percent_of_dose_without_a_prescription_is_not_evaluated() {
    GoalResult row = goal().asks("D50%[%]", ">", "0").row("g");
    assertThat(row.verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(row.reason()).contains("prescription");
    assertThat(goal().percentOf("nothing").asks("D50%[%]", ">", "0").verdict("g"))
        .isEqualTo(Verdict.NOT_EVALUATED);
  }

  @ParameterizedTest
  @CsvSource({"V30Gy[%], <, 51 Gy", "Mean[Gy], <, 30 cc", "Mean[Gy], <, 30%"})
  void a_limit_of_another_unit_is_not_evaluated(String metric, String operator, String limit) {
    assertThat(goal().asks(metric, operator, limit).verdict("g")).isEqualTo(Verdict.NOT_EVALUATED);
  }

  @Test
  void a_metric_that_cannot_be_read_is_not_evaluated() {
    GoalResult row = goal().asks("V30[%]", "<", NO).row("g");
    assertThat(row.verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(row.reason()).contains("V30[%]");
  }

  @Test
  void an_unknown_dose_name_is_not_evaluated() {
    assertThat(goal().on("phase7").asks("Max[Gy]", "<", NO).verdict("g"))
        .isEqualTo(Verdict.NOT_EVALUATED);
  }

  // ---- variation

  @ParameterizedTest
  @CsvSource({"31, PASS", "29, VARIATION", "27, FAIL"})
  void a_variation_lies_between_pass_and_fail(String limit, Verdict verdict) {
    // the mean is 30 Gy; the variation is 2 Gy wider than the goal
    String wider = String.valueOf(Integer.parseInt(limit) + 2);
    GoalResult row =
        goal().variation(compare("Mean[Gy]", "<", wider)).asks("Mean[Gy]", "<", limit).row("g");
    assertThat(row.verdict()).isEqualTo(verdict);
    assertThat(row.decidingJudgement().limit())
        .isEqualTo("< %s Gy, variation < %s Gy".formatted(limit, wider));
  }

  @Test
  void a_variation_that_tolerates_any_value_never_fails() {
    assertThat(goal().variation(name("any")).asks("Mean[Gy]", "<", "1").verdict("g"))
        .isEqualTo(Verdict.VARIATION);
  }

  @Test
  void a_variation_stricter_than_its_goal_makes_nothing_pass() {
    assertThat(
            goal()
                .variation(compare("Mean[Gy]", "<", "10"))
                .asks("Mean[Gy]", "<", "20")
                .verdict("g"))
        .isEqualTo(Verdict.FAIL);
  }

  // ---- combinations

  private static final Expression PASSES = compare("Mean[Gy]", "<", "31");
  private static final Expression FAILS = compare("V30Gy[%]", "<", "40");
  private static final Expression UNKNOWN = compare("D20cc[Gy]", "<", "5");

  private static GoalResult combined(Kind kind, Expression... conditions) {
    return goal().asks(kind, conditions).row("g");
  }

  @Test
  void any_goal_passes_if_one_branch_passes() {
    GoalResult row = combined(Kind.ANY, FAILS, PASSES);
    assertThat(row.verdict()).isEqualTo(Verdict.PASS);
    assertThat(row.deciding()).isEqualTo(1);
    assertThat(row.judgements()).hasSize(2);
    assertThat(combined(Kind.ANY, UNKNOWN, PASSES).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void any_goal_fails_only_if_all_branches_fail() {
    GoalResult row = combined(Kind.ANY, FAILS, compare("Max[Gy]", "<", "40"));
    assertThat(row.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(row.reason()).contains("V30Gy[%]", "Max[Gy]");
  }

  @Test
  void any_goal_with_a_branch_that_cannot_be_judged_is_not_evaluated() {
    assertThat(combined(Kind.ANY, FAILS, UNKNOWN).verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(combined(Kind.ANY, UNKNOWN, FAILS).verdict()).isEqualTo(Verdict.NOT_EVALUATED);
  }

  @Test
  void all_goal_takes_the_worst() {
    assertThat(combined(Kind.ALL, PASSES, PASSES).verdict()).isEqualTo(Verdict.PASS);
    assertThat(combined(Kind.ALL, PASSES, UNKNOWN).verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(combined(Kind.ALL, PASSES, UNKNOWN, FAILS).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void readings_that_agree_give_their_verdict() {
    assertThat(combined(Kind.READINGS, PASSES, compare("V35Gy[%]", "<", "30")).verdict())
        .isEqualTo(Verdict.PASS);
    assertThat(combined(Kind.READINGS, FAILS, compare("Max[Gy]", "<", "40")).verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  void readings_that_differ_are_for_a_person_to_decide_with_both_numbers() {
    // V20 < 30 % with V20 = 100 %, V40 < 30 % with V40 = 0 %
    GoalResult row =
        combined(Kind.READINGS, compare("V20Gy[%]", "<", "30"), compare("V40.5Gy[%]", "<", "30"));
    assertThat(row.verdict()).isEqualTo(Verdict.REVIEW);
    assertThat(row.reason())
        .contains("the readings differ", "V20Gy[%]", "100.00 %", "V40.5Gy[%]", "0.00 %");
  }

  @Test
  void readings_with_one_that_cannot_be_judged_are_not_evaluated() {
    assertThat(combined(Kind.READINGS, PASSES, UNKNOWN).verdict()).isEqualTo(Verdict.NOT_EVALUATED);
  }

  // ---- missing dose: the dose is known up to x = 20 only, half of the liver

  private static CheckCase.GoalBuilder half() {
    return new CheckCase().dose(ramp(20, 0.5, 20)).draw(box("Liver", 0, 40)).goal("g").of("Liver");
  }

  @Test
  void a_structure_partly_outside_the_dose_never_passes() {
    GoalResult row = half().asks("Max[Gy]", "<", NO).row("g");
    assertThat(row.verdict()).isEqualTo(Verdict.REVIEW);
    assertThat(row.reason())
        .contains("50.00 %", "30.00 Gy upwards", "the best case would be a PASS, the worst a FAIL");
    assertThat(half().asks("V15Gy[%]", ">=", "40").verdict("g")).isEqualTo(Verdict.REVIEW);
    assertThat(half().asks("Mean[Gy]", ">=", "1").verdict("g")).isEqualTo(Verdict.REVIEW);
  }

  @Test
  void it_fails_if_no_dose_in_the_missing_part_could_save_it() {
    assertThat(half().asks("Max[Gy]", "<", "29").verdict("g")).isEqualTo(Verdict.FAIL);
    assertThat(half().asks("V15Gy[%]", "<", "45").verdict("g")).isEqualTo(Verdict.FAIL);
    assertThat(half().asks("V35Gy[%]", ">=", "55").verdict("g")).isEqualTo(Verdict.FAIL);
    assertThat(half().asks("V35Gy[%]", ">=", "45").verdict("g")).isEqualTo(Verdict.REVIEW);
  }

  @Test
  void missing_dose_is_not_a_branch_that_passes() {
    assertThat(
            half()
                .asks(Kind.ANY, compare("Max[Gy]", "<", "29"), compare("V35Gy[%]", "<", "60"))
                .verdict("g"))
        .isEqualTo(Verdict.REVIEW);
  }

  @Test
  void the_volume_does_not_depend_on_the_dose() {
    assertThat(half().asks("Volume[cc]", "=", "16").verdict("g")).isEqualTo(Verdict.PASS);
  }

  @Test
  void a_structure_wholly_outside_the_dose_is_not_evaluated() {
    CheckCase testCase = new CheckCase().dose(ramp(20, 0.5, 20)).draw(box("Liver", 30, 40));
    testCase.goal("g").of("Liver").asks("Max[Gy]", "<", NO);
    assertThat(testCase.verdict("g")).isEqualTo(Verdict.NOT_EVALUATED);
  }

  // ---- borderline: without end caps the box is 18 mm long instead of 20, 14.4 cc instead of 16

  @Test
  void a_verdict_that_a_convention_would_turn_stands_and_says_which() {
    GoalResult row = goal().asks("Volume[cc]", ">=", "15").row("g");
    assertThat(row.verdict()).isEqualTo(Verdict.PASS);
    assertThat(row.decidingJudgement().borderline()).contains("FAIL", "14.40 cc", "cap");
    assertThat(goal().asks("Volume[cc]", ">=", "14").row("g").decidingJudgement().borderline())
        .isNull();
  }

  @Test
  void borderline_review_or_strict_make_it_a_review() {
    assertThat(goal().borderlineReview().asks("Volume[cc]", ">=", "15").verdict("g"))
        .isEqualTo(Verdict.REVIEW);
    CheckCase strict = goal().asks("Volume[cc]", ">=", "15");
    strict.strict = true;
    GoalResult row = strict.row("g");
    assertThat(row.verdict()).isEqualTo(Verdict.REVIEW);
    assertThat(row.reason()).startsWith("borderline: FAIL with the convention");
  }

  // ---- conditions and parameters

  @Test
  void a_goal_whose_condition_is_false_does_not_apply() {
    CheckCase testCase = liver().choice("region", "trunk", "trunk", "extremity");
    testCase.goal("no").when(is("region", "extremity")).of("Liver").asks("Max[Gy]", "<", "1");
    testCase.goal("yes").when(is("region", "trunk")).of("Liver").asks("Max[Gy]", "<", "1");
    PlanResult result = testCase.check();
    assertThat(row(result, "no").verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(row(result, "no").reason()).contains("region = extremity", "false");
    assertThat(row(result, "yes").verdict()).isEqualTo(Verdict.FAIL);
    assertThat(result.parameters())
        .containsExactly(
            new PlanResult.ResolvedParameter("region", "trunk", "default of the protocol"));
    assertThat(testCase.set("region", "extremity").verdict("no")).isEqualTo(Verdict.FAIL);
  }

  @Test
  void a_goal_whose_condition_cannot_be_told_is_not_evaluated() {
    CheckCase testCase = liver().choice("region", null, "trunk", "extremity");
    testCase.goal("unset").when(is("region", "trunk")).of("Liver").asks("Max[Gy]", "<", NO);
    testCase.goal("typo").when(is("region", "trnk")).of("Liver").asks("Max[Gy]", "<", NO);
    testCase
        .goal("function")
        .when(compare(call("technique"), "=", name("static")))
        .of("Liver")
        .asks("Max[Gy]", "<", NO);
    PlanResult result = testCase.check();
    assertThat(result.goals()).extracting(GoalResult::verdict).containsOnly(Verdict.NOT_EVALUATED);
    assertThat(row(result, "unset").reason()).contains("--set region=trunk|extremity");
    assertThat(row(result, "function").reason())
        .contains("technique() = static", "the plan has no beams");
  }

  @Test
  void a_value_that_is_not_a_choice_is_an_error_and_not_the_default() {
    CheckCase testCase = liver().choice("region", "trunk", "trunk", "extremity");
    testCase.goal("g").when(is("region", "trunk")).of("Liver").asks("Max[Gy]", "<", NO);
    PlanResult result = testCase.set("region", "Trunk").check();
    assertThat(row(result, "g").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(result.problems()).extracting(Problem::code).containsExactly("wrong-setting");
  }

  @Test
  void setting_what_the_protocol_does_not_know_is_an_error() {
    CheckCase testCase = liver().choice("region", "trunk", "trunk");
    testCase.goal("g").of("Liver").asks("Max[Gy]", "<", NO);
    PlanResult result = testCase.set("regoin", "trunk").check();
    assertThat(result.verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(result.problems()).extracting(Problem::code).containsExactly("unknown-setting");
  }

  @Test
  void conditions_combine_in_three_valued_logic() {
    CheckCase testCase =
        liver()
            .choice("known", "a", "a", "b")
            .choice("open", null, "a", "b")
            .parameter("age", Parameter.Type.NUMBER, "12");
    Expression yes = is("known", "a");
    Expression no = is("known", "b");
    Expression open = is("open", "a");
    testCase.goal("1").when(new Expression.And(no, open, 1)).of("Liver").asks(PASSES);
    testCase.goal("2").when(new Expression.And(open, yes, 1)).of("Liver").asks(PASSES);
    testCase.goal("3").when(new Expression.Or(open, yes, 1)).of("Liver").asks(PASSES);
    testCase.goal("4").when(new Expression.Or(no, open, 1)).of("Liver").asks(PASSES);
    testCase.goal("5").when(new Expression.Not(open, 1)).of("Liver").asks(PASSES);
    testCase.goal("6").when(new Expression.Not(no, 1)).of("Liver").asks(PASSES);
    testCase.goal("7").when(compare(name("age"), "<", literal("10"))).of("Liver").asks(PASSES);
    testCase.goal("8").when(compare(name("age"), ">=", literal("12"))).of("Liver").asks(PASSES);
    assertThat(testCase.check().goals())
        .extracting(GoalResult::verdict)
        .containsExactly(
            Verdict.NOT_APPLICABLE,
            Verdict.NOT_EVALUATED,
            Verdict.PASS,
            Verdict.NOT_EVALUATED,
            Verdict.NOT_EVALUATED,
            Verdict.PASS,
            Verdict.NOT_APPLICABLE,
            Verdict.PASS);
  }

  @Test
  void a_condition_on_a_metric_is_told_where_it_is_beyond_doubt() {
    CheckCase testCase = liver();
    testCase.goal("small").when(compare("Volume[cc]", "<", "10")).of("Liver").asks(PASSES);
    testCase.goal("large").when(compare("Volume[cc]", ">", "10")).of("Liver").asks(PASSES);
    testCase.goal("doubt").when(compare("Volume[cc]", ">", "15")).of("Liver").asks(PASSES);
    testCase
        .goal("missing")
        .when(compare(metricOf("Volume[cc]", name("Heart")), "<", literal("10")))
        .of("Liver")
        .asks(PASSES);
    assertThat(testCase.check().goals())
        .extracting(GoalResult::verdict)
        .containsExactly(
            Verdict.NOT_APPLICABLE, Verdict.PASS, Verdict.NOT_EVALUATED, Verdict.NOT_EVALUATED);
  }

  @Test
  void a_parameter_in_a_metric_must_be_set() {
    CheckCase testCase = liver().parameter("spared_below", Parameter.Type.DOSE, null);
    testCase.goal("g").of("Liver").asks("CV{spared_below}[%]", ">=", "45");
    GoalResult unset = testCase.row("g");
    assertThat(unset.verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(unset.reason()).contains("--set spared_below=");
    GoalResult set = testCase.set("spared_below", "3000 cGy").row("g");
    assertThat(set.verdict()).isEqualTo(Verdict.PASS);
    assertThat(value(set.decidingJudgement())).isCloseTo(50, within(0.02));
    assertThat(testCase.set("spared_below", "30").verdict("g")).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(testCase.set("spared_below", "-5 Gy").verdict("g")).isEqualTo(Verdict.NOT_EVALUATED);
  }

  @Test
  void a_parameter_as_a_limit_is_converted() {
    CheckCase testCase = liver().parameter("limit", Parameter.Type.DOSE, "3010 cGy");
    testCase.goal("g").of("Liver").asks(compare(metric("Mean[Gy]"), "<", name("limit")));
    assertThat(testCase.verdict("g")).isEqualTo(Verdict.PASS);
    assertThat(testCase.set("limit", "2990 cGy").verdict("g")).isEqualTo(Verdict.FAIL);
  }

  @Test
  void a_goal_about_beams_of_a_plan_without_any_is_not_evaluated() {
    CheckCase testCase = liver();
    testCase.goal("g").asks(compare(call("fields"), "=", literal("5")));
    GoalResult row = testCase.row("g");
    assertThat(row.verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(row.reason()).isEqualTo("the plan has no beams");
    assertThat(row.decidingJudgement().metric()).isEqualTo("fields()");
  }

  @Test
  void a_function_of_an_absent_optional_structure_does_not_apply() {
    CheckCase testCase = liver().optional("Boost");
    testCase.goal("g").of("Boost").asks(compare(call("fields"), "=", literal("5")));
    assertThat(testCase.verdict("g")).isEqualTo(Verdict.NOT_APPLICABLE);
  }

  @Test
  void what_is_also_reported_never_decides() {
    CheckCase testCase =
        goal()
            .report(metric("V30Gy[%]"), metricOf("Mean[Gy]", name("Heart")))
            .asks("Max[Gy]", "<", NO);
    GoalResult row = testCase.row("g");
    assertThat(row.verdict()).isEqualTo(Verdict.PASS);
    assertThat(value(row.alsoReported().get(0))).isCloseTo(50, within(0.02));
    assertThat(row.alsoReported().get(1).result()).isNull();
    assertThat(row.alsoReported().get(1).reason()).contains("Heart");
  }

  @Test
  void a_goal_that_only_reports_prints_values_without_a_verdict() {
    CheckCase testCase = goal().report(metric("V30Gy[%]"), metric("HI")).asks(Kind.REPORT);
    GoalResult row = testCase.row("g");
    assertThat(row.verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(row.judgements()).extracting(Judgement::metric).containsExactly("V30Gy[%]", "HI");
    assertThat(value(row.judgements().get(0))).isCloseTo(50, within(0.02));
    assertThat(testCase.check().verdict()).isEqualTo(Verdict.NOT_EVALUATED);
  }

  @Test
  void conformity_needs_the_outline() {
    CheckCase testCase = liver().prescription("p", "Liver", 30, 30, 0).set("p", "30 Gy");
    testCase.goal("g").of("Liver").percentOf("p").asks("CI", "<", "3");
    assertThat(testCase.verdict("g")).isEqualTo(Verdict.NOT_EVALUATED);
    // 30 Gy and more: x from 20 to 60 of the outline, 40 of the 40 mm of the liver
    Structure outline = box("Body", "EXTERNAL", -60, 60, -10, 10);
    testCase.draw(outline);
    GoalResult row = testCase.row("g");
    assertThat(value(row.decidingJudgement())).isCloseTo(1, within(2e-3));
    assertThat(row.verdict()).isEqualTo(Verdict.PASS);
  }

  // ---- the plan

  @Test
  void the_plan_is_never_better_than_its_worst_required_goal() {
    CheckCase testCase = liver();
    testCase.goal("pass").of("Liver").asks(PASSES);
    assertThat(testCase.check().verdict()).isEqualTo(Verdict.PASS);
    testCase.goal("advice").advisory().of("Liver").asks(FAILS);
    assertThat(testCase.check().verdict()).isEqualTo(Verdict.PASS);
    testCase.goal("unknown").of("Liver").asks(UNKNOWN);
    assertThat(testCase.check().verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    testCase.goal("fail").of("Liver").asks(FAILS);
    assertThat(testCase.check().verdict()).isEqualTo(Verdict.FAIL);
    assertThat(testCase.check().goals()).hasSize(4);
  }

  @Test
  void advice_alone_does_not_pass_a_plan() {
    CheckCase testCase = liver();
    testCase.goal("advice").advisory().of("Liver").asks(PASSES);
    assertThat(testCase.check().verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(liver().check().verdict()).isEqualTo(Verdict.NOT_EVALUATED);
  }

  @Test
  void goals_that_do_not_apply_alone_do_not_pass_a_plan() {
    CheckCase testCase = liver().optional("PTV2");
    testCase.goal("g").of("PTV2").asks("Max[Gy]", "<", NO);
    assertThat(testCase.check().verdict()).isEqualTo(Verdict.NOT_EVALUATED);
  }

  @Test
  void an_error_in_the_input_keeps_the_plan_from_passing() {
    CheckCase testCase = liver();
    testCase.goal("g").of("Liver").asks(PASSES);
    testCase.inputProblems.add(Problem.warning("w", SourceLocation.NOWHERE, "worth knowing", null));
    assertThat(testCase.check().verdict()).isEqualTo(Verdict.PASS);
    testCase.inputProblems.add(Problem.error("e", SourceLocation.NOWHERE, "wrong", null));
    PlanResult result = testCase.check();
    assertThat(result.verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(row(result, "g").verdict()).isEqualTo(Verdict.PASS);
    assertThat(result.problems()).extracting(Problem::code).containsExactly("w", "e");
    testCase.goal("fail").of("Liver").asks(FAILS);
    assertThat(testCase.check().verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void each_curve_is_there_once_and_only_if_a_goal_asked_for_it() {
    CheckCase testCase = liver().draw(box("Heart", -40, 0), box("Couch", 50, 60));
    testCase.goal("a").of("Liver").asks(PASSES);
    testCase.goal("b").of("Liver").asks(FAILS);
    testCase.goal("c").of("Heart").asks(PASSES);
    PlanResult result = testCase.check();
    assertThat(result.curves())
        .extracting(PlanResult.Curve::structure)
        .containsExactly("Liver", "Heart");
    assertThat(result.curves()).extracting(PlanResult.Curve::dose).containsOnly("total");
  }

  @Test
  void the_same_input_gives_the_same_result() {
    CheckCase testCase = liver().draw(box("Heart", -40, 0));
    testCase.goal("a").of("Liver").asks(Kind.READINGS, PASSES, FAILS);
    testCase.goal("b").of(call("union", "Liver", "Heart")).asks(PASSES);
    assertThat(testCase.check().goals()).isEqualTo(testCase.check().goals());
  }

  @Test
  void a_parameter_is_not_compared_with_what_is_measured() {
    CheckCase testCase = liver().parameter("dose", Parameter.Type.DOSE, "50 Gy");
    Expression condition = compare(name("dose"), ">", metric("Max[Gy]"));
    testCase.goal("when").of("Liver").when(condition).asks("Max[Gy]", "<", "60");
    testCase.goal("goal").of("Liver").asks(condition);
    PlanResult result = testCase.check();
    assertThat(row(result, "when").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(row(result, "goal").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(row(result, "goal").reason()).contains("measures nothing in the plan");
  }
}
