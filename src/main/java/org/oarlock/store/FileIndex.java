package org.oarlock.store;

import static java.util.Objects.requireNonNullElse;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.Problem;
import org.oarlock.problem.Severity;
import org.oarlock.problem.SourceLocation;
import org.oarlock.store.IndexedFile.Kind;

/** The index of files: what lies in the archives, and which files belong together. */
public final class FileIndex {
  /**
   * The rules by which files are indexed and joined. It is raised whenever they change: all files
   * are read again, and what was judged by other rules is judged again.
   */
  public static final int RULES = 2;

  private static final String COLUMNS =
      "root, path, archive, size, modified, kind, uid, sha256, label, plan_date, frame,"
          + " structure_set, plans, severity, code, shown, place, message, hint";
  private static final String PLANNING = "('RT_PLAN', 'RT_STRUCTURE_SET', 'RT_DOSE')";
  private static final int AT_ONCE = 2000;
  private static final String BETWEEN_UIDS = "\\";

  private final Sql sql;

  public FileIndex(Store store) {
    this.sql = store.sql();
  }

  // searching

  /** A number for a new search, higher than that of every search before. */
  public long nextScan() {
    sql.update("UPDATE oarlock SET scans = scans + 1");
    Long scan = sql.first("SELECT scans FROM oarlock", row -> Long.valueOf(row.getLong(1)));
    return scan == null ? 0 : scan;
  }

  /** Whether the index has this file as it is, by today's rules, and could read it. */
  public boolean isKnown(String root, String path, long size, long modified) {
    return Boolean.TRUE.equals(
        sql.first(
            "SELECT size, modified, severity, indexer FROM file WHERE root = ? AND path = ?",
            row ->
                row.getLong(1) == size
                    && row.getLong(2) == modified
                    && row.getString(3).isEmpty()
                    && row.getInt(4) == RULES,
            root,
            path));
  }

  /** A file is still there, with all that it holds if it is an archive. */
  public void markSeen(String root, String path, long scan) {
    String newer = "UPDATE file SET scan = ? WHERE scan < ? AND root = ? AND ";
    sql.update(newer + "path = ?", scan, scan, root, path);
    sql.update(newer + "archive = ?", scan, scan, root, path);
  }

  /**
   * Takes a file into the index, or takes it anew. Where it belongs stays known if it is what it
   * was: another process may have found that out in the meantime, and be at work on it.
   */
  public void put(IndexedFile file, long scan) {
    Problem problem = file.problem();
    sql.update(
        "INSERT INTO file ("
            + COLUMNS
            + ", indexer, scan, unit, unused) VALUES"
            + " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?)"
            + " ON CONFLICT (root, path) DO UPDATE SET archive = excluded.archive,"
            + " size = excluded.size, modified = excluded.modified, kind = excluded.kind,"
            + " uid = excluded.uid, sha256 ="
            + SAME_BYTES
            + "file.sha256 ELSE excluded.sha256 END, label = excluded.label,"
            + " plan_date = excluded.plan_date, frame = excluded.frame,"
            + " structure_set = excluded.structure_set, plans = excluded.plans,"
            + " severity = excluded.severity, code = excluded.code, shown = excluded.shown,"
            + " place = excluded.place, message = excluded.message, hint = excluded.hint, indexer = excluded.indexer, scan ="
            + " CASE WHEN file.scan > excluded.scan THEN file.scan ELSE excluded.scan END, unit ="
            + SAME
            + " THEN file.unit ELSE excluded.unit END, unused ="
            + SAME
            + " THEN file.unused ELSE excluded.unused END",
        file.root(),
        file.path(),
        file.archive(),
        file.size(),
        file.modified(),
        file.kind().name(),
        file.uid(),
        file.sha256(),
        file.label(),
        file.planDate(),
        file.frame(),
        file.structureSet(),
        String.join(BETWEEN_UIDS, file.plans()),
        problem == null ? "" : problem.severity().name(),
        problem == null ? "" : problem.code(),
        problem == null ? "" : requireNonNullElse(problem.location().file(), ""),
        problem == null ? "" : requireNonNullElse(problem.location().path(), ""),
        problem == null ? "" : problem.message(),
        problem == null ? "" : requireNonNullElse(problem.hint(), ""),
        RULES,
        scan,
        unused(file.kind()));
  }

