package org.oarlock.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.oarlock.check.CheckCase.call;
import static org.oarlock.check.CheckCase.compare;
import static org.oarlock.check.CheckCase.literal;
import static org.oarlock.check.CheckCase.metricOf;
import static org.oarlock.check.CheckCase.row;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.oarlock.geometry.PlanarContour;
import org.oarlock.metric.MetricValue;
import org.oarlock.metric.WordValue;
import org.oarlock.plan.Structure;
import org.oarlock.protocol.Expression;
import org.oarlock.protocol.StructureRule.Each;
import org.oarlock.quantity.Unit;

/** Goals about how structures lie to each other. Boxes make every answer a round number. */
class GeometryGoalTest {
  private static Expression in(Unit unit, String function, Object... arguments) {
    Expression.Call call = (Expression.Call) call(function, arguments);
    return new Expression.Call(call.function(), call.arguments(), unit, 1);
  }

  /** Femur from 0 to 20, tibia from 40 to 60, target from 15 to 55, each 20 by 20 across. */
  private static CheckCase bones() {
    return new CheckCase()
        .draw(Phantom.box("Femur", 0, 20), Phantom.box("Tibia", 40, 60), Phantom.box("PTV", 15, 55))
        .rule("Bone", Each.ROI, "", false, null, "Femur", "Tibia")
        .rule("Femur")
        .rule("Tibia")
        .rule("PTV")
        .dose(Phantom.ramp(50, 0.1));
  }

  /** A core from 10 to 30, 12 mm long, in a body from 0 to 45, 20 mm long. */
  private static CheckCase nested() {
    return new CheckCase()
        .draw(Phantom.box("Core", "CTV", 10, 30, -6, 6), Phantom.box("Body", "PTV", 0, 45, -10, 10))
        .rule("Core")
        .rule("Body")
        .dose(Phantom.ramp(50, 0.1));
  }

  private static Judgement only(CheckCase testCase, Expression measured) {
    testCase.goal("asked").asks(compare(measured, ">", literal("-1000")));
    return testCase.row("asked").judgements().get(0);
  }

  private static MetricValue value(Judgement judgement) {
    return (MetricValue) judgement.result();
  }

  private static double number(CheckCase testCase, Expression measured) {
    return value(only(testCase, measured)).value();
  }

  @Test
  void the_circumference_inside_decides_for_each_bone() {
    CheckCase testCase = bones();
    Expression inside = in(Unit.PERCENT, "circumference_inside", "Bone", "PTV");
    testCase.goal("share").of("Bone").asks(compare(inside, "<=", literal("50")));
    GoalResult row = testCase.row("share");
    // of 80 mm around the femur 5 + 20 + 5 lie in the target, around the tibia 15 + 20 + 15
    assertThat(row.judgements()).extracting(Judgement::label).containsExactly("Femur", "Tibia");
    assertThat(row.judgements())
        .extracting(Judgement::verdict)
        .containsExactly(Verdict.PASS, Verdict.FAIL);
    MetricValue femur = value(row.judgements().get(0));
    assertThat(femur.value()).isCloseTo(37.5, within(0.05));
    // the target 1 mm larger takes 2 mm more; 1 mm smaller it reaches the far side only, 18 mm
    assertThat(femur.conventions().upper()).isCloseTo(40, within(0.05));
    assertThat(femur.conventions().lower()).isCloseTo(22.5, within(0.05));
    assertThat(row.judgements().get(0).detail())
        .contains("most on the slice at ", "37.5 % on all slices", "40.0 % with it 1 mm larger");
    assertThat(value(row.judgements().get(1)).value()).isCloseTo(62.5, within(0.05));
  }

