package org.oarlock.batch;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.oarlock.store.FileIndex.Unit;
import org.oarlock.store.IndexedFile;
import org.oarlock.store.Results;
import org.oarlock.store.Results.Task;

/**
 * Judges units side by side. One thread reads the index and writes the results; the units are
 * judged in a pool of as many threads as there are jobs. What parallel work there is within one
 * plan runs in the same pool, so that together they never take more threads than that: while there
 * are plans enough each takes one, and at the end the last one takes all.
 */
final class BatchRun {
  private static final long BREATH_MILLIS = 200;

  /**
   * Plans that wait to be judged or are being judged, per job: none waits for a row to be written.
   */
  private static final int QUEUED = 3;

  private final Archive archive;
  private final Results results;
  private final UnitJudge judge;
  private final Batch.Request request;
  private final MemoryBudget memory = new MemoryBudget(Runtime.getRuntime().maxMemory());
  private final BlockingQueue<Finished> finished = new LinkedBlockingQueue<>();
  private final Tally tally = new Tally();
  private int underWay;
  private long done;
  private long unchanged;
  private boolean stopped;

  BatchRun(Archive archive, Results results, UnitJudge judge, Batch.Request request) {
    this.archive = archive;
    this.results = results;
    this.judge = judge;
    this.request = request;
  }

  /**
   * A unit that has been judged and waits to be written.
   *
   * @param unit null if it need not be judged again
   * @param hashed what was found out about its files in that case
   */
  private record Finished(@Nullable JudgedUnit unit, List<IndexedFile> hashed, long bytes) {}

  boolean isStopped() {
    return stopped;
  }

  /**
   * Judges all units.
   *
   * @param now when, as text
   * @return how many had been judged before and were left as they are
   */
  long judge(String now, BatchMonitor monitor) {
    List<Unit> units = archive.units();
    ForkJoinPool pool = new ForkJoinPool(request.jobs());
    try (ReadAhead ahead = new ReadAhead()) {
      for (Unit unit : units) {
        List<IndexedFile> files = archive.filesOf(unit);
        String before = request.resume() ? judgedBefore(judge.task(unit.key())) : null;
        if (before != null
            && files.stream().noneMatch(IndexedFile::isToBeHashed)
            && before.equals(UnitJudge.content(files))) {
          unchanged++;
          stopIfAsked(monitor);
          continue;
        }
        ahead.begin(files);
        long bytes = MemoryBudget.estimate(unit.doseBytes(), unit.otherBytes());
        while (underWay > QUEUED * request.jobs() || !memory.reserve(bytes)) {
          await(now, units.size(), monitor);
        }
        submit(pool, unit.key(), files, before, bytes);
        drain(now, units.size(), monitor);
        stopIfAsked(monitor);
      }
      while (underWay > 0) {
        await(now, units.size(), monitor);
      }
    } catch (BatchStopped e) {
      stopped = true;
    } finally {
      pool.shutdownNow();
    }
    return unchanged;
  }

  /** From what a unit has been judged, null if it has not or its reports are gone. */
  private @Nullable String judgedBefore(Task task) {
    String content = results.judged(task);
    return content != null && judge.hasReports(results.reports(task)) ? content : null;
  }

  private void submit(
      ForkJoinPool pool,
      String unit,
      List<IndexedFile> files,
      @Nullable String before,
      long bytes) {
    underWay++;
    pool.execute(
        () -> {
          List<IndexedFile> same = before == null ? null : judge.unchanged(files, before);
          finished.add(
              same == null
                  ? new Finished(judge.judge(unit, files), List.of(), bytes)
                  : new Finished(null, same, bytes));
        });
  }

  private void drain(String now, long total, BatchMonitor monitor) {
    for (Finished next = finished.poll(); next != null; next = finished.poll()) {
      write(next, now, total, monitor);
    }
  }

  private void await(String now, long total, BatchMonitor monitor) {
    try {
      Finished next = finished.poll(BREATH_MILLIS, TimeUnit.MILLISECONDS);
      if (next == null) {
        monitor.judging(done, left(total), tally);
      } else {
        write(next, now, total, monitor);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BatchStopped();
    }
    stopIfAsked(monitor);
  }

  private static void stopIfAsked(BatchMonitor monitor) {
    if (monitor.isStopped()) {
      throw new BatchStopped();
    }
  }

  private void write(Finished next, String now, long total, BatchMonitor monitor) {
    underWay--;
    memory.release(next.bytes());
    JudgedUnit unit = next.unit();
    if (unit == null) {
      archive.putHashes(next.hashed());
      unchanged++;
    } else {
      unit.writeTo(results, now);
      unit.results().forEach(result -> tally.add(result.verdict(), 1));
      done++;
    }
    monitor.judging(done, left(total), tally);
  }

  /** How many of all units are still to be judged. */
  private long left(long total) {
    return total - unchanged - done;
  }
}
