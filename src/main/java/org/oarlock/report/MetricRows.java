package org.oarlock.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.oarlock.check.CrossCheck;
import org.oarlock.metric.MetricValue;
import org.oarlock.problem.Problem;
import tools.jackson.core.exc.JacksonIOException;

/** Metrics as a table for programs: one row per structure and metric, nothing rounded. */
public final class MetricRows {
  private static final List<String> COLUMNS =
      List.of(
          "structure",
          "metric",
          "value",
          "unit",
          "lower",
          "upper",
          "covered_percent",
          "reason",
          "convention");

  private MetricRows() {}

  /**
   * Writes CSV as {@link Csv} describes it. A row without a value has an empty value, lower and
   * upper, and a reason; an end of the band that nothing bounds is {@code inf} or {@code -inf}.
   */
  public static void writeCsv(List<MetricRow> rows, Writer out) throws IOException {
    Csv csv = new Csv(out);
    for (String column : COLUMNS) {
      csv.text(column);
    }
    csv.endRow();
    for (MetricRow row : rows) {
      csv.text(row.structure()).text(row.metric());
      if (row.result() instanceof MetricValue value) {
        csv.number(value.value())
            .text(row.unit().symbol())
            .number(value.lower())
            .number(value.upper());
      } else {
        csv.empty().text(row.unit().symbol()).empty().empty();
      }
      covered(csv, row).text(Figures.noValue(row.result())).text(row.convention()).endRow();
    }
    out.flush();
  }

  private static Csv covered(Csv csv, MetricRow row) throws IOException {
    return row.coveredPercent() == null ? csv.empty() : csv.number(row.coveredPercent());
  }

  /**
   * Writes the same as JSON, with the keys of the columns; what is empty there is null here. What
   * the planning system stored comes after the rows.
   */
  public static void writeJson(
      Report.Tool tool,
      List<MetricRow> rows,
      CrossCheck crossCheck,
      List<Problem> problems,
      Writer out)
      throws IOException {
    try (JsonOutput json = JsonOutput.indented(out)) {
      json.startObject().integer("formatVersion", JsonReport.FORMAT_VERSION);
      JsonReport.tool(json, tool);
      json.startArray("metrics");
      rows.forEach(row -> row(json, row));
      json.endArray();
      new CrossCheckJson(json).write(crossCheck);
      JsonReport.problems(json, problems);
      json.endObject();
    } catch (JacksonIOException e) {
      throw e.getCause();
    }
    out.write('\n');
    out.flush();
  }

  private static void row(JsonOutput json, MetricRow row) {
    json.startObject().text("structure", row.structure()).text("metric", row.metric());
    if (row.result() instanceof MetricValue value) {
      json.number("value", value.value())
          .text("unit", row.unit().symbol())
          .number("lower", value.lower())
          .number("upper", value.upper());
    } else {
      json.none("value").text("unit", row.unit().symbol()).none("lower").none("upper");
    }
    if (row.coveredPercent() == null) {
      json.none("covered_percent");
    } else {
      json.number("covered_percent", row.coveredPercent());
    }
    String reason = Figures.noValue(row.result());
    json.text("reason", reason.isEmpty() ? null : reason)
        .text("convention", row.convention())
        .endObject();
  }
}
