package org.oarlock.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.oarlock.quantity.DecimalText;
import org.oarlock.quantity.QuantityFormatException;
import org.oarlock.quantity.Unit;

/**
 * One side of the limit that a judgement prints, read back: what is drawn on a chart, and what a
 * rounded value may not appear to equal.
 *
 * @param side on which side of the value the goal is met
 * @param value in {@code unit}
 * @param unit the unit written beside it
 */
record Limit(Side side, double value, Unit unit) {
  enum Side {
    AT_MOST,
    AT_LEAST
  }

  private static final Pattern TEXT =
      Pattern.compile(
          "(<=?|>=?|=|in)\\s*([0-9.eE+-]+?)(?:\\.\\.([0-9.eE+-]+?))?(?:\\s+\\+-\\s*([0-9.eE-]+))?"
              + "\\s*([A-Za-z%]*)(?:[ ,;(].*)?");

  /**
   * The sides of {@code < 30 %}, {@code in 5..10 mm}, {@code = 6 MV}, {@code in 30..40 +- 3 mm};
   * none of anything else.
   */
  static List<Limit> parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      return List.of();
    }
    Unit unit = Unit.ofSymbol(matcher.group(5)).orElse(Unit.NONE);
    try {
      double first = DecimalText.parse(matcher.group(2));
      double last = matcher.group(3) == null ? first : DecimalText.parse(matcher.group(3));
      String width = Objects.requireNonNullElse(matcher.group(4), "0");
      return switch (matcher.group(1)) {
        case "<", "<=" -> List.of(new Limit(Side.AT_MOST, first, unit));
        case ">", ">=" -> List.of(new Limit(Side.AT_LEAST, first, unit));
        default ->
            List.of(
                new Limit(Side.AT_LEAST, sum(first, "-" + width), unit),
                new Limit(Side.AT_MOST, sum(last, width), unit));
      };
    } catch (QuantityFormatException e) {
      return List.of();
    }
  }

  /** As decimal numbers add up. */
  private static double sum(double value, String width) {
    return BigDecimal.valueOf(value)
        .add(BigDecimal.valueOf(DecimalText.parse(width)))
        .doubleValue();
  }
}
