package org.oarlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oarlock.app.Computation;
import org.oarlock.batch.Batch;
import org.oarlock.batch.BatchMonitor;
import org.oarlock.batch.Tally;
import org.oarlock.dvh.DvhOptions;

/** Archives with files that nobody can place: no plan passes that one of them may belong to. */
class DamagedArchiveTest {
  private static final int SOP_INSTANCE_UID = 0x00080018;
  private static final int PATIENT_NAME = 0x00100010;
  private static final int REFERENCED_PLANS = 0x300C0002;
  private static final int REFERENCED_STRUCTURES = 0x300C0060;

  @TempDir private Path folder;
  private Path archive;
  private Path protocol;
  private Path store;

  @BeforeEach
  void prepare() throws IOException {
    archive = Files.createDirectories(folder.resolve("archive"));
    store = folder.resolve("results.db");
    protocol =
        Files.writeString(
            folder.resolve("mini.yaml"),
            """
            protocol: mini
            title: Mini
            version: 1.0.0
            status: approved
            structures:
              Femur_L: {}
            goals:
              - {id: femur-max, structure: Femur_L, goal: "Max[Gy] < 500"}
            """);
  }

  private Scenario.Run batch(Object... more) {
    List<Object> arguments =
        new ArrayList<>(List.of("batch", archive, "--protocol", protocol, "--store", store));
    arguments.addAll(List.of(more));
    return Scenario.run(arguments.toArray());
  }

  private StoreReader stored() {
    return new StoreReader("jdbc:sqlite:" + store);
  }

  private List<String> verdicts() {
    return stored().rows("SELECT verdict FROM result ORDER BY verdict");
  }

  /** A plan of one phase. */
  private PlanFolder phaseOf(String plan, String as) throws IOException {
    return PlanFolder.copyOf(plan, Files.createDirectories(archive.resolve(as)))
        .without("RP2.dcm", "RD2.dcm");
  }

  /** What is left of a file that nobody can tell anything about. */
  private static void putStump(Path beside) throws IOException {
    Files.write(beside.resolve("RD9.dcm"), new byte[100]);
  }

  /** Nothing shows that they were longer: what is left reads without fault. */
  @Test
  void a_file_cut_between_two_elements_before_its_references_keeps_plans_from_passing()
      throws IOException {
    PlanFolder folder = PlanFolder.copyOf("thigh-pass", archive);
    for (String name : List.of("RP1.dcm", "RD1.dcm")) {
      byte[] whole = Files.readAllBytes(folder.file(name));
      String references = name.equals("RP1.dcm") ? "\f0`\0SQ" : "\f0\u0002\0SQ";
      int size = new String(whole, StandardCharsets.ISO_8859_1).indexOf(references);
      Files.write(folder.file(name), Arrays.copyOf(whole, size));
      Scenario.Run run = batch();
      assertThat(run.code()).as(name).isEqualTo(ExitCode.NOT_JUDGED);
      assertThat(run.out()).as(name).doesNotContain(" PASS");
      String code = name.equals("RP1.dcm") ? "structure-set-missing" : "references-missing";
      assertThat(
              stored().rows("SELECT DISTINCT place FROM problem WHERE code = '%s'".formatted(code)))
          .as(name)
          .containsExactly(folder.file(name).toString());
      Scenario.Run check = Scenario.run("check", folder.path(), "--protocol", protocol);
      assertThat(check.code()).as(name).isEqualTo(ExitCode.NOT_JUDGED);
      assertThat(check.out()).as(name).doesNotContain("Overall     PASS");
      Files.write(folder.file(name), whole);
    }
  }

