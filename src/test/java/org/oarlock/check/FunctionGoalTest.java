package org.oarlock.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.oarlock.check.CheckCase.call;
import static org.oarlock.check.CheckCase.compare;
import static org.oarlock.check.CheckCase.literal;
import static org.oarlock.check.CheckCase.metricOf;
import static org.oarlock.check.CheckCase.name;
import static org.oarlock.check.CheckCase.row;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.oarlock.geometry.PlanarContour;
import org.oarlock.metric.MetricValue;
import org.oarlock.protocol.Expression;
import org.oarlock.protocol.StructureRule.Each;
import org.oarlock.quantity.Unit;

/** Goals that ask functions. The boxes of {@link Phantom} make every share a round number. */
class FunctionGoalTest {
  private static Expression in(Unit unit, String function, Object... arguments) {
    Expression.Call call = (Expression.Call) call(function, arguments);
    return new Expression.Call(call.function(), call.arguments(), unit, 1);
  }

  /**
   * Femur from 0 to 20, tibia from 40 to 60, the target from 15 to 55: a quarter, three quarters.
   */
  private static CheckCase bones() {
    return new CheckCase()
        .draw(Phantom.box("Femur", 0, 20), Phantom.box("Tibia", 40, 60), Phantom.box("PTV", 15, 55))
        .rule("Bone", Each.ROI, "", false, null, "Femur", "Tibia")
        .rule("PTV")
        .dose(Phantom.ramp(50, 0.1));
  }

