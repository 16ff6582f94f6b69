package org.oarlock.quantity;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Decimal numbers as text, the same on every machine: a point, never a comma; no grouping; no
 * hexadecimal, no NaN, no infinity.
 */
public final class DecimalText {
  private DecimalText() {}

  /**
   * The length of the decimal number that {@code text} starts with, 0 if there is none: an optional
   * sign, digits with at most one point, an optional exponent.
   */
  public static int numberLength(String text) {
    int i = 0;
    int n = text.length();
    if (i < n && (text.charAt(i) == '+' || text.charAt(i) == '-')) {
      i++;
    }
    int digits = 0;
    while (i < n && isDigit(text.charAt(i))) {
      i++;
      digits++;
    }
    if (i < n && text.charAt(i) == '.' && (digits > 0 || i + 1 < n)) {
      int point = i++;
      while (i < n && isDigit(text.charAt(i))) {
        i++;
        digits++;
      }
      if (i == point + 1) {
        i = point; // "10..16": the points belong to the range, not to the number
      }
    }
    if (digits == 0) {
      return 0;
    }
    if (i < n && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
      int j = i + 1;
      if (j < n && (text.charAt(j) == '+' || text.charAt(j) == '-')) {
        j++;
      }
      int start = j;
      while (j < n && isDigit(text.charAt(j))) {
        j++;
      }
      if (j > start) {
        i = j;
      }
    }
    return i;
  }

  /**
   * Reads a whole text as one decimal number.
   *
   * @throws QuantityFormatException if the text is anything else, a decimal comma included
   */
  public static double parse(String text) {
    String trimmed = text.strip();
    if (trimmed.isEmpty() || numberLength(trimmed) != trimmed.length()) {
      throw new QuantityFormatException(
          "'"
              + trimmed
              + "' is not a decimal number"
              + (trimmed.indexOf(',') >= 0 ? "; write a point, not a comma" : ""));
    }
    double value = Double.parseDouble(trimmed);
    if (Double.isInfinite(value)) {
      throw new QuantityFormatException("'" + trimmed + "' is too large");
    }
    return value;
  }

  /** The shortest text that reads back as this finite number, without exponent: {@code 0.001}. */
  public static String print(double value) {
    if (value == 0) {
      return "0";
    }
    BigDecimal decimal = BigDecimal.valueOf(value).stripTrailingZeros();
    return decimal.toPlainString();
  }

  /** This finite number rounded half up to a fixed number of decimals, {@code 48.20}. */
  public static String print(double value, int decimals) {
    String text =
        BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    return text.startsWith("-") && text.chars().allMatch(c -> c == '-' || c == '0' || c == '.')
        ? text.substring(1)
        : text;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
