package org.oarlock.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.oarlock.check.Verdict;
import org.oarlock.plan.FileIdentity;
import org.oarlock.plan.Phase;
import org.oarlock.plan.PhaseDose;
import org.oarlock.plan.Plan;
import org.oarlock.plan.Prescription;
import org.oarlock.problem.Problem;
import org.oarlock.problem.Severity;

/**
 * What all pages have in common: one file that needs nothing else, and whose content security
 * policy forbids everything but the four scripts and styles of this program, by their hashes, and
 * images that stand in the page itself.
 */
final class HtmlPage {
  /** The body of a page. */
  @FunctionalInterface
  interface Body {
    void write(HtmlPage page) throws IOException;
  }

  private final Html html;
  private final @Nullable Paper paper;

  private HtmlPage(Html html, @Nullable Paper paper) {
    this.html = html;
    this.paper = paper;
  }

  /** What takes the drawings of a page that is to be printed; null for one that a browser shows. */
  @Nullable Paper paper() {
    return paper;
  }

  Html html() {
    return html;
  }

  static void write(Writer out, String title, Report.Tool tool, Body body) throws IOException {
    HtmlPage page = new HtmlPage(new Html(out), null);
    page.head(title, policy());
    page.html.start("body");
    body.write(page);
    page.madeBy(tool);
    page.html.start("script").asset(Asset.CHART_SCRIPT).endLine();
    page.html.start("script").asset(Asset.REPORT_SCRIPT).endLine();
    page.html.end().endLine();
    page.html.finish();
  }

  /**
   * Pages to be printed, well-formed as XML.
   *
   * @param shown what text becomes that cannot be printed
   * @param contents where to go in the document, by the ids of its elements
   */
  static void writePaper(
      Writer out,
      String title,
      Report.Tool tool,
      UnaryOperator<String> shown,
      Map<String, String> contents,
      Paper paper,
      Body body)
      throws IOException {
    HtmlPage page = new HtmlPage(new Html(out, shown), paper);
    page.html.start("html", "lang", "en").start("head");
    page.html.leaf("title", title);
    page.html.start("style").asset(Asset.PAPER_STYLE).endLine();
    page.html.start("bookmarks");
    for (Map.Entry<String, String> entry : contents.entrySet()) {
      page.html.empty("bookmark", "name", entry.getValue(), "href", "#" + entry.getKey());
    }
    page.html.endLine();
    page.html.endLine();
    page.html.start("body");
    body.write(page);
    page.madeBy(tool);
    page.html.end().endLine();
    page.html.finish();
  }

  private void madeBy(Report.Tool tool) throws IOException {
    html.leaf(
        "footer",
        "Made by "
            + tool.name()
            + " "
            + tool.version()
            + " from the files listed here. It does not replace the review of the plan.");
  }

  /** A page that runs no script. */
  static void writeStatic(Writer out, String title, Report.Tool tool, String footer, Body body)
      throws IOException {
    HtmlPage page = new HtmlPage(new Html(out), null);
    page.head(
        title + " - " + tool.name(),
        "default-src 'none'; style-src "
            + Asset.REPORT_STYLE.policySource()
            + "; base-uri 'none'; form-action 'none'");
    page.html.start("body");
    body.write(page);
    page.html.leaf("footer", footer).endLine();
    page.html.endLine();
    page.html.finish();
  }

  private void head(String title, String policy) throws IOException {
    html.start("html", "lang", "en").start("head");
    html.empty("meta", "charset", "utf-8");
    html.empty("meta", "http-equiv", "Content-Security-Policy", "content", policy);
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.empty("meta", "name", "referrer", "content", "no-referrer");
    html.leaf("title", title);
    if (policy.contains("script-src")) {
      html.start("style").asset(Asset.CHART_STYLE).endLine();
    }
    html.start("style").asset(Asset.REPORT_STYLE).endLine();
    html.endLine();
  }

  private static String policy() {
    return "default-src 'none'; script-src "
        + Asset.CHART_SCRIPT.policySource()
        + " "
        + Asset.REPORT_SCRIPT.policySource()
        + "; style-src "
        + Asset.CHART_STYLE.policySource()
        + " "
        + Asset.REPORT_STYLE.policySource()
        + "; img-src data:; base-uri 'none'; form-action 'none'";
  }