  /** Why a file of this kind is not used, before anything else is known. */
  private static String unused(Kind kind) {
    return switch (kind) {
      case RT_PLAN, RT_STRUCTURE_SET, RT_DOSE, ARCHIVE -> "";
      case CT -> NO_STRUCTURES;
      case OTHER -> "it is of a kind that is not needed";
      case NOT_DICOM -> "it is no DICOM file";
      case UNREADABLE -> "it cannot be read";
    };
  }

  /** Where it belongs: what is not damaged belongs there whatever its pixels are. */
  private static final String SAME =
      " CASE WHEN file.kind = excluded.kind AND file.uid = excluded.uid AND file.size ="
          + " excluded.size AND file.frame = excluded.frame AND file.structure_set ="
          + " excluded.structure_set AND file.plans = excluded.plans AND (file.sha256 ="
          + " excluded.sha256 OR (excluded.sha256 = '' AND excluded.archive = '' AND"
          + " excluded.severity = '' AND file.severity = ''))";

  /** The hash of what is to be hashed later, if it was by the same rules and has not changed. */
  private static final String SAME_BYTES =
      SAME + " AND file.modified = excluded.modified AND file.indexer = excluded.indexer THEN ";

  private static final String NO_STRUCTURES =
      "no structure set of a plan is in its frame of reference";

  /** An archive is to be read: it does not count as read until it is put into the index again. */
  public void forgetArchive(String root, String path) {
    sql.update("DELETE FROM file WHERE root = ? AND path = ?", root, path);
  }

  /** Forgets what an archive held before a search and no longer holds. */
  public void forgetUnseenMembers(String root, String archive, long scan) {
    sql.update("DELETE FROM file WHERE root = ? AND archive = ? AND scan < ?", root, archive, scan);
  }

  /** Forgets what a search of a root has not seen. */
  public void forgetUnseen(String root, long scan) {
    sql.update("DELETE FROM file WHERE root = ? AND scan < ?", root, scan);
  }

  // grouping

  /**
   * A planning object and where it was put.
   *
   * @param unit what it is judged with, empty if it is not judged
   * @param unused why it is not judged, empty if it is
   */
  public record Placed(IndexedFile file, String unit, String unused) {}

  /**
   * Goes through all RT Plans, Structure Sets and Doses under roots, by path; the consumer may
   * write.
   */
  public void eachPlanningObject(List<String> roots, Consumer<Placed> consumer) {
    for (String root : roots) {
      String last = "";
      List<Placed> some;
      do {
        some = planningObjects(root, last);
        some.forEach(consumer);
        last = some.isEmpty() ? last : some.get(some.size() - 1).file().path();
      } while (some.size() == AT_ONCE);
    }
  }

  private List<Placed> planningObjects(String root, String behind) {
    return sql.list(
        "SELECT "
            + COLUMNS
            + ", unit, unused FROM file WHERE kind IN "
            + PLANNING
            + " AND root = ? AND path > ? ORDER BY path LIMIT "
            + AT_ONCE,
        row -> new Placed(file(row), row.getString("unit"), row.getString("unused")),
        root,
        behind);
  }

  /** A planning object of which there are copies with the same content. */
  public record Copied(String uid, String sha256, String firstPath) {}

  /** Of planning objects with copies: which is the first. Of what is damaged nothing is a copy. */
  public List<Copied> copied(List<String> roots) {
    return sql.list(
        "SELECT uid, sha256, MIN(path) FROM file WHERE uid <> '' AND sha256 <> '' AND severity = ''"
            + " AND kind IN "
            + PLANNING
            + under(roots)
            + " GROUP BY uid, sha256 HAVING COUNT(*) > 1",
        row -> new Copied(row.getString(1), row.getString(2), row.getString(3)),
        roots.toArray());
  }

