package org.oarlock.app;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oarlock.check.Explanations;
import org.oarlock.check.GoalResult;
import org.oarlock.check.PlanResult;
import org.oarlock.dicom.Inventory;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;
import org.oarlock.protocol.Suggestion;
import org.oarlock.report.ExplainReport;
import org.oarlock.report.ExplainReport.ExplainedPlan;
import org.oarlock.report.Report;

/** Says how goals came to their verdicts. */
public final class ExplainGoals {
  private ExplainGoals() {}

  /**
   * What came of it.
   *
   * @param report the explanations, null where there is no protocol
   * @param problems all problems
   * @param outcome DONE if everything that was asked for is explained, whatever it came to
   */
  public record Result(@Nullable ExplainReport report, List<Problem> problems, Outcome outcome) {
    public Result {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Makes a check and explains some of its goals.
   *
   * @param goals ids of goals; empty for all that apply and are no plain pass
   */
  public static Result run(CheckPlans.Request request, List<String> goals, Progress progress) {
    StatedProtocol stated =
        StatedProtocol.read(request.protocol(), request.names(), request.allowUnverified());
    Inventory inventory = PlanFinder.find(request.input(), true, progress);
    CheckPlans.Result checked = CheckPlans.judge(request, stated, inventory, progress);
    List<Problem> problems = new ArrayList<>(checked.problems());
    Report report = checked.report();
    if (report == null) {
      return new Result(null, problems, Outcome.NOT_COMPLETE);
    }
    Set<String> asked = new LinkedHashSet<>(goals);
    if (!report.plans().isEmpty()) {
      problems.addAll(unknown(asked, report));
    }
    List<ExplainedPlan> plans =
        report.plans().stream()
            .map(plan -> new ExplainedPlan(plan, chosen(plan, asked)))
            .filter(plan -> asked.isEmpty() || !plan.goals().isEmpty())
            .toList();
    boolean complete = !plans.isEmpty() && problems.stream().noneMatch(Problem::isError);
    return new Result(
        new ExplainReport(report, plans, problems),
        problems,
        complete ? Outcome.DONE : Outcome.NOT_COMPLETE);
  }

  private static List<GoalResult> chosen(PlanResult plan, Set<String> asked) {
    return plan.goals().stream()
        .filter(
            goal -> asked.isEmpty() ? Explanations.isCalledFor(goal) : asked.contains(goal.id()))
        .toList();
  }

  /** Every plan has the same goals. */
  private static List<Problem> unknown(Set<String> asked, Report report) {
    Set<String> known = new LinkedHashSet<>();
    report.plans().forEach(plan -> plan.goals().forEach(goal -> known.add(goal.id())));
    return asked.stream()
        .filter(id -> !known.contains(id))
        .map(id -> unknown(id, known, report))
        .toList();
  }

  private static Problem unknown(String id, Set<String> known, Report report) {
    String hint = Suggestion.hint(id, known);
    return Problem.error(
        "goal-unknown",
        SourceLocation.file(report.protocol().files().get(0).path()),
        "the protocol has no goal '%s'".formatted(VisibleText.of(id)),
        hint == null ? "See with 'oarlock check' what its goals are" : hint);
  }
}
