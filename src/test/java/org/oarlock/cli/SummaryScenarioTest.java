package org.oarlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page about all results in a store. */
class SummaryScenarioTest {
  @TempDir Path folder;

  @Test
  void the_page_of_a_few_plans_names_those_to_look_at() throws IOException {
    Path archive = Files.createDirectories(folder.resolve("archive"));
    Path protocol = ThighProtocol.in(folder);
    PlanFolder.copyOf("thigh-pass", archive);
    PlanFolder.copyOf("thigh-bone-v40", archive);
    PlanFolder.copyOf("thigh-femur-missing", archive);
    PlanFolder damaged = PlanFolder.copyOf("thigh-hot-spot", archive).cut("RS.dcm", 5000);
    Path alone = Files.createDirectories(archive.resolve("alone"));
    Files.write(alone.resolve("RP<1>.dcm"), new byte[9]);
    Path page = folder.resolve("summary.html");
    Path csv = folder.resolve("goals.csv");
    Path store = folder.resolve("results.db");
    Path reports = folder.resolve("single reports");
    Scenario.Run run =
        Scenario.run(
            "batch",
            archive,
            "--protocol",
            protocol,
            "--store",
            store,
            "--report-dir",
            reports,
            "--summary",
            page,
            "--csv",
            csv);
    assertThat(run.err()).containsOnlyOnce("error: ").contains("alone/RP<1>.dcm");
    StoreReader reader = new StoreReader("jdbc:sqlite:" + store);
    for (String verdict : List.of("FAIL", "NOT_EVALUATED", "ERROR")) {
      String report =
          reader.rows("SELECT report FROM result WHERE verdict = '" + verdict + "'").get(0);
      assertThat(page).content().contains("href=\"single%20reports/" + report + "\"");
      assertThat(reports.resolve(report))
          .content()
          .contains(verdict.equals("ERROR") ? "since its files cannot be used" : "femur-v40");
    }
    assertThat(page)
        .content()
        .contains("Files that keep plans from being judged", "Other files that cannot be read")
        .containsPattern(
            "%s</td><td>a value of [0-9]+ bytes is declared, [^<]+\\[dicom-truncated]</td><td class=\"number\">2</td><td><div><a "
                .formatted(damaged.file("RS.dcm")))
        .contains("alone/RP&lt;1&gt;.dcm</td><td>it ends at byte 9")
        .doesNotContain("And ");
    assertThat(page)
        .content()
        .contains("1 PASS (20.0 %)", "1 FAIL (20.0 %)", "1 NOT_EVALUATED (20.0 %)")
        .contains("2 ERROR (40.0 %)", "[dicom-truncated]")
        .containsPattern("PHASE1, [^<]+/thigh-hot-spot/RP1.dcm")
        .contains("the plan has no structure Femur_L")
        .contains("femur-v40: ")
        .doesNotContain("OARLOCK^");
    assertThat(csv).content().contains("femur-v40");
    Path again = folder.resolve("again.html");
    Scenario.run("results", store, "--summary", again, "--report-dir", reports);
    assertThat(again).hasSameBinaryContentAs(page);
  }

  /** Values from 0 to 99.999 Gy in steps of 0.001, of which those below 60 Gy pass. */
  @Test
  void the_page_of_a_hundred_thousand_plans_is_as_short() throws IOException {
    Path store = folder.resolve("results.db");
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Scenario.run("batch", empty, "--protocol", ThighProtocol.in(folder), "--store", store);
    StoreReader reader = new StoreReader("jdbc:sqlite:" + store);
    String numbers =
        "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 99999) ";
    reader.execute(
        "INSERT INTO result "
            + numbers
            + "SELECT 'p' || i, (SELECT key FROM protocol), '1', 'u' || i, 'PLAN ' || i,"
            + " (2010 + i / 6250) || '0615', NULL, NULL, NULL, '',"
            + " CASE WHEN i < 60000 THEN 'PASS' WHEN i < 90000 THEN 'FAIL' ELSE 'NOT_EVALUATED' END,"
            + " CASE WHEN i = 99999 THEN 'the rare reason' ELSE '' END, '', '' FROM n");
    String kept = " FROM n WHERE i >= 90000";
    reader.execute(
        "INSERT INTO problem (plan, protocol, tool, position, severity, code, place, message, hint,"
            + " file) "
            + numbers
            + "SELECT 'p' || i, (SELECT key FROM protocol), '1', 0, 'ERROR', 'zip-damaged', 'x', 'broken',"
            + " '', 'archive' || (i % 50)"
            + kept);
    reader.execute(
        "INSERT INTO file (root, path, archive, size, modified, scan, kind, uid, sha256, label,"
            + " plan_date, frame, structure_set, plans, unit, unused, severity, code, shown, message) "
            + numbers
            + "SELECT 'r', i, '', 0, 0, 0, 'UNREADABLE', '', '', '', '', '', '', '', '', '', 'ERROR',"
            + " 'file-unreadable', 'file ' || i, 'permission is denied'"
            + kept);
    reader.execute(
        "INSERT INTO goal "
            + numbers
            + "SELECT 'p' || i, (SELECT key FROM protocol), '1', 0, 'dose', 'A', 'A', 'Max[Gy]',"
            + " 'total', '', i / 1000.0, NULL, 'Gy', i / 1000.0, i / 1000.0, 100, '< 60 Gy',"
            + " 'REQUIRED', 0, CASE WHEN i < 60000 THEN 'PASS' ELSE 'FAIL' END, '', '', '' FROM n");
    // one value far out, which a mean and a standard deviation would take in
    reader.execute("UPDATE goal SET value = 900 WHERE plan = 'p77777'");
    Path page = folder.resolve("summary.html");
    assertThat(Scenario.run("results", store, "--summary", page).err()).isEmpty();
    assertThat(page)
        .content()
        .hasSizeLessThan(60_000)
        .contains("60000 PASS (60.0 %)", "30000 FAIL (30.0 %)", "100000 plans")
        .contains("10000 NOT_EVALUATED", "the rare reason", "And 9970 more plans")
        .contains("And 9970 more files", "file 90000<", "permission is denied [file-unreadable]")
        .contains("zip-damaged", "and 197 more", "And 20 more files")
        .contains(">5.00 Gy<", ">50.00 Gy<", ">95.00 Gy<")
        .contains(">2025<", "100.0 % of 6250", "0.0 % of 6250", "60.0 %")
        .contains("PLAN 77777", "900.00 Gy");
  }
}