  @Test
  void shares_of_each_bone_are_judged_by_themselves() {
    CheckCase testCase = bones();
    Expression share = in(Unit.PERCENT, "inside", "Bone", "PTV");
    testCase.goal("half").of("Bone").asks(compare(share, "<=", literal("50")));
    GoalResult row = testCase.row("half");
    assertThat(row.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(row.judgements()).extracting(Judgement::label).containsExactly("Femur", "Tibia");
    assertThat(((MetricValue) row.judgements().get(0).result()).value())
        .isCloseTo(25, within(1e-9));
    assertThat(((MetricValue) row.judgements().get(1).result()).value())
        .isCloseTo(75, within(1e-9));
  }

  @Test
  void a_condition_on_a_bone_decides_for_that_bone_alone() {
    CheckCase testCase = bones();
    Expression share = in(Unit.PERCENT, "inside", "Bone", "PTV");
    testCase
        .goal("little")
        .of("Bone")
        .when(compare(share, "<=", literal("50")))
        .asks("Max[Gy]", "<", "53");
    testCase
        .goal("much")
        .of("Bone")
        .when(compare(share, ">", literal("50")))
        .asks("Max[Gy]", "<", "57");
    PlanResult result = testCase.check();
    assertThat(row(result, "little").verdict()).isEqualTo(Verdict.PASS);
    assertThat(row(result, "little").judgements())
        .extracting(Judgement::verdict)
        .containsExactly(Verdict.PASS, Verdict.NOT_APPLICABLE);
    assertThat(row(result, "much").judgements())
        .extracting(Judgement::verdict)
        .containsExactly(Verdict.NOT_APPLICABLE, Verdict.PASS);
  }

  @Test
  void a_shell_of_a_bone_belongs_to_its_bone() {
    CheckCase testCase = bones().define("Cortex", call("shell", "Bone", literal("2 mm")));
    Expression share = in(Unit.PERCENT, "inside", "Bone", "PTV");
    testCase
        .goal("little")
        .of("Cortex")
        .when(compare(share, "<=", literal("50")))
        .asks("Max[Gy]", "<", "53");
    assertThat(testCase.row("little").judgements())
        .extracting(Judgement::verdict)
        .containsExactly(Verdict.PASS, Verdict.NOT_APPLICABLE);
  }

  /** Two bones and two nodules: the nearest to the second bone is not the second nodule. */
  @Test
  void parts_of_different_structures_do_not_belong_together_for_being_called_alike() {
    List<PlanarContour> bones = new ArrayList<>(Phantom.contours(0, 20, -10, 10));
    bones.addAll(Phantom.contours(60, 70, -10, 10));
    List<PlanarContour> nodules = new ArrayList<>(Phantom.contours(72, 92, -10, 10));
    nodules.addAll(Phantom.contours(-30, -25, -10, 10));
    CheckCase testCase =
        new CheckCase()
            .draw(
                Phantom.structure("Bone", "ORGAN", bones),
                Phantom.structure("Nodule", "ORGAN", nodules))
            .rule("Bone", Each.PART, "", false, null)
            .rule("Nodule", Each.PART, "", false, null)
            .dose(Phantom.ramp(50, 0.1));
    testCase
        .goal("apart")
        .of("Bone")
        .asks(compare(in(Unit.MM, "distance", "Bone", "Nodule"), ">=", literal("20 mm")));
    testCase
        .goal("cold")
        .of("Bone")
        .asks(compare(metricOf("Max[Gy]", name("Nodule")), "<", literal("59")));
    PlanResult result = testCase.check();
    assertThat(row(result, "apart").judgements())
        .extracting(Judgement::verdict)
        .containsExactly(Verdict.PASS, Verdict.FAIL);
    assertThat(row(result, "cold").judgements()).hasSize(4);
  }

  @Test
  void what_is_shared_is_given_in_cc() {
    CheckCase testCase = bones();
    testCase
        .goal("shared")
        .asks(
            compare(
                in(Unit.CC, "overlap", call("union", "Bone", "Bone"), "PTV"), "=", literal("8")));
    assertThat(testCase.row("shared").reason()).isEmpty();
    assertThat(testCase.verdict("shared")).isEqualTo(Verdict.PASS);
  }

  @Test
  void the_dose_per_fraction_is_the_prescription_over_its_fractions() {
    CheckCase testCase = bones().prescription("main", "PTV", 50, 50, 25).set("main", "50 Gy in 25");
    testCase
        .goal("conventional")
        .asks(compare(in(Unit.GY, "fraction_dose", "main"), "=", literal("2")));
    testCase
        .goal("total")
        .asks(compare(in(Unit.CGY, "prescribed_dose", "main"), "=", literal("5000")));
    testCase.goal("often").asks(compare(in(Unit.COUNT, "fractions", "main"), "<", literal("25")));
    PlanResult result = testCase.check();
    assertThat(row(result, "conventional").verdict()).isEqualTo(Verdict.PASS);
    assertThat(row(result, "total").verdict()).isEqualTo(Verdict.PASS);
    assertThat(row(result, "often").verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void a_function_of_a_missing_structure_is_not_evaluated_and_of_an_optional_one_not_applicable() {
    CheckCase testCase = bones().rule("Joint").optional("Scar");
    testCase
        .goal("missing")
        .asks(compare(in(Unit.CC, "overlap", "Joint", "PTV"), "<", literal("1")));
    testCase
        .goal("optional")
        .asks(compare(in(Unit.CC, "overlap", "PTV", "Scar"), "<", literal("1")));
    PlanResult result = testCase.check();
    assertThat(row(result, "missing").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(row(result, "missing").reason()).contains("no structure Joint");
    assertThat(row(result, "optional").verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
  }

  @Test
  void conditions_joined_by_and_or_not_are_judged_as_one() {
    CheckCase testCase = bones().choice("region", "trunk", "trunk", "extremity");
    Expression trunk = compare(name("region"), "=", name("trunk"));
    Expression much = compare(in(Unit.CC, "overlap", "Bone", "PTV"), ">", literal("1"));
    testCase.goal("both").asks(new Expression.And(trunk, much, 1));
    testCase.goal("neither").asks(new Expression.Not(new Expression.Or(trunk, much, 1), 1));
    PlanResult result = testCase.check();
    assertThat(row(result, "both").verdict()).isEqualTo(Verdict.PASS);
    assertThat(row(result, "neither").verdict()).isEqualTo(Verdict.FAIL);
  }

  /** A box of 40 x 20 mm in 1 Gy/mm along x, 50 Gy at 0: below 50 Gy are 60 of 120 mm. */
  private static CheckCase limb() {
    return new CheckCase().draw(Phantom.box("Limb", -20, 20)).rule("Limb");
  }

  @Test
  void the_corridor_is_the_share_of_the_outline_below_the_dose() {
    CheckCase testCase = limb().dose(Phantom.ramp(50, 1));
    testCase
        .goal("half")
        .asks(
            compare(in(Unit.PERCENT, "corridor", "Limb", literal("60 Gy")), ">=", literal("66.6")));
    // 20 + 2 * 30 = 80 of 120 mm
    GoalResult row = testCase.row("half");
    assertThat(row.verdict()).isEqualTo(Verdict.PASS);
    MetricValue value = (MetricValue) row.judgements().get(0).result();
    assertThat(value.value()).isCloseTo(200.0 / 3, within(1e-3));
    assertThat(row.judgements().get(0).detail()).contains("slice at -9.0 mm");
  }

  @Test
  void the_sector_of_the_corridor_is_in_degrees() {
    CheckCase testCase = limb().dose(Phantom.ramp(50, 1));
    testCase
        .goal("open")
        .asks(
            compare(
                in(Unit.DEG, "corridor_sector", "Limb", literal("5000 cGy")), ">", literal("179")));
    GoalResult row = testCase.row("open");
    assertThat(row.verdict()).isEqualTo(Verdict.PASS);
    MetricValue value = (MetricValue) row.judgements().get(0).result();
    assertThat(value.value()).isCloseTo(180, within(1e-3));
    assertThat(row.judgements().get(0).detail()).startsWith("from 90° to 270°");
  }

  @Test
  void a_corridor_that_reaches_out_of_the_dose_grid_is_no_pass() {
    // known up to x = 10: below are 60 mm, at or above 20, unknown 40
    CheckCase testCase = limb().dose(Phantom.ramp(50, 1, 10));
    Expression share = in(Unit.PERCENT, "corridor", "Limb", literal("50 Gy"));
    testCase.goal("low").asks(compare(share, ">", literal("10")));
    testCase.goal("high").asks(compare(share, ">", literal("70")));
    testCase.goal("impossible").asks(compare(share, ">", literal("90")));
    PlanResult result = testCase.check();
    assertThat(row(result, "low").verdict()).isEqualTo(Verdict.REVIEW);
    assertThat(row(result, "high").verdict()).isEqualTo(Verdict.REVIEW);
    assertThat(row(result, "impossible").verdict()).isEqualTo(Verdict.FAIL);
    MetricValue value = (MetricValue) row(result, "low").judgements().get(0).result();
    assertThat(value.value()).isCloseTo(75, within(1e-3));
    assertThat(value.missing().lower()).isCloseTo(50, within(1e-3));
    assertThat(value.missing().upper()).isCloseTo(250.0 / 3, within(1e-3));
  }

  @Test
  void a_corridor_without_dose_has_no_value() {
    CheckCase testCase = new CheckCase().draw(Phantom.box("Limb", 150, 180)).rule("Limb");
    testCase.dose(Phantom.ramp(50, 1));
    testCase
        .goal("nowhere")
        .asks(compare(in(Unit.PERCENT, "corridor", "Limb", literal("50 Gy")), ">=", literal("0")));
    assertThat(testCase.verdict("nowhere")).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(testCase.row("nowhere").reason()).contains("outside the dose grid");
  }

  @Test
  void shares_of_structures_drawn_in_different_planes_are_not_evaluated() {
    CheckCase testCase =
        bones()
            .draw(
                Phantom.structure(
                    "Sagittal", "ORGAN", List.of(sagittal(1), sagittal(3), sagittal(5))))
            .rule("Sagittal");
    testCase
        .goal("share")
        .asks(compare(in(Unit.PERCENT, "inside", "Sagittal", "PTV"), "<", literal("50")));
    GoalResult row = testCase.row("share");
    assertThat(row.verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(row.reason()).contains("plane");
  }

  private static PlanarContour sagittal(double x) {
    return new PlanarContour(new double[] {x, -9, -9, x, 9, -9, x, 9, 9, x, -9, 9});
  }
}
