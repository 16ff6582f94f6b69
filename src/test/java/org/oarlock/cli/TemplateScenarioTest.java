package org.oarlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Templates, whose numbers nobody has compared with a source, judge no plan unasked. */
class TemplateScenarioTest {
  private static final String TEMPLATE = ThighProtocol.TEXT.replace("approved", "template");

  @TempDir Path folder;
  private Path protocol;

  @BeforeEach
  void write_protocol() throws IOException {
    protocol = Files.writeString(folder.resolve("thigh.yaml"), TEMPLATE);
  }

  @Test
  void a_template_judges_no_plan_and_leaves_no_older_report() throws IOException {
    Path json = Files.writeString(folder.resolve("r.json"), "old");
    Scenario.Run run =
        Scenario.run("check", "test-plans/thigh-pass", "--protocol", protocol, "--json", json);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("thigh is a template")
        .contains("--allow-unverified")
        .contains("[protocol-template]");
    assertThat(run.code()).isEqualTo(ExitCode.NOT_JUDGED);
    assertThat(Files.readString(json)).contains("protocol-template").doesNotContain("PASS");
  }

  @Test
  void what_extends_a_template_is_one() throws IOException {
    Path own =
        Files.writeString(
            folder.resolve("own.yaml"),
            "protocol: own\ntitle: Own\nversion: 1.0.0\nstatus: approved\nextends: thigh\n");
    Scenario.Run run = Scenario.run("check", "test-plans/thigh-pass", "--protocol", own);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("own is a template");
    assertThat(run.code()).isEqualTo(ExitCode.NOT_JUDGED);
  }

  @Test
  void whoever_insists_is_judged_and_every_report_says_so() throws IOException {
    Path json = folder.resolve("r.json");
    Path html = folder.resolve("r.html");
    Path junit = folder.resolve("r.xml");
    Path sarif = folder.resolve("r.sarif");
    Scenario.Run run =
        Scenario.run(
            "check",
            "test-plans/thigh-pass",
            "--protocol",
            protocol,
            "--allow-unverified",
            "--json",
            json,
            "--html",
            html,
            "--junit",
            junit,
            "--sarif",
            sarif);
    assertThat(run.out())
        .contains("(TEMPLATE)")
        .contains("--allow-unverified was given: do not rely on it for a patient.")
        .contains("[protocol-template]")
        .contains("Verdict     PASS");
    assertThat(run.code()).isZero();
    assertThat(Files.readString(html)).contains("a template, its numbers");
    assertThat(Files.readString(junit)).contains("TEMPLATE");
    for (Path report : new Path[] {json, sarif}) {
      assertThat(Files.readString(report)).contains("TEMPLATE").contains("protocol-template");
    }
    Scenario.Run again = Scenario.run("verify", json, "test-plans/thigh-pass");
    assertThat(again.code()).as(again.out() + again.err()).isZero();
  }

  @Test
  void an_archive_is_judged_likewise() {
    Object[] batch = {
      "batch",
      "test-plans/thigh-pass",
      "--protocol",
      protocol,
      "--store",
      folder.resolve("r.db"),
      "--allow-unverified"
    };
    Scenario.Run refused = Scenario.run(java.util.Arrays.copyOf(batch, batch.length - 1));
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains("[protocol-template]");
    assertThat(refused.code()).isEqualTo(ExitCode.NOT_JUDGED);
    Scenario.Run run = Scenario.run(batch);
    assertThat(run.err()).contains("only since the user allowed that");
    assertThat(run.code()).isZero();
  }

  @Test
  void its_author_can_test_and_compare_it() throws IOException {
    Path test =
        Files.writeString(
            folder.resolve("t.yaml"),
            "protocol: thigh.yaml\nplans: ['%s']\ngoals: {femur-v40: PASS}\nothers: ignore\n"
                .formatted(Path.of("test-plans/thigh-pass").toAbsolutePath()));
    assertThat(Scenario.run("test", test).code()).isZero();
    Scenario.Run diff = Scenario.run("diff", protocol, protocol, "--plan", "test-plans/thigh-pass");
    assertThat(diff.code()).isZero();
  }
}
