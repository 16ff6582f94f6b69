package org.oarlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Violations that somebody answers for: shown as such, counted apart, never a pass. */
class OverridesScenarioTest {
  private static final String ENTRY =
      """
      accepted:
        - goal: femur-v40
          value: %s
          reason: tumour in the bone
          by: A. Physician
          date: 2026-11-20
      """;

  @TempDir Path folder;

  private Path protocol = Path.of("");
  private PlanFolder plan = new PlanFolder(Path.of(""));
  private String uids = "";
  private String value = "";

  @BeforeEach
  void find_what_fails() throws IOException {
    protocol = ThighProtocol.in(folder);
    plan = PlanFolder.copyOf("thigh-bone-v40", folder);
    String csv = Files.readString(check("--csv", folder.resolve("r.csv")).file("r.csv"));
    String[] row =
        csv.lines().filter(line -> line.contains("femur-v40")).findFirst().orElseThrow().split(",");
    uids = "[" + row[1].replace(" ", ", ") + "]";
    value = "%.2f %%".formatted(Double.parseDouble(row[11])).replace(',', '.');
  }

  /** A run with the folder that its files are in. */
  private record Checked(Scenario.Run run, Path folder) {
    Path file(String name) {
      return folder.resolve(name);
    }

    /** Lines joined as one, however they were broken. */
    String out() {
      return run.out().replaceAll("\\s+", " ");
    }
  }

  private Checked check(Object... more) {
    Object[] all = new Object[more.length + 4];
    all[0] = "check";
    all[1] = plan.path();
    all[2] = "--protocol";
    all[3] = protocol;
    System.arraycopy(more, 0, all, 4, more.length);
    return new Checked(Scenario.run(all), folder);
  }

  private Path write(String plans, String entries) throws IOException {
    return Files.writeString(
        plan.file("oarlock-overrides.yaml"), "plan: " + plans + "\n" + entries);
  }

  @Test
  void a_violation_that_is_accepted_stays_one_and_is_counted_apart() throws IOException {
    Path file = write(uids, ENTRY.formatted(value));
    Checked checked = check("--json", folder.resolve("r.json"));
    assertThat(checked.out())
        .contains("Verdict FAIL")
        .contains("1 FAIL accepted, 4 PASS")
        .contains("accepted by A. Physician on 2026-11-20: tumour in the bone")
        .containsPattern("femur-v40 .* FAIL accepted");
    assertThat(checked.run().code()).isEqualTo(ExitCode.GOAL_FAILED);
    assertThat(Files.readString(checked.file("r.json")))
        .contains("\"by\": \"A. Physician\"")
        .contains("oarlock-overrides.yaml");
    Scenario.Run verified = Scenario.run("verify", checked.file("r.json"), plan.path());
    assertThat(verified.out()).contains("AGREES");
    Files.writeString(file, Files.readString(file).replace("tumour", "tumor"));
    assertThat(Scenario.run("verify", checked.file("r.json"), plan.path()).out())
        .contains("SETTINGS: overrides/0/sha256")
        .contains("goal femur-v40: accepted/reason");
  }

  @Test
  void every_format_says_so() throws IOException {
    write(uids, ENTRY.formatted(value));
    Checked checked =
        check(
            "--csv",
            folder.resolve("r.csv"),
            "--junit",
            folder.resolve("r.xml"),
            "--sarif",
            folder.resolve("r.sarif"),
            "--html",
            folder.resolve("r.html"));
    String said = "accepted by A. Physician on 2026-11-20: tumour in the bone";
    assertThat(Files.readString(checked.file("r.csv"))).contains(said);
    assertThat(Files.readString(checked.file("r.xml")))
        .contains("failures=\"1\"")
        .contains("message=\"FAIL accepted: ")
        .contains(said);
    assertThat(Files.readString(checked.file("r.sarif")))
        .contains("\"suppressions\": [ {")
        .contains(said);
    assertThat(Files.readString(checked.file("r.html"))).contains("Violation " + said);
  }

