package org.oarlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code oarlock check} does with good input. */
class CheckScenarioTest {
  @TempDir Path folder;
  private Path protocol;

  @BeforeEach
  void write_protocol() throws IOException {
    protocol = ThighProtocol.in(folder);
  }

  @Test
  void all_goals_met_ends_with_0() {
    Scenario.Run run = Scenario.run("check", "test-plans/thigh-pass", "--protocol", protocol);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("Verdict     PASS\nRequired    5 goals: 5 PASS\n")
        .containsPattern("ptv1-d95 +PTV1: D95%\\[%] >= 95 % +96\\.29 %")
        .containsPattern("femur-v40 +Femur_L: V40Gy\\[%] < 60 % +37\\.84 %");
    assertThat(run.code()).isZero();
  }

  @Test
  void a_required_goal_that_fails_ends_with_1() {
    Scenario.Run run = Scenario.run("check", "test-plans/thigh-bone-v40", "--protocol", protocol);
    assertThat(run.out()).contains("Verdict     FAIL").containsPattern("femur-v40 .+ FAIL\n");
    assertThat(run.code()).isEqualTo(ExitCode.GOAL_FAILED);
  }

  @Test
  void a_prescription_that_was_stated_is_not_asked_for_again() {
    Object[] check = {"check", "test-plans/trunk-phase2-missing", "--protocol", protocol};
    assertThat(Scenario.run(check).out().replaceAll("\\s+", " "))
        .contains("(plan 'PHASE1')); state it with --set phase2=\"DOSE Gy in FRACTIONS\"");
    Object[] stating = Arrays.copyOf(check, check.length + 2);
    stating[check.length] = "--set";
    stating[check.length + 1] = "phase2=14 Gy in 7";
    assertThat(Scenario.run(stating).out().replaceAll("\\s+", " "))
        .contains("(plan 'PHASE1')); it was stated, but whose dose it is remains open")
        .doesNotContain("state it with");
  }

  @Test
  void an_advisory_goal_that_fails_ends_with_0() throws IOException {
    Files.writeString(
        protocol,
        ThighProtocol.TEXT.replace("V40Gy[%] < 60\"", "V40Gy[%] < 1\", obligation: advisory"));
    Scenario.Run run = Scenario.run("check", "test-plans/thigh-pass", "--protocol", protocol);
    assertThat(run.out()).containsPattern("femur-v40 .+ FAIL\n").contains("Verdict     PASS");
    assertThat(run.code()).isZero();
  }

  @Test
  void a_rejected_plan_for_verification_is_a_warning_everywhere_and_no_other_verdict()
      throws IOException {
    PlanFolder plan =
        PlanFolder.copyOf("thigh-pass", folder)
            .replaceElement(
                "RP1.dcm",
                PlanFolder.element(0x300E0002, "CS", "UNAPPROVED"),
                PlanFolder.element(0x300E0002, "CS", "REJECTED"))
            .replaceElement(
                "RP2.dcm",
                PlanFolder.element(0x300A000A, "CS", "CURATIVE"),
                PlanFolder.element(0x300A000A, "CS", "VERIFICATION"));
    Path json = folder.resolve("r.json");
    Path html = folder.resolve("r.html");
    Scenario.Run run =
        Scenario.run("check", plan.path(), "--protocol", protocol, "--json", json, "--html", html);
    assertThat(run.out())
        .contains("Verdict     PASS", "- warning: ", "[approval-rejected]", "[plan-intent]");
    assertThat(json).content().contains("\"approval-rejected\"", "\"plan-intent\"");
    assertThat(html).content().contains("approval-rejected", "plan-intent");
    assertThat(run.code()).isZero();
  }

