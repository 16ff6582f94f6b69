package org.oarlock.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import org.oarlock.batch.BatchMonitor;
import org.oarlock.batch.Tally;

/** One line: how far a batch has come, how fast, how long it will take, and what it found. */
final class BatchProgress implements BatchMonitor {
  private final ProgressLine line;
  private final Interruption interruption;
  private long startNanos;

  BatchProgress(ProgressLine line, Interruption interruption) {
    this.line = line;
    this.interruption = interruption;
  }

  @Override
  public void indexing(long files) {
    line.show(() -> "looking at files: " + files);
  }

  @Override
  public void judging(long done, long left, Tally tally) {
    if (startNanos == 0) {
      startNanos = System.nanoTime();
    }
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    line.show(() -> text(done, left, tally, seconds));
  }

  static String text(long done, long left, Tally tally, double seconds) {
    String counts =
        tally.plans().entrySet().stream()
            .filter(verdict -> verdict.getValue() > 0)
            .map(verdict -> verdict.getValue() + " " + verdict.getKey())
            .collect(Collectors.joining(", "));
    String rate = "";
    if (done > 0 && seconds > 0) {
      double perSecond = done / seconds;
      rate =
          String.format(
              Locale.ROOT, ", %.1f/s, %s left", perSecond, duration((long) (left / perSecond)));
    }
    return "judged %d of %d%s%s"
        .formatted(done, done + left, rate, counts.isEmpty() ? "" : ": " + counts);
  }

  private static String duration(long seconds) {
    Duration duration = Duration.ofSeconds(seconds);
    return duration.toHours() > 0
        ? "%d h %02d min".formatted(duration.toHours(), duration.toMinutesPart())
        : "%d min %02d s".formatted(duration.toMinutes(), duration.toSecondsPart());
  }

  @Override
  public boolean isStopped() {
    return interruption.isWanted();
  }
}
