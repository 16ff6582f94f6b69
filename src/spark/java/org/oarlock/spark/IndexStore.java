package org.oarlock.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.oarlock.store.Store;

/**
 * Where the driver indexes the archive: the store of the results or, where there is none, a file
 * that is deleted in the end.
 */
final class IndexStore implements AutoCloseable {
  private static final List<String> DRIVERS = List.of("org.sqlite.JDBC", "org.postgresql.Driver");

  private final Store store;
  private final @Nullable Path folder;

  private IndexStore(Store store, @Nullable Path folder) {
    this.store = store;
    this.folder = folder;
  }

  /**
   * @param location a URL; empty for a file of its own
   */
  static IndexStore open(String location) throws IOException {
    loadDrivers();
    if (!location.isEmpty()) {
      return new IndexStore(Store.open(location, true), null);
    }
    Path folder = Files.createTempDirectory("oarlock");
    return new IndexStore(Store.open(folder.resolve("index.db").toString(), true), folder);
  }

  /** What {@code java.sql} does not by itself: the jar of an application is not where it looks. */
  static void loadDrivers() {
    for (String driver : DRIVERS) {
      try {
        Class.forName(driver);
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException("the jar of this program is not whole", e);
      }
    }
  }

  Store store() {
    return store;
  }

  @Override
  public void close() throws IOException {
    store.close();
    if (folder != null) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
