package org.oarlock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Stores where nothing may be written. Whoever runs the tests may write everywhere, perhaps: what
 * may be written is therefore told to the store, and permissions are taken away besides.
 */
class ReadOnlyStoreTest {
  private static final Predicate<Path> NOTHING = path -> false;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void make() {
    // signs that mean something in the URL of a database
    file = folder.resolve("a?mode=memory&b#c%20 ä.db");
    try (Store store = Store.open(file.toString(), true)) {
      put(store, "one");
    }
  }

  private static void put(Store store, String key) {
    new Results(store).put(new StoredProtocol(key, key, "1", "", "", "", "", "", "", ""));
  }

  private static List<String> protocols(Store store) {
    return store.sql().list("SELECT key FROM protocol ORDER BY key", row -> row.getString(1));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private static void refused(ThrowingCallable work, String code, String hint) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo(code);
              assertThat(e.problem().hint()).contains(hint);
            });
  }

  @Test
  void is_read_and_nothing_is_left_behind() throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    try (Store store = Store.openToRead(file.toString(), NOTHING)) {
      assertThat(protocols(store)).containsExactly("one");
      assertThat(files()).containsExactly(file.getFileName().toString());
    }
    assertThat(files()).containsExactly(file.getFileName().toString());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    try (Store store = Store.open(file.toString(), false)) {
      put(store, "two");
      assertThat(protocols(store)).containsExactly("one", "two");
    }
  }

  @Test
  void is_read_with_the_log_of_a_run_that_goes_on() throws IOException {
    try (Store writing = Store.open(file.toString(), true)) {
      put(writing, "two");
      List<String> before = files();
      assertThat(before).hasSize(3);
      try (Store store = Store.openToRead(file.toString(), NOTHING)) {
        assertThat(protocols(store)).containsExactly("one", "two");
        put(writing, "three");
        assertThat(protocols(store)).containsExactly("one", "three", "two");
      }
      assertThat(files()).isEqualTo(before);
    }
  }

  @Test
  void is_never_read_past_a_log_that_a_run_has_left() throws IOException {
    Path left = folder.resolve("left.db");
    try (Store writing = Store.open(file.toString(), true)) {
      put(writing, "two");
      Files.copy(file, left);
      Files.copy(beside(file, "-wal"), beside(left, "-wal"));
    }
    Path link = Files.createSymbolicLink(folder.resolve("link.db"), left);
    for (Path store : List.of(left, link)) {
      refused(
          () -> Store.openToRead(store.toString(), NOTHING), "store-unfinished", "Copy the file");
    }
    try (Store store = Store.openToRead(left.toString(), path -> true)) {
      assertThat(protocols(store)).containsExactly("one", "two");
    }
  }

  @Test
  void says_so_if_it_was_written_while_it_was_read() {
    Store store = Store.openToRead(file.toString(), NOTHING);
    assertThat(protocols(store)).containsExactly("one");
    try (Store writing = Store.open(file.toString(), true)) {
      put(writing, "two");
      refused(store::close, "store-changed", "Repeat");
    }
    refused(store::close, "store-changed", "Repeat");
  }

  @Test
  void of_an_older_program_is_not_brought_up_to_date() throws IOException {
    try (Store store = Store.open(file.toString(), true)) {
      store.sql().update("UPDATE oarlock SET schema_version = 2");
    }
    byte[] before = Files.readAllBytes(file);
    refused(() -> Store.openToRead(file.toString(), NOTHING), "store-older", "Run");
    assertThat(file).hasBinaryContent(before);
  }

  @Test
  void is_not_opened_to_write_so_that_nothing_is_left_beside_it() throws IOException {
    for (Path denied : List.of(file, folder)) {
      refused(
          () -> SqliteFile.of(file.toString(), path -> !path.equals(denied)).openToWrite(),
          "store-read-only",
          "Give yourself the permission");
    }
    assertThat(files()).containsExactly(file.getFileName().toString());
  }

  @Test
  void with_a_log_that_may_not_be_written_says_which_permission_is_missing() throws IOException {
    Path log = Files.createFile(beside(file, "-wal"));
    Predicate<Path> allButTheLog = path -> !path.getFileName().toString().endsWith("-wal");
    refused(
        () -> SqliteFile.of(file.toString(), allButTheLog).openToWrite(),
        "store-read-only",
        "chmod u+w");
    try (Store store = Store.openToRead(file.toString(), allButTheLog)) {
      assertThat(protocols(store)).as("of an empty log").containsExactly("one");
    }
    assertThat(log).isEmptyFile();
  }

  private static Path beside(Path file, String end) {
    return file.resolveSibling(file.getFileName() + end);
  }
}
