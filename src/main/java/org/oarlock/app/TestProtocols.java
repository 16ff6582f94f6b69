package org.oarlock.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.oarlock.check.GoalResult;
import org.oarlock.check.Judgement;
import org.oarlock.check.PlanResult;
import org.oarlock.check.Verdict;
import org.oarlock.metric.MetricValue;
import org.oarlock.metric.NoValue;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;
import org.oarlock.protocol.Expectations;
import org.oarlock.protocol.Expectations.Expected;
import org.oarlock.protocol.Expectations.ExpectedValue;
import org.oarlock.protocol.ExpectationsReader;
import org.oarlock.quantity.DecimalText;
import org.oarlock.report.TestReport;
import org.oarlock.report.TestReport.Finding;
import org.oarlock.report.TestReport.TestedFile;
import org.oarlock.report.TestReport.TestedPlan;

/** Runs tests of protocols: checks plans and compares with what the test expects. */
public final class TestProtocols {
  private static final List<String> VERDICTS =
      Arrays.stream(Verdict.values()).map(Verdict::name).toList();

  private final Expectations test;
  private final Progress progress;
  private final List<TestedPlan> checks = new ArrayList<>();
  private final List<Problem> problems;

  private TestProtocols(Expectations test, List<Problem> problems, Progress progress) {
    this.test = test;
    this.problems = problems;
    this.progress = progress;
  }

  /**
   * What is asked for.
   *
   * @param files the tests
   */
  public record Request(List<Path> files) {
    public Request {
      files = List.copyOf(files);
    }
  }

  /**
   * What came of it.
   *
   * @param report what was expected and found
   * @param outcome FOUND if something differs, NOT_COMPLETE if a test could not be run whole
   */
  public record Result(TestReport report, Outcome outcome) {}

  public static Result run(Request request, Progress progress) {
    List<TestedFile> tests = new ArrayList<>();
    for (Path file : request.files()) {
      progress.at("testing", tests.size(), request.files().size());
      tests.add(run(file, progress));
    }
    return new Result(new TestReport(ToolVersion.tool(), tests), outcome(tests));
  }

  private static Outcome outcome(List<TestedFile> tests) {
    List<TestReport.Result> results = tests.stream().map(TestedFile::result).toList();
    if (results.contains(TestReport.Result.DIFFERENT)) {
      return Outcome.FOUND;
    }
    return results.contains(TestReport.Result.NOT_RUN) ? Outcome.NOT_COMPLETE : Outcome.DONE;
  }

  private static TestedFile run(Path file, Progress progress) {
    ExpectationsReader.Reading read = ExpectationsReader.read(file, VERDICTS);
    List<Problem> problems = new ArrayList<>(read.problems());
    Expectations test = read.test();
    if (test == null) {
      return new TestedFile(file.toString(), List.of(), problems);
    }
    TestProtocols tests = new TestProtocols(test, problems, progress);
    test.plans().forEach(plan -> test.runs().forEach(run -> tests.check(plan, run)));
    return new TestedFile(file.toString(), tests.checks, problems.stream().distinct().toList());
  }

  private void check(Path plan, Expectations.Run run) {
    PlanInput input = new PlanInput(List.of(plan), List.of(), null, null);
    CheckPlans.Result checked =
        CheckPlans.run(
            new CheckPlans.Request(input, test.protocol(), run.set(), test.names()), progress);
    checked.problems().stream().filter(this::isOfTheTest).forEach(problems::add);
    if (checked.report() == null || checked.report().plans().size() != 1) {
      notOnePlan(plan, checked);
      return;
    }
    PlanResult result = checked.report().plans().get(0);
    List<Finding> findings = new ArrayList<>();
    run.goals().forEach((id, expected) -> goal(id, expected, result, findings));
    run.values().forEach(value -> value(value, result, findings));
    if (run.exit() != null) {
      findings.add(exit(run.exit(), checked.outcome()));
    }
    List<String> unchecked =
        result.goals().stream()
            .map(GoalResult::id)
            .filter(id -> !run.goals().containsKey(id))
            .toList();
    checks.add(
        new TestedPlan(
            plan.toString(), run.set(), findings, test.listsOthers() ? unchecked : List.of()));
  }

