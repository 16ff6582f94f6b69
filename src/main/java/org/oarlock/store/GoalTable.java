package org.oarlock.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads results: every goal of every plan, and what differs between two protocols. */
public final class GoalTable {
  private static final String FROM =
      " FROM result r LEFT JOIN protocol p ON p.key = r.protocol"
          + " LEFT JOIN goal g ON g.plan = r.plan AND g.protocol = r.protocol AND g.tool = r.tool";

  /** Where the first RT Plan of the result {@code r} lies, or its structures if it has none. */
  static final String PATH = path("r");

  private static final int SOME = 10;

  private final Store store;
  private final Sql sql;

  public GoalTable(Store store) {
    this.store = store;
    this.sql = store.sql();
  }

  /**
   * Goes through the rows that a filter lets pass, by protocol, version, plan and the order of the
   * goals. A plan without goals is one row.
   */
  public void each(RowFilter filter, Consumer<GoalRow> consumer) {
    store.reading(
        () ->
            sql.each(
                "SELECT r.plan, r.label, r.plan_date, r.patient, r.patient_id, r.patient_name, p.id,"
                    + " p.version, r.protocol, r.tool, r.prescription, r.verdict, r.reason, r.report,"
                    + " g.goal, g.structure, g.matched, g.metric, g.dose, g.prescription, g.value,"
                    + " g.word, g.unit, g.lower, g.upper, g.covered_percent, g.goal_limit,"
                    + " g.obligation, g.priority, g.verdict, g.reason, g.borderline, "
                    + PATH
                    + ", p.rule, g.accepted, p.settings, p.convention"
                    + FROM
                    + " WHERE "
                    + filter.sql()
                    + " ORDER BY p.id, p.version, r.protocol, r.tool, r.plan, g.position",
                row -> consumer.accept(row(row)),
                filter.values().toArray()));
  }

  /** Whether a filter lets any row pass. */
  public boolean isAnyIn(RowFilter filter) {
    return sql.first(
            "SELECT 1" + FROM + " WHERE " + filter.sql() + " LIMIT 1",
            row -> Integer.valueOf(1),
            filter.values().toArray())
        != null;
  }

  /**
   * A text that a filter asks for and no row has.
   *
   * @param some what rows have there, at most {@value #SOME}
   */
  public record Absent(String column, String text, List<String> some) {}

  /** What a filter asks for that no row has in its column, whatever else it asks for. */
  public List<Absent> absent(RowFilter filter) {
    List<Absent> absent = new ArrayList<>();
    for (RowFilter.Wanted wanted : filter.wanted()) {
      Integer found =
          sql.first(
              "SELECT 1" + FROM + " WHERE " + wanted.inSql() + " = ? LIMIT 1",
              row -> Integer.valueOf(1),
              wanted.text());
      if (found == null) {
        List<String> some =
            sql.list(
                "SELECT DISTINCT "
                    + wanted.inSql()
                    + FROM
                    + " WHERE "
                    + wanted.inSql()
                    + " IS NOT NULL ORDER BY 1 LIMIT "
                    + SOME,
                row -> row.getString(1));
        absent.add(new Absent(wanted.column(), wanted.text(), some));
      }
    }
    return absent;
  }

  private static GoalRow row(ResultSet row) throws SQLException {
    return new GoalRow(
        row.getString(1),
        row.getString(2),
        orEmpty(row.getString(33)),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        orEmpty(row.getString(7)),
        orEmpty(row.getString(8)),
        row.getString(9),
        orEmpty(row.getString(34)),
        row.getString(10),
        row.getString(11),
        row.getString(12),
        row.getString(13),
        row.getString(14),
        orEmpty(row.getString(36)),
        orEmpty(row.getString(37)),
        row.getString(15) == null ? null : goal(row));
  }

  private static StoredGoal goal(ResultSet row) throws SQLException {
    return new StoredGoal(
        row.getString(15),
        row.getString(16),
        row.getString(17),
        row.getString(18),
        row.getString(19),
        row.getString(20),
        number(row, 21),
        row.getString(22),
        row.getString(23),
        number(row, 24),
        number(row, 25),
        number(row, 26),
        row.getString(27),
        row.getString(28),
        row.getInt(29),
        row.getString(30),
        row.getString(31),
        row.getString(32),
        row.getString(35));
  }

