package org.oarlock.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.oarlock.check.GoalResult;
import org.oarlock.check.PlanChecker;
import org.oarlock.check.PlanResult;
import org.oarlock.check.Settings;
import org.oarlock.check.Verdict;
import org.oarlock.dicom.Inventory;
import org.oarlock.dicom.KnownFile;
import org.oarlock.plan.Plan;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.protocol.Protocol;
import org.oarlock.report.Report;

/** Judges the plans that an input holds against a protocol, each by itself. */
public final class CheckPlans {
  private CheckPlans() {}

  /**
   * What is asked for.
   *
   * @param input where the plans are
   * @param protocol the protocol's file
   * @param values parameters and prescriptions of the protocol, by name, as text
   * @param names the file that names structures, null if none
   * @param overrides files of accepted violations, besides those that lie beside the plans
   * @param caseFile the case file, null to look for one beside each plan
   * @param strict whether a verdict that a contouring convention would turn is a REVIEW
   * @param allowUnverified whether a protocol may be a template
   * @param computation how structures and doses are computed
   * @param showPatient whether the report may name patients
   */
  public record Request(
      PlanInput input,
      Path protocol,
      Map<String, String> values,
      @Nullable Path names,
      List<Path> overrides,
      @Nullable Path caseFile,
      boolean strict,
      boolean allowUnverified,
      Computation computation,
      boolean showPatient) {
    public Request {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
      overrides = List.copyOf(overrides);
    }

    /** What an author of a protocol asks for, be it a template. */
    public Request(
        PlanInput input, Path protocol, Map<String, String> values, @Nullable Path names) {
      this(
          input, protocol, values, names, List.of(), null, false, true, Computation.DEFAULT, false);
    }
  }

  /**
   * What came of it.
   *
   * @param report the report, null where there is no protocol to report on
   * @param problems all problems, those of the report among them
   * @param outcome in one word
   */
  public record Result(@Nullable Report report, List<Problem> problems, Outcome outcome) {
    public Result {
      problems = List.copyOf(problems);
    }
  }

  public static Result run(Request request, Progress progress) {
    return run(
        request,
        () -> StatedProtocol.read(request.protocol(), request.names(), request.allowUnverified()),
        progress);
  }

  /** With names that stand in no file. */
  static Result run(Request request, Map<String, List<String>> names, Progress progress) {
    return run(
        request,
        () -> StatedProtocol.read(request.protocol(), names, request.allowUnverified()),
        progress);
  }

  private static Result run(Request request, Supplier<StatedProtocol> read, Progress progress) {
    CompletableFuture<StatedProtocol> stated = CompletableFuture.supplyAsync(read);
    Inventory inventory = load(request.input(), progress);
    return judge(request, stated.join(), inventory, progress);
  }

  /** What files are called that say something about a plan which lies in the same folder. */
  public static final List<String> FILES_BESIDE = List.of(Cases.NAME, AcceptedViolations.FILE);

  /** The files of accepted violations beside a plan's files that are about it, or unreadable. */
  public static List<Path> overrides(Plan plan) {
    return AcceptedViolations.beside(plan);
  }

  /** Whether several RT Plans on one structure set are the phases of a course to a protocol. */
  public static boolean expectsPhases(Protocol protocol) {
    return Courses.expectsPhases(protocol);
  }

  /** Loads the plans that an input means. */
  public static Inventory load(PlanInput input, Progress progress) {
    return PlanFinder.find(input, progress);
  }

  /**
   * Loads the plans that files hold.
   *
   * @param known what is known of files since they were read before
   */
  public static Inventory load(List<Path> files, Map<Path, KnownFile> known) {
    return PlanFinder.find(files, known);
  }

  /**
   * Judges plans that have been loaded, against a protocol that has been read. The same plans and
   * protocol give the same result.
   *
   * @param request what was asked for besides
   * @param inventory the plans; its problems are those of every one of them
   */
  public static Result judge(
      Request request, StatedProtocol stated, Inventory inventory, Progress progress) {
    Map<String, List<String>> names = stated.names();
    List<Problem> problems = new ArrayList<>(stated.problems());
    problems.addAll(inventory.problems());
    Protocol protocol = stated.protocol();
    if (protocol == null) {
      return new Result(null, problems, Outcome.NOT_COMPLETE);
    }
    if (inventory.plans().isEmpty()) {
      problems.add(noPlan());
    }
    List<Courses.Judged> plans =
        inventory.plans().stream().flatMap(plan -> Courses.of(plan, protocol).stream()).toList();
    AcceptedViolations accepted = AcceptedViolations.read(request, problems);
    accepted.match(plans.stream().map(Courses.Judged::plan).toList(), problems);
    Settings settings =
        new Settings(
            request.values(), names, request.strict(), request.computation().options(), problems);
    List<PlanResult> results = new ArrayList<>();
    for (Courses.Judged judged : plans) {
      progress.at("judging", 0, 0);
      results.add(judge(judged, protocol, request.caseFile(), settings, accepted));
    }
    Report report =
        new Report(
            ToolVersion.tool(),
            protocol,
            said(request, names, accepted, settings),
            results,
            results.isEmpty() ? problems : List.of(),
            request.showPatient());
    return new Result(report, report.allProblems(), outcome(report));
  }

  private static Report.Settings said(
      Request request,
      Map<String, List<String>> names,
      AcceptedViolations accepted,
      Settings settings) {
    PlanInput.FractionDose fractionDose = request.input().fractionDose();
    return new Report.Settings(
        request.values(),
        names,
        request.strict(),
        request.input().relativeDose(),
        fractionDose == null ? null : fractionDose.name().toLowerCase(Locale.ROOT),
        accepted.files(),
        settings.dvhOptions());
  }

  private static Problem noPlan() {
    return Problem.error(
        "no-plan",
        SourceLocation.NOWHERE,
        "there is no plan to judge: no structure set with a plan or a dose was found",
        "See with 'oarlock info' what lies there");
  }

  /** Every plan is told all problems of the input: an error anywhere keeps it from passing. */
  private static PlanResult judge(
      Courses.Judged judged,
      Protocol protocol,
      @Nullable Path caseFile,
      Settings settings,
      AcceptedViolations accepted) {
    Cases.Found found = Cases.of(judged.plan(), protocol, caseFile);
    List<Problem> known = new ArrayList<>(settings.inputProblems());
    known.addAll(judged.problems());
    known.addAll(found.problems());
    Settings ofPlan = settings.about(found.file(), accepted.of(judged.plan()), known);
    return PlanChecker.check(judged.plan(), protocol, ofPlan);
  }

  private static Outcome outcome(Report report) {
    List<GoalResult> goals = report.plans().stream().flatMap(p -> p.goals().stream()).toList();
    if (goals.stream().anyMatch(CheckPlans::isRequiredAndFailed)) {
      return Outcome.GOAL_FAILED;
    }
    boolean judged =
        !report.plans().isEmpty()
            && report.plans().stream().allMatch(plan -> isJudged(plan.verdict()))
            && goals.stream().allMatch(goal -> isJudged(goal.verdict()))
            && report.allProblems().stream().noneMatch(Problem::isError);
    return judged ? Outcome.DONE : Outcome.NOT_COMPLETE;
  }

  private static boolean isRequiredAndFailed(GoalResult goal) {
    return goal.obligation() == GoalResult.Obligation.REQUIRED && goal.verdict() == Verdict.FAIL;
  }

  private static boolean isJudged(Verdict verdict) {
    return verdict != Verdict.REVIEW && verdict != Verdict.NOT_EVALUATED;
  }
}
