package org.oarlock.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oarlock.check.CheckCase.call;
import static org.oarlock.check.CheckCase.compare;
import static org.oarlock.check.CheckCase.is;
import static org.oarlock.check.CheckCase.row;
import static org.oarlock.check.Phantom.box;
import static org.oarlock.check.Phantom.dose;
import static org.oarlock.check.Phantom.phase;
import static org.oarlock.check.Phantom.ramp;
import static org.oarlock.check.Phantom.to;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.oarlock.geometry.PlanarContour;
import org.oarlock.plan.Phase;
import org.oarlock.plan.PhaseDose;
import org.oarlock.plan.Structure;
import org.oarlock.protocol.Goal.Kind;
import org.oarlock.protocol.Parameter;
import org.oarlock.protocol.StructureRule.Each;

/**
 * Taking something away from the input never turns a goal, or the plan, into a pass.
 *
 * <p>One exception is by nature: a rule that judges each structure of a group ({@code Femur*})
 * cannot know how many there ought to be. With one of them gone, the others are judged.
 */
class MissingInputTest {
  @Test
  void a_margin_wider_than_any_patient_is_not_judged() {
    CheckCase testCase =
        new CheckCase()
            .dose(ramp(20, 0))
            .draw(box("PTV", 0, 40))
            .define("Far", call("expand", "PTV", CheckCase.literal("1001 mm")));
    testCase.goal("far").of("Far").asks("Max[Gy]", "<", "60");
    assertThat(testCase.verdict("far")).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(testCase.row("far").reason()).contains("1001 mm");
  }

  @Test
  void a_structure_with_an_open_contour_is_drawn_in_part_and_not_judged() {
    Structure whole = box("Cord", 0, 40);
    Structure part = new Structure(1, "Cord", "ORGAN", whole.contours(), 1, 0);
    CheckCase testCase = new CheckCase().dose(ramp(20, 0)).draw(part);
    testCase.goal("cord").of("Cord").asks("Max[Gy]", "<", "60");
    assertThat(testCase.verdict("cord")).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(testCase.row("cord").reason()).contains("drawn in part only");
  }

  private static CheckCase course() {
    CheckCase testCase =
        new CheckCase()
            .draw(
                box("PTV1", "PTV", 0, 40, -4, 4),
                box("PTV2", "PTV", 10, 30, -4, 4),
                box("Lung_L", "ORGAN", 50, 60, -4, 4),
                box("Lung_R", "ORGAN", -60, -50, -4, 4),
                box("Femur_L", "ORGAN", 40, 50, -4, 4),
                box("Femur_R", "ORGAN", -50, -40, -4, 4),
                box("Body", "EXTERNAL", -70, 70, -6, 6))
            .phase(phase("Ph1", 25, dose(ramp(50, 0.05)), to("PTV1", 50)))
            .phase(phase("Ph2", 7, dose(ramp(14, 0.01)), to("PTV2", 14)))
            .choice("margin", null, "negative", "positive")
            .set("margin", "negative")
            .parameter("spared_below", Parameter.Type.DOSE, null)
            .set("spared_below", "60 Gy")
            .prescription("phase1", "PTV1", 50, 50, 25)
            .prescription("phase2", "PTV2", 10, 16, 0, is("margin", "negative"))
            .prescription("phase2-positive", "PTV2", 16, 20, 0, is("margin", "positive"))
            .sum("total", "PTV2", List.of(List.of("phase1"), List.of("phase2", "phase2-positive")))
            .rule("Bone", Each.ROI, "", false, null, "Femur*")
            .rule("External", Each.ONE, "EXTERNAL", false, null, "Body")
            .define("Lungs", call("union", "Lung_L", "Lung_R"));
    for (boolean upper : new boolean[] {true, false}) {
      String less = upper ? "<" : ">=";
      String id = upper ? "upper-" : "lower-";
      testCase
          .goal(id + "ptv1")
          .of("PTV1")
          .on("phase1")
          .percentOf("phase1")
          .asks("D95%[%]", less, "98");
      testCase.goal(id + "ptv2").of("PTV2").percentOf("total").asks("V95%[%]", less, "99");
      testCase.goal(id + "lungs").of("Lungs").asks("Mean[Gy]", less, "64");
      testCase.goal(id + "bone").of("Bone").asks("Max[Gy]", less, "65");
      testCase
          .goal(id + "outside")
          .of(call("subtract", "External", "PTV1"))
          .asks("CV{spared_below}[%]", less, "10");
      testCase
          .goal(id + "any")
          .of("Lung_L")
          .asks(Kind.ANY, compare("Mean[Gy]", less, "67"), compare("V60Gy[%]", less, "50"));
      testCase
          .goal(id + "readings")
          .of("Lung_R")
          .asks(Kind.READINGS, compare("Mean[Gy]", less, "60"), compare("Max[Gy]", less, "62"));
      testCase
          .goal(id + "when")
          .when(is("margin", "negative"))
          .of("PTV1")
          .asks("Min[Gy]", less, "64");
    }
    return testCase;
  }

