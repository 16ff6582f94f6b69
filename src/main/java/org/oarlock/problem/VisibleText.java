package org.oarlock.problem;

/**
 * Text from files made safe to show on a terminal and in a log: what could move the cursor, change
 * colours, reorder or hide other text is written as an escape. Not for HTML: writers of markup
 * escape for their own format.
 */
public final class VisibleText {
  /** Longer texts are cut, so that a hostile file cannot flood a message. */
  public static final int MAX_LENGTH = 200;

  private VisibleText() {}

  /**
   * The text with control, format, surrogate, private-use and unassigned characters and line breaks
   * as backslash-u escapes, cut after {@value #MAX_LENGTH} characters.
   */
  public static String of(String text) {
    return of(text, MAX_LENGTH);
  }

  /** The same of a path, each of whose names is cut by itself. */
  public static String ofPath(String path) {
    StringBuilder out = new StringBuilder(path.length());
    int start = 0;
    for (int i = 0; i <= path.length(); i++) {
      if (i == path.length() || path.charAt(i) == '/' || path.charAt(i) == '\\') {
        out.append(of(path.substring(start, i)));
        out.append(path, i, Math.min(i + 1, path.length()));
        start = i + 1;
      }
    }
    return out.toString();
  }

  /**
   * The same as {@link #of(String)}, cut after {@code maxLength} characters: for sentences, which
   * may be longer.
   */
  public static String of(String text, int maxLength) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), maxLength) + 8);
    int i = 0;
    while (i < text.length()) {
      if (i >= maxLength) {
        return out.append('…').toString();
      }
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      switch (Character.getType(c)) {
        case Character.CONTROL,
            Character.FORMAT,
            Character.SURROGATE,
            Character.PRIVATE_USE,
            Character.UNASSIGNED,
            Character.LINE_SEPARATOR,
            Character.PARAGRAPH_SEPARATOR ->
            out.append(String.format(java.util.Locale.ROOT, "\\u%04X", c));
        default -> out.appendCodePoint(c);
      }
    }
    return out.toString();
  }
}
