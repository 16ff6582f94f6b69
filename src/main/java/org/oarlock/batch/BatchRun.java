package org.oarlock.batch;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
  private boolean stopped;

  BatchRun(Archive archive, Results results, UnitJudge judge, Batch.Request request) {
    this.archive = archive;
    this.results = results;
    this.judge = judge;
    this.request = request;
  }

  /** A unit that has been judged and waits to be written. */
  private record Finished(JudgedUnit unit, long bytes) {}

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
    long unchanged = 0;
    ForkJoinPool pool = new ForkJoinPool(request.jobs());
    try (ReadAhead ahead = new ReadAhead()) {
      for (Unit unit : units) {
        List<IndexedFile> files = archive.filesOf(unit);
        if (request.resume() && isDone(judge.task(unit.key()), UnitJudge.content(files))) {
          unchanged++;
          stopIfAsked(monitor);
          continue;
        }
        ahead.begin(files);
        long bytes = MemoryBudget.estimate(unit.doseBytes(), unit.otherBytes());
        while (underWay > QUEUED * request.jobs() || !memory.reserve(bytes)) {
          await(now, units.size() - unchanged, monitor);
        }
        submit(pool, unit.key(), files, bytes);
        drain(now, units.size() - unchanged, monitor);
        stopIfAsked(monitor);
      }
      while (underWay > 0) {
        await(now, units.size() - unchanged, monitor);
      }
    } catch (BatchStopped e) {
      stopped = true;
    } finally {
      pool.shutdownNow();
    }
    return unchanged;
  }

  private boolean isDone(Task task, String content) {
    return results.isJudged(task, content) && judge.hasReports(results.reports(task));
  }

  private void submit(ForkJoinPool pool, String unit, List<IndexedFile> files, long bytes) {
    underWay++;
    pool.execute(() -> finished.add(new Finished(judge.judge(unit, files), bytes)));
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
        monitor.judging(done, total - done, tally);
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
    next.unit().writeTo(results, now);
    next.unit().results().forEach(result -> tally.add(result.verdict(), 1));
    done++;
    monitor.judging(done, total - done, tally);
  }
}
