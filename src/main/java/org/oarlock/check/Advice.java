package org.oarlock.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.oarlock.check.Prescriptions.Resolution;
import org.oarlock.check.Traces.Cause.Dosed;
import org.oarlock.check.Traces.Trace;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.PlanarShape;
import org.oarlock.geometry.Region;
import org.oarlock.geometry.Slab;
import org.oarlock.geometry.Solid;
import org.oarlock.metric.MetricValue;
import org.oarlock.metric.NoValue;
import org.oarlock.plan.DoseGrid;
import org.oarlock.plan.Phase;
import org.oarlock.plan.Plan;
import org.oarlock.problem.Problem;
import org.oarlock.problem.VisibleText;

/** What a user can do so that a goal can be judged, or judged for certain. */
final class Advice {
  private static final String[] DIRECTIONS = {"x", "y", "z"};

  private final Plan plan;
  private final Traces traces;
  private final StructureMatcher matcher;
  private final List<Resolution> prescriptions;
  private final List<Problem> problems;

  /**
   * @param prescriptions of the protocol, as they were resolved
   * @param problems of the plan: a goal that is not judged for the reason that one of them tells
   *     takes its hint
   */
  Advice(
      Plan plan,
      Traces traces,
      StructureMatcher matcher,
      List<Resolution> prescriptions,
      List<Problem> problems) {
    this.plan = plan;
    this.traces = traces;
    this.matcher = matcher;
    this.prescriptions = List.copyOf(prescriptions);
    this.problems = List.copyOf(problems);
  }

  /** Nothing for a goal that is judged on all that there is to know. */
  List<String> of(GoalResult goal) {
    Set<String> advice = new LinkedHashSet<>();
    if (goal.verdict() == Verdict.NOT_EVALUATED) {
      goal.evidence().structures().forEach(name -> structure(name, advice));
      goal.evidence().phases().forEach(phase -> dose(phase, advice));
      prescriptions(goal, advice);
      if (advice.isEmpty()) {
        fromProblems(goal, advice);
      }
    }
    goal.judgements().forEach(judgement -> coverage(judgement, advice));
    return List.copyOf(advice);
  }

  private void structure(String name, Set<String> advice) {
    StructureMatch match = matcher.get(name);
    if (match == null) {
      return;
    }
    if (match.obstacle() != null) {
      advice.add("Say in a file for --names which structure of the plan is meant by " + name);
    } else if (match.isEmpty() && match.rule().define() == null) {
      advice.add(
          "Draw %s, or say in a file for --names which structure of the plan it is"
              .formatted(name));
    } else {
      match.structures().stream()
          .filter(structure -> structure.contours().isEmpty() || structure.openContours() > 0)
          .forEach(
              structure ->
                  advice.add(
                      (structure.refused() ? "Correct the" : "Draw closed")
                          + " contours of '%s'".formatted(VisibleText.of(structure.name()))));
    }
  }

  private void dose(int index, Set<String> advice) {
    Phase phase = plan.phases().get(index);
    String name = PhaseAssignment.name(plan.phases(), index);
    if (phase.dose() == null) {
      advice.add("Add a dose file that can be used for " + name);
    } else if (!phase.dose().totalIsCertain()) {
      advice.add("Say with --fraction-dose whether the dose of " + name + " is its total dose");
    }
  }

  /** Those that the goal names, or that its reason does. */
  private void prescriptions(GoalResult goal, Set<String> advice) {
    String named = goal.evidence().prescription();
    for (Resolution resolution : prescriptions) {
      String name = resolution.rule().name();
      boolean isMissing =
          resolution.applies().isYes()
              && !resolution.rule().isSum()
              && resolution.dose() instanceof Answer.Missing;
      if (isMissing && (name.equals(named) || goal.reason().contains(name))) {
        advice.add(
            "Add a plan that prescribes %s, or state it with --set %s=\"DOSE in FRACTIONS\""
                .formatted(name, name));
      }
    }
  }

  private void fromProblems(GoalResult goal, Set<String> advice) {
    for (Problem problem : problems) {
      boolean isReason =
          !goal.reason().isEmpty()
              && (problem.message().contains(goal.reason())
                  || goal.reason().contains(problem.message()));
      if (isReason && problem.hint() != null) {
        advice.add(problem.hint());
      }
    }
  }

  // ---- dose that is missing

  private void coverage(Judgement judgement, Set<String> advice) {
    Trace trace = traces.of(judgement);
    boolean isOpen =
        judgement.result() instanceof NoValue
            || (judgement.result() instanceof MetricValue value && !value.isFullyCovered());
    if (isOpen && trace != null && trace.cause() instanceof Dosed dosed) {
      List<String> beyond = beyond(dosed.piece().solid(), dosed.dose().grid());
      if (!beyond.isEmpty()) {
        advice.add(
            "Calculate the dose on a grid that covers all of '%s': %s"
                .formatted(VisibleText.of(dosed.piece().name()), String.join("; ", beyond)));
      }
    }
  }

  /** Where a solid reaches beyond a grid, along the patient's axes. */
  private static List<String> beyond(Solid solid, DoseGrid grid) {
    if (!grid.isAxisAligned() || solid.isEmpty() || !solid.primary().frame().isAxial()) {
      return List.of();
    }
    double[] from = new double[3];
    double[] to = new double[3];
    reach(solid.primary(), from, to);
    PatientPoint origin = grid.origin();
    double[] first = {origin.xMm(), origin.yMm(), origin.zMm()};
    double[] last = {
      origin.xMm() + grid.columnMm(grid.columns() - 1),
      origin.yMm() + grid.rowMm(grid.rows() - 1),
      origin.zMm() + grid.frameMm(grid.frames() - 1)
    };
    List<String> beyond = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      if (from[i] < first[i] || to[i] > last[i]) {
        beyond.add(
            String.format(
                Locale.ROOT,
                "along %s it reaches from %.1f to %.1f mm, the grid from %.1f to %.1f mm",
                DIRECTIONS[i],
                from[i] + 0.0,
                to[i] + 0.0,
                first[i] + 0.0,
                last[i] + 0.0));
      }
    }
    return beyond;
  }

  private static void reach(Region region, double[] from, double[] to) {
    List<Slab> slabs = region.slabs();
    from[0] = slabs.stream().mapToDouble(s -> s.shape().minU()).min().orElseThrow();
    from[1] = slabs.stream().mapToDouble(s -> s.shape().minV()).min().orElseThrow();
    from[2] = slabs.get(0).lowerMm();
    to[0] = slabs.stream().map(Slab::shape).mapToDouble(PlanarShape::maxU).max().orElseThrow();
    to[1] = slabs.stream().map(Slab::shape).mapToDouble(PlanarShape::maxV).max().orElseThrow();
    to[2] = slabs.get(slabs.size() - 1).upperMm();
  }
}