  @Test
  void files_in_an_order_that_does_not_fit_are_told_as_they_were_taken() {
    String plan = "test-plans/thigh-pass/";
    Object[] crossed = {
      "check",
      "--protocol",
      protocol,
      "--structures",
      plan + "RS.dcm",
      "--plan",
      plan + "RP1.dcm",
      "--dose",
      plan + "RD2.dcm",
      "--plan",
      plan + "RP2.dcm",
      "--dose",
      plan + "RD1.dcm"
    };
    Scenario.Run run = Scenario.run(crossed);
    String words = run.out().replaceAll("\\s+", " ");
    assertThat(words)
        .contains("[link-overridden]", "[files-grouped]")
        .contains(
            "(1) --plan %1$sRP1.dcm --structures %1$sRS.dcm --dose %1$sRD2.dcm; (2) --plan %1$sRP2.dcm --dose %1$sRD1.dcm"
                .formatted(plan));
    crossed[8] = plan + "RD1.dcm";
    crossed[12] = plan + "RD2.dcm";
    Scenario.Run straight = Scenario.run(crossed);
    assertThat(straight.out()).doesNotContain("files-grouped").contains("Verdict     PASS");
    assertThat(straight.code()).isZero();
  }

  @Test
  void a_goal_on_eqd2_says_so() throws IOException {
    Files.writeString(
        protocol,
        ThighProtocol.TEXT
            + "  - {id: femur-late, structure: Femur_L, alpha_beta: 3 Gy, goal: \"Max[Gy] < 99\"}\n");
    Scenario.Run run = Scenario.run("check", "test-plans/thigh-pass", "--protocol", protocol);
    assertThat(run.out()).contains("Femur_L on total as EQD2 with alpha/beta 3");
    assertThat(run.code()).isZero();
  }

  @Test
  void json_goes_to_the_output_or_a_file_with_the_same_bytes_each_time() throws IOException {
    Path file = folder.resolve("result.json");
    Scenario.Run first =
        Scenario.run(
            "check",
            "test-plans/thigh-pass",
            "--protocol",
            protocol,
            "--format",
            "json",
            "--json",
            file);
    Scenario.Run second =
        Scenario.run("check", "test-plans/thigh-pass", "--protocol", protocol, "--format", "json");
    assertThat(first.out()).startsWith("{\n  \"formatVersion\": 1,").isEqualTo(second.out());
    assertThat(file).hasContent(first.out());
    assertThat(first.err()).isEqualTo(second.err());
  }

  @Test
  void a_dash_prints_a_report_instead_of_the_text() throws IOException {
    Object[] check = {"check", "test-plans/thigh-pass", "--protocol", protocol, "", ""};
    Path file = folder.resolve("r");
    for (String option : List.of("--json", "--html", "--csv", "--junit", "--sarif")) {
      check[4] = option;
      check[5] = file;
      Scenario.run(check);
      for (String dash : List.of("-", "/dev/stdout", "/dev/fd/1")) {
        check[5] = dash;
        Scenario.Run run = Scenario.run(check);
        assertThat(run.out()).as("%s %s", option, dash).isEqualTo(Files.readString(file));
        assertThat(run.err()).contains("[plans-as-course]");
        assertThat(run.code()).isZero();
      }
    }
    check[4] = "--pdf";
    assertThat(Scenario.run(check).out()).startsWith("%PDF-").contains("%%EOF");
    assertThat(Path.of("-")).doesNotExist();
  }

