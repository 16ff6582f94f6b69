package org.oarlock.cli;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads a results store with plain SQL, knowing nothing of how it is written. */
record StoreReader(String url) {
  /** Rows as text, columns separated by bars. */
  List<String> rows(String sql) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          cells.add(String.valueOf(result.getObject(i)));
        }
        rows.add(String.join("|", cells));
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void execute(String sql) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All that was found, and nothing about when. */
  List<String> table() {
    List<String> rows = new ArrayList<>();
    rows.addAll(rows("SELECT * FROM protocol ORDER BY key"));
    rows.addAll(
        rows("SELECT unit, protocol, tool, content FROM judged ORDER BY unit, protocol, tool"));
    for (String name : List.of("result", "evidence", "goal", "problem")) {
      String position = name.equals("result") ? "" : ", position";
      rows.addAll(rows("SELECT * FROM " + name + " ORDER BY plan, protocol, tool" + position));
    }
    rows.addAll(rows("SELECT path, kind, uid, sha256, unit, unused FROM file ORDER BY root, path"));
    return rows;
  }

  /** The verdicts of a plan and of its goals in order, by the UID of its structure set. */
  Map<String, String> verdictsByStructureSet() {
    Map<String, String> verdicts = new TreeMap<>();
    for (String row :
        rows(
            "SELECT e.uid, r.verdict, r.plan FROM result r JOIN evidence e ON e.plan = r.plan"
                + " WHERE e.kind = 'RT_STRUCTURE_SET'")) {
      String[] cells = row.split("\\|");
      List<String> goals =
          rows(
              "SELECT goal, verdict FROM goal WHERE plan = '%s' ORDER BY position"
                  .formatted(cells[2]));
      verdicts.put(cells[0], cells[1] + " " + goals);
    }
    return verdicts;
  }
}
