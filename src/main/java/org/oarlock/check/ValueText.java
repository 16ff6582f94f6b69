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
    return number(value, unit, limit) + suffix(unit);
  }

  static String of(Interval interval, Unit unit, double limit) {
    boolean fromBelow = Double.isInfinite(interval.lower());
    if (Double.isInfinite(interval.upper())) {
      return fromBelow ? "anywhere" : of(interval.lower(), unit, limit) + " upwards";
    }
    return fromBelow
        ? of(interval.upper(), unit, limit) + " downwards"
        : number(interval.lower(), unit, limit) + " to " + of(interval.upper(), unit, limit);
  }

  /** What stands after a number of this unit: nothing after one that counts things. */
  static String suffix(Unit unit) {
    return unit == Unit.NONE || unit == Unit.COUNT ? "" : " " + unit.symbol();
  }

  private static String number(double value, Unit unit, double limit) {
    int decimals = unit == Unit.COUNT ? 0 : DECIMALS;
    while (decimals < MOST_DECIMALS
        && Limit.compare(value, limit) != 0
        && DecimalText.print(value, decimals).equals(DecimalText.print(limit, decimals))) {
      decimals++;
    }
    return DecimalText.print(value, decimals);
  }
}
