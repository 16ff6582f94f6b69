package org.oarlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Parquet table, as DuckDB reads it. */
class ParquetScenarioTest {
  private static final StoreReader DUCKDB = new StoreReader("jdbc:duckdb:");

  @TempDir Path folder;

  private static List<String> rows(String select, Path parquet, String rest) {
    return DUCKDB.rows("%s FROM read_parquet('%s') %s".formatted(select, parquet, rest));
  }

  @Test
  void another_program_reads_the_table_that_the_csv_file_holds() throws IOException {
    Path archive = Files.createDirectories(folder.resolve("archive"));
    PlanFolder.copyOf("thigh-pass", archive);
    PlanFolder.copyOf("thigh-bone-v40", archive);
    PlanFolder.copyOf("thigh-hot-spot", archive).cut("RS.dcm", 5000);
    Path store = folder.resolve("results.db");
    Path csv = folder.resolve("goals.csv");
    Path parquet = folder.resolve("goals.parquet");
    Scenario.Run run =
        Scenario.run(
            "batch",
            archive,
            "--protocol",
            ThighProtocol.in(folder),
            "--store",
            store,
            "--csv",
            csv,
            "--parquet",
            parquet);
    assertThat(run.err()).isEmpty();

    List<List<String>> expected = new ArrayList<>();
    for (String line : Files.readAllLines(csv)) {
      List<String> cells = Csvs.cells(line);
      expected.add(cells.stream().skip(1).map(c -> c.replaceFirst("^'", "")).toList());
    }
    List<String> names = expected.remove(0);
    assertThat(rows("DESCRIBE SELECT *", parquet, "").stream().map(row -> row.split("\\|")[0]))
        .containsExactlyElementsOf(names);
    assertThat(
            rows("DESCRIBE SELECT plan, plan_date, value, priority", parquet, "").stream()
                .map(row -> row.split("\\|")[1]))
        .containsExactly("VARCHAR", "DATE", "DOUBLE", "INTEGER");

    List<String> read = rows("SELECT *", parquet, "");
    assertThat(read).hasSameSizeAs(expected).hasSize(12);
    for (int i = 0; i < read.size(); i++) {
      String[] cells = read.get(i).split("\\|", -1);
      for (int j = 0; j < names.size(); j++) {
        assertThat(asCsv(cells[j])).as(names.get(j)).isEqualTo(expected.get(i).get(j));
      }
    }
    assertThat(rows("SELECT count(*)", parquet, "WHERE value IS NULL AND goal IS NULL"))
        .containsExactly("2");

    Path again = folder.resolve("again.parquet");
    Scenario.run("results", store, "--parquet", again);
    assertThat(again).hasSameBinaryContentAs(parquet);
    Path failed = folder.resolve("failed.parquet");
    Scenario.run("results", store, "--where", "verdict = FAIL", "--parquet", failed);
    assertThat(rows("SELECT goal, round(value, 2), unit", failed, ""))
        .containsExactly("femur-v40|72.87|%");
    Scenario.run("results", store, "--where", "verdict = NOT_APPLICABLE", "--parquet", failed);
    assertThat(rows("SELECT count(*), count(value)", failed, "")).containsExactly("0|0");
  }

  /** As the CSV file has it: numbers without an exponent and a needless .0, nothing for null. */
  private static String asCsv(String cell) {
    if (cell.equals("null")) {
      return "";
    }
    return cell.matches("-?[0-9]+\\.0") ? cell.substring(0, cell.length() - 2) : cell;
  }

  @Test
  void text_is_kept_as_it_is_and_a_long_table_is_written_in_parts() throws IOException {
    Path archive = Files.createDirectories(folder.resolve("archive"));
    PlanFolder.copyOf("thigh-pass", archive);
    Path store = folder.resolve("results.db");
    Scenario.run("batch", archive, "--protocol", ThighProtocol.in(folder), "--store", store);
    StoreReader stored = new StoreReader("jdbc:sqlite:" + store);
    stored.execute("UPDATE result SET label = '=1+1 ä \uD83E\uDE7B \"''', plan_date = '20261399'");
    stored.execute("UPDATE goal SET upper = 9e999");
    String plans =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 11000)";
    stored.execute(
        plans
            + " INSERT INTO result SELECT printf('1.%05d', i), protocol, tool, unit, label,"
            + " plan_date, patient, patient_id, patient_name, prescription, verdict, reason,"
            + " report, chosen FROM result, n");
    stored.execute(
        plans
            + " INSERT INTO goal SELECT printf('1.%05d', i), protocol, tool, position, goal,"
            + " structure, matched, metric, dose, prescription, i + position / 8.0, word, unit,"
            + " lower, upper, covered_percent, goal_limit, obligation, priority, verdict, reason,"
            + " borderline, accepted FROM goal, n");
    Path parquet = folder.resolve("goals.parquet");
    assertThat(Scenario.run("results", store, "--parquet", parquet).err()).isEmpty();
    assertThat(rows("SELECT count(*), count(DISTINCT plan), count(plan_date)", parquet, ""))
        .containsExactly("55005|11001|0");
    assertThat(rows("SELECT DISTINCT label, upper", parquet, ""))
        .containsExactly("=1+1 ä \uD83E\uDE7B \"'|Infinity");
    // the sum of i + j / 8 over i = 1 to 11000 and j = 0 to 4
    assertThat(rows("SELECT sum(value)", parquet, "WHERE plan LIKE '1.%'"))
        .containsExactly(String.valueOf(5 * 11000 * 11001L / 2 + 11000 * 10 / 8.0));
    assertThat(
            DUCKDB.rows(
                "SELECT max(row_group_id), any_value(compression) FROM parquet_metadata('%s')"
                    .formatted(parquet)))
        .containsExactly("1|GZIP");
  }
}
