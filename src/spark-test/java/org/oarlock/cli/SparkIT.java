package org.oarlock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** The job on a real cluster of one master and two executors. */
class SparkIT {
  private static final int COPIES = Integer.getInteger("oarlock.spark.copies", 8);
  private static final List<String> PLANS =
      List.of(
          "thigh-pass", "thigh-bone-v40", "thigh-femur-missing", "thigh-hot-spot", "thigh-joint");
  private static final Pattern UID = Pattern.compile("2\\.25\\.[0-9]{30,39}");
  private static final StoreReader DUCKDB = new StoreReader("jdbc:duckdb:");

  @TempDir static Path folder;
  private static SparkCluster cluster;
  private static Path archive;
  private static Path protocol;
  private static Path expected;
  private static Path expectedStore;
  private static PostgresqlServer server;
  private static String store;

  @BeforeAll
  static void start() throws Exception {
    archive = Files.createDirectories(folder.resolve("archive"));
    protocol = ThighProtocol.in(folder);
    for (int copy = 0; copy < COPIES; copy++) {
      for (String plan : PLANS) {
        copy(plan, copy);
      }
    }
    PlanFolder.copyOf("thigh-margins", archive).cut("RS.dcm", 5000);
    PlanFolder.copyOf("thigh-skin", archive).without("RD1.dcm", "RD2.dcm");
    Zips.of(archive.resolve("zipped.zip"), Path.of("test-plans/thigh-tumour-bed"));
    Files.writeString(archive.resolve("broken.zip"), "PK\3\4 and nothing more");
    expected = folder.resolve("expected.parquet");
    expectedStore = folder.resolve("expected.db");
    Scenario.Run batch =
        Scenario.run(
            "batch",
            archive,
            "--protocol",
            protocol,
            "--store",
            expectedStore,
            "--jobs",
            2,
            "--parquet",
            expected);
    assertThat(batch.code()).isEqualTo(ExitCode.GOAL_FAILED);
    try {
      server = PostgresqlServer.start();
      Runtime.getRuntime().addShutdownHook(new Thread(SparkIT::stopServer));
      store = server.newDatabase();
    } catch (TestAbortedException e) {
      store = null; // it is not installed
    }
    cluster = SparkCluster.start(Files.createDirectories(folder.resolve("spark")), 2);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
    stopServer();
  }

