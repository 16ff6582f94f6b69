package org.oarlock.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;

/**
 * A results store: a SQLite file, or a PostgreSQL database by its JDBC URL. Its tables are
 * documented in {@code batch.md}. For one thread.
 */
public final class Store implements AutoCloseable {
  /** The version of the tables that this program writes. */
  static final int SCHEMA = 5;

  /** The first version whose results are kept. */
  private static final int FIRST_KEPT = 5;

  private static final String POSTGRESQL = "jdbc:postgresql:";

  private final String name;
  private final Sql sql;
  private final boolean isPostgresql;
  private @Nullable Problem renewal;

  /** The file that is read and not written, null otherwise. */
  private final @Nullable SqliteFile file;

  private Store(
      String name, Connection connection, boolean isPostgresql, @Nullable SqliteFile file) {
    this.name = name;
    this.isPostgresql = isPostgresql;
    this.file = file;
    this.sql = new Sql(connection, e -> failure(name, e));
  }

  /**
   * Opens a store to write, creating its tables or bringing them up to date. What {@link #renewal}
   * says is to be shown.
   *
   * @param location a file, or a URL that starts with {@code jdbc:postgresql:}
   * @param create whether a file that does not exist is created
   * @throws StoreException if it cannot be opened or is no store of a known version
   */
  public static Store open(String location, boolean create) {
    if (isUrl(location)) {
      return postgresql(location, Store::migrate);
    }
    SqliteFile file = SqliteFile.of(location, Files::isWritable);
    if (!create) {
      file.requireExisting();
    }
    return opened(VisibleText.ofPath(location), file::openToWrite, false, null, Store::migrate);
  }

  /**
   * Opens a store to read. One of an older version is left as it is. Where its file cannot be
   * written, nothing is left beside it.
   *
   * @param location a file, or a URL that starts with {@code jdbc:postgresql:}
   * @throws StoreException if it is not there or cannot be read rightly
   */
  public static Store openToRead(String location) {
    return isUrl(location)
        ? postgresql(location, Store::requireKnownTables)
        : openToRead(location, Files::isWritable);
  }

  static Store openToRead(String location, Predicate<Path> isWritable) {
    SqliteFile file = SqliteFile.of(location, isWritable);
    file.requireExisting();
    file.requireStart();
    String name = VisibleText.ofPath(location);
    return file.canBeWritten()
        ? opened(name, file::openToWrite, false, null, Store::requireKnownTables)
        : opened(name, file::openToRead, false, file, Store::requireKnownTables);
  }

  private static boolean isUrl(String location) {
    if (location.startsWith("jdbc:") && !location.startsWith(POSTGRESQL)) {
      throw new StoreException(
          problem(
              VisibleText.of(location),
              "store-kind",
              "this kind of database is not known",
              "Name a file, or a URL that starts with " + POSTGRESQL));
    }
    return location.startsWith(POSTGRESQL);
  }

  private static Store postgresql(String url, Consumer<Store> first) {
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", "oarlock");
    return opened(
        withoutSecrets(url), () -> DriverManager.getConnection(url, properties), true, null, first);
  }

  @FunctionalInterface
  private interface Opening {
    Connection open() throws SQLException;
  }

  private static Store opened(
      String name,
      Opening opening,
      boolean isPostgresql,
      @Nullable SqliteFile file,
      Consumer<Store> first) {
    Store store = null;
    try {
      store = new Store(name, opening.open(), isPostgresql, file);
      first.accept(store);
      return store;
    } catch (SQLException e) {
      throw failure(name, e);
    } catch (StoreException e) {
      if (store != null) {
        store.sql.close();
      }
      throw e;
    }
  }

  /** The URL without user, password and parameters. */
  private static String withoutSecrets(String url) {
    String plain = url.replaceFirst("\\?.*", "").replaceFirst("//[^/]*@", "//");
    return VisibleText.of(plain);
  }

  // schema

  private void migrate() {
    sql.transaction(
        () -> {
          if (isPostgresql) {
            // several processes may want to create the tables at the same time
            sql.execute("SELECT pg_advisory_xact_lock(7160419873)");
          }
          int version = version();
          refuseNewer(version);
          if (version > 0 && version < FIRST_KEPT) {
            renewal = renewal(version);
          }
          for (int next = version + 1; next <= SCHEMA; next++) {
            upgrade(next);
          }
        });
  }

