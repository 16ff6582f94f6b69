package org.oarlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Command lines that are no commands, and what is said about those that are. */
class UsageScenarioTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "check",
        "info",
        "metrics",
        "dvh",
        "lint",
        "test",
        "diff",
        "validate",
        "schema",
        "completion",
        "verify",
        "names",
        "explain",
        "batch",
        "results",
        "compare"
      })
  void every_command_has_help_with_an_example(String command) {
    Scenario.Run run = Scenario.run(command, "--help");
    assertThat(run.out())
        .startsWith("Usage: oarlock " + command)
        .containsPattern("Example:\\n  .*oarlock " + command);
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
  }

  @Test
  void help_lists_the_commands() {
    Scenario.Run run = Scenario.run("--help");
    assertThat(run.out()).contains("check ", "info ", "metrics ", "dvh ", "completion ");
    assertThat(run.code()).isZero();
  }

  @Test
  void each_command_in_the_list_is_found_by_its_name() {
    String out = Scenario.run("--help").out();
    List<String> listed =
        out.substring(out.indexOf("Commands:"))
            .lines()
            .skip(1)
            .map(line -> line.strip().split(" ")[0])
            .toList();
    assertThat(listed).hasSize(16);
    for (String command : listed) {
      assertThat(Scenario.run("--debug", command, "--help").out())
          .startsWith("Usage: oarlock " + command + " ");
    }
    assertThat(Scenario.run("completion").out()).contains(listed);
  }

  @Test
  void each_command_in_the_list_is_told_in_one_whole_sentence() {
    String out = Scenario.run("--help").out();
    String[] lines = out.substring(out.indexOf("Commands:")).split("\n");
    assertThat(lines).hasSizeGreaterThan(10);
    assertThat(lines).filteredOn(line -> line.startsWith("  ")).allMatch(l -> l.endsWith("."));
    assertThat(lines).noneMatch(line -> line.startsWith("    "));
  }

  /** As of a variable that is not set: the current folder may hold another plan. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "check --protocol p.yaml",
        "metrics --metric Mean[Gy]",
        "info",
        "batch --protocol p.yaml --store s.db",
        "lint"
      })
  void an_empty_path_is_refused(String command) {
    String[] arguments = (command + " .").split(" ");
    arguments[arguments.length - 1] = "";
    Scenario.Run run = Scenario.run(arguments);
    assertThat(run.err()).containsPattern("empty text names no file|Unmatched argument .* ''");
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void an_unknown_command_gets_a_suggestion() {
    Scenario.Run run = Scenario.run("chekc", "folder");
    assertThat(run.err()).contains("'chekc'").contains("did you mean 'check'?");
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void an_unknown_option_gets_a_suggestion() {
    Scenario.Run run = Scenario.run("info", "folder", "--formta", "json");
    assertThat(run.err()).contains("'--formta'").contains("--format");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void an_option_that_is_missing_since_it_is_misspelt_gets_a_suggestion() {
    Scenario.Run run = Scenario.run("check", "folder", "--protocl", "p.yaml");
    assertThat(run.err()).contains("--protocol=FILE", "did you mean '--protocol'?");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void help_is_a_word_too() {
    assertThat(Scenario.run("help")).isEqualTo(Scenario.run("--help"));
    assertThat(Scenario.run("help").out()).contains("'oarlock help COMMAND'");
    assertThat(Scenario.run("help", "help")).isEqualTo(Scenario.run("--help"));
    assertThat(Scenario.run("help", "help", "check")).isEqualTo(Scenario.run("check", "--help"));
    for (String[] words :
        new String[][] {{"help", "check"}, {"--debug", "help", "check"}, {"check", "--help"}}) {
      Scenario.Run run = Scenario.run((Object[]) words);
      assertThat(run.out()).startsWith("Usage: oarlock check ");
      assertThat(run.err()).isEmpty();
      assertThat(run.code()).isZero();
    }
    Scenario.Run unknown = Scenario.run("help", "chekc");
    assertThat(unknown.err()).contains("did you mean 'check'?");
    assertThat(unknown.code()).isEqualTo(ExitCode.USAGE);
    assertThat(Scenario.run("info", "help").err()).contains("[file-missing]");
  }

  @Test
  void nothing_at_all_is_a_usage_error() {
    assertThat(Scenario.run().code()).isEqualTo(ExitCode.USAGE);
    assertThat(Scenario.run("info").err()).contains("Missing PATH");
    assertThat(Scenario.run("info").code()).isEqualTo(ExitCode.USAGE);
    assertThat(Scenario.run("check", "folder").err()).contains("--protocol");
    assertThat(Scenario.run("metrics", "folder").err()).contains("--metric");
  }

  @ParameterizedTest
  @ValueSource(strings = {"50 cc", "fifty", "-50Gy", "0", "50,5Gy", "NaN"})
  void a_dose_that_is_none_is_a_usage_error(String dose) {
    Scenario.Run run =
        Scenario.run("metrics", "folder", "--metric", "D95%[%]", "--prescription", dose);
    assertThat(run.err()).contains("--prescription").contains(dose);
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void a_dose_that_must_be_in_cgy_is_a_usage_error() {
    for (String option : List.of("--prescription", "--relative-dose")) {
      Scenario.Run bare = Scenario.run("metrics", "f", "--metric", "D95%[%]", option, "5000");
      assertThat(bare.err())
          .contains(option, "'5000' without a unit is in Gy", "200 Gy", "'5000cGy'");
      assertThat(bare.code()).isEqualTo(ExitCode.USAGE);
    }
    Scenario.Run gray =
        Scenario.run("metrics", "f", "--metric", "D95%[%]", "--prescription", "200.1Gy");
    assertThat(gray.err()).contains("'200.1Gy' is more than 200 Gy", "cGy");
    assertThat(gray.code()).isEqualTo(ExitCode.USAGE);
    for (String dose : List.of("5000cGy", "200", "20000 cGy")) {
      Scenario.Run fine =
          Scenario.run("metrics", "nowhere", "--metric", "D95%[%]", "--prescription", dose);
      assertThat(fine.code()).isEqualTo(ExitCode.NOT_JUDGED);
    }
  }

  @Test
  void files_that_go_with_no_plan_are_a_usage_error_that_says_how_they_were_taken() {
    Scenario.Run doses =
        Scenario.run(
            "info",
            "--plan",
            "a",
            "--plan",
            "c",
            "--structures",
            "s",
            "--dose",
            "b",
            "--dose",
            "d");
    assertThat(doses.err())
        .contains(
            "one phase has no plan",
            "(1) --plan a; (2) --plan c --structures s --dose b; (3) --dose d");
    assertThat(doses.code()).isEqualTo(ExitCode.USAGE);
    Scenario.Run sets =
        Scenario.run(
            "info", "--structures", "s", "--dose", "b", "--structures", "t", "--dose", "d");
    assertThat(sets.err()).contains("(1) --structures s --dose b; (2) --structures t --dose d");
    assertThat(sets.code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void a_setting_without_value_is_a_usage_error() {
    Scenario.Run run = Scenario.run("check", "folder", "--protocol", "p.yaml", "--set", "margin");
    assertThat(run.err()).contains("'margin' is not NAME=VALUE");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void a_setting_made_twice_is_a_usage_error() {
    Scenario.Run run =
        Scenario.run("check", "f", "--protocol", "p.yaml", "--set", "a=1", "--set", "a=2");
    assertThat(run.err()).contains("sets 'a' twice");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void control_characters_of_arguments_do_not_reach_the_terminal() {
    Scenario.Run run = Scenario.run("info", "--\u001B[2J\u202E");
    assertThat(run.err()).doesNotContain("\u001B").doesNotContain("\u202E").contains("\\u001B");
    Scenario.Run path = Scenario.run("info", "no\u001B[2Jwhere");
    assertThat(path.err()).doesNotContain("\u001B").contains("no\\u001B[2Jwhere");
  }

  @Test
  void results_that_cannot_be_written_are_an_error() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Main.run(new Console(full, err, false), "info", "test-plans/thigh-pass");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("results could not be written")
        .contains("No space left on device");
    assertThat(code).isEqualTo(ExitCode.NOT_JUDGED);
  }

  @Test
  void a_reader_who_has_gone_is_none() {
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Main.run(new Console(gone, err, false), "info", "test-plans/thigh-pass");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(code).isZero();
  }

  @Test
  void a_fault_of_the_program_is_told_without_what_it_was_about() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = new Console(OutputStream.nullOutputStream(), err, false);
    int code = ProgramFault.report(new IllegalStateException("Doe^Jane"), false, console.err());
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("internal error: IllegalStateException at UsageScenarioTest.java:")
        .contains("report this line")
        .doesNotContain("Doe");
    assertThat(code).isEqualTo(ExitCode.INTERNAL_ERROR);
  }
}
