package org.oarlock.report;

import java.util.List;

/**
 * How a curve is drawn. Seven colours that stay apart for the common kinds of colour blindness and
 * have a contrast of at least 3:1 on white, in step with four dash patterns: 28 curves before two
 * look the same, and neighbours differ in both.
 *
 * @param colour as CSS has it
 * @param dash lengths of dashes and gaps in CSS pixels, empty for a solid line
 */
record CurveStyle(String colour, List<Integer> dash) {
  private static final List<String> COLOURS =
      List.of("#0064a4", "#c44601", "#00785a", "#a3408a", "#333f48", "#9a6700", "#5a54c4");
  private static final List<List<Integer>> DASHES =
      List.of(List.of(), List.of(9, 4), List.of(2, 3), List.of(12, 3, 2, 3));

  static CurveStyle of(int index) {
    return new CurveStyle(COLOURS.get(index % COLOURS.size()), DASHES.get(index % DASHES.size()));
  }
}