  /**
   * A name that is set in vain, or names that cannot be read: not what the author means to test.
   */
  private boolean isOfTheTest(Problem problem) {
    Path names = test.names();
    boolean aboutNames = names != null && names.toString().equals(problem.location().file());
    return problem.isError() && (aboutNames || problem.code().equals("unknown-setting"));
  }

  private void notOnePlan(Path plan, CheckPlans.Result checked) {
    problems.addAll(checked.problems().stream().filter(Problem::isError).toList());
    int count = checked.report() == null ? 0 : checked.report().plans().size();
    boolean said = checked.problems().stream().anyMatch(Problem::isError);
    if (count > 1 || !said) {
      problems.add(
          Problem.error(
              "test-several-plans",
              SourceLocation.file(VisibleText.of(plan.toString())),
              "%s plans lie there, but a test expects one".formatted(String.valueOf(count)),
              "Name the folders or files of one plan"));
    }
  }

  // expectations

  private void goal(String id, Expected expected, PlanResult result, List<Finding> findings) {
    GoalResult goal = named(id, result);
    if (goal == null) {
      problems.add(unknownGoal(id, expected.location()));
      return;
    }
    String found = goal.verdict().name();
    boolean same = found.equals(expected.word());
    findings.add(
        new Finding(
            "goal", id, "", expected.word(), found, goal.reason(), same, expected.location()));
  }

  private static @Nullable GoalResult named(String id, PlanResult result) {
    return result.goals().stream().filter(goal -> goal.id().equals(id)).findFirst().orElse(null);
  }

  private static Problem unknownGoal(String id, SourceLocation location) {
    return Problem.error(
        "test-unknown-goal",
        location,
        "the protocol has no goal '" + VisibleText.of(id) + "'",
        "Check the id; that of a prescription is prescription- and its name");
  }

  private void value(ExpectedValue expected, PlanResult result, List<Finding> findings) {
    GoalResult goal = named(expected.goal(), result);
    if (goal == null) {
      problems.add(unknownGoal(expected.goal(), expected.location()));
      return;
    }
    List<Judgement> judgements =
        Stream.concat(goal.judgements().stream(), goal.alsoReported().stream())
            .filter(judgement -> judgement.metric().equals(expected.metric()))
            .filter(judgement -> isAbout(expected.structure(), judgement))
            .toList();
    if (judgements.size() == 1) {
      findings.add(compared(expected, judgements.get(0)));
    } else {
      String found = judgements.isEmpty() ? "no such value" : judgements.size() + " such values";
      findings.add(finding(expected, found, "", false));
    }
  }

  private static boolean isAbout(String structure, Judgement judgement) {
    return structure.isEmpty() || judgement.matched().contains(structure);
  }

  private static Finding compared(ExpectedValue expected, Judgement judgement) {
    if (judgement.result() instanceof MetricValue value) {
      double off = Math.abs(value.value() - expected.value());
      return finding(expected, DecimalText.print(value.value()), "", off <= expected.tolerance());
    }
    String reason = judgement.result() instanceof NoValue none ? none.reason() : judgement.reason();
    return finding(expected, "no value", reason, false);
  }

  private static Finding finding(
      ExpectedValue expected, String found, String reason, boolean asExpected) {
    return new Finding(
        "value",
        expected.goal(),
        expected.metric(),
        DecimalText.print(expected.value()) + " ± " + DecimalText.print(expected.tolerance()),
        found,
        reason,
        asExpected,
        expected.location());
  }

  private static Finding exit(Expected expected, Outcome outcome) {
    String found = String.valueOf(outcome.code());
    return new Finding(
        "exit",
        "",
        "",
        expected.word(),
        found,
        "",
        found.equals(expected.word()),
        expected.location());
  }
}
