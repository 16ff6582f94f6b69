package org.oarlock.dicom;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.oarlock.quantity.DecimalText;
import org.oarlock.quantity.QuantityFormatException;

/**
 * Reads backslash-separated decimal strings (VR DS and IS, PS3.5 6.2) into doubles, correctly
 * rounded. Values may be padded with spaces or NUL; longer values than the 16 characters that the
 * standard allows are read, since real files have them, up to {@value #MAX_LENGTH}.
 */
final class DecimalStrings {
  static final int MAX_LENGTH = 64;

  /** Powers of ten that a double holds exactly. */
  private static final double[] TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final long EXACT = 1L << 53;

  /** Any number of so many digits is below {@link #EXACT}. */
  private static final int EXACT_DIGITS = 15;

  private DecimalStrings() {}

  /** A value that is not a finite decimal number. */
  static final class NotANumber extends Exception {
    private static final long serialVersionUID = 1L;
    private final int index;
    private final String value;

    private NotANumber(int index, String value) {
      super(value, null, false, false);
      this.index = index;
      this.value = value;
    }

    /** Which value it is, counted from 0. */
    int index() {
      return index;
    }

    /** The value as written, cut if it is long. */
    String value() {
      return value;
    }
  }

  /** How many values a text of this many bytes holds; an all-blank text holds none. */
  static int count(byte[] text, int length) {
    int backslashes = 0;
    for (int i = 0; i < length; i++) {
      int difference = (text[i] & 0xFF) ^ '\\';
      backslashes += (difference - 1) >>> 31; // 1 for a backslash, without a branch
    }
    return backslashes == 0 && isBlank(text, length) ? 0 : backslashes + 1;
  }

  private static boolean isBlank(byte[] text, int length) {
    int i = 0;
    while (i < length && isPadding(text[i])) {
      i++;
    }
    return i == length;
  }

  /** Reads the first {@code length} bytes of a text. */
  static double[] parse(byte[] text, int length) throws NotANumber {
    return parse(text, length, count(text, length));
  }

  /**
   * The same where it is known how many values there are. Most numbers are a few digits with a
   * point or none, and nothing else, and are read in one go; they are most of a structure set.
   *
   * @param count what {@link #count} says
   */
  static double[] parse(byte[] text, int length, int count) throws NotANumber {
    double[] values = new double[count];
    int start = 0;
    for (int n = 0; n < count - 1; n++) { // each ends with a backslash, if not before
      int i = start;
      boolean negative = text[i] == '-';
      if (negative) {
        i++;
      }
      int first = i;
      long digits = 0; // a wrong number if there are too many
      int digit = digit(text[i]);
      while (digit <= 9) {
        digits = 10 * digits + digit;
        digit = digit(text[++i]);
      }
      int written = i - first;
      int decimals = 0;
      if (text[i] == '.') {
        int point = i;
        digit = digit(text[++i]);
        while (digit <= 9) {
          digits = 10 * digits + digit;
          digit = digit(text[++i]);
        }
        decimals = i - point - 1;
        written += decimals;
      }
      if (text[i] == '\\' && written > 0 && written <= EXACT_DIGITS) {
        double value = digits / TEN[decimals];
        values[n] = negative ? -value : value;
      } else {
        while (text[i] != '\\') {
          i++;
        }
        values[n] = number(text, start, i, n);
      }
      start = i + 1;
    }
    if (count > 0) {
      values[count - 1] = number(text, start, length, count - 1);
    }
    return values;
  }

  /** The digit that a character is; more than 9 for any other character. */
  private static int digit(byte c) {
    return (char) (c - '0');
  }

  /** Any other number: with padding, a plus, an exponent, or more digits. */
  private static double number(byte[] text, int from, int to, int index) throws NotANumber {
    int start = from;
    int end = to;
    while (start < end && isPadding(text[start])) {
      start++;
    }
    while (end > start && isPadding(text[end - 1])) {
      end--;
    }
    int i = start;
    boolean negative = false;
    if (i < end && (text[i] == '-' || text[i] == '+')) {
      negative = text[i++] == '-';
    }
    long digits = 0;
    int decimals = 0;
    int count = 0;
    boolean point = false;
    for (; i < end; i++) {
      int c = text[i];
      if (c >= '0' && c <= '9') {
        if (digits >= EXACT / 10) {
          return slow(text, start, end, index);
        }
        digits = 10 * digits + (c - '0');
        count++;
        if (point) {
          decimals++;
        }
      } else if (c == '.' && !point) {
        point = true;
      } else {
        return slow(text, start, end, index);
      }
    }
    if (count == 0 || decimals >= TEN.length) {
      return slow(text, start, end, index);
    }
    // both are exact doubles, so the one division rounds correctly (Clinger 1990)
    double value = digits / TEN[decimals];
    return negative ? -value : value;
  }

  private static double slow(byte[] text, int start, int end, int index) throws NotANumber {
    int shown = Math.min(end - start, MAX_LENGTH);
    String value = new String(text, start, shown, StandardCharsets.ISO_8859_1);
    Double parsed = end - start > MAX_LENGTH ? null : parse(value);
    if (parsed == null) {
      throw new NotANumber(index, value);
    }
    return parsed;
  }

  private static @Nullable Double parse(String value) {
    try {
      return DecimalText.parse(value);
    } catch (QuantityFormatException e) {
      return null;
    }
  }

  private static boolean isPadding(byte c) {
    return c == ' ' || c == 0;
  }
}
