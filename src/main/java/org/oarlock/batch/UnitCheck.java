package org.oarlock.batch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oarlock.app.CheckPlans;
import org.oarlock.app.PlanInput;
import org.oarlock.app.Progress;
import org.oarlock.app.StatedProtocol;
import org.oarlock.check.PlanResult;
import org.oarlock.dicom.Inventory;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.report.Report;
import org.oarlock.store.IndexedFile;
import org.oarlock.store.IndexedFile.Kind;
import org.oarlock.store.StoredResult;

/**
 * Judges the files of one unit, as {@code oarlock check} would judge a folder that holds them and
 * nothing else. Whatever goes wrong becomes a row; nothing is thrown.
 */
final class UnitCheck {
  /** Problems of this machine and this moment, not of the files: judged again next time. */
  private static final Set<String> PASSING =
      Set.of(
          "file-unreadable", "file-missing", "zip-unreadable", "out-of-memory", "internal-error");

  private final List<IndexedFile> files;
  private final StatedProtocol protocol;
  private final ResultRows rows;
  private final @Nullable SingleReports reports;
  private final Batch.Request request;

  UnitCheck(
      List<IndexedFile> files,
      StatedProtocol protocol,
      ResultRows rows,
      @Nullable SingleReports reports,
      Batch.Request request) {
    this.files = files;
    this.protocol = protocol;
    this.rows = rows;
    this.reports = reports;
    this.request = request;
  }

  /**
   * What came of a unit.
   *
   * @param results one per plan
   * @param isLasting whether the same files would give the same again
   */
  record Outcome(List<StoredResult> results, boolean isLasting) {}

  Outcome run() {
    try {
      return check();
    } catch (OutOfMemoryError e) {
      return failure(
          Problem.error(
              "out-of-memory",
              SourceLocation.NOWHERE,
              "there is not enough memory for this plan",
              "Give Java more, for example OARLOCK_JAVA_OPTS=-Xmx4g, or use fewer --jobs"));
    } catch (RuntimeException | Error e) {
      StackTraceElement[] trace = e.getStackTrace();
      String at =
          trace.length == 0
              ? ""
              : " at %s:%d".formatted(trace[0].getFileName(), trace[0].getLineNumber());
      return failure(
          Problem.error(
              "internal-error",
              SourceLocation.NOWHERE,
              "internal error: " + e.getClass().getSimpleName() + at,
              "Report this line with your version, without patient data"));
    }
  }

  private Outcome check() {
    PlanInput input =
        new PlanInput(
            files.stream().map(file -> Path.of(file.path())).toList(), List.of(), null, null);
    Inventory inventory = CheckPlans.load(input, Progress.NONE);
    CheckPlans.Result checked =
        CheckPlans.judge(request.check(input), protocol, inventory, Progress.NONE);
    List<StoredResult> results = new ArrayList<>();
    Set<String> covered = new HashSet<>();
    List<Problem> problems = new ArrayList<>(checked.problems());
    Report report = checked.report();
    if (report != null) {
      for (PlanResult result : report.plans()) {
        result.plan().phases().forEach(phase -> covered.addAll(rows.planUids(phase)));
        results.add(rows.judged(result, write(report, result, problems)));
      }
    }
    addFailed(results, covered, checked.problems());
    distinguish(results);
    boolean lasting = problems.stream().noneMatch(p -> PASSING.contains(p.code()));
    return new Outcome(results, lasting);
  }

  /** Results of files that have the same UIDs, or none, are numbered. */
  private static void distinguish(List<StoredResult> results) {
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < results.size(); i++) {
      StoredResult result = results.get(i);
      String name = result.plan();
      for (int number = 2; !taken.add(name); number++) {
        name = result.plan() + "#" + number;
      }
      results.set(i, result.withPlan(name));
    }
  }

  private String write(Report report, PlanResult result, List<Problem> problems) {
    return reports == null ? "" : reports.write(report, result, rows.key(result.plan()), problems);
  }

  /** What it is if it cannot be judged for a reason of the moment. */
  Outcome failure(Problem problem) {
    List<StoredResult> results = new ArrayList<>();
    addFailed(results, Set.of(), List.of(problem));
    return new Outcome(results, false);
  }

  /** A row for every RT Plan that is in no result; without any RT Plan, one for the unit. */
  private void addFailed(List<StoredResult> results, Set<String> covered, List<Problem> problems) {
    Set<String> done = new HashSet<>(covered);
    for (IndexedFile plan : files) {
      if (plan.kind() == Kind.RT_PLAN && done.add(plan.name())) {
        List<IndexedFile> own =
            files.stream()
                .filter(f -> f.kind() == Kind.RT_PLAN && f.name().equals(plan.name()))
                .toList();
        results.add(rows.failed(own, problems));
      }
    }
    if (results.isEmpty()) {
      results.add(
          rows.failed(files.stream().filter(f -> f.kind().isPlanning()).toList(), problems));
    }
  }
}
