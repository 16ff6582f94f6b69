package org.oarlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code oarlock test} as a whole command, on a bundled plan whose verdicts are known. */
class TestScenarioTest {
  private static final Path PLAN = Path.of("test-plans/trunk-cord").toAbsolutePath();
  private static final Path PROTOCOL =
      Path.of("constraints/sts-postop-cams-trunk.yaml").toAbsolutePath();
  private static final String HEAD = "protocol: %s\nplans: [%s]\nothers: ignore\n";

  @TempDir Path folder;

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void the_example_in_the_help_and_the_readme_is_as_expected() {
    Scenario.Run run = Scenario.run("test", "test-plans/trunk-cord/expected.yaml");
    assertThat(run.out())
        .startsWith("as expected  test-plans/trunk-cord/expected.yaml: 1 check, ")
        .endsWith("1 test: 1 as expected\n");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
  }

  @Test
  void whatever_differs_is_told_at_once_where_it_is_expected() throws IOException {
    Path test =
        write(
            "test.yaml",
            HEAD.formatted(PROTOCOL, PLAN)
                + """
                exit: 0
                goals:
                  cord-max: PASS
                  heart-v30: PASS
                values:
                  - {goal: heart-v30, metric: "V30Gy[%]", value: 12, tolerance: 0.5}
                  - {goal: heart-v30, metric: "V31Gy[%]", value: 0, tolerance: 0.5}
                """);
    Scenario.Run run = Scenario.run("test", test);
    assertThat(run.out().lines())
        .hasSize(6)
        .contains(
            "different    " + test + ": 1 check, 5 expectations",
            "  " + test + ":4:7 (exit): exit: expected 0, found 1",
            "  "
                + test
                + ":10:5 (values[1]): value heart-v30 V31Gy[%]: expected 0 ± 0.5, found no such value",
            "1 test: 1 different")
        .anyMatch(
            line ->
                line.contains(":6:13 (goals.cord-max): goal cord-max: expected PASS, found FAIL: "))
        .anyMatch(line -> line.contains(":9:5 (values[0]): value heart-v30 V30Gy[%]: expected 12"));
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void goals_that_are_not_mentioned_are_listed_and_do_not_fail() throws IOException {
    String text = HEAD.formatted(PROTOCOL, PLAN).replace("others: ignore\n", "");
    Scenario.Run run = Scenario.run("test", write("test.yaml", text + "goals: {cord-max: FAIL}\n"));
    assertThat(run.out()).contains("  not mentioned: prescription-phase1, ", ", colon-v50\n");
    assertThat(run.code()).isZero();
  }

  @Test
  void everything_wrong_with_a_test_is_told_at_once() throws IOException {
    Path test =
        write(
            "test.yaml",
            """
            protocl: x.yaml
            plans: []
            goals:
              cord-max: FALSE
            values:
              - {goal: a, metric: "V30Gy[%]", value: 12 %, tolerance: -1}
            exit: 2
            with: {set: {margin: positive}}
            """);
    Scenario.Run run = Scenario.run("test", test);
    assertThat(run.out())
        .contains(
            "not run      " + test,
            test + ":1:1 (protocl)",
            "the key 'protocol' is missing",
            "the list 'plans' is empty",
            "goal 'cord-max': 'FALSE' is not a verdict [wrong-value]",
            "'value' is '12 %', not a number",
            "'tolerance' is '-1', not a number from 0 on",
            "'exit' is '2'",
            "expected a list, found a mapping");
    assertThat(run.code()).isEqualTo(3);
  }

  @Test
  void a_goal_that_does_not_exist_and_a_plan_that_is_not_there_end_with_3() throws IOException {
    String unknown = HEAD.formatted(PROTOCOL, PLAN) + "goals: {cord: FAIL, cord-max: FAIL}\n";
    Scenario.Run run = Scenario.run("test", write("unknown.yaml", unknown));
    assertThat(run.out()).contains("the protocol has no goal 'cord'", "1 test: 1 not run\n");
    assertThat(run.code()).isEqualTo(3);
    String none = HEAD.formatted(PROTOCOL, folder.resolve("none")) + "goals: {cord-max: FAIL}\n";
    assertThat(Scenario.run("test", write("none.yaml", none)).code()).isEqualTo(3);
  }

  @Test
  void a_test_that_expects_nothing_is_not_as_expected() throws IOException {
    for (String expectations :
        new String[] {"", "goals: {}\n", "with: [{set: {margin: positive}}]\n"}) {
      Scenario.Run run =
          Scenario.run("test", write("test.yaml", HEAD.formatted(PROTOCOL, PLAN) + expectations));
      assertThat(run.out()).contains("nothing is expected, so nothing is tested");
      assertThat(run.code()).isEqualTo(3);
    }
  }

  @Test
  void a_misspelt_parameter_or_missing_names_end_with_3() throws IOException {
    String head = HEAD.formatted(PROTOCOL, PLAN) + "goals: {cord-max: FAIL}\n";
    Scenario.Run set = Scenario.run("test", write("set.yaml", head + "set: {margni: positive}\n"));
    assertThat(set.out()).contains("no parameter or prescription 'margni'", "1 test: 1 not run");
    assertThat(set.code()).isEqualTo(3);
    Scenario.Run names = Scenario.run("test", write("names.yaml", head + "names: none.yaml\n"));
    assertThat(names.out()).contains("none.yaml", "1 test: 1 not run");
    assertThat(names.code()).isEqualTo(3);
    Path hollow = Files.createDirectory(folder.resolve("hollow"));
    String empty = HEAD.formatted(PROTOCOL, hollow) + "goals: {cord-max: FAIL}\n";
    assertThat(Scenario.run("test", write("empty.yaml", empty)).code()).isEqualTo(3);
  }

  @Test
  void a_further_run_expects_what_the_first_does_unless_it_says_otherwise() throws IOException {
    Path test =
        write(
            "test.yaml",
            HEAD.formatted(PROTOCOL, PLAN)
                + """
                goals: {cord-max: FAIL, prescription-phase2: PASS}
                with:
                  - set: {margin: positive}
                    goals: {prescription-phase2: NOT_APPLICABLE}
                  - set: {margin: positive}
                """);
    Scenario.Run run = Scenario.run("test", test);
    assertThat(run.out())
        .contains("3 checks, 6 expectations")
        .contains("expected PASS, found NOT_APPLICABLE")
        .contains("[" + PLAN + ", margin=positive]");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void json_has_every_finding() {
    Scenario.Run run =
        Scenario.run("test", "test-plans/trunk-cord/expected.yaml", "--format", "json");
    assertThat(run.out())
        .contains(
            "\"result\": \"AS_EXPECTED\"", "\"goal\": \"cord-max\"", "\"expected\": \"FAIL\"");
    assertThat(run.code()).isZero();
  }
}