  private void refuseNewer(int version) {
    if (version > SCHEMA) {
      throw new StoreException(
          problem(
              name,
              "store-newer",
              "its tables have version %d, and this program knows up to %d"
                  .formatted(version, SCHEMA),
              "Use the version of Oarlock that wrote it, or a newer one"));
    }
  }

  private void requireKnownTables() {
    int version = version();
    refuseNewer(version);
    if (version < SCHEMA) {
      throw new StoreException(
          problem(
              name,
              "store-older",
              version == 0
                  ? "it holds no tables of results"
                  : "its tables have version %d, and its results have to be judged again"
                      .formatted(version),
              version == 0
                  ? "Name another file"
                  : "Run 'oarlock batch' with it, which removes them, or with another store"));
    }
  }

  /**
   * What to say of results that are about to be removed, since nothing would tell them from new
   * ones.
   */
  private @Nullable Problem renewal(int version) {
    Long results = sql.first("SELECT COUNT(*) FROM result", row -> Long.valueOf(row.getLong(1)));
    return results == null || results == 0
        ? null
        : Problem.warning(
            "store-renewed",
            SourceLocation.file(name),
            "its tables had version %d; the results in it, %d in number, could not be told apart from new ones and have been removed"
                .formatted(version, results),
            "Judge again all archives that were judged into it");
  }

  private int version() {
    List<String> tables = sql.list(tablesQuery(), row -> row.getString(1));
    if (tables.contains("oarlock")) {
      Integer version =
          sql.first("SELECT schema_version FROM oarlock", row -> Integer.valueOf(row.getInt(1)));
      return version == null ? 0 : version;
    }
    if (!isPostgresql && !tables.isEmpty()) {
      throw new StoreException(
          problem(
              name,
              "store-foreign",
              "it is a database, but not one of results",
              "Name another file"));
    }
    return 0;
  }

  private String tablesQuery() {
    return isPostgresql
        ? "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
        : "SELECT name FROM sqlite_master WHERE type = 'table'";
  }

  private void upgrade(int version) {
    if (version == 1) {
      sql.execute("CREATE TABLE oarlock (schema_version INTEGER NOT NULL, scans BIGINT NOT NULL)");
      sql.execute("INSERT INTO oarlock (schema_version, scans) VALUES (0, 0)");
    }
    for (String statement : script(version).split(";", -1)) {
      if (!statement.isBlank()) {
        // bytes decide the order of texts, not the language that the database is set to
        sql.execute(isPostgresql ? statement.replace(" TEXT", " TEXT COLLATE \"C\"") : statement);
      }
    }
    sql.update("UPDATE oarlock SET schema_version = ?", version);
  }

  private static String script(int version) {
    String resource = "schema-" + version + ".sql";
    try (InputStream in = Store.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from the program");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.replaceAll("(?m)^--.*$", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // use

  /** Does all of some work on the store or none of it. */
  public void transaction(Runnable work) {
    sql.transaction(work);
  }

  /** Does work that only reads, and may read more rows than memory has room for. */
  void reading(Runnable work) {
    if (isPostgresql) {
      sql.transaction(work); // outside of one, its driver holds all rows of an answer
    } else {
      work.run();
    }
  }

  Sql sql() {
    return sql;
  }

  /** That results of an older version have been removed, null if none have. */
  public @Nullable Problem renewal() {
    return renewal;
  }

  /** How messages call it, without a password. */
  public String name() {
    return name;
  }

  /**
   * Closes it.
   *
   * @throws StoreException also if it was read without a lock and has changed in the meantime
   */
  @Override
  public void close() {
    sql.close();
    if (file != null) {
      file.requireUnchanged();
    }
  }

  // problems

  private static StoreException failure(String name, SQLException e) {
    return new StoreException(StoreFailure.of(name, e), e);
  }

  private static Problem problem(String name, String code, String message, @Nullable String hint) {
    return Problem.error(code, SourceLocation.file(name), message, hint);
  }
}
