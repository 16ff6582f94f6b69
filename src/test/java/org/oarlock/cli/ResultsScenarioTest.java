package org.oarlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oarlock.check.GoalResult;
import org.oarlock.check.Verdict;

/** What {@code oarlock results} and {@code oarlock compare} say of a store. */
class ResultsScenarioTest {
  @TempDir Path folder;
  private Path archive;
  private Path protocol;
  private Path store;

  @BeforeEach
  void judge() throws IOException {
    archive = Files.createDirectories(folder.resolve("archive"));
    protocol = ThighProtocol.in(folder);
    store = folder.resolve("results.db");
    PlanFolder.copyOf("thigh-pass", archive);
    PlanFolder.copyOf("thigh-bone-v40", archive);
    PlanFolder.copyOf("thigh-hot-spot", archive).cut("RS.dcm", 5000);
    batch();
  }

  private void batch() {
    Scenario.run("batch", archive, "--protocol", protocol, "--store", store, "--resume");
  }

  private List<String> verdicts(String where) {
    Scenario.Run run = Scenario.run("results", store, "--where", where);
    assertThat(run.err()).doesNotContain("error: ");
    return run.out()
        .lines()
        .filter(line -> line.startsWith("  "))
        .map(line -> line.split(" {2,}")[5])
        .sorted()
        .toList();
  }

  @Test
  void every_goal_of_every_plan_is_a_row() {
    Scenario.Run run = Scenario.run("results", store);
    assertThat(run.code()).isZero();
    assertThat(run.out().lines().filter(line -> line.startsWith("  "))).hasSize(2 * 5 + 2);
    assertThat(run.out())
        .contains("PHASE1 + PHASE2  PASS  thigh@1.0.0\n" + archive + "/thigh-pass/RP1.dcm\n")
        .containsPattern("\n  femur-v40 +37.84 % +V40Gy\\[%] +< 60 % +PASS\n")
        .containsPattern(
            "\nPHASE1  ERROR  thigh@1.0.0\n.+/thigh-hot-spot/RP1.dcm\n  - .+ERROR +.+\\[dicom-truncated]\n");
  }

  @Test
  void rows_are_chosen_by_conditions() {
    assertThat(verdicts("verdict = FAIL")).containsExactly("FAIL");
    assertThat(verdicts("goal = femur-v40")).containsExactly("FAIL", "PASS");
    assertThat(verdicts("goal ~ FEMUR and value > 37.8 and value<38")).containsExactly("PASS");
    assertThat(verdicts("plan_verdict = ERROR")).containsExactly("ERROR", "ERROR");
    assertThat(verdicts("not goal ~ '-'")).containsExactly("ERROR", "ERROR");
    assertThat(verdicts("not (value > 0) and not plan_verdict = ERROR")).isEmpty();
    assertThat(verdicts("verdict = FAIL or (goal = \"ptv1-d95\" and plan_verdict = 'PASS')"))
        .containsExactly("FAIL", "PASS");
  }

  @Test
  void a_condition_that_is_not_understood_says_where() {
    for (String[] bad :
        new String[][] {
          {"verdikt = FAIL", "--where:1:1", "a column: accepted, borderline"},
          {"verdict FAIL", "--where:1:9", "one of ="},
          {"verdict =", "--where:1:10", "a value"},
          {"value = high", "--where:1:9", "a number"},
          {"value ~ 3", "--where:1:7", "for a number"},
          {"(verdict = FAIL", "--where:1:16", "')'"},
          {"verdict = FAIL goal = x", "--where:1:16", "'and', 'or' or the end"},
          {"verdict = 'FAIL", "--where:1:11", "is not understood"},
          {"plan_date >= 01.02.2026", "--where:1:14", "a date"},
          {"plan_date = 2026-02-30", "--where:1:13", "year, month and day"},
          {"plan_date ~ 2026", "--where:1:11", "for a date"},
          {"plan_verdict = FIAL", "--where:1:16", "FAIL, NOT_APPLICABLE, ERROR, NO_PROTOCOL"},
          {"verdict != fail", "--where:1:12", "one of PASS, VARIATION, REVIEW"},
          {"verdict = ERROR", "--where:1:11", "is plan_verdict"},
          {"verdict ~ fial", "--where:1:11", "one of PASS"},
          {"obligation = must", "--where:1:14", "REQUIRED, ADVISORY"},
          {"borderline = yes", "--where:1:14", "borderline != ''"},
          {"accepted = ''", "--where:1:13", "not accepted != ''"},
          {"not ".repeat(60) + "verdict = FAIL", "--where:1:201", "nested deeper"},
        }) {
      Scenario.Run run = Scenario.run("results", store, "--where", bad[0]);
      assertThat(run.err()).contains(bad[1]).contains(bad[2]).contains("[where-syntax]");
      assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    }
  }

