package org.oarlock.report;

import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.oarlock.check.Conflict;
import org.oarlock.check.Explanation;
import org.oarlock.check.Explanation.Finding;
import org.oarlock.check.Explanations;
import org.oarlock.check.GoalResult;
import org.oarlock.check.GoalResult.Obligation;
import org.oarlock.check.Judgement;
import org.oarlock.check.PlanResult;
import org.oarlock.check.Verdict;
import org.oarlock.metric.MetricResult;
import org.oarlock.metric.MetricValue;
import org.oarlock.picture.Figure;
import org.oarlock.plan.Plan;
import org.oarlock.problem.Problem;
import org.oarlock.protocol.Protocol;

/**
 * A report as one HTML file for people: it needs no network and runs no script but its own. See
 * {@link Html} for why hostile names stay text.
 */
public final class HtmlReport {
  private final Report report;
  private final HtmlPage page;
  private final Html html;
  private final @Nullable PaperParts paper;

  private HtmlReport(Report report, HtmlPage page) {
    this.report = report;
    this.page = page;
    this.html = page.html();
    this.paper = page.paper() == null ? null : new PaperParts(html, report);
  }

  /** Writes the page, to be stored in UTF-8. Flushes the writer and leaves it open. */
  public static void write(Report report, Writer out) throws IOException {
    HtmlPage.write(out, title(report), report.tool(), page -> new HtmlReport(report, page).write());
  }

  /** Writes a page that says why there is no report: no protocol could be used. */
  public static void writeWithoutProtocol(Report.Tool tool, List<Problem> problems, Writer out)
      throws IOException {
    write(NothingJudged.withoutProtocol(tool, problems), out);
  }

  /**
   * Writes a page that says why there is no report about a plan.
   *
   * @param why in a sentence
   */
  public static void writeNotJudged(
      Report.Tool tool, String why, List<Problem> problems, Writer out) throws IOException {
    write(new NothingJudged(tool, TerminalText.sentence(why), problems), out);
  }

  private static void write(NothingJudged page, Writer out) throws IOException {
    HtmlPage.writeStatic(
        out,
        NothingJudged.TITLE,
        page.tool(),
        "Made by " + page.tool().name() + " " + page.tool().version() + ".",
        page::write);
  }

  /** Writes the same for printing. */
  static void writePaper(Report report, Writer out, UnaryOperator<String> shown, Paper paper)
      throws IOException {
    Map<String, String> contents = new LinkedHashMap<>();
    for (PlanResult plan : report.plans()) {
      contents.put(
          "plan-" + (contents.size() + 1),
          TerminalText.name(plan.plan().label()) + ": " + plan.verdict());
    }
    HtmlPage.writePaper(
        out,
        title(report),
        report.tool(),
        shown,
        contents,
        paper,
        page -> new HtmlReport(report, page).write());
  }

  static String title(Report report) {
    return "Plan check: "
        + String.join(
            ", ",
            report.plans().stream().map(plan -> TerminalText.name(plan.plan().label())).toList());
  }

  private void write() throws IOException {
    if (paper != null) {
      paper.top();
    }
    protocol(report.protocol());
    html.start("main");
    if (report.plans().size() != 1) {
      if (paper != null) {
        paper.bottomOfNoPlan();
      }
      contents();
    }
    for (int i = 0; i < report.plans().size(); i++) {
      plan(i + 1, report.plans().get(i));
    }
    if (paper != null && !report.problems().isEmpty()) {
      paper.bottomOfNoPlan();
    }
    page.problems("Problems outside the plans", report.problems());
    html.endLine();
  }

  private void protocol(Protocol protocol) throws IOException {
    html.start("header");
    html.start("div", "class", "made-by")
        .leaf("span", report.tool().name() + " " + report.tool().version())
        .leaf("span", "Plan check")
        .end();
    html.start("p", "class", "protocol");
    html.leaf("strong", protocol.title());
    html.text(" ").leaf("span", protocol.id() + " " + protocol.version(), "class", "id");
    html.text(" ").leaf("span", protocol.status().name(), "class", "status");
    html.end();
    if (protocol.status() != Protocol.Status.APPROVED) {
      html.leaf(
          "p",
          "This protocol is "
              + trust(protocol.status())
              + ": nobody has approved it for clinical use. Do not rely on these verdicts for a"
              + " patient.",
          "class",
          "banner",
          "role",
          "note");
    }
    html.endLine();
  }

  private static String trust(Protocol.Status status) {
    return switch (status) {
      case TEMPLATE ->
          "a template, its numbers have been compared with no source, and it was used only since"
              + " the user allowed that";
      case DRAFT -> "a draft";
      default -> status.name().toLowerCase(Locale.ROOT);
    };
  }

