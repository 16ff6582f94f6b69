package org.oarlock.batch;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.oarlock.app.StatedProtocol;
import org.oarlock.store.FileIndex;
import org.oarlock.store.FileIndex.Unit;
import org.oarlock.store.IndexedFile;
import org.oarlock.store.IndexedFile.Kind;
import org.oarlock.store.Results;
import org.oarlock.store.Results.Task;
import org.oarlock.store.StoredResult;

/**
 * Judges units side by side. One thread reads the index and writes the results; the units are
 * judged in a pool of as many threads as there are jobs. What parallel work there is within one
 * plan runs in the same pool, so that together they never take more threads than that: while there
 * are plans enough each takes one, and at the end the last one takes all.
 */
final class BatchRun {
  private static final long BREATH_MILLIS = 200;

  private final FileIndex index;
  private final Results results;
  private final List<String> roots;
  private final StatedProtocol stated;
  private final @Nullable SingleReports reports;
  private final @Nullable Pseudonyms pseudonyms;
  private final Batch.Request request;
  private final MemoryBudget memory = new MemoryBudget(Runtime.getRuntime().maxMemory());
  private final BlockingQueue<Finished> finished = new LinkedBlockingQueue<>();
  private final Tally tally = new Tally();
  private int underWay;
  private long done;
  private boolean stopped;

  BatchRun(
      FileIndex index,
      Results results,
      List<String> roots,
      StatedProtocol stated,
      @Nullable SingleReports reports,
      @Nullable Pseudonyms pseudonyms,
      Batch.Request request) {
    this.index = index;
    this.results = results;
    this.roots = roots;
    this.stated = stated;
    this.reports = reports;
    this.pseudonyms = pseudonyms;
    this.request = request;
  }

  /** A unit that has been judged and waits to be written. */
  private record Finished(
      Task task, List<String> planUids, String content, long bytes, UnitCheck.Outcome outcome) {}

  boolean isStopped() {
    return stopped;
  }

  /**
   * Judges all units.
   *
   * @param task under what a unit is judged
   * @param now when, as text
   * @return how many had been judged before and were left as they are
   */
  long judge(Function<String, Task> task, String now, BatchMonitor monitor) {
    List<Unit> units = index.units(roots);
    long unchanged = 0;
    ForkJoinPool pool = new ForkJoinPool(request.jobs());
    try {
      for (Unit unit : units) {
        List<IndexedFile> files = index.filesOf(unit.key(), roots);
        String content = content(files);
        if (request.resume() && isDone(task.apply(unit.key()), content)) {
          unchanged++;
          stopIfAsked(monitor);
          continue;
        }
        long bytes = MemoryBudget.estimate(unit.doseBytes(), unit.otherBytes());
        while (underWay > request.jobs() || !memory.reserve(bytes)) {
          await(now, units.size() - unchanged, monitor);
        }
        submit(pool, task.apply(unit.key()), files, content, bytes);
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
    return results.isJudged(task, content)
        && (reports == null || results.reports(task).stream().allMatch(reports::exists));
  }

  private void submit(
      ForkJoinPool pool, Task task, List<IndexedFile> files, String content, long bytes) {
    ResultRows rows = new ResultRows(files, pseudonyms, request.showPatient());
    UnitCheck check = new UnitCheck(files, stated, rows, reports, request);
    List<String> plans =
        files.stream()
            .filter(file -> file.kind() == Kind.RT_PLAN)
            .map(IndexedFile::uid)
            .distinct()
            .toList();
    underWay++;
    pool.execute(() -> finished.add(new Finished(task, plans, content, bytes, check.run())));
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

  private void write(Finished unit, String now, long total, BatchMonitor monitor) {
    underWay--;
    memory.release(unit.bytes());
    UnitCheck.Outcome outcome = unit.outcome();
    results.replace(
        unit.task(),
        unit.planUids(),
        outcome.isLasting() ? unit.content() : "",
        now,
        outcome.results());
    for (StoredResult result : outcome.results()) {
      tally.add(result.verdict(), 1);
    }
    done++;
    monitor.judging(done, total - done, tally);
  }

  /** What a unit is judged from; where it lies does not matter. Images are not read for this. */
  private static String content(List<IndexedFile> files) {
    StringBuilder content = new StringBuilder();
    files.stream()
        .map(f -> f.kind() + " " + f.uid() + " " + (f.kind().isPlanning() ? f.sha256() : f.size()))
        .sorted()
        .forEach(line -> content.append(line).append('\n'));
    return Hash.of(content.toString());
  }
}
