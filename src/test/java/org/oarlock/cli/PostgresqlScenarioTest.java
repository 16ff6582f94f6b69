package org.oarlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The results store in a real PostgreSQL server: the same as in SQLite. */
class PostgresqlScenarioTest {
  private static final List<String> PLANS =
      List.of("thigh-pass", "thigh-bone-v40", "thigh-femur-missing", "thigh-joint");

  private static PostgresqlServer server;

  @TempDir Path folder;
  private Path archive;
  private Path protocol;
  private String store;

  @BeforeAll
  static void start() throws Exception {
    server = PostgresqlServer.start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void make_archive() throws IOException {
    archive = Files.createDirectories(folder.resolve("archive"));
    protocol = ThighProtocol.in(folder);
    for (String plan : PLANS) {
      PlanFolder.copyOf(plan, archive);
    }
    PlanFolder.copyOf("thigh-hot-spot", archive).cut("RS.dcm", 5000);
    Files.copy(archive.resolve("thigh-pass/RS.dcm"), archive.resolve("copy.dcm"));
    store = server.newDatabase();
  }

  private Scenario.Run batch(Object into) {
    return Scenario.run("batch", archive, "--protocol", protocol, "--store", into, "--resume");
  }

  @Test
  void the_tables_are_those_of_sqlite_row_by_row() {
    Path file = folder.resolve("results.db");
    Scenario.Run inFile = batch(file);
    Scenario.Run inServer = batch(store);
    assertThat(inServer.err()).isEqualTo(inFile.err());
    assertThat(inServer.code()).isEqualTo(inFile.code()).isEqualTo(ExitCode.GOAL_FAILED);
    assertThat(inServer.out())
        .contains("Plans       6: ")
        .contains("Store       jdbc:postgresql://");
    assertThat(inServer.out()).doesNotContain("secret").doesNotContain("user=");
    List<String> table = new StoreReader(store).table();
    assertThat(table)
        .hasSizeGreaterThan(40)
        .isEqualTo(new StoreReader("jdbc:sqlite:" + file).table());
    assertThat(batch(store).out()).contains("5 of 5 units were judged before");
    assertThat(new StoreReader(store).table()).isEqualTo(table);

    for (String column :
        List.of("indexer", "severity", "code", "shown", "place", "message", "hint")) {
      new StoreReader(store).execute("ALTER TABLE file DROP COLUMN " + column);
    }
    new StoreReader(store).execute("ALTER TABLE problem DROP COLUMN file");
    new StoreReader(store).execute("ALTER TABLE file ADD COLUMN problem TEXT");
    new StoreReader(store).execute("UPDATE oarlock SET schema_version = 3");
    new StoreReader(store).execute("UPDATE protocol SET settings = 'older', key = 'older'");
    assertThat(Scenario.run("results", store).err()).contains("[store-older]");
    Scenario.Run renewed = batch(store);
    assertThat(renewed.err()).contains("6 in number").contains("[store-renewed]");
    assertThat(renewed.out()).doesNotContain("judged before");
    assertThat(new StoreReader(store).table()).isEqualTo(table);
  }

  @Test
  void results_and_comparisons_are_those_of_sqlite() throws IOException {
    Path file = folder.resolve("results.db");
    for (Object into : List.of(file, store)) {
      batch(into);
    }
    Files.writeString(
        protocol,
        ThighProtocol.TEXT.replace("1.0.0", "2.0.0").replace("V40Gy[%] < 60", "V40Gy[%] < 30"));
    for (Object into : List.of(file, store)) {
      batch(into);
    }
    for (List<String> command :
        List.of(
            List.of("results"),
            List.of("results", "--where", "goal ~ FEMUR and not value >= 38 or verdict = FAIL"),
            List.of("compare", "--old", "thigh@1.0.0", "--new", "thigh@2.0.0"))) {
      assertThat(run(command, store)).isEqualTo(run(command, file)).contains("FAIL");
    }
    Path one = folder.resolve("one.csv");
    Path other = folder.resolve("other.csv");
    Scenario.run("results", file, "--csv", one);
    Scenario.run("results", store, "--csv", other);
    assertThat(other).hasSameBinaryContentAs(one);
    Path page = folder.resolve("one.html");
    Path otherPage = folder.resolve("other.html");
    Scenario.run("results", file, "--summary", page);
    assertThat(Scenario.run("results", store, "--summary", otherPage).err()).isEmpty();
    assertThat(otherPage).hasSameBinaryContentAs(page);
  }

  private static String run(List<String> command, Object store) {
    List<Object> arguments = new java.util.ArrayList<>(command);
    arguments.add(1, store);
    Scenario.Run run = Scenario.run(arguments.toArray());
    assertThat(run.err()).isEmpty();
    return run.out();
  }

  @Test
  void several_processes_write_together() throws Exception {
    List<CompletableFuture<Process>> processes =
        List.of(startBatch().onExit(), startBatch().onExit(), startBatch().onExit());
    for (CompletableFuture<Process> process : processes) {
      assertThat(process.get(5, TimeUnit.MINUTES).exitValue())
          .as(Files.readString(folder.resolve("said.txt")))
          .isEqualTo(ExitCode.GOAL_FAILED);
    }
    Path file = folder.resolve("results.db");
    batch(file);
    assertThat(new StoreReader(store).table())
        .isEqualTo(new StoreReader("jdbc:sqlite:" + file).table());
  }

  @Test
  void a_killed_run_goes_on() throws Exception {
    for (int kill = 0; kill < 3; kill++) {
      Process process = startBatch();
      int before = rows();
      while (process.isAlive() && rows() == before) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
      process.destroyForcibly().waitFor();
    }
    batch(store);
    Path file = folder.resolve("results.db");
    batch(file);
    assertThat(new StoreReader(store).table())
        .isEqualTo(new StoreReader("jdbc:sqlite:" + file).table());
  }

  private int rows() {
    try {
      return new StoreReader(store).rows("SELECT plan FROM result").size();
    } catch (IllegalStateException e) { // the tables are not there yet
      return 0;
    }
  }

  private Process startBatch() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "org.oarlock.cli.Main",
            "batch",
            archive.toString(),
            "--protocol",
            protocol.toString(),
            "--store",
            store,
            "--resume")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("said.txt").toFile()))
        .start();
  }

  @Test
  void the_password_may_stand_in_a_file_that_the_environment_names() throws Exception {
    Path passwords = Files.writeString(folder.resolve("passwords"), "127.0.0.1:*:*:oarlock:secret");
    Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
    String withoutPassword = store.replace("&password=secret", "");
    assertThat(withoutPassword).doesNotContain("secret");
    String opened = "it holds no tables of results";
    assertThat(results(withoutPassword, folder.resolve("none"))).doesNotContain(opened);
    assertThat(results(withoutPassword, passwords)).contains(opened).contains("[store-older]");
  }

  private String results(String location, Path passwords) throws Exception {
    ProcessBuilder process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "org.oarlock.cli.Main",
                "results",
                location)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said.txt").toFile());
    process.environment().put("PGPASSFILE", passwords.toString());
    assertThat(process.start().waitFor()).isEqualTo(ExitCode.NOT_JUDGED);
    return Files.readString(folder.resolve("said.txt"));
  }

  @Test
  void a_server_that_does_not_answer_is_said_without_the_password() {
    Scenario.Run run = batch("jdbc:postgresql://127.0.0.1:1/x?user=me&password=secret");
    assertThat(run.err())
        .contains("[store-unreachable]")
        .contains("Check the server")
        .doesNotContain("secret");
    assertThat(run.code()).isEqualTo(ExitCode.NOT_JUDGED);
  }
}