  private void contents() throws IOException {
    if (report.plans().isEmpty()) {
      html.leaf("p", "No plan was judged.");
      return;
    }
    html.start("nav", "aria-label", "Plans").start("table");
    page.headRow("Plan", "Verdict", "Goals");
    html.start("tbody");
    for (int i = 0; i < report.plans().size(); i++) {
      PlanResult plan = report.plans().get(i);
      html.start("tr").start("td");
      html.leaf("a", TerminalText.name(plan.plan().label()), "href", "#plan-" + (i + 1)).end();
      html.start("td");
      page.verdict(plan.verdict());
      html.end().leaf("td", Summary.tally(plan.goals())).endLine();
    }
    html.end().end().endLine();
  }

  private void plan(int number, PlanResult result) throws IOException {
    Plan plan = result.plan();
    html.start("article", "id", "plan-" + number);
    if (paper != null) {
      paper.bottom(plan);
    }
    html.start("div", "class", "title");
    html.start("div").leaf("h1", TerminalText.name(plan.label()));
    if (report.showPatient()) {
      page.patient(plan.patient());
    }
    tally("Required", result.goals(), Obligation.REQUIRED);
    if (result.goals().stream().anyMatch(goal -> goal.obligation() == Obligation.ADVISORY)) {
      tally("Advisory", result.goals(), Obligation.ADVISORY);
    }
    html.end();
    html.start("div", "class", "overall");
    page.verdict(result.verdict());
    html.end().endLine();
    lookAt(result.goals());
    page.phases(plan);
    goals(result);
    new DvhSection(
            page, "dvh-" + number, result.curves(), LimitMark.of(result), result.crossCheck())
        .write();
    pictures(number, PlanPictures.of(report.protocol(), result));
    conflicts(result.conflicts());
    html.start("div", "class", "columns");
    prescriptions(result.prescriptions());
    parameters(result.parameters());
    html.endLine();
    structures(result);
    page.problems("Problems", result.problems());
    page.files(plan);
    protocolFiles();
    if (paper != null) {
      paper.signatures(result);
    }
    html.endLine();
  }

  private void pictures(int number, PlanPictures pictures) throws IOException {
    List<Figure> figures = pictures.figures();
    if (figures.isEmpty() && pictures.notes().isEmpty()) {
      return;
    }
    html.start("section").leaf("h3", "Pictures");
    html.leaf(
        "p",
        "Transverse planes are seen from the feet with the front up, however the patient lies:"
            + " R, L, A, P, S and I are the patient's right, left, front, back, head and feet."
            + " Coordinates are those of DICOM. Structures that no goal looks at are left out.",
        "class",
        "note lead");
    Paper onPaper = page.paper();
    if (onPaper == null) {
      html.start("div", "class", "pictures");
      SvgPicture svg = new SvgPicture(html);
      for (int i = 0; i < figures.size(); i++) {
        svg.figure("picture-" + number + "-" + (i + 1), figures.get(i));
      }
      html.end();
    } else {
      new PaperFigures(html, onPaper).write(figures);
    }
    for (String note : pictures.notes()) {
      html.leaf("p", note, "class", "note");
    }
    html.endLine();
  }

  private void tally(String name, List<GoalResult> goals, Obligation obligation)
      throws IOException {
    html.start("p", "class", "tally").leaf("strong", name);
    html.text(" " + Summary.tally(goals, obligation)).end();
  }

  /** What failed and what a person must decide, before everything else. */
  private void lookAt(List<GoalResult> goals) throws IOException {
    List<Summary.Finding> findings = Summary.findings(goals);
    if (findings.isEmpty()) {
      return;
    }
    html.start("section", "class", "look").leaf("h3", "Look at").start("table").start("tbody");
    for (Summary.Finding finding : findings) {
      html.start("tr").start("td");
      page.verdict(finding.verdict());
      html.end().leaf("td", finding.id(), "class", "id").leaf("td", finding.text()).endLine();
    }
    html.end().end().endLine();
  }

  private void goals(PlanResult result) throws IOException {
    html.start("section").leaf("h3", "Goals");
    html.start("div", "class", "scroll").start("table", "class", "goals");
    page.headRow("Verdict", "Goal", "Structure", "Asked", "Found", "Band", "Dose");
    for (GoalResult goal : result.goals()) {
      html.start("tbody");
      goal(goal, result);
      html.endLine();
    }
    html.end().end();
    html.leaf(
        "p",
        "The band is what the value could be under the calculation's error, other contouring"
            + " conventions, and dose that is missing. Values are judged unrounded. Computed with "
            + Wording.computation(report.settings().precision())
            + ". "
            + ExplanationText.COORDINATES,
        "class",
        "note");
    html.endLine();
  }

