package org.oarlock.report;

import java.util.ArrayList;
import java.util.List;
import org.oarlock.problem.VisibleText;

/** Text in the cells of a terminal: how wide it is, and how it is broken into lines. */
final class TerminalText {
  /** A sentence from a file or about it is cut here; a name at {@link VisibleText#MAX_LENGTH}. */
  static final int MAX_SENTENCE = 2000;

  private TerminalText() {}

  static String name(String text) {
    return text.isBlank() ? "(no name)" : VisibleText.of(text);
  }

  static String sentence(String text) {
    return VisibleText.of(text, MAX_SENTENCE);
  }

  /** The number of cells that a terminal with a fixed-width font takes for this text. */
  static int width(String text) {
    return text.codePoints().map(TerminalText::width).sum();
  }

  private static int width(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    return isWide(c) ? 2 : 1;
  }

  /**
   * The blocks that Unicode's East Asian Width (UAX 11) gives two cells, whole blocks at a time.
   */
  private static boolean isWide(int c) {
    return (c >= 0x1100 && c <= 0x115F) // Hangul Jamo
        || (c >= 0x2E80 && c <= 0xA4CF) // CJK, kana, Yi
        || (c >= 0xAC00 && c <= 0xD7A3) // Hangul
        || (c >= 0xF900 && c <= 0xFAFF) // CJK compatibility
        || (c >= 0xFE30 && c <= 0xFE6F) // CJK forms
        || (c >= 0xFF00 && c <= 0xFF60) // full-width forms
        || (c >= 0xFFE0 && c <= 0xFFE6)
        || (c >= 0x1F300 && c <= 0x1FAFF) // pictographs
        || (c >= 0x20000 && c <= 0x3FFFD);
  }

  static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - width(text)));
  }

  static String paddedLeft(String text, int width) {
    return " ".repeat(Math.max(0, width - width(text))) + text;
  }

  /**
   * Lines of at most {@code width} cells, at least one: broken at spaces, a longer word at its
   * hyphens and brackets, a longer piece anywhere.
   */
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split(" +", -1)) {
      if (!line.isEmpty() && width(line.toString()) + 1 + width(word) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      if (!line.isEmpty()) {
        line.append(' ');
      }
      String rest = word;
      while (width(rest) > width) {
        int end = prefix(rest, width);
        for (int i = end; i > 0; i--) {
          if (isBreak(rest, i)) {
            end = i;
            break;
          }
        }
        lines.add(rest.substring(0, end));
        rest = rest.substring(end);
      }
      line.append(rest);
    }
    lines.add(line.toString());
    return lines;
  }

  /** The width of the longest piece that {@link #wrap} leaves whole wherever it can. */
  static int unbreakable(String text) {
    int longest = 0;
    int start = 0;
    for (int i = 1; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == ' ' || isBreak(text, i)) {
        longest = Math.max(longest, width(text.substring(start, i).strip()));
        start = i;
      }
    }
    return longest;
  }

  /** Whether a word may be broken before this character. */
  private static boolean isBreak(String text, int index) {
    if (index < 2 || index >= text.length()) {
      return false;
    }
    char before = text.charAt(index - 1);
    return (before == '-' && Character.isLetterOrDigit(text.charAt(index - 2)))
        || (before == '(' && text.charAt(index) != ')')
        || (text.charAt(index) == '[' && before != ' ');
  }

  /** The length of the longest prefix that fits, at least one character. */
  private static int prefix(String text, int width) {
    int end = 0;
    int cells = 0;
    while (end < text.length()) {
      int c = text.codePointAt(end);
      cells += width(c);
      if (cells > width && end > 0) {
        break;
      }
      end += Character.charCount(c);
    }
    return end;
  }
}
