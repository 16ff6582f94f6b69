package org.oarlock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What {@code oarlock metrics} and {@code oarlock dvh} compute; the values are the phantom's. */
class MetricsScenarioTest {
  private static final String PLAN = "test-plans/thigh-pass/";

  @TempDir Path folder;

  private static List<String> cells(Scenario.Run run, int line) {
    return List.of(run.out().lines().toList().get(line).split(",", -1));
  }

  @Test
  void metrics_are_a_table_of_one_row_each() {
    Scenario.Run run =
        Scenario.run(
            "metrics",
            "test-plans/thigh-pass",
            "--metric",
            "V40Gy[%]",
            "--metric",
            "Max[Gy]",
            "--structure",
            "Femur_L",
            "--structure",
            "Tibia_L");
    assertThat(run.out().lines()).hasSize(5);
    assertThat(cells(run, 0))
        .containsExactly(
            "structure",
            "metric",
            "value",
            "unit",
            "lower",
            "upper",
            "covered_percent",
            "reason",
            "convention");
    assertThat(cells(run, 1))
        .startsWith("Femur_L", "V40Gy[%]")
        .endsWith("100", "", "half-slice cap");
    // test-plans/thigh-pass/expected.yaml: bone-v40
    assertThat(Double.parseDouble(cells(run, 1).get(2))).isCloseTo(37.8362, within(0.05));
    assertThat(cells(run, 4)).startsWith("Tibia_L", "Max[Gy]");
    // 9.8694 % of 64 Gy: bone-hot-spot-total
    assertThat(Double.parseDouble(cells(run, 4).get(2))).isCloseTo(6.3164, within(0.01));
    assertThat(run.err()).contains("'PHASE1', 'PHASE2'").contains("[doses-added]");
    assertThat(run.code()).isZero();
  }

  @Test
  void percent_of_dose_needs_a_prescription() {
    Object[] arguments = {
      "metrics", PLAN, "--metric", "D95%[%]", "--structure", "PTV2", "--prescription", "6400 cGy"
    };
    Scenario.Run run = Scenario.run(arguments);
    // test-plans/thigh-pass/expected.yaml: ptv2-d95
    assertThat(Double.parseDouble(cells(run, 1).get(2))).isCloseTo(101.2498, within(0.05));
    assertThat(run.code()).isZero();
    Scenario.Run without = Scenario.run(java.util.Arrays.copyOf(arguments, 6));
    assertThat(cells(without, 1).get(2)).isEmpty();
    assertThat(cells(without, 1).get(7)).isNotEmpty();
    assertThat(without.code()).isEqualTo(ExitCode.NOT_JUDGED);
  }

  @Test
  void a_structure_that_is_not_there_is_a_row_with_a_reason() {
    Scenario.Run run =
        Scenario.run("metrics", PLAN, "--metric", "Mean[Gy]", "--structure", "Femur_R");
    assertThat(cells(run, 1))
        .containsExactly(
            "Femur_R",
            "Mean[Gy]",
            "",
            "Gy",
            "",
            "",
            "",
            "the plan has no structure of this name",
            "half-slice cap");
    assertThat(run.code()).isEqualTo(ExitCode.NOT_JUDGED);
  }

  @Test
  void a_name_that_differs_in_case_and_spaces_alone_is_told_and_not_taken() {
    Scenario.Run run =
        Scenario.run("metrics", PLAN, "--metric", "Mean[Gy]", "--structure", "femur l");
    assertThat(run.out()).contains("the plan has no structure of this name, but 'Femur_L'");
    assertThat(run.code()).isEqualTo(ExitCode.NOT_JUDGED);
  }

  @Test
  void without_names_every_structure_is_there() {
    Scenario.Run run = Scenario.run("metrics", PLAN, "--metric", "Volume[cc]");
    assertThat(run.out().lines().skip(1).map(line -> line.split(",")[0]))
        .containsExactly(
            "External",
            "Femur_L",
            "Tibia_L",
            "Joint_Knee_L",
            "Tumor_Bed",
            "Scar",
            "Drain_Site",
            "CTV",
            "PTV1",
            "PTV2");
    assertThat(run.code()).isZero();
  }

