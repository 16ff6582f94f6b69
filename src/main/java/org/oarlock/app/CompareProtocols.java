package org.oarlock.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.oarlock.check.GoalResult;
import org.oarlock.check.PlanResult;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;
import org.oarlock.protocol.Protocol;
import org.oarlock.protocol.ProtocolDiff;
import org.oarlock.protocol.ProtocolReader;
import org.oarlock.protocol.ProtocolReading;
import org.oarlock.report.DiffReport;
import org.oarlock.report.DiffReport.ChangedVerdict;
import org.oarlock.report.Report;

/** Says what changed in meaning from one protocol to another, and for which plans. */
public final class CompareProtocols {
  private final Request request;
  private final Progress progress;
  private final List<Problem> problems = new ArrayList<>();
  private final List<ChangedVerdict> verdicts = new ArrayList<>();
  private int plans;
  private boolean complete = true;

  private CompareProtocols(Request request, Progress progress) {
    this.request = request;
    this.progress = progress;
  }

  /**
   * What is asked for.
   *
   * @param before the old protocol
   * @param after the new protocol
   * @param plans files, folders and archives with plans to check against both; each by itself
   * @param values parameters and prescriptions for these checks, by name, as text
   */
  public record Request(Path before, Path after, List<Path> plans, Map<String, String> values) {
    public Request {
      plans = List.copyOf(plans);
      values = Map.copyOf(values);
    }
  }

  /**
   * What came of it.
   *
   * @param report the differences, null if a protocol cannot be read
   * @param problems all problems, those of the report among them
   * @param outcome FOUND if there is a difference, NOT_COMPLETE if something cannot be read
   */
  public record Result(@Nullable DiffReport report, List<Problem> problems, Outcome outcome) {
    public Result {
      problems = List.copyOf(problems);
    }
  }

  public static Result run(Request request, Progress progress) {
    return new CompareProtocols(request, progress).result();
  }

  private Result result() {
    Protocol before = read(request.before());
    Protocol after = read(request.after());
    if (before == null || after == null) {
      return new Result(null, problems, Outcome.NOT_COMPLETE);
    }
    ProtocolDiff.Result diff = ProtocolDiff.between(before, after);
    request.plans().forEach(plan -> compare(plan, diff.renamedGoals()));
    DiffReport report =
        new DiffReport(
            ToolVersion.tool(), before, after, diff.changes(), plans, verdicts, problems);
    return new Result(report, problems, outcome(report));
  }

  private Outcome outcome(DiffReport report) {
    if (report.isDifferent()) {
      return Outcome.FOUND;
    }
    return complete ? Outcome.DONE : Outcome.NOT_COMPLETE;
  }

  private @Nullable Protocol read(Path path) {
    ProtocolReading reading = ProtocolReader.read(path);
    reading.problems().stream().filter(Problem::isError).forEach(problems::add);
    return reading.protocol();
  }

  // plans

  private void compare(Path plan, Map<String, String> renamed) {
    Report before = check(plan, request.before());
    Report after = check(plan, request.after());
    if (before == null || after == null) {
      complete = false;
      return;
    }
    if (before.plans().size() != after.plans().size()) {
      complete = false;
      problems.add(
          Problem.error(
              "plans-not-comparable",
              SourceLocation.file(VisibleText.of(plan.toString())),
              "the old protocol judges %s there one by one, the new one %s: verdicts are not compared"
                  .formatted(counted(before), counted(after)),
              "Name the files of one plan, or check with both protocols"));
      return;
    }
    plans += after.plans().size();
    for (int i = 0; i < after.plans().size(); i++) {
      compare(plan, before.plans().get(i), after.plans().get(i), renamed);
    }
  }

  private static String counted(Report report) {
    int count = report.plans().size();
    return count + (count == 1 ? " plan" : " plans");
  }

  /** The report of a check; null, with the errors told, if there is no plan. */
  private @Nullable Report check(Path plan, Path protocol) {
    PlanInput input = new PlanInput(List.of(plan), List.of(), null, null);
    CheckPlans.Result checked =
        CheckPlans.run(new CheckPlans.Request(input, protocol, request.values(), null), progress);
    Report report = checked.report();
    if (report == null || report.plans().isEmpty()) {
      checked.problems().stream()
          .filter(Problem::isError)
          .filter(problem -> !problems.contains(problem))
          .forEach(problems::add);
      return null;
    }
    return report;
  }

  private void compare(
      Path path, PlanResult before, PlanResult after, Map<String, String> renamed) {
    String plan = path + " " + VisibleText.of(after.plan().label());
    if (before.verdict() != after.verdict()) {
      verdicts.add(
          new ChangedVerdict(plan, "", before.verdict().name(), after.verdict().name(), ""));
    }
    Map<String, GoalResult> old = new LinkedHashMap<>();
    before.goals().forEach(g -> old.put(renamed.getOrDefault(g.id(), g.id()), g));
    for (GoalResult goal : after.goals()) {
      GoalResult other = old.remove(goal.id());
      if (other == null || other.verdict() != goal.verdict()) {
        verdicts.add(
            new ChangedVerdict(
                plan,
                goal.id(),
                other == null ? "" : other.verdict().name(),
                goal.verdict().name(),
                goal.reason()));
      }
    }
    old.forEach(
        (id, goal) ->
            verdicts.add(
                new ChangedVerdict(
                    plan, id, Objects.requireNonNull(goal).verdict().name(), "", "")));
  }
}