  @Test
  void only_one_report_can_be_printed_and_none_where_problems_are() {
    Scenario.Run two =
        Scenario.run("check", "f", "--protocol", "p", "--json", "-", "--csv", "/dev/stdout");
    assertThat(two.err()).contains("--csv", "uses already");
    assertThat(two.code()).isEqualTo(ExitCode.USAGE);
    Scenario.Run json =
        Scenario.run("check", "f", "--protocol", "p", "--format", "json", "--csv", "-");
    assertThat(json.err()).contains("'--format json' and '-'", "standard output");
    assertThat(json.code()).isEqualTo(ExitCode.USAGE);
    Scenario.Run err = Scenario.run("check", "f", "--protocol", "p", "--json", "/dev/stderr");
    assertThat(err.err()).contains("the standard error");
    assertThat(err.code()).isEqualTo(ExitCode.USAGE);
    Scenario.Run names = Scenario.run("names", "f", "--protocol", "p", "--write", "-");
    assertThat(names.err()).contains("--write", "holds other results");
    assertThat(names.code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void files_for_other_programs_are_written_and_say_the_same() throws IOException {
    Path csv = folder.resolve("r.csv");
    Path junit = folder.resolve("r.xml");
    Path sarif = folder.resolve("r.sarif");
    Object[] command = {
      "check",
      "test-plans/thigh-bone-v40",
      "--protocol",
      protocol,
      "--csv",
      csv,
      "--junit",
      junit,
      "--sarif",
      sarif
    };
    Scenario.Run run = Scenario.run(command);
    assertThat(run.code()).isEqualTo(ExitCode.GOAL_FAILED);
    assertThat(Files.readAllLines(csv))
        .filteredOn(line -> line.contains("femur-v40"))
        .singleElement()
        .asString()
        .contains(",FAIL,REQUIRED,");
    assertThat(Files.readString(junit)).contains("failures=\"1\" errors=\"0\"");
    assertThat(Files.readString(sarif)).contains("\"kind\": \"fail\"").contains("thigh.yaml\"");
    List<byte[]> first =
        List.of(Files.readAllBytes(csv), Files.readAllBytes(junit), Files.readAllBytes(sarif));
    Scenario.run(command);
    assertThat(Files.readAllBytes(csv)).isEqualTo(first.get(0));
    assertThat(Files.readAllBytes(junit)).isEqualTo(first.get(1));
    assertThat(Files.readAllBytes(sarif)).isEqualTo(first.get(2));
  }

  @Test
  void without_a_protocol_no_file_of_an_earlier_check_is_left() throws IOException {
    Path csv = Files.writeString(folder.resolve("r.csv"), "old");
    Path junit = Files.writeString(folder.resolve("r.xml"), "old");
    Path sarif = Files.writeString(folder.resolve("r.sarif"), "old");
    Scenario.Run run =
        Scenario.run(
            "check",
            "test-plans/thigh-pass",
            "--protocol",
            folder.resolve("none.yaml"),
            "--csv",
            csv,
            "--junit",
            junit,
            "--sarif",
            sarif);
    assertThat(run.code()).isEqualTo(ExitCode.NOT_JUDGED);
    assertThat(Files.readString(csv)).hasLineCount(1);
    assertThat(Files.readString(junit)).contains("errors=\"1\"").contains("file-unreadable");
    assertThat(Files.readString(sarif)).contains("\"executionSuccessful\": false");
  }

  @Test
  void the_schema_of_reports_is_printed() {
    Scenario.Run run = Scenario.run("schema", "--report");
    assertThat(run.out()).contains("\"title\": \"Oarlock report\"");
    assertThat(run.code()).isZero();
  }

  @Test
  void patients_are_named_only_if_asked() throws IOException {
    Path html = folder.resolve("report.html");
    String[] start = {
      "check", "test-plans/thigh-pass", "--protocol", protocol.toString(), "--html", html.toString()
    };
    for (String format : List.of("text", "json")) {
      Scenario.Run hidden = Scenario.run(with(start, "--format", format));
      assertThat(hidden.out() + hidden.err() + Files.readString(html))
          .doesNotContain("OARLOCK^THIGH");
      Scenario.Run shown = Scenario.run(with(start, "--format", format, "--show-patient"));
      assertThat(shown.out()).contains("OARLOCK^THIGH");
      assertThat(Files.readString(html)).contains("OARLOCK^THIGH");
    }
  }

  private static Object[] with(String[] start, String... more) {
    return Stream.concat(Stream.of(start), Stream.of(more)).toArray();
  }

  @Test
  void plans_of_two_patients_are_judged_each_by_itself() throws IOException {
    PlanFolder.copyOf("thigh-pass", folder);
    PlanFolder.copyOf("thigh-bone-v40", folder);
    Scenario.Run run = Scenario.run("check", folder, "--protocol", protocol);
    assertThat(run.out().lines().filter(line -> line.startsWith("Verdict ")))
        .containsExactlyInAnyOrder("Verdict     PASS", "Verdict     FAIL");
    assertThat(run.code()).isEqualTo(ExitCode.GOAL_FAILED);
  }

  @Test
  void without_several_prescriptions_several_plans_are_alternatives() throws IOException {
    Files.writeString(
        protocol,
        """
        protocol: femur
        title: Femur
        version: 1.0.0
        status: approved
        structures:
          Femur_L: {}
        goals:
          - {id: femur-max, structure: Femur_L, goal: "Max[Gy] < 39"}
        """);
    Scenario.Run run = Scenario.run("check", "test-plans/thigh-pass", "--protocol", protocol);
    assertThat(run.out().lines().filter(line -> line.startsWith("Plan ")))
        .containsExactly("Plan        PHASE1", "Plan        PHASE2");
    assertThat(run.out()).contains("are judged one by one").contains("[plans-one-by-one]");
  }

  @Test
  void files_chosen_phase_by_phase_are_one_course() {
    String plan = "test-plans/thigh-pass/";
    Scenario.Run chosen =
        Scenario.run(
            "check",
            "--protocol",
            protocol,
            "--plan",
            plan + "RP1.dcm",
            "--structures",
            plan + "RS.dcm",
            "--dose",
            plan + "RD1.dcm",
            "--plan",
            plan + "RP2.dcm",
            "--dose",
            plan + "RD2.dcm");
    assertThat(chosen.out()).contains("Plan        PHASE1 + PHASE2").contains("Verdict     PASS");
    assertThat(chosen.code()).isZero();
  }

  @Test
  void a_zip_archive_is_a_folder() throws IOException {
    Path zip = Zips.of(folder.resolve("plan.zip"), Path.of("test-plans/thigh-pass"));
    Scenario.Run run = Scenario.run("check", zip, "--protocol", protocol);
    assertThat(run.out()).contains("Verdict     PASS").contains("plan.zip!");
    assertThat(run.code()).isZero();
  }

  @Test
  void names_say_what_a_structure_is_called() throws IOException {
    Files.writeString(protocol, ThighProtocol.TEXT.replace("Femur_L", "Thigh_Bone"));
    Path names = Files.writeString(folder.resolve("names.yaml"), "Thigh_Bone: Femur_L\n");
    Scenario.Run without = Scenario.run("check", "test-plans/thigh-pass", "--protocol", protocol);
    assertThat(without.out()).containsPattern("femur-v40 .+ NOT_EVALUATED\n");
    assertThat(without.code()).isEqualTo(ExitCode.NOT_JUDGED);
    Scenario.Run with =
        Scenario.run("check", "test-plans/thigh-pass", "--protocol", protocol, "--names", names);
    assertThat(with.out()).contains("Thigh_Bone = Femur_L").contains("Verdict     PASS");
    assertThat(with.code()).isZero();
  }

  @Test
  void a_prescription_can_be_stated() throws IOException {
    PlanFolder plan = PlanFolder.copyOf("thigh-prescription-missing", folder);
    Scenario.Run without = Scenario.run("check", plan.path(), "--protocol", protocol);
    assertThat(without.out()).doesNotContain("Verdict     PASS");
    assertThat(without.code()).isEqualTo(ExitCode.NOT_JUDGED);
    Scenario.Run with =
        Scenario.run(
            "check",
            plan.path(),
            "--protocol",
            protocol,
            "--set",
            "phase1=50 Gy in 25",
            "--set",
            "phase2=14 Gy in 7");
    assertThat(with.out())
        .contains("Verdict     PASS")
        .contains("stated by --set, for plan 'PHASE1'");
    assertThat(with.code()).isZero();
  }

  @Test
  void the_convention_and_the_tolerance_are_chosen_and_said() {
    Scenario.Run run =
        Scenario.run(
            "check",
            "test-plans/thigh-pass",
            "--protocol",
            protocol,
            "--convention",
            "limited-cap",
            "--tolerance",
            "1cGy");
    assertThat(run.out())
        .contains(
            "with the convention 'limited cap', curves within 0.01 Gy or 0.04 % of the volume");
    assertThat(run.code()).isZero();
  }

  @Test
  void an_unknown_convention_or_tolerance_is_a_usage_error_that_names_what_there_is() {
    Scenario.Run run =
        Scenario.run("check", "test-plans/thigh-pass", "--protocol", protocol, "--convention", "x");
    assertThat(run.err()).contains("'x' is none of half-slice-cap, limited-cap, no-cap, shape");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    run =
        Scenario.run(
            "check", "test-plans/thigh-pass", "--protocol", protocol, "--tolerance", "2Gy");
    assertThat(run.err()).contains("expected a tolerance from 0.01 cGy to 50 cGy");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
  }
}
