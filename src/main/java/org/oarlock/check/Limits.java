package org.oarlock.check;

import org.jspecify.annotations.Nullable;
import org.oarlock.protocol.Expression;
import org.oarlock.protocol.Expression.Comparison;
import org.oarlock.protocol.Expression.InRange;
import org.oarlock.protocol.Expression.Literal;
import org.oarlock.protocol.Goal;
import org.oarlock.quantity.Unit;

/** What conditions ask: the side that is measured, and the limit that it is held against. */
final class Limits {
  private final Parameters parameters;

  Limits(Parameters parameters) {
    this.parameters = parameters;
  }

  /** The side of a condition that is measured. */
  static Expression measured(Expression condition) {
    if (condition instanceof Comparison comparison) {
      return comparison.left();
    }
    return condition instanceof InRange range ? range.value() : condition;
  }

  /** The part of a condition that limits as it is written; empty if it has none. */
  static String text(Expression condition) {
    if (condition instanceof Comparison comparison) {
      return comparison.right() instanceof Literal bound
          ? new Limit.Bound(
                  comparison.operator(), bound.quantity().value(), bound.quantity().unit())
              .text()
          : comparison.operator().symbol() + " " + comparison.right().text();
    }
    if (!(condition instanceof InRange range)) {
      return "";
    }
    if (range.tolerance() != null) {
      return range.tolerance().text();
    }
    return range.low() instanceof Literal low
            && range.high() instanceof Literal high
            && low.quantity().unit() == high.quantity().unit()
        ? new Limit.Range(low.quantity().value(), high.quantity().value(), low.quantity().unit())
            .text()
        : "in " + range.low().text() + ".." + range.high().text();
  }

  /** The whole condition as it is written. */
  static String asked(Expression condition) {
    return (measured(condition).text() + " " + text(condition)).strip();
  }

  /**
   * The limit of a condition on values of a unit.
   *
   * @param tolerant the goal whose variation counts, null if none does
   */
  Answer<Limit> limit(Expression condition, @Nullable Goal tolerant, Unit unit) {
    Answer<Limit> goal = limit(condition, unit);
    Expression variation = tolerant == null ? null : tolerant.variation();
    if (tolerant == null || variation == null) {
      return goal;
    }
    if (tolerant.toleratesAny()) {
      return goal.then(limit -> Answer.found(new Limit.Tiered(limit, null)));
    }
    return goal.then(
        limit ->
            limit(variation, unit).then(wider -> Answer.found(new Limit.Tiered(limit, wider))));
  }

  private Answer<Limit> limit(Expression condition, Unit unit) {
    if (condition instanceof Comparison comparison) {
      return number(comparison.right(), unit)
          .then(bound -> Answer.found(new Limit.Bound(comparison.operator(), bound, unit)));
    }
    if (condition instanceof InRange range) {
      return number(range.low(), unit)
          .then(
              low ->
                  number(range.high(), unit)
                      .then(high -> Answer.found(range(low, high, unit, range.tolerance()))));
    }
    return Answer.unknown("'" + condition.text() + "' is no limit");
  }

  private static Limit range(
      double low, double high, Unit unit, Expression.@Nullable Tolerance tolerance) {
    Limit.Range ends = new Limit.Range(low, high, unit);
    return tolerance == null ? ends : ends.writtenAs(tolerance.text());
  }

  /** A limit's number in the unit of what is measured; a bare number is in that unit already. */
  private Answer<Double> number(Expression expression, Unit unit) {
    return parameters
        .quantity(expression)
        .then(
            q -> {
              if (q.unit() == Unit.NONE || q.unit() == unit) {
                return Answer.found(q.value());
              }
              return q.unit().kind() == unit.kind()
                  ? Answer.found(unit.fromBase(q.base()))
                  : Answer.unknown(
                      "limit '%s' is not in %s"
                          .formatted(
                              q, unit == Unit.NONE ? "numbers without a unit" : unit.symbol()));
            });
  }

  /**
   * What a word is held against: a choice that a parameter has made, or the word itself.
   *
   * @return PASS or FAIL for the word; the limit in words is {@link #text(Expression)}
   */
  Answer<Verdict> judge(String word, Expression condition) {
    if (!(condition instanceof Comparison comparison)
        || !(comparison.right() instanceof Expression.Name name)) {
      return condition instanceof Expression.Call
          ? Answer.found(word.equals("yes") ? Verdict.PASS : Verdict.FAIL)
          : Answer.unknown("'" + condition.text() + "' compares no words");
    }
    Answer<String> other =
        parameters.isChoice(name.name()) ? parameters.text(name.name()) : Answer.found(name.name());
    return switch (comparison.operator()) {
      case EQUAL -> other.then(o -> verdict(o.equals(word)));
      case NOT_EQUAL -> other.then(o -> verdict(!o.equals(word)));
      default -> Answer.unknown("words can only be equal or not");
    };
  }

  private static Answer<Verdict> verdict(boolean met) {
    return Answer.found(met ? Verdict.PASS : Verdict.FAIL);
  }
}