  /** Cut before its frame of reference, before its data set, before anything. */
  @Test
  void a_damaged_file_that_tells_nothing_keeps_plans_beside_it_from_passing() throws IOException {
    PlanFolder.copyOf("organs-pass", archive);
    PlanFolder folder = PlanFolder.copyOf("thigh-pass", archive);
    Path plan = folder.file("RP1.dcm");
    byte[] whole = Files.readAllBytes(plan);
    String first =
        "SELECT verdict, reason FROM result WHERE label = 'PHASE2' AND reason LIKE '%RP1%'";
    for (int size : new int[] {0, 132, 700}) {
      Files.write(plan, Arrays.copyOf(whole, size));
      Scenario.Run run = batch();
      assertThat(run.err()).contains("RP1.dcm").containsOnlyOnce("[dicom-truncated]");
      assertThat(run.code()).isEqualTo(ExitCode.NOT_JUDGED);
      assertThat(stored().rows(first))
          .as("%d bytes", size)
          .hasSize(1)
          .first()
          .asString()
          .startsWith("NOT_EVALUATED|thigh-pass/RP1.dcm")
          .endsWith("[dicom-truncated]; whether the file belongs to this plan cannot be known");
      assertThat(batch("--resume").err()).as("%d bytes", size).isEqualTo(run.err());
      assertThat(stored().rows(first)).as("%d bytes", size).hasSize(1);
    }
    Zips.of(archive.resolve("all.zip"), folder.path());
    folder.without("RP1.dcm", "RP2.dcm", "RD1.dcm", "RD2.dcm", "RS.dcm");
    batch();
    assertThat(stored().rows(first))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("NOT_EVALUATED|all.zip!RP1.dcm");
    assertThat(
            stored()
                .rows(
                    "SELECT COUNT(*) FROM result WHERE reason LIKE '%RP1%' AND label <> 'PHASE2' AND verdict <> 'ERROR'"))
        .as("the plans of the other folder")
        .containsExactly("0");
  }

  @Test
  void plans_without_uid_do_not_replace_one_another() throws IOException {
    for (String plan : List.of("thigh-pass", "thigh-skin")) {
      PlanFolder files = phaseOf(plan, "a");
      byte[] plans = files.element("RD1.dcm", REFERENCED_PLANS);
      byte[] uid = files.element("RP1.dcm", SOP_INSTANCE_UID);
      files
          .replaceElement("RD1.dcm", plans, files.element("RP1.dcm", REFERENCED_STRUCTURES))
          .replaceElement("RP1.dcm", uid, new byte[0]);
    }
    assertThat(batch().out()).contains("Plans       2: 2 PASS\n");
    assertThat(verdicts()).containsExactly("PASS", "PASS");
    assertThat(batch("--resume").out())
        .contains("2 of 2 units were judged before and have not changed\n");
  }

  @Test
  void a_damaged_file_that_lies_in_two_folders_keeps_plans_in_both_from_passing()
      throws IOException {
    PlanFolder plan = phaseOf("thigh-pass", "a");
    PlanFolder other = phaseOf("thigh-skin", "b");
    byte[] dose = Files.readAllBytes(Path.of("test-plans/thigh-hot-spot/RD1.dcm"));
    byte[] cut = Arrays.copyOf(dose, PlanFolder.find(dose, PATIENT_NAME));
    Files.write(plan.file("rest"), cut);
    Files.write(other.file("rest"), cut);
    assertThat(batch().code()).isEqualTo(ExitCode.NOT_JUDGED);
    assertThat(verdicts()).containsExactly("NOT_EVALUATED", "NOT_EVALUATED");
  }

  @Test
  void a_stump_among_copies_keeps_their_originals_from_passing() throws IOException {
    phaseOf("thigh-pass", "a");
    putStump(phaseOf("thigh-pass", "b").path());
    assertThat(batch().code()).isEqualTo(ExitCode.NOT_JUDGED);
    assertThat(verdicts()).containsExactly("NOT_EVALUATED");
  }

  /** In lower case this letter is two characters. */
  @Test
  void a_stump_in_an_archive_is_found_whatever_the_archive_is_called() throws IOException {
    PlanFolder plan = phaseOf("thigh-pass", "../files");
    putStump(plan.path());
    Zips.of(archive.resolve("\u0130ST \u0130\u0130\u0130.ZIP"), plan.path());
    assertThat(batch().code()).isEqualTo(ExitCode.NOT_JUDGED);
    assertThat(verdicts()).containsExactly("NOT_EVALUATED");
  }

