package org.oarlock.check;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oarlock.metric.Interval;
import org.oarlock.protocol.Expression.Operator;
import org.oarlock.quantity.DecimalText;
import org.oarlock.quantity.Unit;

/**
 * What a goal asks of a number. Limits and values are in {@code unit}; values are compared
 * unrounded.
 *
 * <p>A value within 1e-6 of a limit (relative to the limit, absolute below 1) counts as equal to
 * it: dose files carry 32-bit numbers and a scaling factor, so 50 Gy may arrive as 49.9999998 Gy.
 * At equality {@code <=} is met and {@code <} is not.
 */
sealed interface Limit {
  /** The relative tolerance within which a value equals a limit. */
  double TOLERANCE = 1e-6;

  /** PASS, VARIATION or FAIL. */
  Verdict judge(double value);

  /** The best verdict that any value of the interval gets. */
  Verdict best(Interval values);

  /** The worst verdict that any value of the interval gets. */
  default Verdict worst(Interval values) {
    // the values that meet a limit have no gap but one: what differs from a number
    return Verdict.worst(List.of(judge(values.lower()), judge(values.upper())));
  }

  /** The limit in words, {@code < 30 %}. */
  String text();

  /** A limit that is nearest to the value, to print the value with enough digits. */
  double nearest(double value);

  /**
   * -1, 0 or 1 as the value is below, equal to or above the limit within the tolerance.
   *
   * @throws IllegalArgumentException if one of them is not a number: that is above nothing
   */
  static int compare(double value, double limit) {
    if (Double.isNaN(value) || Double.isNaN(limit)) {
      throw new IllegalArgumentException("compared " + value + " with " + limit);
    }
    double distance = value - limit;
    if (Math.abs(distance) <= TOLERANCE * Math.max(1, Math.abs(limit))) {
      return 0;
    }
    return distance < 0 ? -1 : 1;
  }

  private static String number(double value, Unit unit) {
    return DecimalText.print(value) + ValueText.suffix(unit);
  }

  /** A value on one side of a limit. */
  record Bound(Operator operator, double limit, Unit unit) implements Limit {
    @Override
    public Verdict judge(double value) {
      int side = compare(value, limit);
      boolean met =
          switch (operator) {
            case LESS -> side < 0;
            case AT_MOST -> side <= 0;
            case GREATER -> side > 0;
            case AT_LEAST -> side >= 0;
            case EQUAL -> side == 0;
            case NOT_EQUAL -> side != 0;
          };
      return met ? Verdict.PASS : Verdict.FAIL;
    }

    @Override
    public Verdict best(Interval values) {
      return switch (operator) {
        case LESS, AT_MOST -> judge(values.lower());
        case GREATER, AT_LEAST -> judge(values.upper());
        case EQUAL -> judge(Math.max(values.lower(), Math.min(limit, values.upper())));
        case NOT_EQUAL ->
            judge(compare(values.lower(), limit) == 0 ? values.upper() : values.lower());
      };
    }

    @Override
    public Verdict worst(Interval values) {
      return operator == Operator.NOT_EQUAL && values.lower() <= limit && limit <= values.upper()
          ? Verdict.FAIL
          : Limit.super.worst(values);
    }

    @Override
    public String text() {
      return operator.symbol() + " " + number(limit, unit);
    }

    @Override
    public double nearest(double value) {
      return limit;
    }
  }

  /**
   * A value between two limits, both included.
   *
   * @param text the limits in words
   */
  record Range(double low, double high, Unit unit, String text) implements Limit {
    Range(double low, double high, Unit unit) {
      this(low, high, unit, "in " + DecimalText.print(low) + ".." + number(high, unit));
    }

    /** The same limits in the words of whoever wrote them. */
    Range writtenAs(String words) {
      return new Range(low, high, unit, words);
    }

    @Override
    public Verdict judge(double value) {
      return compare(value, low) >= 0 && compare(value, high) <= 0 ? Verdict.PASS : Verdict.FAIL;
    }

    @Override
    public Verdict best(Interval values) {
      double middle = Math.max(low, Math.min(values.upper(), high));
      return judge(Math.max(values.lower(), Math.min(middle, values.upper())));
    }

    @Override
    public double nearest(double value) {
      return Math.abs(value - low) < Math.abs(value - high) ? low : high;
    }
  }

  /**
   * A limit with an acceptable variation. The variation only ever widens: one that is stricter than
   * the goal changes nothing.
   *
   * @param wider what makes a value that misses the goal a VARIATION; null if any value does
   */
  record Tiered(Limit goal, @Nullable Limit wider) implements Limit {
    @Override
    public Verdict judge(double value) {
      return tier(goal.judge(value), wider == null ? Verdict.PASS : wider.judge(value));
    }

    @Override
    public Verdict best(Interval values) {
      return tier(goal.best(values), wider == null ? Verdict.PASS : wider.best(values));
    }

    @Override
    public Verdict worst(Interval values) {
      return tier(goal.worst(values), wider == null ? Verdict.PASS : wider.worst(values));
    }

    private static Verdict tier(Verdict ofGoal, Verdict ofWider) {
      if (ofGoal == Verdict.PASS) {
        return Verdict.PASS;
      }
      return ofWider == Verdict.PASS ? Verdict.VARIATION : Verdict.FAIL;
    }

    @Override
    public String text() {
      return goal.text() + ", variation " + (wider == null ? "any" : wider.text());
    }

    @Override
    public double nearest(double value) {
      double near = goal.nearest(value);
      double other = wider == null ? near : wider.nearest(value);
      return Math.abs(value - other) < Math.abs(value - near) ? other : near;
    }
  }
}
