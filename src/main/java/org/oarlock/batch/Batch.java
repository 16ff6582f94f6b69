package org.oarlock.batch;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.oarlock.app.CheckPlans;
import org.oarlock.app.Computation;
import org.oarlock.app.Outcome;
import org.oarlock.app.PlanInput;
import org.oarlock.app.ToolVersion;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;
import org.oarlock.store.DamagedFiles;
import org.oarlock.store.Results;
import org.oarlock.store.Store;
import org.oarlock.store.StoreException;
import org.oarlock.store.StoredProtocol;

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
   * @param protocol the protocol's file, or that of the rules that choose protocols
   * @param isSelection whether it is that of rules
   * @param values parameters and prescriptions of the protocol, by name, as text
   * @param names the file that names structures, null if none
   * @param strict whether a verdict that a contouring convention would turn is a REVIEW
   * @param allowUnverified whether the protocol may be a template
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
      boolean isSelection,
      Map<String, String> values,
      @Nullable Path names,
      boolean strict,
      boolean allowUnverified,
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

    /** What is asked of one plan, with what is stated about its protocol. */
    CheckPlans.Request check(PlanInput unit, Map<String, String> stated, List<Path> overrides) {
      return new CheckPlans.Request(
          unit,
          protocol,
          stated,
          names,
          overrides,
          null,
          strict,
          allowUnverified,
          computation,
          showPatient);
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
    UnitJudge judge = UnitJudge.read(request, problems);
    List<String> roots = Archive.roots(request.roots(), problems);
    if (judge == null || problems.stream().anyMatch(Problem::isError)) {
      return new Result(null, problems, false, Outcome.NOT_COMPLETE);
    }
    try (Store store = Store.open(request.store(), true)) {
      Stream.ofNullable(store.renewal()).forEach(problems::add);
      return run(store, judge, roots);
    } catch (StoreException e) {
      problems.add(e.problem());
      return new Result(null, problems, false, Outcome.NOT_COMPLETE);
    }
  }

  private Result run(Store store, UnitJudge judge, List<String> roots) {
    Results results = new Results(store);
    long unchanged = 0;
    boolean stopped = false;
    try {
      Archive archive = Archive.find(store, roots, monitor);
      judge.protocols().forEach(results::put);
      BatchRun run = new BatchRun(archive, results, judge, request);
      unchanged = run.judge(now(), monitor);
      stopped = run.isStopped();
    } catch (BatchStopped e) {
      stopped = true;
    }
    List<String> protocols = judge.protocols().stream().map(StoredProtocol::key).toList();
    String tool = ToolVersion.text();
    Tally tally = new Tally();
    results.verdicts(roots, protocols, tool).forEach(tally::add);
    tally.addAccepted(results.accepted(roots, protocols, tool));
    DamagedFiles.Listing held =
        new DamagedFiles(store)
            .keepingPlans(new DamagedFiles.Scope(roots, protocols, tool), BatchSummary.MOST_HELD);
    BatchSummary summary =
        Archive.known(store, roots).summary(store.name(), judge.protocol(), unchanged, tally, held);
    boolean judged = results.areGoalsJudged(roots, protocols, tool);
    if (request.reports() != null && !stopped) {
      long missing = results.withoutReport(roots, protocols, tool);
      if (missing > 0) {
        problems.add(notWritten(request.reports(), missing));
        judged = false;
      }
    }
    return new Result(summary, problems, stopped, summary.outcome(judged && !stopped));
  }

  private static Problem notWritten(Path folder, long reports) {
    return Problem.error(
        "reports-not-written",
        SourceLocation.file(VisibleText.ofPath(folder.toString())),
        "the reports about %s could not be written into it"
            .formatted(reports + (reports == 1 ? " plan" : " plans")),
        "Check the folder, its permissions and the disk, and go on with --resume");
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
