package org.oarlock.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.oarlock.problem.Problem;
import org.oarlock.problem.Severity;
import org.oarlock.protocol.Protocol.Status;

class ShippedProtocolsTest {
  private static final Path FOLDER = Path.of("constraints");
  private static final Set<String> TEMPLATES = Set.of("rtog-0630", "sts-preop-5-fractions");
  private static final Pattern ROW_IN_COMMENT = Pattern.compile("^# ([CT]\\d+):");

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void reads_without_a_problem(Path file) {
    ProtocolReading reading = ProtocolReader.read(file);
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.protocol()).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("files")
  void lint_has_nothing_but_notes(Path file) {
    assertThat(ProtocolLinter.lint(file)).allMatch(p -> p.severity() == Severity.NOTE);
  }

  @ParameterizedTest
  @MethodSource("files")
  void is_named_like_its_file_and_claims_no_trust(Path file) {
    Protocol protocol = read(file);
    assertThat(file.getFileName()).hasToString(protocol.id() + ".yaml");
    assertThat(protocol.status())
        .isEqualTo(TEMPLATES.contains(protocol.id()) ? Status.TEMPLATE : Status.UNVERIFIED);
  }

  @ParameterizedTest
  @MethodSource("files")
  void every_goal_says_where_it_comes_from(Path file) {
    assertThat(read(file).goals())
        .allSatisfy(
            goal -> {
              assertThat(goal.source()).isNotEmpty();
              assertThat(goal.statements()).isNotEmpty();
            });
  }

  @Test
  void there_are_fifteen() throws IOException {
    assertThat(files()).hasSize(15);
  }

  @Test
  void every_statement_of_the_first_paper_is_an_entry() throws IOException {
    assertThat(statements("sts-postop-cams")).isEqualTo(rows("C", 29));
  }

  @Test
  void every_statement_of_the_second_paper_is_an_entry_or_a_comment_that_says_why_not()
      throws IOException {
    Set<String> statements = statements("sts-tum");
    Set<String> comments = commented("sts-tum");
    assertThat(comments).containsExactly("T11");
    statements.addAll(comments);
    assertThat(statements).isEqualTo(rows("T", 11));
  }

  @Test
  void the_second_paper_sets_no_limits_so_nothing_can_fail_by_it() {
    for (String name : List.of("sts-tum-preop", "sts-tum-postop")) {
      Protocol protocol = read(FOLDER.resolve(name + ".yaml"));
      assertThat(protocol.goals())
          .filteredOn(goal -> goal.kind() != Goal.Kind.REPORT)
          .isNotEmpty()
          .allMatch(Goal::toleratesAny)
          .noneMatch(Goal::required);
      assertThat(protocol.prescriptions()).allMatch(rule -> rule.lowest() == null);
    }
  }

  /** The sketches that the language was made for; they are not part of the project. */
  @Test
  void the_design_examples_can_be_read() throws IOException {
    Path folder = Path.of("../shared/design/examples");
    assumeTrue(Files.isDirectory(folder), folder + " is not there");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.sorted().toList())
          .isNotEmpty()
          .allSatisfy(
              file -> {
                assertThat(ProtocolReader.read(file).problems()).isEmpty();
                assertThat(ProtocolLinter.lint(file)).noneMatch(Problem::isError);
              });
    }
  }

  private static Set<String> rows(String letter, int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> letter + i)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> statements(String prefix) throws IOException {
    Set<String> statements = new TreeSet<>();
    for (Path file : files()) {
      if (file.getFileName().toString().startsWith(prefix)) {
        Protocol protocol = read(file);
        Stream.of(
                protocol.goals().stream().map(Goal::statements),
                protocol.structures().stream().map(StructureRule::statements),
                protocol.prescriptions().stream().map(PrescriptionRule::statements))
            .flatMap(s -> s)
            .flatMap(Collection::stream)
            .forEach(statements::add);
      }
    }
    return statements;
  }

  private static Set<String> commented(String prefix) throws IOException {
    Set<String> rows = new TreeSet<>();
    for (Path file : files()) {
      if (file.getFileName().toString().startsWith(prefix)) {
        Files.readAllLines(file).stream()
            .map(ROW_IN_COMMENT::matcher)
            .filter(Matcher::find)
            .forEach(m -> rows.add(m.group(1)));
      }
    }
    return rows;
  }

  private static Protocol read(Path file) {
    return Objects.requireNonNull(ProtocolReader.read(file).protocol());
  }
}
