package org.oarlock.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oarlock.check.Judgement;
import org.oarlock.metric.MetricResult;
import org.oarlock.metric.MetricValue;
import org.oarlock.metric.NoValue;
import org.oarlock.metric.WordValue;
import org.oarlock.quantity.Unit;

/**
 * Numbers as people read them: the one place where anything is rounded. A value is given as many
 * decimals as it takes not to look equal to a limit that it differs from, and a band is rounded
 * outwards.
 */
public final class Figures {
  private static final int MOST_DECIMALS = 12;

  private Figures() {}

  /** {@code 28.91 %}, {@code static}, or {@code -} where there is no value. */
  static String value(Judgement judgement) {
    return value(judgement.result(), judgement.limit());
  }

  /** The same of a result under a limit. */
  public static String value(@Nullable MetricResult result, String limit) {
    if (result instanceof WordValue word) {
      return word.word();
    }
    if (!(result instanceof MetricValue value)) {
      return "-";
    }
    return withUnit(rounded(value.value(), value.unit(), Limit.parse(limit)), value.unit());
  }

  /**
   * {@code [28.70, 29.12]}, or {@code >= 28.70} where nothing bounds it above; empty where there is
   * no value or nothing but the value.
   */
  static String band(@Nullable MetricResult result) {
    if (!(result instanceof MetricValue value) || value.lower() == value.upper()) {
      return "";
    }
    int decimals = value.unit().decimals();
    String lower = end(value.lower(), decimals, RoundingMode.FLOOR);
    String upper = end(value.upper(), decimals, RoundingMode.CEILING);
    if (value.upper() == Double.POSITIVE_INFINITY) {
      return value.lower() == Double.NEGATIVE_INFINITY ? "anything" : ">= " + lower;
    }
    return value.lower() == Double.NEGATIVE_INFINITY
        ? "<= " + upper
        : "[" + lower + ", " + upper + "]";
  }

  /** Whether there is a number or a word to show. */
  static boolean hasValue(Judgement judgement) {
    return judgement.result() instanceof MetricValue || judgement.result() instanceof WordValue;
  }

  /** Why there is no value, empty if there is one. */
  static String noValue(@Nullable MetricResult result) {
    return result instanceof NoValue none ? none.reason() : "";
  }

  /** This number of this unit with the decimals that suit it, {@code 48.20 Gy}. */
  static String plain(double value, Unit unit) {
    return withUnit(end(value, unit.decimals(), RoundingMode.HALF_UP), unit);
  }

  /** This number with a fixed number of decimals. */
  static String fixed(double value, int decimals) {
    return end(value, decimals, RoundingMode.HALF_UP);
  }

  private static String rounded(double value, Unit unit, List<Limit> limits) {
    int decimals = unit.decimals();
    while (decimals < MOST_DECIMALS && looksLikeAnother(value, decimals, limits)) {
      decimals++;
    }
    return end(value, decimals, RoundingMode.HALF_UP);
  }

  private static boolean looksLikeAnother(double value, int decimals, List<Limit> limits) {
    if (!Double.isFinite(value)) {
      return false;
    }
    BigDecimal shown = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
    return limits.stream()
        .anyMatch(
            limit ->
                limit.value() != value && shown.compareTo(BigDecimal.valueOf(limit.value())) == 0);
  }

  private static String end(double value, int decimals, RoundingMode rounding) {
    if (Double.isNaN(value)) {
      return "unknown";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "unbounded" : "-unbounded";
    }
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, rounding);
    return rounded.signum() == 0 ? rounded.abs().toPlainString() : rounded.toPlainString();
  }

  private static String withUnit(String number, Unit unit) {
    return unit == Unit.NONE || unit == Unit.COUNT ? number : number + " " + unit.symbol();
  }
}
