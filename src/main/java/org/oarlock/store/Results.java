package org.oarlock.store;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.oarlock.store.StoredResult.Evidence;
import org.oarlock.store.StoredResult.StoredProblem;

/** The table of results. Judging the same plan again under the same protocol replaces its rows. */
public final class Results {
  private static final String KEY = "plan, protocol, tool, ";

  private final Store store;
  private final Sql sql;

  public Results(Store store) {
    this.store = store;
    this.sql = store.sql();
  }

  /** Takes note of a protocol. */
  public void put(StoredProtocol protocol) {
    sql.update(
        "INSERT INTO protocol (key, id, version, title, status, settings, selection, rule,"
            + " convention, options) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING",
        protocol.key(),
        protocol.id(),
        protocol.version(),
        protocol.title(),
        protocol.status(),
        protocol.settings(),
        protocol.selection(),
        protocol.rule(),
        protocol.convention(),
        protocol.options());
  }

  /**
   * What is judged under what.
   *
   * @param unit the files
   * @param protocol the protocol's key, of which note has been taken
   * @param tool the version of this program
   * @param selection the selection whose rules choose protocols, empty if the protocol was named
   */
  public record Task(String unit, String protocol, String tool, String selection)
      implements Serializable {
    private Object[] within(Object... first) {
      List<Object> values = new ArrayList<>(List.of(first));
      values.addAll(List.of(protocol, selection, protocol, tool));
      return values.toArray();
    }
  }

  /**
   * What a task replaces: results by its protocol; of a selection by every protocol that a version
   * of it has chosen under the same options.
   */
  private static final String WITHIN =
      "protocol IN (SELECT key FROM protocol WHERE key = ? OR (selection <> '' AND selection = ?"
          + " AND options = (SELECT own.options FROM protocol own WHERE own.key = ?)))"
          + " AND tool = ?";

  /** With what content a unit has been judged, null if it has not. */
  public @Nullable String judged(Task task) {
    return sql.first(
        "SELECT content FROM judged WHERE unit = ? AND protocol = ? AND tool = ?",
        row -> row.getString(1),
        task.unit(),
        task.protocol(),
        task.tool());
  }

  /** Where the files of a unit's results lay when it was judged, as results show it. */
  public List<String> paths(Task task) {
    List<Object> values = new ArrayList<>(List.of(task.within(task.unit())));
    values.addAll(List.of(task.within()));
    return sql.list(
        "SELECT DISTINCT path FROM evidence WHERE plan IN (SELECT plan FROM result WHERE unit = ?"
            + " AND "
            + WITHIN
            + ") AND "
            + WITHIN,
        row -> row.getString(1),
        values.toArray());
  }

  /** The names of the single reports of a unit's plans; of a plan without one, an empty name. */
  public List<String> reports(Task task) {
    return sql.list(
        "SELECT report FROM result WHERE unit = ? AND " + WITHIN,
        row -> row.getString(1),
        task.within(task.unit()));
  }

  /**
   * Writes what a unit came to, all of it or nothing, in place of what was known of it and of its
   * plans before.
   *
   * @param planUids all RT Plans of the unit
   * @param hashed its files whose hashes were not known before
   * @param content what was judged; empty if it is to be judged again next time
   * @param finished when, as text
   */
  public void replace(
      Task task,
      List<String> planUids,
      List<IndexedFile> hashed,
      String content,
      String finished,
      List<StoredResult> results) {
    store.transaction(
        () -> {
          new FileIndex(store).putHashes(hashed);
          planUids.forEach(uid -> forgetPlan(task, uid));
          sql.update("DELETE FROM result WHERE unit = ? AND " + WITHIN, task.within(task.unit()));
          sql.update("DELETE FROM judged WHERE unit = ? AND " + WITHIN, task.within(task.unit()));
          results.forEach(result -> insert(task, result));
          if (!content.isEmpty()) {
            sql.update(
                "INSERT INTO judged (unit, protocol, tool, content, finished)"
                    + " VALUES (?, ?, ?, ?, ?)",
                task.unit(),
                task.protocol(),
                task.tool(),
                content,
                finished);
          }
        });
  }

  /** A plan may have been judged with other files, before those came that it belongs to. */
  private void forgetPlan(Task task, String uid) {
    String plans = "SELECT plan FROM evidence WHERE uid = ? AND kind = 'RT_PLAN'";
    List<String> units =
        sql.list(
            "SELECT DISTINCT unit FROM result WHERE plan IN ("
                + plans
                + ") AND unit <> ? AND "
                + WITHIN,
            row -> row.getString(1),
            task.within(uid, task.unit()));
    for (String unit : units) {
      sql.update("DELETE FROM judged WHERE unit = ? AND " + WITHIN, task.within(unit));
    }
    if (!units.isEmpty()) {
      sql.update(
          "DELETE FROM result WHERE plan IN (" + plans + ") AND " + WITHIN, task.within(uid));
    }
  }

