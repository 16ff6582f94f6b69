package org.oarlock.app;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.oarlock.plan.Phase;
import org.oarlock.plan.Plan;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.protocol.Overrides;
import org.oarlock.protocol.OverridesReader;
import org.oarlock.protocol.Protocol;

/**
 * The files of accepted violations of a check: those that are named, and those that lie in folders
 * that are searched. Each is about one plan, told by the UIDs of its RT Plans, and about no other.
 */
final class AcceptedViolations {
  /** The name of such a file beside the plan that it is about. */
  static final String FILE = "oarlock-overrides.yaml";

  private final List<Overrides> read = new ArrayList<>();

  private AcceptedViolations() {}

  /** Reads them; what is wrong with them is added to the problems. */
  static AcceptedViolations read(CheckPlans.Request request, List<Problem> problems) {
    AcceptedViolations all = new AcceptedViolations();
    List<Path> files = new ArrayList<>(request.overrides());
    for (Path path : request.input().paths()) {
      Path beside = path.resolve(FILE);
      if (Files.isRegularFile(beside) && !files.contains(beside)) {
        files.add(beside);
      }
    }
    for (Path file : files) {
      OverridesReader.Reading reading = OverridesReader.read(file);
      problems.addAll(reading.problems());
      if (reading.overrides() != null) {
        all.read.add(reading.overrides());
      }
    }
    return all;
  }

  /**
   * The files in the folders of a plan's files that name one of its RT Plans, or cannot be read.
   */
  static List<Path> beside(Plan plan) {
    Set<String> uids = new HashSet<>();
    Set<Path> found = new TreeSet<>();
    for (Phase phase : plan.phases()) {
      Stream.concat(
              Stream.ofNullable(phase.source()),
              Stream.ofNullable(phase.dose()).flatMap(dose -> dose.sources().stream()))
          .forEach(file -> look(file.path(), found));
      if (phase.source() != null) {
        uids.add(phase.source().sopInstanceUid());
      }
    }
    look(plan.structureSet().source().path(), found);
    return found.stream().filter(file -> isAboutOne(file, uids)).toList();
  }

  private static void look(String path, Set<Path> found) {
    try {
      Path candidate = Path.of(path).resolveSibling(FILE);
      if (Files.isRegularFile(candidate)) {
        found.add(candidate);
      }
    } catch (InvalidPathException e) {
      // nothing can lie beside it
    }
  }

  private static boolean isAboutOne(Path file, Set<String> uids) {
    Overrides overrides = OverridesReader.read(file).overrides();
    return overrides == null || overrides.plans().stream().anyMatch(uids::contains);
  }

  List<Protocol.SourceFile> files() {
    return read.stream().map(Overrides::file).toList();
  }

  /** What is accepted of a plan. */
  List<Overrides.Entry> of(Plan plan) {
    return read.stream()
        .filter(overrides -> isAbout(overrides, plan))
        .flatMap(overrides -> overrides.entries().stream())
        .toList();
  }

  /** Adds a problem for each file that is about none of the plans, or about one that another is. */
  void match(List<Plan> plans, List<Problem> problems) {
    List<Overrides> matched = new ArrayList<>();
    for (Overrides overrides : read) {
      SourceLocation file = SourceLocation.file(overrides.file().path());
      if (plans.stream().noneMatch(plan -> isAbout(overrides, plan))) {
        problems.add(
            Problem.error(
                "override-plan-missing",
                file,
                "violations are accepted of the plan %s, which is not judged here"
                    .formatted(String.join(", ", overrides.plans())),
                "Remove the file, or name the UIDs of all RT Plans of the course that it is about"));
      } else if (matched.stream().anyMatch(other -> isSamePlan(other, overrides))) {
        problems.add(
            Problem.error(
                "override-plan-twice",
                file,
                "another file accepts violations of this plan too",
                "Write all of them into one file"));
      } else {
        matched.add(overrides);
      }
    }
  }

  private static boolean isSamePlan(Overrides a, Overrides b) {
    return Set.copyOf(a.plans()).equals(Set.copyOf(b.plans()));
  }

  private static boolean isAbout(Overrides overrides, Plan plan) {
    Set<String> uids = new HashSet<>();
    for (Phase phase : plan.phases()) {
      if (phase.source() == null || phase.source().sopInstanceUid().isEmpty()) {
        return false;
      }
      uids.add(phase.source().sopInstanceUid());
    }
    return uids.equals(Set.copyOf(overrides.plans()));
  }
}
