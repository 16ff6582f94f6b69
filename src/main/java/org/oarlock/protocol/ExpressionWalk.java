package org.oarlock.protocol;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Goes through expressions. */
final class ExpressionWalk {
  private ExpressionWalk() {}

  /** All expressions of a goal. */
  static Stream<Expression> of(Goal goal) {
    return Stream.of(
            Stream.of(goal.when(), goal.structure(), goal.variation(), goal.alphaBeta()),
            goal.conditions().stream(),
            goal.alsoReport().stream())
        .flatMap(s -> s)
        .filter(e -> e != null);
  }

  /** The metrics in an expression. */
  static Stream<Expression.MetricTerm> metrics(@Nullable Expression expression) {
    if (expression instanceof Expression.MetricTerm metric) {
      return Stream.of(metric);
    }
    return expression == null ? Stream.of() : parts(expression).flatMap(ExpressionWalk::metrics);
  }

  /** The expressions that an expression is made of. */
  private static Stream<Expression> parts(Expression expression) {
    if (expression instanceof Expression.Call call) {
      return call.arguments().stream();
    } else if (expression instanceof Expression.Directed directed) {
      return Stream.of(directed.length());
    } else if (expression instanceof Expression.MetricTerm metric) {
      return Stream.ofNullable(metric.of());
    } else if (expression instanceof Expression.Comparison comparison) {
      return Stream.of(comparison.left(), comparison.right());
    } else if (expression instanceof Expression.InRange range) {
      return Stream.of(range.value(), range.low(), range.high());
    } else if (expression instanceof Expression.And and) {
      return Stream.of(and.left(), and.right());
    } else if (expression instanceof Expression.Or or) {
      return Stream.of(or.left(), or.right());
    } else if (expression instanceof Expression.Not not) {
      return Stream.of(not.operand());
    }
    return Stream.of();
  }

  /** The expression with other names: the new by the old. */
  static Expression renamed(Expression expression, Map<String, String> names) {
    if (expression instanceof Expression.Name name) {
      return new Expression.Name(names.getOrDefault(name.name(), name.name()), name.column());
    } else if (expression instanceof Expression.Call call) {
      List<Expression> arguments =
          call.arguments().stream().map(argument -> renamed(argument, names)).toList();
      return new Expression.Call(call.function(), arguments, call.unit(), call.column());
    } else if (expression instanceof Expression.MetricTerm metric && metric.of() != null) {
      return new Expression.MetricTerm(
          metric.template(), renamed(metric.of(), names), metric.column());
    } else if (expression instanceof Expression.Comparison comparison) {
      return new Expression.Comparison(
          renamed(comparison.left(), names),
          comparison.operator(),
          comparison.right(),
          comparison.column());
    } else if (expression instanceof Expression.InRange range) {
      return new Expression.InRange(
          renamed(range.value(), names),
          range.low(),
          range.high(),
          range.tolerance(),
          range.column());
    } else if (expression instanceof Expression.And and) {
      return new Expression.And(
          renamed(and.left(), names), renamed(and.right(), names), and.column());
    } else if (expression instanceof Expression.Or or) {
      return new Expression.Or(renamed(or.left(), names), renamed(or.right(), names), or.column());
    } else if (expression instanceof Expression.Not not) {
      return new Expression.Not(renamed(not.operand(), names), not.column());
    }
    return expression;
  }

  /** Adds all names in an expression, whatever they stand for. */
  static void names(@Nullable Expression expression, Set<String> names) {
    if (expression instanceof Expression.Name name) {
      names.add(name.name());
    } else if (expression != null) {
      parts(expression).forEach(part -> names(part, names));
    }
  }
}
