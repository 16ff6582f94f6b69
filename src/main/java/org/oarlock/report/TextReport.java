package org.oarlock.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.oarlock.check.Conflict;
import org.oarlock.check.CrossCheck;
import org.oarlock.check.Explanation;
import org.oarlock.check.GoalResult;
import org.oarlock.check.GoalResult.Obligation;
import org.oarlock.check.Judgement;
import org.oarlock.check.PlanResult;
import org.oarlock.check.Verdict;
import org.oarlock.dvh.DvhComparison;
import org.oarlock.plan.Phase;
import org.oarlock.plan.Plan;
import org.oarlock.plan.Prescription;
import org.oarlock.problem.Problem;
import org.oarlock.problem.Severity;
import org.oarlock.protocol.Protocol;

/**
 * A report for a terminal: 100 columns, no colour, and no character of a file that could move the
 * cursor. Long cells and reasons are broken into lines, never cut.
 */
public final class TextReport {
  /** The width of the page in cells. */
  public static final int WIDTH = 100;

  private final Report report;
  private final List<String> lines = new ArrayList<>();

  private TextReport(Report report) {
    this.report = report;
  }

  /** Writes the report, each line ended by a line feed. Flushes the writer and leaves it open. */
  public static void write(Report report, Writer out) throws IOException {
    TextReport text = new TextReport(report);
    text.write();
    for (String line : text.lines) {
      out.write(line);
      out.write('\n');
    }
    out.flush();
  }

  private void write() {
    entry("Tool", TerminalText.sentence(report.tool().name() + " " + report.tool().version()));
    protocol(report.protocol());
    entry("Computed", "with " + Wording.computation(report.settings().precision()));
    report.plans().forEach(this::plan);
    if (report.plans().isEmpty()) {
      lines.add("");
      lines.add("No plan was judged.");
    }
    problems("Problems outside the plans", report.problems());
  }

  private void protocol(Protocol protocol) {
    entry(
        "Protocol",
        TerminalText.sentence(protocol.id() + " " + protocol.version())
            + " ("
            + protocol.status()
            + "): "
            + TerminalText.sentence(protocol.title()));
    if (protocol.status() == Protocol.Status.TEMPLATE) {
      entry("", "This protocol is a TEMPLATE, compared with no source, and was used only since");
      entry("", "--allow-unverified was given: do not rely on it for a patient.");
    } else if (protocol.status() != Protocol.Status.APPROVED) {
      entry("", "This protocol is not approved: do not rely on it for a patient.");
    }
  }

  private void plan(PlanResult result) {
    Plan plan = result.plan();
    lines.add("");
    lines.add("=".repeat(WIDTH));
    entry("Plan", TerminalText.name(plan.label()));
    if (report.showPatient()) {
      entry("Patient", patient(plan.patient()));
    }
    summary(result);
    entry(
        "Structures",
        named(plan.structureSet().label())
            + TerminalText.sentence(plan.structureSet().source().path()));
    plan.phases().forEach(this::phase);
    lines.add("");
    goals(result);
    reasons(result.goals());
    excesses(result);
    borderline(result.goals());
    details(result.goals());
    alsoReported(result.goals());
    conflicts(result.conflicts());
    prescriptions(result.prescriptions());
    parameters(result.parameters());
    structures(result.structures());
    structuresWithoutGoals(result.structuresWithoutGoals());
    goalsWithoutStructure(GoalsWithoutStructure.of(report.protocol(), result));
    crossCheck(result.crossCheck());
    problems("Problems", result.problems());
  }

  private static String patient(Plan.Patient patient) {
    return (patient.id() == null ? "no ID" : TerminalText.name(patient.id()))
        + ", "
        + (patient.name() == null ? "no name" : TerminalText.name(patient.name()));
  }

  private static String named(String label) {
    return label.isBlank() ? "" : TerminalText.name(label) + ", ";
  }

