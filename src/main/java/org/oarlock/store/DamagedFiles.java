package org.oarlock.store;

import static java.util.Objects.requireNonNullElse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files with errors: those that keep plans from being judged, and those that cannot be read. */
public final class DamagedFiles {
  /** Of the plans that a file keeps from being judged so many are named. */
  private static final int MOST_NAMED = 3;

  private static final String ERRORS =
      " FROM problem p JOIN result r ON r.plan = p.plan AND r.protocol = p.protocol"
          + " AND r.tool = p.tool WHERE p.severity = 'ERROR' AND p.file <> ''"
          + " AND r.verdict IN ('NOT_EVALUATED', 'ERROR')"
          // of the file itself, not of how files fit together, which what is damaged upsets as well
          + " AND (p.place <> p.file OR p.code LIKE 'dicom-%' OR p.code LIKE 'zip-%'"
          + " OR p.code LIKE 'file-%' OR p.code = 'out-of-memory'"
          + " OR p.file IN (SELECT shown FROM file WHERE severity = 'ERROR'))";

  private final Sql sql;

  public DamagedFiles(Store store) {
    this.sql = store.sql();
  }

  /**
   * A file with an error.
   *
   * @param file as messages name it
   * @param reason the error and its code
   * @param plans how many plans it keeps from being judged
   * @param some the first of them, at most {@value #MOST_NAMED}
   */
  public record Damaged(String file, String reason, long plans, List<KeptPlan> some) {
    public Damaged {
      some = List.copyOf(some);
    }
  }

  /** A plan that a file keeps from being judged; the report is a name, and may be empty. */
  public record KeptPlan(String label, String path, String report) {}

  /**
   * The first of some files.
   *
   * @param total how many there are
   */
  public record Listing(List<Damaged> files, long total) {
    public Listing {
      files = List.copyOf(files);
    }

    /** How many there are that are not listed. */
    public long more() {
      return total - files.size();
    }
  }

  /**
   * Which results are meant.
   *
   * @param roots of plans under these; of all if empty
   * @param protocols the keys of their protocols
   * @param tool the version of the program that judged
   */
  public record Scope(List<String> roots, List<String> protocols, String tool) {
    public Scope {
      roots = List.copyOf(roots);
      protocols = List.copyOf(protocols);
    }

    private String sql() {
      return " AND r.tool = ? AND r.protocol IN "
          + Results.places(protocols)
          + (roots.isEmpty()
              ? ""
              : " AND r.unit IN (SELECT unit FROM file WHERE unit <> ''"
                  + FileIndex.under(roots)
                  + ")");
    }

    private List<Object> values() {
      List<Object> values = new ArrayList<>(List.of(tool));
      values.addAll(protocols);
      values.addAll(roots);
      return values;
    }
  }

  /**
   * The files with errors that keep plans from being judged, the one first that keeps most.
   *
   * @param limit how many are listed at most
   */
  public Listing keepingPlans(Scope scope, int limit) {
    List<Object> values = scope.values();
    values.add(limit);
    long[] total = new long[1];
    Map<String, Damaged> files = new LinkedHashMap<>();
    sql.each(
        "SELECT p.file, MIN(p.message || ' [' || p.code || ']'), COUNT(DISTINCT r.plan),"
            + " COUNT(*) OVER ()"
            + ERRORS
            + scope.sql()
            + " GROUP BY p.file ORDER BY 3 DESC, 1 LIMIT ?",
        row -> {
          total[0] = row.getLong(4);
          String file = row.getString(1);
          files.put(file, new Damaged(file, row.getString(2), row.getLong(3), List.of()));
        },
        values.toArray());
    namePlans(scope, files);
    return new Listing(List.copyOf(files.values()), total[0]);
  }

  private void namePlans(Scope scope, Map<String, Damaged> files) {
    if (files.isEmpty()) {
      return;
    }
    List<Object> values = scope.values();
    values.addAll(files.keySet());
    Map<String, Map<String, KeptPlan>> plans = new LinkedHashMap<>();
    sql.each(
        "SELECT DISTINCT k.file, r.plan, r.label, "
            + GoalTable.PATH
            + ", r.report FROM (SELECT p.file, r.plan, r.protocol, r.tool,"
            + " DENSE_RANK() OVER (PARTITION BY p.file ORDER BY r.plan) AS nth"
            + ERRORS
            + scope.sql()
            + " AND p.file IN "
            + Results.places(List.copyOf(files.keySet()))
            + ") k JOIN result r ON r.plan = k.plan AND r.protocol = k.protocol AND r.tool = k.tool"
            + " WHERE k.nth <= "
            + MOST_NAMED
            + " ORDER BY 1, 2, 5",
        row ->
            plans
                .computeIfAbsent(row.getString(1), file -> new LinkedHashMap<>())
                .put(
                    row.getString(2),
                    new KeptPlan(
                        row.getString(3),
                        requireNonNullElse(row.getString(4), ""),
                        row.getString(5))),
        values.toArray());
    plans.forEach(
        (file, some) ->
            files.computeIfPresent(
                file,
                (same, found) ->
                    new Damaged(file, found.reason(), found.plans(), List.copyOf(some.values()))));
  }

  /**
   * The files that cannot be read, and keep no plan from being judged as far as is known.
   *
   * @param limit how many are listed at most
   */
  public Listing others(int limit) {
    long[] total = new long[1];
    List<Damaged> files = new ArrayList<>();
    sql.each(
        "SELECT f.shown, MIN(f.message || ' [' || f.code || ']'), COUNT(*) OVER ()"
            + " FROM file f WHERE f.severity = 'ERROR'"
            + " AND f.shown NOT IN (SELECT p.file"
            + ERRORS
            + ") GROUP BY f.shown ORDER BY 1 LIMIT ?",
        row -> {
          total[0] = row.getLong(3);
          files.add(new Damaged(row.getString(1), row.getString(2), 0, List.of()));
        },
        limit);
    return new Listing(files, total[0]);
  }
}
