package org.oarlock.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oarlock.check.GoalResult;
import org.oarlock.check.PlanResult;
import org.oarlock.check.PlanResult.MatchedStructure;
import org.oarlock.check.Verdict;
import org.oarlock.protocol.Expression;
import org.oarlock.protocol.Goal;
import org.oarlock.protocol.Protocol;
import org.oarlock.protocol.StructureRule;

/**
 * The goals that could not be judged, or do not apply, since a structure they are about is not in
 * the plan and cannot be made of what is there. A goal whose own condition is false did not look
 * for one, and is not among them; nor are the rows of the prescriptions.
 */
final class GoalsWithoutStructure {
  private final Map<String, StructureRule> rules = new HashMap<>();
  private final Map<String, MatchedStructure> inThePlan = new HashMap<>();

  private GoalsWithoutStructure(Protocol protocol, PlanResult plan) {
    protocol.structures().forEach(rule -> rules.put(rule.name(), rule));
    plan.structures().forEach(structure -> inThePlan.put(structure.name(), structure));
  }

  /**
   * A goal and the structures that it lacks.
   *
   * @param id the goal's id
   * @param missing the structures, {@code PTV2}; those that may be absent {@code PTV2, optional}
   */
  record Lacking(String id, List<String> missing) {
    /** {@code ptv2-d95 (PTV2, optional)}. */
    String text() {
      return TerminalText.name(id)
          + " ("
          + String.join("; ", missing.stream().map(TerminalText::name).toList())
          + ")";
    }
  }

  static List<Lacking> of(Protocol protocol, PlanResult plan) {
    GoalsWithoutStructure search = new GoalsWithoutStructure(protocol, plan);
    Map<String, GoalResult> results = new HashMap<>();
    plan.goals().forEach(result -> results.put(result.id(), result));
    List<Lacking> lacking = new ArrayList<>();
    for (Goal goal : protocol.goals()) {
      GoalResult result = results.get(goal.id());
      if (result == null || goal.structure() == null || !isWithoutValue(goal, result)) {
        continue;
      }
      Set<String> missing = new LinkedHashSet<>();
      search.addMissing(goal.structure(), missing, new HashSet<>());
      if (!missing.isEmpty()) {
        lacking.add(new Lacking(goal.id(), missing.stream().map(search::described).toList()));
      }
    }
    return lacking;
  }

  private static boolean isWithoutValue(Goal goal, GoalResult result) {
    return result.verdict() == Verdict.NOT_EVALUATED
        || (result.verdict() == Verdict.NOT_APPLICABLE && goal.when() == null);
  }

  /** Adds the names that are neither drawn nor made, down to those that would have to be drawn. */
  private void addMissing(@Nullable Expression structure, Set<String> missing, Set<String> seen) {
    if (structure instanceof Expression.Call call) {
      call.arguments().forEach(argument -> addMissing(argument, missing, seen));
      return;
    }
    if (!(structure instanceof Expression.Name name) || !seen.add(name.name())) {
      return;
    }
    MatchedStructure matched = inThePlan.get(name.name());
    if (matched == null || !matched.matched().isEmpty()) {
      return; // what the check did not look for as a structure is a direction, or a parameter
    }
    StructureRule rule = rules.get(name.name());
    if (rule != null && rule.define() != null) {
      addMissing(rule.define(), missing, seen);
    } else {
      missing.add(name.name());
    }
  }

  private String described(String name) {
    StructureRule rule = rules.get(name);
    return rule != null && rule.optional() ? name + ", optional" : name;
  }
}