  /** The verdict, what it is made of, and what to look at first. */
  private void summary(PlanResult result) {
    List<GoalResult> goals = result.goals();
    entry("Verdict", result.verdict().name());
    entry("Required", Summary.tally(goals, Obligation.REQUIRED));
    if (goals.stream().anyMatch(goal -> goal.obligation() == Obligation.ADVISORY)) {
      entry("Advisory", Summary.tally(goals, Obligation.ADVISORY));
    }
    String name = "Look at";
    for (Summary.Finding finding : Summary.findings(goals)) {
      block(
          TerminalText.padded(name, 12) + TerminalText.padded(finding.verdict().name(), 7),
          " ".repeat(19),
          TerminalText.name(finding.id()) + ": " + TerminalText.sentence(finding.text()));
      name = "";
    }
    long unjudged = goals.stream().filter(g -> g.verdict() == Verdict.NOT_EVALUATED).count();
    if (unjudged > 0) {
      entry(name, Summary.counted(unjudged) + " could not be judged, for the reasons given below");
      name = "";
    }
    long borderline =
        goals.stream()
            .filter(goal -> goal.judgements().stream().anyMatch(j -> j.borderline() != null))
            .count();
    if (borderline > 0) {
      entry(name, Summary.counted(borderline) + " on the borderline, marked *");
    }
  }

  private void phase(Phase phase) {
    List<String> parts = new ArrayList<>();
    parts.add(TerminalText.name(phase.label()));
    parts.add(
        phase.fractions() > 0
            ? Wording.counted(phase.fractions(), "fraction")
            : "fractions not stated");
    parts.add(
        phase.approval().isEmpty() ? "approval not stated" : TerminalText.name(phase.approval()));
    phase.prescriptions().forEach(prescription -> parts.add(text(prescription)));
    entry("Phase", String.join("; ", parts));
    if (phase.dose() == null) {
      entry("Dose", "none that can be used");
      return;
    }
    entry(
        "Dose",
        TerminalText.name(phase.dose().doseType())
            + ", "
            + TerminalText.name(phase.dose().summation())
            + ", "
            + GridSummary.of(phase.dose().grid()).text()
            + "; "
            + TerminalText.sentence(phase.dose().derivation())
            + (phase.dose().totalIsCertain() ? "" : " (not certain to be the total dose)"));
  }

  private static String text(Prescription prescription) {
    String target =
        prescription.targetName().isBlank()
            ? prescription.description()
            : prescription.targetName();
    return prescription.dose()
        + (target.isBlank() ? "" : " to " + TerminalText.name(target))
        + " ("
        + TerminalText.name(prescription.source())
        + ")";
  }

  private void goals(PlanResult result) {
    TextTable table = new TextTable(WIDTH, "!Goal", "Asked", ">!Value", "!Band", "!Verdict");
    Obligation last = Obligation.REQUIRED;
    for (GoalResult goal : byObligation(result.goals())) {
      if (goal.obligation() != last) {
        table.row("ADVISORY:", "", "", "", "");
        last = goal.obligation();
      }
      goal(table, goal, result);
    }
    if (table.isEmpty()) {
      lines.add("The protocol asks for nothing.");
    } else {
      lines.addAll(table.lines());
    }
  }

  private static List<GoalResult> byObligation(List<GoalResult> goals) {
    return goals.stream().sorted(Comparator.comparing(GoalResult::obligation)).toList();
  }

  private void goal(TextTable table, GoalResult goal, PlanResult result) {
    String id = TerminalText.name(goal.id());
    String dose = goal.isOnEqd2() ? " on " + TerminalText.sentence(goal.dose()) : "";
    String about =
        goal.structure().isEmpty() && dose.isEmpty() ? "" : structure(goal, result) + dose + ": ";
    if (goal.judgements().size() == 1) {
      Judgement only = goal.judgements().get(0);
      row(table, id, about + asked(only), only, Wording.verdict(goal));
      return;
    }
    table.row(
        id,
        (about + Wording.combination(goal, report.protocol())).strip(),
        "",
        "",
        Wording.verdict(goal));
    for (Judgement judgement : goal.judgements()) {
      String member = TerminalText.sentence(Wording.member(judgement));
      String asked = (member.isEmpty() ? "" : member + ": ") + asked(judgement);
      row(table, "", "- " + asked, judgement, judgement.verdict().name());
    }
  }

  private static void row(
      TextTable table, String id, String asked, Judgement judgement, String verdict) {
    table.row(
        id,
        asked,
        Figures.value(judgement),
        Figures.band(judgement.result()),
        verdict + (judgement.borderline() == null ? "" : " *"));
  }

  private static String asked(Judgement judgement) {
    return TerminalText.sentence(Wording.asked(judgement));
  }

  private static String structure(GoalResult goal) {
    return goal.structure().isEmpty() ? "(the plan)" : TerminalText.name(goal.structure());
  }

