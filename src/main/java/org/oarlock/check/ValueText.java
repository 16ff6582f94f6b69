package org.oarlock.check;

import org.oarlock.metric.Interval;
import org.oarlock.quantity.DecimalText;
import org.oarlock.quantity.Unit;

/** Values as reasons show them. Rounded for reading; nothing is decided on these texts. */
final class ValueText {
  private static final int DECIMALS = 2;
  private static final int MOST_DECIMALS = 6;

  private ValueText() {}

  /**
   * The value with its unit and two decimals, or as many more as keep it from looking like a limit
   * that it is not: 29.9999 beside a limit of 30.
   */
  static String of(double value, Unit unit, double limit) {
    return number(value, limit) + (unit == Unit.NONE ? "" : " " + unit.symbol());
  }

  static String of(Interval interval, Unit unit, double limit) {
    return number(interval.lower(), limit) + " to " + of(interval.upper(), unit, limit);
  }

  private static String number(double value, double limit) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "unbounded" : "minus unbounded";
    }
    int decimals = DECIMALS;
    while (decimals < MOST_DECIMALS
        && Limit.compare(value, limit) != 0
        && DecimalText.print(value, decimals).equals(DecimalText.print(limit, decimals))) {
      decimals++;
    }
    return DecimalText.print(value, decimals);
  }
}
