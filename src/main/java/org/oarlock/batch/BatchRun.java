package org.oarlock.batch;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.VisibleText;
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
  private long left;
  private long unchanged;
  private boolean stopped;

  BatchRun(Archive archive, Results results, UnitJudge judge, Batch.Request request) {
    this.archive = archive;
    this.results = results;
    this.judge = judge;
    this.request = request;
  }

  /**
   * A unit to be judged.
   *
   * @param judged from what it was judged before, null if it has to be judged again in any case
   * @param bytes the memory that it may take
   */
  private record Work(Unit unit, List<IndexedFile> files, @Nullable String judged, long bytes) {}

  /**
   * A unit that waits to be written.
   *
   * @param outcome what it came to, null if it was judged before
   * @param hashed what was found out about its files in that case
   * @param fault what nobody expected, null if all is well
   */
  private record Finished(
      Work work,
      @Nullable JudgedUnit outcome,
      List<IndexedFile> hashed,
      @Nullable Throwable fault) {}

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
    left = units.size();
    ForkJoinPool pool = new ForkJoinPool(request.jobs());
    try (ReadAhead ahead = new ReadAhead()) {
      for (Unit unit : units) {
        List<IndexedFile> files = archive.filesOf(unit);
        String before = request.resume() ? judgedBefore(judge.task(unit.key()), files) : null;
        if (isGone(files) || (before != null && UnitJudge.isContent(files, before))) {
          left--;
          unchanged += isGone(files) ? 0 : 1;
          stopIfAsked(monitor);
          continue;
        }
        ahead.begin(files);
        long bytes = MemoryBudget.estimate(unit.doseBytes(), unit.otherBytes());
        while (underWay > QUEUED * request.jobs() || !memory.reserve(bytes)) {
          await(pool, now, monitor);
        }
        submit(pool, new Work(unit, files, before, bytes));
        drain(pool, now, monitor);
        stopIfAsked(monitor);
      }
      while (underWay > 0) {
        await(pool, now, monitor);
      }
    } catch (BatchStopped e) {
      stopped = true;
    } finally {
      pool.shutdownNow();
    }
    return unchanged;
  }

  /** Another run on the same store has found its files in another unit, or not at all. */
  private static boolean isGone(List<IndexedFile> files) {
    return files.isEmpty();
  }

  /** From what a unit has been judged, null if it has not, or its reports or files are gone. */
  private @Nullable String judgedBefore(Task task, List<IndexedFile> files) {
    String content = results.judged(task);
    return content != null && judge.hasReports(results.reports(task)) && areThere(task, files)
        ? content
        : null;
  }

  /** Whether its results say where its files lie today, so that whoever looks for them is right. */
  private boolean areThere(Task task, List<IndexedFile> files) {
    Set<String> paths = new HashSet<>();
    for (IndexedFile file : files) {
      paths.add(file.path());
      paths.add(VisibleText.ofPath(file.path()));
    }
    return paths.containsAll(results.paths(task));
  }

  private void submit(ForkJoinPool pool, Work work) {
    underWay++;
    pool.execute(() -> finished.add(judged(work)));
  }

  /** Whatever is thrown is handed on: who waits for this would wait for ever. */
  private Finished judged(Work work) {
    try {
      String before = work.judged();
      List<IndexedFile> same = before == null ? null : judge.unchanged(work.files(), before);
      return same == null
          ? new Finished(work, judge.judge(work.unit().key(), work.files()), List.of(), null)
          : new Finished(work, null, same, null);
    } catch (RuntimeException | Error e) {
      return new Finished(work, null, List.of(), e);
    }
  }

  private void drain(ForkJoinPool pool, String now, BatchMonitor monitor) {
    for (Finished next = finished.poll(); next != null; next = finished.poll()) {
      end(pool, next, now, monitor);
    }
  }

  private void await(ForkJoinPool pool, String now, BatchMonitor monitor) {
    try {
      Finished next = finished.poll(BREATH_MILLIS, TimeUnit.MILLISECONDS);
      if (next == null) {
        monitor.judging(done, left, tally);
      } else {
        end(pool, next, now, monitor);
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

  private void end(ForkJoinPool pool, Finished next, String now, BatchMonitor monitor) {
    underWay--;
    Work work = next.work();
    if (next.fault() instanceof Error error) {
      throw error;
    } else if (next.fault() instanceof RuntimeException exception) {
      throw exception;
    }
    List<IndexedFile> files = archive.filesOf(work.unit());
    if (!isGone(files) && !areSame(files, work.files())) {
      submit(pool, new Work(work.unit(), files, null, work.bytes()));
      return;
    }
    memory.release(work.bytes());
    left--;
    if (!isGone(files)) {
      write(next, now);
    }
    monitor.judging(done, left, tally);
  }

  /**
   * Whether a unit still is what was judged. Another run on the same store may have found other
   * files in the meantime, and have judged these already.
   */
  private static boolean areSame(List<IndexedFile> now, List<IndexedFile> judged) {
    return withoutHashes(now).equals(withoutHashes(judged));
  }

  private static List<IndexedFile> withoutHashes(List<IndexedFile> files) {
    return files.stream().map(file -> file.with("")).toList();
  }

  private void write(Finished next, String now) {
    JudgedUnit outcome = next.outcome();
    if (outcome == null) {
      archive.putHashes(next.hashed());
      unchanged++;
    } else {
      outcome.writeTo(results, now);
      outcome.results().forEach(result -> tally.add(result.verdict(), 1));
      done++;
    }
  }
}
