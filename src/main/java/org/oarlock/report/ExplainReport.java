package org.oarlock.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.oarlock.check.Explanation;
import org.oarlock.check.Explanation.DoseRegion;
import org.oarlock.check.Explanation.Finding;
import org.oarlock.check.GoalResult;
import org.oarlock.check.Judgement;
import org.oarlock.check.PlanResult;
import org.oarlock.problem.Problem;
import org.oarlock.report.ExplanationText.Line;

/**
 * How goals came to their verdicts.
 *
 * @param report the check that they were judged in
 * @param plans the plans, with the goals to explain
 * @param problems what somebody must know besides
 */
public record ExplainReport(Report report, List<ExplainedPlan> plans, List<Problem> problems) {
  private static final int WIDTH = TextReport.WIDTH;
  private static final int NAME = 16;

  public ExplainReport {
    plans = List.copyOf(plans);
    problems = List.copyOf(problems);
  }

  /**
   * A plan and those of its goals that are explained.
   *
   * @param plan the plan
   * @param goals its goals, in their order there
   */
  public record ExplainedPlan(PlanResult plan, List<GoalResult> goals) {
    public ExplainedPlan {
      goals = List.copyOf(goals);
    }
  }

  /** Writes it for a terminal, as wide as a report. Flushes the writer and leaves it open. */
  public void writeText(Writer out) throws IOException {
    line(
        out,
        "Protocol",
        "%s %s (%s)"
            .formatted(
                report.protocol().id(), report.protocol().version(), report.protocol().status()));
    for (ExplainedPlan explained : plans) {
      out.write("\n" + "=".repeat(WIDTH) + "\n");
      line(out, "Plan", TerminalText.name(explained.plan().plan().label()));
      line(out, "Verdict", explained.plan().verdict().name());
      if (explained.goals().isEmpty()) {
        out.write("\nEvery goal is a plain PASS or does not apply; name one with --goal.\n");
      }
      for (GoalResult goal : explained.goals()) {
        out.write('\n');
        goal(out, goal, explained.plan());
      }
    }
    if (plans.stream().anyMatch(plan -> !plan.goals().isEmpty())) {
      out.write("\n");
      wrapped(out, "", "", ExplanationText.COORDINATES);
    }
    out.flush();
  }

  private static void goal(Writer out, GoalResult goal, PlanResult plan) throws IOException {
    Explanation explanation = plan.explanations().of(goal);
    wrapped(
        out,
        "",
        "    ",
        "%s: %s%s"
            .formatted(
                TerminalText.name(goal.id()),
                Wording.verdict(goal),
                goal.obligation() == GoalResult.Obligation.ADVISORY ? ", advisory" : ""));
    boolean single = goal.judgements().size() == 1;
    boolean told = // by the judgements themselves
        goal.judgements().stream()
            .map(Wording::reason)
            .anyMatch(reason -> !reason.isEmpty() && goal.reason().contains(reason));
    line(out, "Reason", told ? "" : goal.reason());
    for (int i = 0; i < goal.judgements().size(); i++) {
      Judgement judgement = goal.judgements().get(i);
      String member = Wording.member(judgement);
      line(
          out,
          single ? "Asked" : "- Asked",
          (single ? about(goal) : member.isEmpty() ? "" : member + ": ")
              + Wording.asked(judgement)
              + dose(explanation.findings().get(i)));
      line(
          out,
          "Found",
          (Figures.value(judgement) + " " + Figures.band(judgement.result())).strip()
              + ": "
              + judgement.verdict());
      line(out, "Reason", Wording.reason(judgement));
      for (Line said : ExplanationText.of(judgement, explanation.findings().get(i), plan.plan())) {
        line(out, said.name(), said.text());
      }
    }
    for (Line said : ExplanationText.basis(goal, explanation)) {
      line(out, said.name(), said.text());
    }
  }

  /** The dose that it was judged on; a goal about fields or outlines has none. */
  private static String dose(Finding finding) {
    return finding.where() instanceof DoseRegion region ? " on " + region.doseName() : "";
  }

  private static String about(GoalResult goal) {
    return goal.structure().isEmpty() ? "" : goal.structure() + ": ";
  }

  /** A name and a text beside it, in as many lines as it takes; nothing if there is no text. */
  private static void line(Writer out, String name, String text) throws IOException {
    if (!text.isBlank()) {
      wrapped(out, TerminalText.padded("  " + name, NAME), " ".repeat(NAME), text);
    }
  }

  private static void wrapped(Writer out, String first, String others, String text)
      throws IOException {
    String indent = first;
    for (String line : TerminalText.wrap(TerminalText.sentence(text), WIDTH - others.length())) {
      out.write((indent + line).stripTrailing() + "\n");
      indent = others;
    }
  }

  /** Writes it for programs. Flushes the writer and leaves it open. */
  public void writeJson(Writer out) throws IOException {
    JsonReport.writeExplained(this, out);
  }
}
