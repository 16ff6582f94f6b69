package org.oarlock.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a line of CSV as RFC 4180 has it. */
final class Csvs {
  private static final Pattern CELL =
      Pattern.compile("\\G(?:\"((?:[^\"]|\"\")*)\"|([^,\"]*))(,|$)");

  private Csvs() {}

  static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    Matcher matcher = CELL.matcher(line);
    while (matcher.find()) {
      String quoted = matcher.group(1);
      cells.add(quoted == null ? matcher.group(2) : quoted.replace("\"\"", "\""));
      if (matcher.group(3).isEmpty()) {
        break;
      }
    }
    return cells;
  }
}