  @Test
  void a_text_that_stands_for_a_dose_is_an_error() throws IOException {
    PlanFolder plan = phaseOf("thigh-pass", "a");
    for (String text :
        List.of(
            "-----BEGIN CMS-----\nabc",
            "version https://git-lfs.github.com/spec/v1\noid",
            "../../.git/annex/objects/x",
            "<!DOCTYPE html><title>404</title>",
            " ".repeat(1000))) {
      Files.writeString(plan.file("RD9.dcm"), text);
      assertThat(batch().code()).as(text).isEqualTo(ExitCode.NOT_JUDGED);
      assertThat(verdicts()).as(text).containsExactly("NOT_EVALUATED");
    }
    byte[] erased = new byte[80_000];
    Arrays.fill(erased, (byte) 0xFF);
    Files.write(plan.file("RD9.dcm"), erased);
    assertThat(batch().code()).isEqualTo(ExitCode.NOT_JUDGED);
    Files.writeString(plan.file("RD9.dcm"), "Doses of this folder are in Gy.\n");
    assertThat(batch().code()).isZero();
    assertThat(verdicts()).containsExactly("PASS");
  }

  @Test
  void results_say_where_files_lie_after_they_have_moved() throws IOException {
    phaseOf("thigh-pass", "\u0007a");
    batch();
    assertThat(batch("--resume").out()).contains("1 of 1 units were judged before");
    Files.move(archive.resolve("\u0007a"), archive.resolve("b"));
    assertThat(batch("--resume").out()).doesNotContain("judged before");
    assertThat(stored().rows("SELECT path FROM evidence"))
        .hasSize(3)
        .allMatch(path -> path.startsWith(archive.resolve("b").toString()));
  }

  @Test
  void a_file_that_takes_the_place_and_the_time_of_another_is_read() throws IOException {
    PlanFolder plan = phaseOf("thigh-pass", "a");
    assertThat(batch().out()).contains("1 PASS");
    Path dose = plan.file("RD1.dcm");
    FileTime time = Files.getLastModifiedTime(dose);
    byte[] bytes = Files.readAllBytes(dose);
    Arrays.fill(bytes, PlanFolder.find(bytes, PATIENT_NAME), bytes.length, (byte) 0);
    Files.write(dose, bytes);
    Files.setLastModifiedTime(dose, time);
    assertThat(batch("--resume").code()).isEqualTo(ExitCode.NOT_JUDGED);
    assertThat(verdicts()).containsExactly("NOT_EVALUATED");
  }

  /**
   * A second run finds damage beside a plan that the first one is at work on, and is done first.
   */
  @Test
  void a_run_that_knows_less_does_not_replace_what_a_later_one_found() throws IOException {
    phaseOf("thigh-pass", "a");
    Path second = phaseOf("thigh-skin", "b").path();
    phaseOf("thigh-hot-spot", "c");
    Batch.Request request =
        new Batch.Request(
            List.of(archive),
            protocol,
            false,
            Map.of(),
            null,
            false,
            false,
            new Computation(DvhOptions.DEFAULT),
            store.toString(),
            1,
            false,
            null,
            null,
            false);
    Intruder intruder = new Intruder(second);
    Batch.run(request, intruder);
    assertThat(intruder.hasRun).isTrue();
    assertThat(verdicts()).containsExactly("NOT_EVALUATED", "PASS", "PASS");
  }

  /** Damages a folder when the first plan has been judged, and runs a batch of its own. */
  private final class Intruder implements BatchMonitor {
    private final Path beside;
    private boolean hasRun;

    Intruder(Path beside) {
      this.beside = beside;
    }

    @Override
    public void indexing(long files) {}

    @Override
    public void judging(long done, long left, Tally tally) {
      if (done == 0 || hasRun) {
        return;
      }
      hasRun = true;
      try {
        putStump(beside);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
      batch();
    }

    @Override
    public boolean isStopped() {
      return false;
    }
  }
}
