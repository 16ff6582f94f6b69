package org.oarlock.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.oarlock.pdf.PdfDocument;
import org.oarlock.pdf.Typeface;
import org.oarlock.problem.Problem;

/**
 * A report as a PDF to sign and to file: what {@link HtmlReport} says, on A4 pages with the
 * protocol at the top and the plan at the bottom of each, and room for signatures behind each plan.
 * The same report gives the same bytes on every machine.
 */
public final class PdfReport {
  private PdfReport() {}

  /** Writes the document and leaves the stream open. */
  public static void write(Report report, OutputStream out) throws IOException {
    write(
        HtmlReport.title(report),
        report.tool(),
        out,
        (page, shown, paper) -> HtmlReport.writePaper(report, page, shown, paper));
  }

  /** Writes a document that says why there is no report: no protocol could be used. */
  public static void writeWithoutProtocol(
      Report.Tool tool, List<Problem> problems, OutputStream out) throws IOException {
    write(
        NothingJudged.TITLE,
        tool,
        out,
        (page, shown, paper) ->
            HtmlPage.writePaper(
                page,
                NothingJudged.TITLE,
                tool,
                shown,
                Map.of(),
                paper,
                NothingJudged.withoutProtocol(tool, problems)::write));
  }

  /** What the pages say. */
  @FunctionalInterface
  private interface Content {
    void write(Writer page, UnaryOperator<String> shown, Paper paper) throws IOException;
  }

  private static void write(String title, Report.Tool tool, OutputStream out, Content content)
      throws IOException {
    try (Typeface typeface = Typeface.load()) {
      Paper paper = new Paper();
      StringWriter page = new StringWriter();
      content.write(page, typeface::shown, paper);
      PdfDocument.write(
          page.toString(),
          paper.pictures(),
          typeface,
          TerminalText.sentence(title),
          tool.name() + " " + tool.version(),
          out);
    }
  }
}