  private void insert(Task task, StoredResult result) {
    sql.update(
        "DELETE FROM result WHERE plan = ? AND protocol = ? AND tool = ?",
        result.plan(),
        result.protocol(),
        task.tool());
    sql.update(
        "INSERT INTO result ("
            + KEY
            + "unit, label, plan_date, patient, patient_id, patient_name, prescription, verdict,"
            + " reason, report, chosen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        result.plan(),
        result.protocol(),
        task.tool(),
        task.unit(),
        result.label(),
        result.planDate(),
        result.patient(),
        result.patientId(),
        result.patientName(),
        result.prescription(),
        result.verdict(),
        result.reason(),
        result.report(),
        result.chosen());
    int position = 0;
    for (Evidence evidence : result.evidence()) {
      sql.update(
          "INSERT INTO evidence ("
              + KEY
              + "position, kind, uid, sha256, path)"
              + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
          result.plan(),
          result.protocol(),
          task.tool(),
          position++,
          evidence.kind(),
          evidence.uid(),
          evidence.sha256(),
          evidence.path());
    }
    position = 0;
    for (StoredGoal goal : result.goals()) {
      insert(task, result, position++, goal);
    }
    position = 0;
    for (StoredProblem problem : result.problems()) {
      sql.update(
          "INSERT INTO problem ("
              + KEY
              + "position, severity, code, file, place, message, hint)"
              + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          result.plan(),
          result.protocol(),
          task.tool(),
          position++,
          problem.severity(),
          problem.code(),
          problem.file(),
          problem.place(),
          problem.message(),
          problem.hint());
    }
  }

  /** How many plans of the units under roots came to each verdict, by verdict. */
  public Map<String, Long> verdicts(List<String> roots, List<String> protocols, String tool) {
    Map<String, Long> verdicts = new TreeMap<>();
    List<Object> values = new ArrayList<>(protocols);
    values.add(tool);
    values.addAll(roots);
    sql.each(
        "SELECT verdict, COUNT(*) FROM result WHERE protocol IN "
            + places(protocols)
            + " AND tool = ? AND unit IN"
            + " (SELECT unit FROM file WHERE unit <> ''"
            + FileIndex.under(roots)
            + ") GROUP BY verdict",
        row -> verdicts.put(row.getString(1), row.getLong(2)),
        values.toArray());
    return verdicts;
  }

  /** How many goals of plans under roots are not met that somebody answers for. */
  public long accepted(List<String> roots, List<String> protocols, String tool) {
    List<Object> values = new ArrayList<>(protocols);
    values.add(tool);
    values.addAll(roots);
    Long count =
        sql.first(
            "SELECT COUNT(*) FROM goal g JOIN result r ON r.plan = g.plan AND r.protocol ="
                + " g.protocol AND r.tool = g.tool WHERE g.accepted <> '' AND r.protocol IN "
                + places(protocols)
                + " AND r.tool = ? AND r.unit IN (SELECT unit FROM file WHERE unit <> ''"
                + FileIndex.under(roots)
                + ")",
            row -> Long.valueOf(row.getLong(1)),
            values.toArray());
    return count == null ? 0 : count;
  }

  /** How many plans under roots have no single report. */
  public long withoutReport(List<String> roots, List<String> protocols, String tool) {
    List<Object> values = new ArrayList<>(protocols);
    values.add(tool);
    values.addAll(roots);
    Long count =
        sql.first(
            "SELECT COUNT(*) FROM result WHERE report = '' AND protocol IN "
                + places(protocols)
                + " AND tool = ? AND unit IN (SELECT unit FROM file WHERE unit <> ''"
                + FileIndex.under(roots)
                + ")",
            row -> Long.valueOf(row.getLong(1)),
            values.toArray());
    return count == null ? 0 : count;
  }

  /** Whether the goals of plans under roots have all been judged, with nothing left to a person. */
  public boolean areGoalsJudged(List<String> roots, List<String> protocols, String tool) {
    List<Object> values = new ArrayList<>(protocols);
    values.add(tool);
    values.addAll(roots);
    return sql.first(
            "SELECT r.plan FROM result r JOIN goal g ON g.plan = r.plan AND g.protocol = r.protocol"
                + " AND g.tool = r.tool WHERE r.protocol IN "
                + places(protocols)
                + " AND r.tool = ?"
                + " AND g.verdict IN ('REVIEW', 'NOT_EVALUATED') AND r.unit IN"
                + " (SELECT unit FROM file WHERE unit <> ''"
                + FileIndex.under(roots)
                + ") LIMIT 1",
            row -> row.getString(1),
            values.toArray())
        == null;
  }

  static String places(List<String> values) {
    return values.stream().map(value -> "?").collect(Collectors.joining(", ", "(", ")"));
  }

  private void insert(Task task, StoredResult result, int position, StoredGoal goal) {
    sql.update(
        "INSERT INTO goal ("
            + KEY
            + "position, goal, structure, matched, metric, dose, prescription, value, word, unit,"
            + " lower, upper, covered_percent, goal_limit, obligation, priority, verdict, reason,"
            + " borderline, accepted) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
            + " ?, ?, ?, ?, ?)",
        result.plan(),
        result.protocol(),
        task.tool(),
        position,
        goal.goal(),
        goal.structure(),
        goal.matched(),
        goal.metric(),
        goal.dose(),
        goal.prescription(),
        goal.value(),
        goal.word(),
        goal.unit(),
        goal.lower(),
        goal.upper(),
        goal.coveredPercent(),
        goal.limit(),
        goal.obligation(),
        goal.priority(),
        goal.verdict(),
        goal.reason(),
        goal.borderline(),
        goal.accepted());
  }
}
