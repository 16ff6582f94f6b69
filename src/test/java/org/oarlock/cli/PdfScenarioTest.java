package org.oarlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oarlock.report.PdfReader;

/** {@code oarlock check --pdf}. */
class PdfScenarioTest {
  private static final String PROTOCOL = "constraints/sts-postop-cams-trunk.yaml";

  @TempDir Path folder;

  private static Scenario.Run check(Path pdf) {
    return Scenario.run(
        "check",
        "test-plans/trunk-heart",
        "test-plans/postop-unclear",
        "--protocol",
        PROTOCOL,
        "--pdf",
        pdf);
  }

  @Test
  void a_check_of_two_plans_is_filed_with_the_same_bytes_each_time() throws Exception {
    Path pdf = folder.resolve("report.pdf");
    Scenario.Run run = check(pdf);
    assertThat(run.code()).isEqualTo(ExitCode.GOAL_FAILED);
    assertThat(run.err()).doesNotContain("openhtmltopdf", "pdfbox");
    byte[] first = Files.readAllBytes(pdf);
    check(pdf);
    assertThat(first).isEqualTo(Files.readAllBytes(pdf));

    PdfReader reader = new PdfReader(pdf);
    assertThat(reader.text())
        .contains("FAILheart-v30")
        .contains("theplanhasnostructureSpinalCord(lookedfor:SpinalCord,Cord,Spinal_Cord)")
        .contains("Where,byhowmuch,andonwhatitrests")
        .contains("cams:WangJetal.,OncoTargetsTher2015;8:2843-2847")
        .doesNotContain("OARLOCK^");
    List<String> pages = reader.pages();
    assertThat(pages)
        .hasSizeGreaterThan(5)
        .allMatch(page -> page.contains("UNVERIFIED PROTOCOL"))
        .allMatch(page -> page.contains("sts-postop-cams-trunk 1.0.0"))
        .allMatch(page -> page.contains(" of " + pages.size()));
    // curves and outlines are lines; what lies behind them in pictures is grey
    assertThat(reader.images()).allMatch(image -> image.contains(" gray "));
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(pdf);
    }
  }

  @Test
  void a_place_that_cannot_be_written_is_a_problem_and_leaves_nothing() throws Exception {
    assertThat(check(folder.resolve("nowhere/report.pdf")))
        .matches(run -> run.code() == ExitCode.NOT_JUDGED)
        .matches(run -> run.err().contains("the directory does not exist [file-not-written]"));
    assertThat(check(folder))
        .matches(run -> run.code() == ExitCode.NOT_JUDGED)
        .matches(run -> run.err().contains("is a directory [file-not-written]"));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void without_a_protocol_no_report_of_an_earlier_check_is_left() throws Exception {
    Path pdf = Files.writeString(folder.resolve("report.pdf"), "an older report");
    Scenario.Run run =
        Scenario.run(
            "check",
            "test-plans/thigh-pass",
            "--protocol",
            folder.resolve("no.yaml"),
            "--pdf",
            pdf);
    assertThat(run.code()).isEqualTo(ExitCode.NOT_JUDGED);
    assertThat(new PdfReader(pdf).pages())
        .singleElement()
        .asString()
        .contains("Nothing was judged", "[file-unreadable]", "Page 1 of 1")
        .doesNotContain("PASS", "Signature");
  }

  @Test
  void one_file_for_two_results_is_a_usage_error() {
    Path file = folder.resolve("report.pdf");
    Scenario.Run run =
        Scenario.run(
            "check",
            "test-plans/thigh-pass",
            "--protocol",
            PROTOCOL,
            "--html",
            file,
            "--pdf",
            file);
    assertThat(run.err()).contains("--pdf").contains("uses already");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(file).doesNotExist();
  }
}
