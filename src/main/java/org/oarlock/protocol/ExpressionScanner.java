package org.oarlock.protocol;

import java.util.Set;
import org.oarlock.quantity.DecimalText;

/** A place in the text of an expression, and the words that start there. */
final class ExpressionScanner {
  /** Words of the language; a structure of that name must be quoted. */
  static final Set<String> KEYWORDS = Set.of("and", "or", "not", "in", "of");

  private final String text;
  private int index;

  ExpressionScanner(String text) {
    this.text = text;
  }

  /** Whether a name can stand in an expression without quotes. */
  static boolean isPlainName(String name) {
    ExpressionScanner scanner = new ExpressionScanner(name);
    return !name.isEmpty()
        && !KEYWORDS.contains(name)
        && scanner.plainName().length() == name.length();
  }

  int index() {
    return index;
  }

  void skipSpace() {
    while (index < text.length() && (text.charAt(index) == ' ' || text.charAt(index) == '\n')) {
      index++;
    }
  }

  boolean atEnd() {
    return index >= text.length();
  }

  /** The next character, 0 at the end. */
  char peek() {
    return atEnd() ? 0 : text.charAt(index);
  }

  boolean startsWith(String prefix) {
    return text.startsWith(prefix, index);
  }

  /** Passes that text if it comes next, spaces aside. */
  boolean pass(String symbol) {
    skipSpace();
    if (!startsWith(symbol)) {
      return false;
    }
    index += symbol.length();
    return true;
  }

  /** Passes that word if it comes next as a whole word, spaces aside. */
  boolean passWord(String word) {
    skipSpace();
    if (!startsWith(word) || isNamePart(index + word.length())) {
      return false;
    }
    index += word.length();
    return true;
  }

  /** Passes a plain name and gives it; empty if none comes next. */
  String plainName() {
    int start = index;
    if (!atEnd() && (Character.isLetter(text.codePointAt(index)) || peek() == '_')) {
      while (isNamePart(index)) {
        index += Character.charCount(text.codePointAt(index));
      }
    }
    return text.substring(start, index);
  }

  private boolean isNamePart(int at) {
    if (at >= text.length()) {
      return false;
    }
    int c = text.codePointAt(at);
    return switch (c) {
      case '_', '-', '~', '^' -> true;
      case '!' -> at + 1 >= text.length() || text.charAt(at + 1) != '=';
      default -> Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK;
    };
  }

  /** Whether a number comes next. */
  boolean atNumber() {
    return DecimalText.numberLength(text.substring(index)) > 0;
  }

  /** Passes a decimal number and gives its text; empty if none comes next. */
  String number() {
    int start = index;
    index += DecimalText.numberLength(text.substring(index));
    return text.substring(start, index);
  }

  /** Passes a unit's letters, or a percent sign, and gives them; empty if none comes next. */
  String unitWord() {
    int start = index;
    if (peek() == '%') {
      index++;
    } else {
      while (!atEnd() && Character.isLetter(peek())) {
        index++;
      }
    }
    return text.substring(start, index);
  }

  /** Passes everything up to and including that character; false if it does not come. */
  boolean passTo(char end) {
    int at = text.indexOf(end, index);
    if (at < 0) {
      return false;
    }
    index = at + 1;
    return true;
  }

  String since(int start) {
    return text.substring(start, index);
  }

  void back(int to) {
    index = to;
  }

  /** What comes next, shortened, for a message. */
  String rest() {
    String rest = text.substring(index);
    return rest.length() > 30 ? rest.substring(0, 30) + "…" : rest;
  }

  /**
   * Passes the letters of a metric: {@code V20Gy[%]}, {@code CV{spared}[%]}, {@code gEUD(a=8)[Gy]}.
   * Gives false if a bracket is not closed.
   */
  boolean passMetric() {
    while (!atEnd()) {
      char c = peek();
      if (c == '{' && !passTo('}')) {
        return false;
      } else if (c == '.' || c == '%' || c == '_' || Character.isLetterOrDigit(c)) {
        index++;
      } else if (c != '{') {
        break;
      }
    }
    return (peek() != '(' || passTo(')')) && (peek() != '[' || passTo(']'));
  }
}