  @Test
  void a_metric_without_value_ends_with_3_whether_structures_are_named_or_not() {
    Scenario.Run percent = Scenario.run("metrics", PLAN, "--metric", "D95%[%]");
    assertThat(percent.out()).contains("no prescription");
    assertThat(percent.code()).isEqualTo(ExitCode.NOT_JUDGED);
    // the wire on the scar is thinner
    Scenario.Run small = Scenario.run("metrics", PLAN, "--metric", "D100cc[Gy]");
    assertThat(small.out().lines().skip(1).filter(line -> line.split(",")[2].isEmpty()))
        .isNotEmpty();
    assertThat(small.code()).isEqualTo(ExitCode.NOT_JUDGED);
  }

  @Test
  void a_structure_that_draws_nothing_is_no_matter_unless_it_is_named() throws IOException {
    PlanFolder plan =
        PlanFolder.copyOf("thigh-pass", folder)
            .replaceElement(
                "RS.dcm",
                PlanFolder.element(0x30060084, "IS", "6 "),
                PlanFolder.element(0x30060084, "IS", "96"));
    Object[] all = {"metrics", plan.path(), "--metric", "Volume[cc]"};
    Scenario.Run run = Scenario.run(all);
    assertThat(run.out()).contains("Scar,Volume[cc],,cc,,,,the structure has no contour");
    assertThat(run.code()).isZero();
    Object[] named = java.util.Arrays.copyOf(all, 6);
    named[4] = "--structure";
    named[5] = "Scar";
    assertThat(Scenario.run(named).code()).isEqualTo(ExitCode.NOT_JUDGED);
    assertThat(Scenario.run("dvh", plan.path()).code()).isZero();
  }

  @Test
  void options_that_do_nothing_are_said() {
    Scenario.Run metrics =
        Scenario.run(
            "metrics",
            PLAN,
            "--metric",
            "Mean[Gy]",
            "--prescription",
            "50Gy",
            "--structure",
            "Scar",
            "--fraction-dose",
            "single",
            "--relative-dose",
            "50Gy");
    assertThat(metrics.err().lines().filter(line -> line.endsWith("[option-without-effect]")))
        .hasSize(3)
        .anyMatch(line -> line.contains("--prescription"))
        .anyMatch(line -> line.contains("--fraction-dose"))
        .anyMatch(line -> line.contains("--relative-dose"));
    assertThat(metrics.code()).isZero();
    Scenario.Run dvh = Scenario.run("dvh", PLAN, "--structure", "Scar", "--show-patient");
    assertThat(dvh.err()).contains("--show-patient has no effect");
    assertThat(dvh.out()).doesNotContain("OARLOCK");
  }

  @Test
  void options_that_do_something_are_not_remarked_on() throws IOException {
    PlanFolder plan =
        PlanFolder.copyOf("thigh-pass", folder)
            .replaceElement(
                "RD1.dcm",
                PlanFolder.element(0x3004000A, "CS", "PLAN"),
                PlanFolder.element(0x3004000A, "CS", "FRACTION"))
            .replaceElement(
                "RD2.dcm",
                PlanFolder.element(0x30040002, "CS", "GY"),
                PlanFolder.element(0x30040002, "CS", "RELATIVE"));
    Scenario.Run run =
        Scenario.run(
            "metrics",
            plan.path(),
            "--metric",
            "Mean[%]",
            "--prescription",
            "50Gy",
            "--structure",
            "Scar",
            "--fraction-dose",
            "total",
            "--relative-dose",
            "50Gy");
    assertThat(run.err()).doesNotContain("without-effect");
  }

