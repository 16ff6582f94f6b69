package org.oarlock.testplans;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.oarlock.check.Verdict;
import org.oarlock.testplans.GoalTests.Asked;

/**
 * The shipped protocols have tests for every goal: a plan that meets it, one that misses it, one
 * where it cannot be judged. The README names one of each.
 */
class TestCoverageTest {
  private static final Path README = Path.of("test-plans/README.md");
  private static final String HEADER =
      "| row | goal | met in | missed in | not judged in |\n|---|---|---|---|---|\n";

  private static GoalTests tests;

  @BeforeAll
  static void read() throws IOException {
    tests = GoalTests.read();
  }

  private static Stream<String> missing(Asked goal) {
    List<String> missing = new ArrayList<>();
    if (tests.testOf(goal, Verdict.PASS).isEmpty()) {
      missing.add("a plan that meets it");
    }
    if (tests.testOf(goal, goal.missed()).isEmpty()) {
      missing.add("a plan that misses it");
    }
    if (tests.testOf(goal, Verdict.NOT_EVALUATED).isEmpty()) {
      missing.add("a plan where it cannot be judged");
    }
    return missing.stream().map(what -> goal + ": " + what);
  }

  @Test
  void every_goal_of_the_shipped_protocols_is_tested() {
    assertThat(tests.goals()).filteredOn(Asked::isJudged).hasSizeGreaterThan(50);
    assertThat(tests.goals().stream().filter(Asked::isJudged).flatMap(TestCoverageTest::missing))
        .isEmpty();
  }

  @Test
  void every_value_that_a_protocol_only_reports_is_tested() {
    List<Asked> reporting = tests.goals().stream().filter(goal -> !goal.isJudged()).toList();
    assertThat(reporting)
        .isNotEmpty()
        .allSatisfy(
            goal ->
                assertThat(goal.reports())
                    .allSatisfy(metric -> assertThat(tests.testOf(goal, metric)).isPresent()));
  }

  // ---- the table of rows

  private static List<String> rows() {
    return Stream.concat(
            IntStream.rangeClosed(1, 29).mapToObj(i -> "C" + i),
            IntStream.rangeClosed(1, 10).mapToObj(i -> "T" + i))
        .toList();
  }

  private static String table() {
    return rows().stream()
        .flatMap(TestCoverageTest::lines)
        .collect(Collectors.joining("", HEADER, ""));
  }

  private static Stream<String> lines(String row) {
    List<Asked> goals =
        tests.goals().stream()
            .filter(goal -> goal.statements().contains(row))
            .sorted(Comparator.comparing(Asked::file).thenComparing(Asked::id))
            .toList();
    assertThat(goals).as(row).isNotEmpty();
    return goals.stream().map(goal -> line(row, goal));
  }

  private static String line(String row, Asked goal) {
    String tested =
        goal.isJudged()
            ? "%s | %s | %s"
                .formatted(
                    name(tests.testOf(goal, Verdict.PASS)),
                    name(tests.testOf(goal, goal.missed())),
                    name(tests.testOf(goal, Verdict.NOT_EVALUATED)))
            : name(tests.testOf(goal, goal.reports().get(0))) + " (values) | |";
    return "| %s | `%s` | %s |\n".formatted(row, goal.id(), tested);
  }

  private static String name(Optional<String> test) {
    return test.map("`%s`"::formatted).orElse("");
  }

  @Test
  void the_readme_names_tests_of_every_row_of_the_papers() throws IOException {
    String readme = Files.readString(README);
    int from = readme.indexOf(HEADER);
    assertThat(from).isPositive();
    int to = readme.indexOf("\n\n", from) + 1;
    if (Boolean.getBoolean("oarlock.testplans.write")) {
      readme = readme.substring(0, from) + table() + readme.substring(to);
      Files.writeString(README, readme);
    } else {
      assertThat(readme.substring(from, to)).isEqualTo(table());
    }
  }
}
