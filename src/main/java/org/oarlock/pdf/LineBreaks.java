package org.oarlock.pdf;

import com.openhtmltopdf.extend.FSTextBreaker;

/**
 * Where a line may end: behind spaces, at slashes, brackets and commas, and behind a hyphen within
 * a word, so that {@code --set} stays whole. The platform's own rules come with data that differ
 * from one Java to the next.
 */
final class LineBreaks implements FSTextBreaker {
  private static final int NO_MORE = -1;

  private String text = "";
  private int at;

  @Override
  public void setText(String text) {
    this.text = text;
    this.at = 0;
  }

  /** The next index before which a line may end, the last being the text's end; then -1. */
  @Override
  public int next() {
    if (at >= text.length()) {
      return NO_MORE;
    }
    do {
      at++;
    } while (at < text.length() && !mayEndBefore(at));
    return at;
  }

  private boolean mayEndBefore(int index) {
    char before = text.charAt(index - 1);
    char next = text.charAt(index);
    if (next == ' ') {
      return false;
    }
    return switch (before) {
      case ' ', '/', '\\', ',', ';' -> true;
      case '-' -> index > 1 && Character.isLetterOrDigit(text.charAt(index - 2));
      case '(' -> next != ')';
      default -> next == '[';
    };
  }
}
