package org.oarlock.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;

/**
 * One folder per kind of problem: {@code good.yaml} has none, {@code bad.yaml} has those listed in
 * {@code expected.txt}, a line each: file, line, column, path, message, code. What the linter alone
 * finds is looked for by the linter.
 */
class RuleCasesTest {
  private static final Path FOLDER = Path.of("src/test/resources/protocol-rules");

  /** Kinds that a small text file cannot show; HostileProtocolTest and others do. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "file-unreadable",
          "file-too-large",
          "yaml-too-many-nodes",
          "too-many-problems",
          "rule-never-reached",
          "unknown-setting",
          "wrong-setting");

  private static final Set<String> QUOTED_CODES =
      Set.of("unknown-name", "unknown-key", "unknown-function", "duplicate-key");

  /** What a message quotes, behind what it is about. */
  private static final Pattern QUOTED =
      Pattern.compile("(?:there is no .*?|the key |is never )'(.*?)'");

  static List<Path> folders() throws IOException {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void a_good_protocol_has_no_problems(Path folder) {
    assertThat(problems(folder, "good.yaml")).isEmpty();
    assertThat(ProtocolReader.read(folder.resolve("good.yaml")).protocol()).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void a_bad_protocol_has_every_problem_where_it_is(Path folder) throws IOException {
    List<Problem> problems = problems(folder, "bad.yaml");
    assertThat(problems.stream().map(p -> line(p, folder)))
        .containsExactlyElementsOf(Files.readAllLines(folder.resolve("expected.txt")));
    assertThat(problems).extracting(Problem::code).contains(folder.getFileName().toString());
    ProtocolReading reading = ProtocolReader.read(folder.resolve("bad.yaml"));
    boolean failed = reading.problems().stream().anyMatch(Problem::isError);
    assertThat(reading.protocol() == null).isEqualTo(failed);
  }

  @ParameterizedTest
  @MethodSource("folders")
  void hints_start_with_a_verb(Path folder) {
    assertThat(problems(folder, "bad.yaml"))
        .extracting(Problem::hint)
        .filteredOn(hint -> hint != null)
        .allMatch(
            hint ->
                hint.matches(
                    "(?s)(Add|Approve|Ask|Check|Compare|Define|Give|Indent|Join|Link|List|Look|Name|Quote"
                        + "|Remove|Rename|Replace|Save|Shorten|Split|Start|Type|Use|Write)\\b.*"));
  }

  @ParameterizedTest
  @MethodSource("folders")
  void a_place_is_where_the_text_stands_that_the_message_quotes(Path folder) throws IOException {
    for (Problem problem : problems(folder, "bad.yaml")) {
      if (QUOTED_CODES.contains(problem.code())) {
        SourceLocation at = problem.location();
        String line = Files.readAllLines(Path.of(at.file())).get(at.line() - 1);
        Matcher quoted = QUOTED.matcher(problem.message());
        assertThat(quoted.find()).isTrue();
        assertThat(line.substring(at.column() - 1)).startsWith(quoted.group(1));
      }
    }
  }

  @Test
  void every_kind_of_problem_has_its_folder() throws IOException {
    Set<String> codes = Arrays.stream(Rule.values()).map(Rule::code).collect(Collectors.toSet());
    Set<String> covered = new TreeSet<>(ELSEWHERE);
    folders().forEach(folder -> covered.add(folder.getFileName().toString()));
    assertThat(covered).containsExactlyInAnyOrderElementsOf(codes);
  }

  @Test
  void every_kind_of_problem_is_on_the_page_of_lint() throws IOException {
    String page = Files.readString(Path.of("src/site/markdown/lint.md"));
    assertThat(Rule.values())
        .allSatisfy(
            rule ->
                assertThat(page)
                    .contains(
                        "\n| `%s` | %s | "
                            .formatted(
                                rule.code(), rule.severity().name().toLowerCase(Locale.ROOT))));
  }

  private static List<Problem> problems(Path folder, String file) {
    String code = folder.getFileName().toString();
    boolean lint =
        Arrays.stream(Rule.values())
            .anyMatch(r -> r.code().equals(code) && r.finder() == Rule.Finder.LINTER);
    Path path = folder.resolve(file);
    return lint ? ProtocolLinter.lint(path) : ProtocolReader.read(path).problems();
  }

  private static String line(Problem problem, Path folder) {
    SourceLocation at = problem.location();
    String file = at.file() == null ? "-" : folder.relativize(Path.of(at.file())).toString();
    String place = file + ":" + at.line() + ":" + at.column();
    String path = at.path() == null || at.path().isEmpty() ? "" : " (" + at.path() + ")";
    String message = problem.message().replace(folder.toString() + "/", "");
    return place + path + ": " + message + " [" + problem.code() + "]";
  }
}
