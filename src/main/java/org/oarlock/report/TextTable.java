package org.oarlock.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table for a terminal, in ASCII but for what its cells hold. Where the rows are wider than the
 * page the widest columns are narrowed and their cells broken into several lines: nothing is cut.
 */
final class TextTable {
  private static final int NARROWEST = 8;
  private static final String GAP = "  ";

  private final int pageWidth;
  private final List<String> header;
  private final List<Boolean> right;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * @param header the heads of the columns; one that starts with {@code >} is aligned to the right
   */
  TextTable(int pageWidth, String... header) {
    this.pageWidth = pageWidth;
    this.header = Arrays.stream(header).map(h -> h.startsWith(">") ? h.substring(1) : h).toList();
    this.right = Arrays.stream(header).map(h -> h.startsWith(">")).toList();
  }

  /** Adds a row; its cells have been made safe to show. */
  void row(String... cells) {
    if (cells.length != header.size()) {
      throw new IllegalArgumentException(cells.length + " cells, " + header.size() + " columns");
    }
    rows.add(List.of(cells));
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The table's lines, without trailing blanks. */
  List<String> lines() {
    int[] widths = widths();
    List<String> lines = new ArrayList<>();
    append(lines, header, widths);
    lines.add(String.join(GAP, IntStream.of(widths).mapToObj("-"::repeat).toList()));
    rows.forEach(row -> append(lines, row, widths));
    return lines;
  }

  private int[] widths() {
    int[] widths = new int[header.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      widths[i] =
          Math.max(
              TerminalText.width(header.get(i)),
              rows.stream().mapToInt(row -> TerminalText.width(row.get(column))).max().orElse(0));
    }
    int room = pageWidth - GAP.length() * (widths.length - 1);
    while (IntStream.of(widths).sum() > room && widest(widths) >= 0) {
      widths[widest(widths)]--;
    }
    return widths;
  }

  /** The widest column that can still be narrowed, -1 if there is none. */
  private int widest(int[] widths) {
    int widest = -1;
    for (int i = 0; i < widths.length; i++) {
      boolean narrowable = widths[i] > Math.max(NARROWEST, TerminalText.width(header.get(i)));
      if (narrowable && (widest < 0 || widths[i] > widths[widest])) {
        widest = i;
      }
    }
    return widest;
  }

  private void append(List<String> lines, List<String> row, int[] widths) {
    List<List<String>> cells =
        IntStream.range(0, widths.length)
            .mapToObj(i -> TerminalText.wrap(row.get(i), widths[i]))
            .toList();
    int height = cells.stream().mapToInt(List::size).max().orElse(1);
    for (int n = 0; n < height; n++) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String text = n < cells.get(i).size() ? cells.get(i).get(n) : "";
        line.append(i == 0 ? "" : GAP)
            .append(
                right.get(i)
                    ? TerminalText.paddedLeft(text, widths[i])
                    : TerminalText.padded(text, widths[i]));
      }
      lines.add(line.toString().stripTrailing());
    }
  }
}
