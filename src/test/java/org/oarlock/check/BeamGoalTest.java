package org.oarlock.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oarlock.check.CheckCase.call;
import static org.oarlock.check.CheckCase.compare;
import static org.oarlock.check.CheckCase.literal;
import static org.oarlock.check.CheckCase.name;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.plan.Beam;
import org.oarlock.plan.ControlPoint;
import org.oarlock.plan.ControlPoint.LeafPositions;
import org.oarlock.plan.ImageSeries;
import org.oarlock.plan.Phase;
import org.oarlock.protocol.Expression;
import org.oarlock.quantity.Unit;

/** Goals about beams, approval, dose grid and images, on boxes of 40 x 20 mm along x. */
class BeamGoalTest {
  private static Expression in(Unit unit, String function, Object... arguments) {
    Expression.Call call = (Expression.Call) call(function, arguments);
    return new Expression.Call(call.function(), call.arguments(), unit, 1);
  }

  private static Beam beam(int number, String radiation, double energy, double... gantry) {
    List<ControlPoint> points = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      points.add(
          new ControlPoint(
              i,
              energy,
              gantry[i % gantry.length],
              gantry.length > 1 ? "CW" : "NONE",
              0,
              0,
              0,
              0,
              0,
              new PatientPoint(0, 0, 0),
              List.of(
                  new LeafPositions("ASYMX", List.of(-5.0, 5.0)),
                  new LeafPositions("ASYMY", List.of(-5.0, 5.0)))));
    }
    return new Beam(
        number,
        "",
        radiation,
        "STATIC",
        "TREATMENT",
        "",
        1000,
        1,
        100,
        "",
        List.of(
            new Beam.Device("ASYMX", 1, 0, List.of()), new Beam.Device("ASYMY", 1, 0, List.of())),
        points);
  }

  private static Phase phase(String label, String approval, Beam... beams) {
    return new Phase(
        Phantom.file(label + ".dcm"),
        label,
        approval,
        25,
        1,
        List.of(),
        List.of(beams),
        "HFS",
        Phantom.dose(Phantom.ramp(50, 0.1)));
  }

  private static CheckCase plan(Beam... beams) {
    return new CheckCase().phase(phase("P", "APPROVED", beams));
  }

  private static Beam photons(int number, double... gantry) {
    return beam(number, "PHOTON", 6, gantry);
  }

  private static GoalResult judged(CheckCase testCase, Expression condition) {
    testCase.goal("goal").asks(condition);
    return testCase.row("goal");
  }

  private static Verdict verdict(CheckCase testCase, Expression condition) {
    return judged(testCase, condition).verdict();
  }

  private static Expression word(String function, String word) {
    return compare(call(function), "=", name(word));
  }

  private static Expression number(String function, Unit unit, String operator, String limit) {
    return compare(in(unit, function), operator, literal(limit));
  }

  @Test
  void each_phase_has_its_own_number_of_fields() {
    CheckCase both =
        new CheckCase()
            .prescription("first", "A", 50, 50, 25)
            .prescription("second", "B", 14, 14, 7)
            .phase(phase("ONE", "APPROVED", photons(1, 0), photons(2, 90)))
            .phase(phase("TWO", "APPROVED", photons(1, 0)));
    GoalResult row = judged(both, number("fields", Unit.COUNT, ">=", "2"));
    assertThat(row.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(row.judgements())
        .extracting(Judgement::label)
        .containsExactly("plan 'ONE'", "plan 'TWO'");
    assertThat(row.judgements())
        .extracting(Judgement::verdict)
        .containsExactly(Verdict.PASS, Verdict.FAIL);
  }

  @Test
  void technique_decides_whether_a_goal_applies() {
    CheckCase still = plan(photons(1, 0), photons(2, 120));
    still
        .goal("one-sided")
        .when(word("technique", "static"))
        .asks(number("beam_covering_arc", Unit.DEG, "<=", "120"));
    assertThat(still.verdict("one-sided")).isEqualTo(Verdict.PASS);
    CheckCase arc = plan(photons(1, 181, 179));
    arc.goal("one-sided")
        .when(word("technique", "static"))
        .asks(number("beam_covering_arc", Unit.DEG, "<=", "120"));
    assertThat(arc.verdict("one-sided")).isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(verdict(plan(photons(1, 181, 179), photons(2, 0)), word("technique", "mixed")))
        .isEqualTo(Verdict.PASS);
  }

  @Test
  void every_energy_must_be_the_one_that_is_asked_for() {
    assertThat(verdict(plan(photons(1, 0)), number("energies", Unit.MV, "=", "6")))
        .isEqualTo(Verdict.PASS);
    assertThat(
            verdict(
                plan(photons(1, 0), beam(2, "PHOTON", 10, 0)),
                number("energies", Unit.MV, "=", "6")))
        .isEqualTo(Verdict.FAIL);
    GoalResult electrons =
        judged(
            plan(photons(1, 0), beam(2, "ELECTRON", 6, 0)), number("energies", Unit.MV, "=", "6"));
    assertThat(electrons.verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(electrons.judgements().get(1).reason()).contains("6 MeV is no energy in MV");
    assertThat(verdict(plan(photons(1, 0), beam(2, "ELECTRON", 6, 0)), word("radiation", "photon")))
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  void beams_through_a_structure_are_counted_and_weighed() {
    CheckCase testCase =
        plan(photons(1, 0), photons(2, 90), photons(3, 0))
            .draw(Phantom.box("Beside", 20, 40), Phantom.box("Far", -80, -60))
            .rule("Beside")
            .rule("Far");
    testCase
        .goal("none")
        .asks(compare(in(Unit.COUNT, "beams_through", "Beside"), "=", literal("0")));
    testCase
        .goal("third")
        .asks(compare(in(Unit.PERCENT, "beams_through", "Beside"), "<", literal("33.4%")));
    testCase.goal("far").asks(compare(in(Unit.COUNT, "beams_through", "Far"), "=", literal("1")));
    PlanResult result = testCase.check();
    assertThat(CheckCase.row(result, "none").verdict()).isEqualTo(Verdict.FAIL);
    assertThat(CheckCase.row(result, "third").verdict()).isEqualTo(Verdict.PASS);
    // the beam from the left leaves through what lies on the right
    assertThat(CheckCase.row(result, "far").verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void fields_from_the_far_side_of_the_limb_are_counted() {
    CheckCase testCase =
        plan(photons(1, 0), photons(2, 80), photons(3, 280))
            .draw(Phantom.box("PTV", 10, 20), Phantom.box("Limb", -40, 40))
            .rule("PTV")
            .rule("Limb");
    testCase
        .goal("side")
        .asks(compare(in(Unit.COUNT, "opposite_fields", "PTV", "Limb"), "=", literal("0")));
    testCase
        .goal("two")
        .asks(compare(in(Unit.COUNT, "opposite_fields", "PTV", "Limb"), "<=", literal("2")));
    PlanResult result = testCase.check();
    assertThat(CheckCase.row(result, "side").verdict()).isEqualTo(Verdict.FAIL);
    assertThat(CheckCase.row(result, "two").verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void plan_without_beams_is_not_evaluated() {
    Expression[] conditions = {
      word("technique", "static"),
      word("radiation", "photon"),
      number("fields", Unit.COUNT, "<=", "7"),
      number("energies", Unit.MV, "=", "6"),
      number("noncoplanar_fields", Unit.COUNT, "=", "0"),
      number("beam_covering_arc", Unit.DEG, "<=", "180"),
      compare(in(Unit.COUNT, "opposite_fields", "PTV", "Limb"), "=", literal("0")),
      compare(in(Unit.COUNT, "beams_through", "Limb"), "=", literal("0")),
      compare(in(Unit.PERCENT, "beams_through", "Limb"), "<", literal("1%"))
    };
    for (Expression condition : conditions) {
      for (CheckCase testCase : List.of(plan(), new CheckCase().dose(Phantom.ramp(50, 0.1)))) {
        testCase
            .draw(Phantom.box("PTV", 10, 20), Phantom.box("Limb", -40, 40))
            .rule("PTV")
            .rule("Limb");
        GoalResult row = judged(testCase, condition);
        assertThat(row.verdict()).isEqualTo(Verdict.NOT_EVALUATED);
        assertThat(row.judgements().get(0).reason()).isEqualTo("the plan has no beams");
      }
    }
  }

  private static Explanation.FieldPlace place(CheckCase testCase, Expression condition) {
    testCase.goal("goal").asks(condition);
    PlanResult result = testCase.check();
    List<Explanation.Finding> findings =
        result.explanations().of(CheckCase.row(result, "goal")).findings();
    return (Explanation.FieldPlace) findings.get(findings.size() - 1).where();
  }

  private static Beam turned(int number, double gantry, double couch) {
    Beam beam = photons(number, gantry);
    List<ControlPoint> points = new ArrayList<>();
    for (ControlPoint p : beam.controlPoints()) {
      points.add(
          new ControlPoint(
              p.cumulativeMetersetWeight(),
              p.nominalEnergy(),
              p.gantryDeg(),
              p.gantryDirection(),
              0,
              0,
              p.cumulativeMetersetWeight() > 0 ? couch : 0,
              0,
              0,
              p.isocenter(),
              p.leafPositions()));
    }
    return new Beam(
        number, "", "PHOTON", "STATIC", "TREATMENT", "", 1000, 1, 100, "", beam.devices(), points);
  }

  @Test
  void the_control_point_that_decided_is_known() {
    CheckCase couch = plan(photons(1, 10), turned(2, 20, 15));
    Explanation.FieldPlace turned =
        place(couch, number("noncoplanar_fields", Unit.COUNT, "=", "0"));
    assertThat(turned.phase()).isZero();
    assertThat(turned.solid()).isNull();
    assertThat(turned.shots())
        .containsExactly(new Explanation.Shot(2, "field 2", 1, 20.0, "couch at 15.0 deg"));

    Explanation.FieldPlace energy =
        place(
            plan(photons(1, 0), beam(2, "PHOTON", 10, 350)), number("energies", Unit.MV, "=", "6"));
    assertThat(energy.shots())
        .containsExactly(new Explanation.Shot(2, "field 2", 0, 350.0, "the energy is 10 MV"));

    Explanation.FieldPlace arc =
        place(plan(photons(1, 0), photons(2, 181, 179)), word("technique", "static"));
    assertThat(arc.shots())
        .containsExactly(
            new Explanation.Shot(1, "field 1", 0, 0.0, "the gantry stands still"),
            new Explanation.Shot(
                2, "field 2", 0, 181.0, "the gantry turns by 358.0 deg to the next"));

    Explanation.FieldPlace covering =
        place(
            plan(photons(1, 0), photons(2, 100), photons(3, 60)),
            number("beam_covering_arc", Unit.DEG, "<=", "90"));
    assertThat(covering.shots())
        .containsExactly(
            new Explanation.Shot(2, "field 2", 0, 100.0, "from 100.0 deg, before the widest gap"),
            new Explanation.Shot(1, "field 1", 0, 0.0, "from 0.0 deg, behind the widest gap"));
  }

  @Test
  void the_fields_that_pass_through_and_their_structure_are_known() {
    CheckCase through =
        plan(photons(1, 0), photons(2, 90)).draw(Phantom.box("Beside", 20, 40)).rule("Beside");
    Explanation.FieldPlace place =
        place(through, compare(in(Unit.COUNT, "beams_through", "Beside"), "=", literal("0")));
    assertThat(place.structure()).isEqualTo("Beside");
    assertThat(place.solid()).isNotNull();
    // from the left the 20 x 20 mm of the box are seen through 10 x 10 mm, a little magnified
    assertThat(place.shots()).hasSize(1);
    assertThat(place.shots().get(0).beam()).isEqualTo(2);
    assertThat(place.shots().get(0).controlPoint()).isZero();
    assertThat(place.shots().get(0).words()).matches("2[34]\\.\\d % of the projection is open");

    CheckCase limb =
        plan(photons(1, 0), photons(2, 80), photons(3, 280))
            .draw(Phantom.box("PTV", 10, 20), Phantom.box("Limb", -40, 40))
            .rule("PTV")
            .rule("Limb");
    Explanation.FieldPlace opposite =
        place(limb, compare(in(Unit.COUNT, "opposite_fields", "PTV", "Limb"), "=", literal("0")));
    assertThat(opposite.structure()).isEqualTo("Limb");
    // the target lies at 90 degrees of the limb: 0 is a right angle away, 280 lies 170 away
    assertThat(opposite.shots())
        .extracting(Explanation.Shot::beam, Explanation.Shot::words)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1, "90.0 deg from the target's side of the limb"),
            org.assertj.core.groups.Tuple.tuple(3, "170.0 deg from the target's side of the limb"));
  }

  @Test
  void approval_is_that_of_every_phase() {
    assertThat(verdict(plan(), word("approval", "approved"))).isEqualTo(Verdict.PASS);
    CheckCase mixed =
        new CheckCase()
            .prescription("first", "A", 50, 50, 25)
            .phase(phase("ONE", "APPROVED"))
            .phase(phase("TWO", "REJECTED"));
    assertThat(verdict(mixed, word("approval", "approved"))).isEqualTo(Verdict.FAIL);
    GoalResult silent = judged(new CheckCase().phase(phase("P", "")), word("approval", "approved"));
    assertThat(silent.verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    GoalResult odd =
        judged(new CheckCase().phase(phase("P", "MAYBE")), word("approval", "approved"));
    assertThat(odd.judgements().get(0).reason()).contains("'MAYBE' is not known");
  }

  @Test
  void dose_grid_spacing_is_the_widest_of_all_directions() {
    assertThat(verdict(plan(), number("dose_grid_spacing", Unit.MM, "<=", "10 mm")))
        .isEqualTo(Verdict.PASS);
    assertThat(verdict(plan(), number("dose_grid_spacing", Unit.CM, "<", "1 cm")))
        .isEqualTo(Verdict.FAIL);
    Phase none = new Phase(Phantom.file("P"), "P", "", 25, 1, List.of(), List.of(), "HFS", null);
    assertThat(
            judged(new CheckCase().phase(none), number("dose_grid_spacing", Unit.MM, "<=", "10 mm"))
                .judgements()
                .get(0)
                .reason())
        .isEqualTo("there is no dose");
  }

  @Test
  void slice_thickness_and_distance_must_both_be_right() {
    Expression three = number("ct_slice_thickness", Unit.MM, "=", "3 mm");
    CheckCase good = plan();
    good.images = List.of(new ImageSeries(40, List.of(3.0), List.of(3.0)));
    assertThat(verdict(good, three)).isEqualTo(Verdict.PASS);
    CheckCase gap = plan();
    gap.images = List.of(new ImageSeries(40, List.of(3.0), List.of(3.0, 6.0)));
    GoalResult row = judged(gap, three);
    assertThat(row.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(row.judgements())
        .extracting(Judgement::label)
        .containsExactly("thickness", "distance", "distance");
    CheckCase two = plan();
    two.images =
        List.of(
            new ImageSeries(40, List.of(3.0), List.of(3.0)),
            new ImageSeries(80, List.of(), List.of(1.5)));
    assertThat(judged(two, three).judgements())
        .extracting(Judgement::label)
        .containsExactly(
            "CT series 1: thickness", "CT series 1: distance", "CT series 2: distance");
    assertThat(judged(plan(), three).judgements().get(0).reason())
        .isEqualTo("there are no CT images");
    CheckCase silent = plan();
    silent.images = List.of(new ImageSeries(1, List.of(), List.of()));
    assertThat(verdict(silent, three)).isEqualTo(Verdict.NOT_EVALUATED);
  }
}
