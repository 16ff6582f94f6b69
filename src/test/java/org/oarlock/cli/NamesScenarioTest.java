package org.oarlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code oarlock names} as a whole command: what it says, what it writes, what it never does. */
class NamesScenarioTest {
  @TempDir Path folder;

  private Path protocol = Path.of("");
  private PlanFolder plan = new PlanFolder(Path.of(""));

  @BeforeEach
  void rename() throws IOException {
    protocol = ThighProtocol.in(folder);
    plan = PlanFolder.copyOf("thigh-pass", folder);
    plan.replaceAll("RS.dcm", "Femur_L", "L femur");
  }

  @Test
  void a_plan_whose_names_all_match_ends_with_0() {
    Scenario.Run run = Scenario.run("names", "test-plans/thigh-pass", "--protocol", protocol);
    assertThat(run.out()).containsPattern("Femur_L +Femur_L +MATCHED +canonical name");
    assertThat(run.code()).isZero();
  }

  @Test
  void a_likeness_is_shown_and_no_check_takes_it_before_a_person_has() throws IOException {
    Path names = folder.resolve("names.yaml");
    Scenario.Run run = Scenario.run("names", plan.path(), "--protocol", protocol, "--write", names);
    assertThat(run.out())
        .contains("Femur_L may be, and is not taken for:")
        .contains("'L femur' (WORDS): the same words, written otherwise");
    assertThat(run.code()).isEqualTo(ExitCode.NOT_JUDGED);
    assertThat(Files.readAllLines(names)).allMatch(line -> line.isEmpty() || line.startsWith("#"));
    Scenario.Run before =
        Scenario.run("check", plan.path(), "--protocol", protocol, "--names", names);
    assertThat(before.out()).containsPattern("femur-v40 .+ NOT_EVALUATED\n");
    Files.writeString(
        names,
        Files.readString(names).replace("# \"Femur_L\": \"L femur\"", "\"Femur_L\": \"L femur\""));
    Scenario.Run after =
        Scenario.run("check", plan.path(), "--protocol", protocol, "--names", names);
    assertThat(after.out()).contains("Femur_L = L femur").contains("Verdict     PASS");
    assertThat(Scenario.run("names", plan.path(), "--protocol", protocol, "--names", names).code())
        .isZero();
  }

  @Test
  void a_case_file_says_names_as_it_does_for_a_check() throws IOException {
    String uids =
        Scenario.run("info", plan.path())
            .out()
            .lines()
            .filter(line -> line.startsWith("UID"))
            .map(line -> line.substring(line.lastIndexOf(' ') + 1))
            .collect(Collectors.joining(", "));
    String names = "names: {Femur_L: L femur}\n";
    Path beside = plan.file("oarlock-case.yaml");
    Files.writeString(beside, "plan: [" + uids + "]\n" + names);
    Scenario.Run run = Scenario.run("names", plan.path(), "--protocol", protocol);
    assertThat(run.out())
        .containsPattern("Femur_L +L femur +MATCHED +case file oarlock-case.yaml, line 2");
    assertThat(run.code()).isZero();
    Files.writeString(beside, "plan: 1.2.3\n" + names);
    Scenario.Run other = Scenario.run("names", plan.path(), "--protocol", protocol);
    assertThat(other.out()).containsPattern("Femur_L +- +MISSING");
    assertThat(other.err()).contains("[case-other-plan]");
    assertThat(other.code()).isEqualTo(ExitCode.NOT_JUDGED);
  }

  @Test
  void hostile_names_stay_in_their_comment_and_in_their_quotes() throws IOException {
    plan = PlanFolder.copyOf("thigh-pass", folder.resolve("hostile"));
    plan.replaceAll("RS.dcm", "Femur_L", "femu\nL:");
    Path names = folder.resolve("names.yaml");
    Scenario.Run run = Scenario.run("names", plan.path(), "--protocol", protocol, "--write", names);
    assertThat(run.out()).doesNotContain("femu\nL:");
    assertThat(Files.readAllLines(names)).allMatch(line -> line.isEmpty() || line.startsWith("#"));
  }

  @Test
  void json_says_the_same() {
    Scenario.Run run =
        Scenario.run("names", plan.path(), "--protocol", protocol, "--format", "json");
    assertThat(run.out())
        .contains("\"state\": \"MISSING\"")
        .contains("\"likeness\": \"WORDS\"")
        .contains("\"name\": \"L femur\"");
  }

  @Test
  void a_names_file_is_of_one_plan() throws IOException {
    PlanFolder.copyOf("thigh-bone-v40", folder);
    Path names = folder.resolve("names.yaml");
    Scenario.Run run = Scenario.run("names", folder, "--protocol", protocol, "--write", names);
    assertThat(run.err()).contains("a names file is of one plan, and there are 2");
    assertThat(names).doesNotExist();
    assertThat(run.code()).isEqualTo(ExitCode.NOT_JUDGED);
  }

  @Test
  void without_protocol_or_plan_the_problems_are_told() throws IOException {
    Scenario.Run noProtocol =
        Scenario.run("names", plan.path(), "--protocol", folder.resolve("none.yaml"));
    assertThat(noProtocol.err()).contains("file-unreadable");
    assertThat(noProtocol.code()).isEqualTo(ExitCode.NOT_JUDGED);
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Scenario.Run noPlan = Scenario.run("names", empty, "--protocol", protocol);
    assertThat(noPlan.err()).contains("no-plan");
    assertThat(noPlan.code()).isEqualTo(ExitCode.NOT_JUDGED);
  }
}
