package org.oarlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code oarlock lint} as a whole command. */
class LintScenarioTest {
  private static final String HEAD =
      """
      protocol: case
      title: A case
      version: 1.0.0
      status: draft
      sources: {paper: An invented paper}
      structures:
        Lungs: {}
      goals:
      """;
  private static final String V20 =
      "  - {id: v20, structure: Lungs, goal: \"V20Gy[%] < 30\", source: paper, statement: 1}\n";
  private static final String V30 =
      "  - {id: v30, structure: Lungs, goal: \"V30Gy[%] < 40\", source: paper, statement: 1}\n";

  @TempDir Path folder;

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void a_protocol_without_problems_ends_with_0() throws IOException {
    Scenario.Run run = Scenario.run("lint", write("good.yaml", HEAD + V20), "--fail-on", "note");
    assertThat(run.out()).isEqualTo("1 protocol: no problems\n");
    assertThat(run.code()).isZero();
  }

  @Test
  void a_warning_fails_only_who_asks_for_it() throws IOException {
    Path file = write("warning.yaml", HEAD + V20 + V30);
    Scenario.Run run = Scenario.run("lint", file);
    assertThat(run.out())
        .isEqualTo(
            """
            warning: %s:10:39 (goals[1].goal): goal 'v30': 'V30Gy[%%] < 40%%' holds wherever goal 'v20' is met, which asks 'V20Gy[%%] < 30%%' [limit-pointless]
              hint: Check both limits, or remove the goal
            1 protocol: 1 warning
            """
                .formatted(file));
    assertThat(run.code()).isZero();
    assertThat(Scenario.run("lint", file, "--fail-on", "warning").code()).isEqualTo(1);
    assertThat(Scenario.run("lint", file, "--fail-on", "note").code()).isEqualTo(1);
  }

  @Test
  void a_mistake_of_reading_is_found_too_and_fails() throws IOException {
    Path file = write("bad.yaml", HEAD + V20.replace("id", "ident"));
    Scenario.Run run = Scenario.run("lint", file);
    assertThat(run.out()).contains("[unknown-key]", "[missing-key]", "1 protocol: 2 errors\n");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void a_file_that_is_not_there_ends_with_3_unless_another_has_findings() throws IOException {
    Path none = folder.resolve("none.yaml");
    assertThat(Scenario.run("lint", none).code()).isEqualTo(3);
    Path bad = write("bad.yaml", "protocol: []\n");
    assertThat(Scenario.run("lint", none, bad).code()).isEqualTo(1);
  }

  @Test
  void what_files_share_is_told_once() throws IOException {
    write("base.yaml", (HEAD + V20 + V30).replace("case", "base"));
    String own = "protocol: %s\ntitle: A case\nversion: 1.0.0\nstatus: draft\nextends: base\n";
    Path one = write("one.yaml", own.formatted("one"));
    Path two = write("two.yaml", own.formatted("two"));
    Scenario.Run run = Scenario.run("lint", one, two);
    assertThat(run.out()).containsOnlyOnce("limit-pointless").endsWith("2 protocols: 1 warning\n");
  }

  @Test
  void json_says_the_same_by_file() throws IOException {
    Path file = write("warning.yaml", HEAD + V20 + V30);
    Scenario.Run run = Scenario.run("lint", file, "--format", "json");
    assertThat(run.out())
        .contains(
            "\"formatVersion\": 1",
            "\"files\": [",
            "\"severity\": \"WARNING\"",
            "\"code\": \"limit-pointless\"",
            "\"line\": 10",
            "\"column\": 39");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void no_file_is_a_usage_error() {
    assertThat(Scenario.run("lint").code()).isEqualTo(2);
    assertThat(Scenario.run("lint", "x.yaml", "--fail-on", "never").code()).isEqualTo(2);
  }
}
