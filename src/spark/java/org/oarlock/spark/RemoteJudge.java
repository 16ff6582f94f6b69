package org.oarlock.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Collectors;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.jspecify.annotations.Nullable;
import org.oarlock.batch.Batch;
import org.oarlock.batch.JudgedUnit;
import org.oarlock.batch.UnitJudge;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
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
  private final Kept kept;

  private transient @Nullable Bench bench;

  /**
   * @param order what was asked for
   * @param protocolKey the key that the protocol has on the driver
   * @param now when, as text
   * @param kept takes what units come to
   */
  RemoteJudge(SparkBatch.Order order, String protocolKey, String now, Kept kept) {
    this.order = order;
    this.protocolKey = protocolKey;
    this.now = now;
    this.kept = kept;
  }

  /** What an executor judges with. */
  private record Bench(UnitJudge judge, String store) {}

  /**
   * Judges what one task takes. What a unit comes to is stored, if that is asked for, and kept
   * before the next one is begun.
   *
   * <p>Where one of several has ended the process that judged it, or could not be stored, nobody
   * knows which: they are left, to be judged each by a task of its own. One that is alone is given
   * up rather than judged once more where Spark would give up the whole job.
   *
   * @return whether none is left
   */
  boolean judge(List<Parcel> load) throws Exception {
    Bench here = bench();
    TaskContext task = TaskContext.get();
    if (load.size() > 1 && task.attemptNumber() > 0) {
      return false;
    }
    // parallel work within one plan takes no more processors than the task has
    ForkJoinPool pool = new ForkJoinPool(task.cpus());
    try (Link link = new Link(here.store(), now)) {
      for (Parcel parcel : load) {
        if (task.isInterrupted()) {
          throw new TaskKilledException("this attempt is not wanted any more");
        }
        if (!kept.has(parcel.number())) {
          JudgedUnit judged = judge(here.judge(), parcel, pool, task.attemptNumber());
          link.write(judged);
          kept.put(parcel.number(), judged, task.taskAttemptId());
        }
      }
    } finally {
      pool.shutdownNow();
    }
    return true;
  }

  private static JudgedUnit judge(UnitJudge judge, Parcel parcel, ForkJoinPool pool, int attempt)
      throws Exception {
    return isLast(attempt)
        ? judge.failed(parcel.unit(), parcel.files(), neverEnded(attempt))
        : pool.submit(() -> judge.judge(parcel.unit(), parcel.files())).get();
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

  /** The store, if there is one, which is opened when there is something to write. */
  private static final class Link implements AutoCloseable {
    private final String location;
    private final String now;
    private @Nullable Store store;

    private Link(String location, String now) {
      this.location = location;
      this.now = now;
    }

    private void write(JudgedUnit judged) {
      if (location.isEmpty()) {
        return;
      }
      try {
        if (store == null) {
          IndexStore.loadDrivers();
          store = Store.open(location, false);
        }
        judged.writeTo(new Results(store), now);
      } catch (StoreException e) {
        throw new IllegalStateException(e.problem().toString(), e);
      }
    }

    @Override
    public void close() {
      if (store != null) {
        store.close();
      }
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
