package org.oarlock.protocol;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.VisibleText;

/** Looks at how structures are defined by one another and used by goals. */
final class DefinitionCheck {
  private final Map<String, StructureRule> structures = new LinkedHashMap<>();
  private final Map<String, Set<String>> defining = new HashMap<>();
  private final List<PrescriptionRule> prescriptions;
  private final List<Goal> goals;
  private final ProblemList problems;

  DefinitionCheck(
      List<StructureRule> structures,
      List<PrescriptionRule> prescriptions,
      List<Goal> goals,
      ProblemList problems) {
    structures.forEach(s -> this.structures.putIfAbsent(s.name(), s));
    structures.forEach(s -> defining.put(s.name(), namesIn(s.define())));
    this.prescriptions = prescriptions;
    this.goals = goals;
    this.problems = problems;
  }

  void run() {
    structures.values().stream().filter(s -> reaches(s, s.name())).forEach(this::cyclic);
    unused();
    listedTwice();
  }

  private Set<String> defining(String name) {
    return defining.getOrDefault(name, Set.of());
  }

  private static Set<String> namesIn(@Nullable Expression expression) {
    Set<String> names = new LinkedHashSet<>();
    ExpressionWalk.names(expression, names);
    return names;
  }

  private boolean reaches(StructureRule from, String target) {
    return reachable(defining(from.name())).contains(target);
  }

  /** These names and all that they are defined by, directly or not. */
  private Set<String> reachable(Set<String> start) {
    Set<String> reached = new HashSet<>(start);
    Deque<String> open = new ArrayDeque<>(start);
    while (!open.isEmpty()) {
      for (String next : defining(open.pop())) {
        if (reached.add(next)) {
          open.push(next);
        }
      }
    }
    return reached;
  }

  private void cyclic(StructureRule rule) {
    problems.add(
        Rule.CYCLIC_DEFINITION,
        rule.location(),
        "structure '" + VisibleText.of(rule.name()) + "' is defined by itself",
        "Define it by other structures, or by names alone");
  }

  private void unused() {
    Set<String> asked = new LinkedHashSet<>();
    prescriptions.forEach(p -> asked.add(p.target()));
    goals.forEach(goal -> ExpressionWalk.of(goal).forEach(e -> ExpressionWalk.names(e, asked)));
    Set<String> used = reachable(asked);
    structures.values().stream()
        .filter(s -> s.define() != null && !used.contains(s.name()))
        .forEach(
            s ->
                problems.add(
                    Rule.UNUSED_DEFINITION,
                    s.location(),
                    "structure '" + VisibleText.of(s.name()) + "' is defined, but no goal uses it",
                    "Remove it, or ask for it in a goal"));
  }

  private void listedTwice() {
    Map<String, String> owners = new LinkedHashMap<>();
    for (StructureRule rule : structures.values()) {
      claim(rule, rule.name(), owners);
      rule.names().forEach(name -> claim(rule, name, owners));
    }
  }

  private void claim(StructureRule rule, String name, Map<String, String> owners) {
    String normal = name.replaceAll("[ _]", "").toLowerCase(Locale.ROOT);
    String owner = owners.putIfAbsent(normal, rule.name());
    if (owner != null && !owner.equals(rule.name())) {
      problems.add(
          Rule.NAME_LISTED_TWICE,
          rule.location(),
          "structure '%s': the name '%s' is one of structure '%s', too"
              .formatted(VisibleText.of(rule.name()), VisibleText.of(name), VisibleText.of(owner)),
          "List a name once: a plan's structure cannot be both");
    }
  }
}
