package org.oarlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code oarlock diff} as a whole command, on the shipped protocols and a bundled plan. */
class DiffScenarioTest {
  private static final Path OLD = Path.of("constraints/sts-postop-cams-trunk.yaml");

  @TempDir Path folder;

  private Path now = Path.of("");

  @BeforeEach
  void copy() throws IOException {
    for (String name : new String[] {"sts-postop-cams.yaml", "sts-postop-cams-trunk.yaml"}) {
      Files.copy(OLD.resolveSibling(name), folder.resolve(name));
    }
    now = folder.resolve(OLD.getFileName());
  }

  private void edit(String from, String to) throws IOException {
    String text = Files.readString(now);
    assertThat(text).contains(from);
    Files.writeString(now, text.replace(from, to));
  }

  @Test
  void the_same_protocol_in_another_layout_ends_with_0() throws IOException {
    Files.writeString(
        now,
        "# A comment.\n\n" + Files.readString(now).replace("version: 1.0.0", "version: 1.0.1"));
    Scenario.Run run = Scenario.run("diff", OLD, now);
    assertThat(run.out()).endsWith("\nNo difference in meaning.\n");
    assertThat(run.code()).isZero();
  }

  @Test
  void what_is_looser_is_told_first_and_ends_with_1() throws IOException {
    edit("V20Gy[%] < 15", "V20Gy[%] < 10");
    edit("Max[Gy] <= 40", "Max[Gy] <= 45");
    Scenario.Run run = Scenario.run("diff", OLD, now);
    assertThat(run.out())
        .containsSubsequence(
            "Looser: a plan that did not pass may pass now\n",
            "  goal cord-max: Max[Gy] <= 40 Gy -> Max[Gy] <= 45 Gy (" + OLD + ":",
            "Stricter: a plan that passed may not pass any more\n",
            "  goal lungs-v20: V20Gy[%] < 15% -> V20Gy[%] < 10% (" + OLD + ":");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void with_plans_the_verdicts_that_change_are_told() throws IOException {
    edit("Max[Gy] <= 40", "Max[Gy] <= 45");
    edit("id: heart-v30", "id: heart");
    Scenario.Run run = Scenario.run("diff", OLD, now, "--plan", "test-plans/trunk-cord");
    assertThat(run.out())
        .contains("Verdicts of 1 plan\n")
        .contains("test-plans/trunk-cord PHASE1 + PHASE2: cord-max: FAIL -> PASS\n")
        .contains("goal heart: renamed from heart-v30")
        .doesNotContain("heart: not asked");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void a_change_may_leave_a_plan_as_it_was() throws IOException {
    edit("Max[Gy] <= 40", "Max[Gy] <= 39");
    Scenario.Run run = Scenario.run("diff", OLD, now, "--plan", "test-plans/trunk-cord");
    assertThat(run.out()).contains("Stricter: ", "\nNo verdict of 1 plan changes.\n");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void plans_that_are_put_together_differently_are_said_not_to_be_compared() throws IOException {
    Path alone =
        Files.writeString(
            folder.resolve("alone.yaml"),
            """
            protocol: alone
            title: No phases
            version: 1.0.0
            status: draft
            structures:
              SpinalCord: {}
            goals:
              - {id: cord-max, structure: SpinalCord, goal: "Max[Gy] <= 40"}
            """);
    Scenario.Run run = Scenario.run("diff", OLD, alone, "--plan", "test-plans/trunk-cord");
    assertThat(run.out() + run.err())
        .contains("judges 1 plan there one by one, the new one 2 plans", "not compared");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void json_says_the_same() throws IOException {
    edit("Max[Gy] <= 40", "Max[Gy] <= 45");
    Scenario.Run run = Scenario.run("diff", OLD, now, "--format", "json");
    assertThat(run.out())
        .contains(
            "\"effect\": \"LOOSER\"",
            "\"section\": \"goal\"",
            "\"name\": \"cord-max\"",
            "\"oldLine\": ",
            "\"verdicts\": []");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void what_cannot_be_read_ends_with_3() throws IOException {
    edit("goals:", "gaols:");
    Scenario.Run run = Scenario.run("diff", OLD, now);
    assertThat(run.err()).contains("[unknown-key]");
    assertThat(run.code()).isEqualTo(3);
    Scenario.Run noPlan = Scenario.run("diff", OLD, OLD, "--plan", folder.resolve("none"));
    assertThat(noPlan.code()).isEqualTo(3);
    assertThat(Scenario.run("diff", OLD).code()).isEqualTo(2);
  }
}
