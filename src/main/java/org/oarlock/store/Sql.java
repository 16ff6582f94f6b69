package org.oarlock.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Statements on one connection, each prepared once. For one thread; a statement must not run again
 * while its own rows are being read.
 */
final class Sql implements AutoCloseable {
  private static final int ROWS_AT_ONCE = 1000;
  private static final int MOST_ATTEMPTS = 5;

  private final Connection connection;
  private final Function<SQLException, StoreException> failure;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  /**
   * @param failure what an error of the database is to users
   */
  Sql(Connection connection, Function<SQLException, StoreException> failure) {
    this.connection = connection;
    this.failure = failure;
  }

  /** Makes a value of the row where a result stands. */
  @FunctionalInterface
  interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** Takes rows one by one. */
  @FunctionalInterface
  interface Rows {
    void accept(ResultSet row) throws SQLException;
  }

  /** Runs a statement; returns how many rows it changed. */
  int update(String sql, @Nullable Object... values) {
    try {
      return bound(sql, values).executeUpdate();
    } catch (SQLException e) {
      throw failure.apply(e);
    }
  }

  /** Runs a statement that is used once. */
  void execute(String sql) {
    try (java.sql.Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw failure.apply(e);
    }
  }

  <T> List<T> list(String sql, Row<T> row, @Nullable Object... values) {
    List<T> list = new ArrayList<>();
    each(sql, result -> list.add(row.of(result)), values);
    return list;
  }

  <T> @Nullable T first(String sql, Row<T> row, @Nullable Object... values) {
    List<T> list = list(sql, row, values);
    return list.isEmpty() ? null : list.get(0);
  }

  /** Reads rows without holding all of them, inside a transaction where there is one. */
  void each(String sql, Rows rows, @Nullable Object... values) {
    try (ResultSet result = bound(sql, values).executeQuery()) {
      while (result.next()) {
        rows.accept(result);
      }
    } catch (SQLException e) {
      throw failure.apply(e);
    }
  }

  private PreparedStatement bound(String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statement.setFetchSize(ROWS_AT_ONCE);
      prepared.put(sql, statement);
    }
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      statement.setObject(i + 1, value instanceof String text ? storable(text) : value);
    }
    return statement;
  }

  /** PostgreSQL stores neither the character 0 nor half a surrogate pair. */
  private static String storable(String text) {
    boolean clean = text.chars().noneMatch(c -> c == 0 || Character.isSurrogate((char) c));
    if (clean) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF) ? 0xFFFD : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  /** All of it or nothing; again if another process was in its way. */
  void transaction(Runnable work) {
    for (int attempt = 1; ; attempt++) {
      try {
        once(work);
        return;
      } catch (StoreException e) {
        if (attempt == MOST_ATTEMPTS || !isConflict(e)) {
          throw e;
        }
      }
    }
  }

  /** Whether two processes wrote at the same time, as PostgreSQL tells by the code of an error. */
  private static boolean isConflict(StoreException e) {
    String state = e.getCause() instanceof SQLException cause ? cause.getSQLState() : null;
    return state != null && (state.startsWith("40") || state.equals("23505"));
  }

  private void once(Runnable work) {
    try {
      connection.setAutoCommit(false);
      try {
        work.run();
        connection.commit();
      } catch (RuntimeException | Error e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw failure.apply(e);
    }
  }

  @Override
  public void close() {
    try {
      for (PreparedStatement statement : prepared.values()) {
        statement.close();
      }
      connection.close();
    } catch (SQLException e) {
      throw failure.apply(e);
    }
  }
}
