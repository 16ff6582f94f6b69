package org.oarlock.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.oarlock.dicom.DicomBuilder.dataSet;
import static org.oarlock.dicom.SampleFiles.DOSE_UID;
import static org.oarlock.dicom.SampleFiles.FRAME_UID;
import static org.oarlock.dicom.SampleFiles.PLAN_UID;
import static org.oarlock.dicom.SampleFiles.SERIES_UID;
import static org.oarlock.dicom.SampleFiles.STRUCTURES_UID;
import static org.oarlock.dicom.SampleFiles.beamDose;
import static org.oarlock.dicom.SampleFiles.ct;
import static org.oarlock.dicom.SampleFiles.dose;
import static org.oarlock.dicom.SampleFiles.plan;
import static org.oarlock.dicom.SampleFiles.reference;
import static org.oarlock.dicom.SampleFiles.structures;
import static org.oarlock.dicom.SampleFiles.write;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oarlock.dicom.FoundObject.Kind;
import org.oarlock.plan.BeamDose;
import org.oarlock.plan.FileIdentity;
import org.oarlock.plan.ImageSeries;
import org.oarlock.plan.Phase;
import org.oarlock.plan.PhaseDose;
import org.oarlock.plan.Plan;
import org.oarlock.plan.PlanningSystemDvh;
import org.oarlock.problem.Problem;
import org.oarlock.problem.Severity;
import org.oarlock.quantity.Dose;

class PlanLoaderTest {
  @TempDir Path folder;

  private Inventory load(Path... paths) {
    return PlanLoader.load(LoadRequest.of(paths), Progress.NONE);
  }

  private Inventory load() {
    return load(folder);
  }

  private void writeTrio() {
    write(folder, "RP.dcm", plan());
    write(folder, "RS.dcm", structures());
    write(folder, "RD.dcm", dose());
  }

  private static List<String> errors(Inventory inventory) {
    return inventory.problems().stream().filter(Problem::isError).map(Problem::code).toList();
  }

  private static List<String> warnings(Inventory inventory) {
    return inventory.problems().stream()
        .filter(p -> p.severity() == Severity.WARNING)
        .map(Problem::code)
        .toList();
  }

