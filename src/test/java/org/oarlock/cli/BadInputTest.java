package org.oarlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad input never passes, never crashes, is named with its code, and leaves no half a file. */
class BadInputTest {
  @TempDir Path folder;
  private Path protocol;
  private Path html;

  @BeforeEach
  void write_protocol() throws IOException {
    protocol = ThighProtocol.in(folder);
    html = Files.createDirectory(folder.resolve("results")).resolve("report.html");
  }

  @AfterEach
  void no_half_written_file_is_left() throws IOException {
    try (Stream<Path> left = Files.list(html.getParent())) {
      for (Path file : left.toList()) {
        assertThat(file).isEqualTo(html);
        assertThat(Files.readString(file)).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
      }
    }
  }

  private Scenario.Run check(Object path) {
    return Scenario.run("check", path, "--protocol", protocol, "--html", html);
  }

  private void assertNotJudged(Scenario.Run run, String... words) {
    assertThat(run.out() + run.err()).contains(words).doesNotContain("internal error");
    assertThat(run.out()).doesNotContainPattern("Verdict +PASS").doesNotContain("THIGH^");
    assertThat(run.code()).isEqualTo(ExitCode.NOT_JUDGED);
  }

  private void assertNoProtocol(Scenario.Run run, String... words) {
    assertNotJudged(run, words);
    assertThat(run.out()).isEmpty();
    assertThat(html).content().contains("Nothing was judged").doesNotContain("PASS", "<script");
  }

  // ---- files

