package org.oarlock.batch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.oarlock.app.CheckPlans;
import org.oarlock.app.PlanInput;
import org.oarlock.app.Progress;
import org.oarlock.batch.Protocols.Choice;
import org.oarlock.batch.Protocols.Named;
import org.oarlock.check.PlanResult;
import org.oarlock.dicom.Inventory;
import org.oarlock.dicom.KnownFile;
import org.oarlock.plan.Plan;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;
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
  private final Protocols protocols;
  private final ResultRows rows;
  private final Batch.Request request;

  UnitCheck(List<IndexedFile> files, Protocols protocols, ResultRows rows, Batch.Request request) {
    this.files = files;
    this.protocols = protocols;
    this.rows = rows;
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
    } catch (RuntimeException | Error e) {
      return failure(unexpected(e));
    }
  }

  /** What to say of a fault that nobody expected. */
  static Problem unexpected(Throwable fault) {
    if (fault instanceof OutOfMemoryError) {
      return Problem.error(
          "out-of-memory",
          SourceLocation.NOWHERE,
          "there is not enough memory for this plan",
          "Give Java more, for example OARLOCK_JAVA_OPTS=-Xmx4g, or use fewer --jobs");
    }
    StackTraceElement[] trace = fault.getStackTrace();
    String at =
        trace.length == 0
            ? ""
            : " at %s:%d".formatted(trace[0].getFileName(), trace[0].getLineNumber());
    return Problem.error(
        "internal-error",
        SourceLocation.NOWHERE,
        "internal error: " + fault.getClass().getSimpleName() + at,
        "Report this line with your version, without patient data");
  }

  private Outcome check() {
    List<Path> paths =
        files.stream()
            .filter(file -> file.kind() != Kind.UNREADABLE)
            .map(file -> Path.of(file.path()))
            .toList();
    PlanInput input = new PlanInput(paths, List.of(), null, null);
    Inventory inventory = withUnreadable(CheckPlans.load(paths, known()));
    List<Problem> problems = new ArrayList<>();
    List<StoredResult> results = new ArrayList<>();
    Set<String> covered = new HashSet<>();
    for (Plan plan : inventory.plans()) {
      Choice choice = protocols.of(plan, rows::dateOf);
      Named by = choice.by();
      if (by == null) {
        String why = "The plan was not judged: " + choice.chosen();
        List<Problem> found = inventory.problems();
        String single = writeNotJudged(rows.key(plan), plan.label(), why, found);
        results.add(rows.notChosen(plan, protocols.scope(), choice, found, single));
        plan.phases().forEach(phase -> covered.addAll(rows.planUids(phase)));
      } else {
        List<Problem> known = new ArrayList<>(inventory.problems());
        known.addAll(choice.notes());
        Inventory alone = new Inventory(List.of(plan), inventory.objects(), known);
        CheckPlans.Request asked = request.check(input, by.values(), CheckPlans.overrides(plan));
        CheckPlans.Result checked = CheckPlans.judge(asked, by.stated(), alone, Progress.NONE);
        problems.addAll(checked.problems());
        results.addAll(rowsOf(checked, by, choice, covered, problems));
      }
    }
    if (inventory.plans().isEmpty()) {
      CheckPlans.Request asked = request.check(input, Map.of(), List.of());
      problems.addAll(
          CheckPlans.judge(asked, protocols.any().stated(), inventory, Progress.NONE).problems());
    }
    addFailed(results, covered, problems.stream().distinct().toList());
    distinguish(results);
    boolean lasting =
        Stream.concat(problems.stream(), inventory.problems().stream())
            .noneMatch(p -> PASSING.contains(p.code()));
    return new Outcome(results, lasting);
  }

  /** With what the index found wrong with files of which nothing else is known. */
  private Inventory withUnreadable(Inventory inventory) {
    List<Problem> all = new ArrayList<>(inventory.problems());
    files.stream()
        .filter(file -> file.kind() == Kind.UNREADABLE)
        .map(IndexedFile::problem)
        .flatMap(Stream::ofNullable)
        .forEach(all::add);
    return new Inventory(inventory.plans(), inventory.objects(), all);
  }

  /** What the index knows of the files that are read whole, so that they are hashed once. */
  private Map<Path, KnownFile> known() {
    return files.stream()
        .filter(file -> file.kind().isPlanning() && !file.sha256().isEmpty())
        .collect(
            Collectors.toMap(
                file -> Path.of(file.path()),
                file -> new KnownFile(file.size(), file.modified(), file.sha256()),
                (one, same) -> one));
  }

  private List<StoredResult> rowsOf(
      CheckPlans.Result checked,
      Named by,
      Choice choice,
      Set<String> covered,
      List<Problem> problems) {
    Report report = checked.report();
    List<StoredResult> results = new ArrayList<>();
    if (report != null) {
      for (PlanResult result : report.plans()) {
        result.plan().phases().forEach(phase -> covered.addAll(rows.planUids(phase)));
        String single = write(report, result, by, problems);
        results.add(rows.judged(result, by.stored(), choice, single));
      }
    }
    return results;
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

  private String write(Report report, PlanResult result, Named by, List<Problem> problems) {
    return request.reports() == null
        ? ""
        : new SingleReports(request.reports(), by.stored().key())
            .write(report, result, rows.key(result.plan()), problems);
  }

  /** The same about a plan that was not judged; one that cannot be written is wanted again. */
  private String writeNotJudged(String plan, String label, String why, List<Problem> found) {
    String name = label.isBlank() ? "" : "'" + VisibleText.of(label) + "': ";
    return request.reports() == null
        ? ""
        : new SingleReports(request.reports(), protocols.scope().key())
            .writeNotJudged(plan, name + why, found, new ArrayList<>());
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
        results.add(failed(own, problems));
      }
    }
    List<IndexedFile> own = files.stream().filter(f -> f.kind().isPlanning()).toList();
    if (results.isEmpty() && !own.isEmpty()) {
      results.add(failed(own, problems));
    }
  }

  private StoredResult failed(List<IndexedFile> own, List<Problem> problems) {
    String why = "The plan was not judged, since its files cannot be used.";
    IndexedFile first = own.get(0);
    String single = writeNotJudged(first.name(), first.label(), why, rows.ownFirst(problems, own));
    return rows.failed(own, protocols.scope(), problems, single);
  }
}
