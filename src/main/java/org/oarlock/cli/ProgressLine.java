package org.oarlock.cli;

import java.io.PrintStream;
import java.util.function.Supplier;
import org.oarlock.app.Progress;

/**
 * One line on a terminal that says how far long work has come: shown after a second, renewed at
 * most ten times a second, wiped when the work is done.
 */
final class ProgressLine implements Progress, AutoCloseable {
  private static final long PATIENCE_NANOS = 1_000_000_000;
  private static final long PAUSE_NANOS = 100_000_000;

  private final PrintStream err;
  private long next = System.nanoTime() + PATIENCE_NANOS;
  private int shown;

  private ProgressLine(PrintStream err) {
    this.err = err;
  }

  /** A line on the console's error stream; one that shows nothing where nobody watches. */
  static ProgressLine on(Console console) {
    ProgressLine line = new ProgressLine(console.err());
    if (!console.isInteractive()) {
      line.next = Long.MAX_VALUE;
    }
    return line;
  }

  @Override
  public void at(String activity, long done, long total) {
    show(() -> total > 0 ? activity + " " + 100 * done / total + " %" : activity);
  }

  /** Shows a text, which is asked for only if it is time to show one. */
  synchronized void show(Supplier<String> text) {
    long now = System.nanoTime();
    if (next == Long.MAX_VALUE || now - next < 0) {
      return;
    }
    next = now + PAUSE_NANOS;
    print(text.get());
  }

  @Override
  public synchronized void close() {
    if (shown > 0) {
      print("");
      err.print('\r');
      err.flush();
    }
  }

  private void print(String text) {
    err.print('\r' + text + " ".repeat(Math.max(0, shown - text.length())));
    err.flush();
    shown = text.length();
  }
}
