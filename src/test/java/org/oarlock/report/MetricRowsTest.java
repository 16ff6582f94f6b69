package org.oarlock.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.oarlock.check.CrossCheck;
import org.oarlock.metric.Interval;
import org.oarlock.metric.MetricValue;
import org.oarlock.metric.NoValue;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.quantity.Unit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MetricRowsTest {
  private static final MetricRow VALUE =
      new MetricRow(
          "Liver",
          "V20Gy[%]",
          Unit.PERCENT,
          SampleReports.value(34.56789012345678, Unit.PERCENT, 34.1, 35),
          100.0,
          "half-slice cap");
  private static final MetricRow NO_VALUE =
      new MetricRow(
          "Lens, left",
          "D2cc[Gy]",
          Unit.GY,
          new NoValue("2 cc is more than the structure's 1.5 cc"),
          null,
          "half-slice cap");
  private static final MetricRow UNBOUNDED =
      new MetricRow(
          "Lungs",
          "Max[cGy]",
          Unit.CGY,
          new MetricValue(
              6600,
              Unit.CGY,
              Interval.point(6600),
              Interval.of(6590, 6610),
              Interval.of(6600, Double.POSITIVE_INFINITY),
              99.25,
              List.of()),
          99.25,
          "no cap");

  @Test
  void csv_has_a_row_per_metric_with_full_precision() throws IOException {
    assertThat(csv(VALUE, NO_VALUE, UNBOUNDED))
        .isEqualTo(
            """
            structure,metric,value,unit,lower,upper,covered_percent,reason,convention
            Liver,V20Gy[%],34.56789012345678,%,34.1,35,100,,half-slice cap
            "Lens, left",D2cc[Gy],,Gy,,,,"2 cc is more than the structure's 1.5 cc",half-slice cap
            Lungs,Max[cGy],6600,cGy,6590,inf,99.25,,no cap
            """);
  }

  @Test
  void json_says_the_same_with_null_for_what_is_empty_or_unbounded() throws IOException {
    StringWriter out = new StringWriter();
    MetricRows.writeJson(
        SampleReports.TOOL,
        List.of(VALUE, NO_VALUE, UNBOUNDED),
        CrossCheck.NONE,
        List.of(Problem.note("a", SourceLocation.NOWHERE, "b")),
        out);
    JsonNode root = JsonMapper.shared().readTree(out.toString());

    assertThat(root.propertyNames())
        .containsExactly("formatVersion", "tool", "metrics", "planningSystemDvhs", "problems");
    assertThat(root.at("/metrics/0").propertyNames())
        .containsExactly(
            "structure",
            "metric",
            "value",
            "unit",
            "lower",
            "upper",
            "covered_percent",
            "reason",
            "convention");
    assertThat(root.at("/metrics/0/value").asDouble()).isEqualTo(34.56789012345678);
    assertThat(root.at("/metrics/0/reason").isNull()).isTrue();
    assertThat(root.at("/metrics/1/value").isNull()).isTrue();
    assertThat(root.at("/metrics/1/covered_percent").isNull()).isTrue();
    assertThat(root.at("/metrics/1/reason").asString())
        .isEqualTo("2 cc is more than the structure's 1.5 cc");
    assertThat(root.at("/metrics/2/upper").isNull()).isTrue();
    assertThat(root.at("/problems/0/code").asString()).isEqualTo("a");
  }

  @Test
  void a_text_that_a_spreadsheet_would_run_gets_an_apostrophe() throws IOException {
    assertThat(cell("=1+1")).isEqualTo("'=1+1");
    assertThat(cell("+1")).isEqualTo("'+1");
    assertThat(cell("-1")).isEqualTo("'-1");
    assertThat(cell("@SUM")).isEqualTo("'@SUM");
    assertThat(cell(" =1")).isEqualTo("' =1");
    assertThat(cell("\uFF1D1")).isEqualTo("'\uFF1D1");
    assertThat(cell("'quoted")).isEqualTo("''quoted");
    assertThat(cell("PTV-1=2")).isEqualTo("PTV-1=2");
    assertThat(cell("\t=1")).isEqualTo("\\u0009=1");
  }

  @Test
  void hostile_names_stay_in_their_cell() throws IOException {
    for (String name : HostileText.ALL) {
      MetricRow row = new MetricRow(name, name, Unit.GY, new NoValue(name), null, "shape");
      List<List<String>> rows = parse(csv(row));
      assertThat(rows).as(HostileText.brief(name)).hasSize(2);
      assertThat(rows.get(1)).as(HostileText.brief(name)).hasSize(9);
      assertThat(rows.get(1).get(0)).doesNotStartWith("=").doesNotContain("\u001B", "\r", "\u202E");
      assertThat(rows.get(1).get(0)).isEqualTo(rows.get(1).get(7));
    }
  }

  private static String cell(String name) throws IOException {
    return parse(csv(new MetricRow(name, "m", Unit.GY, new NoValue("r"), null, "shape")))
        .get(1)
        .get(0);
  }

  private static String csv(MetricRow... rows) throws IOException {
    StringWriter out = new StringWriter();
    MetricRows.writeCsv(List.of(rows), out);
    return out.toString();
  }

  /** A reader by RFC 4180, independent of the writer. */
  private static List<List<String>> parse(String csv) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < csv.length(); i++) {
      char c = csv.charAt(i);
      if (quoted && c == '"' && i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
        cell.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '\n')) {
        row.add(cell.toString());
        cell.setLength(0);
        if (c == '\n') {
          rows.add(row);
          row = new ArrayList<>();
        }
      } else {
        cell.append(c);
      }
    }
    return rows;
  }
}
