package org.oarlock.report;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.oarlock.check.GoalResult;
import org.oarlock.check.PlanResult;
import org.oarlock.check.Verdict;
import org.oarlock.protocol.Goal;
import org.oarlock.protocol.Protocol;

/**
 * The goals that looked for a structure and found none, or too many. A goal whose own condition is
 * false did not look, and is not among them.
 */
final class GoalsWithoutStructure {
  private GoalsWithoutStructure() {}

  static List<GoalResult> of(Protocol protocol, PlanResult plan) {
    Set<String> conditional =
        protocol.goals().stream()
            .filter(goal -> goal.when() != null)
            .map(Goal::id)
            .collect(Collectors.toSet());
    return plan.goals().stream()
        .filter(goal -> !goal.structure().isEmpty())
        .filter(goal -> goal.judgements().stream().allMatch(j -> j.matched().isEmpty()))
        .filter(
            goal -> !(goal.verdict() == Verdict.NOT_APPLICABLE && conditional.contains(goal.id())))
        .toList();
  }
}
