package org.oarlock.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.oarlock.plan.FileIdentity;
import org.oarlock.plan.Phase;
import org.oarlock.plan.Plan;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;
import org.oarlock.protocol.CaseFile;
import org.oarlock.protocol.CaseReader;
import org.oarlock.protocol.Protocol;

/**
 * The case file of a plan: the one that the user names, else the one that lies beside the plan's
 * files. It counts only where it names every RT Plan that is judged, and where it counts for
 * nothing although it lies there, that is an error: the plan would be judged by defaults that
 * somebody has stated otherwise.
 */
final class Cases {
  /** What a case file is called that is found by itself. */
  static final String NAME = "oarlock-case.yaml";

  private final Plan plan;
  private final @Nullable Path named;
  private final List<Problem> problems = new ArrayList<>();

  private Cases(Plan plan, @Nullable Path named) {
    this.plan = plan;
    this.named = named;
  }

  /**
   * The case file of a plan.
   *
   * @param file {@link CaseFile#NONE} where there is none that counts
   * @param problems what somebody must know
   */
  record Found(CaseFile file, List<Problem> problems) {}

  /**
   * @param named the file that the user names, null to look beside the plan's files
   */
  static Found of(Plan plan, Protocol protocol, @Nullable Path named) {
    Cases cases = new Cases(plan, named);
    return new Found(cases.found(protocol), cases.problems);
  }

  private record Candidate(Path path, CaseFile file) {}

  private CaseFile found(Protocol protocol) {
    List<Candidate> candidates = new ArrayList<>();
    for (Path path : named == null ? beside() : List.of(named)) {
      CaseReader.Reading reading = CaseReader.read(path);
      problems.addAll(reading.problems());
      if (reading.file() != null) {
        candidates.add(new Candidate(path, reading.file()));
      }
    }
    List<Candidate> ofPlan = candidates.stream().filter(c -> isAbout(c.file())).toList();
    if (ofPlan.isEmpty()) {
      candidates.forEach(this::ofOtherPlan);
    } else if (ofPlan.size() > 1) {
      ambiguous(ofPlan);
    } else if (ofPlan.get(0).file().isFor(protocol)) {
      return ofPlan.get(0).file();
    } else {
      ofOtherProtocol(ofPlan.get(0), protocol);
    }
    return CaseFile.NONE;
  }

  /** The UIDs of the RT Plans, and of the structure set where it is judged without a plan. */
  private List<String> uids() {
    return plan.phases().stream()
        .map(Phase::source)
        .map(source -> source == null ? plan.structureSet().source() : source)
        .map(FileIdentity::sopInstanceUid)
        .distinct()
        .toList();
  }

  private boolean isAbout(CaseFile file) {
    return file.plans().containsAll(uids());
  }

  // looking beside the plan

  private Set<Path> beside() {
    Set<Path> found = new TreeSet<>();
    Stream<FileIdentity> ofPhases =
        plan.phases().stream()
            .flatMap(
                phase ->
                    Stream.concat(
                        Stream.ofNullable(phase.source()),
                        Stream.ofNullable(phase.dose()).flatMap(dose -> dose.sources().stream())));
    Stream.concat(Stream.of(plan.structureSet().source()), ofPhases)
        .map(FileIdentity::path)
        .distinct()
        .forEach(path -> look(path, found));
    return found;
  }

  private void look(String path, Set<Path> found) {
    int mark = path.indexOf('!');
    try {
      Path file = Path.of(path);
      if (!Files.exists(file) && mark > 0) {
        file = Path.of(path.substring(0, mark));
        lookInside(file, path.substring(mark + 1));
      }
      if (!Files.exists(file)) {
        notLookedFor(path);
        return;
      }
      Path candidate = file.resolveSibling(NAME);
      if (Files.exists(candidate)) {
        found.add(candidate);
      }
    } catch (InvalidPathException e) {
      notLookedFor(path);
    }
  }

  /** Names with characters that cannot be seen are shown, and kept, in another spelling. */
  private void notLookedFor(String path) {
    problems.add(
        Problem.warning(
            "case-not-looked-for",
            SourceLocation.file(path),
            "no case file was looked for beside it, since its path cannot be read back",
            "Check the plan by itself with --case, if there is a case file"));
  }

  private void lookInside(Path archive, String entry) {
    String candidate = entry.substring(0, entry.lastIndexOf('/') + 1) + NAME;
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      if (zip.getEntry(candidate) != null) {
        problems.add(
            Problem.error(
                "case-in-archive",
                SourceLocation.file(VisibleText.of(archive.toString()) + "!" + candidate),
                "a case file in an archive is not read",
                "Unpack it with its plan, or check the plan by itself with --case"));
      }
    } catch (IOException e) {
      notLookedFor(VisibleText.of(archive.toString()));
    }
  }

  // problems

  private void ofOtherPlan(Candidate candidate) {
    problems.add(
        Problem.error(
            "case-other-plan",
            location(candidate),
            "the case file is not about the plan '%s', so nothing of it counts"
                .formatted(VisibleText.of(plan.label())),
            "Add %s to its 'plan', if it is meant for this plan, or move it away"
                .formatted(String.join(", ", uids()))));
  }

  private void ambiguous(List<Candidate> candidates) {
    problems.add(
        Problem.error(
            "case-ambiguous",
            location(candidates.get(0)),
            "%d case files are about the plan '%s', so none counts"
                .formatted(candidates.size(), VisibleText.of(plan.label())),
            "Move the others away, or check the plan by itself with --case"));
  }

  private void ofOtherProtocol(Candidate candidate, Protocol protocol) {
    String message =
        "the case file is not meant for the protocol %s, so nothing of it counts"
            .formatted(protocol.id());
    String hint = "Add the protocol's name to its 'protocol', if it is meant for it";
    problems.add(
        named == null
            ? Problem.warning("case-other-protocol", location(candidate), message, hint)
            : Problem.error("case-other-protocol", location(candidate), message, hint));
  }

  private static SourceLocation location(Candidate candidate) {
    return SourceLocation.file(VisibleText.of(candidate.path().toString()));
  }
}
