package org.oarlock.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.oarlock.check.GoalResult;
import org.oarlock.check.Judgement;
import org.oarlock.check.PlanResult;
import org.oarlock.check.Verdict;
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
    if (protocol.status() != Protocol.Status.APPROVED) {
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
    entry("Verdict", result.verdict() + " - " + tally(result.goals()));
    entry(
        "Structures",
        named(plan.structureSet().label())
            + TerminalText.sentence(plan.structureSet().source().path()));
    plan.phases().forEach(this::phase);
    lines.add("");
    goals(result.goals());
    reasons(result.goals());
    borderline(result.goals());
    alsoReported(result.goals());
    prescriptions(result.prescriptions());
    parameters(result.parameters());
    structures(result.structures());
    structuresWithoutGoals(result.structuresWithoutGoals());
    goalsWithoutStructure(GoalsWithoutStructure.of(report.protocol(), result));
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

  /** {@code 14 goals: 1 FAIL, 1 REVIEW, 12 PASS}, the worst first. */
  static String tally(List<GoalResult> goals) {
    Map<Verdict, Integer> counts = new TreeMap<>(Comparator.reverseOrder());
    goals.forEach(goal -> counts.merge(goal.verdict(), 1, Integer::sum));
    return goals.size()
        + (goals.size() == 1 ? " goal" : " goals")
        + (goals.isEmpty() ? "" : ": ")
        + String.join(
            ", ", counts.entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).toList());
  }

  private void phase(Phase phase) {
    List<String> parts = new ArrayList<>();
    parts.add(TerminalText.name(phase.label()));
    parts.add(phase.fractions() > 0 ? phase.fractions() + " fractions" : "fractions not stated");
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

  private void goals(List<GoalResult> goals) {
    TextTable table =
        new TextTable(WIDTH, "Goal", "Structure", "Asked", ">Value", ">Band", "Verdict");
    for (GoalResult goal : goals) {
      if (goal.judgements().size() == 1) {
        Judgement only = goal.judgements().get(0);
        row(table, id(goal), structure(goal, only), only, goal.verdict());
      } else {
        table.row(id(goal), structure(goal), "", "", "", goal.verdict().name());
        for (Judgement judgement : goal.judgements()) {
          row(table, "", "- " + member(judgement), judgement, judgement.verdict());
        }
      }
    }
    if (table.isEmpty()) {
      lines.add("The protocol asks for nothing.");
    } else {
      lines.addAll(table.lines());
    }
  }

  private static void row(
      TextTable table, String id, String structure, Judgement judgement, Verdict verdict) {
    table.row(
        id,
        structure,
        TerminalText.sentence(judgement.metric() + " " + judgement.limit()).strip(),
        Figures.value(judgement),
        Figures.band(judgement.result()),
        verdict.name() + (judgement.borderline() == null ? "" : " *"));
  }

  private static String id(GoalResult goal) {
    return TerminalText.name(goal.id())
        + (goal.obligation() == GoalResult.Obligation.ADVISORY ? " (advisory)" : "");
  }

  private static String structure(GoalResult goal) {
    return goal.structure().isEmpty() ? "(the plan)" : TerminalText.name(goal.structure());
  }

  private static String structure(GoalResult goal, Judgement judgement) {
    return judgement.matched().isEmpty() || judgement.matched().equals(List.of(goal.structure()))
        ? structure(goal)
        : structure(goal) + " = " + names(judgement.matched());
  }

  private static String member(Judgement judgement) {
    String matched = names(judgement.matched());
    if (judgement.label().isEmpty()) {
      return matched;
    }
    return TerminalText.sentence(judgement.label())
        + (matched.isEmpty() || judgement.matched().equals(List.of(judgement.label()))
            ? ""
            : " = " + matched);
  }

  private static String names(List<String> names) {
    return String.join(", ", names.stream().map(TerminalText::name).toList());
  }

  private void reasons(List<GoalResult> goals) {
    heading("Reasons");
    int before = lines.size();
    for (GoalResult goal : goals) {
      String reason = reason(goal);
      if (!reason.isEmpty()) {
        item(TerminalText.name(goal.id()) + ": " + goal.verdict() + ": " + reason);
      }
      if (goal.judgements().size() > 1) {
        goal.judgements().stream()
            .filter(judgement -> !reason(judgement).isEmpty())
            .forEach(judgement -> subItem(member(judgement) + ": " + reason(judgement)));
      }
    }
    dropHeadingIfNothingCameSince(before);
  }

  /** The goal's reason; where it gives none, why there is no value. */
  private static String reason(GoalResult goal) {
    return goal.reason().isEmpty() && goal.judgements().size() == 1
        ? reason(goal.decidingJudgement())
        : TerminalText.sentence(goal.reason());
  }

  private static String reason(Judgement judgement) {
    return TerminalText.sentence(
        judgement.reason().isEmpty() ? Figures.noValue(judgement.result()) : judgement.reason());
  }

  private void borderline(List<GoalResult> goals) {
    heading("* Borderline: another contouring convention would turn the verdict");
    int before = lines.size();
    for (GoalResult goal : goals) {
      for (Judgement judgement : goal.judgements()) {
        if (judgement.borderline() != null) {
          String member = goal.judgements().size() == 1 ? "" : " - " + member(judgement);
          item(
              TerminalText.name(goal.id())
                  + member
                  + ": "
                  + TerminalText.sentence(judgement.borderline()));
        }
      }
    }
    dropHeadingIfNothingCameSince(before);
  }

  private void alsoReported(List<GoalResult> goals) {
    TextTable table = new TextTable(WIDTH, "Goal", "Structure", "Also reported", ">Value", ">Band");
    for (GoalResult goal : goals) {
      for (Judgement judgement : goal.alsoReported()) {
        String noValue = Figures.noValue(judgement.result());
        table.row(
            TerminalText.name(goal.id()),
            judgement.matched().isEmpty() ? structure(goal) : names(judgement.matched()),
            TerminalText.sentence(
                (judgement.label().isEmpty() ? "" : judgement.label() + ": ")
                    + judgement.metric()
                    + (noValue.isEmpty() ? "" : " - " + noValue)),
            Figures.value(judgement),
            Figures.band(judgement.result()));
      }
    }
    table(table);
  }

  private void prescriptions(List<PlanResult.ResolvedPrescription> prescriptions) {
    TextTable table = new TextTable(WIDTH, "Prescription", "Expected", "Found", "Who said so");
    for (PlanResult.ResolvedPrescription prescription : prescriptions) {
      table.row(
          TerminalText.name(prescription.name()),
          TerminalText.sentence(prescription.expected()),
          prescription.found().isEmpty() ? "nothing" : TerminalText.sentence(prescription.found()),
          TerminalText.sentence(prescription.origin()));
    }
    table(table);
  }

  private void parameters(Map<String, String> parameters) {
    TextTable table = new TextTable(WIDTH, "Parameter", "Value");
    parameters.forEach(
        (name, value) ->
            table.row(
                TerminalText.name(name),
                value.isEmpty() ? "(not set)" : TerminalText.sentence(value)));
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

  private void goalsWithoutStructure(List<GoalResult> goals) {
    if (!goals.isEmpty()) {
      heading("Goals without a structure in the plan");
      paragraph(
          String.join(
              ", ",
              goals.stream()
                  .map(goal -> TerminalText.name(goal.id()) + " (" + structure(goal) + ")")
                  .toList()));
    }
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
