package org.oarlock.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.oarlock.check.GoalResult;
import org.oarlock.check.PlanResult;
import org.oarlock.check.PlanResult.MatchedStructure;
import org.oarlock.check.Verdict;
import org.oarlock.problem.SourceLocation;
import org.oarlock.protocol.Expression;
import org.oarlock.protocol.Protocol;
import org.oarlock.protocol.StructureRule;

class GoalsWithoutStructureTest {
  private static final MatchedStructure BONE =
      new MatchedStructure("Bone", List.of("Femur_L"), "pattern 'Femur*'");
  private static final MatchedStructure NO_BONE = new MatchedStructure("Bone", List.of(), "");
  private static final MatchedStructure CORTEX = new MatchedStructure("Cortex", List.of(), "");
  private static final MatchedStructure NO_PTV2 = new MatchedStructure("PTV2", List.of(), "");

  @Test
  void a_structure_that_is_there_is_not_lacking_whatever_else_went_wrong() {
    assertThat(lacking("Bone", Verdict.NOT_EVALUATED, null, BONE)).isEmpty();
  }

  @Test
  void a_structure_that_can_be_made_is_not_lacking() {
    assertThat(lacking("Cortex", Verdict.NOT_EVALUATED, null, CORTEX, BONE)).isEmpty();
  }

  @Test
  void a_structure_that_cannot_be_made_lacks_what_it_would_be_made_of() {
    assertThat(lacking("Cortex", Verdict.NOT_EVALUATED, null, CORTEX, NO_BONE))
        .containsExactly("goal (Bone)");
  }

  @Test
  void one_that_may_be_absent_says_so() {
    assertThat(lacking("PTV2", Verdict.NOT_APPLICABLE, null, NO_PTV2))
        .containsExactly("goal (PTV2, optional)");
  }

  @Test
  void a_goal_whose_condition_is_false_looked_for_nothing() {
    Expression when = new Expression.Name("static", 1);
    assertThat(lacking("PTV2", Verdict.NOT_APPLICABLE, when, NO_PTV2)).isEmpty();
  }

  @Test
  void the_row_of_a_prescription_is_no_goal_of_the_protocol() {
    PlanResult plan = plan(List.of(result("prescription-phase2", "PTV2")), NO_PTV2);
    assertThat(GoalsWithoutStructure.of(protocol("Bone", null), plan)).isEmpty();
  }

  private static List<String> lacking(
      String structure, Verdict verdict, Expression when, MatchedStructure... structures) {
    GoalResult result =
        SampleReports.single(
            "goal",
            structure,
            "total",
            verdict,
            "",
            SampleReports.judgement(structure, "Max[Gy]", null, "< 1 Gy"));
    return GoalsWithoutStructure.of(protocol(structure, when), plan(List.of(result), structures))
        .stream()
        .map(GoalsWithoutStructure.Lacking::text)
        .toList();
  }

  private static GoalResult result(String id, String structure) {
    return SampleReports.single(
        id,
        structure,
        "total",
        Verdict.NOT_EVALUATED,
        "",
        SampleReports.judgement(structure, "Max[Gy]", null, "< 1 Gy"));
  }

  private static PlanResult plan(List<GoalResult> goals, MatchedStructure... structures) {
    return new PlanResult(
        SampleReports.plan("P"),
        Verdict.NOT_EVALUATED,
        goals,
        List.of(structures),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static Protocol protocol(String structure, Expression when) {
    Protocol base = SampleReports.protocol(Protocol.Status.APPROVED);
    Expression shell =
        new Expression.Call("shell", List.of(new Expression.Name("Bone", 1)), null, 1);
    return new Protocol(
        base.id(),
        base.title(),
        base.version(),
        base.status(),
        base.extended(),
        base.sources(),
        base.parameters(),
        base.prescriptions(),
        List.of(rule("Bone", null, false), rule("Cortex", shell, false), rule("PTV2", null, true)),
        List.of(SampleReports.goal("goal", structure, null, when)),
        base.fractionDose(),
        base.files());
  }

  private static StructureRule rule(String name, Expression define, boolean optional) {
    return new StructureRule(
        name,
        List.of(),
        define,
        "",
        StructureRule.Each.ONE,
        optional,
        "",
        List.of(),
        "",
        SourceLocation.NOWHERE);
  }
}
