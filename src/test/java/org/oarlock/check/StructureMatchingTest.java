package org.oarlock.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oarlock.check.CheckCase.call;
import static org.oarlock.check.CheckCase.literal;
import static org.oarlock.check.CheckCase.metric;
import static org.oarlock.check.Phantom.box;
import static org.oarlock.check.Phantom.ramp;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.oarlock.geometry.PlanarContour;
import org.oarlock.metric.MetricValue;
import org.oarlock.plan.Structure;
import org.oarlock.problem.Problem;
import org.oarlock.problem.Severity;
import org.oarlock.protocol.StructureRule.Each;

/**
 * The dose is 20 Gy + 0.5 Gy/mm x throughout, so a goal of Max < 1000 Gy passes if it is judged.
 */
class StructureMatchingTest {
  private static CheckCase plan(Structure... drawn) {
    return new CheckCase().dose(ramp(60, 0.5)).draw(drawn);
  }

  private static GoalResult judged(CheckCase testCase, String structure) {
    return testCase.goal("g").of(structure).asks("Max[Gy]", "<", "1000").row("g");
  }

  private static double value(Judgement judgement) {
    return ((MetricValue) judgement.result()).value();
  }

  @Test
  void a_canonical_name_matches_whatever_its_case_and_separators() {
    GoalResult row = judged(plan(box("spinal cord", 0, 40)).rule("SpinalCord"), "SpinalCord");
    assertThat(row.verdict()).isEqualTo(Verdict.PASS);
    assertThat(row.decidingJudgement().matched()).containsExactly("spinal cord");
    assertThat(value(row.decidingJudgement()))
        .isCloseTo(80, org.assertj.core.data.Offset.offset(1e-3));
  }

