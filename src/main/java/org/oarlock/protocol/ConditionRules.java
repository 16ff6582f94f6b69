package org.oarlock.protocol;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;
import org.oarlock.protocol.Expression.Not;

/** Lint: conditions that never hold, and prescriptions that hold when they should not. */
final class ConditionRules {
  private final Protocol protocol;
  private final Places places;
  private final Possibilities possibilities;
  private final ProblemList problems;
  private final Map<String, PrescriptionRule> prescriptions;

  ConditionRules(
      Protocol protocol, Places places, Possibilities possibilities, ProblemList problems) {
    this.protocol = protocol;
    this.places = places;
    this.possibilities = possibilities;
    this.problems = problems;
    this.prescriptions =
        protocol.prescriptions().stream()
            .collect(Collectors.toMap(PrescriptionRule::name, Function.identity(), (a, b) -> a));
  }

  void run() {
    protocol.goals().forEach(this::goal);
    protocol
        .prescriptions()
        .forEach(rule -> condition("prescriptions", rule.name(), owner(rule), rule.when()));
    List<PrescriptionRule> phases =
        protocol.prescriptions().stream().filter(rule -> !rule.isSum()).toList();
    for (int i = 0; i < phases.size(); i++) {
      for (int j = i + 1; j < phases.size(); j++) {
        overlap(phases.get(i), phases.get(j));
      }
    }
    protocol.prescriptions().forEach(this::sum);
  }

  private void goal(Goal goal) {
    String owner = "goal '" + VisibleText.of(goal.id()) + "'";
    if (condition("goals", goal.id(), owner, goal.when())) {
      return;
    }
    Stream.of("prescription", "dose").forEach(key -> applies(goal, owner, key));
    unlike(goal, owner);
  }

  /** Says whether a condition never holds; whether it always does is said, too. */
  private boolean condition(
      String section, String name, String owner, @Nullable Expression condition) {
    if (condition == null) {
      return false;
    }
    SourceLocation at = places.value(section, name, "when");
    String shown = VisibleText.of(condition.text());
    if (possibilities.never(condition)) {
      problems.add(
          Rule.CONDITION_NEVER,
          at,
          "%s: nothing can meet the condition '%s'".formatted(owner, shown),
          "Check the condition");
      return true;
    }
    if (possibilities.never(new Not(condition, 0))) {
      problems.add(
          Rule.CONDITION_ALWAYS,
          at,
          "%s: the condition '%s' always holds".formatted(owner, shown),
          "Remove it, or check it");
    }
    return false;
  }

  /** A goal on a prescription that never applies together with it. */
  private void applies(Goal goal, String owner, String key) {
    String name = key.equals("dose") ? goal.dose() : goal.prescription();
    PrescriptionRule rule = name == null ? null : prescriptions.get(name);
    if (rule != null && rule.when() != null && possibilities.never(goal.when(), rule.when())) {
      problems.add(
          Rule.CONDITION_NEVER,
          places.value("goals", goal.id(), key),
          "%s: prescription '%s' applies only where '%s', and never together with the goal"
              .formatted(owner, VisibleText.of(rule.name()), VisibleText.of(rule.when().text())),
          "Check both conditions");
    }
  }

  /** Percent of the prescription of one phase, asked of the dose of another or of the total. */
  private void unlike(Goal goal, String owner) {
    String dose = goal.dose() == null ? "total" : goal.dose();
    String prescription = goal.prescription();
    if (prescription == null || prescription.equals(dose) || !UseRules.needsPrescription(goal)) {
      return;
    }
    PrescriptionRule rule = prescriptions.get(prescription);
    boolean isPartOfTotal =
        rule != null && protocol.prescriptions().stream().anyMatch(sum -> adds(sum, rule));
    if (goal.dose() != null || isPartOfTotal) {
      problems.add(
          Rule.DOSE_UNLIKE_PRESCRIPTION,
          places.value("goals", goal.id(), "prescription"),
          "%s: it is judged on the dose '%s', but relative to the prescription '%s'"
              .formatted(owner, VisibleText.of(dose), VisibleText.of(prescription)),
          "Write 'dose: %s', if that is meant".formatted(VisibleText.of(prescription)));
    }
  }

  // prescriptions

  private void overlap(PrescriptionRule first, PrescriptionRule second) {
    boolean alternatives = sums().anyMatch(term -> holds(term, first) && holds(term, second));
    boolean rivals =
        first.target().equals(second.target())
            && protocol.prescriptions().stream().noneMatch(s -> adds(s, first) && adds(s, second));
    String example =
        alternatives || rivals ? possibilities.example(first.when(), second.when()) : null;
    if (example != null) {
      problems.add(
          Rule.PRESCRIPTIONS_OVERLAP,
          places.value("prescriptions", second.name(), "when"),
          "%s: it applies together with prescription '%s', %s%s"
              .formatted(
                  owner(second),
                  VisibleText.of(first.name()),
                  alternatives
                      ? "its alternative in a sum"
                      : "which has the same target, and no sum adds both",
                  example.isEmpty() ? "" : ":" + where(example)),
          "Give them conditions that exclude one another, or add both in a sum");
    }
  }

  private Stream<List<String>> sums() {
    return protocol.prescriptions().stream().flatMap(rule -> rule.sum().stream());
  }

  private static boolean holds(List<String> term, PrescriptionRule rule) {
    return term.contains(rule.name());
  }

  private static boolean adds(PrescriptionRule sum, PrescriptionRule rule) {
    return sum.sum().stream().anyMatch(term -> holds(term, rule));
  }

  /** For every setting under which a sum applies, one of each term's alternatives must. */
  private void sum(PrescriptionRule sum) {
    for (int i = 0; i < sum.sum().size(); i++) {
      List<String> term = sum.sum().get(i);
      String example = uncovered(sum, term);
      if (example != null) {
        problems.add(
            Rule.ALTERNATIVES_INCOMPLETE,
            places.value("prescriptions", sum.name(), "sum", i),
            "%s: nothing of '%s' applies%s, and then the sum has no value"
                .formatted(owner(sum), VisibleText.of(String.join(" | ", term)), where(example)),
            "Add an alternative, or a 'when' to the sum");
      }
    }
  }

  private @Nullable String uncovered(PrescriptionRule sum, List<String> term) {
    Expression[] conditions = new Expression[term.size() + 1];
    for (int i = 0; i < term.size(); i++) {
      PrescriptionRule rule = prescriptions.get(term.get(i));
      if (rule == null || rule.when() == null) {
        return null;
      }
      conditions[i] = new Not(rule.when(), 0);
    }
    conditions[term.size()] = sum.when();
    return possibilities.example(conditions);
  }

  private static String where(String example) {
    return example.isEmpty() ? "" : " where " + VisibleText.of(example);
  }

  private static String owner(PrescriptionRule rule) {
    return "prescription '" + VisibleText.of(rule.name()) + "'";
  }
}