  private static @Nullable Double number(ResultSet row, int column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? null : Double.valueOf(value);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  // comparing

  /**
   * Results by one protocol and one version of the program.
   *
   * @param protocol the protocol's key
   * @param tool the version of the program
   * @param plans how many plans
   */
  public record Edition(
      String protocol, String id, String version, String tool, long plans, String settings) {}

  /** All there are, by id, version, key and program. */
  public List<Edition> editions() {
    return sql.list(
        "SELECT r.protocol, p.id, p.version, r.tool, COUNT(*), p.settings FROM result r"
            + " JOIN protocol p ON p.key = r.protocol"
            + " GROUP BY r.protocol, p.id, p.version, r.tool, p.settings"
            + " ORDER BY p.id, p.version, r.protocol, r.tool",
        row ->
            new Edition(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                row.getString(6)));
  }

  /**
   * A verdict that differs.
   *
   * @param path where the plan's first RT Plan lies
   * @param goal the goal, empty for the plan's own verdict
   * @param before its verdict in the old edition, empty if it is not there
   * @param after its verdict in the new one, empty if it is not there
   * @param reason of the new verdict
   */
  public record Change(
      String plan,
      String label,
      String path,
      String goal,
      String before,
      String after,
      String reason) {}

  /** How many plans are in both editions. */
  public long common(Edition before, Edition after) {
    Long count =
        sql.first(
            "SELECT COUNT(*) FROM result o JOIN result n ON n.plan = o.plan" + EDITIONS,
            row -> Long.valueOf(row.getLong(1)),
            values(before, after));
    return count == null ? 0 : count;
  }

  private static final String EDITIONS =
      " WHERE o.protocol = ? AND o.tool = ? AND n.protocol = ? AND n.tool = ?";

  /** Goes through all verdicts that differ, plan by plan, the plan's own first. */
  public void eachChange(Edition before, Edition after, Consumer<Change> consumer) {
    String plans = " FROM result o JOIN result n ON n.plan = o.plan";
    String same = " AND og.goal = ng.goal";
    String query =
        "SELECT o.plan, n.label, '', o.verdict, n.verdict, n.reason, -1 AS place, "
            + path("n")
            + plans
            + EDITIONS
            + " AND o.verdict <> n.verdict"
            + " UNION ALL SELECT o.plan, n.label, ng.goal, COALESCE(og.verdict, ''), ng.verdict,"
            + " ng.reason, ng.position, "
            + path("n")
            + plans
            + goals("JOIN", "n", "ng")
            + goals("LEFT JOIN", "o", "og")
            + same
            + EDITIONS
            + " AND (og.verdict IS NULL OR og.verdict <> ng.verdict)"
            + " UNION ALL SELECT o.plan, n.label, og.goal, og.verdict, '', '', 1000000 + og.position, "
            + path("n")
            + plans
            + goals("JOIN", "o", "og")
            + goals("LEFT JOIN", "n", "ng")
            + same
            + EDITIONS
            + " AND ng.verdict IS NULL ORDER BY 1, 7";
    List<Object> values = new ArrayList<>();
    for (int part = 0; part < 3; part++) {
      values.addAll(List.of(values(before, after)));
    }
    store.reading(
        () ->
            sql.each(
                query,
                row ->
                    consumer.accept(
                        new Change(
                            row.getString(1),
                            row.getString(2),
                            orEmpty(row.getString(8)),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            row.getString(6))),
                values.toArray()));
  }

  /** Goes through the results of plans that are in one edition and not in the other. */
  public void eachOnlyIn(Edition one, Edition other, Consumer<Lone> consumer) {
    store.reading(
        () ->
            sql.each(
                "SELECT r.plan, r.label, "
                    + PATH
                    + ", r.verdict FROM result r WHERE r.protocol = ? AND r.tool = ?"
                    + " AND NOT EXISTS (SELECT 1 FROM result n WHERE n.plan = r.plan"
                    + " AND n.protocol = ? AND n.tool = ?) ORDER BY r.plan",
                row ->
                    consumer.accept(
                        new Lone(
                            row.getString(1),
                            row.getString(2),
                            orEmpty(row.getString(3)),
                            row.getString(4))),
                values(one, other)));
  }

  /** A plan that is in one edition only, and its verdict there. */
  public record Lone(String plan, String label, String path, String verdict) {}

  private static String path(String result) {
    return ("(SELECT MIN(e.path) FROM evidence e WHERE e.plan = %1$s.plan"
            + " AND e.protocol = %1$s.protocol AND e.tool = %1$s.tool"
            + " AND e.kind = (SELECT MIN(k.kind) FROM evidence k WHERE k.plan = %1$s.plan"
            + " AND k.protocol = %1$s.protocol AND k.tool = %1$s.tool AND k.kind <> 'RT_DOSE'))")
        .formatted(result);
  }

  private static String goals(String join, String side, String as) {
    return " %1$s goal %3$s ON %3$s.plan = %2$s.plan AND %3$s.protocol = %2$s.protocol AND %3$s.tool = %2$s.tool"
        .formatted(join, side, as);
  }

  private static Object[] values(Edition before, Edition after) {
    return new Object[] {before.protocol(), before.tool(), after.protocol(), after.tool()};
  }
}
