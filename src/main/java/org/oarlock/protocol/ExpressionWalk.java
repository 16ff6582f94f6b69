package org.oarlock.protocol;

import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Goes through expressions. */
final class ExpressionWalk {
  private ExpressionWalk() {}

  /** All expressions of a goal. */
  static Stream<Expression> of(Goal goal) {
    return Stream.of(
            Stream.of(goal.when(), goal.structure(), goal.variation()),
            goal.conditions().stream(),
            goal.alsoReport().stream())
        .flatMap(s -> s)
        .filter(e -> e != null);
  }

  /** Adds all names in an expression, whatever they stand for. */
  static void names(@Nullable Expression expression, Set<String> names) {
    if (expression instanceof Expression.Name name) {
      names.add(name.name());
    } else if (expression instanceof Expression.Call call) {
      call.arguments().forEach(a -> names(a, names));
    } else if (expression instanceof Expression.Directed directed) {
      names(directed.length(), names);
    } else if (expression instanceof Expression.MetricTerm metric) {
      names(metric.of(), names);
    } else if (expression instanceof Expression.Comparison comparison) {
      names(comparison.left(), names);
      names(comparison.right(), names);
    } else if (expression instanceof Expression.InRange range) {
      names(range.value(), names);
      names(range.low(), names);
      names(range.high(), names);
    } else if (expression instanceof Expression.And and) {
      names(and.left(), names);
      names(and.right(), names);
    } else if (expression instanceof Expression.Or or) {
      names(or.left(), names);
      names(or.right(), names);
    } else if (expression instanceof Expression.Not not) {
      names(not.operand(), names);
    }
  }
}
