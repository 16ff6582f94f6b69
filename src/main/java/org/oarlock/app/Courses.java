package org.oarlock.app;

import java.util.List;
import java.util.stream.Collectors;
import org.oarlock.plan.Phase;
import org.oarlock.plan.Plan;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;
import org.oarlock.protocol.Protocol;

/**
 * Whether several RT Plans on one structure set are the phases of one course or alternatives. Their
 * files do not say; the protocol does, by the prescriptions that it expects. Either way it is said,
 * because the wrong guess adds doses that nobody gives, or leaves some out.
 */
final class Courses {
  private Courses() {}

  /** A plan to be judged, and what somebody must know about how it came to be one. */
  record Judged(Plan plan, List<Problem> problems) {}

  static List<Judged> of(Plan plan, Protocol protocol) {
    if (plan.phases().size() == 1) {
      return List.of(new Judged(plan, List.of()));
    }
    if (expectsPhases(protocol)) {
      return List.of(new Judged(plan, List.of(asCourse(plan))));
    }
    Problem oneByOne = oneByOne(plan);
    return plan.phases().stream()
        .map(phase -> new Plan(plan.patient(), plan.structureSet(), List.of(phase)))
        .map(alternative -> new Judged(alternative, List.of(oneByOne)))
        .toList();
  }

  static boolean expectsPhases(Protocol protocol) {
    return protocol.prescriptions().stream().filter(rule -> !rule.isSum()).count() > 1;
  }

  private static Problem asCourse(Plan plan) {
    return Problem.note(
        "plans-as-course",
        SourceLocation.file(plan.structureSet().source().path()),
        "the plans %s are taken as the phases of one course, since the protocol expects several prescriptions; if they are alternatives, check each by itself with --plan"
            .formatted(labels(plan)));
  }

  private static Problem oneByOne(Plan plan) {
    return Problem.error(
        "plans-one-by-one",
        SourceLocation.file(plan.structureSet().source().path()),
        "the plans %s lie on one structure set and are judged one by one, since the protocol does not expect several prescriptions: limits are compared with the dose of each alone"
            .formatted(labels(plan)),
        "Check one by itself with --plan if they are alternatives, or use a protocol with their"
            + " prescriptions if they are phases");
  }

  private static String labels(Plan plan) {
    return plan.phases().stream()
        .map(Phase::label)
        .map(label -> "'" + VisibleText.of(label) + "'")
        .collect(Collectors.joining(", "));
  }
}