  /** Planning objects without hash that may be copies: others have their UID and their size. */
  public List<IndexedFile> possibleCopies(List<String> roots) {
    List<Object> values = new ArrayList<>(roots);
    values.addAll(roots);
    return sql.list(
        "SELECT "
            + COLUMNS
            + " FROM file WHERE sha256 = '' AND archive = '' AND kind IN "
            + PLANNING
            + under(roots)
            + " AND (uid, size) IN (SELECT uid, size FROM file WHERE uid <> '' AND kind IN "
            + PLANNING
            + under(roots)
            + " GROUP BY uid, size HAVING COUNT(*) > 1) ORDER BY root, path",
        FileIndex::file,
        values.toArray());
  }

  /** Takes note of the hashes of files that are still as they were. */
  public void putHashes(List<IndexedFile> hashed) {
    for (IndexedFile file : hashed) {
      sql.update(
          "UPDATE file SET sha256 = ? WHERE root = ? AND path = ? AND size = ? AND modified = ?",
          file.sha256(),
          file.root(),
          file.path(),
          file.size(),
          file.modified());
    }
  }

  /** Says what a file is judged with, or why it is not judged. */
  public void place(String root, String path, String unit, String unused) {
    sql.update(
        "UPDATE file SET unit = ?, unused = ? WHERE root = ? AND path = ?",
        unit,
        unused,
        root,
        path);
  }

  /** Says which images are used: those in the frame of reference of structures that are. */
  public void placeImages(List<String> roots) {
    String used =
        "(SELECT frame FROM file WHERE kind = 'RT_STRUCTURE_SET' AND unit <> '' AND frame <> ''"
            + under(roots)
            + ")";
    String images = " WHERE kind = 'CT'" + under(roots) + " AND unused ";
    List<Object> values = new ArrayList<>(roots);
    values.addAll(roots);
    sql.update(
        "UPDATE file SET unused = ''" + images + "<> '' AND frame IN " + used, values.toArray());
    sql.update(
        "UPDATE file SET unused = '"
            + NO_STRUCTURES
            + "'"
            + images
            + "= '' AND frame NOT IN "
            + used,
        values.toArray());
  }

  // units

  /**
   * Files that are judged together.
   *
   * @param key names it
   * @param doseBytes how many bytes its doses have
   * @param otherBytes how many bytes its plans and structure sets have
   */
  public record Unit(String key, long doseBytes, long otherBytes) {}

  /** All that is to be judged under roots, by key. */
  public List<Unit> units(List<String> roots) {
    return sql.list(
        "SELECT unit, SUM(CASE WHEN kind = 'RT_DOSE' THEN size ELSE 0 END),"
            + " SUM(CASE WHEN kind = 'RT_DOSE' THEN 0 ELSE size END) FROM file WHERE unit <> ''"
            + under(roots)
            + " GROUP BY unit ORDER BY unit",
        row -> new Unit(row.getString(1), row.getLong(2), row.getLong(3)),
        roots.toArray());
  }

  /** The planning objects of a unit, then the images in the frames of its structure sets. */
  public List<IndexedFile> filesOf(String unit, List<String> roots) {
    List<Object> values = new ArrayList<>(List.of(unit));
    values.addAll(roots);
    String select = "SELECT " + COLUMNS + " FROM file WHERE ";
    List<IndexedFile> files =
        new ArrayList<>(
            sql.list(
                select + "unit = ?" + amongFew(roots) + " ORDER BY root, path",
                FileIndex::file,
                values.toArray()));
    List<String> frames =
        files.stream()
            .filter(file -> file.kind() == Kind.RT_STRUCTURE_SET && !file.frame().isEmpty())
            .map(IndexedFile::frame)
            .distinct()
            .toList();
    for (String frame : frames) {
      values.set(0, frame);
      files.addAll(
          sql.list(
              select + "frame = ? AND kind = 'CT'" + amongFew(roots) + " ORDER BY root, path",
              FileIndex::file,
              values.toArray()));
    }
    return files;
  }

  // what there is

