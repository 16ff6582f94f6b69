package org.oarlock.spark;

import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.oarlock.app.Outcome;
import org.oarlock.batch.Archive;
import org.oarlock.batch.Batch;
import org.oarlock.batch.BatchMonitor;
import org.oarlock.batch.BatchSummary;
import org.oarlock.batch.JudgedUnit;
import org.oarlock.batch.Tally;
import org.oarlock.batch.UnitJudge;
import org.oarlock.check.Verdict;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;
import org.oarlock.store.FileIndex.Unit;
import org.oarlock.store.Results;
import org.oarlock.store.Store;
import org.oarlock.store.StoreException;
import org.oarlock.store.StoredGoal;
import org.oarlock.store.StoredProtocol;
import org.oarlock.store.StoredResult;

/**
 * Judges all plans of archives on a cluster. The driver finds them as {@code batch} does and sends
 * each unit of files to an executor, which reads the files from the same paths; what the units come
 * to is written as tables into a new folder and, if that is asked for, into a PostgreSQL store.
 */
public final class SparkBatch {
  /** More tasks would burden the driver; beyond that, several units share one. */
  private static final int MOST_TASKS = 10_000;

  private static final int UNITS_IN_PART = 500;
  private static final int MOST_PARTS = 200;
  private static final int LONGEST_MESSAGE = 1000;

  private final Order order;
  private final Batch.Request request;
  private final String folder;
  private final List<Problem> problems = new ArrayList<>();

  private SparkBatch(Order order, String folder) {
    this.order = order;
    this.request = order.request();
    this.folder = folder;
  }

  /** What is asked for, in a form that can be sent to executors. */
  public interface Order extends Serializable {
    /**
     * What is asked for: paths are absolute, the store is empty if results are not to be stored;
     * jobs and resuming mean nothing here.
     */
    Batch.Request request();
  }

  /**
   * Runs in the session of Spark that there is, or starts one, and ends it.
   *
   * @param folder for the tables, which must not exist: a path, or a URI of a file system that
   *     Spark knows
   */
  public static Batch.Result run(Order order, String folder) {
    return new SparkBatch(order, uri(folder)).run();
  }

  private static String uri(String folder) {
    return folder.contains("://")
        ? folder.replaceFirst("/+$", "")
        : "file://" + java.nio.file.Path.of(folder).toAbsolutePath().normalize();
  }

  private Batch.Result run() {
    UnitJudge judge = UnitJudge.read(request, problems);
    List<String> roots = Archive.roots(request.roots(), problems);
    if (judge == null || problems.stream().anyMatch(Problem::isError)) {
      return nothing();
    }
    try (SparkSession spark = session();
        IndexStore index = IndexStore.open(request.store())) {
      Stream.ofNullable(index.store().renewal()).forEach(problems::add);
      return run(spark, index.store(), judge, roots);
    } catch (StoreException e) {
      problems.add(e.problem());
    } catch (Exception e) { // Spark's own are checked, and declared nowhere
      problems.add(jobFailed(e));
    }
    return nothing();
  }

  private Batch.Result nothing() {
    return new Batch.Result(null, problems, false, Outcome.NOT_COMPLETE);
  }

  private static SparkSession session() {
    return SparkSession.builder()
        .appName("oarlock")
        // records are known to Java's own serialization, and not to that of Kryo
        .config("spark.serializer", "org.apache.spark.serializer.JavaSerializer")
        .config("spark.sql.datetime.java8API.enabled", "true")
        .getOrCreate();
  }

  private Batch.Result run(SparkSession spark, Store store, UnitJudge judge, List<String> roots)
      throws IOException {
    Path target = new Path(folder);
    FileSystem files = target.getFileSystem(spark.sparkContext().hadoopConfiguration());
    if (files.exists(target)) {
      problems.add(
          error("folder-exists", folder, "it is there already", "Name a folder that is not there"));
      return nothing();
    }
    Archive archive = Archive.find(store, roots, Unwatched.MONITOR);
    if (!request.store().isEmpty()) {
      judge.protocols().forEach(new Results(store)::put);
    }
    Path unfinished = unfinished(target, spark);
    try {
      String stored = request.store().isEmpty() ? "" : store.name();
      return run(spark, archive, judge, unfinished, stored, target);
    } finally {
      files.delete(unfinished, true); // what is whole has another name by now
    }
  }

