package org.oarlock.batch;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.oarlock.metric.MetricValue;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;
import org.oarlock.quantity.Unit;
import org.oarlock.report.Csv;
import org.oarlock.report.Figures;
import org.oarlock.store.GoalRow;
import org.oarlock.store.GoalTable;
import org.oarlock.store.RowFilter;
import org.oarlock.store.Store;
import org.oarlock.store.StoredGoal;

/** The table of goals, or a part of it: every goal of every plan under every protocol. */
public final class ResultList {
  private static final int WIDEST = 40;
  private static final int LONGEST = 300;
  static final char BYTE_ORDER_MARK = '\uFEFF';

  private final GoalTable table;
  private final RowFilter filter;

  public ResultList(Store store, RowFilter filter) {
    this.table = new GoalTable(store);
    this.filter = filter;
  }

  // text

  /**
   * Writes it for people: each plan, and its goals in columns. Flushes the writer and leaves it
   * open.
   */
  public void writeText(Writer out) throws IOException {
    int[] widths = new int[5];
    Set<EditionName> editions = new LinkedHashSet<>();
    table.each(
        filter,
        row -> {
          editions.add(EditionName.of(row));
          List<String> cells = cells(row);
          for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], cells.get(i).length());
          }
        });
    Map<EditionName, String> names = new HashMap<>();
    String[] last = {""};
    try {
      table.each(
          filter,
          row -> {
            String plan = String.join("\n", row.plan(), row.protocolKey(), row.tool());
            EditionName by = EditionName.of(row);
            String shown = names.computeIfAbsent(by, name -> name.shown(name.among(editions)));
            write(out, row, shown, widths, plan.equals(last[0]), last[0].isEmpty());
            last[0] = plan;
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (last[0].isEmpty()) {
      out.write("no row\n");
    }
    out.flush();
  }

  /** Where no row fits since none has what the filter asks for: what rows have instead. */
  public List<Problem> remarks() {
    if (table.isAnyIn(filter)) {
      return List.of();
    }
    return table.absent(filter).stream().map(ResultList::remark).toList();
  }

  private static Problem remark(GoalTable.Absent absent) {
    String some = absent.some().stream().map(ResultList::shown).collect(Collectors.joining(", "));
    return Problem.warning(
        "where-absent",
        new SourceLocation("--where", 0, 0, null),
        "no row fits: no %s is '%s'; there is %s"
            .formatted(
                absent.column(),
                shown(absent.text()),
                some.isEmpty() ? "none at all" : "for example " + some),
        some.isEmpty()
            ? null
            : "Name one that is there, or compare with ~, which finds parts of a text");
  }

  private static void write(
      Writer out, GoalRow row, String by, int[] widths, boolean isSamePlan, boolean isFirst) {
    try {
      if (!isSamePlan) {
        out.write(
            "%s%s  %s  %s\n%s\n"
                .formatted(
                    isFirst ? "" : "\n",
                    VisibleText.of(row.label().isEmpty() ? row.plan() : row.label()),
                    row.planVerdict(),
                    by,
                    VisibleText.of(row.path(), LONGEST)));
      }
      List<String> cells = cells(row);
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < cells.size(); i++) {
        int width = i < widths.length ? widths[i] : 0;
        String cell = cells.get(i);
        line.append("  ").append(cell).append(" ".repeat(Math.max(0, width - cell.length())));
      }
      out.write(line.toString().stripTrailing() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Goal, value, metric, limit, verdict, and the reason; of a plan without goals its own. */
  private static List<String> cells(GoalRow row) {
    StoredGoal goal = row.goal();
    if (goal == null) {
      return List.of(
          "-", "-", "-", "-", row.planVerdict(), VisibleText.of(row.planReason(), LONGEST));
    }
    return List.of(
        shown(goal.goal()),
        value(goal),
        shown(goal.metric()),
        shown(goal.limit()),
        goal.verdict(),
        VisibleText.of(goal.reason(), LONGEST));
  }

  private static String value(StoredGoal goal) {
    Double value = goal.value();
    if (value == null) {
      return goal.word() == null ? "-" : shown(goal.word());
    }
    Unit unit = Unit.ofSymbol(String.valueOf(goal.unit())).orElse(Unit.NONE);
    return Figures.value(MetricValue.exact(value, unit), goal.limit());
  }

  private static String shown(String text) {
    return VisibleText.of(text, WIDEST);
  }

  // tables

  /**
   * Writes all columns as CSV, behind the number of each row; flushes the writer and leaves it
   * open.
   */
  public void writeCsv(Writer out) throws IOException {
    out.write(BYTE_ORDER_MARK);
    Csv csv = new Csv(out, "\r\n");
    csv.text("row");
    for (GoalColumn column : GoalColumn.ALL) {
      csv.text(column.name());
    }
    csv.endRow();
    long[] number = new long[1];
    try {
      table.each(filter, row -> write(csv, ++number[0], row));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    out.flush();
  }

  private static void write(Csv csv, long number, GoalRow row) {
    try {
      csv.number((double) number);
      for (GoalColumn column : GoalColumn.ALL) {
        Object value = column.of(row);
        if (value == null) {
          csv.empty();
        } else if (value instanceof Number figure) {
          csv.number(figure.doubleValue());
        } else {
          csv.text(value.toString());
        }
      }
      csv.endRow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes all columns as Apache Parquet; leaves the stream open. */
  public void writeParquet(OutputStream out) throws IOException {
    try (GoalParquet parquet = new GoalParquet(out)) {
      table.each(filter, parquet::add);
      parquet.finish();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