  @Test
  void the_slice_with_the_least_outside_decides_for_each_bone() {
    CheckCase testCase = bones().draw(Phantom.box("Apart", "ORGAN", 15, 25, 40, 50)).rule("Apart");
    Expression outside = in(Unit.PERCENT, "outside_per_slice", "Bone", "PTV");
    testCase.goal("each").of("Bone").asks(compare(outside, ">=", literal("33.3333")));
    GoalResult row = testCase.row("each");
    // of the femur 15 of 20 mm lie outside, of the tibia 5
    assertThat(row.judgements()).extracting(Judgement::label).containsExactly("Femur", "Tibia");
    assertThat(value(row.judgements().get(0)).value()).isCloseTo(75, within(1e-9));
    assertThat(value(row.judgements().get(1)).value()).isCloseTo(25, within(1e-9));
    assertThat(row.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(row.judgements().get(1).detail()).startsWith("least on the slice at ");
    // of 80 mm around the femur 30 lie inside, around the tibia 50
    Expression mostly = in(Unit.PERCENT, "outside_per_slice", "Bone", "PTV", literal("50%"));
    testCase.goal("mostly").of("Bone").asks(compare(mostly, ">=", literal("33.3333")));
    List<Judgement> judged = testCase.row("mostly").judgements();
    assertThat(judged.get(0).verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(judged.get(0).reason())
        .isEqualTo(
            "Femur and PTV share no slice on which more than 50% of the outline of Femur lies"
                + " inside");
    assertThat(value(judged.get(1)).value()).isCloseTo(25, within(1e-9));
    assertThat(only(testCase, in(Unit.PERCENT, "outside_per_slice", "Apart", "PTV")).reason())
        .isEqualTo("Apart and PTV share no slice");
    assertThat(
            only(bones(), in(Unit.PERCENT, "outside_per_slice", "Tibia", "PTV", literal("-1%")))
                .reason())
        .contains("'-1%' is not a percentage from 0 to 100");
  }

  private static Explanation.Where where(CheckCase testCase, Expression condition) {
    testCase.goal("where").asks(condition);
    PlanResult result = testCase.check();
    return result.explanations().of(row(result, "where")).findings().get(0).where();
  }

  private static Explanation.SlicePlace slice(CheckCase testCase, Expression measured) {
    return (Explanation.SlicePlace) where(testCase, compare(measured, ">", literal("-1000")));
  }

  @Test
  void the_slice_that_decided_is_known() {
    Explanation.SlicePlace superior =
        slice(nested(), in(Unit.MM, "margin", "Core", "Body", "superior"));
    assertThat(superior.names()).containsExactly("Core", "Body");
    assertThat(superior.solids()).hasSize(2);
    assertThat(superior.atMm()).isEqualTo(9); // the last slice of the body
    assertThat(slice(nested(), in(Unit.MM, "margin", "Core", "Body", "inferior")).atMm())
        .isEqualTo(-9);
    assertThat(slice(nested(), in(Unit.MM, "shortening", "Body", "Core", "inferior")).atMm())
        .isEqualTo(-5);
    assertThat(slice(bones(), in(Unit.PERCENT, "outside_per_slice", "Femur", "PTV")).names())
        .containsExactly("Femur", "PTV");
    assertThat(slice(bones(), in(Unit.PERCENT, "circumference_inside", "Femur", "PTV")).atMm())
        .isBetween(-10.0, 10.0);
    CheckCase high = nested().draw(Phantom.box("High", "ORGAN", 60, 70, 4, 10)).rule("High");
    assertThat(slice(high, in(Unit.MM, "distance", "High", "Core")).atMm()).isBetween(4.0, 6.0);
    assertThat(slice(nested(), in(Unit.PERCENT, "corridor", "Body", literal("50 Gy"))).names())
        .containsExactly("Body");
    Explanation.SlicePlace outside =
        (Explanation.SlicePlace) where(nested(), call("contains", "Core", "Body"));
    assertThat(Math.abs(outside.atMm())).isEqualTo(10); // the corners of both ends stick out most
    assertThat(where(nested(), call("contains", "Body", "Core"))).isNull();
  }

  @Test
  void the_part_that_is_too_much_is_known() {
    // of the femur 0..20 the target 15..55 holds 15..20: 2 of 8 cm3
    Expression inside = in(Unit.PERCENT, "inside", "Femur", "PTV");
    Explanation.SharedPart rest =
        (Explanation.SharedPart) where(bones(), compare(inside, ">=", literal("50")));
    assertThat(rest.inside()).isFalse();
    assertThat(rest.part().volumeCm3()).isCloseTo(6, within(1e-9));
    assertThat(rest.centroid().xMm()).isCloseTo(7.5, within(1e-9));
    Explanation.SharedPart part =
        (Explanation.SharedPart) where(bones(), compare(inside, "<=", literal("20")));
    assertThat(part.inside()).isTrue();
    assertThat(part.structure() + " " + part.other()).isEqualTo("Femur PTV");
    assertThat(part.part().volumeCm3()).isCloseTo(2, within(1e-9));
    assertThat(part.centroid().xMm()).isCloseTo(17.5, within(1e-9));
    Expression outside = in(Unit.PERCENT, "outside", "Femur", "PTV");
    Explanation.SharedPart out =
        (Explanation.SharedPart) where(bones(), compare(outside, "<=", literal("20")));
    assertThat(out.inside()).isFalse();
    assertThat(out.part().volumeCm3()).isCloseTo(6, within(1e-9));
    Expression overlap = in(Unit.CC, "overlap", "Femur", "Tibia");
    Explanation.SharedPart none =
        (Explanation.SharedPart) where(bones(), compare(overlap, "<=", literal("20")));
    assertThat(none.part().isEmpty()).isTrue();
    assertThat(none.centroid()).isNull();
  }

  @Test
  void bones_that_share_no_slice_with_the_target_have_nothing_inside() {
    CheckCase testCase =
        bones().draw(Phantom.box("Patella", "ORGAN", 15, 25, 40, 50)).rule("Patella");
    Judgement judgement =
        only(testCase, in(Unit.PERCENT, "circumference_inside", "Patella", "PTV"));
    assertThat(value(judgement).value()).isZero();
    assertThat(judgement.detail()).isEqualTo("Patella and PTV share no slice");
  }

  @Test
  void distances_are_in_the_unit_that_is_asked_for() {
    assertThat(number(bones(), in(Unit.MM, "distance", "Femur", "Tibia")))
        .isCloseTo(20, within(1e-9));
    assertThat(number(bones(), in(Unit.CM, "distance", "Femur", "Tibia")))
        .isCloseTo(2, within(1e-9));
    Judgement meeting = only(bones(), in(Unit.MM, "distance", "Femur", "PTV"));
    assertThat(value(meeting).value()).isZero();
    assertThat(meeting.detail()).startsWith("they meet on the slice at ");
    // 400 of 2400 mm2 at 20 mm, 1600 evenly from 20 to 40
    Judgement quarter = only(bones(), in(Unit.MM, "distance", "Femur", "Tibia", literal("25%")));
    assertThat(value(quarter).value()).isCloseTo(22.5, within(0.4));
    assertThat(quarter.detail()).contains("25% of the surface of Femur");
    assertThat(only(bones(), in(Unit.MM, "distance", "Femur", "Tibia", literal("125%"))).reason())
        .contains("'125%' is not a percentage");
  }

  @Test
  void margins_by_direction_face_that_direction() {
    assertThat(number(nested(), in(Unit.MM, "margin", "Core", "Body", "left")))
        .isCloseTo(15, within(1e-9));
    assertThat(number(nested(), in(Unit.CM, "margin", "Core", "Body", "right", literal("95%"))))
        .isCloseTo(1, within(1e-9));
    assertThat(number(nested(), in(Unit.MM, "margin", "Core", "Body", "anterior", literal("0%"))))
        .isCloseTo(0, within(1e-9));
    Judgement superior = only(nested(), in(Unit.MM, "margin", "Core", "Body", "superior"));
    assertThat(value(superior).value()).isCloseTo(4, within(1e-9));
    assertThat(value(superior).conventions().lower()).isCloseTo(2, within(1e-9));
    assertThat(value(superior).conventions().upper()).isCloseTo(6, within(1e-9));
    assertThat(superior.detail()).contains("off by one slice: 2.0 to 6.0 mm");
    assertThat(number(nested(), in(Unit.MM, "margin", "Body", "Core", "superior")))
        .as("pokes out")
        .isCloseTo(-4, within(1e-9));
    assertThat(number(nested(), in(Unit.MM, "margin", "Core", "Body", literal("0%"))))
        .as("the least of all points")
        .isCloseTo(0, within(1e-9));
  }

  @Test
  void the_shortening_of_both_ends_is_the_smaller_one() {
    CheckCase testCase = nested().draw(Phantom.box("Boost", "PTV", 5, 40, -8, 4)).rule("Boost");
    Judgement smaller = only(testCase, in(Unit.MM, "shortening", "Body", "Boost"));
    assertThat(value(smaller).value()).isCloseTo(2, within(1e-9));
    assertThat(smaller.detail())
        .startsWith("the smaller of 6.0 mm superiorly and 2.0 mm inferiorly");
    assertThat(number(nested(), in(Unit.MM, "shortening", "Body", "Core", "inferior")))
        .isCloseTo(4, within(1e-9));
  }

  @Test
  void what_lies_wholly_inside_is_contained() {
    CheckCase testCase = nested();
    testCase.goal("holds").asks(call("contains", "Body", "Core"));
    testCase.goal("holds not").asks(call("contains", "Core", "Body"));
    PlanResult result = testCase.check();
    assertThat(row(result, "holds").verdict()).isEqualTo(Verdict.PASS);
    assertThat(row(result, "holds").judgements().get(0).result()).isEqualTo(WordValue.YES);
    assertThat(row(result, "holds").judgements().get(0).detail())
        .isEqualTo("all of Core lies inside");
    assertThat(row(result, "holds not").verdict()).isEqualTo(Verdict.FAIL);
    assertThat(row(result, "holds not").judgements().get(0).detail())
        .contains("73.33 % of Body lies outside", "by 15.5 mm");
  }

  @Test
  void a_wire_encloses_nothing_and_is_not_judged() {
    CheckCase testCase =
        nested().draw(new Structure(9, "Scar", "MARKER", List.of(), 3, 0)).rule("Scar");
    testCase.goal("scar").asks(call("contains", "Body", "Scar"));
    assertThat(testCase.verdict("scar")).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(testCase.row("scar").reason()).contains("only open contours");
  }

  @Test
  void slices_are_as_far_apart_as_they_are_drawn() {
    List<PlanarContour> contours = new ArrayList<>();
    for (double z : new double[] {-6, -4, -2, 0, 3, 5}) {
      contours.add(Phantom.square(0, 10, z));
    }
    CheckCase testCase = nested().draw(Phantom.structure("Gap", "ORGAN", contours)).rule("Gap");
    assertThat(number(testCase, in(Unit.MM, "slice_spacing", "Gap"))).isCloseTo(3, within(1e-9));
    Expression made = in(Unit.MM, "slice_spacing", call("expand", "Gap", literal("3 mm")));
    CheckCase other = nested().draw(Phantom.structure("Gap", "ORGAN", contours)).rule("Gap");
    assertThat(only(other, made).reason()).contains("is made from others");
  }

  @Test
  void margins_that_differ_by_direction_make_structures() {
    // 20 x 20 x 12 mm: 10 mm more to the left, 5 mm less above
    assertThat(cc(call("expand", "Core", directed("left", "10 mm")))).isCloseTo(7.2, within(1e-6));
    assertThat(cc(call("contract", "Core", directed("superior", "5 mm"), literal("2 mm"))))
        .isCloseTo(16 * 16 * 5 / 1000.0, within(1e-6));
    CheckCase twice = nested();
    Expression both = call("expand", "Core", directed("left", "10 mm"), directed("left", "3 mm"));
    twice.goal("twice").asks(compare(metricOf("Volume[cc]", both), ">", literal("0")));
    assertThat(twice.verdict("twice")).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(twice.row("twice").reason()).contains("two margins for the direction 'left'");
  }

  private static double cc(Expression structure) {
    return number(nested(), metricOf("Volume[cc]", structure));
  }

  private static Expression directed(String direction, String length) {
    return new Expression.Directed(direction, literal(length), 1);
  }

  @Test
  void a_target_that_leans_is_told_where_its_slices_are_used() {
    List<PlanarContour> contours = new ArrayList<>();
    for (double z = -39; z < 40; z += Phantom.SLICE_MM) {
      contours.add(Phantom.square(z - 10, z + 10, z));
    }
    CheckCase testCase = nested().draw(Phantom.structure("Slant", "PTV", contours)).rule("Slant");
    testCase
        .goal("along")
        .asks(compare(metricOf("Volume[cc]", call("along", "Body", "Slant")), ">", literal("0")));
    PlanResult result = testCase.check();
    assertThat(row(result, "along").verdict()).isEqualTo(Verdict.PASS);
    assertThat(result.problems()).anyMatch(p -> p.code().equals("structure-leaning"));
    Judgement margin = only(testCase, in(Unit.MM, "margin", "Core", "Slant", "superior"));
    assertThat(margin.detail()).contains("caution, the long axis of Slant leans by");
  }

  @Test
  void structures_that_are_not_there_leave_nothing_to_measure() {
    CheckCase testCase = nested().rule("Bed").optional("Drain");
    testCase.goal("bed").asks(compare(in(Unit.MM, "margin", "Bed", "Core"), ">", literal("5")));
    testCase.goal("drain").asks(call("contains", "Core", "Drain"));
    PlanResult result = testCase.check();
    assertThat(row(result, "bed").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(row(result, "drain").verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
  }
}
