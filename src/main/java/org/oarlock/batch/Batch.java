package org.oarlock.batch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.oarlock.app.CheckPlans;
import org.oarlock.app.Computation;
import org.oarlock.app.Outcome;
import org.oarlock.app.PlanInput;
import org.oarlock.app.StatedProtocol;
import org.oarlock.app.ToolVersion;
import org.oarlock.check.Verdict;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;
import org.oarlock.protocol.Protocol;
import org.oarlock.store.FileIndex;
import org.oarlock.store.FileIndex.Unit;
import org.oarlock.store.Results;
import org.oarlock.store.Results.Task;
import org.oarlock.store.Store;
import org.oarlock.store.StoreException;
import org.oarlock.store.StoredProtocol;
import org.oarlock.store.StoredResult;

/**
 * Judges all plans of archives against a protocol and keeps what comes of it in a store. Each unit
 * of files that belong together is judged by itself and written in one transaction: a run that is
 * killed has done some units wholly and the others not at all.
 */
public final class Batch {
  private final Request request;
  private final BatchMonitor monitor;
  private final List<Problem> problems = new ArrayList<>();

  private Batch(Request request, BatchMonitor monitor) {
    this.request = request;
    this.monitor = monitor;
  }

  /**
   * What is asked for.
   *
   * @param roots folders, files and zip archives
   * @param protocol the protocol's file
   * @param values parameters and prescriptions of the protocol, by name, as text
   * @param names the file that names structures, null if none
   * @param strict whether a verdict that a contouring convention would turn is a REVIEW
   * @param computation how structures and doses are computed
   * @param store where the results are kept: a file, or a JDBC URL
   * @param jobs how many plans are judged at the same time, at least 1
   * @param resume whether what has been judged before, and has not changed, is left as it is
   * @param reports the folder for single reports, null if none are to be written
   * @param patientKey the file with the key of pseudonyms, null if there are to be none
   * @param showPatient whether patients may be named in the store and in reports
   */
  public record Request(
      List<Path> roots,
      Path protocol,
      Map<String, String> values,
      @Nullable Path names,
      boolean strict,
      Computation computation,
      String store,
      int jobs,
      boolean resume,
      @Nullable Path reports,
      @Nullable Path patientKey,
      boolean showPatient) {
    public Request {
      roots = List.copyOf(roots);
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** What is asked of one unit. */
    CheckPlans.Request check(PlanInput unit) {
      return new CheckPlans.Request(
          unit, protocol, values, names, List.of(), null, strict, computation, showPatient);
    }
  }

  /**
   * What came of it.
   *
   * @param summary what there is now, null if the run could not begin
   * @param problems everything wrong that is no plan's own
   * @param isStopped whether it was asked to stop before it was done
   * @param outcome in one word
   */
  public record Result(
      @Nullable BatchSummary summary, List<Problem> problems, boolean isStopped, Outcome outcome) {
    public Result {
      problems = List.copyOf(problems);
    }
  }

  public static Result run(Request request, BatchMonitor monitor) {
    return new Batch(request, monitor).run();
  }

  private Result run() {
    StatedProtocol stated = StatedProtocol.read(request.protocol(), request.names());
    problems.addAll(stated.problems());
    List<String> roots = roots();
    Pseudonyms pseudonyms =
        request.patientKey() == null ? null : Pseudonyms.read(request.patientKey(), problems);
    Protocol protocol = stated.protocol();
    if (protocol == null || problems.stream().anyMatch(Problem::isError)) {
      return new Result(null, problems, false, Outcome.NOT_COMPLETE);
    }
    try (Store store = Store.open(request.store(), true)) {
      return run(store, stated, protocol, roots, pseudonyms);
    } catch (StoreException e) {
      problems.add(e.problem());
      return new Result(null, problems, false, Outcome.NOT_COMPLETE);
    }
  }

  private Result run(
      Store store,
      StatedProtocol stated,
      Protocol protocol,
      List<String> roots,
      @Nullable Pseudonyms pseudonyms) {
    FileIndex index = new FileIndex(store);
    Results results = new Results(store);
    StoredProtocol version = version(stated, protocol);
    String tool = ToolVersion.text();
    long unchanged = 0;
    boolean stopped = false;
    try {
      roots.forEach(root -> ArchiveIndexer.run(store, index, root, monitor));
      Grouping.run(store, index, roots);
      results.put(version);
      SingleReports reports =
          request.reports() == null ? null : new SingleReports(request.reports(), version.key());
      BatchRun run = new BatchRun(index, results, roots, stated, reports, pseudonyms, request);
      unchanged = run.judge(unit -> new Task(unit, version.key(), tool), now(), monitor);
      stopped = run.isStopped();
    } catch (BatchStopped e) {
      stopped = true;
    }
    Tally tally = new Tally();
    results.verdicts(roots, version.key(), tool).forEach(tally::add);
    List<Unit> units = index.units(roots);
    BatchSummary summary =
        new BatchSummary(
            store.name(),
            version.id() + "@" + version.version(),
            index.counts(roots),
            units.size(),
            unchanged,
            tally,
            index.problems(roots, BatchSummary.MOST_PROBLEMS));
    boolean judged = results.areGoalsJudged(roots, version.key(), tool);
    return new Result(summary, problems, stopped, outcome(summary, judged && !stopped));
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static Outcome outcome(BatchSummary summary, boolean judged) {
    Tally tally = summary.tally();
    if (tally.of(Verdict.FAIL.name()) > 0) {
      return Outcome.GOAL_FAILED;
    }
    boolean complete =
        judged
            && tally.total() > 0
            && tally.of(Verdict.REVIEW.name()) == 0
            && tally.of(Verdict.NOT_EVALUATED.name()) == 0
            && tally.of(StoredResult.NO_PROTOCOL) == 0
            && tally.of(StoredResult.ERROR) == 0
            && summary.unreadable().isEmpty();
    return complete ? Outcome.DONE : Outcome.NOT_COMPLETE;
  }

  // what is asked for

  /** The roots as absolute paths in order, without those that lie in others. */
  private List<String> roots() {
    List<Path> roots = new ArrayList<>();
    for (Path root : request.roots()) {
      if (!Files.exists(root)) {
        problems.add(
            Problem.error(
                "file-missing",
                SourceLocation.file(VisibleText.of(root.toString())),
                "there is no such file or folder",
                "Check the path"));
      }
      roots.add(root.toAbsolutePath().normalize());
    }
    return roots.stream()
        .filter(root -> roots.stream().noneMatch(o -> !o.equals(root) && root.startsWith(o)))
        .map(Path::toString)
        .distinct()
        .sorted()
        .toList();
  }

  /** What is judged by: the protocol's files, what they extend, and all that was stated. */
  private StoredProtocol version(StatedProtocol stated, Protocol protocol) {
    List<String> settings = new ArrayList<>();
    request.values().forEach((name, value) -> settings.add("--set " + name + "=" + value));
    stated.names().forEach((name, own) -> settings.add("--names " + name + "=" + own));
    if (request.strict()) {
      settings.add("--strict");
    }
    if (!request.computation().equals(Computation.DEFAULT)) {
      settings.add("computed with " + request.computation().text());
    }
    String content =
        protocol.files().stream()
            .map(Protocol.SourceFile::sha256)
            .collect(Collectors.joining("\n", "", "\n"));
    String said = String.join("; ", settings);
    return new StoredProtocol(
        Hash.of(content + said).substring(0, 16),
        protocol.id(),
        protocol.version(),
        protocol.title(),
        protocol.status().name(),
        said);
  }
}