  private static Problem problem(Inventory inventory, String code) {
    return inventory.problems().stream()
        .filter(p -> p.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + code + " in " + inventory.problems()));
  }

  private static Plan onlyPlan(Inventory inventory) {
    assertThat(inventory.plans()).as("%s", inventory.problems()).hasSize(1);
    return inventory.plans().get(0);
  }

  private static Phase onlyPhase(Inventory inventory) {
    assertThat(onlyPlan(inventory).phases()).hasSize(1);
    return onlyPlan(inventory).phases().get(0);
  }

  private static PhaseDose onlyDose(Inventory inventory) {
    PhaseDose dose = onlyPhase(inventory).dose();
    assertThat(dose).as("%s", inventory.problems()).isNotNull();
    return dose;
  }

  // linking

  @Test
  void plan_structures_and_dose_are_linked_by_their_uids() throws Exception {
    writeTrio();
    Inventory inventory = load();
    assertThat(inventory.problems()).isEmpty();
    Plan plan = onlyPlan(inventory);
    assertThat(plan.label()).isEqualTo("Phase 1");
    assertThat(plan.patient().id()).isEqualTo("4711");
    assertThat(plan.patient().name()).isEqualTo("Doe^Jane");
    assertThat(plan.structureSet().source().sopInstanceUid()).isEqualTo(STRUCTURES_UID);
    Phase phase = onlyPhase(inventory);
    assertThat(phase.prescriptions().get(0).targetName()).isEqualTo("PTV");
    PhaseDose dose = onlyDose(inventory);
    assertThat(dose.derivation()).isEqualTo("taken as it is");
    assertThat(dose.totalIsCertain()).isTrue();
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(folder.resolve("RD.dcm")));
    assertThat(dose.sources().get(0).sha256()).isEqualTo(HexFormat.of().formatHex(digest));
    assertThat(dose.sources().get(0).path()).isEqualTo(folder.resolve("RD.dcm").toString());
  }

  /** Large files are mapped, and their hashes wait unless they will be asked for. */
  @Test
  void hashes_of_small_large_and_archived_files_are_the_same_asked_for_sooner_or_later()
      throws Exception {
    byte[] large = new byte[300_000];
    new Random(7).nextBytes(large);
    byte[] structures = structures().bytes(0x30090010, "OB", large).file();
    Path loose = Files.createDirectory(folder.resolve("loose"));
    write(loose, "RP", plan());
    write(loose, "RS", structures);
    write(loose, "RD", dose());
    Path zip = zip("plan.zip", "RP", plan().file(), "RS", structures, "RD", dose().file());
    String expected =
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(structures));
    for (Path path : List.of(loose, zip)) {
      for (boolean hashed : new boolean[] {true, false}) {
        LoadRequest request =
            new LoadRequest(List.of(path), null, null, List.of(), null, null, false, hashed);
        FileIdentity source =
            onlyPlan(PlanLoader.load(request, Progress.NONE)).structureSet().source();
        assertThat(source.sha256()).as("%s, %s", path, hashed).isEqualTo(expected);
        assertThat(source.sha256()).isEqualTo(expected);
      }
    }
  }

  @Test
  void a_hash_is_known_as_long_as_size_and_time_of_the_file_are_the_same() throws Exception {
    assumeTrue(
        FileSystems.getDefault().supportedFileAttributeViews().contains("unix"),
        "this system does not tell when the time of a file was set");
    writeTrio();
    Path file = folder.resolve("RS.dcm");
    byte[] bytes = Files.readAllBytes(file);
    String computed = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    long modified = Files.getLastModifiedTime(file).toMillis();
    assertThat(hashOfStructures(new KnownFile(bytes.length, modified, "known"))).isEqualTo("known");
    assertThat(hashOfStructures(new KnownFile(bytes.length, modified - 1, "known")))
        .isEqualTo(computed);
    assertThat(hashOfStructures(new KnownFile(bytes.length - 1, modified, "known")))
        .isEqualTo(computed);
  }

  @Test
  void a_hash_is_computed_where_the_time_of_the_file_was_set_by_hand() throws Exception {
    assumeTrue(
        FileSystems.getDefault().supportedFileAttributeViews().contains("unix"),
        "this system does not tell when the time of a file was set");
    writeTrio();
    Path file = folder.resolve("RS.dcm");
    byte[] bytes = Files.readAllBytes(file);
    String computed = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    for (int days : new int[] {-1, 1}) {
      FileTime other = FileTime.from(Instant.now().plus(days, ChronoUnit.DAYS));
      Files.setLastModifiedTime(file, other);
      long modified = Files.getLastModifiedTime(file).toMillis();
      assertThat(hashOfStructures(new KnownFile(bytes.length, modified, "known")))
          .isEqualTo(computed);
    }
  }

  @Test
  void a_hash_of_a_member_is_known_as_long_as_the_time_of_its_archive_is_the_same()
      throws Exception {
    assumeTrue(
        FileSystems.getDefault().supportedFileAttributeViews().contains("unix"),
        "this system does not tell when the time of a file was set");
    byte[] bytes = structures().file();
    Path zip = zip("plan.zip", "RP", plan().file(), "RS", bytes, "RD", dose().file());
    String computed = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    long modified = Files.getLastModifiedTime(zip).toMillis();
    String member = zip + "!";
    assertThat(hashOfStructures(member, "", new KnownFile(bytes.length, modified, "known")))
        .isEqualTo("known");
    assertThat(hashOfStructures(member, "", new KnownFile(bytes.length, modified - 1, "known")))
        .isEqualTo(computed);
    assertThat(hashOfStructures(member, "", new KnownFile(bytes.length - 1, modified, "known")))
        .isEqualTo(computed);
    FileTime other = FileTime.from(Instant.now().minus(1, ChronoUnit.DAYS));
    Files.setLastModifiedTime(zip, other);
    modified = other.toMillis();
    assertThat(hashOfStructures(member, "", new KnownFile(bytes.length, modified, "known")))
        .as("set by hand")
        .isEqualTo(computed);
  }

  private String hashOfStructures(KnownFile known) {
    return hashOfStructures(folder + "/", ".dcm", known);
  }

  private static String hashOfStructures(String before, String behind, KnownFile known) {
    List<Path> paths =
        Stream.of("RS", "RP", "RD").map(name -> Path.of(before + name + behind)).toList();
    LoadRequest request = new LoadRequest(paths, null, null, List.of(), null, null);
    Inventory inventory = PlanLoader.load(request, Map.of(paths.get(0), known), Progress.NONE);
    return onlyPlan(inventory).structureSet().source().sha256();
  }

  @Test
  void objects_are_listed_with_their_links_and_without_identity() {
    writeTrio();
    write(folder, "sub/ct", ct(1, 0));
    write(
        folder,
        "sub/other.bin",
        ct(2, 0).text(Tag.SOP_CLASS_UID, "UI", "1.2.840.10008.5.1.4.1.1.4"));
    Inventory inventory = load();
    assertThat(inventory.objects())
        .extracting(FoundObject::kind)
        .containsExactly(Kind.RT_DOSE, Kind.RT_PLAN, Kind.RT_STRUCTURE_SET, Kind.CT, Kind.OTHER);
    assertThat(inventory.objects()).extracting(FoundObject::patient).containsOnly("patient 1");
    assertThat(inventory.objects().get(0).refersTo()).containsExactly(PLAN_UID);
    assertThat(inventory.objects().get(0).label()).isEqualTo("PLAN");
    assertThat(inventory.objects().get(1).refersTo()).containsExactly(STRUCTURES_UID);
    assertThat(inventory.objects().get(1).label()).isEqualTo("Phase 1");
    assertThat(inventory.objects().get(3).frameOfReferenceUid()).isEqualTo(FRAME_UID);
    assertThat(inventory.toString()).doesNotContain("4711").doesNotContain("Doe");
  }

  @Test
  void order_of_the_files_on_disk_does_not_matter() {
    write(folder, "b/RS.dcm", structures());
    write(folder, "a/RP2.dcm", plan("1.1.2", "A second"));
    write(folder, "c/RP1.dcm", plan());
    write(folder, "RD2.dcm", dose("1.1.3", "1.1.2"));
    write(folder, "RD1.dcm", dose());
    Inventory first = load(folder);
    assertThat(onlyPlan(first).phases())
        .extracting(Phase::label)
        .containsExactly("A second", "Phase 1");
    Inventory second = load(folder.resolve("c"), folder.resolve("b"), folder);
    assertThat(onlyPlan(second).phases())
        .extracting(Phase::label)
        .containsExactly("A second", "Phase 1");
    assertThat(errors(second)).isEmpty();
  }

  @Test
  void two_patients_in_one_folder_are_two_plans() {
    writeTrio();
    write(
        folder,
        "x/RP",
        otherPatient(plan("2.1", "Other"))
            .sequence(Tag.REFERENCED_STRUCTURE_SET_SEQUENCE, reference("2.2")));
    write(folder, "x/RS", otherPatient(structures().text(Tag.SOP_INSTANCE_UID, "UI", "2.2")));
    write(folder, "x/RD", otherPatient(dose("2.3", "2.1")));
    Inventory inventory = load();
    assertThat(inventory.problems()).isEmpty();
    assertThat(inventory.plans()).extracting(Plan::label).containsExactly("Phase 1", "Other");
    assertThat(inventory.objects())
        .extracting(FoundObject::patient)
        .containsExactly(
            "patient 1", "patient 1", "patient 1", "patient 2", "patient 2", "patient 2");
  }

  private static DicomBuilder otherPatient(DicomBuilder object) {
    return object
        .text(Tag.PATIENT_ID, "LO", "secret-0815")
        .text(Tag.PATIENT_NAME, "PN", "Roe^Richard");
  }

  @Test
  void dose_of_another_patient_is_an_error_without_identity() {
    writeTrio();
    write(folder, "RD.dcm", otherPatient(dose()));
    Inventory inventory = load();
    assertThat(errors(inventory)).containsExactly("patient-differs");
    assertThat(onlyPhase(inventory).dose()).isNull();
    assertThat(inventory.problems().toString())
        .doesNotContain("0815")
        .doesNotContain("4711")
        .doesNotContain("Roe")
        .doesNotContain("Doe");
  }

  @Test
  void structures_of_another_patient_are_an_error_even_if_named() {
    writeTrio();
    Path other = write(folder, "other.dcm", otherPatient(structures()));
    Inventory inventory =
        PlanLoader.load(
            new LoadRequest(List.of(folder), null, other, List.of(), null, null), Progress.NONE);
    assertThat(errors(inventory)).contains("patient-differs");
    assertThat(inventory.plans()).isEmpty();
  }

  @Test
  void same_id_with_another_name_is_a_warning_and_spelling_is_not() {
    writeTrio();
    write(folder, "RD.dcm", dose().text(Tag.PATIENT_NAME, "PN", "DOE JANE"));
    assertThat(load().problems()).isEmpty();
    write(folder, "RD.dcm", dose().text(Tag.PATIENT_NAME, "PN", "Doe^Mary"));
    assertThat(warnings(load())).contains("patient-name-differs");
  }

  @Test
  void other_frame_of_reference_is_an_error_even_if_named() {
    writeTrio();
    write(folder, "RD.dcm", dose().text(Tag.FRAME_OF_REFERENCE_UID, "UI", "9.9"));
    Inventory inventory = load();
    assertThat(errors(inventory)).contains("frame-differs");
    assertThat(onlyPhase(inventory).dose()).isNull();
    Inventory named = loadNamed(null, null, folder.resolve("RD.dcm"));
    assertThat(errors(named)).contains("frame-differs");
    assertThat(named.plans().stream().flatMap(p -> p.phases().stream()))
        .allMatch(phase -> phase.dose() == null);
  }

  @Test
  void frame_of_reference_that_is_not_stated_is_a_warning() {
    writeTrio();
    write(folder, "RD.dcm", dose().remove(Tag.FRAME_OF_REFERENCE_UID));
    Inventory inventory = load();
    assertThat(warnings(inventory)).containsExactly("frame-unstated");
    assertThat(onlyDose(inventory)).isNotNull();
  }

  private Inventory loadNamed(Path plan, Path structures, Path... doses) {
    return PlanLoader.load(
        new LoadRequest(List.of(folder), plan, structures, List.of(doses), null, null),
        Progress.NONE);
  }

  @Test
  void three_files_that_do_not_refer_to_each_other_are_not_linked() {
    write(folder, "RP", plan().sequence(Tag.REFERENCED_STRUCTURE_SET_SEQUENCE, reference("8.8")));
    write(folder, "RS", structures());
    write(folder, "RD", dose(DOSE_UID, "7.7"));
    Inventory inventory = load();
    assertThat(inventory.plans()).isEmpty();
    assertThat(errors(inventory)).contains("structure-set-missing");
    assertThat(problem(inventory, "structure-set-missing").hint()).contains("--structures");
    assertThat(problem(inventory, "structure-set-missing").message()).contains("8.8", "RS");

    Inventory named = loadNamed(folder.resolve("RP"), folder.resolve("RS"), folder.resolve("RD"));
    assertThat(errors(named)).isEmpty();
    assertThat(warnings(named)).containsExactly("link-overridden", "link-overridden");
    assertThat(onlyDose(named)).isNotNull();
    assertThat(onlyPhase(named).source()).isNotNull();
  }

  @Test
  void plan_without_its_dose_says_so_and_names_the_one_that_lies_there() {
    write(folder, "RP", plan());
    write(folder, "RS", structures());
    Inventory without = load();
    assertThat(errors(without)).containsExactly("dose-missing");
    assertThat(onlyPhase(without).dose()).isNull();
    write(folder, "RD", dose(DOSE_UID, "7.7"));
    Inventory other = load();
    assertThat(errors(other)).containsExactly("dose-missing");
    assertThat(problem(other, "dose-missing").message()).contains("RD");
    assertThat(problem(other, "dose-missing").hint()).contains("--dose");
    assertThat(problem(other, "object-unused").message()).contains("7.7");
  }

  @Test
  void plan_without_structures_and_structures_alone_are_errors() {
    Path plan = write(folder, "RP", plan());
    assertThat(errors(load(plan))).contains("structure-set-missing");
    Path structures = write(folder, "RS", structures());
    assertThat(errors(load(structures))).containsExactly("dose-missing");
    Path dose = write(folder, "RD", dose());
    assertThat(errors(load(dose))).containsExactly("dose-not-linked");
    assertThat(errors(load(plan, dose))).contains("structure-set-missing");
  }

  @Test
  void structures_and_dose_without_plan_make_a_plan_without_source() {
    write(folder, "RS", structures());
    write(folder, "RD", dose());
    Inventory inventory = load();
    assertThat(errors(inventory)).isEmpty();
    assertThat(warnings(inventory)).containsExactly("plan-missing");
    assertThat(onlyPhase(inventory).source()).isNull();
    assertThat(onlyDose(inventory).summation()).isEqualTo("PLAN");

    write(folder, "RS2", structures().text(Tag.SOP_INSTANCE_UID, "UI", "5.5"));
    assertThat(errors(load())).containsExactly("structure-set-ambiguous");
    Inventory named = loadNamed(null, folder.resolve("RS2"));
    assertThat(onlyPlan(named).structureSet().source().sopInstanceUid()).isEqualTo("5.5");
    write(folder, "RD", dose().sequence(Tag.REFERENCED_STRUCTURE_SET_SEQUENCE, reference("5.5")));
    assertThat(onlyPlan(load()).structureSet().source().sopInstanceUid()).isEqualTo("5.5");
  }

  @Test
  void doses_of_two_missing_plans_are_two_phases_and_of_one_are_ambiguous() {
    write(folder, "RS", structures());
    write(folder, "RD1", dose("3.1", "4.1"));
    write(folder, "RD2", dose("3.2", "4.2"));
    assertThat(onlyPlan(load()).phases()).hasSize(2);
    write(folder, "RD2", dose("3.2", "4.1"));
    Inventory inventory = load();
    assertThat(inventory.plans()).isEmpty();
    assertThat(errors(inventory)).containsExactly("dose-ambiguous");
  }

  @Test
  void dose_without_plan_reference_goes_by_its_structure_set_with_a_warning() {
    write(folder, "RP", plan());
    write(folder, "RS", structures());
    write(
        folder,
        "RD",
        dose()
            .remove(Tag.REFERENCED_RT_PLAN_SEQUENCE)
            .sequence(Tag.REFERENCED_STRUCTURE_SET_SEQUENCE, reference(STRUCTURES_UID)));
    Inventory inventory = load();
    assertThat(warnings(inventory)).containsExactly("link-by-structures");
    assertThat(onlyDose(inventory)).isNotNull();
    write(folder, "RP2", plan("1.1.1", "Rival"));
    Inventory rivals = load();
    assertThat(errors(rivals)).containsOnly("dose-missing");
  }

  @Test
  void named_plan_leaves_the_others_out() {
    writeTrio();
    write(folder, "RP2", plan("1.1.2", "Rival"));
    write(folder, "RD2", dose("1.1.3", "1.1.2"));
    assertThat(onlyPlan(load()).phases()).hasSize(2);
    Inventory named = loadNamed(folder.resolve("RP2"), null);
    assertThat(onlyPhase(named).label()).isEqualTo("Rival");
    assertThat(errors(named)).isEmpty();
    Inventory byDose = loadNamed(null, null, folder.resolve("RD2"));
    assertThat(onlyPhase(byDose).label()).isEqualTo("Rival");
    assertThat(errors(byDose)).isEmpty();
  }

  @Test
  void named_files_that_are_missing_or_of_another_kind_are_errors() {
    writeTrio();
    Inventory missing = loadNamed(null, null, folder.resolve("none.dcm"));
    assertThat(errors(missing)).containsExactly("file-missing");
    assertThat(missing.plans()).isEmpty();
    Inventory kind = loadNamed(null, null, folder.resolve("RP.dcm"));
    assertThat(problem(kind, "dicom-kind").message()).contains("RT Plan", "expected RT Dose");
    assertThat(kind.plans()).isEmpty();
    Path text = write(folder, "notes.txt", "hello".getBytes(StandardCharsets.UTF_8));
    assertThat(errors(loadNamed(text, null))).contains("dicom-none");
    assertThat(loadNamed(text, null).plans()).isEmpty();
  }

  @Test
  void modality_that_lies_is_a_warning() {
    writeTrio();
    write(folder, "RD.dcm", dose().text(Tag.MODALITY, "CS", "CT"));
    Inventory inventory = load();
    assertThat(warnings(inventory)).containsExactly("dicom-modality");
    assertThat(onlyDose(inventory)).isNotNull();
  }

  @Test
  void copies_are_noted_and_different_files_with_one_uid_are_errors() {
    writeTrio();
    write(folder, "copy.dcm", dose());
    Inventory copies = load();
    assertThat(errors(copies)).isEmpty();
    assertThat(problem(copies, "object-unused").message()).contains("copy of");
    write(folder, "copy.dcm", dose().text(Tag.DOSE_GRID_SCALING, "DS", "0.6"));
    Inventory different = load();
    assertThat(errors(different)).contains("uid-repeated");
    assertThat(problem(different, "uid-repeated").message()).contains("RD.dcm", "copy.dcm");
    assertThat(onlyPhase(different).dose()).isNull();
    assertThat(onlyDose(loadNamed(null, null, folder.resolve("copy.dcm"))).grid().doseGy(1, 0, 0))
        .isEqualTo(0.6f);
  }

  @Test
  void object_that_nothing_refers_to_is_noted() {
    writeTrio();
    write(folder, "RS2", structures().text(Tag.SOP_INSTANCE_UID, "UI", "5.5"));
    Inventory inventory = load();
    assertThat(inventory.problems()).hasSize(1);
    assertThat(inventory.problems().get(0).severity()).isEqualTo(Severity.NOTE);
    assertThat(inventory.problems().get(0).location().file()).endsWith("RS2");
  }

  // dose rules

  @Test
  void two_doses_of_one_plan_are_ambiguous_until_one_is_named() {
    writeTrio();
    write(folder, "stale.dcm", dose("6.6", PLAN_UID));
    Inventory inventory = load();
    assertThat(errors(inventory)).containsExactly("dose-ambiguous");
    assertThat(problem(inventory, "dose-ambiguous").message()).contains("RD.dcm", "stale.dcm");
    assertThat(problem(inventory, "dose-ambiguous").hint()).contains("--dose");
    assertThat(onlyPhase(inventory).dose()).isNull();
    Inventory named = loadNamed(null, null, folder.resolve("stale.dcm"));
    assertThat(errors(named)).isEmpty();
    assertThat(onlyDose(named).sources().get(0).sopInstanceUid()).isEqualTo("6.6");
  }

  private Inventory loadFraction(FractionDose meaning) {
    write(folder, "RD.dcm", dose().text(Tag.DOSE_SUMMATION_TYPE, "CS", "FRACTION"));
    return PlanLoader.load(
        new LoadRequest(List.of(folder), null, null, List.of(), null, meaning), Progress.NONE);
  }

  @Test
  void fraction_dose_is_uncertain_until_somebody_says_what_it_is() {
    writeTrio();
    Inventory unsaid = loadFraction(null);
    assertThat(warnings(unsaid)).containsExactly("dose-fraction");
    assertThat(onlyDose(unsaid).totalIsCertain()).isFalse();
    assertThat(onlyDose(unsaid).grid().doseGy(2, 1, 1)).isEqualTo(56);
    Inventory total = loadFraction(FractionDose.TOTAL);
    assertThat(total.problems()).isEmpty();
    assertThat(onlyDose(total).totalIsCertain()).isTrue();
    assertThat(onlyDose(total).grid().doseGy(2, 1, 1)).isEqualTo(56);
    Inventory single = loadFraction(FractionDose.SINGLE);
    assertThat(onlyDose(single).totalIsCertain()).isTrue();
    assertThat(onlyDose(single).grid().doseGy(2, 1, 1)).isEqualTo(25 * 56);
    assertThat(onlyDose(single).derivation()).contains("25 fractions").doesNotContain("histograms");
  }

  @Test
  void histograms_of_a_fraction_dose_are_multiplied_like_the_dose() {
    writeTrio();
    DicomBuilder dvh =
        dataSet()
            .text(Tag.DVH_TYPE, "CS", "CUMULATIVE")
            .text(Tag.DOSE_UNITS, "CS", "GY")
            .text(Tag.DVH_VOLUME_UNITS, "CS", "CM3")
            .decimals(Tag.DVH_DATA, 0.5, 10, 0.25, 4)
            .decimals(Tag.DVH_MEAN_DOSE, 0.4)
            .sequence(
                Tag.DVH_REFERENCED_ROI_SEQUENCE, dataSet().integers(Tag.REFERENCED_ROI_NUMBER, 7));
    DicomBuilder dose =
        dose().text(Tag.DOSE_SUMMATION_TYPE, "CS", "FRACTION").sequence(Tag.DVH_SEQUENCE, dvh);
    write(folder, "RD.dcm", dose);
    Inventory single =
        PlanLoader.load(
            new LoadRequest(List.of(folder), null, null, List.of(), null, FractionDose.SINGLE),
            Progress.NONE);
    assertThat(onlyDose(single).derivation()).contains("25 fractions", "histograms");
    PlanningSystemDvh stored = onlyDose(single).planningSystemDvhs().get(0);
    assertThat(stored.binWidths()).containsExactly(12.5, 6.25);
    assertThat(stored.binVolumes()).containsExactly(10.0, 4.0);
    assertThat(stored.meanDose()).isEqualTo(10);
  }

  @Test
  void single_fraction_without_a_number_of_fractions_is_refused() {
    writeTrio();
    write(folder, "RP.dcm", plan().remove(Tag.FRACTION_GROUP_SEQUENCE));
    Inventory inventory = loadFraction(FractionDose.SINGLE);
    assertThat(errors(inventory)).containsExactly("dose-fraction");
    assertThat(onlyPhase(inventory).dose()).isNull();
  }

  private Inventory loadBeams(DicomBuilder... doses) {
    write(folder, "RP.dcm", plan());
    write(folder, "RS.dcm", structures());
    for (int i = 0; i < doses.length; i++) {
      write(folder, "RD" + i + ".dcm", doses[i]);
    }
    return load();
  }

  private PhaseDose loadKeepingBeams() {
    Inventory inventory =
        PlanLoader.load(
            new LoadRequest(List.of(folder), null, null, List.of(), null, null, true, false),
            Progress.NONE);
    assertThat(errors(inventory)).isEmpty();
    return onlyDose(inventory);
  }

  @Test
  void doses_of_single_beams_are_kept_for_those_who_ask() {
    Inventory unasked = loadBeams(beamDose("6.1", 1), beamDose("6.2", 2));
    assertThat(onlyDose(unasked).beamDoses()).isEmpty();
    PhaseDose sum = loadKeepingBeams();
    assertThat(sum.beamDoses()).extracting(BeamDose::beams).containsExactly(List.of(1), List.of(2));
    assertThat(sum.beamDoses().get(0).grid().doseGy(2, 1, 1)).isEqualTo(56); // half of the sum

    write(folder, "RD.dcm", dose());
    PhaseDose beside = loadKeepingBeams();
    assertThat(beside.summation()).isEqualTo("PLAN");
    assertThat(beside.beamDoses()).hasSize(2);
    // one that cannot be read is no problem, since nothing is judged on it; but then none tells
    write(folder, "RD1.dcm", beamDose("6.2", 2).text(Tag.DOSE_UNITS, "CS", "RELATIVE"));
    assertThat(loadKeepingBeams().beamDoses()).isEmpty();
  }

  @Test
  void beam_doses_are_added_if_all_beams_are_there() {
    Inventory inventory = loadBeams(beamDose("6.1", 1), beamDose("6.2", 2));
    assertThat(inventory.problems()).isEmpty();
    PhaseDose dose = onlyDose(inventory);
    assertThat(dose.grid().doseGy(2, 1, 1)).isEqualTo(112);
    assertThat(dose.sources()).hasSize(2);
    assertThat(dose.summation()).isEqualTo("BEAM");
    assertThat(dose.derivation()).contains("2 BEAM doses added");
  }

  @Test
  void one_dose_of_both_beams_is_the_total() {
    assertThat(onlyDose(loadBeams(beamDose("6.1", 1, 2))).grid().doseGy(2, 1, 1)).isEqualTo(56);
  }

  @Test
  void missing_beam_is_named() {
    Inventory inventory = loadBeams(beamDose("6.1", 1));
    assertThat(errors(inventory)).containsExactly("dose-beam");
    assertThat(problem(inventory, "dose-beam").message()).contains("beam 2 'right' is missing");
    assertThat(onlyPhase(inventory).dose()).isNull();
  }

  @Test
  void beam_that_is_there_twice_or_no_treatment_beam_is_refused() {
    Inventory twice = loadBeams(beamDose("6.1", 1), beamDose("6.2", 1, 2));
    assertThat(problem(twice, "dose-beam").message()).contains("beam 1 'left' is there 2 times");
    Inventory setup = loadBeams(beamDose("6.1", 1, 2), beamDose("6.2", 3));
    assertThat(problem(setup, "dose-beam").message()).contains("beam 3 is no treatment beam");
    Inventory unsaid = loadBeams(beamDose("6.1", 1), beamDose("6.2"));
    assertThat(problem(unsaid, "dose-beam").message()).contains("does not say which beams");
  }

  @Test
  void beam_dose_that_cannot_be_read_leaves_no_total() {
    Inventory inventory =
        loadBeams(beamDose("6.1", 1), beamDose("6.2", 2).text(Tag.DOSE_UNITS, "CS", "RELATIVE"));
    assertThat(errors(inventory)).containsExactly("dose-units-relative");
    assertThat(onlyPhase(inventory).dose()).isNull();
  }

  @Test
  void plan_dose_goes_before_beam_doses() {
    Inventory inventory = loadBeams(beamDose("6.1", 1), dose());
    assertThat(errors(inventory)).isEmpty();
    assertThat(onlyDose(inventory).summation()).isEqualTo("PLAN");
    assertThat(problem(inventory, "object-unused").location().file()).endsWith("RD0.dcm");
  }

  @Test
  void beam_doses_without_plan_are_refused() {
    write(folder, "RS.dcm", structures());
    write(folder, "RD.dcm", beamDose("6.1", 1, 2));
    assertThat(errors(load())).contains("dose-beam");
  }

  @Test
  void doses_of_parts_of_a_plan_are_refused_by_type() {
    for (String type :
        List.of("CONTROL_POINT", "BRACHY", "FRACTION_SESSION", "RECORD", "PLAN_OVERVIEW", "")) {
      writeTrio();
      write(folder, "RD.dcm", dose().text(Tag.DOSE_SUMMATION_TYPE, "CS", type));
      Inventory inventory = load();
      assertThat(errors(inventory)).containsExactly("dose-summation");
      assertThat(problem(inventory, "dose-summation").message())
          .contains(type.isEmpty() ? "no Dose" : type);
      assertThat(onlyPhase(inventory).dose()).isNull();
    }
  }

  @Test
  void fraction_dose_of_several_plans_is_refused() {
    write(folder, "RP1", plan());
    write(folder, "RP2", plan("1.1.2", "Phase 2"));
    write(folder, "RS", structures());
    write(
        folder,
        "RD",
        multiPlan("6.6", PLAN_UID, "1.1.2").text(Tag.DOSE_SUMMATION_TYPE, "CS", "FRACTION"));
    Inventory inventory = load();
    assertThat(errors(inventory)).containsExactly("dose-summation");
    assertThat(onlyPhase(inventory).dose()).isNull();
  }

  private static DicomBuilder multiPlan(String uid, String... plans) {
    DicomBuilder[] references = new DicomBuilder[plans.length];
    for (int i = 0; i < plans.length; i++) {
      references[i] = reference(plans[i]);
    }
    return dose()
        .text(Tag.SOP_INSTANCE_UID, "UI", uid)
        .text(Tag.DOSE_SUMMATION_TYPE, "CS", "MULTI_PLAN")
        .sequence(Tag.REFERENCED_RT_PLAN_SEQUENCE, references);
  }

  @Test
  void dose_of_several_plans_is_taken_for_exactly_those_plans() {
    write(folder, "RP1", plan());
    write(folder, "RP2", plan("1.1.2", "Phase 2"));
    write(folder, "RS", structures());
    write(folder, "RD", multiPlan("6.6", PLAN_UID, "1.1.2"));
    Inventory inventory = load();
    assertThat(errors(inventory)).isEmpty();
    assertThat(warnings(inventory)).containsExactly("dose-multi-plan");
    assertThat(onlyPhase(inventory).label()).isEqualTo("Phase 1 + Phase 2");
    assertThat(onlyPhase(inventory).prescriptions()).hasSize(2);
    assertThat(onlyDose(inventory).summation()).isEqualTo("MULTI_PLAN");

    write(folder, "RD", multiPlan("6.6", PLAN_UID, "9.9"));
    Inventory other = load();
    assertThat(errors(other)).contains("dose-multi-plan");
    assertThat(onlyPlan(other).phases()).hasSize(2).allMatch(p -> p.dose() == null);

    write(folder, "RD1", dose());
    write(folder, "RD2", dose("6.7", "1.1.2"));
    write(folder, "RD", multiPlan("6.6", PLAN_UID, "1.1.2"));
    Inventory own = load();
    assertThat(own.problems()).extracting(Problem::code).containsExactly("object-unused");
    assertThat(onlyPlan(own).phases()).hasSize(2).allMatch(p -> p.dose() != null);
  }

  @Test
  void multi_plan_dose_that_names_one_plan_is_refused() {
    writeTrio();
    write(folder, "RD.dcm", multiPlan("6.6", PLAN_UID));
    Inventory alone = load();
    assertThat(errors(alone)).containsExactly("dose-multi-plan");
    assertThat(onlyPhase(alone).dose()).isNull();
    write(folder, "RP2", plan("1.1.2", "Phase 2"));
    write(folder, "RD2", dose("6.7", "1.1.2"));
    assertThat(errors(load())).containsExactly("dose-multi-plan");
  }

  @Test
  void relative_dose_is_read_when_its_normalisation_is_given() {
    writeTrio();
    write(folder, "RD.dcm", dose().text(Tag.DOSE_UNITS, "CS", "RELATIVE"));
    assertThat(errors(load())).containsExactly("dose-units-relative");
    Inventory told =
        PlanLoader.load(
            new LoadRequest(List.of(folder), null, null, List.of(), Dose.ofGy(50), null),
            Progress.NONE);
    assertThat(errors(told)).isEmpty();
    assertThat(onlyDose(told).grid().doseGy(2, 1, 1)).isEqualTo(28);
    assertThat(onlyDose(told).derivation()).contains("percent of 50 Gy");
  }

  // files

  @Test
  void what_is_left_of_a_dicom_file_is_an_error_if_its_name_or_its_first_bytes_say_so()
      throws Exception {
    writeTrio();
    byte[] whole = Files.readAllBytes(folder.resolve("RP.dcm"));
    int meta = new String(whole, StandardCharsets.ISO_8859_1).indexOf("\b\0", 132);
    for (int size : new int[] {0, 1, 64, 127, 128, 130, 131, 132, meta}) {
      Path left = write(folder, "RX.DCM", Arrays.copyOf(whole, size));
      assertThat(errors(load())).as("%d bytes", size).containsExactly("dicom-truncated");
      assertThat(problem(load(), "dicom-truncated").location().file()).isEqualTo(left.toString());
      assertThat(errors(load(left))).as("%d bytes", size).containsExactly("dicom-truncated");
      Path zip = zip("left.zip", "a/RX.DCM", Arrays.copyOf(whole, size));
      Files.delete(left);
      assertThat(errors(load())).as("%d in a zip", size).containsExactly("dicom-truncated");
      Files.delete(zip);
    }
    for (String name : List.of("RP.1.2.3", "RD-2.16.840", "rs_1", "RTPLAN7", "x.IMA", "x.Dicom")) {
      Path left = write(folder, name, new byte[0]);
      assertThat(errors(load())).as(name).containsExactly("dicom-truncated");
      Files.delete(left);
    }
    Path zeros = write(folder, "RD2.dcm", new byte[5000]);
    assertThat(errors(load())).containsExactly("dicom-truncated");
    Files.delete(zeros);
    write(folder, "1.2.3", Arrays.copyOf(whole, 130));
    assertThat(errors(load())).as("a preamble").containsExactly("dicom-truncated");
  }

  @Test
  void what_never_was_dicom_is_left_aside_and_said_where_its_name_says_dicom() {
    writeTrio();
    for (int size : new int[] {0, 1, 5000}) {
      for (String name :
          List.of("thumbs.db", "RP1.txt", "RD_1.json", "._RP.dcm", "RPlan", "DICOMDIR", "CT1")) {
        write(folder, name, new byte[size]);
      }
      assertThat(load().problems()).isEmpty();
    }
    Path text =
        write(folder, "README.dcm", "What lies here. ".repeat(20).getBytes(StandardCharsets.UTF_8));
    assertThat(load().problems()).extracting(Problem::code).containsExactly("dicom-none");
    assertThat(warnings(load())).containsExactly("dicom-none");
    assertThat(errors(load(text))).containsExactly("dicom-none");
    onlyPlan(load());
  }

  @Test
  void empty_folders_and_folders_without_planning_objects_are_errors() {
    assertThat(errors(load())).containsExactly("dicom-none");
    write(folder, "notes.txt", "hello".getBytes(StandardCharsets.UTF_8));
    assertThat(errors(load())).containsExactly("dicom-none");
    write(folder, "CT", ct(1, 0));
    assertThat(errors(load())).containsExactly("dicom-no-plan");
    assertThat(errors(load(folder.resolve("nothing")))).containsExactly("file-missing");
    assertThat(errors(load(folder.resolve("notes.txt")))).containsExactly("dicom-none");
  }

  @Test
  void files_that_are_no_dicom_are_ignored_in_folders() {
    writeTrio();
    write(folder, "notes.txt", "hello".getBytes(StandardCharsets.UTF_8));
    write(folder, "empty", new byte[0]);
    write(folder, "picture", new byte[] {8, 0, 5, 0, 'U', 'I', 9, 9, 9});
    assertThat(load().problems()).isEmpty();
  }

  /** It may have held a dose of the plan, as a file that is cut off may. */
  @Test
  void an_archive_that_cannot_be_read_is_an_error_in_a_folder_too() throws IOException {
    writeTrio();
    Path zip = zip("more.zip", "RD", dose().file());
    byte[] whole = Files.readAllBytes(zip);
    for (byte[] damaged :
        List.of(
            "PK".getBytes(StandardCharsets.UTF_8),
            new byte[0],
            java.util.Arrays.copyOf(whole, whole.length - 30))) {
      Files.write(zip, damaged);
      assertThat(errors(load())).containsExactly("zip-unreadable");
      assertThat(problem(load(), "zip-unreadable").location().file()).isEqualTo(zip.toString());
    }
  }

  @Test
  void a_name_that_stands_twice_in_an_archive_hides_no_file_in_silence() throws IOException {
    byte[] plan = plan().file();
    byte[] structures = structures().file();
    byte[] dose = dose().file();
    Path zip = zip("plan.zip", "RP", plan, "RS", structures, "RD1", dose, "RD2", dose);
    String bytes = Files.readString(zip, StandardCharsets.ISO_8859_1);
    Files.writeString(zip, bytes.replace("RD2", "RD1"), StandardCharsets.ISO_8859_1);
    Inventory inventory = load(zip);
    assertThat(errors(inventory)).contains("zip-name-repeated");
    assertThat(problem(inventory, "zip-name-repeated").location().file()).isEqualTo(zip + "!RD1");
  }

  @Test
  void corrupt_file_is_an_error_in_a_folder() {
    writeTrio();
    byte[] file = dose().file();
    write(folder, "RD.dcm", java.util.Arrays.copyOf(file, file.length - 7));
    Inventory inventory = load();
    assertThat(errors(inventory)).contains("dicom-truncated");
    Problem problem = problem(inventory, "dicom-truncated");
    assertThat(problem.location().file()).endsWith("RD.dcm");
    assertThat(problem.location().path()).isEqualTo("(7FE0,0010)");
    assertThat(problem.message()).contains("at byte");
  }

  @Test
  void links_that_go_round_are_harmless() throws IOException {
    writeTrio();
    Files.createSymbolicLink(folder.resolve("loop"), folder);
    Files.createSymbolicLink(folder.resolve("again.dcm"), folder.resolve("RD.dcm"));
    Inventory inventory = load();
    assertThat(errors(inventory)).isEmpty();
    assertThat(inventory.objects()).hasSize(3);
  }

  @Test
  void link_to_nothing_is_not_passed_over_in_silence() throws IOException {
    writeTrio();
    Files.createSymbolicLink(folder.resolve(".#RD.dcm"), Path.of("somebody@somewhere.1"));
    assertThat(errors(load())).isEmpty();
    Path dose = Files.createSymbolicLink(folder.resolve("dose"), Path.of("objects/dose"));
    Inventory inventory = load();
    assertThat(errors(inventory)).containsExactly("file-unreadable");
    assertThat(problem(inventory, "file-unreadable").location().file()).isEqualTo(dose.toString());
  }

  @Test
  void file_over_two_gigabytes_is_refused() throws IOException {
    writeTrio();
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve("RD.dcm").toFile(), "rw")) {
      file.setLength((1L << 31) + 10); // sparse
    }
    Inventory inventory = load();
    assertThat(problem(inventory, "dicom-limit").message()).contains("2 GB");
  }

  @Test
  void large_files_are_mapped() {
    DicomBuilder large =
        dose()
            .shorts(Tag.ROWS, 300)
            .shorts(Tag.COLUMNS, 300)
            .shorts(Tag.PIXEL_DATA, "OW", new int[180_000]);
    writeTrio();
    write(folder, "RD.dcm", large);
    assertThat(onlyDose(load()).grid().doseGy()).hasSize(180_000);
  }

  @Test
  void progress_ends_at_the_total() {
    writeTrio();
    List<long[]> reports = new ArrayList<>();
    PlanLoader.load(LoadRequest.of(folder), (done, total) -> reports.add(new long[] {done, total}));
    assertThat(reports).allMatch(r -> r[0] <= r[1]);
    long[] last = reports.get(reports.size() - 1);
    assertThat(last[0]).isEqualTo(last[1]);
  }

  @Test
  void spacing_of_the_slices_comes_from_their_positions() {
    writeTrio();
    DicomBuilder series = dataSet().text(Tag.SERIES_INSTANCE_UID, "UI", SERIES_UID);
    write(
        folder,
        "RS.dcm",
        structures()
            .sequence(
                Tag.REFERENCED_FRAME_OF_REFERENCE_SEQUENCE,
                dataSet()
                    .text(Tag.FRAME_OF_REFERENCE_UID, "UI", FRAME_UID)
                    .sequence(
                        Tag.RT_REFERENCED_STUDY_SEQUENCE,
                        dataSet().sequence(Tag.RT_REFERENCED_SERIES_SEQUENCE, series))));
    for (int i = 0; i < 5; i++) {
      write(folder, "ct" + i, ct(i, (7 * i % 5) * 2.5));
    }
    write(folder, "scout", ct(9, 1).text(Tag.SERIES_INSTANCE_UID, "UI", "1.2.99"));
    assertThat(onlyPlan(load()).structureSet().sliceSpacingMm()).isEqualTo(2.5);
    assertThat(onlyPlan(load()).structureSet().imageSeries())
        .containsExactly(
            new ImageSeries(5, List.of(99.0), List.of(2.5), new ImageSeries.Extent(0, 10)));
    write(folder, "ct0", ct(0, 0.7));
    Inventory uneven = load();
    assertThat(onlyPlan(uneven).structureSet().sliceSpacingMm()).isZero();
    assertThat(problem(uneven, "slice-spacing").severity()).isEqualTo(Severity.NOTE);
    assertThat(onlyPlan(uneven).structureSet().imageSeries())
        .containsExactly(
            new ImageSeries(5, List.of(99.0), List.of(1.8, 2.5), new ImageSeries.Extent(0.7, 10)));
  }

  @Test
  void images_are_described_by_thickness_and_places_and_series_are_kept_apart() {
    writeTrio();
    assertThat(onlyPlan(load()).structureSet().imageSeries()).isEmpty();
    for (int i = 0; i < 3; i++) {
      write(folder, "ct" + i, ct(i, i * 3).decimals(Tag.SLICE_THICKNESS, i == 0 ? 2 : 3));
    }
    write(folder, "ct3", ct(3, 9.005).remove(Tag.SLICE_THICKNESS));
    write(folder, "other", ct(9, 1).text(Tag.SERIES_INSTANCE_UID, "UI", "1.2.99"));
    assertThat(onlyPlan(load()).structureSet().imageSeries())
        .containsExactlyInAnyOrder(
            new ImageSeries(4, List.of(2.0, 3.0), List.of(3.005), new ImageSeries.Extent(0, 9.005)),
            new ImageSeries(1, List.of(99.0), List.of(), new ImageSeries.Extent(1, 1)));
    write(folder, "ct1", ct(1, 3).text(Tag.SLICE_THICKNESS, "DS", "thick"));
    assertThat(onlyPlan(load()).structureSet().imageSeries()).hasSize(2);
  }

  // archives

  private Path zip(String name, Object... namesAndBytes) throws IOException {
    Path file = folder.resolve(name);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < namesAndBytes.length; i += 2) {
        zip.putNextEntry(new ZipEntry((String) namesAndBytes[i]));
        zip.write((byte[]) namesAndBytes[i + 1]);
        zip.closeEntry();
      }
    }
    return file;
  }

  @Test
  void archives_are_looked_into_and_their_names_are_only_labels() throws IOException {
    Path zip =
        zip(
            "plan.zip",
            "../../etc/\u001b[31mRP",
            plan().file(),
            "b/RS.dcm",
            structures().file(),
            "RD.dcm",
            dose().file(),
            "notes.txt",
            new byte[] {1, 2, 3});
    Inventory inventory = load(zip);
    assertThat(errors(inventory)).isEmpty();
    assertThat(onlyPhase(inventory).source().path()).isEqualTo(zip + "!../../etc/\\u001B[31mRP");
    assertThat(onlyDose(inventory)).isNotNull();
    assertThat(load(folder).plans()).hasSize(1);
    Inventory named =
        PlanLoader.load(
            new LoadRequest(
                List.of(zip), null, null, List.of(Path.of(zip + "!RD.dcm")), null, null),
            Progress.NONE);
    assertThat(onlyDose(named)).isNotNull();
  }

  @Test
  void damaged_member_of_an_archive_is_an_error() throws IOException {
    byte[] dose = dose().file();
    CRC32 crc = new CRC32();
    crc.update(dose);
    ZipEntry entry = new ZipEntry("RD");
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(dose.length);
    entry.setCrc(crc.getValue());
    Path file = folder.resolve("plan.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(entry);
      zip.write(dose);
      zip.closeEntry();
      zip.putNextEntry(new ZipEntry("RP"));
      zip.write(plan().file());
      zip.putNextEntry(new ZipEntry("RS"));
      zip.write(structures().file());
    }
    assertThat(errors(load(file))).isEmpty();
    byte[] bytes = Files.readAllBytes(file);
    bytes[30 + "RD".length() + dose.length - 3] ^= 1; // in the pixels, which end the file
    Files.write(file, bytes);
    Inventory inventory = load(file);
    assertThat(errors(inventory)).contains("zip-damaged");
    assertThat(problem(inventory, "zip-damaged").location().file()).isEqualTo(file + "!RD");
  }

  @Test
  void archive_in_an_archive_is_not_passed_over_in_silence() throws IOException {
    Path zip =
        zip("all.zip", "RP", plan().file(), "RS", structures().file(), "b/dose.ZIP", new byte[9]);
    Inventory inventory = load(zip);
    assertThat(errors(inventory)).contains("zip-in-zip");
    assertThat(problem(inventory, "zip-in-zip").location().file()).isEqualTo(zip + "!b/dose.ZIP");
  }

  @Test
  void folder_that_lies_too_deep_is_not_passed_over_in_silence() throws IOException {
    writeTrio();
    Files.createDirectories(folder.resolve("d/".repeat(65)));
    assertThat(errors(load())).containsExactly("folder-too-deep");
  }

  @Test
  void archive_that_is_none_or_holds_no_dicom_is_an_error() throws IOException {
    Path text = write(folder, "text.zip", "hello".getBytes(StandardCharsets.UTF_8));
    assertThat(errors(load(text))).containsExactly("zip-unreadable");
    Path empty = zip("empty.zip", "notes.txt", new byte[] {1});
    assertThat(errors(load(empty))).containsExactly("dicom-none");
  }

  @Test
  void zip_bomb_is_refused() throws IOException {
    Path file = folder.resolve("bomb.zip");
    byte[] start = dose().remove(Tag.PIXEL_DATA).file();
    byte[] zeros = new byte[1 << 20];
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("RD.dcm"));
      zip.write(start);
      zip.write(new byte[] {(byte) 0xE0, 0x7F, 0x10, 0, 'O', 'W', 0, 0, 0, 0, 0, 0x20});
      for (int i = 0; i < 512; i++) {
        zip.write(zeros);
      }
      zip.closeEntry();
    }
    assertThat(Files.size(file)).isLessThan(1 << 20);
    Inventory inventory = load(file);
    assertThat(errors(inventory)).contains("zip-limit");
    assertThat(inventory.plans()).isEmpty();
  }

  @Test
  void bomb_that_is_no_dicom_is_not_even_inflated() throws IOException {
    writeTrio();
    zip("zeros.zip", "zeros", new byte[80 << 20]);
    assertThat(load().problems()).isEmpty();
  }
}