  private Batch.Result run(
      SparkSession spark,
      Archive archive,
      UnitJudge judge,
      Path unfinished,
      String store,
      Path target)
      throws IOException {
    List<Parcel> parcels = parcels(archive);
    Path kept = new Path(unfinished, "judged");
    JavaRDD<JudgedUnit> judged = judged(spark, parcels, judge.protocol(), kept);
    if (judged.count() != parcels.size()) {
      return notShared();
    }
    Tally tally = tally(judged);
    boolean isAllJudged = goals(judged).filter(SparkBatch::isLeftToSomebody).isEmpty();
    ResultTables tables = new ResultTables(spark, judged, unfinished.toString());
    tables.write(judge.protocols());
    if (tables.writtenPlans() != tally.total()) {
      return notShared();
    }
    FileSystem files = target.getFileSystem(spark.sparkContext().hadoopConfiguration());
    files.delete(kept, true);
    if (!files.rename(unfinished, target)) {
      throw new IOException(target + " cannot be written");
    }
    BatchSummary summary = archive.summary(store, judge.protocol(), 0, tally);
    return new Batch.Result(summary, problems, false, summary.outcome(isAllJudged));
  }

  /** A hidden folder beside the one for the tables, which is there only when they are whole. */
  private static Path unfinished(Path target, SparkSession spark) {
    return new Path(
        target.getParent(), "." + target.getName() + "." + spark.sparkContext().applicationId());
  }

  private static List<Parcel> parcels(Archive archive) throws IOException {
    List<Parcel> parcels = new ArrayList<>();
    for (Unit unit : archive.units()) {
      parcels.add(Parcel.of(unit.key(), archive.filesOf(unit)));
    }
    return parcels;
  }

  /**
   * What all units come to. It is kept in files: what has been judged is not judged again,
   * whichever executors are lost later on.
   */
  private JavaRDD<JudgedUnit> judged(
      SparkSession spark, List<Parcel> parcels, StoredProtocol protocol, Path kept) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    Broadcast<RemoteJudge> judge = context.broadcast(new RemoteJudge(order, protocol.key(), now));
    context
        .parallelize(parcels, Math.max(1, Math.min(parcels.size(), MOST_TASKS)))
        .map(parcel -> judge.value().judge(parcel))
        .saveAsObjectFile(kept.toString());
    int parts = Math.max(1, Math.min(parcels.size() / UNITS_IN_PART, MOST_PARTS));
    return context.<JudgedUnit>objectFile(ResultTables.literally(kept.toString())).coalesce(parts);
  }

  private static Tally tally(JavaRDD<JudgedUnit> judged) {
    Tally tally = new Tally();
    judged
        .flatMap(unit -> unit.results().stream().map(StoredResult::verdict).iterator())
        .countByValue()
        .forEach(tally::add);
    tally.addAccepted(goals(judged).filter(goal -> !goal.accepted().isEmpty()).count());
    return tally;
  }

  private static JavaRDD<StoredGoal> goals(JavaRDD<JudgedUnit> judged) {
    return judged.flatMap(
        unit -> unit.results().stream().flatMap(result -> result.goals().stream()).iterator());
  }

  private static boolean isLeftToSomebody(StoredGoal goal) {
    return goal.verdict().equals(Verdict.REVIEW.name())
        || goal.verdict().equals(Verdict.NOT_EVALUATED.name());
  }

  // problems

  private Batch.Result notShared() {
    problems.add(
        error(
            "folder-not-shared",
            folder,
            "what executors have written into it is not to be seen here",
            "Name a folder that lies under the same path on all machines"));
    return nothing();
  }

  private static Problem jobFailed(Exception e) {
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return Problem.error(
        "job-failed",
        SourceLocation.NOWHERE,
        "the job could not be done: %s: %s"
            .formatted(e.getClass().getSimpleName(), VisibleText.of(message, LONGEST_MESSAGE)),
        "See the logs of the driver and of the executors");
  }

  private static Problem error(String code, String place, String message, String hint) {
    return Problem.error(code, SourceLocation.file(VisibleText.of(place)), message, hint);
  }

  /** Spark shows progress by itself, and ends jobs by itself. */
  private enum Unwatched implements BatchMonitor {
    MONITOR;

    @Override
    public void indexing(long files) {}

    @Override
    public void judging(long done, long left, Tally tally) {}

    @Override
    public boolean isStopped() {
      return false;
    }
  }
}