  @Test
  void a_file_elsewhere_can_be_named() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("o.yaml"), "plan: " + uids + "\n" + ENTRY.formatted(value));
    assertThat(check("--overrides", file).out()).contains("1 FAIL accepted");
    assertThat(check().out()).doesNotContain("accepted");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "12.34 % | was accepted with 12.34 %, and is ",
        "75 Gy | was accepted with 75 Gy, and is ",
        "much | was accepted with much, and is ",
        "[VALUE, VALUE] | was accepted with ",
      })
  void a_value_that_has_changed_is_not_accepted(String accepted, String told) throws IOException {
    write(uids, ENTRY.formatted(accepted.replace("VALUE", value)));
    Checked checked = check();
    assertThat(checked.out())
        .contains(told)
        .contains("[override-changed]")
        .contains("write value: " + value)
        .doesNotContain("FAIL accepted");
    assertThat(checked.run().code()).isEqualTo(ExitCode.GOAL_FAILED);
  }

  @Test
  void an_entry_for_a_goal_that_is_met_or_not_asked_fails() throws IOException {
    write(uids, ENTRY.formatted("95 %").replace("femur-v40", "ptv1-d95"));
    assertThat(check().out())
        .contains("'ptv1-d95' is PASS and no violation")
        .contains("[override-pointless]");
    write(uids, ENTRY.formatted("95 %").replace("femur-v40", "liver"));
    assertThat(check().out()).contains("[override-unknown-goal]");
    plan = PlanFolder.copyOf("thigh-pass", folder); // all goals are met: the error alone tells
    Files.writeString(
        plan.file("oarlock-overrides.yaml"), "plan: 1.2.3\n" + ENTRY.formatted("1 %"));
    Checked met = check();
    assertThat(met.out()).contains("[override-plan-missing]").contains("Verdict NOT_EVALUATED");
    assertThat(met.run().code()).isEqualTo(ExitCode.NOT_JUDGED);
  }

  @Test
  void it_is_never_applied_to_another_plan() throws IOException {
    String one = uids.substring(1).split(",")[0];
    for (String other : new String[] {"1.2.3", one, uids.replace("]", ", 1.2.3]")}) {
      write(other, ENTRY.formatted(value));
      assertThat(check().out()).contains("[override-plan-missing]").doesNotContain("FAIL accepted");
    }
  }

  @Test
  void two_files_for_one_plan_are_an_error() throws IOException {
    Path file = write(uids, ENTRY.formatted(value));
    Path copy = Files.copy(file, folder.resolve("copy.yaml"));
    assertThat(check("--overrides", copy).out()).contains("[override-plan-twice]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "accepted: [] | :1:1: overrides: the key 'plan' is missing",
        "plan: 1.2.3 | :1:1: overrides: the key 'accepted' is missing",
        "plan: Thigh^One, Two | :1:7 (plan): overrides: 'Thigh^One, Two' is no UID",
        "plan: [1.2, 1.2] | this plan is named twice",
        "plan: 1.2\\naccepted: 3 | :2:11 (accepted): expected a list of accepted violations",
        "plan: 1.2\\naccepted: [3] | expected a mapping with 'goal'",
        "plan: 1.2\\naccepted: [{goal: a}] | the key 'value' is missing",
        "plan: 1.2\\naccepted: [{goal: a, value: 1, reason: ' ', by: b, date: 2026-11-20}] | 'reason'"
            + " is blank",
        "plan: 1.2\\naccepted: [{goal: a, value: 1, reason: r, by: b, date: 20.11.2026}] | 'date' is"
            + " '20.11.2026', which is no day",
        "plan: 1.2\\naccepted: [{goal: a, value: 1, reason: r, by: b, date: 2026-02-30}] | no day",
        "plan: 1.2\\naccepted: [{goal: a, until: 1}] | there is no key 'until' here",
        "- a | expected a mapping with 'plan' and 'accepted'",
        "plan: &a 1.2\\naccepted: *a | yaml-anchor",
      })
  void what_is_wrong_with_a_file_is_told_with_its_place(String text, String told)
      throws IOException {
    Files.writeString(plan.file("oarlock-overrides.yaml"), text.replace("\\n", "\n"));
    Checked checked = check();
    assertThat(checked.out()).contains(told);
    assertThat(checked.out()).doesNotContain("FAIL accepted");
    assertThat(checked.run().code()).isEqualTo(ExitCode.GOAL_FAILED);
  }

  @Test
  void a_goal_is_accepted_once() throws IOException {
    String twice = ENTRY.formatted(value) + ENTRY.formatted(value).replace("accepted:\n", "");
    write(uids, twice);
    assertThat(check().out())
        .contains("the goal 'femur-v40' stands here already")
        .doesNotContain("FAIL accepted");
  }
}
