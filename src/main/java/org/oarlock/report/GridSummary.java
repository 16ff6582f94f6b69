package org.oarlock.report;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.oarlock.metric.Interval;
import org.oarlock.plan.DoseGrid;
import org.oarlock.quantity.DecimalText;

/**
 * Size and spacing of a dose grid.
 *
 * @param nodes columns, rows and frames
 * @param spacingsMm the least and greatest distance between neighbouring nodes along columns, rows
 *     and frames; 0 where there is but one
 */
record GridSummary(List<Integer> nodes, List<Interval> spacingsMm) {
  static GridSummary of(DoseGrid grid) {
    return new GridSummary(
        List.of(grid.columns(), grid.rows(), grid.frames()),
        List.of(
            spacing(grid.columns(), grid::columnMm),
            spacing(grid.rows(), grid::rowMm),
            spacing(grid.frames(), grid::frameMm)));
  }

  private static Interval spacing(int count, IntToDoubleFunction offsetMm) {
    if (count < 2) {
      return Interval.point(0);
    }
    Interval range = Interval.point(offsetMm.applyAsDouble(1) - offsetMm.applyAsDouble(0));
    for (int i = 2; i < count; i++) {
      range = range.including(offsetMm.applyAsDouble(i) - offsetMm.applyAsDouble(i - 1));
    }
    return range;
  }

  /** {@code 120 x 90 x 64 nodes of 2.5 x 2.5 x 3 mm}; an uneven spacing as {@code 2..3}. */
  String text() {
    return nodes.get(0)
        + " x "
        + nodes.get(1)
        + " x "
        + nodes.get(2)
        + " nodes, "
        + String.join(" x ", spacingsMm.stream().map(GridSummary::text).toList())
        + " mm";
  }

  private static String text(Interval spacing) {
    String least = trimmed(spacing.lower());
    String greatest = trimmed(spacing.upper());
    return least.equals(greatest) ? least : least + ".." + greatest;
  }

  /** At most three decimals, none of them a superfluous zero. */
  private static String trimmed(double valueMm) {
    return DecimalText.print(Double.parseDouble(Figures.fixed(valueMm, 3)));
  }
}
