package org.oarlock.testplans;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.oarlock.check.Verdict;
import org.oarlock.problem.SourceLocation;
import org.oarlock.protocol.Expectations;
import org.oarlock.protocol.ExpectationsReader;
import org.oarlock.protocol.Expression;
import org.oarlock.protocol.Goal;
import org.oarlock.protocol.PrescriptionRule;
import org.oarlock.protocol.Protocol;
import org.oarlock.protocol.ProtocolReader;

/** The goals of the shipped protocols, and what the tests in {@code test-plans} expect of them. */
final class GoalTests {
  private static final List<String> VERDICTS =
      Arrays.stream(Verdict.values()).map(Verdict::name).toList();

  private final List<Asked> goals = new ArrayList<>();
  private final List<Run> runs = new ArrayList<>();

  /**
   * A goal where it is written, whichever protocol extends that.
   *
   * @param id of the goal; of a prescription {@code prescription-} and its name
   * @param statements the rows of the paper
   * @param canFail whether missing it is more than a variation
   * @param reports what is reported and not judged; empty if the goal is judged
   */
  record Asked(
      String file, String id, List<String> statements, boolean canFail, List<String> reports) {
    static Asked of(Goal goal) {
      List<String> reports =
          goal.kind() == Goal.Kind.REPORT
              ? goal.alsoReport().stream().map(Expression::text).toList()
              : List.of();
      return new Asked(
          file(goal.location()), goal.id(), goal.statements(), !goal.toleratesAny(), reports);
    }

    static Asked of(PrescriptionRule rule) {
      return new Asked(
          file(rule.location()), "prescription-" + rule.name(), rule.statements(), true, List.of());
    }

    private static String file(SourceLocation at) {
      Path path = Path.of(Objects.requireNonNull(at.file()));
      return path.getFileName().toString().replace(".yaml", "");
    }

    boolean isJudged() {
      return reports.isEmpty();
    }

    /** The verdict of a plan that misses it. */
    Verdict missed() {
      return canFail ? Verdict.FAIL : Verdict.VARIATION;
    }

    @Override
    public String toString() {
      return file + ": " + id;
    }
  }

  /** What one run of a test expects of the goals of its protocol. */
  private record Run(
      String test, Set<Asked> goals, Map<String, Verdict> verdicts, Set<String> values) {
    /** The best first: plans of their own, with little amiss. */
    static final Comparator<Run> ORDER =
        Comparator.comparing((Run run) -> run.test.endsWith(".yaml"))
            .thenComparing(Run::amiss)
            .thenComparing(run -> !run.test.endsWith("-pass"))
            .thenComparing(Run::test);

    private long amiss() {
      return verdicts.values().stream()
          .filter(verdict -> verdict != Verdict.PASS && verdict != Verdict.NOT_APPLICABLE)
          .count();
    }
  }

  private GoalTests() {}

  /** Reads the protocols and tests of the project. */
  static GoalTests read() throws IOException {
    GoalTests read = new GoalTests();
    Map<Path, Set<Asked>> asked = new HashMap<>();
    for (Path file : yaml(Path.of("constraints"))) {
      asked.put(file.toAbsolutePath().normalize(), asked(file));
    }
    asked.values().stream().flatMap(Set::stream).distinct().forEach(read.goals::add);
    for (Path file : yaml(Path.of("test-plans"))) {
      Expectations test =
          Objects.requireNonNull(ExpectationsReader.read(file, VERDICTS).test(), file::toString);
      Set<Asked> goals =
          Objects.requireNonNull(asked.get(test.protocol().toAbsolutePath().normalize()));
      test.runs().forEach(run -> read.runs.add(run(file, goals, run)));
    }
    return read;
  }

  private static List<Path> yaml(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private static Set<Asked> asked(Path file) {
    Protocol protocol = Objects.requireNonNull(ProtocolReader.read(file).protocol());
    Set<Asked> asked = new LinkedHashSet<>();
    protocol.prescriptions().stream()
        .filter(rule -> rule.lowest() != null)
        .map(Asked::of)
        .forEach(asked::add);
    protocol.goals().stream().map(Asked::of).forEach(asked::add);
    return asked;
  }

  private static Run run(Path file, Set<Asked> goals, Expectations.Run run) {
    String name = file.getFileName().toString();
    String test = name.equals("expected.yaml") ? file.getName(1).toString() : name;
    Map<String, Verdict> verdicts = new HashMap<>();
    run.goals().forEach((id, expected) -> verdicts.put(id, Verdict.valueOf(expected.word())));
    Set<String> values = new LinkedHashSet<>();
    run.values().forEach(value -> values.add(value.goal() + " " + value.metric()));
    return new Run(test, goals, verdicts, values);
  }

  List<Asked> goals() {
    return List.copyOf(goals);
  }

  /** The best of the tests in which a goal has a verdict: the folder's or the file's name. */
  Optional<String> testOf(Asked goal, Verdict verdict) {
    return best(goal, run -> run.verdicts().get(goal.id()) == verdict);
  }

  /** The best of the tests that expect a value that a goal reports. */
  Optional<String> testOf(Asked goal, String metric) {
    return best(goal, run -> run.values().contains(goal.id() + " " + metric));
  }

  private Optional<String> best(Asked goal, Predicate<Run> having) {
    return runs.stream()
        .filter(run -> run.goals().contains(goal))
        .filter(having)
        .min(Run.ORDER)
        .map(Run::test);
  }
}
