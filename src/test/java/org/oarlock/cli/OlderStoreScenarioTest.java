package org.oarlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oarlock.store.FileIndex;

/** What becomes of stores whose files were indexed and judged by older rules. */
class OlderStoreScenarioTest {
  /** What each version of the tables added to them. */
  private static final List<List<String>> ADDED =
      List.of(
          List.of(),
          List.of("protocol.selection", "protocol.rule", "result.chosen", "goal.accepted"),
          List.of("protocol.convention", "protocol.options"),
          List.of("file.indexer"),
          List.of(
              "file.severity",
              "file.code",
              "file.shown",
              "file.place",
              "file.message",
              "file.hint",
              "problem.file"));

  @TempDir Path folder;
  private Path archive;
  private Path zip;
  private Path selection;
  private Path store;

  @BeforeEach
  void judge_an_archive() throws IOException {
    archive = Files.createDirectories(folder.resolve("archive"));
    Path plan = PlanFolder.copyOf("thigh-pass", folder).path();
    zip = Zips.of(archive.resolve("plan.zip"), plan);
    ThighProtocol.in(folder);
    selection =
        Files.writeString(
            folder.resolve("select.yaml"),
            """
            selection: clinic
            version: 1.0.0
            rules:
              - rule: thigh
                structures: [PTV*]
                protocol: thigh.yaml
            """);
    store = folder.resolve("results.db");
    assertThat(batch(store, "--tolerance", "0.01Gy").out()).contains("Plans       1: 1 PASS\n");
  }

  private Scenario.Run batch(Path store, String... more) {
    Object[] fixed = {"batch", archive, "--select", selection, "--store", store, "--resume"};
    Object[] all = Arrays.copyOf(fixed, fixed.length + more.length);
    System.arraycopy(more, 0, all, fixed.length, more.length);
    return Scenario.run(all);
  }

  private static StoreReader in(Path store) {
    return new StoreReader("jdbc:sqlite:" + store);
  }

  /** Makes the store one of an older version, whose keys and settings were others. */
  private void makeOlder(int version) {
    StoreReader old = in(store);
    if (version < 4) {
      old.execute("UPDATE protocol SET key = 'old' || key, settings = '--tolerance', options = ''");
      for (String table : List.of("judged", "result", "goal", "evidence", "problem")) {
        old.execute("UPDATE %s SET protocol = 'old' || protocol".formatted(table));
      }
    }
    for (List<String> added : ADDED.subList(version, ADDED.size())) {
      for (String column : added) {
        String[] names = column.split("\\.");
        old.execute("ALTER TABLE %s DROP COLUMN %s".formatted(names[0], names[1]));
      }
    }
    old.execute("ALTER TABLE file ADD COLUMN problem TEXT NOT NULL DEFAULT ''");
    old.execute("UPDATE oarlock SET schema_version = " + version);
  }

  /** Damages a dose in the archive so that neither its size nor its time tells. */
  private void damage() throws IOException {
    FileTime time = Files.getLastModifiedTime(zip);
    byte[] bytes = Files.readAllBytes(zip);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    bytes[text.indexOf("PK\3\4", text.indexOf("RD1.dcm")) - 100] ^= 1;
    Files.write(zip, bytes);
    Files.setLastModifiedTime(zip, time);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void results_of_an_older_version_are_removed_and_never_stand_beside_new_ones(int version)
      throws IOException {
    makeOlder(version);
    damage();
    for (Scenario.Run run :
        List.of(
            Scenario.run("results", store),
            Scenario.run("compare", store, "--old", "clinic@1.0.0", "--new", "clinic@1.0.0"))) {
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).contains("its tables have version " + version).contains("store-older");
      assertThat(run.code()).isEqualTo(ExitCode.NOT_JUDGED);
    }
    assertThat(in(store).rows("SELECT schema_version FROM oarlock"))
        .containsExactly(String.valueOf(version));

    Scenario.Run run = batch(store, "--tolerance", "0.01Gy");
    assertThat(run.out()).contains("Plans       1: 1 NOT_EVALUATED\n");
    assertThat(run.err())
        .contains("had version " + version + "; the results in it, 1 in number,")
        .contains("[store-renewed]");
    assertThat(run.code()).isEqualTo(ExitCode.NOT_JUDGED);
    Path fresh = folder.resolve("fresh.db");
    batch(fresh, "--tolerance", "0.01Gy");
    assertThat(in(store).table()).isEqualTo(in(fresh).table());

    Scenario.Run later = batch(store);
    assertThat(later.err()).doesNotContain("store-renewed");
    batch(fresh);
    assertThat(in(store).table()).as("other settings beside").isEqualTo(in(fresh).table());
    assertThat(in(store).rows("SELECT verdict FROM result"))
        .containsExactly("NOT_EVALUATED", "NOT_EVALUATED");
  }

  @Test
  void what_was_judged_by_other_rules_is_judged_again() throws Exception {
    String content =
        Stream.concat(
                Stream.of("rules " + FileIndex.RULES),
                in(store)
                    .rows("SELECT kind || ' ' || uid || ' ' || sha256 FROM file WHERE unit <> ''")
                    .stream()
                    .sorted())
            .map(line -> line + "\n")
            .collect(Collectors.joining());
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
    assertThat(in(store).rows("SELECT content FROM judged"))
        .containsExactly(HexFormat.of().formatHex(hash));
  }

  @Test
  void what_was_indexed_by_other_rules_is_read_again() throws IOException {
    damage();
    long modified = ((FileTime) Files.getAttribute(zip, "unix:ctime")).toMillis();
    in(store).execute("UPDATE file SET modified = " + modified);
    assertThat(batch(store, "--tolerance", "0.01Gy").out())
        .as("same size and time: not read")
        .contains("1 of 1 units were judged before and have not changed\n");
    in(store).execute("UPDATE file SET indexer = indexer - 1");
    Scenario.Run run = batch(store, "--tolerance", "0.01Gy");
    assertThat(run.out()).contains("Plans       1: 1 NOT_EVALUATED\n").doesNotContain("unchanged");
    assertThat(run.code()).isEqualTo(ExitCode.NOT_JUDGED);
    assertThat(in(store).rows("SELECT DISTINCT indexer FROM file"))
        .containsExactly(String.valueOf(FileIndex.RULES));
  }
}
