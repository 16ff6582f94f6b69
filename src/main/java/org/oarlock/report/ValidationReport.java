package org.oarlock.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.oarlock.check.Verdict;
import org.oarlock.quantity.DecimalText;
import org.oarlock.validation.Bands;
import org.oarlock.validation.Gate;
import org.oarlock.validation.ValidationSuite;

/**
 * What the analytic suite came to on this machine, for a person who files it. The same figures each
 * time: nothing in it depends on clock, locale or machine.
 *
 * @param tool what ran it
 * @param suite the gates and the bands
 */
public record ValidationReport(Report.Tool tool, ValidationSuite suite) {
  private static final String BANDS_NOTE =
      "How often the true solid's value lies inside the band of a metric, and the median width of a"
          + " band, as a share of the value.";

  /** Writes it for a terminal. Flushes the writer and leaves it open. */
  public void writeText(Writer out) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("%s %s, validation on analytic phantoms".formatted(tool.name(), tool.version()));
    lines.add("");
    for (Gate gate : suite.gates()) {
      lines.add(
          "Gate %d: %s  %s, %d cases"
              .formatted(gate.number(), verdict(gate), gate.title(), gate.cases()));
      for (Gate.Figure figure : gate.figures()) {
        lines.add(
            String.format(
                Locale.ROOT,
                "    %-58s %-26s %s%s",
                figure.name(),
                measured(figure),
                limit(figure),
                figure.isWithin() ? "" : "  MISSED"));
      }
    }
    lines.add("");
    lines.add(BANDS_NOTE);
    TextTable table = new TextTable(TextReport.WIDTH, "Cases", ">Metrics", ">Inside", ">Width");
    for (Bands.Row row : suite.bands()) {
      table.row(
          row.name(), String.valueOf(row.metrics()), percent(row.insidePercent()), width(row));
    }
    lines.addAll(table.lines());
    lines.add("");
    lines.add(summary());
    for (String line : lines) {
      out.write(line.stripTrailing());
      out.write('\n');
    }
    out.flush();
  }

  /** Writes it as one file for a browser, to be stored in UTF-8. */
  public void writeHtml(Writer out) throws IOException {
    HtmlPage.write(out, "Validation", tool, this::write);
  }

  private void write(HtmlPage page) throws IOException {
    Html html = page.html();
    html.start("header").start("div", "class", "made-by");
    html.leaf("span", tool.name() + " " + tool.version());
    html.leaf("span", "Validation on analytic phantoms").end().endLine();
    html.start("main").start("article");
    html.leaf("h1", summary());
    html.start("div", "class", "scroll").start("table");
    page.headRow("Verdict", "Gate", "What", "Figure", "Measured", "Limit");
    for (Gate gate : suite.gates()) {
      html.start("tbody");
      for (int i = 0; i < gate.figures().size(); i++) {
        Gate.Figure figure = gate.figures().get(i);
        html.start("tr").start("td");
        page.verdict(figure.isWithin() ? Verdict.PASS : Verdict.FAIL);
        html.end();
        html.leaf("td", i == 0 ? String.valueOf(gate.number()) : "");
        html.leaf("td", i == 0 ? gate.title() + ", " + gate.cases() + " cases" : "");
        html.leaf("td", figure.name()).leaf("td", measured(figure)).leaf("td", limit(figure));
        html.endLine();
      }
      html.endLine();
    }
    html.end().endLine();
    html.leaf("h2", "Bands").leaf("p", BANDS_NOTE, "class", "note");
    html.start("div", "class", "scroll").start("table");
    page.headRow("Cases", "Metrics", "Inside", "Median width");
    html.start("tbody");
    for (Bands.Row row : suite.bands()) {
      page.row(row.name(), String.valueOf(row.metrics()), percent(row.insidePercent()), width(row));
    }
    html.end().end().endLine();
    html.end().endLine();
  }

  private String summary() {
    long missed = suite.gates().stream().filter(gate -> !gate.isPassed()).count();
    return missed == 0
        ? "All " + suite.gates().size() + " gates are passed."
        : missed + " of " + suite.gates().size() + " gates are MISSED.";
  }

  private static String verdict(Gate gate) {
    return gate.isPassed() ? "PASS" : "FAIL";
  }

  private static String measured(Gate.Figure figure) {
    return figure.unit().startsWith("of ")
        ? String.format(Locale.ROOT, "%.0f %s", figure.value(), figure.unit())
        : String.format(Locale.ROOT, "%.4f %s", figure.value(), figure.unit());
  }

  private static String limit(Gate.Figure figure) {
    return (figure.atLeast() ? "at least " : "at most ") + DecimalText.print(figure.limit());
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.2f %%", value);
  }

  private static String width(Bands.Row row) {
    return String.format(Locale.ROOT, "%.3f %%", row.widthPercent());
  }
}
