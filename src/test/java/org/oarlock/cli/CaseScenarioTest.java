package org.oarlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a case file says of a plan, and of no other. */
class CaseScenarioTest {
  private static final Pattern UID = Pattern.compile("(?m)^UID +([0-9.]+)$");

  private static final String DOSES = "set:\n  phase1: 50 Gy in 25\n  phase2: 14 Gy in 7\n";

  @TempDir Path folder;
  private Path protocol;
  private PlanFolder plan;

  @BeforeEach
  void write_protocol_and_plan() throws IOException {
    protocol = ThighProtocol.in(folder);
    plan = PlanFolder.copyOf("thigh-prescription-missing", folder);
  }

  /** The UIDs of the RT Plans in a folder, as a user gets to know them. */
  private static String plans(PlanFolder folder) {
    Matcher uids = UID.matcher(Scenario.run("info", folder.path()).out());
    StringBuilder list = new StringBuilder();
    while (uids.find()) {
      list.append(list.isEmpty() ? "" : ", ").append(uids.group(1));
    }
    assertThat(list.toString()).contains(", ");
    return "plan: [" + list + "]\n";
  }

  private Path beside(String text) throws IOException {
    return Files.writeString(plan.file("oarlock-case.yaml"), text);
  }

  private Scenario.Run check(Object... more) {
    Object[] arguments = new Object[4 + more.length];
    System.arraycopy(
        new Object[] {"check", plan.path(), "--protocol", protocol}, 0, arguments, 0, 4);
    System.arraycopy(more, 0, arguments, 4, more.length);
    return Scenario.run(arguments);
  }

  @Test
  void it_states_what_the_plan_does_not_and_the_report_says_so() throws IOException {
    assertThat(check().code()).isEqualTo(ExitCode.NOT_JUDGED);
    beside(plans(plan) + DOSES);
    Path html = folder.resolve("report.html");
    Scenario.Run run = check("--html", html);
    assertThat(run.out())
        .contains("Verdict     PASS")
        .containsPattern("phase1 .* stated by case file oarlock-case.yaml, line 3, for plan")
        .containsPattern("phase2 .* stated by case file oarlock-case.yaml, line 4, for plan");
    assertThat(run.code()).isZero();
    assertThat(Files.readString(html)).contains("stated by case file oarlock-case.yaml, line 3");
    assertThat(check("--format", "json").out())
        .contains(
            "\"origin\": \"stated by case file oarlock-case.yaml, line 3, for plan 'PHASE1'\"");
  }

  @Test
  void it_can_be_named() throws IOException {
    Path other = Files.writeString(folder.resolve("my case.yaml"), plans(plan) + DOSES);
    beside("not: read\n");
    Scenario.Run run = check("--case", other);
    assertThat(run.out()).contains("Verdict     PASS").contains("case file my case.yaml, line 3");
    assertThat(run.code()).isZero();
  }

  @Test
  void it_says_nothing_of_another_plan_and_that_plan_does_not_pass() throws IOException {
    String ofAnother = plans(PlanFolder.copyOf("thigh-pass", folder));
    beside(ofAnother + DOSES);
    Scenario.Run run = check();
    assertThat(run.out())
        .contains("Verdict     NOT_EVALUATED")
        .contains("[case-other-plan]")
        .containsPattern("the\\s+case\\s+file\\s+is\\s+not\\s+about\\s+the\\s+plan")
        .doesNotContain("stated by case file");
    assertThat(run.code()).isEqualTo(ExitCode.NOT_JUDGED);
    // neither where the plan would pass without it
    plan = new PlanFolder(folder.resolve("thigh-pass"));
    beside("plan: 1.2.3\n" + DOSES);
    Scenario.Run unaided = check();
    assertThat(unaided.out()).contains("Verdict     NOT_EVALUATED");
    assertThat(unaided.code()).isEqualTo(ExitCode.NOT_JUDGED);
    // one of two phases is not the course
    beside(ofAnother.replaceAll(", .*]", "]") + DOSES);
    assertThat(check().out()).contains("[case-other-plan]");
  }

  @Test
  void each_plan_has_its_own() throws IOException {
    beside(plans(plan) + DOSES);
    PlanFolder.copyOf("thigh-bone-v40", folder);
    Scenario.Run run = Scenario.run("check", folder, "--protocol", protocol);
    assertThat(run.out().lines().filter(line -> line.startsWith("Verdict ")))
        .containsExactlyInAnyOrder("Verdict     PASS", "Verdict     FAIL");
    assertThat(run.out()).doesNotContain("case-other-plan");
  }

  @Test
  void what_the_command_line_says_wins_and_that_is_told() throws IOException {
    beside(plans(plan) + DOSES);
    Scenario.Run run = check("--set", "phase2=16 Gy in 8");
    assertThat(run.out())
        .containsPattern("phase1 .* stated by case file oarlock-case.yaml, line 3")
        .containsPattern("phase2 .*16 Gy in 8 +stated by --set")
        .containsPattern("'phase2'\\s+is\\s+'14\\s+Gy\\s+in\\s+7'\\s+in\\s+the\\s+case\\s+file")
        .contains("[case-overridden]")
        .contains("oarlock-case.yaml:4:11");
    assertThat(check("--set", "phase2=14 Gy in 7").out()).doesNotContain("case-overridden");
  }

