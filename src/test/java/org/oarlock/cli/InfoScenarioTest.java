package org.oarlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What {@code oarlock info} says. */
class InfoScenarioTest {
  @TempDir Path folder;

  @Test
  void says_what_lies_there_and_how_it_belongs_together() {
    Scenario.Run run = Scenario.run("info", "test-plans/thigh-pass");
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("1 patient, 1 plan, 5 DICOM objects\n")
        .contains("Plan 1      PHASE1 + PHASE2", "Patient     patient 1")
        .contains("25 fractions; 5 beams; 50 Gy to PTV1")
        .contains("41 x 39 x 25 nodes, 10 x 5 x 10 mm")
        .containsPattern(" 9 +PTV1 +PTV +37 +[0-9.]+ cc")
        .containsPattern("RD1\\.dcm +RT Dose +PLAN +patient 1 +test-plans/thigh-pass/RP1\\.dcm");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
    assertThat(run.code()).isZero();
  }

  @Test
  void says_the_same_as_json() {
    Scenario.Run run = Scenario.run("info", "test-plans/thigh-pass", "--format", "json");
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.path("formatVersion").asInt()).isEqualTo(1);
    JsonNode plan = json.path("plans").path(0);
    assertThat(plan.path("of").asString()).isEqualTo("patient 1");
    assertThat(plan.path("phases")).hasSize(2);
    assertThat(plan.path("phases").path(1).path("prescriptions").path(0).path("doseGy").asDouble())
        .isEqualTo(14);
    JsonNode ptv1 = plan.path("structures").path(8);
    assertThat(ptv1.path("name").asString()).isEqualTo("PTV1");
    assertThat(ptv1.path("contours").asInt()).isEqualTo(37);
    assertThat(ptv1.path("volumeCm3").asDouble()).isPositive();
    assertThat(json.path("files")).hasSize(5);
    assertThat(json.path("problems")).isEmpty();
  }

  @Test
  void patients_have_numbers_and_are_named_only_if_asked() throws IOException {
    PlanFolder.copyOf("thigh-pass", folder);
    PlanFolder.copyOf("trunk-pass", folder);
    Scenario.Run hidden = Scenario.run("info", folder);
    assertThat(hidden.out())
        .startsWith("2 patients, 2 plans, 10 DICOM objects\n")
        .contains("patient 1", "patient 2")
        .doesNotContain("OARLOCK^");
    assertThat(Scenario.run("info", folder, "--show-patient").out())
        .contains("OARLOCK^THIGH", "OARLOCK^TRUNK");
  }

  @Test
  void problems_go_to_the_error_stream() throws IOException {
    PlanFolder plan = PlanFolder.copyOf("thigh-pass", folder).cut("RD1.dcm", 100);
    Scenario.Run run = Scenario.run("info", plan.path());
    assertThat(run.err()).contains("error: ").contains("RD1.dcm").contains("[dicom-truncated]");
    assertThat(run.out()).contains("none that can be used");
    assertThat(run.code()).isEqualTo(ExitCode.NOT_JUDGED);
  }

  @Test
  void an_empty_folder_is_an_error() throws IOException {
    Scenario.Run run = Scenario.run("info", Files.createDirectory(folder.resolve("empty")));
    assertThat(run.out()).isEqualTo("0 patients, 0 plans, 0 DICOM objects\n");
    assertThat(run.code()).isEqualTo(ExitCode.NOT_JUDGED);
  }
}
