package org.oarlock.testplans;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.oarlock.check.Verdict;
import org.oarlock.problem.SourceLocation;
import org.oarlock.protocol.Expectations;
import org.oarlock.protocol.ExpectationsReader;
import org.oarlock.protocol.Goal;
import org.oarlock.protocol.PrescriptionRule;
import org.oarlock.protocol.Protocol;
import org.oarlock.protocol.ProtocolReader;

/**
 * The shipped protocols have tests for every goal: a plan that meets it, one that misses it, one
 * where it cannot be judged. What is missing is listed in a file, which may only get shorter.
 */
class TestCoverageTest {
  private static final Path MISSING = Path.of("src/test/resources/untested-goals.txt");
  private static final List<String> VERDICTS =
      Arrays.stream(Verdict.values()).map(Verdict::name).toList();

  /** A goal where it is written, whichever protocol extends that, and whether it can fail. */
  private record Asked(String file, String id, boolean canFail) {
    static Asked of(String id, SourceLocation at, boolean canFail) {
      String file = Path.of(Objects.requireNonNull(at.file())).getFileName().toString();
      return new Asked(file.replace(".yaml", ""), id, canFail);
    }

    Stream<String> missing(Set<String> verdicts) {
      Set<String> missing = new TreeSet<>();
      if (!verdicts.contains("PASS")) {
        missing.add("a plan that meets it");
      }
      if (!verdicts.contains(canFail ? "FAIL" : "VARIATION")) {
        missing.add("a plan that misses it");
      }
      if (!verdicts.contains("NOT_EVALUATED")) {
        missing.add("a plan where it cannot be judged");
      }
      return missing.stream().map(what -> file + ": " + id + ": " + what);
    }
  }

  private static List<Path> yaml(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private static Stream<Asked> asked(Protocol protocol) {
    return Stream.concat(
        protocol.prescriptions().stream()
            .filter(rule -> rule.lowest() != null)
            .map(TestCoverageTest::asked),
        protocol.goals().stream()
            .filter(goal -> goal.kind() != Goal.Kind.REPORT)
            .map(goal -> Asked.of(goal.id(), goal.location(), !goal.toleratesAny())));
  }

  private static Asked asked(PrescriptionRule rule) {
    return Asked.of("prescription-" + rule.name(), rule.location(), true);
  }

  private static Protocol read(Path file) {
    return Objects.requireNonNull(ProtocolReader.read(file).protocol());
  }

  /** What the tests expect of each goal. */
  private static Map<Asked, Set<String>> expected() throws IOException {
    Map<Path, Protocol> protocols = new HashMap<>();
    Map<Asked, Set<String>> expected = new HashMap<>();
    for (Path file : yaml(Path.of("test-plans"))) {
      Expectations test =
          Objects.requireNonNull(ExpectationsReader.read(file, VERDICTS).test(), file::toString);
      Protocol protocol = protocols.computeIfAbsent(test.protocol(), TestCoverageTest::read);
      for (Expectations.Run run : test.runs()) {
        asked(protocol)
            .filter(goal -> run.goals().containsKey(goal.id))
            .forEach(
                goal ->
                    expected
                        .computeIfAbsent(goal, g -> new HashSet<>())
                        .add(run.goals().get(goal.id).word()));
      }
    }
    return expected;
  }

  @Test
  void every_goal_of_the_shipped_protocols_is_tested_or_on_the_list_of_those_that_are_not()
      throws IOException {
    Map<Asked, Set<String>> expected = expected();
    Set<String> missing =
        yaml(Path.of("constraints")).stream()
            .flatMap(file -> asked(read(file)))
            .distinct()
            .flatMap(goal -> goal.missing(expected.getOrDefault(goal, Set.of())))
            .collect(Collectors.toCollection(TreeSet::new));
    List<String> listed =
        Files.readAllLines(MISSING).stream().filter(line -> !line.startsWith("#")).toList();
    assertThat(missing)
        .as("a new goal needs tests; what is tested by now comes off the list in " + MISSING)
        .containsExactlyElementsOf(listed);
  }
}