  /** Everything that can be taken away, by name. */
  private static Map<String, Consumer<CheckCase>> removals() {
    Map<String, Consumer<CheckCase>> removals = new LinkedHashMap<>();
    for (int i = 0; i < course().structures.size(); i++) {
      int index = i;
      removals.put(
          "structure " + course().structures.get(i).name(), c -> c.structures.set(index, null));
      removals.put("contours " + i, c -> c.structures.set(index, emptied(c.structures.get(index))));
      removals.put("type " + i, c -> c.structures.set(index, untyped(c.structures.get(index))));
    }
    for (int i = 0; i < 2; i++) {
      int index = i;
      removals.put("phase " + i, c -> c.phases.set(index, null));
      removals.put("dose " + i, c -> replace(c, index, p -> with(p, p.fractions(), null, true)));
      removals.put(
          "prescription " + i,
          c -> replace(c, index, p -> with(p, p.fractions(), p.dose(), false)));
      removals.put("fractions " + i, c -> replace(c, index, p -> with(p, 0, p.dose(), true)));
      removals.put("certainty " + i, c -> replace(c, index, MissingInputTest::uncertain));
      removals.put(
          "half the dose " + i,
          c ->
              replace(
                  c,
                  index,
                  p ->
                      with(
                          p,
                          p.fractions(),
                          dose(
                              ramp(
                                  p.fractions() == 25 ? 50 : 14,
                                  p.fractions() == 25 ? 0.05 : 0.01,
                                  0)),
                          true)));
    }
    removals.put("margin", c -> c.values.remove("margin"));
    removals.put("spared_below", c -> c.values.remove("spared_below"));
    return removals;
  }

  private static Structure emptied(Structure s) {
    return s == null ? null : new Structure(s.number(), s.name(), s.type(), List.of(), 0, 0);
  }

  private static Structure untyped(Structure s) {
    return s == null
        ? null
        : new Structure(s.number(), s.name(), "", s.contours(), s.openContours(), s.points());
  }

  private static void replace(
      CheckCase testCase, int index, java.util.function.UnaryOperator<Phase> change) {
    Phase phase = testCase.phases.get(index);
    if (phase != null) {
      testCase.phases.set(index, change.apply(phase));
    }
  }

  private static Phase with(Phase p, int fractions, PhaseDose dose, boolean prescribed) {
    return new Phase(
        p.source(),
        p.label(),
        p.approval(),
        fractions,
        p.fractionGroups(),
        prescribed ? p.prescriptions() : List.of(),
        p.beams(),
        p.patientPosition(),
        dose);
  }

  private static Phase uncertain(Phase p) {
    PhaseDose d = p.dose();
    return d == null
        ? p
        : with(p, p.fractions(), dose(d.grid(), d.doseType(), "FRACTION", false), true);
  }

  private static CheckCase without(List<Consumer<CheckCase>> removals) {
    CheckCase testCase = course();
    removals.forEach(removal -> removal.accept(testCase));
    testCase.structures.removeIf(java.util.Objects::isNull);
    testCase.phases.removeIf(java.util.Objects::isNull);
    return testCase;
  }

  private static final String FEMUR = "structure Femur";
  private static final Set<Verdict> GOOD = EnumSet.of(Verdict.PASS, Verdict.VARIATION);