  private static String structure(GoalResult goal, PlanResult result) {
    List<String> names = Wording.otherNames(goal, result);
    return structure(goal)
        + (names.isEmpty() || goal.judgements().size() > 1 ? "" : " = " + names(names));
  }

  private static String names(List<String> names) {
    return String.join(", ", names.stream().map(TerminalText::name).toList());
  }

  private void reasons(List<GoalResult> goals) {
    Verdict last = null;
    for (Summary.Group group : Summary.reasons(goals)) {
      if (group.verdict() != last) {
        heading("Why " + group.verdict());
        last = group.verdict();
      }
      boolean one = group.goals().size() == 1;
      item(
          (one ? TerminalText.name(group.goals().get(0)) : Summary.counted(group.goals().size()))
              + (group.reason().isEmpty() ? "" : ": " + TerminalText.sentence(group.reason())));
      if (!one) {
        subItem(names(group.goals()));
      }
      group.branches().forEach(branch -> subItem(TerminalText.sentence(branch)));
    }
  }

  /** By how much limits on volumes are missed; where, it takes longer to tell. */
  private void excesses(PlanResult result) {
    heading("By how much; 'oarlock explain' says where");
    int before = lines.size();
    for (GoalResult goal : result.goals()) {
      if (goal.verdict() != Verdict.FAIL && goal.verdict() != Verdict.VARIATION) {
        continue;
      }
      int deciding = goal.deciding();
      Judgement judgement = goal.judgements().get(deciding);
      Explanation explanation = result.explanations().withoutPlaces(goal);
      String excess = ExplanationText.brief(explanation.findings().get(deciding));
      if (!excess.isEmpty()) {
        item(
            TerminalText.name(goal.id())
                + ": "
                + TerminalText.sentence(Wording.labelled(judgement, excess)));
      }
    }
    dropHeadingIfNothingCameSince(before);
  }

  /** What was measured where: the slice, the field or the phase that decided. */
  private void details(List<GoalResult> goals) {
    heading("What was measured where");
    int before = lines.size();
    for (GoalResult goal : goals) {
      for (Judgement judgement : goal.judgements()) {
        if (!judgement.detail().isEmpty() && !goal.reason().contains(judgement.detail())) {
          item(
              TerminalText.name(goal.id())
                  + ": "
                  + TerminalText.sentence(Wording.labelled(judgement, judgement.detail())));
        }
      }
    }
    dropHeadingIfNothingCameSince(before);
  }

  private void borderline(List<GoalResult> goals) {
    heading(
        "* Borderline: another convention, or what the contours leave open, would turn the verdict");
    int before = lines.size();
    for (GoalResult goal : goals) {
      for (Judgement judgement : goal.judgements()) {
        if (judgement.borderline() != null) {
          item(
              TerminalText.name(goal.id())
                  + ": "
                  + TerminalText.sentence(Wording.labelled(judgement, judgement.borderline())));
        }
      }
    }
    dropHeadingIfNothingCameSince(before);
  }

  private void alsoReported(List<GoalResult> goals) {
    TextTable table =
        new TextTable(WIDTH, "!Goal", "Structure", "Also reported", ">!Value", "!Band");
    Map<String, List<String>> without = new LinkedHashMap<>();
    for (GoalResult goal : goals) {
      for (Judgement judgement : goal.alsoReported()) {
        String metric = TerminalText.sentence(judgement.metric());
        if (Figures.hasValue(judgement)) {
          table.row(
              TerminalText.name(goal.id()),
              judgement.label().isEmpty() ? structure(goal) : TerminalText.name(judgement.label()),
              metric,
              Figures.value(judgement),
              Figures.band(judgement.result()));
        } else {
          without
              .computeIfAbsent(Wording.reason(judgement), r -> new ArrayList<>())
              .add(
                  TerminalText.name(goal.id())
                      + " "
                      + TerminalText.sentence(Wording.labelled(judgement, metric)));
        }
      }
    }
    table(table);
    if (!without.isEmpty()) {
      heading("Also asked for, without a value");
      without.forEach(
          (reason, metrics) -> {
            item(TerminalText.sentence(reason));
            metrics.forEach(this::subItem);
          });
    }
  }

  private void conflicts(List<Conflict> conflicts) {
    if (!conflicts.isEmpty()) {
      heading("Goals that pull in opposite directions");
      conflicts.forEach(conflict -> item(TerminalText.sentence(conflict.text())));
    }
  }

