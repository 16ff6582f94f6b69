package org.oarlock.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Collectors;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.jspecify.annotations.Nullable;
import org.oarlock.batch.Batch;
import org.oarlock.batch.JudgedUnit;
import org.oarlock.batch.UnitJudge;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.store.IndexedFile;
import org.oarlock.store.Results;
import org.oarlock.store.Store;
import org.oarlock.store.StoreException;

/**
 * Judges units on an executor, which reads the protocol and the other files that were named from
 * the same paths as the driver. Sent once to each executor.
 */
final class RemoteJudge implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int USUAL_ATTEMPTS = 4;

  private final SparkBatch.Order order;
  private final String protocolKey;
  private final String now;

  private transient @Nullable Bench bench;

  /**
   * @param order what was asked for
   * @param protocolKey the key that the protocol has on the driver
   * @param now when, as text
   */
  RemoteJudge(SparkBatch.Order order, String protocolKey, String now) {
    this.order = order;
    this.protocolKey = protocolKey;
    this.now = now;
  }

  /** What an executor judges with. */
  private record Bench(UnitJudge judge, String store) {}

  /** Judges a unit and, if that is asked for, stores what it came to. */
  JudgedUnit judge(Parcel parcel) throws Exception {
    Bench here = bench();
    TaskContext task = TaskContext.get();
    JudgedUnit judged =
        isLast(task.attemptNumber())
            ? here.judge().failed(parcel.unit(), parcel.files(), neverEnded(task.attemptNumber()))
            : judge(here.judge(), parcel.unit(), parcel.files(), task.cpus());
    if (!here.store().isEmpty()) {
      store(judged, here.store());
    }
    return judged;
  }

  /** What parallel work there is within one plan takes no more processors than the task has. */
  private static JudgedUnit judge(UnitJudge judge, String unit, List<IndexedFile> files, int cpus)
      throws Exception {
    ForkJoinPool pool = new ForkJoinPool(cpus);
    try {
      return pool.submit(() -> judge.judge(unit, files)).get();
    } finally {
      pool.shutdownNow();
    }
  }

  private synchronized Bench bench() {
    if (bench == null) {
      Batch.Request request = order.request();
      List<Problem> problems = new ArrayList<>();
      UnitJudge judge = UnitJudge.read(request, problems);
      if (judge == null || !judge.protocol().key().equals(protocolKey)) {
        String found =
            problems.stream()
                .filter(Problem::isError)
                .map(Problem::toString)
                .collect(Collectors.joining("; "));
        throw new IllegalStateException(
            "an executor does not read the protocol that the driver has read from %s%s"
                .formatted(request.protocol(), found.isEmpty() ? "" : ": " + found));
      }
      bench = new Bench(judge, request.store());
    }
    return bench;
  }

  private void store(JudgedUnit judged, String location) {
    IndexStore.loadDrivers();
    try (Store store = Store.open(location, false)) {
      judged.writeTo(new Results(store), now);
    } catch (StoreException e) {
      throw new IllegalStateException(e.problem().toString(), e);
    }
  }

  // plans that end the process that judges them

  /** Whether Spark would give up the whole job if this attempt did not end either. */
  private static boolean isLast(int attempt) {
    int most = SparkEnv.get().conf().getInt("spark.task.maxFailures", USUAL_ATTEMPTS);
    return attempt > 0 && attempt + 1 >= most;
  }

  private static Problem neverEnded(int attempts) {
    return Problem.error(
        "attempts-exhausted",
        SourceLocation.NOWHERE,
        "%d attempts to judge this did not come to their end: executors were lost, or the results could not be stored"
            .formatted(attempts),
        "Give executors more memory, or judge it with 'oarlock batch'");
  }
}