  /** A verdict by its word, its shape and its colour. */
  void verdict(Verdict verdict) throws IOException {
    html.start(
        "span", "class", "verdict " + verdict.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    if (paper != null) {
      html.text(sign(verdict) + "\u00A0" + verdict.name()).end();
      return;
    }
    html.start("svg", "width", "16", "height", "16", "viewBox", "0 0 16 16", "aria-hidden", "true");
    switch (verdict) {
      case PASS -> {
        html.start("circle", "cx", "8", "cy", "8", "r", "7.5", "class", "shape").end();
        sign("M4.5 8.3 7 10.8 11.5 5.6");
      }
      case VARIATION -> {
        shape("M8 .8 15.6 15H.4z");
        sign("M8 6v4.2M8 12.2v.6");
      }
      case FAIL -> {
        shape("M5 .5h6L15.5 5v6L11 15.5H5L.5 11V5z");
        sign("M5.2 5.2l5.6 5.6M10.8 5.2l-5.6 5.6");
      }
      case REVIEW -> {
        shape("M8 .2 15.8 8 8 15.8 .2 8z");
        sign("M6.2 6.3a1.8 1.8 0 1 1 2.6 1.7q-.8.4-.8 1.3M8 11.2v.5");
      }
      case NOT_EVALUATED -> {
        shape("M1 1h14v14H1z");
        sign("M4.5 8h.1M8 8h.1M11.4 8h.1");
      }
      case NOT_APPLICABLE -> sign("M2.5 8h11");
    }
    html.end().text(verdict.name()).end();
  }

  /** The shape as a character of {@link org.oarlock.pdf.Typeface}. */
  private static String sign(Verdict verdict) {
    return switch (verdict) {
      case PASS -> "\u2714";
      case VARIATION -> "\u25B2";
      case FAIL -> "\u2716";
      case REVIEW -> "\u25C6";
      case NOT_EVALUATED -> "\u25A0";
      case NOT_APPLICABLE -> "\u2013";
    };
  }

  private void shape(String path) throws IOException {
    html.start("path", "d", path, "class", "shape").end();
  }

  private void sign(String path) throws IOException {
    html.start("path", "d", path, "class", "sign").end();
  }

  void headRow(String... heads) throws IOException {
    html.start("thead").start("tr");
    for (String head : heads) {
      html.leaf("th", head, "scope", "col");
    }
    html.end().endLine();
  }

  void row(String... cells) throws IOException {
    html.start("tr");
    for (String cell : cells) {
      html.leaf("td", cell);
    }
    html.endLine();
  }

  void patient(Plan.Patient patient) throws IOException {
    html.leaf("p", patientText(patient), "class", "patient");
  }

  static String patientText(Plan.Patient patient) {
    return "Patient "
        + (patient.name() == null ? "without a name" : patient.name())
        + ", ID "
        + (patient.id() == null ? "not stated" : patient.id());
  }

  /** Prescription, fractions, dose and grid of each phase. */
  void phases(Plan plan) throws IOException {
    html.start("div", "class", "scroll").start("table", "class", "phases");
    headRow("Plan", "Prescription", "Fractions", "Approval", "Dose", "Dose grid");
    html.start("tbody");
    for (Phase phase : plan.phases()) {
      PhaseDose dose = phase.dose();
      row(
          phase.label().isBlank() ? "(no label)" : TerminalText.name(phase.label()),
          phase.prescriptions().isEmpty()
              ? "not stated"
              : String.join("; ", phase.prescriptions().stream().map(HtmlPage::text).toList()),
          phase.fractions() > 0 ? String.valueOf(phase.fractions()) : "not stated",
          phase.approval().isEmpty() ? "not stated" : TerminalText.name(phase.approval()),
          dose == null
              ? "none that can be used"
              : dose.doseType()
                  + ", "
                  + dose.summation()
                  + ": "
                  + dose.derivation()
                  + (dose.totalIsCertain() ? "" : " (not certain to be the total dose)"),
          dose == null ? "" : GridSummary.of(dose.grid()).text());
    }
    html.end().end().endLine();
  }

  private static String text(Prescription prescription) {
    String target =
        prescription.targetName().isBlank()
            ? prescription.description()
            : prescription.targetName();
    return prescription.dose() + (target.isBlank() ? "" : " to " + TerminalText.name(target));
  }

  /** Every file that a plan was read from. */
  void files(Plan plan) throws IOException {
    html.start("section").leaf("h3", "Files");
    html.start("div", "class", "scroll").start("table", "class", "files");
    headRow("What", "File", "SOP Instance UID", "SHA-256");
    html.start("tbody");
    file("Structure set", plan.structureSet().source());
    for (Phase phase : plan.phases()) {
      if (phase.source() != null) {
        file("Plan", phase.source());
      }
      if (phase.dose() != null) {
        for (FileIdentity source : phase.dose().sources()) {
          file("Dose", source);
        }
      }
    }
    html.end().end().end();
    html.leaf(
        "p",
        "Frame of reference " + shown(plan.structureSet().frameOfReferenceUid()),
        "class",
        "note");
    html.endLine();
  }

  private void file(String what, FileIdentity file) throws IOException {
    html.start("tr")
        .leaf("td", what)
        .leaf("td", file.path())
        .leaf("td", shown(file.sopInstanceUid()), "class", "code")
        .leaf("td", file.sha256(), "class", "code")
        .endLine();
  }

  private static String shown(String text) {
    return text.isEmpty() ? "not stated" : text;
  }

  void problems(String title, List<Problem> problems) throws IOException {
    if (problems.isEmpty()) {
      return;
    }
    html.start("section").leaf("h3", title).start("ul", "class", "problems");
    for (Severity severity : Severity.values()) {
      for (Problem problem : problems) {
        if (problem.severity() == severity) {
          problem(problem);
        }
      }
    }
    html.end().endLine();
  }

  private void problem(Problem problem) throws IOException {
    String severity = problem.severity().name().toLowerCase(Locale.ROOT);
    html.start("li", "class", severity)
        .leaf("strong", severity)
        .text(" " + problem.message() + " ");
    html.leaf("span", (problem.location() + " [" + problem.code() + "]").strip(), "class", "where");
    if (problem.hint() != null) {
      html.start("div").text(problem.hint()).end();
    }
    html.endLine();
  }
}