  private void goal(GoalResult goal, PlanResult result) throws IOException {
    boolean single = goal.judgements().size() == 1;
    html.start("tr", "class", "goal").start("td");
    page.verdict(goal.verdict());
    html.end();
    html.start("td").leaf("span", goal.id(), "class", "id");
    if (goal.obligation() == Obligation.ADVISORY) {
      html.text(" ").leaf("span", "advisory", "class", "tag");
    }
    if (goal.acceptance() != null) {
      html.text(" ").leaf("span", "accepted", "class", "tag");
    }
    html.end();
    if (single) {
      structure(goal, Wording.otherNames(goal, result));
      values(goal.decidingJudgement());
    } else {
      structure(goal, List.of());
      html.leaf("td", Wording.combination(goal, report.protocol()), "class", "matched");
      html.leaf("td", "").leaf("td", "");
    }
    html.leaf("td", goal.dose()).endLine();
    String reason = Wording.reason(goal);
    why("", reason);
    why("", goal.acceptance() == null ? "" : "Violation " + goal.acceptance().text());
    for (Judgement judgement : goal.judgements()) {
      if (!single) {
        member(judgement);
      }
      explain(single ? "" : judgement.label(), judgement, reason);
    }
    for (Judgement judgement : goal.alsoReported()) {
      alsoReported(judgement);
    }
    if (Explanations.isCalledFor(goal)) {
      explanation(goal, result);
    }
  }

  /** Where and by how much, folded up; printed unfolded. */
  private void explanation(GoalResult goal, PlanResult result) throws IOException {
    Explanation explanation = result.explanations().of(goal);
    boolean single = goal.judgements().size() == 1;
    html.start("tr", "class", "why").leaf("td", "").start("td", "colspan", "6");
    html.start("details", "class", "explained");
    html.leaf("summary", "Where, by how much, and on what it rests");
    html.start("table").start("tbody");
    for (int i = 0; i < goal.judgements().size(); i++) {
      Judgement judgement = goal.judgements().get(i);
      Finding finding = explanation.findings().get(i);
      if (!single && judgement.verdict() == Verdict.PASS && judgement.borderline() == null) {
        continue; // its siblings are what to look at
      }
      if (!single) {
        html.start("tr").leaf("th", judgement.label(), "colspan", "2", "scope", "rowgroup");
        html.endLine();
      }
      lines(ExplanationText.of(judgement, finding, result.plan()));
    }
    lines(ExplanationText.basis(goal, explanation));
    html.end().end().end().end().endLine();
  }

  private void lines(List<ExplanationText.Line> lines) throws IOException {
    for (ExplanationText.Line line : lines) {
      html.start("tr").leaf("th", line.name(), "scope", "row");
      html.leaf("td", line.text()).endLine();
    }
  }

  private void structure(GoalResult goal, List<String> otherNames) throws IOException {
    String structure = goal.structure();
    html.start("td").text(structure.isEmpty() ? "the plan" : TerminalText.name(structure));
    if (!otherNames.isEmpty()) {
      html.text(" ").leaf("span", "= " + names(otherNames), "class", "matched");
    }
    html.end();
  }

  private void values(Judgement judgement) throws IOException {
    html.start("td").text(Wording.asked(judgement)).end();
    html.leaf("td", Figures.value(judgement), "class", "number found");
    html.leaf("td", Figures.band(judgement.result()), "class", "number band");
  }

  private void member(Judgement judgement) throws IOException {
    html.start("tr", "class", "member").start("td");
    page.verdict(judgement.verdict());
    html.end().leaf("td", "").start("td").text(Wording.member(judgement)).end();
    values(judgement);
    html.leaf("td", "").endLine();
  }

  private void explain(String label, Judgement judgement, String said) throws IOException {
    String reason = Wording.reason(judgement);
    why(label, said.contains(reason) ? "" : reason);
    why(label, judgement.borderline() == null ? "" : "Borderline: " + judgement.borderline());
    why(label, judgement.reason().contains(judgement.detail()) ? "" : judgement.detail());
    why(label, judgement.reason().isEmpty() ? coverage(judgement.result()) : "");
  }

  private static String coverage(@Nullable MetricResult result) {
    return result instanceof MetricValue value && !value.isFullyCovered()
        ? Figures.fixed(value.coveredPercent(), 2) + " % of the structure lies inside the dose grid"
        : "";
  }

