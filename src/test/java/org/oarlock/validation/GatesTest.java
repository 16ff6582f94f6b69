package org.oarlock.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oarlock.report.Report;
import org.oarlock.report.ValidationReport;

/** The engine passes every gate, and the gates are what was agreed. */
class GatesTest {
  private static ValidationSuite suite = new ValidationSuite(List.of(), List.of());

  @BeforeAll
  static void run() {
    suite = ValidationSuite.run();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0.01",
    "2, 0.03 0.01",
    "3, 0.005",
    "4, 0",
    "6, 0.1",
    "7, 0.1",
    "8, 0.01 0.5 0.1",
    "9, 0.03 0.01",
    "10, 99 1 99 99 99 99 99"
  })
  void a_gate_has_the_limits_that_were_agreed_and_is_passed(int number, String limits) {
    Gate gate = suite.gates().get(number - 1);
    assertThat(gate.number()).isEqualTo(number);
    assertThat(gate.cases()).isPositive();
    assertThat(gate.figures())
        .extracting(Gate.Figure::limit)
        .containsExactlyElementsOf(
            List.of(limits.split(" ")).stream().map(Double::parseDouble).toList());
    assertThat(gate.figures()).as(gate.title()).allMatch(Gate.Figure::isWithin);
  }

  @Test
  void coarse_contours_are_off_the_solid_only_where_the_stack_itself_is() {
    assertThat(suite.gates()).hasSize(10);
    assertThat(suite.gates().get(4).figures()).hasSize(3).allMatch(Gate.Figure::isWithin);
    assertThat(suite.isPassed()).isTrue();
  }

  @Test
  void bands_hold_the_solid_for_all_slices_and_sizes() {
    assertThat(suite.bands()).hasSize(4 * BandCase.SPACINGS_MM.size() + 1);
    assertThat(suite.bands()).allMatch(row -> row.metrics() > 100 && row.widthPercent() > 0);
    assertThat(suite.bands()).allMatch(row -> row.insidePercent() > 98);
  }

  @Test
  void a_figure_beyond_its_limit_or_without_a_value_misses_the_gate() {
    assertThat(Gate.Figure.atMost("a", 1, "", 1).isWithin()).isTrue();
    assertThat(Gate.Figure.atMost("a", 1.1, "", 1).isWithin()).isFalse();
    assertThat(Gate.Figure.atMost("a", Double.NaN, "", 1).isWithin()).isFalse();
    assertThat(Gate.Figure.atLeast("a", 98.9, "%", 99).isWithin()).isFalse();
    Worst worst = new Worst();
    worst.add(Double.NaN, 0);
    worst.add(0.5, 0);
    assertThat(worst.worst()).as("an error that is no number").isNaN();
  }

  @Test
  void the_report_and_the_page_in_the_documentation_name_the_same_gates() throws IOException {
    ValidationReport report = new ValidationReport(new Report.Tool("Oarlock", "1"), suite);
    StringWriter text = new StringWriter();
    report.writeText(text);
    String page = Files.readString(Path.of("src/site/markdown/validation.md"));
    List<String> gates = text.toString().lines().filter(line -> line.startsWith("Gate ")).toList();
    assertThat(gates).hasSize(10);
    assertThat(gates).allMatch(line -> page.contains(line + "\n"));
    assertThat(text.toString()).endsWith("All 10 gates are passed.\n").doesNotContain("MISSED");
    StringWriter html = new StringWriter();
    report.writeHtml(html);
    assertThat(html.toString())
        .contains("All 10 gates are passed.", "stair-step", "class=\"verdict pass\"")
        .doesNotContain("src=\"http", "href=\"http");
  }

  @Test
  void a_gate_that_is_missed_is_said() throws IOException {
    Gate missed =
        new Gate(7, "a title", 3, List.of(Gate.Figure.atMost("a figure", 0.25, "%", 0.1)));
    ValidationSuite failing = new ValidationSuite(List.of(missed), List.of());
    assertThat(failing.isPassed()).isFalse();
    StringWriter text = new StringWriter();
    new ValidationReport(new Report.Tool("Oarlock", "1"), failing).writeText(text);
    assertThat(text.toString())
        .contains("Gate 7: FAIL  a title, 3 cases", "0.2500 %", "at most 0.1  MISSED")
        .endsWith("1 of 1 gates are MISSED.\n");
  }
}
