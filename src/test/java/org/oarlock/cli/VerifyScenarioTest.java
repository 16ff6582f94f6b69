package org.oarlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code oarlock verify}: reports that still hold, and those that do not. */
class VerifyScenarioTest {
  @TempDir Path folder;

  private Path protocol = Path.of("");
  private Path report = Path.of("");
  private PlanFolder plan = new PlanFolder(Path.of(""));

  @BeforeEach
  void check() throws IOException {
    protocol = ThighProtocol.in(folder);
    plan = PlanFolder.copyOf("thigh-pass", folder);
    report = folder.resolve("report.json");
    Scenario.Run run = Scenario.run("check", plan.path(), "--protocol", protocol, "--json", report);
    assertThat(run.code()).isZero();
  }

  private Scenario.Run verify(Object... more) {
    Object[] all = new Object[more.length + 3];
    all[0] = "verify";
    all[1] = report;
    all[2] = plan.path();
    System.arraycopy(more, 0, all, 3, more.length);
    return Scenario.run(all);
  }

  private void tamper(String from, String to) throws IOException {
    String text = Files.readString(report);
    assertThat(text).containsPattern(from);
    Files.writeString(report, text.replaceFirst(from, to));
  }

  @Test
  void a_report_that_holds_agrees() {
    Scenario.Run run = verify();
    assertThat(run.out())
        .contains("Computed    5 goals of 1 plan anew")
        .contains("Result      AGREES: report, files and protocol say the same");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
  }

