package org.oarlock.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Properties;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;

/**
 * A store in a file, and the ways to open it. SQLite keeps what is not yet in the file in a log
 * beside it, {@code -wal}, with an index to it, {@code -shm}. It makes both even to read, where it
 * may, with the permissions of the file, and one who may not write cannot remove them again. Where
 * nothing can be written the file is therefore read as one that does not change, which is right
 * only as long as there is no log, and is looked at again when the store is closed.
 */
final class SqliteFile {
  private static final byte[] START = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final int PATIENCE_MILLIS = 60_000;

  private final String name;
  private final Path path;
  private final Predicate<Path> isWritable;
  private @Nullable State read;

  private record State(long size, FileTime modified, boolean hasLog) {}

  /**
   * A file by its name, which need not be there.
   *
   * @param isWritable whether a file or folder that is there can be written
   * @throws StoreException if it can be no store
   */
  static SqliteFile of(String location, Predicate<Path> isWritable) {
    String name = VisibleText.ofPath(location);
    if (location.isBlank()) {
      throw new StoreException(
          problem(
              "--store",
              "store-missing",
              "the name of the results store is empty",
              "Name a file; a variable in the command may not be set"));
    }
    Path path;
    try {
      path = real(Path.of(location).toAbsolutePath());
    } catch (InvalidPathException e) {
      throw new StoreException(
          problem(name, "store-missing", "this is no name of a file", "Check the path"));
    }
    SqliteFile file = new SqliteFile(name, path, isWritable);
    file.refuseOtherKinds();
    return file;
  }

  private SqliteFile(String name, Path path, Predicate<Path> isWritable) {
    this.name = name;
    this.path = path;
    this.isWritable = isWritable;
  }

  /** The file that a link names: SQLite looks for the log beside that one. */
  private static Path real(Path path) {
    try {
      return Files.exists(path) ? path.toRealPath() : path;
    } catch (IOException e) {
      return path;
    }
  }

  private void refuseOtherKinds() {
    if (Files.isDirectory(path)) {
      throw refused("store-kind", "it is a folder, not a file", "Name a file in it");
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw refused(
          "store-kind", "it is a device or the like, not a file that can be kept", "Name a file");
    }
  }

  /** Opens it to write, and makes it if it is not there. */
  Connection openToWrite() throws SQLException {
    Path folder = path.getParent();
    if (!Files.exists(path) && folder != null && !Files.isDirectory(folder)) {
      throw refused(
          "store-folder-missing",
          "the folder that it is to lie in does not exist",
          "Make the folder first, or check the path");
    }
    if (Files.exists(path) && !isEmpty()) {
      requireStart();
    }
    refuseWhatCannotBeWritten();
    Properties properties = new Properties();
    // a reader never waits for a writer; a process that is killed leaves whole transactions
    properties.setProperty("journal_mode", "WAL");
    properties.setProperty("synchronous", "NORMAL");
    properties.setProperty("foreign_keys", "true");
    properties.setProperty("busy_timeout", String.valueOf(PATIENCE_MILLIS));
    // several processes that read first and write then would wait for each other for ever
    properties.setProperty("transaction_mode", "IMMEDIATE");
    return DriverManager.getConnection(url("rwc"), properties);
  }

  /** Requires that there is such a file. */
  void requireExisting() {
    if (!Files.exists(path)) {
      throw refused("store-missing", "there is no such file", "Check the path");
    }
  }

  /** Whether all that SQLite writes when it opens a file as usual can be written. */
  boolean canBeWritten() {
    Path folder = path.getParent();
    return isWritable.test(path)
        && folder != null
        && isWritable.test(folder)
        && isWritableIfThere(beside("-wal"))
        && isWritableIfThere(beside("-shm"));
  }

  /** Opens it to read only, so that nothing is made beside it. */
  Connection openToRead() throws SQLException {
    State now = state();
    Properties properties = new Properties();
    properties.setProperty("busy_timeout", String.valueOf(PATIENCE_MILLIS));
    if (now.hasLog()) {
      return readWithLog(properties);
    }
    read = now;
    return DriverManager.getConnection(url("ro") + "&immutable=1", properties);
  }

  /** With the index to the log beside it SQLite reads both rightly and makes nothing. */
  private Connection readWithLog(Properties properties) throws SQLException {
    if (!Files.isReadable(beside("-shm")) || !Files.isReadable(beside("-wal"))) {
      throw refused(
          "store-unfinished",
          "results that are not yet in the file lie in a log beside it, which cannot be read where"
              + " nothing may be written",
          "Copy the file and the file with -wal behind its name into a folder where you may write,"
              + " and read the copy");
    }
    return DriverManager.getConnection(url("ro"), properties);
  }

  /**
   * Requires that what was read is still what is there.
   *
   * @throws StoreException if the file was written in the meantime, and what was read may be wrong
   */
  void requireUnchanged() {
    State before = read;
    if (before != null && !before.equals(state())) {
      throw refused(
          "store-changed",
          "it was written while it was read: what was shown or written may be wrong",
          "Repeat the command when nothing writes into the store");
    }
  }

  private State state() {
    try {
      Path log = beside("-wal");
      // a store of another kind of journal: what lies there is to be undone before reading
      boolean hasLog = isThereAndNotEmpty(log) || isThereAndNotEmpty(beside("-journal"));
      return new State(Files.size(path), Files.getLastModifiedTime(path), hasLog);
    } catch (IOException e) {
      throw refused("store-failed", "it cannot be read", "Check the permissions and the disk");
    }
  }

  private static boolean isThereAndNotEmpty(Path file) throws IOException {
    return Files.exists(file) && Files.size(file) > 0;
  }

  private boolean isEmpty() {
    try {
      return Files.size(path) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Requires that the file starts as SQLite's do. */
  void requireStart() {
    byte[] start;
    try (var in = Files.newInputStream(path)) {
      start = in.readNBytes(START.length);
    } catch (IOException e) {
      throw refused(
          "store-failed", "it cannot be read", "Check whether you have the permission to read it");
    }
    if (!Arrays.equals(start, START)) {
      String what = start.length == 0 ? "it is empty, and" : "it is no SQLite file, and";
      throw refused("store-foreign", what + " no store of results", "Name another file");
    }
  }

  /** SQLite would make its files beside the store with the permissions of the store, and fail. */
  private void refuseWhatCannotBeWritten() {
    Path folder = path.getParent();
    if (folder != null && !isWritable.test(folder)) {
      throw refused(
          "store-read-only",
          "its folder may not be written",
          "Give yourself the permission to write the folder, or name a file in another one");
    }
    for (String end : new String[] {"", "-wal", "-shm"}) {
      Path file = beside(end);
      if (!isWritableIfThere(file)) {
        throw refused(
            "store-read-only",
            "the file '%s' may not be written"
                .formatted(VisibleText.of(file.getFileName().toString())),
            "Give yourself the permission: chmod u+w on that file");
      }
    }
  }

  private boolean isWritableIfThere(Path file) {
    return !Files.exists(file) || isWritable.test(file);
  }

  private Path beside(String end) {
    return path.resolveSibling(path.getFileName() + end);
  }

  /** As a URI, in which no sign of a file's name is a parameter. */
  private String url(String mode) {
    return "jdbc:sqlite:file:" + path.normalize().toUri().getRawPath() + "?mode=" + mode;
  }

  private StoreException refused(String code, String message, String hint) {
    return new StoreException(problem(name, code, message, hint));
  }

  private static Problem problem(String name, String code, String message, String hint) {
    return Problem.error(code, SourceLocation.file(name), message, hint);
  }
}