  @Test
  void mistakes_are_told_where_they_stand_and_keep_the_plan_from_passing() throws IOException {
    beside(plans(plan) + DOSES + "  phase3: 3 Gy\n  phase1x: 3\n");
    Scenario.Run run = check();
    assertThat(run.out())
        .contains("oarlock-case.yaml:5:11")
        .contains("[unknown-setting]")
        .contains("Verdict     NOT_EVALUATED");
    beside(plans(plan) + "set: {phase1: much, phase2: 14 Gy in 7}\n");
    assertThat(check().out()).contains("oarlock-case.yaml:2:15").contains("[wrong-setting]");
    beside("plan: ]\n");
    Scenario.Run broken = check();
    assertThat(broken.out()).contains("[yaml-syntax]").doesNotContain("Verdict     PASS");
    assertThat(broken.code()).isEqualTo(ExitCode.NOT_JUDGED);
  }

  @Test
  void it_names_structures_and_a_names_file_wins() throws IOException {
    Files.writeString(protocol, ThighProtocol.TEXT.replace("Femur_L", "Thigh_Bone"));
    beside(plans(plan) + DOSES + "names:\n  Thigh_Bone: Femur_L\n");
    Scenario.Run run = check();
    assertThat(run.out())
        .contains("Verdict     PASS")
        .containsPattern("Thigh_Bone +Femur_L +case file oarlock-case.yaml, line 6");
    Path names = Files.writeString(folder.resolve("names.yaml"), "Thigh_Bone: Tibia_L\n");
    assertThat(check("--names", names).out())
        .containsPattern("Thigh_Bone +Tibia_L +names file")
        .contains("[case-overridden]");
  }

  @Test
  void it_may_be_meant_for_one_protocol() throws IOException {
    beside(plans(plan) + "protocol: [other, thigh]\n" + DOSES);
    assertThat(check().out()).contains("Verdict     PASS");
    Path file = beside(plans(plan) + "protocol: other\n" + DOSES);
    Scenario.Run run = check();
    assertThat(run.out())
        .contains("- warning: ")
        .contains("[case-other-protocol]")
        .doesNotContain("stated by case file");
    assertThat(check("--case", file).out()).contains("- error: ").contains("[case-other-protocol]");
  }

  @Test
  void one_in_an_archive_is_not_passed_over() throws IOException {
    beside(plans(plan) + DOSES);
    Path zip = Zips.of(folder.resolve("plan.zip"), plan.path());
    Scenario.Run run = Scenario.run("check", zip, "--protocol", protocol);
    assertThat(run.out()).contains("[case-in-archive]").contains("plan.zip!oarlock-case.yaml");
    Files.copy(plan.file("oarlock-case.yaml"), folder.resolve("oarlock-case.yaml"));
    Files.delete(plan.file("oarlock-case.yaml"));
    Path bare = Zips.of(folder.resolve("bare.zip"), plan.path());
    assertThat(Scenario.run("check", bare, "--protocol", protocol).out())
        .as("beside the archive")
        .contains("Verdict     PASS");
  }

  @Test
  void a_report_is_verified_with_it() throws IOException {
    Path elsewhere = Files.writeString(folder.resolve("case.yaml"), plans(plan) + DOSES);
    Path json = folder.resolve("report.json");
    check("--case", elsewhere, "--json", json);
    Scenario.Run with = Scenario.run("verify", json, plan.path(), "--case", elsewhere);
    assertThat(with.code()).as(with.out() + with.err()).isZero();
    Files.writeString(elsewhere, plans(plan) + DOSES.replace("14 Gy in 7", "15 Gy in 7"));
    Scenario.Run changed = Scenario.run("verify", json, plan.path(), "--case", elsewhere);
    assertThat(changed.code()).isEqualTo(1);
  }

  @Test
  void tests_of_protocols_find_it_too() throws IOException {
    beside(plans(plan) + DOSES);
    Path test =
        Files.writeString(
            folder.resolve("expected.yaml"),
            "protocol: %s\nplans: [thigh-prescription-missing]\nothers: ignore\n"
                    .formatted(protocol.getFileName())
                + "goals: {prescription-phase1: PASS, prescription-phase2: PASS}\n"
                + "with:\n  - set: {phase2: 15 Gy in 7}\n    goals: {prescription-phase2: FAIL}\n");
    Scenario.Run run = Scenario.run("test", test);
    assertThat(run.out() + run.err()).contains("as expected");
    assertThat(run.code()).isZero();
  }

  @Test
  void the_schema_of_case_files_is_written() {
    Scenario.Run run = Scenario.run("schema", "--case");
    assertThat(run.out()).contains("\"title\": \"Oarlock case file\"");
    assertThat(run.code()).isZero();
  }
}
