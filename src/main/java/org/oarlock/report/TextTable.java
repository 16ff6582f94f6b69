package org.oarlock.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * A table for a terminal, in ASCII but for what its cells hold. Where the rows are wider than the
 * page, columns are narrowed where that costs the fewest lines, and their cells broken into several
 * lines: nothing is cut, and no word is broken as long as there is room for it.
 */
final class TextTable {
  private static final int NARROWEST = 8;
  private static final int LONGEST_WHOLE = 20;
  private static final String GAP = "  ";

  private final int pageWidth;
  private final List<String> header;
  private final List<Boolean> right;
  private final List<Boolean> whole;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * @param header the heads of the columns; one that starts with {@code >} is aligned to the right,
   *     and cells of up to {@value #LONGEST_WHOLE} below one that then starts with {@code !} are
   *     not broken where that can be avoided
   */
  TextTable(int pageWidth, String... header) {
    this.pageWidth = pageWidth;
    this.header = Arrays.stream(header).map(h -> h.replaceFirst("^>?!?", "")).toList();
    this.right = Arrays.stream(header).map(h -> h.startsWith(">")).toList();
    this.whole = Arrays.stream(header).map(h -> h.matches(">?!.*")).toList();
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
    int[][] cells = cells(TerminalText::width);
    int[] widths = most(cells);
    int[] floors = most(cells(TerminalText::unbreakable));
    for (int i = 0; i < floors.length; i++) {
      floors[i] = whole.get(i) ? Math.min(widths[i], LONGEST_WHOLE) : floors[i];
    }
    int room = pageWidth - GAP.length() * (widths.length - 1);
    narrow(widths, cells, floors, room);
    narrow(widths, cells, new int[widths.length], room);
    return widths;
  }

  private int[][] cells(ToIntFunction<String> measure) {
    return rows.stream().map(row -> row.stream().mapToInt(measure).toArray()).toArray(int[][]::new);
  }

  private int[] most(int[][] cells) {
    int[] most = header.stream().mapToInt(TerminalText::width).toArray();
    for (int[] row : cells) {
      for (int i = 0; i < most.length; i++) {
        most[i] = Math.min(pageWidth, Math.max(most[i], row[i]));
      }
    }
    return most;
  }

  /** Narrows columns, none below its floor, until the rows fit or no column is left to narrow. */
  private void narrow(int[] widths, int[][] cells, int[] floors, int room) {
    while (IntStream.of(widths).sum() > room) {
      int cheapest = -1;
      long least = Long.MAX_VALUE;
      for (int i = 0; i < widths.length; i++) {
        int floor = Math.max(floors[i], Math.max(NARROWEST, TerminalText.width(header.get(i))));
        if (widths[i] > floor) {
          widths[i]--;
          long height = height(widths, cells);
          widths[i]++;
          if (height < least || (height == least && widths[i] > widths[cheapest])) {
            least = height;
            cheapest = i;
          }
        }
      }
      if (cheapest < 0) {
        return;
      }
      widths[cheapest]--;
    }
  }

  /** About how many lines the rows take. */
  private static long height(int[] widths, int[][] cells) {
    long height = 0;
    for (int[] row : cells) {
      int lines = 1;
      for (int i = 0; i < widths.length; i++) {
        lines = Math.max(lines, (row[i] + widths[i] - 1) / widths[i]);
      }
      height += lines;
    }
    return height;
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
