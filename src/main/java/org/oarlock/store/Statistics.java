package org.oarlock.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.oarlock.store.GoalTable.Edition;

/** Counts and rankings over all results by one edition of a protocol. */
public final class Statistics {
  private static final String RESULTS = " FROM result r WHERE r.protocol = ? AND r.tool = ?";
  private static final String JOINED =
      " FROM result r JOIN goal g ON g.plan = r.plan AND g.protocol = r.protocol AND g.tool = r.tool"
          + " WHERE r.protocol = ? AND r.tool = ?";
  private static final String FINITE = " AND g.value BETWEEN -1e300 AND 1e300";

  private static final String OPEN = "('ERROR', 'NOT_EVALUATED', 'NO_PROTOCOL', 'REVIEW')";

  private final Store store;
  private final Sql sql;
  private final Edition edition;

  public Statistics(Store store, Edition edition) {
    this.store = store;
    this.sql = store.sql();
    this.edition = edition;
  }

  /** How many plans came to each verdict. */
  public Map<String, Long> verdicts() {
    Map<String, Long> verdicts = new TreeMap<>();
    sql.each(
        "SELECT r.verdict, COUNT(*)" + RESULTS + " GROUP BY r.verdict",
        row -> verdicts.put(row.getString(1), row.getLong(2)),
        edition.protocol(),
        edition.tool());
    return verdicts;
  }

  /** The protocol's title. */
  public String title() {
    String title =
        sql.first(
            "SELECT title FROM protocol WHERE key = ?",
            row -> row.getString(1),
            edition.protocol());
    return title == null ? "" : title;
  }

  /**
   * A goal over all plans.
   *
   * @param limit empty if it has none, or several
   * @param limitsDiffer whether it has several
   * @param unit null if there are several or none
   */
  public record GoalOverview(
      String goal,
      String structure,
      String metric,
      String limit,
      boolean limitsDiffer,
      @Nullable String unit,
      String obligation) {}

  /** The goals in the protocol's order. */
  public List<GoalOverview> goals() {
    return sql.list(
        "SELECT g.goal, MIN(g.structure), MIN(g.metric), MIN(g.goal_limit),"
            + " COUNT(DISTINCT g.goal_limit), MIN(g.unit), COUNT(DISTINCT g.unit),"
            + " MIN(g.obligation), MIN(g.position)"
            + JOINED
            + " GROUP BY g.goal ORDER BY 9, 1",
        row ->
            new GoalOverview(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getInt(5) == 1 ? row.getString(4) : "",
                row.getInt(5) > 1,
                row.getInt(7) == 1 ? row.getString(6) : null,
                row.getString(8)),
        edition.protocol(),
        edition.tool());
  }

  /** How many plans of a month came to a verdict of a goal; the month is empty if not known. */
  public record Monthly(String goal, String month, String verdict, long plans) {}

  /** The verdicts of all goals by month, {@code 202601}. */
  public List<Monthly> monthly() {
    return sql.list(
        "SELECT g.goal, SUBSTR(r.plan_date, 1, 6), g.verdict, COUNT(*)"
            + JOINED
            + " GROUP BY g.goal, SUBSTR(r.plan_date, 1, 6), g.verdict ORDER BY 1, 2, 3",
        row -> new Monthly(row.getString(1), row.getString(2), row.getString(3), row.getLong(4)),
        edition.protocol(),
        edition.tool());
  }

  /** The finite values of a goal in no particular order. */
  public double[] values(String goal) {
    double[][] values = {new double[256]};
    int[] count = {0};
    store.reading(
        () ->
            sql.each(
                "SELECT g.value" + JOINED + FINITE + " AND g.goal = ?",
                row -> {
                  if (count[0] == values[0].length) {
                    values[0] = Arrays.copyOf(values[0], 2 * count[0]);
                  }
                  values[0][count[0]++] = row.getDouble(1);
                },
                edition.protocol(),
                edition.tool(),
                goal));
    return Arrays.copyOf(values[0], count[0]);
  }

  /** A value of a plan. */
  public record PlanValue(String label, String path, String report, String goal, double value) {}

  /** The values of a goal outside an interval, the farthest from its middle first. */
  public List<PlanValue> outside(String goal, double lower, double upper, int limit) {
    double middle = (lower + upper) / 2;
    return sql.list(
        "SELECT r.label, "
            + GoalTable.PATH
            + ", r.report, g.goal, g.value"
            + JOINED
            + FINITE
            + " AND g.goal = ? AND (g.value < ? OR g.value > ?)"
            + " ORDER BY ABS(g.value - ?) DESC, r.plan LIMIT ?",
        row ->
            new PlanValue(
                row.getString(1),
                text(row, 2),
                row.getString(3),
                row.getString(4),
                row.getDouble(5)),
        edition.protocol(),
        edition.tool(),
        goal,
        lower,
        upper,
        middle,
        limit);
  }