  @Test
  void json_has_the_columns_as_keys() {
    Scenario.Run run =
        Scenario.run(
            "metrics",
            PLAN,
            "--metric",
            "Mean[Gy]",
            "--structure",
            "PTV1",
            "--structure",
            "Femur_R",
            "--format",
            "json");
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.path("metrics").path(0).propertyNames())
        .containsExactly(
            "structure",
            "metric",
            "value",
            "unit",
            "lower",
            "upper",
            "covered_percent",
            "reason",
            "convention");
    assertThat(json.path("metrics").path(0).path("reason").isNull()).isTrue();
    assertThat(json.path("metrics").path(1).path("value").isNull()).isTrue();
    assertThat(json.path("problems").path(0).path("code").asString()).isEqualTo("doses-added");
  }

  @Test
  void a_structure_set_and_a_dose_are_enough() {
    Scenario.Run run =
        Scenario.run(
            "metrics",
            "--structures",
            PLAN + "RS.dcm",
            "--dose",
            PLAN + "RD1.dcm",
            "--metric",
            "Max[Gy]",
            "--structure",
            "Femur_L");
    // 65.6250 % of 50 Gy: bone-hot-spot-phase1
    assertThat(Double.parseDouble(cells(run, 1).get(2))).isCloseTo(32.8125, within(0.01));
    assertThat(run.err()).doesNotContain("[doses-added]");
    assertThat(run.code()).isZero();
  }

  @Test
  void a_dose_that_is_named_stands_alone() {
    Scenario.Run run =
        Scenario.run(
            "metrics",
            PLAN,
            "--plan",
            PLAN + "RP2.dcm",
            "--metric",
            "D50%[Gy]",
            "--structure",
            "PTV2");
    assertThat(Double.parseDouble(cells(run, 1).get(2))).isBetween(13.0, 15.0);
    assertThat(run.err()).doesNotContain("[doses-added]");
  }

  @Test
  void plans_of_two_patients_are_not_chosen_from() throws IOException {
    PlanFolder.copyOf("thigh-pass", folder);
    PlanFolder.copyOf("trunk-pass", folder);
    Scenario.Run run = Scenario.run("metrics", folder, "--metric", "Mean[Gy]");
    assertThat(run.err()).contains("2 plans were found").contains("--plan");
    assertThat(run.out().lines()).hasSize(1);
    assertThat(run.code()).isEqualTo(ExitCode.NOT_JUDGED);
  }

  @Test
  void every_metric_that_is_none_is_named_at_once() {
    Scenario.Run run =
        Scenario.run("metrics", PLAN, "--metric", "D95", "--metric", "Mean[Gy]", "--metric", "Q");
    assertThat(run.err().lines().filter(line -> line.startsWith("error: ")))
        .hasSize(2)
        .allMatch(line -> line.endsWith("[metric-syntax]"));
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void histograms_are_printed_or_written() throws IOException {
    Object[] start = {"dvh", PLAN, "--structure", "Femur_L"};
    Scenario.Run printed = Scenario.run(start);
    assertThat(cells(printed, 0))
        .containsExactly(
            "structure",
            "dose_gy",
            "volume_cm3",
            "volume_percent",
            "convention",
            "tolerance_gy",
            "tolerance_percent");
    assertThat(cells(printed, 1))
        .startsWith("Femur_L", "0")
        .endsWith("half-slice cap", "0.005", "0.02");
    assertThat(Double.parseDouble(cells(printed, 1).get(3))).isCloseTo(100, within(1e-9));
    List<String> lines = printed.out().lines().toList();
    assertThat(lines.get(lines.size() - 1)).contains(",0,0,half-slice cap,");

    Path csv = folder.resolve("dvh.csv");
    Path html = folder.resolve("dvh.html");
    Scenario.Run written =
        Scenario.run("dvh", PLAN, "--structure", "Femur_L", "--csv", csv, "--html", html);
    assertThat(written.out()).isEmpty();
    assertThat(csv).hasContent(printed.out());
    assertThat(Files.readString(html)).contains("Femur_L").doesNotContain("OARLOCK^");
    assertThat(written.code()).isZero();
    Scenario.Run dash = Scenario.run("dvh", PLAN, "--structure", "Femur_L", "--html", "-");
    assertThat(dash.out()).isEqualTo(Files.readString(html));
  }

  @Test
  void a_histogram_of_a_structure_that_is_not_there_is_an_error() {
    Scenario.Run run = Scenario.run("dvh", PLAN, "--structure", "PTV1", "--structure", "Femur_R");
    assertThat(run.out()).contains("PTV1,").doesNotContain("Femur_R");
    assertThat(run.err()).contains("error: no histogram of 'Femur_R'");
    assertThat(run.code()).isEqualTo(ExitCode.NOT_JUDGED);
  }

  @Test
  void a_volume_is_that_of_the_convention() {
    // bones are cylinders: without caps they are one slice shorter than with
    double[] volumes = new double[2];
    for (int i = 0; i < 2; i++) {
      Scenario.Run run =
          Scenario.run(
              "metrics",
              PLAN,
              "--metric",
              "Volume[cc]",
              "--structure",
              "Femur_L",
              "--convention",
              i == 0 ? "half-slice-cap" : "no-cap");
      assertThat(cells(run, 1)).endsWith(i == 0 ? "half-slice cap" : "no cap");
      volumes[i] = Double.parseDouble(cells(run, 1).get(2));
    }
    assertThat(volumes[1]).isBetween(0.9 * volumes[0], 0.999 * volumes[0]);
  }
}
