package org.oarlock.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CsvReportTest {
  private static String csv(Report report) throws IOException {
    StringWriter out = new StringWriter();
    CsvReport.write(report, out);
    return out.toString();
  }

  /** The rows by the columns' names, read as RFC 4180 says. */
  private static List<Map<String, String>> rows(Report report) throws IOException {
    List<List<String>> lines = csv(report).lines().map(CsvReportTest::cells).toList();
    List<Map<String, String>> rows = new ArrayList<>();
    for (List<String> line : lines.subList(1, lines.size())) {
      Map<String, String> row = new LinkedHashMap<>();
      assertThat(line).hasSameSizeAs(lines.get(0));
      for (int i = 0; i < line.size(); i++) {
        row.put(lines.get(0).get(i), line.get(i));
      }
      rows.add(row);
    }
    return rows;
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }

  @Test
  void there_is_a_row_for_each_comparison_and_each_value_reported_besides() throws IOException {
    List<Map<String, String>> rows = rows(SampleReports.trunk(false));
    assertThat(rows)
        .extracting(row -> row.get("goal") + " " + row.get("role"))
        .containsExactly(
            "ptv1-d95 deciding",
            "ptv2-d95 deciding",
            "liver deciding",
            "liver judged",
            "kidneys deciding",
            "heart-v30 deciding",
            "lungs-v20 deciding",
            "lungs-v20 reported",
            "lungs-v20 reported",
            "cord-max deciding",
            "bowel-v50 deciding",
            "fields deciding");
  }

  @Test
  void a_row_says_everything_unrounded() throws IOException {
    Map<String, String> row = rows(SampleReports.trunk(false)).get(6);
    assertThat(row)
        .containsEntry("plan", "Trunk50 + Boost14")
        .containsEntry("plan_uid", "1.2.3.1 1.2.3.2")
        .containsEntry("verdict", "PASS")
        .containsEntry("obligation", "REQUIRED")
        .containsEntry("priority", "")
        .containsEntry("structure", "Lungs")
        .containsEntry("matched", "Lung_L; Lung_R")
        .containsEntry("metric", "V20Gy[%]")
        .containsEntry("value", "14.9996")
        .containsEntry("unit", "%")
        .containsEntry("lower", "14.7")
        .containsEntry("upper", "15.9")
        .containsEntry("limit", "< 15 %")
        .containsEntry("row_verdict", "PASS")
        .containsEntry("covered_percent", "99.1")
        .containsEntry("borderline", "with no cap it would be 15.20 %, FAIL")
        .containsEntry("protocol_sha256", "a".repeat(64) + " " + "b".repeat(64))
        .containsEntry("tool_version", "0.1.0");
  }

  @Test
  void what_has_no_value_has_a_reason_and_what_is_reported_no_verdict_of_its_own()
      throws IOException {
    List<Map<String, String>> rows = rows(SampleReports.trunk(false));
    assertThat(rows.get(10))
        .containsEntry("value", "")
        .containsEntry("lower", "")
        .containsEntry("row_verdict", "NOT_EVALUATED")
        .containsEntry("reason", "no structure is called 'Bowel_Small' or 'SmallBowel'");
    assertThat(rows.get(7)).containsEntry("row_verdict", "").containsEntry("value", "9.8765");
  }

  @Test
  void no_text_is_a_formula_or_moves_the_cursor() throws IOException {
    for (String text : HostileText.ALL) {
      String csv = csv(SampleReports.named(text));
      assertThat(csv.chars()).allMatch(c -> c == '\n' || c >= 0x20 && c != 0x7F && c != 0x202E);
      for (Map<String, String> row : rows(SampleReports.named(text))) {
        assertThat(row.values()).noneMatch(cell -> cell.stripLeading().matches("(?s)[=+@-].*"));
      }
    }
  }

  @Test
  void without_a_protocol_there_is_a_header_only() throws IOException {
    StringWriter out = new StringWriter();
    CsvReport.writeWithoutProtocol(out);
    assertThat(out.toString()).startsWith("plan,plan_uid,goal,").hasLineCount(1);
  }
}