  @Test
  void what_a_condition_says_is_never_run() {
    String table = new StoreReader("jdbc:sqlite:" + store).table().toString();
    for (String text :
        List.of(
            "x'; DROP TABLE result; --", "%", "_", "!", "' OR '1'='1", "FAIL); DELETE FROM goal")) {
      assertThat(verdicts("reason = \"" + text + "\"")).isEmpty();
    }
    assertThat(verdicts("goal ~ '_'")).isEmpty();
    assertThat(new StoreReader("jdbc:sqlite:" + store).table()).hasToString(table);
  }

  @Test
  void the_table_is_written_as_csv() throws IOException {
    Path csv = folder.resolve("goals.csv");
    assertThat(Scenario.run("results", store, "--csv", csv).code()).isZero();
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines).hasSize(13);
    assertThat(lines.get(0))
        .startsWith(
            "\uFEFFrow,plan,label,path,plan_date,patient,protocol,version,rule,tool,plan_verdict,")
        .endsWith(",verdict,reason,borderline,accepted,report,settings,convention,protocol_key");
    int columns = lines.get(0).split(",", -1).length;
    assertThat(lines)
        .filteredOn(line -> line.contains("ERROR"))
        .hasSize(2)
        .allSatisfy(line -> assertThat(Csvs.cells(line)).hasSize(columns));
    List<String> femur =
        Csvs.cells(
            lines.stream()
                .filter(line -> line.contains(",femur-v40,") && line.contains(",PASS,,femur"))
                .findFirst()
                .orElseThrow());
    assertThat(femur).hasSize(columns).contains("2026-01-05", "V40Gy[%]", "Femur_L", "< 60 %");
    assertThat(Double.parseDouble(femur.get(18))).isBetween(37.8, 37.9);
  }

  @Test
  void text_that_a_spreadsheet_would_run_is_made_harmless() throws IOException {
    new StoreReader("jdbc:sqlite:" + store)
        .execute("UPDATE result SET label = '=HYPERLINK(\"http://x\";\"a,b\")'");
    Path csv = folder.resolve("goals.csv");
    Scenario.run("results", store, "--csv", csv);
    assertThat(Files.readString(csv))
        .contains(",\"'=HYPERLINK(\"\"http://x\"\";\"\"a,b\"\")\",")
        .doesNotContain(",=");
  }

  @Test
  void verdicts_that_change_with_a_protocol_are_listed_plan_by_plan() throws IOException {
    Files.writeString(
        protocol,
        ThighProtocol.TEXT
            .replace("1.0.0", "1.1.0")
            .replace("V40Gy[%] < 60", "V40Gy[%] < 30")
            .replace("ptv2-d95,", "ptv2-cover,"));
    batch();
    Path csv = folder.resolve("changes.csv");
    Scenario.Run run =
        Scenario.run(
            "compare", store, "--old", "thigh@1.0.0", "--new", "thigh@1.1.0", "--csv", csv);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("Compared    4 plans that are in both\n")
        .containsPattern(
            "PHASE1 \\+ PHASE2 \\(2\\.25\\.[0-9+.]+\\)\n.+/thigh-pass/RP1.dcm\n  the plan +PASS -> FAIL")
        .containsPattern("  femur-v40 +PASS -> FAIL  37.84 % is not < 30 %\n")
        .containsPattern("  ptv2-d95 +PASS -> \\(no such goal\\)\n")
        .containsPattern("  ptv2-cover +\\(no such goal\\) -> PASS\n")
        .contains("Changed     the verdicts of 1 plan, and of goals in 2 plans\n");
    assertThat(run.code()).isEqualTo(ExitCode.GOAL_FAILED);
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines).hasSize(1 + 1 + 1 + 2 * 2);
    assertThat(lines.get(0)).isEqualTo("\uFEFFplan,label,goal,old_verdict,new_verdict,reason,path");
    assertThat(lines)
        .filteredOn(line -> line.contains(",PHASE1 + PHASE2,,PASS,FAIL,"))
        .singleElement()
        .asString()
        .endsWith("/thigh-pass/RP1.dcm");
  }

  @Test
  void nothing_changes_where_only_a_title_does() throws IOException {
    Files.writeString(protocol, ThighProtocol.TEXT.replace("title: Thigh", "title: The thigh"));
    batch();
    assertThat(Scenario.run("results", store, "--where", "plan_verdict = PASS").out())
        .as("one version of two contents")
        .containsPattern("(?s)thigh@1\\.0\\.0#[0-9a-f]{16}\n.+thigh@1\\.0\\.0#[0-9a-f]{16}\n");
    Path page = folder.resolve("page.html");
    Scenario.run("results", store, "--summary", page);
    assertThat(page)
        .content()
        .containsPattern("(?s)thigh@1\\.0\\.0#[0-9a-f]{16}, judged.+#[0-9a-f]");
    Scenario.Run ambiguous =
        Scenario.run("compare", store, "--old", "thigh@1.0.0", "--new", "thigh@1.0.0");
    assertThat(ambiguous.err()).contains("stands for several: thigh@1.0.0#").contains("Name one");
    assertThat(ambiguous.code()).isEqualTo(ExitCode.NOT_JUDGED);
    List<String> keys =
        new StoreReader("jdbc:sqlite:" + store).rows("SELECT key FROM protocol ORDER BY key");
    Scenario.Run run =
        Scenario.run(
            "compare",
            store,
            "--old",
            "thigh@1.0.0#" + keys.get(0),
            "--new",
            "thigh@1.0.0#" + keys.get(1));
    assertThat(run.out()).contains("the verdicts of 0 plans");
    assertThat(run.code()).isZero();
    Scenario.Run unknown =
        Scenario.run("compare", store, "--old", "other@1", "--new", "thigh@1.0.0");
    assertThat(unknown.err()).contains("no results by 'other@1'; it has results by thigh@1.0.0");
  }

  @Test
  void runs_with_other_settings_are_kept_apart_and_can_be_told_apart() throws IOException {
    Files.writeString(
        protocol,
        ThighProtocol.TEXT
            .replace(
                "structures:",
                "parameters:\n  most: {type: percent, default: 60 %}\n"
                    + "  least: {type: percent, default: 95 %}\nstructures:")
            .replace("V40Gy[%] < 60", "V40Gy[%] < most")
            .replace("D95%[%] >= 95", "D95%[%] >= least")
            .replace("1.0.0", "2.0.0"));
    Path csv = folder.resolve("goals.csv");
    for (List<String> more :
        List.of(
            List.of("--set", "most=50 %"),
            List.of("--set", "most=20 %", "--set", "least=90 %"),
            List.of("--set", "least=90 %", "--set", "most=20 %"),
            List.of("--set", "most=50 %", "--convention", "no-cap", "--tolerance", "1 cGy"))) {
      List<Object> arguments =
          new ArrayList<>(
              List.of("batch", archive.resolve("thigh-pass"), "--protocol", protocol, "--store"));
      arguments.addAll(List.of(store, "--csv", csv));
      arguments.addAll(more);
      assertThat(Scenario.run(arguments.toArray()).out()).contains("thigh@2.0.0 (set ");
    }
    String femur = "version = 2.0.0 and goal = femur-v40";
    assertThat(verdicts(femur)).as("in whatever order they are set").hasSize(3);
    assertThat(verdicts(femur + " and settings = 'set most=50 %'")).containsExactly("PASS");
    assertThat(verdicts(femur + " and settings ~ 'most=20 %'")).containsExactly("FAIL");
    assertThat(verdicts(femur + " and convention = no-cap")).hasSize(1);
    assertThat(verdicts(femur + " and convention != half-slice-cap")).hasSize(1);
    assertThat(Scenario.run("results", store).out())
        .contains("PHASE1 + PHASE2  PASS  thigh@2.0.0 (set most=50 %)\n")
        .contains("PHASE1 + PHASE2  FAIL  thigh@2.0.0 (set least=90 %; set most=20 %)\n")
        .contains("thigh@2.0.0 (set most=50 %; convention no-cap; tolerance 0.01 Gy)\n");
    List<String> keys =
        new StoreReader("jdbc:sqlite:" + store)
            .rows("SELECT key FROM protocol WHERE version = '2.0.0' ORDER BY settings");
    assertThat(Files.readAllLines(csv))
        .filteredOn(line -> line.contains(",femur-v40,") && line.contains(",2.0.0,"))
        .map(line -> Csvs.cells(line).subList(32, 35))
        .containsExactlyInAnyOrder(
            List.of("set least=90 %; set most=20 %", "half-slice-cap", keys.get(0)),
            List.of("set most=50 %", "half-slice-cap", keys.get(1)),
            List.of("set most=50 %; convention no-cap; tolerance 0.01 Gy", "no-cap", keys.get(2)));

    Scenario.Run several =
        Scenario.run("compare", store, "--old", "thigh@2.0.0", "--new", "thigh@2.0.0");
    assertThat(several.code()).isEqualTo(ExitCode.NOT_JUDGED);
    assertThat(several.err())
        .contains("#" + keys.get(1) + "/")
        .contains(" (set most=50 %), thigh@");
    Scenario.Run compared =
        Scenario.run(
            "compare",
            store,
            "--old",
            "thigh@2.0.0#" + keys.get(1),
            "--new",
            "thigh@2.0.0#" + keys.get(0));
    assertThat(compared.out())
        .contains("Old         thigh@2.0.0 (set most=50 %), judged by Oarlock")
        .containsPattern("  femur-v40 +PASS -> FAIL")
        .contains("the verdicts of 1 plan, and of goals in 1 plan\n");
  }

  @Test
  void a_plan_that_one_side_lacks_keeps_the_comparison_from_being_whole() throws IOException {
    Files.writeString(protocol, ThighProtocol.TEXT.replace("1.0.0", "1.1.0"));
    Scenario.run("batch", archive.resolve("thigh-pass"), "--protocol", protocol, "--store", store);
    Path csv = folder.resolve("changes.csv");
    Scenario.Run run =
        Scenario.run(
            "compare", store, "--old", "thigh@1.0.0", "--new", "thigh@1.1.0", "--csv", csv);
    assertThat(run.out())
        .contains(
            "4 plans", "1 plan that is in both\n", "Only old    3 plans not judged by the new\n")
        .containsPattern("\n  PHASE1 \\(2\\.25\\.[0-9.]+\\)  .+/thigh-hot-spot/RP1.dcm\n")
        .contains("Not whole", "ends with 3")
        .doesNotContain("Only new");
    assertThat(run.code()).isEqualTo(ExitCode.NOT_JUDGED);
    assertThat(Files.readAllLines(csv))
        .hasSize(1 + 3)
        .filteredOn(line -> line.contains(",PHASE1,,ERROR,,not judged by the new,"))
        .hasSize(1);
    Scenario.Run turned =
        Scenario.run("compare", store, "--old", "thigh@1.1.0", "--new", "thigh@1.0.0");
    assertThat(turned.out()).contains("Only new    3 plans not judged by the old\n");
  }

  @Test
  void a_store_that_is_not_there_is_not_made() {
    Scenario.Run run = Scenario.run("results", folder.resolve("none.db"));
    assertThat(run.err()).contains("[store-missing]");
    assertThat(folder.resolve("none.db")).doesNotExist();
    assertThat(Scenario.run("results", "jdbc:mysql://x/y").err()).contains("[store-kind]");
  }

  @Test
  void what_can_be_no_store_is_refused_in_words() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.db"));
    for (Object[] bad :
        new Object[][] {
          {"", "is empty", "variable"},
          {folder, "is a folder", "Name a file in it"},
          {"/dev/null", "not a file", "Name a file"},
          {empty, "is empty, and no store", "another file"},
          {protocol, "no SQLite file", "another file"},
        }) {
      Scenario.Run run = Scenario.run("results", bad[0]);
      assertThat(run.err()).contains((String) bad[1], (String) bad[2]);
      assertThat(run.out()).isEmpty();
      assertThat(run.code()).isEqualTo(ExitCode.NOT_JUDGED);
    }
    assertThat(empty).isEmptyFile();
    for (Object[] bad :
        new Object[][] {
          {"", "is empty", "variable"},
          {folder, "is a folder", "Name a file in it"},
          {"/dev/null", "not a file", "Name a file"},
          {folder.resolve("nowhere/deep/s.db"), "does not exist", "Make the folder"},
        }) {
      Scenario.Run run = Scenario.run("batch", archive, "--protocol", protocol, "--store", bad[0]);
      assertThat(run.err()).contains((String) bad[1], (String) bad[2]);
      assertThat(run.code()).isIn(ExitCode.NOT_JUDGED, ExitCode.USAGE);
    }
    assertThat(Path.of("/dev/null-journal")).doesNotExist();
  }

  @Test
  void a_row_without_a_value_fits_no_comparison_in_any_column() {
    // no result has these, and two plans could not be judged
    for (String column : List.of("patient", "rule", "settings", "accepted", "word")) {
      assertThat(verdicts(column + " != x")).as(column).isEmpty();
      assertThat(verdicts(column + " != ''")).as(column).isEmpty();
      assertThat(verdicts("not " + column + " != ''")).as(column).hasSize(12);
    }
    assertThat(verdicts("goal != x")).hasSize(10);
  }

  @Test
  void dates_are_compared_as_dates() {
    assertThat(verdicts("plan_date = 2026-01-05"))
        .isNotEmpty()
        .hasSameSizeAs(verdicts("plan_date = 20260105"));
    assertThat(verdicts("plan_date > 2026-01-04 and plan_date < 2026-01-06"))
        .hasSameSizeAs(verdicts("plan_date = 2026-01-05"));
    assertThat(verdicts("plan_date > 2026-12-31 or plan_date < 2026-01-01")).isEmpty();
    new StoreReader("jdbc:sqlite:" + store).execute("UPDATE result SET plan_date = '2026-1-5'");
    assertThat(verdicts("plan_date > 1900-01-01")).as("no day").isEmpty();
  }

  @Test
  void what_no_row_has_is_told() throws IOException {
    String where = "goal = femur and protocol = thihg";
    Scenario.Run text = Scenario.run("results", store, "--where", where);
    assertThat(text.out()).isEqualTo("no row\n");
    assertThat(text.err())
        .startsWith("warning: --where: no row fits: no goal is 'femur'; there is for example ")
        .contains("femur-v40", "no protocol is 'thihg'; there is for example thigh [where-absent]");
    for (String table : List.of("--csv", "--parquet")) {
      Scenario.Run run =
          Scenario.run("results", store, "--where", where, table, folder.resolve("no-row"));
      assertThat(run.err()).isEqualTo(text.err());
      assertThat(run.code()).isZero();
      Files.delete(folder.resolve("no-row"));
    }
    assertThat(Scenario.run("results", store, "--where", "rule = x").err())
        .contains("no rule is 'x'; there is none at all [where-absent]\n");
    Scenario.Run known =
        Scenario.run("results", store, "--where", "goal = femur-v40 and value > 900");
    assertThat(known.out() + known.err()).isEqualTo("no row\n");
    assertThat(Scenario.run("results", store, "--where", "goal = femur or goal = femur-v40").err())
        .isEmpty();
  }

  @Test
  void the_words_of_conditions_are_those_of_verdicts() {
    for (Verdict verdict : Verdict.values()) {
      String where = "verdict = %1$s or plan_verdict = %1$s".formatted(verdict);
      assertThat(Scenario.run("results", store, "--where", where).code()).isZero();
    }
    for (GoalResult.Obligation one : GoalResult.Obligation.values()) {
      assertThat(Scenario.run("results", store, "--where", "obligation = " + one).code()).isZero();
    }
  }

  @Test
  void a_page_about_all_results_does_not_go_with_a_condition() {
    Path page = folder.resolve("page.html");
    Scenario.Run run =
        Scenario.run("results", store, "--summary", page, "--where", "verdict = FAIL");
    assertThat(run.err()).contains("do not go together");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(page).doesNotExist();
  }
}