  @Test
  void a_name_without_a_rule_is_looked_for_as_it_is() {
    assertThat(judged(plan(box("Heart", 0, 40)), "Heart").verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void a_longer_name_or_the_other_side_does_not_match() {
    GoalResult row =
        judged(plan(box("PTV_5000_sub", 0, 40), box("PTV_500", 0, 40)).rule("PTV_50"), "PTV_50");
    assertThat(row.verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(row.reason()).contains("no structure PTV_50");
    assertThat(judged(plan(box("Kidney_L", 0, 40)), "Kidney_R").verdict())
        .isEqualTo(Verdict.NOT_EVALUATED);
  }

  @Test
  void two_candidates_for_one_rule_are_ambiguous_and_both_named() {
    GoalResult row =
        judged(plan(box("Liver", 0, 40), box("Leber", 0, 40)).rule("Liver", "Leber"), "Liver");
    assertThat(row.verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(row.reason()).contains("ambiguous", "'Liver'", "'Leber'");
    assertThat(row.decidingJudgement().matched()).containsExactly("Liver", "Leber");
  }

  @Test
  void the_same_name_twice_is_ambiguous_even_where_each_is_judged() {
    CheckCase one = plan(box("Liver", 0, 40), box("LIVER", 10, 20));
    GoalResult twice = judged(one, "Liver");
    assertThat(twice.verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(twice.reason()).contains("'Liver'", "'LIVER'");
    CheckCase each =
        plan(box("Femur", 0, 40), box("Femur", 10, 20))
            .rule("Bone", Each.ROI, "", false, null, "Femur*");
    GoalResult row = judged(each, "Bone");
    assertThat(row.verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(row.reason()).contains("more than once");
  }

  @Test
  void one_side_of_a_listed_pair_alone_is_judged_with_a_warning() {
    CheckCase left =
        plan(box("Kidney_L", 0, 40), box("Kidney right", 50, 60))
            .rule("Kidneys", Each.ROI, "", false, null, "Kidney_L", "Kidney_R");
    assertThat(judged(left, "Kidneys").verdict()).isEqualTo(Verdict.PASS);
    assertThat(left.check().problems())
        .filteredOn(p -> p.code().equals("structure-side-missing"))
        .extracting(Problem::message)
        .containsExactly("Kidneys is 'Kidney_L' alone: the structure set has no 'Kidney_R'");
    CheckCase both =
        plan(box("Kidney_L", 50, 60), box("Kidney_R", 0, 40))
            .rule("Kidneys", Each.ROI, "", false, null, "Kidney_L", "Kidney_R", "Kidneys_Both");
    assertThat(judged(both, "Kidneys").verdict()).isEqualTo(Verdict.PASS);
    assertThat(both.check().problems()).isEmpty();
  }

  @Test
  void an_entry_of_the_names_file_wins_over_an_ambiguity() {
    CheckCase testCase = plan(box("Liver", 0, 40), box("Leber", 0, 20)).rule("Liver", "Leber");
    testCase.names.put("Liver", List.of("Leber"));
    GoalResult row = judged(testCase, "Liver");
    assertThat(row.verdict()).isEqualTo(Verdict.PASS);
    assertThat(row.decidingJudgement().matched()).containsExactly("Leber");
    assertThat(testCase.check().problems())
        .extracting(Problem::code)
        .containsExactly("names-structure-passed-over");
  }

  @Test
  void an_entry_of_the_names_file_that_names_nothing_there_is_not_replaced_by_a_match() {
    CheckCase testCase = plan(box("Liver", 0, 40)).rule("Liver");
    testCase.names.put("Liver", List.of("Leber"));
    PlanResult result = testCase.goal("g").of("Liver").asks("Max[Gy]", "<", "1000").check();
    assertThat(CheckCase.row(result, "g").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(result.problems()).extracting(Problem::code).contains("names-structure-missing");
  }

  @Test
  void an_entry_of_the_names_file_for_no_structure_of_the_protocol_is_said() {
    CheckCase testCase = plan(box("Liver", 0, 40)).rule("Liver");
    testCase.names.put("Livr", List.of("Leber"));
    assertThat(testCase.check().problems())
        .anySatisfy(
            p -> {
              assertThat(p.code()).isEqualTo("names-rule-unknown");
              assertThat(p.hint()).contains("Liver");
            });
  }

  @Test
  void one_side_alone_under_a_pattern_is_judged_with_a_note() {
    CheckCase left =
        plan(box("Cochlea_L", 0, 40), box("Inner ear right", 50, 60))
            .rule("Cochleas", Each.ROI, "", false, null, "Cochlea_*");
    assertThat(judged(left, "Cochleas").verdict()).isEqualTo(Verdict.PASS);
    assertThat(left.check().problems())
        .filteredOn(p -> p.code().equals("structure-one-side"))
        .extracting(Problem::message)
        .containsExactly(
            "Cochleas is judged by 'Cochlea_L' of one side: no name fits that of the other side");
    CheckCase both =
        plan(box("Cochlea_L", 50, 60), box("Cochlea_R", 0, 40), box("Cochlea_Both", 0, 60))
            .rule("Cochleas", Each.ROI, "", false, null, "Cochlea_*");
    assertThat(judged(both, "Cochleas").verdict()).isEqualTo(Verdict.PASS);
    assertThat(both.check().problems()).noneMatch(p -> p.code().equals("structure-one-side"));
  }

  @Test
  void one_structure_is_not_two_that_are_each_wanted_alone() {
    CheckCase testCase =
        plan(box("PTV1", 0, 40)).rule("PTV1").rule("PTV2", "PTV*"); // PTV2 is not drawn
    testCase.goal("one").of("PTV1").asks("Max[Gy]", "<", "1000");
    PlanResult result = testCase.goal("two").of("PTV2").asks("Max[Gy]", "<", "1000").check();
    assertThat(CheckCase.row(result, "one").verdict()).isEqualTo(Verdict.PASS);
    assertThat(CheckCase.row(result, "two").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(CheckCase.row(result, "two").reason()).contains("PTV1", "--names");
    assertThat(result.problems())
        .anySatisfy(
            p -> {
              assertThat(p.code()).isEqualTo("structure-shared");
              assertThat(p.severity()).isEqualTo(Severity.WARNING);
            });
  }

  @Test
  void one_structure_that_two_rules_list_is_neither() {
    CheckCase testCase = plan(box("Target", 0, 40)).rule("PTV1", "Target").rule("PTV2", "Target");
    testCase.goal("one").of("PTV1").asks("Max[Gy]", "<", "1000");
    PlanResult result = testCase.goal("two").of("PTV2").asks("Max[Gy]", "<", "1000").check();
    assertThat(result.goals())
        .extracting(GoalResult::verdict)
        .containsExactly(Verdict.NOT_EVALUATED, Verdict.NOT_EVALUATED);
  }

  @Test
  void a_group_may_share_a_structure_with_its_own_rule() {
    CheckCase testCase =
        plan(box("Femur_L", 0, 40), box("Femur_R", -40, 0))
            .rule("Bone", Each.ROI, "", false, null, "Femur*")
            .rule("Femur_L");
    testCase.goal("bones").of("Bone").asks("Max[Gy]", "<", "1000");
    PlanResult result = testCase.goal("left").of("Femur_L").asks("Max[Gy]", "<", "1000").check();
    assertThat(result.goals()).extracting(GoalResult::verdict).containsOnly(Verdict.PASS);
    assertThat(CheckCase.row(result, "bones").judgements())
        .extracting(Judgement::label)
        .containsExactly("Femur_L", "Femur_R");
  }

  @Test
  void each_structure_is_judged_by_itself_and_the_worst_decides() {
    // at x = 40 the dose is 80 Gy, at x = 0 it is 60 Gy
    CheckCase testCase =
        plan(box("Femur_R", -40, 0), box("Femur_L", 0, 40))
            .rule("Bone", Each.ROI, "", false, null, "Femur*");
    GoalResult row = testCase.goal("g").of("Bone").asks("Max[Gy]", "<", "70").row("g");
    assertThat(row.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(row.deciding()).isEqualTo(1);
    assertThat(row.reason()).startsWith("Femur_L: 80.00 Gy is not < 70 Gy");
    assertThat(row.judgements())
        .extracting(Judgement::verdict)
        .containsExactly(Verdict.PASS, Verdict.FAIL);
  }

  @Test
  void each_connected_part_is_judged_by_itself() {
    List<PlanarContour> both = new java.util.ArrayList<>(Phantom.contours(-40, -10, -10, 10));
    both.addAll(Phantom.contours(10, 40, -10, 10));
    CheckCase testCase =
        plan(Phantom.structure("Femurs", "ORGAN", both))
            .rule("Bone", Each.PART, "", false, null, "Femurs");
    GoalResult row = testCase.goal("g").of("Bone").asks("Mean[Gy]", "<", "60").row("g");
    // means at the middle of the parts: 60 -/+ 0.5 * 25
    assertThat(row.judgements()).hasSize(2);
    assertThat(row.judgements().stream().map(StructureMatchingTest::value).sorted().toList())
        .satisfiesExactly(
            low -> assertThat(low).isCloseTo(47.5, org.assertj.core.data.Offset.offset(0.02)),
            high -> assertThat(high).isCloseTo(72.5, org.assertj.core.data.Offset.offset(0.02)));
    assertThat(row.verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void one_empty_structure_of_many_is_not_skipped() {
    CheckCase testCase =
        plan(box("Femur_L", 0, 40), Phantom.empty("Femur_R"))
            .rule("Bone", Each.ROI, "", false, null, "Femur*");
    GoalResult row = judged(testCase, "Bone");
    assertThat(row.verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(row.reason()).contains("Femur_R", "no contour is drawn");
  }

  @Test
  void points_and_open_contours_enclose_nothing() {
    CheckCase points = plan(new Structure(1, "Liver", "ORGAN", List.of(), 0, 3));
    assertThat(judged(points, "Liver").reason()).contains("only points");
    CheckCase open = plan(new Structure(1, "Liver", "ORGAN", List.of(), 2, 0));
    assertThat(judged(open, "Liver").reason()).contains("only open contours");
    assertThat(judged(open, "Liver").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
  }

  @Test
  void a_single_slice_takes_the_spacing_of_the_images_or_has_no_volume() {
    Structure slice = Phantom.structure("Liver", "ORGAN", List.of(Phantom.square(0, 40, 0)));
    CheckCase known = plan(slice);
    known.sliceSpacingMm = 3; // 40 x 20 x 3 mm3 = 2.4 cc
    GoalResult row = known.goal("g").of("Liver").asks("Volume[cc]", "=", "2.4").row("g");
    assertThat(row.verdict()).isEqualTo(Verdict.PASS);
    CheckCase unknown = plan(slice);
    unknown.sliceSpacingMm = 0;
    assertThat(judged(unknown, "Liver").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
  }

  @Test
  void a_single_slice_takes_the_spacing_of_the_other_structures() {
    Structure slice = Phantom.structure("Liver", "ORGAN", List.of(Phantom.square(0, 40, 0)));
    CheckCase testCase = plan(slice, box("Heart", 0, 10));
    testCase.sliceSpacingMm = 0;
    GoalResult row = testCase.goal("g").of("Liver").asks("Volume[cc]", "=", "1.6").row("g");
    assertThat(row.verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void an_optional_structure_that_is_absent_does_not_apply() {
    GoalResult row = judged(plan(box("Heart", 0, 40)).optional("PTV2"), "PTV2");
    assertThat(row.verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(row.reason()).contains("PTV2", "optional");
  }

  @Test
  void an_optional_structure_that_is_there_but_empty_or_ambiguous_is_not_evaluated() {
    assertThat(judged(plan(Phantom.empty("PTV2")).optional("PTV2"), "PTV2").verdict())
        .isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(
            judged(plan(box("PTV2", 0, 9), box("PTV 2", 0, 9)).optional("PTV2"), "PTV2").verdict())
        .isEqualTo(Verdict.NOT_EVALUATED);
  }

  // ---- types

  private static CheckCase external(Structure... drawn) {
    return plan(drawn).rule("External", Each.ONE, "EXTERNAL", false, null, "BODY");
  }

  private static Structure typed(String name, String type) {
    return box(name, type, 0, 40, -10, 10);
  }

  @Test
  void a_name_with_the_type_asked_for_is_preferred_to_one_with_another_type() {
    CheckCase testCase = external(typed("Body", "EXTERNAL"), typed("External", "ORGAN"));
    GoalResult row = judged(testCase, "External");
    assertThat(row.verdict()).isEqualTo(Verdict.PASS);
    assertThat(row.decidingJudgement().matched()).containsExactly("Body");
    assertThat(testCase.check().problems()).extracting(Problem::code).contains("structure-type");
  }

  @Test
  void a_name_whose_type_is_another_is_not_taken() {
    GoalResult row = judged(external(typed("Body", "ORGAN")), "External");
    assertThat(row.verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(row.reason()).contains("EXTERNAL", "ORGAN");
  }

  @Test
  void a_name_without_a_type_is_taken_and_said() {
    CheckCase testCase = external(typed("Body", ""));
    assertThat(judged(testCase, "External").verdict()).isEqualTo(Verdict.PASS);
    assertThat(testCase.check().problems()).extracting(Problem::code).contains("structure-type");
  }

  @Test
  void the_only_structure_of_type_external_is_the_outline_and_shown_as_such() {
    CheckCase testCase = external(typed("Aussenkontur", "EXTERNAL"));
    assertThat(judged(testCase, "External").verdict()).isEqualTo(Verdict.PASS);
    assertThat(testCase.check().structures())
        .contains(
            new PlanResult.MatchedStructure(
                "External", List.of("Aussenkontur"), "the only structure of type EXTERNAL"));
    CheckCase two = external(typed("Aussen", "EXTERNAL"), typed("Couch", "EXTERNAL"));
    assertThat(judged(two, "External").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
  }

  @Test
  void no_other_type_stands_in_for_a_name() {
    CheckCase testCase = plan(typed("Target", "PTV")).rule("PTV1", Each.ONE, "PTV", false, null);
    assertThat(judged(testCase, "PTV1").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
  }

  // ---- derived

  @Test
  void a_union_of_both_is_never_made_of_one() {
    CheckCase testCase =
        plan(box("Lung_L", 0, 40)).define("Lungs", call("union", "Lung_L", "Lung_R"));
    GoalResult row = judged(testCase, "Lungs");
    assertThat(row.verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(row.reason()).contains("Lung_R");
  }

  @Test
  void a_union_may_lack_what_is_optional_and_says_so() {
    CheckCase testCase =
        plan(box("Lung_L", 0, 40))
            .optional("Lung_R")
            .define("Lungs", call("union", "Lung_L", "Lung_R"));
    assertThat(judged(testCase, "Lungs").verdict()).isEqualTo(Verdict.PASS);
    assertThat(testCase.check().problems())
        .anySatisfy(p -> assertThat(p.message()).contains("without", "Lung_R"));
  }

  @Test
  void a_union_has_the_volume_of_both() {
    CheckCase testCase =
        plan(box("Lung_L", 0, 40), box("Lung_R", -40, -10))
            .define("Lungs", call("union", "Lung_L", "Lung_R"));
    // (40 + 30) x 20 x 20 mm3
    GoalResult row = testCase.goal("g").of("Lungs").asks("Volume[cc]", "=", "28").row("g");
    assertThat(row.verdict()).isEqualTo(Verdict.PASS);
    assertThat(row.decidingJudgement().matched()).containsExactly("Lung_L", "Lung_R");
  }

  @Test
  void a_drawn_structure_wins_over_its_definition_and_that_is_said() {
    CheckCase testCase =
        plan(box("Lung_L", 0, 40), box("Lung_R", -40, -10), box("Lungs", 0, 10))
            .define("Lungs", call("union", "Lung_L", "Lung_R"));
    GoalResult row = testCase.goal("g").of("Lungs").asks("Volume[cc]", "=", "4").row("g");
    assertThat(row.verdict()).isEqualTo(Verdict.PASS);
    assertThat(testCase.check().structures().get(0).how()).contains("drawn, so not made");
  }

  @Test
  void an_empty_drawn_structure_is_not_replaced_by_its_definition() {
    CheckCase testCase =
        plan(box("Lung_L", 0, 40), box("Lung_R", -40, -10), Phantom.empty("Lungs"))
            .define("Lungs", call("union", "Lung_L", "Lung_R"));
    assertThat(judged(testCase, "Lungs").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
  }

  @Test
  void subtracting_and_intersecting_boxes_leaves_boxes() {
    CheckCase testCase = plan(box("A", 0, 40), box("B", 30, 60));
    testCase.goal("without").of(call("subtract", "A", "B")).asks("Volume[cc]", "=", "12");
    testCase.goal("both").of(call("intersect", "A", "B")).asks("Volume[cc]", "=", "4");
    assertThat(testCase.check().goals()).extracting(GoalResult::verdict).containsOnly(Verdict.PASS);
  }

  @Test
  void what_a_function_leaves_empty_is_not_evaluated() {
    CheckCase testCase = plan(box("A", 0, 40), box("B", 50, 60));
    GoalResult row =
        testCase.goal("g").of(call("intersect", "A", "B")).asks("Max[Gy]", "<", "1000").row("g");
    assertThat(row.verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(row.reason()).contains("intersect(A, B) is empty");
  }

  @Test
  void a_bone_beside_the_targets_slices_is_not_concerned_if_another_is() {
    CheckCase testCase =
        plan(
                box("PTV1", "PTV", 0, 40, -10, 10),
                box("Bone_Near", "ORGAN", 0, 40, -20, 20),
                box("Bone_Far", "ORGAN", 0, 40, 40, 60))
            .rule("Bone", Each.ROI, "", false, null, "Bone*");
    GoalResult row =
        testCase.goal("g").of(call("along", "Bone", "PTV1")).asks("Volume[cc]", "=", "16").row("g");
    assertThat(row.verdict()).isEqualTo(Verdict.PASS);
    assertThat(row.judgements())
        .extracting(Judgement::verdict)
        .containsExactly(Verdict.PASS, Verdict.NOT_APPLICABLE);
  }

  @Test
  void a_function_of_another_version_is_not_evaluated() {
    CheckCase testCase = plan(box("A", 0, 40));
    GoalResult row =
        testCase
            .goal("g")
            .of(call("mystery", "A", literal("3 mm")))
            .asks("Max[Gy]", "<", "1000")
            .row("g");
    assertThat(row.verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(row.reason()).contains("mystery() is not available in this version");
  }

  @Test
  void a_structure_defined_by_itself_is_not_evaluated() {
    CheckCase testCase = plan(box("A", 0, 40)).define("B", call("union", "A", "C"));
    testCase.define("C", call("union", "B", "A"));
    assertThat(judged(testCase, "B").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
  }

  @Test
  void structures_without_goals_and_goals_without_structures_are_listed() {
    CheckCase testCase =
        plan(box("Lung_L", 0, 40), box("Lung_R", -40, -10), box("Couch", 0, 1))
            .define("Lungs", call("union", "Lung_L", "Lung_R"));
    testCase.goal("lungs").of("Lungs").report(metric("Mean[Gy]")).asks("Max[Gy]", "<", "1000");
    PlanResult result = testCase.goal("liver").of("Liver").asks("Max[Gy]", "<", "1000").check();
    assertThat(result.structuresWithoutGoals()).containsExactly("Couch");
    assertThat(result.problems())
        .filteredOn(p -> p.code().equals("structure-missing"))
        .singleElement()
        .satisfies(p -> assertThat(p.message()).contains("Liver", "asked for by liver"));
  }

  @Test
  void hostile_names_are_shown_as_visible_text() {
    CheckCase testCase =
        plan(box("Liver\u001b[2J", 0, 9), box("LIVER\u001b[2J", 0, 9)).rule("Liver", "Liver*");
    assertThat(judged(testCase, "Liver").reason()).doesNotContain("\u001b").contains("\\u001B");
  }
}