  /** A reason, how often it was given, and one of those it was given for. */
  public record Given(String reason, long times, String about) {}

  /** Why goals were not evaluated: what has to do with structures and names first. */
  public List<Given> notEvaluated(int limit) {
    return given(
        "SELECT g.reason, COUNT(*), MIN(g.goal)"
            + JOINED
            + " AND g.verdict = 'NOT_EVALUATED' GROUP BY g.reason"
            + " ORDER BY CASE WHEN g.reason LIKE '%structure%' THEN 0 ELSE 1 END, 2 DESC, 1 LIMIT ?",
        limit);
  }

  /**
   * Why plans were not judged at all, in whatever file, the most frequent first; with one of the
   * plans, and where it lies.
   */
  public List<Given> notJudged(int limit) {
    String same = " p WHERE p.plan = r.plan AND p.protocol = r.protocol AND p.tool = r.tool";
    String error =
        "(SELECT p.message || ' [' || p.code || ']' FROM problem"
            + same
            + " AND r.verdict = 'ERROR' AND p.position = (SELECT MIN(p.position) FROM problem"
            + same
            + " AND p.severity = 'ERROR'))";
    return given(
        "SELECT reason, COUNT(*), MIN(plan) FROM (SELECT COALESCE("
            + error
            + ", r.reason) AS reason, r.label || COALESCE(', ' || "
            + GoalTable.PATH
            + ", '') AS plan"
            + RESULTS
            + " AND r.verdict IN ('ERROR', 'NO_PROTOCOL')) given"
            + " GROUP BY reason ORDER BY 2 DESC, 1 LIMIT ?",
        limit);
  }

  private List<Given> given(String query, int limit) {
    return sql.list(
        query,
        row -> new Given(row.getString(1), row.getLong(2), row.getString(3)),
        edition.protocol(),
        edition.tool(),
        limit);
  }

  /** A plan that fails goals. */
  public record FailingPlan(
      String label, String path, String report, long failed, long notEvaluated, String reason) {}

  /** A plan that was not judged wholly. */
  public record OpenPlan(String label, String path, String report, String verdict, String reason) {}

  /**
   * The plans with a verdict that leaves something to look at, without those that fail: one for
   * each reason first, what could not be read before what is for a person to decide.
   */
  public List<OpenPlan> open(int limit) {
    String rank =
        "CASE r.verdict WHEN 'ERROR' THEN 0 WHEN 'NOT_EVALUATED' THEN 1 WHEN 'NO_PROTOCOL' THEN 2"
            + " ELSE 3 END";
    return sql.list(
        "SELECT r.label, "
            + GoalTable.PATH
            + ", r.report, r.verdict, r.reason FROM (SELECT r.*, "
            + rank
            + " AS grade, ROW_NUMBER() OVER (PARTITION BY r.verdict, r.reason ORDER BY r.plan) AS nth"
            + RESULTS
            + " AND r.verdict IN "
            + OPEN
            + " ORDER BY nth, grade, r.plan LIMIT ?) r ORDER BY r.nth, r.grade, r.plan",
        row ->
            new OpenPlan(
                row.getString(1),
                text(row, 2),
                row.getString(3),
                row.getString(4),
                row.getString(5)),
        edition.protocol(),
        edition.tool(),
        limit);
  }

  /** How many such plans there are. */
  public long openCount() {
    Long count =
        sql.first(
            "SELECT COUNT(*)" + RESULTS + " AND r.verdict IN " + OPEN,
            row -> Long.valueOf(row.getLong(1)),
            edition.protocol(),
            edition.tool());
    return count == null ? 0 : count;
  }

  /** The plans that fail most required goals, those that do first. */
  public List<FailingPlan> worst(int limit) {
    String failed = "SUM(CASE WHEN g.verdict = 'FAIL' THEN 1 ELSE 0 END)";
    List<Object> values = new ArrayList<>(List.of(edition.protocol(), edition.tool(), limit));
    return sql.list(
        "SELECT r.label, "
            + GoalTable.PATH
            + ", r.report, "
            + failed
            + ", SUM(CASE WHEN g.verdict = 'NOT_EVALUATED' THEN 1 ELSE 0 END), r.reason, r.plan,"
            + " r.protocol, r.tool"
            + JOINED
            + " AND r.verdict = 'FAIL' AND g.obligation = 'REQUIRED'"
            + " GROUP BY r.plan, r.protocol, r.tool, r.label, r.report, r.reason"
            + " ORDER BY 4 DESC, 5 DESC, r.plan LIMIT ?",
        row ->
            new FailingPlan(
                row.getString(1),
                text(row, 2),
                row.getString(3),
                row.getLong(4),
                row.getLong(5),
                row.getString(6)),
        values.toArray());
  }

  private static String text(ResultSet row, int column) throws SQLException {
    String text = row.getString(column);
    return text == null ? "" : text;
  }
}
