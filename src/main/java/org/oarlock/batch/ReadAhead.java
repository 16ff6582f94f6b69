package org.oarlock.batch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.oarlock.store.IndexedFile;

/**
 * Reads the files of units that are about to be judged, and keeps nothing of them: what the system
 * has in its own memory then, nobody waits for. Disks and shares answer while other plans compute.
 */
final class ReadAhead implements AutoCloseable {
  /** Units that wait to be read; where a disk is slower than the judging, later ones are passed. */
  private static final int MOST_WAITING = 4;

  private final byte[] buffer = new byte[1 << 17];
  private final ThreadPoolExecutor reader =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(MOST_WAITING),
          work -> {
            Thread thread = new Thread(work, "read-ahead");
            thread.setDaemon(true);
            return thread;
          },
          new ThreadPoolExecutor.DiscardPolicy());

  /**
   * Begins to read files. Of images little is needed, and members of archives are left to whoever
   * opens these.
   */
  void begin(List<IndexedFile> files) {
    List<IndexedFile> whole =
        files.stream().filter(f -> f.kind().isPlanning() && f.archive().isEmpty()).toList();
    reader.execute(() -> whole.forEach(this::read));
  }

  private void read(IndexedFile file) {
    try (InputStream in = Files.newInputStream(Path.of(file.path()))) {
      while (in.read(buffer) >= 0 && !Thread.currentThread().isInterrupted()) {
        // the system keeps it
      }
    } catch (IOException e) {
      // whoever judges it says so
    }
  }

  @Override
  public void close() {
    reader.shutdownNow();
  }
}
