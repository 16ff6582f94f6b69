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
  static final int SCHEMA = 3;

  private static final String POSTGRESQL = "jdbc:postgresql:";
  private static final int PATIENCE_MILLIS = 60_000;

  private final String name;
  private final Sql sql;
  private final boolean isPostgresql;

  private Store(String name, Connection connection, boolean isPostgresql) {
    this.name = name;
    this.isPostgresql = isPostgresql;
    this.sql = new Sql(connection, e -> failure(name, e));
  }

  /**
   * Opens a store, creating its tables or bringing them up to date.
   *
   * @param location a file, or a URL that starts with {@code jdbc:postgresql:}
   * @param create whether a file that does not exist is created
   * @throws StoreException if it cannot be opened or is no store of a known version
   */
  public static Store open(String location, boolean create) {
    boolean isPostgresql = location.startsWith(POSTGRESQL);
    String name = isPostgresql ? withoutSecrets(location) : VisibleText.of(location);
    if (location.startsWith("jdbc:") && !isPostgresql) {
      throw new StoreException(
          problem(
              name,
              "store-kind",
              "this kind of database is not known",
              "Name a file, or a URL that starts with " + POSTGRESQL));
    }
    if (!isPostgresql && !create && !Files.isRegularFile(Path.of(location))) {
      throw new StoreException(
          problem(name, "store-missing", "there is no such file", "Check the path"));
    }
    Store store = null;
    try {
      Connection connection = isPostgresql ? postgresql(location) : sqlite(location);
      store = new Store(name, connection, isPostgresql);
      store.migrate();
      return store;
    } catch (SQLException e) {
      throw failure(name, e);
    } catch (StoreException e) {
      if (store != null) {
        store.close();
      }
      throw e;
    }
  }

  private static Connection sqlite(String file) throws SQLException {
    Properties properties = new Properties();
    // a reader never waits for a writer; a process that is killed leaves whole transactions
    properties.setProperty("journal_mode", "WAL");
    properties.setProperty("synchronous", "NORMAL");
    properties.setProperty("foreign_keys", "true");
    properties.setProperty("busy_timeout", String.valueOf(PATIENCE_MILLIS));
    // several processes that read first and write then would wait for each other for ever
    properties.setProperty("transaction_mode", "IMMEDIATE");
    return DriverManager.getConnection(
        "jdbc:sqlite:" + Path.of(file).toAbsolutePath().normalize(), properties);
  }

  private static Connection postgresql(String url) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", "oarlock");
    return DriverManager.getConnection(url, properties);
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
          if (version > SCHEMA) {
            throw new StoreException(
                problem(
                    name,
                    "store-newer",
                    "its tables have version %d, and this program knows up to %d"
                        .formatted(version, SCHEMA),
                    "Use the version of Oarlock that wrote it, or a newer one"));
          }
          for (int next = version + 1; next <= SCHEMA; next++) {
            upgrade(next);
          }
        });
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

  /** How messages call it, without a password. */
  public String name() {
    return name;
  }

  @Override
  public void close() {
    sql.close();
  }

  // problems

  private static StoreException failure(String name, SQLException e) {
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return new StoreException(
        problem(
            name,
            "store-failed",
            "the results store cannot be used: " + VisibleText.of(message),
            "Check the store, the disk and the permissions"),
        e);
  }

  private static Problem problem(String name, String code, String message, @Nullable String hint) {
    return Problem.error(code, SourceLocation.file(name), message, hint);
  }
}
