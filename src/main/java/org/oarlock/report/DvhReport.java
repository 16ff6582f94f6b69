package org.oarlock.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.oarlock.check.CrossCheck;
import org.oarlock.check.PlanResult.Curve;
import org.oarlock.dvh.DvhOptions;
import org.oarlock.plan.Plan;
import org.oarlock.problem.Problem;

/**
 * Dose-volume histograms without a protocol, and what they were made from.
 *
 * @param tool what made it
 * @param plan the plan, or a structure set and a dose without one
 * @param curves the curves, in the order to show
 * @param crossCheck the planning system's histograms of these structures, beside ours
 * @param problems what somebody must know
 * @param options how structures and doses were computed
 * @param showPatient whether the patient's name and ID are written
 */
public record DvhReport(
    Report.Tool tool,
    Plan plan,
    List<Curve> curves,
    CrossCheck crossCheck,
    List<Problem> problems,
    DvhOptions options,
    boolean showPatient) {
  public DvhReport {
    curves = List.copyOf(curves);
    problems = List.copyOf(problems);
  }

  /** Writes the table of {@link DvhCsv}. */
  public void writeCsv(Writer out) throws IOException {
    DvhCsv.write(curves, options, out);
  }

  /** Writes the chart page of {@link HtmlReport} without verdicts, to be stored in UTF-8. */
  public void writeHtml(Writer out) throws IOException {
    String title = plan.label().isBlank() ? "Dose and structures" : TerminalText.name(plan.label());
    HtmlPage.write(out, "DVH: " + title, tool, page -> write(page, title));
  }

  private void write(HtmlPage page, String title) throws IOException {
    Html html = page.html();
    html.start("header").start("div", "class", "made-by");
    html.leaf("span", tool.name() + " " + tool.version()).leaf("span", "Dose-volume histograms");
    html.end().endLine();
    html.start("main").start("article").start("div", "class", "title").leaf("h1", title);
    if (showPatient) {
      page.patient(plan.patient());
    }
    html.endLine();
    page.phases(plan);
    html.leaf("p", "Computed with " + Wording.computation(options) + ".", "class", "note");
    new DvhSection(page, "dvh-1", curves, List.of(), crossCheck).write();
    page.problems("Problems", problems);
    page.files(plan);
    html.end().endLine();
  }
}
