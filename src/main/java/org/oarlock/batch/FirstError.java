package org.oarlock.batch;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;
import org.oarlock.store.IndexedFile;
import org.oarlock.store.IndexedFile.Kind;

/**
 * Says which error it is that keeps a plan from being judged, and in which file. A unit of files is
 * read as a whole, so a plan is told the errors of all of them: those of its own files go first.
 */
final class FirstError {
  private final List<IndexedFile> files;

  /**
   * @param files those of the unit
   */
  FirstError(List<IndexedFile> files) {
    this.files = files;
  }

  /** All problems, the errors of a plan's own files before those of other files. */
  List<Problem> ownFirst(List<Problem> problems, List<String> planUids) {
    Map<String, IndexedFile> others = others(planUids);
    return problems.stream().sorted(Comparator.comparing(p -> in(p, others) != null)).toList();
  }

  /**
   * The first error, or of problems without any the first of them, with the file and what is known
   * of whose it is; empty if there is no problem.
   *
   * @param planUids the RT Plans of the plan, {@link IndexedFile#name}
   */
  String text(List<Problem> problems, List<String> planUids) {
    Map<String, IndexedFile> others = others(planUids);
    return problems.stream()
        .min(
            Comparator.comparing((Problem problem) -> !problem.isError())
                .thenComparing(problem -> in(problem, others) != null))
        .map(problem -> text(problem, in(problem, others), planUids))
        .orElse("");
  }

  private String text(Problem problem, @Nullable IndexedFile foreign, List<String> planUids) {
    SourceLocation at = problem.location();
    String file = at.file() == null ? null : relative(at.file());
    String place = new SourceLocation(file, at.line(), at.column(), at.path()).toString();
    return (place.isEmpty() ? "" : place + ": ")
        + problem.message()
        + " ["
        + problem.code()
        + "]"
        + (foreign == null ? "" : whose(foreign, planUids));
  }

  private String whose(IndexedFile foreign, List<String> planUids) {
    boolean ofOther =
        foreign.problem() == null
            && foreign.kind() == Kind.RT_DOSE
            && !foreign.plans().isEmpty()
            && foreign.plans().stream().noneMatch(planUids::contains);
    return ofOther
        ? "; the file belongs to another plan, which has files in common with this one"
        : "; whether the file belongs to this plan cannot be known";
  }

  /** A path as it is seen from the root that it lies under. */
  private String relative(String path) {
    for (IndexedFile file : files) {
      String root = VisibleText.ofPath(file.root());
      if (path.startsWith(root)) {
        String rest = path.substring(root.length());
        if (rest.matches("[/\\\\].+")) {
          return rest.substring(1);
        }
        if (rest.isEmpty() || rest.startsWith("!")) {
          return path.substring(Math.max(root.lastIndexOf('/'), root.lastIndexOf('\\')) + 1);
        }
      }
    }
    return path;
  }

  private static @Nullable IndexedFile in(Problem problem, Map<String, IndexedFile> others) {
    return others.get(String.valueOf(problem.location().file()));
  }

  /** The files of the unit that are none of a plan's own, as problems name them. */
  private Map<String, IndexedFile> others(List<String> planUids) {
    Set<IndexedFile> own = own(planUids);
    Map<String, IndexedFile> others = new HashMap<>();
    files.stream()
        .filter(file -> !own.contains(file))
        .forEach(file -> others.put(name(file), file));
    return others;
  }

  private static String name(IndexedFile file) {
    String archive = file.archive();
    return archive.isEmpty()
        ? VisibleText.ofPath(file.path())
        : VisibleText.ofPath(archive)
            + "!"
            + VisibleText.ofPath(file.path().substring(archive.length() + 1));
  }

  /** The RT Plans, what they refer to, and what refers to them; without any plan all files. */
  private Set<IndexedFile> own(List<String> planUids) {
    if (planUids.isEmpty()) {
      return new HashSet<>(files);
    }
    Set<IndexedFile> own = new HashSet<>();
    Set<String> structureSets = new HashSet<>();
    for (IndexedFile file : files) {
      if (file.kind() == Kind.RT_PLAN && planUids.contains(file.name())) {
        own.add(file);
        structureSets.add(file.structureSet());
      }
    }
    structureSets.remove("");
    for (IndexedFile file : files) {
      boolean isOwn =
          switch (file.kind()) {
            case RT_STRUCTURE_SET -> structureSets.contains(file.uid());
            case RT_DOSE ->
                file.plans().isEmpty()
                    ? structureSets.contains(file.structureSet())
                    : file.plans().stream().anyMatch(planUids::contains);
            case CT -> true;
            default -> false;
          };
      if (isOwn) {
        own.add(file);
      }
    }
    return own;
  }
}