  @Test
  void an_empty_folder() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertNotJudged(check(empty), "[dicom-none]", "[no-plan]");
  }

  @Test
  void a_path_that_is_not_there() {
    assertNotJudged(check(folder.resolve("nowhere")), "[file-missing]", "nowhere");
  }

  @Test
  void a_folder_without_structure_set() throws IOException {
    PlanFolder plan = PlanFolder.copyOf("thigh-pass", folder).without("RS.dcm");
    assertNotJudged(check(plan.path()), "[structure-set-missing]");
  }

  @Test
  void a_folder_without_doses() throws IOException {
    PlanFolder plan = PlanFolder.copyOf("thigh-pass", folder).without("RD1.dcm", "RD2.dcm");
    assertNotJudged(check(plan.path()), "[dose-missing]");
  }

  @Test
  void a_folder_without_the_dose_of_one_phase() throws IOException {
    PlanFolder plan = PlanFolder.copyOf("thigh-pass", folder).without("RD2.dcm");
    assertNotJudged(check(plan.path()), "[dose-missing]", "Why NOT_EVALUATED", "femur-v40");
  }

  @Test
  void a_folder_without_plans() throws IOException {
    PlanFolder plan = PlanFolder.copyOf("thigh-pass", folder).without("RP1.dcm", "RP2.dcm");
    assertNotJudged(check(plan.path()), "[plan-missing]");
  }

  @Test
  void a_dose_of_another_patient() throws IOException {
    PlanFolder plan =
        PlanFolder.copyOf("thigh-pass", folder).replaceAll("RD1.dcm", "thigh-pass", "somebody  ");
    assertNotJudged(check(plan.path()), "[patient-differs]");
  }

  @Test
  void a_dose_in_another_frame_of_reference() throws IOException {
    String frame = "2.25.332709195696574359181796462183703366137";
    PlanFolder plan =
        PlanFolder.copyOf("thigh-pass", folder)
            .replaceAll("RD1.dcm", frame, frame.replace("137", "138"));
    assertNotJudged(check(plan.path()), "[frame-differs]");
  }

  @Test
  void a_dose_of_several_plans_that_names_one() throws IOException {
    PlanFolder plan =
        PlanFolder.copyOf("thigh-pass", folder)
            .replaceElement(
                "RD1.dcm",
                PlanFolder.element(0x3004000A, "CS", "PLAN"),
                PlanFolder.element(0x3004000A, "CS", "MULTI_PLAN"));
    assertNotJudged(check(plan.path()), "[dose-multi-plan]");
  }

  @Test
  void a_dose_whose_high_values_are_read_as_negative_ones() throws IOException {
    PlanFolder plan =
        PlanFolder.copyOf("thigh-pass", folder)
            .replaceElement(
                "RD1.dcm",
                PlanFolder.element(0x00280103, "US", "\0\0"),
                PlanFolder.element(0x00280103, "US", "\1\0"));
    assertNotJudged(check(plan.path()), "[dose-negative]");
  }

  @Test
  void a_dose_with_two_scalings() throws IOException {
    PlanFolder plan =
        PlanFolder.copyOf("thigh-pass", folder)
            .replaceElement(
                "RD1.dcm",
                PlanFolder.element(0x3004000E, "DS", "0.0009765625"),
                PlanFolder.element(0x3004000E, "DS", "0.0009765625\\1"));
    assertNotJudged(check(plan.path()), "[dose-scaling]");
  }

  @Test
  void a_truncated_dose() throws IOException {
    PlanFolder plan = PlanFolder.copyOf("thigh-pass", folder).cut("RD1.dcm", 1000);
    assertNotJudged(check(plan.path()), "[dicom-truncated]", "RD1.dcm");
  }

  @Test
  void files_of_which_nothing_is_left() throws IOException {
    PlanFolder plan = PlanFolder.copyOf("thigh-pass", folder);
    for (String name : new String[] {"RP1.dcm", "RD1.dcm"}) {
      Files.write(plan.file(name), new byte[0]);
    }
    assertNotJudged(check(plan.path()), "RP1.dcm: it is empty", "RD1.dcm: it is empty");
  }

  @Test
  void a_truncated_structure_set() throws IOException {
    PlanFolder plan = PlanFolder.copyOf("thigh-pass", folder).cut("RS.dcm", 1000);
    assertNotJudged(check(plan.path()), "[dicom-truncated]", "RS.dcm");
  }

  @Test
  void a_text_file() throws IOException {
    Path text = Files.writeString(folder.resolve("letter.dcm"), "Dear colleague,\n");
    assertNotJudged(check(text), "letter.dcm");
  }

  @Test
  void a_zip_bomb() throws IOException {
    Path bomb =
        Zips.bomb(folder.resolve("bomb.zip"), Path.of("test-plans/thigh-pass/RD1.dcm"), 200);
    assertThat(Files.size(bomb)).isLessThan(1_000_000);
    assertNotJudged(check(bomb), "[zip-limit]");
  }

  @Test
  void a_dose_in_relative_units() throws IOException {
    PlanFolder plan =
        PlanFolder.copyOf("thigh-pass", folder)
            .replaceElement(
                "RD1.dcm",
                PlanFolder.element(0x30040002, "CS", "GY"),
                PlanFolder.element(0x30040002, "CS", "RELATIVE"));
    assertNotJudged(check(plan.path()), "[dose-units-relative]", "--relative-dose");
  }

  @Test
  void a_dose_in_unknown_units() throws IOException {
    PlanFolder plan =
        PlanFolder.copyOf("thigh-pass", folder)
            .replaceElement(
                "RD1.dcm",
                PlanFolder.element(0x30040002, "CS", "GY"),
                PlanFolder.element(0x30040002, "CS", "RADS"));
    assertNotJudged(check(plan.path()), "[dose-units]", "RADS");
  }

  @Test
  void a_structure_partly_outside_the_dose_grid() {
    Scenario.Run run =
        Scenario.run(
            "check",
            "test-plans/trunk-outside-grid",
            "--protocol",
            "constraints/sts-postop-cams-trunk.yaml");
    assertNotJudged(run, "inside the dose grid");
  }

  @Test
  void a_corner_ten_metres_away() throws IOException {
    Files.writeString(
        protocol,
        """
        protocol: thigh
        title: Thigh
        version: 1.0.0
        status: approved
        prescriptions:
          phase1: {target: PTV1, dose: 50 Gy, fractions: 25}
          phase2: {target: PTV2, dose: 14 Gy, fractions: 7}
          total: {target: PTV2, sum: [phase1, phase2]}
        structures:
          PTV1: {}
          PTV2: {}
          External: {optional: true}
          Femur_L: {}
          Both: {define: "union(Femur_L, External)"}
        goals:
          - {id: volume, structure: External, goal: "Volume[cc] > 1"}
          - {id: union, structure: Both, goal: "Volume[cc] > 1"}
          - {id: distance, goal: "distance(External, PTV1)[mm] >= 0"}
        """);
    PlanFolder plan = PlanFolder.copyOf("thigh-pass", folder);
    assertThat(check(plan.path()).out()).contains("Required    5 goals: 5 PASS");
    plan.replaceAll("RS.dcm", "190.2\\0\\-112\\188.9", "9999 \\0\\-112\\188.9");
    Scenario.Run run = check(plan.path());
    assertNotJudged(
        run, "[structure-contours]", "(9999.0, 0.0, -112.0) mm", "cannot be trusted", "union");
    assertThat(run.out()).contains("Required    5 goals: 3 NOT_EVALUATED, 2 PASS");
    assertThat(Scenario.run("info", plan.path()).out()).containsPattern("External +.*refused");
    assertThat(Scenario.run("info", plan.path(), "--format", "json").out())
        .containsOnlyOnce("\"refused\": true");
    Scenario.Run metrics =
        Scenario.run("metrics", plan.path(), "--metric", "Volume[cc]", "--structure", "External");
    assertThat(metrics.out()).contains("External,Volume[cc],,cc,,,,the contours of the structure");
    assertThat(metrics.code()).isEqualTo(ExitCode.NOT_JUDGED);
  }

  @Test
  void a_structure_that_is_missing() {
    assertNotJudged(
        check("test-plans/thigh-femur-missing"), "Why NOT_EVALUATED", "femur-v40", "Femur_L");
  }

  @Test
  void two_structures_that_could_be_meant() {
    Scenario.Run run =
        Scenario.run(
            "check",
            "test-plans/trunk-two-cords",
            "--protocol",
            "constraints/sts-postop-cams-trunk.yaml");
    assertNotJudged(run, "Why NOT_EVALUATED", "cord-max", "ambiguous", "Cord", "SpinalCord");
  }

  @Test
  void a_plan_without_prescription() {
    assertNotJudged(
        check("test-plans/thigh-prescription-missing"),
        "Why NOT_EVALUATED",
        "ptv1-d95",
        "--set phase1=");
  }

  // ---- protocols

  private Scenario.Run checkWith(String text) throws IOException {
    Files.writeString(protocol, text);
    return check("test-plans/thigh-pass");
  }

  @Test
  void a_protocol_that_is_not_there() throws IOException {
    Files.delete(protocol);
    assertNoProtocol(check("test-plans/thigh-pass"), "thigh.yaml", "[file-unreadable]");
  }

  @Test
  void a_protocol_that_cannot_be_read_gives_json_where_json_is_asked_for() throws IOException {
    Files.writeString(protocol, "protocol: []\n");
    Path json = protocol.resolveSibling("report.json");
    Scenario.Run run =
        Scenario.run(
            "check",
            "test-plans/thigh-pass",
            "--protocol",
            protocol,
            "--format",
            "json",
            "--json",
            json);
    assertThat(run.out())
        .contains(
            "\"formatVersion\": 1",
            "\"protocol\": null",
            "\"verdict\": \"NOT_EVALUATED\"",
            "\"plans\": []",
            "\"code\": \"wrong-type\"",
            "\"code\": \"missing-key\"");
    assertThat(json).hasContent(run.out());
    assertThat(run.err()).contains("[wrong-type]");
    assertThat(run.code()).isEqualTo(ExitCode.NOT_JUDGED);
  }

  @Test
  void a_protocol_with_ten_errors_gets_ten_messages() throws IOException {
    Scenario.Run run =
        checkWith(
            """
            protocol: thigh
            title: Thigh
            version: 1.0.0
            status: certain
            colour: red
            structures:
              PTV1: {}
              PTV2: {nmaes: [Boost]}
            goals:
              - {id: a, structure: PTV1, goal: "D95%[Gy] >= 30 cc"}
              - {id: a, structure: PTV1, goal: "Mean[Gy] < 10"}
              - {id: c, structure: PTV3, goal: "Mean[Gy] < 10"}
              - {id: d, structure: PTV1, goal: "Meen[Gy] < 10"}
              - {id: e, structure: PTV1}
              - {id: f, structure: PTV1, goal: "Mean[Gy] < 10,5"}
              - {id: g, structure: PTV1, goal: "D95%[%] >= 95"}
            """);
    assertNoProtocol(run, "thigh.yaml:4:9 (status)");
    assertThat(run.err().lines().filter(line -> line.startsWith("error: "))).hasSize(10);
  }

  @Test
  void a_protocol_of_aliases_of_aliases() throws IOException {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 30; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    assertNoProtocol(checkWith(bomb.toString()), "[yaml-anchor]");
  }

  @Test
  void a_protocol_of_50_megabytes() throws IOException {
    byte[] line =
        "# nothing but comments, line after line after line\n".getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = Files.newOutputStream(protocol)) {
      for (int i = 0; i < 50_000_000 / line.length; i++) {
        out.write(line);
      }
    }
    assertNoProtocol(check("test-plans/thigh-pass"), "[file-too-large]");
  }

  @Test
  void a_protocol_that_extends_itself() throws IOException {
    assertNoProtocol(
        checkWith(ThighProtocol.TEXT.replace("title:", "extends: thigh\ntitle:")),
        "[extends-cycle]");
  }

  @Test
  void a_protocol_with_private_use_characters() throws IOException {
    assertNoProtocol(
        checkWith(ThighProtocol.TEXT.replace("V40Gy[%] < 60", "V40Gy[%] \uE02C 60")),
        "[invisible-character]",
        "U+E02C",
        "thigh.yaml:16:57");
  }

  @Test
  void a_setting_that_the_protocol_does_not_know() {
    Scenario.Run run =
        Scenario.run(
            "check", "test-plans/thigh-pass", "--protocol", protocol, "--set", "margni=positive");
    assertNotJudged(run, "margni");
  }

  @Test
  void a_names_file_that_is_a_list() throws IOException {
    Path names = Files.writeString(folder.resolve("names.yaml"), "- PTV1\n");
    Scenario.Run run =
        Scenario.run("check", "test-plans/thigh-pass", "--protocol", protocol, "--names", names);
    assertNotJudged(run, "names.yaml:1:1", "[wrong-type]");
  }

  // ---- results

  @Test
  void a_result_that_cannot_be_written() {
    Scenario.Run run =
        Scenario.run(
            "check",
            "test-plans/thigh-pass",
            "--protocol",
            protocol,
            "--html",
            folder.resolve("nowhere/report.html"));
    assertThat(run.err()).contains("[file-not-written]");
    assertThat(run.code()).isEqualTo(ExitCode.NOT_JUDGED);
  }

  @Test
  void a_result_in_the_place_of_an_input_is_a_usage_error() throws IOException {
    Scenario.Run run =
        Scenario.run("check", "test-plans/thigh-pass", "--protocol", protocol, "--json", protocol);
    assertThat(run.err()).contains("--json").contains("uses already");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(protocol).hasContent(ThighProtocol.TEXT);
  }

  @Test
  void a_result_in_the_place_of_a_dicom_file_is_a_usage_error() throws IOException {
    PlanFolder plan = PlanFolder.copyOf("thigh-pass", folder);
    byte[] before = Files.readAllBytes(plan.file("RS.dcm"));
    Scenario.Run run =
        Scenario.run("check", plan.path(), "--protocol", protocol, "--json", plan.file("RS.dcm"));
    assertThat(run.err()).contains("DICOM");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(plan.file("RS.dcm")).hasBinaryContent(before);
  }
}