  private void why(String label, String text) throws IOException {
    if (!text.isEmpty()) {
      html.start("tr", "class", "why")
          .leaf("td", "")
          .leaf("td", (label.isEmpty() ? "" : label + ": ") + text, "colspan", "6")
          .endLine();
    }
  }

  private void alsoReported(Judgement judgement) throws IOException {
    String band = Figures.band(judgement.result());
    why(
        "Also reported",
        Wording.labelled(judgement, judgement.metric())
            + (Figures.hasValue(judgement)
                ? " = " + Figures.value(judgement) + (band.isEmpty() ? "" : " " + band)
                : ": no value: " + Wording.reason(judgement))
            + (judgement.detail().isEmpty() ? "" : " (" + judgement.detail() + ")"));
  }

  private void prescriptions(List<PlanResult.ResolvedPrescription> prescriptions)
      throws IOException {
    if (prescriptions.isEmpty()) {
      return;
    }
    html.start("section").leaf("h3", "Prescriptions").start("table");
    page.headRow("Name", "Expected", "Found", "Who said so");
    html.start("tbody");
    for (PlanResult.ResolvedPrescription prescription : prescriptions) {
      page.row(
          prescription.name(),
          prescription.expected(),
          prescription.found().isEmpty() ? "nothing" : prescription.found(),
          prescription.origin());
    }
    html.end().end().endLine();
  }

  private void parameters(List<PlanResult.ResolvedParameter> parameters) throws IOException {
    if (parameters.isEmpty()) {
      return;
    }
    html.start("section").leaf("h3", "Parameters").start("table");
    page.headRow("Name", "Value", "Who said so");
    html.start("tbody");
    for (PlanResult.ResolvedParameter parameter : parameters) {
      page.row(
          parameter.name(),
          parameter.value().isEmpty() ? "not set" : parameter.value(),
          parameter.origin());
    }
    html.end().end().endLine();
  }

  private void conflicts(List<Conflict> conflicts) throws IOException {
    if (conflicts.isEmpty()) {
      return;
    }
    html.start("section").leaf("h3", "Goals that pull in opposite directions").start("ul");
    for (Conflict conflict : conflicts) {
      html.leaf("li", TerminalText.sentence(conflict.text()));
    }
    html.end().endLine();
  }

  private void structures(PlanResult result) throws IOException {
    html.start("section").leaf("h3", "Structures");
    if (!result.structures().isEmpty()) {
      html.start("div", "class", "scroll").start("table");
      page.headRow("In the protocol", "In the plan", "How");
      html.start("tbody");
      for (PlanResult.MatchedStructure structure : result.structures()) {
        page.row(
            TerminalText.name(structure.name()),
            structure.matched().isEmpty() ? "nothing" : names(structure.matched()),
            structure.how());
      }
      html.end().end().end();
    }
    list("Structures that no goal looked at", result.structuresWithoutGoals());
    list(
        "Goals whose structure is not in the plan and cannot be made",
        GoalsWithoutStructure.of(report.protocol(), result).stream()
            .map(GoalsWithoutStructure.Lacking::text)
            .toList());
    html.endLine();
  }

  private void list(String title, List<String> names) throws IOException {
    if (names.isEmpty()) {
      return;
    }
    html.start("p").leaf("strong", title + ": ");
    html.text(String.valueOf(names.size())).end();
    html.start("ul", "class", "names");
    for (String name : names) {
      html.leaf("li", TerminalText.name(name));
    }
    html.endLine();
  }

  private void protocolFiles() throws IOException {
    Protocol protocol = report.protocol();
    html.start("section").leaf("h3", "Protocol");
    html.leaf(
        "p",
        protocol.title()
            + ", "
            + protocol.id()
            + " "
            + protocol.version()
            + ", status "
            + protocol.status()
            + (protocol.extended().isEmpty()
                ? ""
                : ", extends " + String.join(", ", protocol.extended())));
    html.start("div", "class", "scroll").start("table", "class", "files");
    page.headRow("File", "SHA-256");
    html.start("tbody");
    for (Protocol.SourceFile file : protocol.files()) {
      html.start("tr").leaf("td", file.path()).leaf("td", file.sha256(), "class", "code").endLine();
    }
    html.end().end().end();
    for (Map.Entry<String, String> source : protocol.sources().entrySet()) {
      html.leaf("p", source.getKey() + ": " + source.getValue(), "class", "note");
    }
    html.endLine();
  }

  private static String names(List<String> names) {
    return String.join(", ", names.stream().map(TerminalText::name).toList());
  }
}
