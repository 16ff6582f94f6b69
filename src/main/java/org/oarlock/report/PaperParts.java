package org.oarlock.report;

import java.io.IOException;
import java.util.List;
import org.oarlock.check.PlanResult;
import org.oarlock.plan.Plan;
import org.oarlock.protocol.Protocol;

/** What a printed report has and a browser's page needs not: edges of pages, signatures. */
final class PaperParts {
  /** An edge of a page has room for two lines, whatever a file is called. */
  private static final int MAX_TITLE = 90;

  private static final int MAX_NAME = 60;
  private static final int MAX_HASH = 100;
  private static final int MAX_PATIENT = 80;

  private final Html html;
  private final Report report;

  PaperParts(Html html, Report report) {
    this.html = html;
    this.report = report;
  }

  /** The upper edge of every page: what was asked, and by which program it was judged. */
  void top() throws IOException {
    Protocol protocol = report.protocol();
    html.start("div", "class", "page-top").start("table").start("tr");
    html.start("td").start("strong").brief(protocol.title(), MAX_TITLE).end().text(" ");
    html.brief(protocol.id() + " " + protocol.version(), MAX_NAME);
    html.text(" " + protocol.status()).end();
    html.leaf("td", report.tool().name() + " " + report.tool().version(), "class", "number");
    html.end().end();
    html.start("div").text("Protocol SHA-256 ").brief(hash(protocol), MAX_HASH).end();
    if (protocol.status() != Protocol.Status.APPROVED) {
      html.leaf("div", status(protocol), "class", "warn");
    }
    html.endLine();
  }

  private static String status(Protocol protocol) {
    return (protocol.status() == Protocol.Status.DRAFT ? "DRAFT" : "UNVERIFIED")
        + " PROTOCOL: nobody has approved it for clinical use";
  }

  private static String hash(Protocol protocol) {
    int others = protocol.files().size() - 1;
    return protocol.files().get(0).sha256()
        + (others == 0 ? "" : ", and of " + others + " more " + (others == 1 ? "file" : "files"));
  }

  /** The lower edge of the pages of a plan. */
  void bottom(Plan plan) throws IOException {
    bottom(
        html,
        TerminalText.name(plan.label()),
        report.showPatient() ? HtmlPage.patientText(plan.patient()) : "");
  }

  /** Starts a page that belongs to no plan. */
  void bottomOfNoPlan() throws IOException {
    html.start("div", "class", "apart").end();
    bottom(html, report.plans().size() + (report.plans().size() == 1 ? " plan" : " plans"), "");
  }

  /** Both edges of pages on which nothing is judged. */
  static void edges(Html html, Report.Tool tool, String what) throws IOException {
    html.start("div", "class", "page-top").start("table").start("tr");
    html.start("td").leaf("strong", what).end();
    html.leaf("td", tool.name() + " " + tool.version(), "class", "number");
    html.end().end().endLine();
    bottom(html, what, "");
  }

  private static void bottom(Html html, String what, String patient) throws IOException {
    html.start("div", "class", "page-bottom").start("table").start("tr");
    html.start("td").start("strong").brief(what, MAX_NAME).end();
    html.text(" ").brief(patient, MAX_PATIENT);
    html.end().start("td", "class", "number").text("Page ");
    html.leaf("span", "", "class", "page").text(" of ").leaf("span", "", "class", "pages");
    html.end().end().end().endLine();
  }

  /** Who reads a report puts a name to it. */
  void signatures(PlanResult result) throws IOException {
    Protocol protocol = report.protocol();
    html.start("section", "class", "signatures").leaf("h3", "Signatures");
    html.leaf(
        "p",
        "Plan "
            + TerminalText.name(result.plan().label())
            + ", "
            + protocol.id()
            + " "
            + protocol.version()
            + " ("
            + protocol.status()
            + "): "
            + result.verdict()
            + ", "
            + Summary.tally(result.goals())
            + ".");
    html.start("table").start("thead").start("tr");
    for (String head : List.of("", "Name", "Signature", "Date")) {
      html.leaf("th", head);
    }
    html.end().end().start("tbody");
    for (String role : List.of("Planner", "Physicist", "Physician")) {
      html.start("tr").leaf("th", role);
      html.leaf("td", "").leaf("td", "").leaf("td", "").endLine();
    }
    html.end().end().endLine();
  }
}