  private static synchronized void stopServer() {
    if (server != null) {
      try {
        server.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
      server = null;
    }
  }

  /** A copy of a test plan with UIDs of its own. */
  private static void copy(String plan, int copy) throws IOException {
    PlanFolder folder = PlanFolder.copyOf(plan, archive.resolve("copy-" + copy));
    for (Path file : folder.files()) {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      String own =
          UID.matcher(text)
              .replaceAll(
                  uid ->
                      uid.group().substring(0, uid.group().length() - 4) + "%04d".formatted(copy));
      Files.writeString(file, own, StandardCharsets.ISO_8859_1);
    }
  }

  private static Process submit(String name, String... settings) throws IOException {
    List<Object> arguments =
        new ArrayList<>(List.of(archive, "--protocol", protocol, "--out", folder.resolve(name)));
    if (store != null) {
      arguments.addAll(List.of("--store", store));
    }
    return cluster.submit(name, 2, List.of(settings), arguments);
  }

  private static int end(Process process, String name) throws Exception {
    boolean ended = process.waitFor(10, TimeUnit.MINUTES);
    assertThat(ended).as(() -> cluster.said(name).collect(Collectors.joining("\n"))).isTrue();
    return process.exitValue();
  }

  private static List<String> rows(String sql, String name) {
    return DUCKDB.rows(
        sql.replace("BATCH", "read_parquet('" + expected + "')")
            .replace("GOALS", "read_parquet('" + folder.resolve(name) + "/goals/*.parquet')")
            .replace("PLANS", "read_parquet('" + folder.resolve(name) + "/plans/*.parquet')")
            .replace(
                "PROBLEMS", "read_parquet('" + folder.resolve(name) + "/problems/*.parquet')"));
  }

  private static void assertSameAsBatch(String name, Process job) throws Exception {
    assertThat(end(job, name))
        .as(() -> cluster.said(name).collect(Collectors.joining("\n")))
        .isEqualTo(ExitCode.GOAL_FAILED);
    assertThat(rows("DESCRIBE SELECT * FROM GOALS", name))
        .isEqualTo(rows("DESCRIBE SELECT * FROM BATCH", name));
    assertThat(rows("SELECT * FROM GOALS", name))
        .hasSizeGreaterThan(3 * COPIES * PLANS.size())
        .isEqualTo(rows("SELECT * FROM BATCH", name));
    if (store != null) {
      assertThat(new StoreReader(store).table())
          .isEqualTo(new StoreReader("jdbc:sqlite:" + expectedStore).table());
    }
  }

  @Test
  void tables_and_store_are_those_of_batch() throws Exception {
    assertSameAsBatch("first", submit("first", "spark.oarlock.plansPerFile=10"));
    String files = "SELECT count(*) FROM glob('" + folder.resolve("first") + "/%s/*.parquet')";
    for (String table : List.of("goals", "plans", "problems")) {
      assertThat(rows(files.formatted(table), "first"))
          .containsExactly(String.valueOf((PLANS.size() * COPIES + 3) / 10 + 1));
    }
    assertThat(cluster.out("first"))
        .contains("Plans       " + (COPIES * PLANS.size() + 4))
        .contains(folder.resolve("first").toString());
    String verdicts = "SELECT plan_verdict, count(DISTINCT plan) FROM %s GROUP BY 1 ORDER BY 1";
    assertThat(rows(verdicts.formatted("PLANS"), "first"))
        .contains("ERROR|2")
        .isEqualTo(rows(verdicts.formatted("BATCH"), "first"));
    String problems = "SELECT plan, severity, code, file, place, message, hint FROM ";
    assertThat(rows(problems + "PROBLEMS", "first"))
        .isNotEmpty()
        .isEqualTo(
            new StoreReader("jdbc:sqlite:" + expectedStore)
                .rows(problems + "problem ORDER BY plan, position"));
  }

  @Test
  void a_job_whose_executor_is_killed_ends_with_the_same_tables() throws Exception {
    Process job = submit("killed");
    SparkCluster.await(
        "some plans",
        () -> cluster.said("killed").filter(line -> line.contains("Finished task")).count() > 5);
    List<ProcessHandle> executors = cluster.executors();
    assertThat(executors).hasSize(2);
    executors.get(0).destroyForcibly(); // kill -9
    assertSameAsBatch("killed", job);
    assertThat(cluster.said("killed")).anyMatch(line -> line.contains("Lost executor"));
  }

  @Test
  void a_plan_whose_executor_dies_each_time_is_an_error_and_the_job_goes_on() throws Exception {
    Path one = Files.createDirectories(folder.resolve("deadly"));
    PlanFolder.copyOf("thigh-pass", one);
    List<Object> arguments =
        List.of(one, "--protocol", protocol, "--out", folder.resolve("exhausted"));
    Process job = cluster.submit("exhausted", 2, List.of("spark.task.maxFailures=2"), arguments);
    SparkCluster.await(
        "the plan's task",
        () -> cluster.said("exhausted").anyMatch(line -> line.contains("Starting task 0.0 in")));
    cluster.executors().forEach(ProcessHandle::destroyForcibly); // kill -9
    assertThat(end(job, "exhausted"))
        .as(() -> cluster.said("exhausted").collect(Collectors.joining("\n")))
        .isEqualTo(ExitCode.NOT_JUDGED);
    assertThat(rows("SELECT label, plan_verdict FROM PLANS", "exhausted"))
        .containsExactlyInAnyOrder("PHASE1|ERROR", "PHASE2|ERROR");
    assertThat(rows("SELECT severity, code FROM PROBLEMS", "exhausted"))
        .containsOnly("ERROR|attempts-exhausted");
  }

  @Test
  void a_plan_that_ends_its_process_takes_none_of_those_along_that_share_its_task()
      throws Exception {
    assumeThat(COPIES).as("copies, so that plans share tasks").isGreaterThanOrEqualTo(8);
    Process job =
        submit(
            "deadly-plan",
            "spark.plugins=" + DeadlyPlan.class.getName(),
            "spark.jars=" + DeadlyPlan.jar(folder.resolve("deadly.jar")));
    assertThat(end(job, "deadly-plan"))
        .as(() -> cluster.said("deadly-plan").collect(Collectors.joining("\n")))
        .isEqualTo(ExitCode.GOAL_FAILED);
    assertThat(cluster.said("deadly-plan"))
        .as("what was left of the one task")
        .anyMatch(line -> line.matches(".*Submitting [2-8] missing tasks from ResultStage 1 .*"));
    List<String> deadly =
        rows(
            "SELECT DISTINCT regexp_extract(path, '.*/') FROM PROBLEMS"
                + " WHERE code = 'attempts-exhausted'",
            "deadly-plan");
    assertThat(deadly).hasSize(1);
    String others = "SELECT * FROM %s WHERE NOT starts_with(path, '" + deadly.get(0) + "')";
    assertThat(rows(others.formatted("GOALS"), "deadly-plan"))
        .hasSizeGreaterThan(3 * (COPIES - 1) * PLANS.size())
        .isEqualTo(rows(others.formatted("BATCH"), "deadly-plan"));
  }

  @Test
  void what_cannot_be_done_is_said_before_anything_is_judged() throws Exception {
    List<Object> arguments =
        List.of(archive, "--protocol", folder.resolve("none.yaml"), "--out", folder.resolve("x"));
    Process job = cluster.submit("missing", 2, List.of(), arguments);
    assertThat(end(job, "missing")).isEqualTo(ExitCode.NOT_JUDGED);
    assertThat(cluster.said("missing")).anyMatch(line -> line.contains("none.yaml"));
    assertThat(folder.resolve("x")).doesNotExist();
  }
}
