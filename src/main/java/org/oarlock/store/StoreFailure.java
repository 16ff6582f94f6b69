package org.oarlock.store;

import java.sql.SQLException;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;

/** What an error of a database is to users: what happened, and what they can do. */
final class StoreFailure {
  private static final int LONGEST = 300;

  // the primary result codes of SQLite
  private static final int BUSY = 5;
  private static final int READ_ONLY = 8;
  private static final int INPUT_OUTPUT = 10;
  private static final int CORRUPT = 11;
  private static final int FULL = 13;
  private static final int CANNOT_OPEN = 14;
  private static final int NO_DATABASE = 26;

  private StoreFailure() {}

  static Problem of(String name, SQLException e) {
    String state = String.valueOf(e.getSQLState());
    // only PostgreSQL's driver has states
    return e.getSQLState() == null ? ofSqlite(name, e) : ofPostgresql(name, state, e);
  }

  private static Problem ofSqlite(String name, SQLException e) {
    return switch (e.getErrorCode()) {
      case READ_ONLY ->
          problem(
              name,
              "store-read-only",
              "it cannot be written: the file, a file beside it or its folder is read-only",
              "Give yourself the permission to write the file, those with -wal and -shm behind its"
                  + " name, and its folder");
      case CANNOT_OPEN ->
          problem(
              name,
              "store-failed",
              "it cannot be opened",
              "Check the permissions of the file and of its folder");
      case BUSY ->
          problem(
              name,
              "store-busy",
              "another program has held it for too long",
              "Repeat the command when the other is done");
      case FULL -> problem(name, "store-failed", "the disk is full", "Make room and repeat");
      case NO_DATABASE ->
          problem(name, "store-foreign", "it is no SQLite file", "Name another file");
      case CORRUPT ->
          problem(
              name,
              "store-damaged",
              "the file is damaged",
              "Take a copy that is not, or judge the archive into a new one");
      case INPUT_OUTPUT ->
          problem(name, "store-failed", "reading or writing it failed", "Check the disk");
      default -> other(name, e);
    };
  }

  private static Problem ofPostgresql(String name, String state, SQLException e) {
    if (state.startsWith("08")) {
      return problem(
          name,
          "store-unreachable",
          "the database does not answer",
          "Check the server's name and port, whether it runs, and whether it can be reached from"
              + " here");
    }
    if (state.startsWith("28")) {
      // the server's message holds the user
      return problem(
          name,
          "store-login",
          "the database refuses the login",
          "Check the user in the URL, the password in ~/.pgpass, and what the server allows");
    }
    if (state.equals("3D000")) {
      return problem(
          name,
          "store-missing",
          "the server has no such database",
          "Check its name, or create it on the server");
    }
    return other(name, e);
  }

  private static Problem other(String name, SQLException e) {
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return problem(
        name,
        "store-failed",
        "the results store cannot be used: " + VisibleText.of(message, LONGEST),
        "Check the store, the disk and the permissions");
  }

  private static Problem problem(String name, String code, String message, String hint) {
    return Problem.error(code, SourceLocation.file(name), message, hint);
  }
}
