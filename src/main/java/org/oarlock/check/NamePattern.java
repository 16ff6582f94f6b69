package org.oarlock.check;

import java.util.ArrayList;
import java.util.List;

/**
 * A name of a structure, or a pattern with {@code *} for any characters or none, compared after
 * normalisation as AAPM TG-263 allows: case, spaces and underscores do not tell names apart,
 * everything else does ({@code ~}, {@code -03}, {@code !}, digits, left and right).
 *
 * <p>Two spellings of a separator stay significant, because dropping them would join names that
 * mean different structures: between two digits ({@code PTV1_5000} is not {@code PTV15000}), and an
 * underscore in front, which TG-263 uses to mark what is not meant for evaluation ({@code _Liver}).
 */
final class NamePattern {
  private final String text;
  private final List<Segment> segments = new ArrayList<>();

  /**
   * What stands between two stars.
   *
   * @param letters normalised
   * @param notAfterDigit a separator and a digit follow a star: the star may not end in a digit
   * @param notBeforeDigit a digit and a separator precede a star: it may not start with a digit
   */
  private record Segment(String letters, boolean notAfterDigit, boolean notBeforeDigit) {}

  private NamePattern(String text) {
    this.text = text;
    String[] pieces = text.split("\\*", -1);
    for (int i = 0; i < pieces.length; i++) {
      segments.add(segment(pieces[i], i > 0, i < pieces.length - 1));
    }
  }

  static NamePattern of(String text) {
    return new NamePattern(text);
  }

  /** Whether two names are the same after normalisation; a star is a star here. */
  static boolean same(String a, String b) {
    return normal(a).equals(normal(b));
  }

  /** The pattern as written. */
  String text() {
    return text;
  }

  /** Whether it has a star. */
  boolean isPattern() {
    return segments.size() > 1;
  }

  private static Segment segment(String piece, boolean afterStar, boolean beforeStar) {
    String letters = normal(piece);
    if (afterStar && letters.startsWith("_")) {
      letters = letters.substring(1);
    }
    boolean gapBefore = afterStar && !piece.isEmpty() && isGap(piece.charAt(0));
    boolean gapAfter = beforeStar && !piece.isEmpty() && isGap(piece.charAt(piece.length() - 1));
    return new Segment(
        letters,
        gapBefore && digitAt(letters, 0),
        gapAfter && digitAt(letters, letters.length() - 1));
  }

  /** The name in lower case without the separators that do not count. */
  static String normal(String name) {
    StringBuilder out = new StringBuilder(name.length());
    boolean gap = false;
    boolean underscore = false;
    int i = 0;
    while (i < name.length()) {
      int c = name.codePointAt(i);
      i += Character.charCount(c);
      if (isGap(c)) {
        gap = true;
        underscore |= c == '_';
        continue;
      }
      boolean inFront = out.isEmpty() && underscore;
      boolean betweenDigits = gap && isDigit(c) && digitAt(out, out.length() - 1);
      if (inFront || betweenDigits) {
        out.append('_');
      }
      out.appendCodePoint(Character.toLowerCase(c));
      gap = false;
    }
    return out.toString();
  }

  private static boolean isGap(int c) {
    return c == ' ' || c == '_';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean digitAt(CharSequence text, int index) {
    return index >= 0 && index < text.length() && isDigit(text.charAt(index));
  }

  /** Whether a name of the plan is this name, or fits this pattern. */
  boolean matches(String name) {
    String candidate = normal(name);
    Segment first = segments.get(0);
    if (!isPattern()) {
      return candidate.equals(first.letters);
    }
    if (!fits(first, candidate, 0)) {
      return false;
    }
    int from = first.letters.length();
    for (Segment segment : segments.subList(1, segments.size() - 1)) {
      from =
          find(segment, candidate, from); // leftmost is enough: what follows a star may be longer
      if (from < 0) {
        return false;
      }
    }
    Segment last = segments.get(segments.size() - 1);
    int start = candidate.length() - last.letters.length();
    return start >= from && fits(last, candidate, start);
  }

  private static int find(Segment segment, String candidate, int from) {
    for (int at = from; at + segment.letters.length() <= candidate.length(); at++) {
      if (fits(segment, candidate, at)) {
        return at + segment.letters.length();
      }
    }
    return -1;
  }

  private static boolean fits(Segment segment, String candidate, int at) {
    return candidate.startsWith(segment.letters, at)
        && !(segment.notAfterDigit && digitAt(candidate, at - 1))
        && !(segment.notBeforeDigit && digitAt(candidate, at + segment.letters.length()));
  }
}