  private void prescriptions(List<PlanResult.ResolvedPrescription> prescriptions) {
    TextTable table = new TextTable(WIDTH, "!Prescription", "Expected", "Found", "Who said so");
    for (PlanResult.ResolvedPrescription prescription : prescriptions) {
      table.row(
          TerminalText.name(prescription.name()),
          TerminalText.sentence(prescription.expected()),
          prescription.found().isEmpty() ? "nothing" : TerminalText.sentence(prescription.found()),
          TerminalText.sentence(prescription.origin()));
    }
    table(table);
  }

  private void parameters(List<PlanResult.ResolvedParameter> parameters) {
    TextTable table = new TextTable(WIDTH, "Parameter", "Value", "Who said so");
    for (PlanResult.ResolvedParameter parameter : parameters) {
      table.row(
          TerminalText.name(parameter.name()),
          parameter.value().isEmpty() ? "(not set)" : TerminalText.sentence(parameter.value()),
          TerminalText.sentence(parameter.origin()));
    }
    table(table);
  }

  private void structures(List<PlanResult.MatchedStructure> structures) {
    TextTable table = new TextTable(WIDTH, "Structure", "In the plan", "How");
    for (PlanResult.MatchedStructure structure : structures) {
      table.row(
          TerminalText.name(structure.name()),
          structure.matched().isEmpty() ? "nothing" : names(structure.matched()),
          TerminalText.sentence(structure.how()));
    }
    table(table);
  }

  private void structuresWithoutGoals(List<String> names) {
    if (!names.isEmpty()) {
      heading("Structures that no goal looked at");
      paragraph(names(names));
    }
  }

  private void goalsWithoutStructure(List<GoalsWithoutStructure.Lacking> goals) {
    if (!goals.isEmpty()) {
      heading("Goals whose structure is not in the plan and cannot be made");
      paragraph(
          String.join(", ", goals.stream().map(GoalsWithoutStructure.Lacking::text).toList()));
    }
  }

  /** How many agree, and the figures that do not; why is said by the problems. */
  private void crossCheck(CrossCheck check) {
    if (check.isEmpty()) {
      return;
    }
    heading("The planning system's own histograms");
    paragraph(Wording.crossCheck(check));
    TextTable table =
        new TextTable(WIDTH, "!Structure", "Figure", ">!Theirs", ">!Ours", ">!Tolerance");
    for (CrossCheck.Compared compared : check.compared()) {
      for (DvhComparison.Figure figure : compared.comparison().figures()) {
        if (!figure.agrees()) {
          table.row(
              TerminalText.name(compared.structure()),
              figure.name(),
              Figures.plain(figure.theirs(), figure.unit()),
              Figures.plain(figure.ours(), figure.unit()),
              Figures.plain(figure.tolerance(), figure.unit()));
        }
      }
    }
    table(table);
  }

  private void problems(String title, List<Problem> problems) {
    if (problems.isEmpty()) {
      return;
    }
    heading(title);
    for (Severity severity : Severity.values()) {
      problems.stream().filter(p -> p.severity() == severity).forEach(this::problem);
    }
  }

  private void problem(Problem problem) {
    String where = TerminalText.sentence(problem.location().toString());
    item(
        problem.severity().name().toLowerCase(Locale.ROOT)
            + ": "
            + (where.isEmpty() ? "" : where + ": ")
            + TerminalText.sentence(problem.message())
            + " ["
            + problem.code()
            + "]");
    if (problem.hint() != null) {
      subItem("hint: " + TerminalText.sentence(problem.hint()));
    }
  }

  private void table(TextTable table) {
    if (!table.isEmpty()) {
      lines.add("");
      lines.addAll(table.lines());
    }
  }

  private void heading(String text) {
    lines.add("");
    lines.add(text);
  }

  private void dropHeadingIfNothingCameSince(int size) {
    if (lines.size() == size) {
      lines.subList(size - 2, size).clear();
    }
  }

  private void entry(String name, String text) {
    block(TerminalText.padded(name, 12), " ".repeat(12), text);
  }

  private void paragraph(String text) {
    block("  ", "  ", text);
  }

  private void item(String text) {
    block("- ", "    ", text);
  }

  private void subItem(String text) {
    block("    ", "      ", text);
  }

  private void block(String first, String others, String text) {
    String indent = first;
    for (String line : TerminalText.wrap(text, WIDTH - others.length())) {
      lines.add((indent + line).stripTrailing());
      indent = others;
    }
  }
}
