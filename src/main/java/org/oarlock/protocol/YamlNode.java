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
   * @param plain whether it was written without quotes
   * @param raw as written, quotes included; null if it spans several lines
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

    /**
     * The column in the file of a character of the text; where the text spans several lines, the
     * column of its start.
     */
    int column(int index) {
      if (raw == null) {
        return location.column();
      }
      int at = plain || raw.isEmpty() ? 0 : 1;
      for (int i = 0; i < index && at < raw.length(); i++) {
        at += plain ? 1 : writtenLength(at);
      }
      return location.column() + raw.codePointCount(0, Math.min(at, raw.length()));
    }

    /** How many characters were written for the one whose writing starts there. */
    private int writtenLength(int at) {
      String written = raw == null ? "" : raw;
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

    /** The place in the file of a character of the text. */
    SourceLocation at(int index) {
      return new SourceLocation(location.file(), location.line(), column(index), location.path());
    }
  }
}
