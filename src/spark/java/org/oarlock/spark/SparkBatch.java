package org.oarlock.spark;

import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.oarlock.app.Outcome;
import org.oarlock.batch.Archive;
import org.oarlock.batch.Batch;
import org.oarlock.batch.BatchMonitor;
import org.oarlock.batch.BatchSummary;
import org.oarlock.batch.Tally;
import org.oarlock.batch.UnitJudge;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;
import org.oarlock.store.FileIndex.Unit;
import org.oarlock.store.IndexedFile;
import org.oarlock.store.Results;
import org.oarlock.store.Store;
import org.oarlock.store.StoreException;
import org.oarlock.store.StoredProtocol;

/**
 * Judges all plans of archives on a cluster. The driver finds them as {@code batch} does and sends
 * each unit of files to an executor, which reads the files from the same paths; what the units come
 * to is written as tables into a new folder and, if that is asked for, into a PostgreSQL store.
 */
public final class SparkBatch {
  /** What is only there until the tables are whole. */
  private static final String WORK = "work";

  private static final String EXECUTOR_OPTIONS = "spark.executor.defaultJavaOptions";

  /**
   * As {@code oarlock batch} has it: with the thresholds that Java itself has, compiling takes
   * twice the time and gains nothing.
   */
  private static final String COMPILER =
      "-XX:Tier4InvocationThreshold=40000 -XX:Tier4CompileThreshold=120000"
          + " -XX:Tier4BackEdgeThreshold=320000";

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
   * Runs in the context of Spark that there is, or starts one, and ends it.
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
    try (JavaSparkContext spark = context();
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

  private static JavaSparkContext context() {
    SparkConf configuration = new SparkConf();
    configuration
        .setIfMissing("spark.app.name", "oarlock")
        // records are known to Java's own serialization, and not to that of Kryo
        .set("spark.serializer", "org.apache.spark.serializer.JavaSerializer")
        // of two settings Java takes the last
        .set(EXECUTOR_OPTIONS, COMPILER + " " + configuration.get(EXECUTOR_OPTIONS, ""));
    return JavaSparkContext.fromSparkContext(SparkContext.getOrCreate(configuration));
  }

  private Batch.Result run(JavaSparkContext spark, Store store, UnitJudge judge, List<String> roots)
      throws IOException {
    Path target = new Path(folder);
    FileSystem files = target.getFileSystem(spark.hadoopConfiguration());
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
      JavaSparkContext spark,
      Archive archive,
      UnitJudge judge,
      Path unfinished,
      String store,
      Path target)
      throws IOException {
    List<Parcel> parcels = parcels(archive);
    String work = unfinished + "/" + WORK;
    Kept kept = new Kept(work + "/judged", spark.hadoopConfiguration());
    judge(spark, parcels, judge.protocol(), kept);
    if (kept.count(parcels.size()) != parcels.size()) {
      return notShared();
    }
    ResultTables tables = new ResultTables(spark, kept, unfinished.toString());
    List<PartTally> parts = tables.write(parcels.size(), work, judge.protocols());
    Tally tally = new Tally();
    parts.forEach(part -> part.addTo(tally));
    if (tables.writtenPlans() != tally.total()) {
      return notShared();
    }
    FileSystem files = target.getFileSystem(spark.hadoopConfiguration());
    files.delete(new Path(work), true);
    if (!files.rename(unfinished, target)) {
      throw new IOException(target + " cannot be written");
    }
    BatchSummary summary = archive.summary(store, judge.protocol(), 0, tally);
    return new Batch.Result(
        summary, problems, false, summary.outcome(parts.stream().allMatch(PartTally::isAllJudged)));
  }

  /** A hidden folder beside the one for the tables, which is there only when they are whole. */
  private static Path unfinished(Path target, JavaSparkContext spark) {
    return new Path(target.getParent(), "." + target.getName() + "." + spark.sc().applicationId());
  }

  private static List<Parcel> parcels(Archive archive) throws IOException {
    List<Parcel> parcels = new ArrayList<>();
    for (Unit unit : archive.units()) {
      List<IndexedFile> files = archive.filesOf(unit);
      if (!files.isEmpty()) { // another run on the same store may have put them elsewhere
        parcels.add(Parcel.of(parcels.size(), unit, files));
      }
    }
    return parcels;
  }

  /** Judges all units: several to a task, and then what of them was left, each by a task alone. */
  private void judge(
      JavaSparkContext context, List<Parcel> parcels, StoredProtocol protocol, Kept kept) {
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    Broadcast<RemoteJudge> judge =
        context.broadcast(new RemoteJudge(order, protocol.key(), now, kept));
    List<Parcel> left = judge(context, judge, Parcel.loads(parcels, context.defaultParallelism()));
    judge(context, judge, left.stream().map(List::of).toList());
  }

  /** Judges loads, and gives what is left of them. */
  private static List<Parcel> judge(
      JavaSparkContext context, Broadcast<RemoteJudge> judge, List<List<Parcel>> loads) {
    if (loads.isEmpty()) {
      return List.of();
    }
    List<Boolean> areDone =
        context.parallelize(loads, loads.size()).map(load -> judge.value().judge(load)).collect();
    return IntStream.range(0, loads.size())
        .filter(load -> !areDone.get(load))
        .boxed()
        .flatMap(load -> loads.get(load).stream())
        .toList();
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
