package org.oarlock.cli;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.atIndex;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code oarlock batch} does with archives. */
class BatchScenarioTest {
  private static final List<String> PLANS =
      List.of("thigh-pass", "thigh-bone-v40", "thigh-femur-missing", "thigh-prescription-missing");

  @TempDir Path folder;
  private Path archive;
  private Path protocol;
  private Path store;

  @BeforeEach
  void write_protocol() throws IOException {
    archive = Files.createDirectories(folder.resolve("archive"));
    protocol = ThighProtocol.in(folder);
    store = folder.resolve("results.db");
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

  private Path put(String plan, String name, String as) throws IOException {
    Path target = archive.resolve(as);
    Files.createDirectories(target.getParent());
    return Files.copy(Path.of("test-plans", plan, name), target);
  }

  private void putAll(String plan) throws IOException {
    PlanFolder.copyOf(plan, archive);
  }

  private static List<Path> dicomFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(f -> f.toString().endsWith(".dcm")).sorted().toList();
    }
  }

  @Test
  void every_plan_gets_the_verdict_and_the_goals_that_check_gives_it() throws IOException {
    Map<String, String> checked = new TreeMap<>();
    for (String plan : PLANS) {
      putAll(plan);
      Scenario.Run check =
          Scenario.run("check", "test-plans/" + plan, "--protocol", protocol, "--format", "json");
      JsonChecked json = JsonChecked.of(check.out());
      checked.put(json.structureSetUid(), json.verdicts());
    }
    Scenario.Run run = batch();
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isEqualTo(ExitCode.GOAL_FAILED);
    assertThat(run.out())
        .contains("Plans       4: 1 PASS, 2 NOT_EVALUATED, 1 FAIL\n")
        .contains("Files       20: 8 RT Plan, 4 RT Structure Set, 8 RT Dose\n")
        .contains("Protocol    thigh@1.0.0\n");
    assertThat(stored().verdictsByStructureSet()).isEqualTo(checked);
  }

  @Test
  void values_are_stored_unrounded_with_band_unit_and_limit() throws IOException {
    putAll("thigh-pass");
    batch();
    Scenario.Run check =
        Scenario.run("check", "test-plans/thigh-pass", "--protocol", protocol, "--format", "json");
    JsonChecked.Goal expected = JsonChecked.of(check.out()).goal("femur-v40");
    assertThat(
            stored()
                .rows(
                    "SELECT value, lower, upper, unit, goal_limit, verdict, obligation, metric,"
                        + " matched FROM goal WHERE goal = 'femur-v40'"))
        .containsExactly(
            "%s|%s|%s|%%|< 60 %%|PASS|REQUIRED|V40Gy[%%]|Femur_L"
                .formatted(expected.value(), expected.lower(), expected.upper()));
    assertThat(stored().rows("SELECT DISTINCT prescription, plan_date FROM result"))
        .containsExactly("phase1: 50 Gy in 25; phase2: 14 Gy in 7; total: 64 Gy in 32|20260105");
  }

  @Test
  void files_of_one_plan_may_lie_anywhere() throws IOException {
    put("thigh-pass", "RS.dcm", "structures/2026/one");
    put("thigh-pass", "RP1.dcm", "plans/RP1");
    put("thigh-pass", "RD2.dcm", "doses/a/b/c/d.bin");
    Path rest = Files.createDirectories(folder.resolve("rest"));
    Files.copy(Path.of("test-plans/thigh-pass/RP2.dcm"), rest.resolve("RP2.dcm"));
    Files.copy(Path.of("test-plans/thigh-pass/RD1.dcm"), rest.resolve("RD1.dcm"));
    Zips.of(archive.resolve("rest.zip"), rest);
    Scenario.Run run = batch();
    assertThat(run.out()).contains("Plans       1: 1 PASS\n").contains("1 zip archive");
    assertThat(run.code()).isZero();
    assertThat(stored().rows("SELECT kind, path FROM evidence ORDER BY position"))
        .containsExactly(
            "RT_STRUCTURE_SET|" + archive + "/structures/2026/one",
            "RT_PLAN|" + archive + "/plans/RP1",
            "RT_DOSE|" + archive + "/rest.zip!RD1.dcm",
            "RT_PLAN|" + archive + "/rest.zip!RP2.dcm",
            "RT_DOSE|" + archive + "/doses/a/b/c/d.bin");
  }

  @Test
  void members_of_archives_are_hashed_once_and_told_as_check_tells_them() throws IOException {
    Path loose = PlanFolder.copyOf("thigh-pass", folder).path();
    Path zip = Zips.of(archive.resolve("plan.zip"), loose);
    batch();
    String hashes = "SELECT DISTINCT sha256 FROM evidence";
    List<String> computed = stored().rows(hashes);
    assertThat(computed).hasSize(5);
    stored().execute("UPDATE file SET sha256 = 'known' WHERE archive <> ''");
    batch();
    assertThat(stored().rows(hashes)).containsExactly("known");
    Files.setLastModifiedTime(zip, FileTime.fromMillis(1_000_000));
    batch();
    assertThat(stored().rows(hashes)).containsExactlyInAnyOrderElementsOf(computed);

    Path broken = Files.write(archive.resolve("broken.zip"), new byte[] {'P', 'K', 3, 4});
    Scenario.Run run = batch();
    assertThat(run.out())
        .contains("Plans       1: 1 PASS\n")
        .contains("Not used    1: it cannot be read\n");
    assertThat(run.code()).isEqualTo(ExitCode.NOT_JUDGED);
    Scenario.Run check = Scenario.run("check", archive, "--protocol", protocol);
    assertThat(check.code()).isEqualTo(ExitCode.NOT_JUDGED);
    assertThat(check.out()).contains("Verdict     NOT_EVALUATED");
    for (String text : List.of(run.err(), check.out())) {
      assertThat(text.replaceAll("\\s+", " "))
          .contains(
              "error: " + broken + ": the archive cannot be read, and with it whatever it holds")
          .contains("[zip-unreadable]");
    }

    Files.delete(broken);
    Files.copy(loose.resolve("RD1.dcm"), loose.resolve("RD3.dcm"));
    Zips.of(zip, loose);
    String bytes = Files.readString(zip, StandardCharsets.ISO_8859_1);
    Files.writeString(zip, bytes.replace("RD3", "RD1"), StandardCharsets.ISO_8859_1);
    assertThat(batch().err()).contains(zip + "!RD1.dcm: the archive holds several files of this");
  }

  @Test
  void copies_are_said_and_change_nothing() throws IOException {
    putAll("thigh-pass");
    put("thigh-pass", "RD1.dcm", "backup/RD1.dcm");
    put("thigh-pass", "RS.dcm", "backup/RS.dcm");
    Scenario.Run run = batch();
    assertThat(run.out())
        .contains("Not used    2: it is a copy of another file\n")
        .contains("Plans       1: 1 PASS\n");
    assertThat(run.code()).isZero();
    assertThat(stored().rows("SELECT path, unused FROM file WHERE unused <> '' ORDER BY path"))
        .containsExactly(
            archive + "/thigh-pass/RD1.dcm|it is a copy of " + archive + "/backup/RD1.dcm",
            archive + "/thigh-pass/RS.dcm|it is a copy of " + archive + "/backup/RS.dcm");
  }

  @Test
  void different_files_with_one_uid_are_an_error_of_their_plan_alone() throws IOException {
    putAll("thigh-pass");
    putAll("thigh-bone-v40");
    Path other = put("thigh-pass", "RD1.dcm", "other/RD1.dcm");
    byte[] bytes = Files.readAllBytes(other);
    bytes[bytes.length - 1] ^= 1;
    Files.write(other, bytes);
    Scenario.Run run = batch();
    assertThat(run.out()).contains("Plans       2: 1 NOT_EVALUATED, 1 FAIL\n");
    assertThat(stored().rows("SELECT DISTINCT code FROM problem WHERE severity = 'ERROR'"))
        .contains("uid-repeated");
  }

  @Test
  void a_plan_that_cannot_be_read_is_one_row_and_not_the_end() throws IOException {
    putAll("thigh-pass");
    PlanFolder.copyOf("thigh-hot-spot", archive).cut("RS.dcm", 5000);
    Scenario.Run run = batch();
    assertThat(run.out()).contains("Plans       3: 1 PASS, 2 ERROR\n");
    assertThat(run.code()).isEqualTo(ExitCode.NOT_JUDGED);
    assertThat(stored().rows("SELECT label, reason FROM result WHERE verdict = 'ERROR' ORDER BY 1"))
        .hasSize(2)
        .allSatisfy(row -> assertThat(row).startsWith("PHASE").contains("[dicom-truncated]"));
  }

  @Test
  void the_files_that_keep_plans_from_being_judged_are_named_at_the_end_of_a_run()
      throws IOException {
    putAll("thigh-bone-v40");
    PlanFolder.copyOf("thigh-pass", archive).cut("RD2.dcm", 5000);
    PlanFolder hot = PlanFolder.copyOf("thigh-hot-spot", archive).cut("RS.dcm", 5000);
    Scenario.Run run = batch();
    assertThat(run.err()).as("headers are whole").isEmpty();
    assertThat(run.out())
        .contains("Plans       4: 1 NOT_EVALUATED, 1 FAIL, 2 ERROR\n")
        .containsPattern(
            "Held up     2 plans by %s: a value .*\\[dicom-truncated\\]\n {12}1 plan by [^\n]+/RD2.dcm: .*\n"
                .formatted(hot.file("RS.dcm")));
    assertThat(run.out().lines().filter(line -> line.contains(" by "))).hasSize(2);

    for (int i = 10; i < 22; i++) {
      Path copy = Files.createDirectories(archive.resolve("more" + i));
      Files.write(copy.resolve("RP.dcm"), new byte[i]);
      put("thigh-pass", "RP2.dcm", "more" + i + "/RP2.dcm");
      byte[] other = Files.readAllBytes(copy.resolve("RP2.dcm"));
      String text = new String(other, StandardCharsets.ISO_8859_1);
      other[text.indexOf("2.25.1") + 6] = (byte) ('0' + i % 10);
      Files.write(copy.resolve("RP2.dcm"), other);
    }
    Files.write(Files.createDirectories(archive.resolve("x")).resolve("RD.dcm"), new byte[0]);
    for (int i = 0; i < 9; i++) {
      Files.write(archive.resolve("x/RD" + i + ".dcm"), new byte[i]);
    }
    run = batch();
    assertThat(run.out().lines().filter(line -> line.contains(" by ")).toList()).hasSize(11);
    assertThat(run.out()).containsPattern("\n {12}and others by [0-9]+ more files\n");
    assertThat(run.err().lines().filter(line -> line.startsWith("error: "))).hasSize(20);
    assertThat(run.err())
        .endsWith(
            "and 2 more files; the table 'file' of a store has all of them [more-problems]\n");
  }

  @Test
  void a_text_that_is_named_as_a_plan_is_told_and_does_not_fail_a_run() throws IOException {
    putAll("thigh-pass");
    Path text = archive.resolve("thigh-pass/README.dcm");
    Files.writeString(text, "Where these plans come from.");
    Scenario.Run run = batch();
    Scenario.Run check = Scenario.run("check", archive, "--protocol", protocol);
    assertThat(run.err())
        .contains("warning: " + text + ": its name says DICOM")
        .contains("[dicom-none]");
    assertThat(check.out()).contains("[dicom-none]");
    assertThat(run.out())
        .contains("Not used    1: it is no DICOM file\n")
        .contains("Plans       1: 1 PASS\n");
    assertThat(List.of(run.code(), check.code())).containsExactly(ExitCode.DONE, ExitCode.DONE);
    assertThat(batch("--resume").err()).as("told again").isEqualTo(run.err());

    byte[] encrypted = new byte[300];
    new java.util.Random(1).nextBytes(encrypted);
    Files.write(text, encrypted);
    run = batch();
    check = Scenario.run("check", archive, "--protocol", protocol);
    for (Scenario.Run one : List.of(run, check)) {
      assertThat(one.err() + one.out()).contains("[dicom-none]").contains("NOT_EVALUATED");
      assertThat(one.code()).isEqualTo(ExitCode.NOT_JUDGED);
    }
  }

  @Test
  void what_belongs_to_no_plan_is_listed_with_the_reason() throws IOException {
    putAll("thigh-pass");
    put("thigh-joint", "RS.dcm", "a.dcm");
    put("thigh-margins", "RD1.dcm", "b.dcm");
    Files.writeString(archive.resolve("notes.txt"), "not a plan");
    Path cut = put("thigh-joint", "RP1.dcm", "apart/c.dcm");
    Files.write(cut, java.util.Arrays.copyOf(Files.readAllBytes(cut), 200));
    Scenario.Run run = batch();
    assertThat(run.out())
        .contains("Not used    1: it cannot be read\n")
        .contains("            1: it is no DICOM file\n")
        .contains("            1: it refers to a plan that is not here\n")
        .contains("            1: no plan and no dose refers to it\n")
        .contains("Plans       1: 1 PASS\n");
    assertThat(run.err()).contains("c.dcm").contains("[dicom-truncated]");
    assertThat(run.code()).isEqualTo(ExitCode.NOT_JUDGED);
  }

  /** Bytes that are no text look alike once they are made text, and name no file any more. */
  @Test
  void files_whose_names_are_no_text_are_told_in_archives_and_read_by_check() throws IOException {
    assumeTrue(
        FileSystems.getDefault().supportedFileAttributeViews().contains("unix"),
        "names of files are text on this system");
    putAll("thigh-bone-v40");
    Path other = Files.createDirectories(Path.of(URI.create(archive.toUri() + "M%FCller/")));
    int name = 0xE0;
    for (Path file : dicomFiles(Path.of("test-plans/thigh-pass"))) {
      Files.copy(file, Path.of(URI.create(other.toUri() + "%" + Integer.toHexString(name++))));
    }
    Zips.of(folder.resolve("plan.zip"), other.resolveSibling("thigh-bone-v40"));
    Files.move(folder.resolve("plan.zip"), Path.of(URI.create(other.toUri() + "%FF.zip")));
    Scenario.Run run = batch();
    assertThat(run.code()).isEqualTo(ExitCode.GOAL_FAILED);
    assertThat(run.out())
        .contains("Plans       1: 1 FAIL\n")
        .contains("Not used    6: it cannot be read\n");
    assertThat(run.err()).contains("/M%FCller/%E0 [file-name]", "/M%FCller/%FF.zip [file-name]");
    assertThat(stored().rows("SELECT path FROM file WHERE kind = 'UNREADABLE'")).hasSize(6);

    Files.delete(Path.of(URI.create(other.toUri() + "%FF.zip")));
    PlanFolder good = new PlanFolder(archive.resolve("thigh-bone-v40"));
    good.without("RP1.dcm", "RP2.dcm", "RD1.dcm", "RD2.dcm", "RS.dcm");
    assertThat(batch().code()).isEqualTo(ExitCode.NOT_JUDGED);
    Scenario.Run check = Scenario.run("check", archive, "--protocol", protocol);
    assertThat(check.out()).contains("Verdict     PASS").contains("[case-not-looked-for]");
    Path lost = folder.resolve("M\uFFFDller");
    assertThat(batch(lost).err()).contains("hint: Name a folder above it");
    assertThat(Scenario.run("check", lost, "--protocol", protocol).out().replaceAll("\\s+", " "))
        .contains("hint: Name a folder above it");
  }

  @Test
  void a_later_run_reads_only_what_has_changed() throws IOException {
    putAll("thigh-pass");
    batch();
    Path dose = archive.resolve("thigh-pass/RD1.dcm");
    String hash = "SELECT sha256 FROM file WHERE path LIKE '%RD1.dcm'";
    List<String> before = stored().rows(hash);
    byte[] bytes = Files.readAllBytes(dose);
    bytes[bytes.length - 1] ^= 1;
    Files.write(dose, bytes);
    long changed = ((FileTime) Files.getAttribute(dose, "unix:ctime")).toMillis();
    stored()
        .execute("UPDATE file SET modified = %d WHERE path LIKE '%%RD1.dcm'".formatted(changed));
    batch("--resume");
    assertThat(stored().rows(hash)).as("same size and time: not read").isEqualTo(before);
    Files.setLastModifiedTime(dose, FileTime.fromMillis(changed + 1000));
    Scenario.Run run = batch("--resume");
    assertThat(stored().rows(hash)).isNotEqualTo(before);
    assertThat(run.out()).doesNotContain("have not changed");
  }

  @Test
  void a_resumed_run_judges_only_what_has_changed() throws IOException {
    putAll("thigh-pass");
    putAll("thigh-bone-v40");
    batch();
    List<String> before = stored().table();
    assertThat(batch("--resume").out())
        .contains("2 of 2 units were judged before and have not changed\n")
        .contains("Plans       2: 1 PASS, 1 FAIL\n");
    assertThat(stored().table()).isEqualTo(before);
    assertThat(batch().out()).doesNotContain("have not changed");
    assertThat(stored().table()).as("judged twice, one row").isEqualTo(before);
    Files.delete(archive.resolve("thigh-pass/RD1.dcm"));
    assertThat(batch("--resume").out())
        .contains("1 of 2 units")
        .contains("Plans       2: 1 NOT_EVALUATED, 1 FAIL\n");
  }

  @Test
  void files_that_come_later_replace_what_was_said_without_them() throws IOException {
    put("thigh-pass", "RP1.dcm", "RP1.dcm");
    put("thigh-pass", "RD1.dcm", "RD1.dcm");
    assertThat(batch().out()).contains("Plans       1: 1 ERROR\n");
    put("thigh-pass", "RS.dcm", "RS.dcm");
    put("thigh-pass", "RP2.dcm", "RP2.dcm");
    put("thigh-pass", "RD2.dcm", "RD2.dcm");
    assertThat(batch("--resume").out()).contains("Plans       1: 1 PASS\n");
    assertThat(stored().rows("SELECT label, verdict FROM result"))
        .containsExactly("PHASE1 + PHASE2|PASS");
    Files.delete(archive.resolve("RS.dcm"));
    Files.delete(archive.resolve("RP2.dcm"));
    Files.delete(archive.resolve("RD2.dcm"));
    batch("--resume");
    assertThat(stored().rows("SELECT label, verdict FROM result")).containsExactly("PHASE1|ERROR");
  }

  @Test
  void another_content_of_a_protocol_is_another_protocol_whatever_version_it_states()
      throws IOException {
    putAll("thigh-pass");
    batch();
    Files.writeString(protocol, ThighProtocol.TEXT.replace("V40Gy[%] < 60", "V40Gy[%] < 6"));
    assertThat(batch("--resume").out()).contains("Plans       1: 1 FAIL\n");
    assertThat(stored().rows("SELECT verdict FROM result ORDER BY 1"))
        .containsExactly("FAIL", "PASS");
  }

  @Test
  void the_store_names_no_patient_unless_asked() throws IOException {
    putAll("thigh-pass");
    batch();
    assertThat(Files.readString(store, StandardCharsets.ISO_8859_1)).doesNotContain("OARLOCK^");
    assertThat(stored().rows("SELECT patient, patient_id, patient_name FROM result"))
        .containsExactly("null|null|null");
    batch("--show-patient");
    assertThat(stored().rows("SELECT patient, patient_id, patient_name FROM result"))
        .containsExactly("null|thigh-pass|OARLOCK^THIGH");
  }

  @Test
  void a_key_links_the_plans_of_a_patient() throws IOException {
    putAll("thigh-pass");
    Path key = Files.writeString(folder.resolve("key"), "0123456789abcdef0123456789abcdef");
    batch("--patient-key", key);
    // HMAC-SHA-256 of "id thigh-pass", by openssl dgst -sha256 -mac HMAC
    assertThat(stored().rows("SELECT patient FROM result")).containsExactly("63915c1221fc7d1252d8");
    Files.writeString(key, "another key of some length");
    batch("--patient-key", key);
    assertThat(stored().rows("SELECT patient FROM result"))
        .isNotEqualTo(List.of("63915c1221fc7d1252d8"));
    Files.writeString(key, "short");
    assertThat(batch("--patient-key", key).err()).contains("[patient-key]");
  }

  @Test
  void single_reports_are_written_where_asked() throws IOException {
    putAll("thigh-pass");
    Path reports = folder.resolve("reports");
    batch("--report-dir", reports);
    String name = stored().rows("SELECT report FROM result").get(0);
    assertThat(reports.resolve(name)).content().contains("PHASE1 + PHASE2").contains("PASS");
    Files.delete(reports.resolve(name));
    Files.createDirectories(reports.resolve(name).resolve("in the way"));
    Scenario.Run run = batch("--resume", "--report-dir", reports);
    assertThat(run.err())
        .contains(reports + ": the reports about 1 plan could not be written into it")
        .contains("[reports-not-written]");
    assertThat(run.code()).isEqualTo(ExitCode.NOT_JUDGED);
    Files.delete(reports.resolve(name).resolve("in the way"));
    Files.delete(reports.resolve(name));
    assertThat(batch("--resume", "--report-dir", reports).code()).isZero();
    assertThat(reports.resolve(name)).as("written again").isRegularFile();
  }

  @Test
  void what_is_no_store_is_left_alone() throws IOException {
    putAll("thigh-pass");
    Files.writeString(
        store, "some text that was here before, long enough to be looked at".repeat(9));
    assertThat(batch().err()).contains("[store-foreign]");
    Files.delete(store);
    stored().execute("CREATE TABLE mine (x INTEGER)");
    assertThat(batch().err()).contains("[store-foreign]");
    assertThat(stored().rows("SELECT name FROM sqlite_master WHERE type = 'table'"))
        .containsExactly("mine");
    Files.delete(store);
    batch();
    stored().execute("UPDATE oarlock SET schema_version = 99");
    Scenario.Run run = batch();
    assertThat(run.err()).contains("version 99").contains("[store-newer]");
    assertThat(run.code()).isEqualTo(ExitCode.NOT_JUDGED);
  }

  @Test
  void accepted_violations_beside_plans_are_counted_apart_and_change_no_verdict()
      throws IOException {
    // one folder for all plans, as archives have it: each file is about one of them
    Path shared = Files.createDirectories(archive.resolve("all"));
    for (String plan : List.of("thigh-pass", "thigh-bone-v40")) {
      for (String file : List.of("RS.dcm", "RP1.dcm", "RP2.dcm", "RD1.dcm", "RD2.dcm")) {
        Files.copy(Path.of("test-plans", plan, file), shared.resolve(plan + "-" + file));
      }
    }
    batch();
    String uids =
        stored().rows("SELECT plan FROM result WHERE verdict = 'FAIL'").get(0).replace("+", ", ");
    assertThat(batch("--resume").out()).contains("2 of 2 units were judged before");
    Path overrides =
        Files.writeString(
            shared.resolve("oarlock-overrides.yaml"),
            """
            plan: [%s]
            accepted:
              - {goal: femur-v40, value: 72.87 %%, reason: palliative, by: Dr B, date: 2026-11-20}
            """
                .formatted(uids));
    Scenario.Run run = batch("--resume");
    assertThat(run.out())
        .contains("Plans       2: 1 PASS, 1 FAIL\n")
        .contains("Accepted    1 goal is not met that somebody answers for; they stay FAIL\n");
    assertThat(run.code()).isEqualTo(ExitCode.GOAL_FAILED);
    assertThat(stored().rows("SELECT verdict, accepted FROM goal WHERE accepted <> ''"))
        .containsExactly("FAIL|accepted by Dr B on 2026-11-20: palliative");

    Files.writeString(overrides, Files.readString(overrides).replace("72.87", "70.00"));
    assertThat(batch("--resume").out()).doesNotContain("Accepted");
    assertThat(stored().rows("SELECT count(*) FROM problem WHERE code = 'override-changed'"))
        .containsExactly("1");
    assertThat(stored().rows("SELECT verdict FROM result ORDER BY 1"))
        .containsExactly("FAIL", "PASS");
  }

  @Test
  void the_same_archive_gives_the_same_table_whatever_the_number_of_jobs() throws IOException {
    for (String plan : PLANS) {
      putAll(plan);
    }
    batch("--jobs", "1");
    List<String> one = stored().table();
    Files.delete(store);
    batch("--jobs", "4");
    assertThat(stored().table()).isEqualTo(one).hasSizeGreaterThan(20);
    assertThat(dicomFiles(archive)).hasSize(20);
  }

  @Test
  void a_reason_names_its_file_and_never_takes_the_damage_of_another_plan_for_its_own()
      throws IOException {
    String prescriptions =
        ThighProtocol.TEXT.replaceAll("(?s).*(prescriptions:.*)structures:.*", "$1");
    Files.writeString(
        protocol,
        ThighProtocol.TEXT
            .replace(prescriptions, "")
            .replaceAll("(?m)^.*prescription: .*\n", "")); // no course: alternatives
    String reasons = "SELECT verdict, label, reason FROM result ORDER BY verdict, label";

    PlanFolder plan = PlanFolder.copyOf("thigh-pass", archive).cut("RD1.dcm", 3000);
    batch();
    String oneByOne = "thigh-pass/RS.dcm: the plans 'PHASE1', 'PHASE2' lie on one structure set";
    assertThat(stored().rows(reasons))
        .hasSize(2)
        .satisfies(
            row -> assertThat(row).startsWith("NOT_EVALUATED|PHASE2|" + oneByOne), atIndex(1));

    Files.copy(Path.of("test-plans/thigh-pass/RD1.dcm"), plan.file("RD1.dcm"), REPLACE_EXISTING);
    plan.cut("RP1.dcm", 3000);
    Scenario.Run run = batch();
    assertThat(run.err()).contains("thigh-pass/RP1.dcm ((300A,00B0)): a value of");
    assertThat(run.code()).isEqualTo(ExitCode.NOT_JUDGED);
    String cut =
        "thigh-pass/RP1.dcm ((300A,00B0)): a value of 10596 bytes is declared, but only 7766 are left,"
            + " at byte 1232 [dicom-truncated]";
    assertThat(stored().rows(reasons))
        .containsExactly(
            "ERROR||" + cut,
            "NOT_EVALUATED|PHASE2|"
                + cut
                + "; whether the file belongs to this plan cannot be known");

    plan.without("RP1.dcm", "RD1.dcm", "RP2.dcm", "RS.dcm");
    put("thigh-pass", "RS.dcm", "RS.dcm");
    put("thigh-pass", "RP2.dcm", "RP2.dcm");
    Zips.of(archive.resolve("doses.zip"), plan.path());
    plan.cut("RD2.dcm", 3000);
    Path zipped = archive.resolve("doses.zip");
    batch();
    assertThat(stored().rows(reasons))
        .as("two files with one UID")
        .hasSize(1)
        .first()
        .asString()
        .startsWith("NOT_EVALUATED|PHASE2|thigh-pass/RD2.dcm ((7FE0,0010)): a value of");
    plan.without("RD2.dcm");
    assertThat(batch(zipped).out()).contains("Plans       1: 1 PASS\n");
  }

  @Test
  void a_damaged_dose_that_may_be_of_any_plan_keeps_all_in_its_frame_of_reference_from_passing()
      throws IOException {
    putAll("thigh-pass");
    putAll("thigh-bone-v40");
    Path dose = put("thigh-pass", "RD1.dcm", "elsewhere/x");
    byte[] bytes = Files.readAllBytes(dose);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int uid = text.indexOf("2.25.", text.indexOf("\b\0\u0018\0UI"));
    bytes[uid + 5] = (byte) (bytes[uid + 5] == '1' ? '2' : '1');
    int references = text.indexOf("\f0\u0002\0SQ");
    Files.write(dose, java.util.Arrays.copyOf(bytes, references - 3));
    Scenario.Run run = batch();
    assertThat(run.out()).contains("Plans       2: 1 NOT_EVALUATED, 1 FAIL\n");
    assertThat(run.err()).contains("/elsewhere/x").contains("[dicom-truncated]");
    assertThat(stored().rows("SELECT reason FROM result WHERE verdict = 'NOT_EVALUATED'"))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("elsewhere/x")
        .endsWith("[dicom-truncated]; whether the file belongs to this plan cannot be known");
  }

  /** In a folder with all plans of a clinic one file must not keep all of them from passing. */
  @Test
  void a_damaged_file_beside_more_than_a_hundred_others_is_only_listed() throws IOException {
    PlanFolder plan = PlanFolder.copyOf("thigh-pass", archive);
    Files.write(plan.file("RD3.dcm"), new byte[20]);
    for (int i = 100; i < 195; i++) {
      copyOfStructures(plan.file(i + ".dcm"), i);
    }
    assertThat(dicomFiles(plan.path())).hasSize(101);
    Scenario.Run run = batch();
    assertThat(run.out())
        .contains("Plans       1: 1 NOT_EVALUATED\n")
        .contains("Held up     1 plan by " + plan.file("RD3.dcm"));
    copyOfStructures(plan.file("195.dcm"), 195);
    run = batch();
    assertThat(run.out())
        .contains("Plans       1: 1 PASS\n")
        .contains("Not used    1: it cannot be read\n")
        .doesNotContain("Held up");
    assertThat(run.err()).contains(plan.file("RD3.dcm").toString());
    assertThat(run.code()).isEqualTo(ExitCode.NOT_JUDGED);
  }

  /** A structure set that no plan refers to, with a UID of its own. */
  private void copyOfStructures(Path target, int number) throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of("test-plans/organs-pass/RS.dcm"));
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int at = text.indexOf("2.25.", text.indexOf("\b\0\u0018\0UI"));
    String uid = text.substring(at, at + 30);
    String other = uid.substring(0, 27) + number;
    Files.write(target, text.replace(uid, other).getBytes(StandardCharsets.ISO_8859_1));
  }

  /**
   * A digit of the UID that a dose refers to its plan by: it looks like the dose of another one.
   */
  @Test
  void a_reference_that_is_damaged_within_an_archive_is_not_believed() throws IOException {
    putAll("thigh-pass");
    byte[] dose = Files.readAllBytes(Path.of("test-plans/thigh-pass/RD1.dcm"));
    String text = new String(dose, StandardCharsets.ISO_8859_1);
    dose[text.indexOf("2.25.", text.indexOf("\b\0\u0018\0UI")) + 6] ^= 1; // another dose
    Path zip = stored("dose.zip", dose);
    byte[] bytes = Files.readAllBytes(zip);
    text = new String(bytes, StandardCharsets.ISO_8859_1);
    bytes[text.indexOf("2.25.", text.indexOf("\f0\u0002\0SQ")) + 6] ^= 1;
    Files.write(zip, bytes);
    Scenario.Run run = batch();
    assertThat(run.err())
        .contains("dose.zip!RD3.dcm: its bytes do not agree")
        .contains("[zip-damaged]");
    assertThat(run.code()).isEqualTo(ExitCode.NOT_JUDGED);
    assertThat(stored().rows("SELECT verdict, reason FROM result"))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("NOT_EVALUATED|dose.zip!RD3.dcm: its bytes do not agree with the checksum")
        .endsWith("[zip-damaged]; whether the file belongs to this plan cannot be known");

    Path second = stored("second.zip", dose);
    bytes = Files.readAllBytes(second);
    bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\1\2") - 1] ^= 1; // a pixel
    Files.write(second, bytes);
    text = new String(Files.readAllBytes(zip), StandardCharsets.ISO_8859_1);
    bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    int frame = text.indexOf("2.25.", text.indexOf(" \0R\0UI"));
    bytes[frame + 6] ^= 1; // and nothing joins it to the plan
    Files.write(zip, bytes);
    assertThat(batch().out()).contains("Plans       1: 1 NOT_EVALUATED\n");
    assertThat(stored().rows("SELECT path FROM file WHERE unused LIKE 'it is a copy%'")).isEmpty();
    assertThat(stored().rows("SELECT reason FROM result"))
        .hasSize(1)
        .first()
        .asString()
        .contains("zip!RD3.dcm: its bytes do not agree with the checksum");
  }

  /** Their headers are read when they are found, and all of them once, when they are judged. */
  @Test
  void large_files_are_hashed_when_they_are_judged_and_told_from_copies_by_their_content()
      throws IOException {
    PlanFolder plan = PlanFolder.copyOf("thigh-pass", archive);
    enlarge(plan.file("RS.dcm"));
    enlarge(plan.file("RD1.dcm"));
    assertThat(batch().out()).contains("Plans       1: 1 PASS\n");
    String hashes = "SELECT path, sha256 FROM file ORDER BY path";
    List<String> first = stored().rows(hashes);
    assertThat(first).hasSize(5).allMatch(row -> row.matches(".*\\|[0-9a-f]{64}"));
    assertThat(stored().rows("SELECT path, sha256 FROM evidence ORDER BY path")).isEqualTo(first);
    assertThat(batch("--resume").out())
        .contains("1 of 1 units were judged before and have not changed");

    Files.setLastModifiedTime(plan.file("RD1.dcm"), FileTime.fromMillis(1_700_000_000_000L));
    assertThat(batch("--resume").out())
        .as("the same bytes")
        .contains("1 of 1 units were judged before and have not changed");
    assertThat(stored().rows(hashes)).isEqualTo(first);

    Path copies = Files.createDirectories(archive.resolve("copies"));
    Files.copy(plan.file("RD1.dcm"), copies.resolve("RD.dcm"));
    Files.copy(plan.file("RS.dcm"), copies.resolve("RS.dcm"));
    assertThat(batch("--resume").out()).contains("Plans       1: 1 PASS\n");
    assertThat(stored().rows("SELECT COUNT(*) FROM file WHERE unused LIKE 'it is a copy of%'"))
        .containsExactly("2");

    byte[] other = Files.readAllBytes(copies.resolve("RD.dcm"));
    other[other.length - 1] ^= 1; // of the same size and UID
    Files.write(copies.resolve("RD.dcm"), other);
    assertThat(batch("--resume").out()).contains("Plans       1: 1 NOT_EVALUATED\n");
    assertThat(stored().rows("SELECT COUNT(*) FROM file WHERE unused LIKE 'it is a copy of%'"))
        .containsExactly("1");
  }

  /**
   * Appends so many bytes as data set trailing padding, PS3.10 7.2, that it is not read at once.
   */
  private static void enlarge(Path file) throws IOException {
    byte[] padding = new byte[12 + (1 << 19)];
    byte[] element = {-4, -1, -4, -1, 'O', 'B', 0, 0, 0, 0, 8, 0};
    System.arraycopy(element, 0, padding, 0, element.length);
    Files.write(file, padding, StandardOpenOption.APPEND);
  }

  /** A zip archive with one member that is stored as it is. */
  private Path stored(String name, byte[] member) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(member);
    ZipEntry entry = new ZipEntry("RD3.dcm");
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(member.length);
    entry.setCrc(crc.getValue());
    Path zip = archive.resolve(name);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(entry);
      out.write(member);
    }
    return zip;
  }

  @Test
  void what_is_stated_wrongly_about_the_protocol_is_refused_before_anything_is_judged()
      throws IOException {
    putAll("thigh-pass");
    Files.writeString(
        protocol,
        ThighProtocol.TEXT.replace(
            "structures:",
            """
            parameters:
              margin: {type: choice, choices: [positive, negative], default: negative}
              most: {type: volume, default: 10 cc}
            structures:"""));
    for (String[] wrong :
        new String[][] {
          {
            "marginn=positive", "no parameter or prescription 'marginn' [unknown-setting]", "margin"
          },
          {"margin=maybe", "'maybe', not one of positive, negative [wrong-setting]", "Set it to"},
          {"most=10 Gy", "'10 Gy', not a volume such as 10 cc [wrong-setting]", "Set it to"},
          {"most=-1 cc", "'-1 cc', which is negative [wrong-setting]", "Set it to"},
          {"most=", "'', not a volume such as 10 cc [wrong-setting]", "Set it to"},
          {"phase1=50", "prescription 'phase1' is '50', not a dose [wrong-setting]", "State it"},
          {"total=64 Gy", "'total' is a sum, which cannot be stated [wrong-setting]", "State its"},
        }) {
      Scenario.Run run = batch("--set", wrong[0]);
      assertThat(run.err()).contains("error: (--set ", wrong[1], wrong[2]);
      assertThat(run.out()).isEmpty();
      assertThat(run.code()).isEqualTo(ExitCode.NOT_JUDGED);
      Scenario.Run check =
          Scenario.run("check", archive, "--protocol", protocol, "--set", wrong[0]);
      assertThat(check.out().replaceAll("\\s+", " ")).contains(wrong[1]);
      assertThat(check.code()).isEqualTo(run.code());
    }
    assertThat(batch("--names", folder.resolve("none.yaml")).err()).contains("[file-unreadable]");
    assertThat(store).doesNotExist();

    Path names = Files.writeString(folder.resolve("names.yaml"), "Femurr: Femur_L\n");
    Scenario.Run warned = batch("--names", names, "--set", "most=3 cc");
    assertThat(warned.err())
        .startsWith("warning: " + names + ": the names file names 'Femurr', but the protocol has");
    assertThat(warned.out()).contains("Plans       1: 1 PASS\n");
    assertThat(warned.code()).isZero();
  }

  @Test
  void an_empty_folder_holds_no_plan() throws IOException {
    assertThat(batch().out()).contains("Plans       0\n").contains("Files       0\n");
    assertThat(batch().code()).isEqualTo(ExitCode.NOT_JUDGED);
    assertThat(batch().err()).contains("no plan to judge", "[batch-no-plan]", "hint: Name the");
  }

  @Test
  void a_file_that_could_not_be_written_is_refused_before_anything_is_judged() throws IOException {
    putAll("thigh-pass");
    for (String option : List.of("--csv", "--parquet", "--summary")) {
      Scenario.Run run = batch(option, folder.resolve("nowhere/file"));
      assertThat(run.err()).contains(option, "lies in a folder that does not exist");
      assertThat(run.code()).isEqualTo(ExitCode.USAGE);
      assertThat(batch(option, folder).err()).contains("which is a folder");
    }
    assertThat(store).doesNotExist();
    Scenario.Run both = batch("--select", protocol);
    assertThat(both.err()).startsWith("error: ").doesNotContain("Error:");
    Path reports = folder.resolve("reports");
    batch("--report-dir", reports, "--csv", reports.resolve("goals.csv"));
    assertThat(reports.resolve("goals.csv")).exists();
  }
}
