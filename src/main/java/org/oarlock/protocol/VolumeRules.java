package org.oarlock.protocol;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.oarlock.metric.Metric;
import org.oarlock.problem.VisibleText;
import org.oarlock.protocol.Expression.Comparison;
import org.oarlock.protocol.Expression.InRange;
import org.oarlock.protocol.Expression.Literal;
import org.oarlock.protocol.Expression.MetricTerm;
import org.oarlock.protocol.Expression.Operator;
import org.oarlock.quantity.Unit;

/**
 * Lint: the dose of a volume that is larger than the protocol itself lets the structure be, and so
 * has no value. How large structures usually are no protocol says, so that is not looked at.
 */
final class VolumeRules {
  private final Protocol protocol;
  private final ProblemList problems;
  private final Map<String, Most> mostOf = new HashMap<>();

  VolumeRules(Protocol protocol, ProblemList problems) {
    this.protocol = protocol;
    this.problems = problems;
  }

  /** The most that a goal lets a structure have, in cm3. */
  private record Most(Goal goal, Expression condition, double cm3) {}

  void run() {
    protocol.goals().stream().filter(VolumeRules::alwaysHolds).forEach(this::addMost);
    protocol.goals().forEach(this::compare);
  }

  private static boolean alwaysHolds(Goal goal) {
    boolean needed = goal.kind() == Goal.Kind.SINGLE || goal.kind() == Goal.Kind.ALL;
    return needed && goal.when() == null && goal.variation() == null;
  }

  private void addMost(Goal goal) {
    for (Expression condition : goal.conditions()) {
      if (condition instanceof Comparison comparison) {
        boolean bounds = comparison.operator() != Operator.NOT_EQUAL && !isLower(comparison);
        addMost(goal, condition, comparison.left(), bounds ? comparison.right() : null);
      } else if (condition instanceof InRange range) {
        addMost(goal, condition, range.value(), range.high());
      }
    }
  }

  private static boolean isLower(Comparison comparison) {
    return comparison.operator() == Operator.GREATER || comparison.operator() == Operator.AT_LEAST;
  }

  private void addMost(
      Goal goal, Expression condition, Expression value, @Nullable Expression limit) {
    if (value instanceof MetricTerm term
        && Bound.metric(term) instanceof Metric.TotalVolume
        && limit instanceof Literal literal) {
      Most most = new Most(goal, condition, literal.quantity().base());
      mostOf.merge(structure(term, goal), most, (a, b) -> b.cm3() < a.cm3() ? b : a);
    }
  }

  private void compare(Goal goal) {
    Stream.concat(goal.conditions().stream(), goal.alsoReport().stream())
        .flatMap(ExpressionWalk::metrics)
        .forEach(term -> compare(goal, term));
  }

  private void compare(Goal goal, MetricTerm term) {
    Most most = mostOf.get(structure(term, goal));
    if (most != null
        && Bound.metric(term) instanceof Metric.DoseAtVolume dose
        && dose.volume().unit() == Unit.CC
        && dose.volume().base() > most.cm3()) {
      problems.add(
          Rule.VOLUME_TOO_LARGE,
          goal.location(),
          "goal '%s': '%s' has no value where goal '%s' is met, which asks '%s'"
              .formatted(
                  VisibleText.of(goal.id()),
                  VisibleText.of(term.text()),
                  VisibleText.of(most.goal().id()),
                  VisibleText.of(most.condition().text())),
          "Check both volumes");
    }
  }

  private static String structure(MetricTerm term, Goal goal) {
    Expression of = term.of() == null ? goal.structure() : term.of();
    return of == null ? "" : of.text();
  }
}
