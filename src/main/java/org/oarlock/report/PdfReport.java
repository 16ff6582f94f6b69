package org.oarlock.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import org.oarlock.pdf.PdfDocument;
import org.oarlock.pdf.Typeface;

/**
 * A report as a PDF to sign and to file: what {@link HtmlReport} says, on A4 pages with the
 * protocol at the top and the plan at the bottom of each, and room for signatures behind each plan.
 * The same report gives the same bytes on every machine.
 */
public final class PdfReport {
  private PdfReport() {}

  /** Writes the document and leaves the stream open. */
  public static void write(Report report, OutputStream out) throws IOException {
    try (Typeface typeface = Typeface.load()) {
      Paper paper = new Paper();
      StringWriter page = new StringWriter();
      HtmlReport.writePaper(report, page, typeface::shown, paper);
      PdfDocument.write(
          page.toString(),
          paper.pictures(),
          typeface,
          TerminalText.sentence(HtmlReport.title(report)),
          report.tool().name() + " " + report.tool().version(),
          out);
    }
  }
}
