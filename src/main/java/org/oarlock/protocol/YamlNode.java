package org.oarlock.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.SourceLocation;

/** A node of a YAML file that knows where it stands. */
sealed interface YamlNode {
  SourceLocation location();

  /** What it is, in words: "a list". */
  String kind();

  /** A mapping in the order of the file; no key occurs twice. */
  record Mapping(List<Entry> entries, SourceLocation location) implements YamlNode {
    public Mapping {
      entries = List.copyOf(entries);
    }

    @Override
    public String kind() {
      return "a mapping";
    }

    @Nullable Entry get(String key) {
      return entries.stream().filter(e -> e.name().equals(key)).findFirst().orElse(null);
    }
  }

  /** A key with its value. */
  record Entry(Scalar key, YamlNode value) {
    String name() {
      return key.text();
    }
  }

  /** A list. */
  record Sequence(List<YamlNode> items, SourceLocation location) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /**
   * A scalar, as text: what it means is decided by who asks for it.
   *
   * @param text what a YAML reader makes of it
   * @param plain whether it was written without quotes, and not as a block
   * @param raw as written, quotes, block sign and line ends included; null if that is not known
   */
  record Scalar(String text, boolean plain, @Nullable String raw, SourceLocation location)
      implements YamlNode {
    @Override
    public String kind() {
      return isNull() ? "nothing" : "the text '" + text + "'";
    }

    /** Whether it stands for no value: empty, {@code ~} or {@code null}, unquoted. */
    boolean isNull() {
      return plain
          && switch (text) {
            case "", "~", "null", "Null", "NULL" -> true;
            default -> false;
          };
    }

    /** The column in the file of a character of the text. */
    int column(int index) {
      return at(index).column();
    }

    /** The place in the file of a character of the text. */
    SourceLocation at(int index) {
      if (raw == null) {
        return location;
      }
      int offset = raw.indexOf('\n') < 0 ? offset(raw, index) : offsetInLines(raw, index);
      int lineStart = raw.lastIndexOf('\n', offset - 1) + 1;
      int line = location.line() + (int) raw.substring(0, lineStart).lines().count();
      int column = raw.codePointCount(lineStart, offset) + (lineStart == 0 ? location.column() : 1);
      return new SourceLocation(location.file(), line, column, location.path());
    }

    /** Where in a text that was written on one line a character stands. */
    private int offset(String written, int index) {
      int at = plain || written.isEmpty() ? 0 : 1;
      for (int i = 0; i < index && at < written.length(); i++) {
        at += plain ? 1 : writtenLength(written, at);
      }
      return Math.min(at, written.length());
    }

    /** How many characters were written for the one whose writing starts there. */
    private static int writtenLength(String written, int at) {
      if (written.startsWith("''", at) && written.charAt(0) == '\'') {
        return 2;
      }
      if (written.charAt(at) != '\\' || written.charAt(0) != '"' || at + 1 >= written.length()) {
        return 1;
      }
      return switch (written.charAt(at + 1)) {
        case 'x' -> 4;
        case 'u' -> 6;
        case 'U' -> 10;
        default -> 2;
      };
    }

    /**
     * The same where it spans several lines. YAML folds and indents blanks and leaves all else as
     * it is, so what is not blank tells the place. Where quotes hold escapes it is their start.
     */
    private int offsetInLines(String written, int index) {
      boolean block = !plain && (written.charAt(0) == '|' || written.charAt(0) == '>');
      boolean escaped = !plain && !block && (written.indexOf('\\') >= 0 || text.contains("'"));
      if (escaped) {
        return 0;
      }
      int at = block ? written.indexOf('\n') + 1 : plain ? 0 : 1;
      long before = text.substring(0, index).chars().filter(c -> !isBlank(c)).count();
      int last = at;
      for (; at < written.length(); at++) {
        if (!isBlank(written.charAt(at))) {
          if (before == 0) {
            return index < text.length() ? at : last;
          }
          before--;
          last = at + 1;
        }
      }
      return last;
    }

    private static boolean isBlank(int c) {
      return c == ' ' || c == '\n' || c == '\t';
    }
  }
}