  private static void assertNoNewPass(PlanResult whole, PlanResult less, Supplier<String> what) {
    for (GoalResult row : less.goals()) {
      boolean ofGroup = row.structure().equals("Bone") && what.get().contains(FEMUR);
      if (GOOD.contains(row.verdict()) && !ofGroup) {
        assertThat(CheckCase.row(whole, row.id()).verdict())
            .as("%s without %s: %s", row.id(), what.get(), row.reason())
            .isIn(GOOD);
      }
    }
    assertThat(less.goals()).hasSameSizeAs(whole.goals());
    if (GOOD.contains(less.verdict())) {
      assertThat(whole.verdict()).as(what.get()).isIn(GOOD);
    }
  }

  @Test
  void the_whole_course_is_judged_both_ways() {
    PlanResult whole = course().check();
    assertThat(whole.goals())
        .extracting(GoalResult::verdict)
        .contains(Verdict.PASS, Verdict.FAIL)
        .doesNotContain(Verdict.NOT_EVALUATED);
  }

  @Test
  void one_thing_missing_never_makes_a_goal_pass() {
    PlanResult whole = course().check();
    removals()
        .forEach(
            (what, removal) ->
                assertNoNewPass(whole, without(List.of(removal)).check(), () -> what));
  }

  @Test
  void several_things_missing_never_make_a_goal_pass() {
    PlanResult whole = course().check();
    List<Map.Entry<String, Consumer<CheckCase>>> all = List.copyOf(removals().entrySet());
    Random random = new Random(20261121);
    for (int round = 0; round < 40; round++) {
      List<String> what = new ArrayList<>();
      List<Consumer<CheckCase>> chosen = new ArrayList<>();
      for (int i = 0; i < 2 + random.nextInt(3); i++) {
        var entry = all.get(random.nextInt(all.size()));
        what.add(entry.getKey());
        chosen.add(entry.getValue());
      }
      CheckCase testCase = without(chosen);
      if (!testCase.phases.isEmpty()) {
        assertNoNewPass(whole, testCase.check(), what::toString);
      }
    }
  }

  @Test
  void what_needs_the_missing_thing_is_not_judged() {
    Map<String, Consumer<CheckCase>> removals = removals();
    PlanResult noDose = without(List.of(removals.get("dose 1"))).check();
    assertThat(noDose.goals())
        .filteredOn(g -> g.dose().equals("total"))
        .extracting(GoalResult::verdict)
        .containsOnly(Verdict.NOT_EVALUATED);
    PlanResult noLung = without(List.of(removals.get("structure Lung_L"))).check();
    assertThat(CheckCase.row(noLung, "upper-lungs").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(CheckCase.row(noLung, "upper-any").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    PlanResult noParameter = without(List.of(removals.get("spared_below"))).check();
    assertThat(CheckCase.row(noParameter, "lower-outside").verdict())
        .isEqualTo(Verdict.NOT_EVALUATED);
  }

  @Test
  void a_chain_of_definitions_is_followed_for_so_many_steps_only() {
    CheckCase testCase = new CheckCase().dose(ramp(20, 0.5)).draw(box("S0", 0, 40)).rule("S0");
    for (int i = 1; i <= 1500; i++) {
      testCase.define("S" + i, call("union", "S" + (i - 1), "S" + (i - 1)));
    }
    testCase.goal("near").of("S50").asks("Max[Gy]", "<=", "40");
    testCase.goal("far").of("S1500").asks("Max[Gy]", "<=", "40");
    PlanResult result = testCase.check();
    assertThat(row(result, "near").verdict()).isEqualTo(Verdict.PASS);
    assertThat(row(result, "far").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(row(result, "far").reason()).contains("more than 200 steps");
  }

  @Test
  void a_structure_that_cannot_be_made_of_its_contours_says_why() {
    Structure slanted =
        Phantom.structure(
            "Liver",
            "ORGAN",
            List.of(
                new PlanarContour(new double[] {0, 0, 0, 9, 0, 0, 9, 9, 0}),
                new PlanarContour(new double[] {0, 0, 5, 9, 0, 5, 9, 0, 14})));
    CheckCase testCase = new CheckCase().dose(ramp(20, 0.5)).draw(slanted);
    testCase.goal("g").of("Liver").asks("Max[Gy]", "<", "60");
    assertThat(testCase.row("g").verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(testCase.row("g").reason())
        .isEqualTo(
            "Liver is empty: its contours lie in planes of 2 different orientations, so it has no"
                + " volume here");
  }
}
