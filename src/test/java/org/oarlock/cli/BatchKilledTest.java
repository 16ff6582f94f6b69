package org.oarlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code oarlock batch} as a process of its own that is killed. Kills {@value #FEW} times; {@code
 * -Doarlock.kills=100} asks for more, which takes a few minutes.
 */
class BatchKilledTest {
  private static final int FEW = 4;
  private static final int KILLS = Integer.getInteger("oarlock.kills", FEW);

  @TempDir Path folder;
  private Path archive;
  private Path protocol;

  @BeforeEach
  void make_archive() throws IOException {
    archive = Files.createDirectories(folder.resolve("archive"));
    protocol = ThighProtocol.in(folder);
    for (String plan :
        List.of(
            "thigh-pass",
            "thigh-bone-v40",
            "thigh-femur-missing",
            "thigh-hot-spot",
            "thigh-energy")) {
      PlanFolder.copyOf(plan, archive);
    }
    Zips.of(archive.resolve("zipped.zip"), Path.of("test-plans/thigh-tumour-bed"));
  }

  private Process start(Path store) throws IOException {
    List<String> command =
        List.of(
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
            store.toString(),
            "--resume");
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("said.txt").toFile())
        .start();
  }

  private int run(Path store) throws Exception {
    Process process = start(store);
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  @Test
  void a_run_killed_at_any_moment_goes_on_to_the_table_of_an_undisturbed_one() throws Exception {
    Path undisturbed = folder.resolve("undisturbed.db");
    long start = System.nanoTime();
    assertThat(run(undisturbed)).isEqualTo(ExitCode.GOAL_FAILED);
    long lastedMillis = (System.nanoTime() - start) / 1_000_000;
    List<String> expected = new StoreReader("jdbc:sqlite:" + undisturbed).table();
    assertThat(expected).hasSizeGreaterThan(60);

    Random random = new Random(20261121);
    int killed = 0;
    for (int chain = 0; killed < KILLS; chain++) {
      Path store = folder.resolve("killed-" + chain + ".db");
      int killedHere = 0;
      boolean finished = false;
      while (!finished && killed < KILLS) {
        Process process = start(store);
        // most of the time passes before the first row is there
        long moment = lastedMillis / 4 + random.nextLong(lastedMillis * 3 / 4 + 1);
        finished = process.waitFor(moment, TimeUnit.MILLISECONDS);
        if (!finished) {
          process.destroyForcibly().waitFor();
          killed++;
          killedHere++;
        }
      }
      run(store);
      assertThat(new StoreReader("jdbc:sqlite:" + store).table())
          .as("after %d kills", killedHere)
          .isEqualTo(expected);
    }
  }

  @Test
  void a_run_that_is_asked_to_stop_leaves_whole_rows_and_says_how_to_go_on() throws Exception {
    Path store = folder.resolve("stopped.db");
    Process process = start(store);
    while (process.isAlive() && rows(store).isEmpty()) {
      process.waitFor(20, TimeUnit.MILLISECONDS);
    }
    process.destroy(); // SIGTERM, which a shell's Ctrl-C is like
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    String said = Files.readString(folder.resolve("said.txt"));
    List<String> plans = rows(store);
    if (plans.size() < 6) {
      assertThat(said).contains("go on with --resume");
    }
    assertThat(run(store)).isEqualTo(ExitCode.GOAL_FAILED);
    assertThat(rows(store)).hasSize(6).containsAll(plans);
  }

  private static List<String> rows(Path store) {
    try {
      return Files.exists(store)
          ? new StoreReader("jdbc:sqlite:" + store).rows("SELECT plan, verdict FROM result")
          : new ArrayList<>();
    } catch (IllegalStateException e) { // the tables are not there yet
      return List.of();
    }
  }
}