  /** How many files there are of each kind, and of those how many are used. */
  public record Count(Kind kind, String unused, long files) {}

  /** Files by kind and by the reason why they are not used, copies counted together. */
  public List<Count> counts(List<String> roots) {
    // reasons that name a file or a UID are counted together
    String reason =
        "CASE WHEN unused LIKE '%1$s%%' THEN '%1$s' WHEN unused LIKE '%2$s%%' THEN '%2$s' ELSE unused END"
            .formatted(COPY, PLAN_MISSING);
    return sql.list(
        "SELECT kind, "
            + reason
            + ", COUNT(*) FROM file WHERE 1 = 1"
            + under(roots)
            + " GROUP BY kind, "
            + reason
            + " ORDER BY 1, 2",
        row -> new Count(Kind.valueOf(row.getString(1)), row.getString(2), row.getLong(3)),
        roots.toArray());
  }

  /** How the reason of a dose begins whose plan is not there. */
  public static final String PLAN_MISSING = "it refers to a plan that is not here";

  /** How the reason of a copy begins. */
  public static final String COPY = "it is a copy of ";

  /**
   * A file of which nothing is known.
   *
   * @param root what it was met under
   * @param archive the archive that it is a member of, empty if none
   */
  public record Unreadable(String root, String path, String archive) {}

  /** The files and folders that cannot be read. */
  public List<Unreadable> unreadable(List<String> roots) {
    return sql.list(
        "SELECT root, path, archive FROM file WHERE kind = 'UNREADABLE'"
            + under(roots)
            + " ORDER BY path, root",
        row -> new Unreadable(row.getString(1), row.getString(2), row.getString(3)),
        roots.toArray());
  }

  /** The problems of files, errors before warnings, at most so many. */
  public List<Problem> problems(List<String> roots, int limit) {
    List<Object> values = new ArrayList<>(roots);
    values.add(limit);
    return sql
        .list(
            "SELECT "
                + COLUMNS
                + " FROM file WHERE severity <> ''"
                + under(roots)
                + " ORDER BY severity, root, path LIMIT ?",
            FileIndex::file,
            values.toArray())
        .stream()
        .map(IndexedFile::problem)
        .flatMap(Stream::ofNullable)
        .toList();
  }

  /** How many files have problems. */
  public long problemCount(List<String> roots) {
    Long count =
        sql.first(
            "SELECT COUNT(*) FROM file WHERE severity <> ''" + under(roots),
            row -> Long.valueOf(row.getLong(1)),
            roots.toArray());
    return count == null ? 0 : count;
  }

  static String under(List<String> roots) {
    return isAmong("root", roots);
  }

  /**
   * As {@link #under} where something else chooses few files. No index is on the expression: SQLite
   * would search by the root, which is to read the whole table.
   */
  private static String amongFew(List<String> roots) {
    return isAmong("root || ''", roots);
  }

  private static String isAmong(String root, List<String> roots) {
    return roots.stream()
        .map(one -> "?")
        .collect(Collectors.joining(", ", " AND " + root + " IN (", ")"));
  }

  private static IndexedFile file(ResultSet row) throws SQLException {
    String plans = row.getString("plans");
    return new IndexedFile(
        row.getString("root"),
        row.getString("path"),
        row.getString("archive"),
        row.getLong("size"),
        row.getLong("modified"),
        Kind.valueOf(row.getString("kind")),
        row.getString("uid"),
        row.getString("sha256"),
        row.getString("label"),
        row.getString("plan_date"),
        row.getString("frame"),
        row.getString("structure_set"),
        plans.isEmpty() ? List.of() : List.of(plans.split("\\\\", -1)),
        problem(row));
  }

  private static @Nullable Problem problem(ResultSet row) throws SQLException {
    String severity = row.getString("severity");
    return severity.isEmpty()
        ? null
        : new Problem(
            Severity.valueOf(severity),
            row.getString("code"),
            new SourceLocation(
                orNull(row.getString("shown")), 0, 0, orNull(row.getString("place"))),
            row.getString("message"),
            orNull(row.getString("hint")));
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
