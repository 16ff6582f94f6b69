package org.oarlock.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, or a polite request to end: work that asks for it has time to bring what it does to an
 * end before the process goes.
 */
final class Interruption implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "interruption");
  private volatile boolean wanted;

  Interruption() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void stop() {
    wanted = true;
    try {
      if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return; // what is not written by now was not meant to be: results are whole or not there
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  boolean isWanted() {
    return wanted;
  }

  @Override
  public void close() {
    ended.countDown();
    if (!wanted) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // the process is about to end
      }
    }
  }
}