  @Test
  void files_may_have_moved() throws IOException {
    Path other = Files.createDirectories(folder.resolve("other"));
    Path moved = other.resolve("p.yaml");
    Files.writeString(plan.file("README.dcm"), "no plan, and not among its files");
    Scenario.run("check", plan.path(), "--protocol", protocol, "--json", report);
    assertThat(report).content().contains("dicom-none");
    Files.move(protocol, moved);
    PlanFolder there = PlanFolder.copyOf("thigh-pass", other);
    Files.move(plan.file("README.dcm"), there.file("README.dcm"));
    Scenario.Run run = Scenario.run("verify", report, there.path(), "--protocol", moved);
    assertThat(run.out()).contains("AGREES");
    assertThat(run.code()).isZero();

    tamper("thigh-pass/README.dcm", "another/README.dcm");
    run = Scenario.run("verify", report, there.path(), "--protocol", moved);
    assertThat(run.out())
        .contains("file: the report says '" + folder + "/another/README.dcm', now");
    assertThat(run.code()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"verdict\": \"PASS\" | \"verdict\": \"FAIL\" | VERDICT verdict of the report",
        "(\"id\": \"femur-v40\"[^}]+?\"value\": )[0-9.E-]+ | $112.5 | VALUE plan PHASE1 + PHASE2"
            + " goal femur-v40: value: the report says 12.5, now says ",
        "(\"id\": \"femur-v40\"[^}]+?\"upper\": )[0-9.E-]+ | $112.5 | goal femur-v40: upper",
        "(\"id\": \"femur-v40\"[^}]+?\"limit\": )\"[^\"]+\" | $1\"< 70 %\" | goal femur-v40: limit",
        "(\"id\": \"femur-v40\"[^}]+?\"matched\": )\\[ \"Femur_L\" ] | $1[ \"Femur_R\" ] | goal"
            + " femur-v40: matched/0",
        "(\"found\": )\"50 Gy in 25\" | $1\"52 Gy in 26\" | prescriptions/0/found",
        "(\"version\": )\"1.0.0\" | $1\"1.0.1\" | PROTOCOL: version",
        "(\"tool\": \\{[^}]+\"version\": )\"[^\"]+\" | $1\"9.9.9\" | TOOL: version: the report says"
            + " '9.9.9'",
        "(\"role\": \"DOSE\",[^}]+\"sha256\": \")[0-9a-f] | $1x | EVIDENCE",
        "(\"evidence\": \\{(?s:.)+?\"tool\": \\{[^}]+\"version\": )\"[^\"]+\" | $1\"9\" | EVIDENCE",
        "(\"formatVersion\": 1) | $1, \"signedBy\": \"me\" | CONTENT: signedBy: the report says 'me', now"
            + " says nothing",
        "(\"formatVersion\": 1) | $1, \"a/b\": [{\"c\": {}}] | CONTENT: a~1b/0/c: the report says",
        "(\"code\": \"plans-as-course\"[^}]+\"hint\": )null | $1\"Relax\" | PROBLEM plan PHASE1 + PHASE2:"
            + " hint: the report says 'Relax'",
        "(\"code\": \"plans-as-course\") | $1, \"seen\": true | PROBLEM plan PHASE1 + PHASE2: seen: the",
        "(?s)(\"id\": \"femur-v40\".+?\"tool\": \\{[^}]+\"version\": \"[^\"]+\") | $1, \"of\": \"\" | EVIDENCE",
        "(?s)(\"id\": \"femur-v40\".+?\"tool\": \\{[^,]+),\\s+\"version\": \"[^\"]+\" | $1 | evidence/tool/version:"
            + " the report says nothing",
        "(\"code\": \"plans-as-course\",\\s+\"file\": )\"[^\"]+\" | $1\"/elsewhere/RS.dcm\" | PROBLEM plan"
            + " PHASE1 + PHASE2: file: the report says '/elsewhere/RS.dcm', now says",
        "(\"code\": \"plans-as-course\",\\s+\"file\": \"[^\"]+/)RS | $1RP1 | PROBLEM plan PHASE1 + PHASE2: file",
        "(\"code\": \"plans-as-course\",\\s+\"file\": )\"[^\"]+\" | $1null | file: the report says null, now says",
        "(\"strict\": )false | $1false, \"secret\": 1 | SETTINGS: secret: the report says 1, now"
            + " says nothing",
      })
  void what_was_changed_in_the_report_is_found(String from, String to, String told)
      throws IOException {
    tamper(from, to);
    Scenario.Run run = verify();
    assertThat(run.out())
        .contains("Result      DIFFERS")
        .contains(told.replace("VERDICT ", "VERDICT: "));
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void a_goal_that_was_taken_out_is_found() throws IOException {
    tamper("\"id\": \"femur-v40\"", "\"id\": \"femur-v41\"");
    assertThat(verify().out())
        .contains("GOAL plan PHASE1 + PHASE2 goal femur-v41: the goal: the report is there, now")
        .contains("goal femur-v40: the goal: the report is not there, now is asked");
  }

  @Test
  void a_protocol_that_was_changed_is_found_with_the_verdicts_that_change() throws IOException {
    Files.writeString(protocol, ThighProtocol.TEXT.replace("V40Gy[%] < 60", "V40Gy[%] < 1"));
    Scenario.Run run = verify();
    assertThat(run.out())
        .contains("PROTOCOL: files/0/sha256")
        .contains(
            "VERDICT plan PHASE1 + PHASE2 goal femur-v40: verdict: the report says 'PASS', now says 'FAIL'");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void a_dicom_file_that_was_changed_is_found() throws IOException {
    plan.replaceAll("RP1.dcm", "PHASE1", "PHASE3");
    Scenario.Run run = verify();
    assertThat(run.out()).contains("FILE plan PHASE1 + PHASE2: phases/0/file/sha256");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void another_plan_is_not_taken_for_it() throws IOException {
    PlanFolder other = PlanFolder.copyOf("thigh-bone-v40", folder.resolve("other"));
    Scenario.Run run = Scenario.run("verify", report, other.path());
    assertThat(run.out()).contains("the plan: the report is judged, now is not there");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void what_was_set_is_set_again() throws IOException {
    plan = PlanFolder.copyOf("thigh-prescription-missing", folder);
    Path names = Files.writeString(folder.resolve("names.yaml"), "Femur_L: Femur_L\n");
    Scenario.run(
        "check",
        plan.path(),
        "--protocol",
        protocol,
        "--set",
        "phase1=50 Gy in 25",
        "--set",
        "phase2=14 Gy in 7",
        "--names",
        names,
        "--strict",
        "--show-patient",
        "--convention",
        "no-cap",
        "--tolerance",
        "2cGy",
        "--json",
        report);
    assertThat(verify().out()).contains("AGREES");
    tamper("50 Gy in 25", "50 Gy in 26");
    assertThat(verify().code()).isEqualTo(1);
  }

  @Test
  void json_says_the_same() throws IOException {
    assertThat(verify("--format", "json").out()).contains("\"agrees\": true");
    tamper("\"verdict\": \"PASS\"", "\"verdict\": \"FAIL\"");
    assertThat(verify("--format", "json").out())
        .contains("\"agrees\": false")
        .contains("\"kind\": \"VERDICT\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ | this is not JSON",
        "[] | this is not a report",
        "{\"a\": 1, \"a\": 2} | this is not JSON, or more",
        "{\"formatVersion\": 2, \"tool\": {\"name\": \"oarlock\"}} | its formatVersion is 2, not 1",
        "{\"formatVersion\": 1, \"tool\": {\"name\": \"oarlock\"}, \"protocol\": null} | it names no",
      })
  void what_is_no_report_cannot_be_verified(String text, String told) throws IOException {
    Files.writeString(report, text);
    Scenario.Run run = verify();
    assertThat(run.err()).contains(told);
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(ExitCode.NOT_JUDGED);
  }

  @Test
  void deep_nesting_is_refused() throws IOException {
    Files.writeString(report, "[".repeat(100_000));
    assertThat(verify().err()).contains("report-unreadable");
  }

  @Test
  void without_protocol_or_plan_there_is_nothing_to_compare() throws IOException {
    Scenario.Run noReport = Scenario.run("verify", folder.resolve("none.json"), plan.path());
    assertThat(noReport.err()).contains("the report cannot be read: it does not exist");
    assertThat(noReport.code()).isEqualTo(ExitCode.NOT_JUDGED);
    assertThat(Scenario.run("verify", folder, plan.path()).err())
        .contains("the report cannot be read: it is a folder");
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Scenario.Run noPlan = Scenario.run("verify", report, empty);
    assertThat(noPlan.err()).contains("nothing could be computed anew");
    assertThat(noPlan.code()).isEqualTo(ExitCode.NOT_JUDGED);
    Files.delete(protocol);
    Scenario.Run noProtocol = verify();
    assertThat(noProtocol.err()).contains("Say with --protocol");
    assertThat(noProtocol.code()).isEqualTo(ExitCode.NOT_JUDGED);
  }

  @Test
  void hostile_texts_of_a_report_do_not_reach_the_terminal() throws IOException {
    tamper(Pattern.quote("\"title\": \"Thigh\""), "\"title\": \"\\\\u001b[2Jx\"");
    assertThat(verify().out()).contains("PROTOCOL: title").doesNotContain("\u001B");
  }
}
