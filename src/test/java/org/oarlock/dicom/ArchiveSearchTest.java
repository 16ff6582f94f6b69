package org.oarlock.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.oarlock.dicom.SampleFiles.PLAN_UID;
import static org.oarlock.dicom.SampleFiles.STRUCTURES_UID;
import static org.oarlock.dicom.SampleFiles.dose;
import static org.oarlock.dicom.SampleFiles.plan;
import static org.oarlock.dicom.SampleFiles.structures;
import static org.oarlock.dicom.SampleFiles.write;

import java.io.BufferedReader;
import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oarlock.problem.Problem;

class ArchiveSearchTest {
  private static final int PRIVATE = 0x30050010;

  @TempDir Path folder;

  /** What was told of each file, by its name. */
  private Map<String, FileHeader> headers() {
    Headers headers = new Headers();
    ArchiveSearch.run(folder, headers);
    return headers.byName;
  }

  private static class Headers implements ArchiveSearch.Visitor {
    final Map<String, FileHeader> byName = new TreeMap<>();

    @Override
    public boolean isToBeRead(String path, long size, long modified) {
      return true;
    }

    @Override
    public void archiveStarts(String path) {}

    @Override
    public void archiveEnds(String path, long size, long modified) {}

    @Override
    public void file(String path, String archive, long size, long modified, FileHeader header) {
      byName.put(Path.of(path).getFileName().toString(), header);
    }

    @Override
    public void problem(String path, Problem problem) {
      throw new AssertionError(problem.toString());
    }
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  /** What usually suffices is the first 256 KB, and of anything else 32 MB. */
  @Test
  void references_are_found_wherever_they_stand_in_a_large_file() throws Exception {
    for (int before : new int[] {10, 200_000, 300_000, 5_000_000}) {
      byte[] dose = dose().bytes(PRIVATE, "OB", new byte[before]).file();
      byte[] structures = structures().bytes(0x30090010, "OB", new byte[before]).file();
      write(folder, "RD", dose);
      write(folder, "RS", structures);
      byte[] plan = plan().bytes(PRIVATE, "OB", new byte[before]).file();
      write(folder, "RP", plan);
      boolean isLarge = before >= 1 << 18;
      Map<String, FileHeader> headers = headers();
      assertThat(headers.get("RD").planUids()).as("%d", before).containsExactly(PLAN_UID);
      assertThat(headers.get("RD").sha256()).isEqualTo(sha256(dose));
      assertThat(headers.get("RS").sopInstanceUid()).isEqualTo(STRUCTURES_UID);
      assertThat(headers.get("RS").frameOfReferenceUid()).isEqualTo(SampleFiles.FRAME_UID);
      assertThat(headers.get("RS").sha256()).isEqualTo(isLarge ? "" : sha256(structures));
      assertThat(headers.get("RP").structureSetUid()).isEqualTo(STRUCTURES_UID);
      assertThat(headers.get("RP").sha256()).isEqualTo(sha256(plan));
    }
  }

  /**
   * What has no UID is told from others by its content, and so is one damaged file from another.
   */
  @Test
  void a_large_file_is_read_whole_if_it_cannot_be_told_from_others_without() throws Exception {
    DicomBuilder large = dose().bytes(Tag.PIXEL_DATA, "OW", new byte[1 << 19]);
    write(folder, "large", large.file());
    byte[] nameless = large.remove(Tag.SOP_INSTANCE_UID).file();
    byte[] damaged = large.text(Tag.REFERENCED_RT_PLAN_SEQUENCE, "SQ", "no sequence").file();
    write(folder, "nameless", nameless);
    write(folder, "damaged", damaged);
    Map<String, FileHeader> headers = headers();
    assertThat(headers.get("nameless").sha256()).isEqualTo(sha256(nameless));
    assertThat(headers.get("damaged").problem()).isNotNull();
    assertThat(headers.get("damaged").sha256()).isEqualTo(sha256(damaged));
    assertThat(headers.get("large").sha256()).isEmpty();
  }

  /** Where an element ends with the bytes that were kept, nothing shows that there are more. */
  @Test
  void an_element_that_ends_with_the_first_256_kb_hides_no_reference() {
    int around = dose().bytes(PRIVATE, "OB", new byte[0]).file().length;
    for (int size = (1 << 18) - around; size <= 1 << 18; size += 2) {
      write(folder, "RD", dose().bytes(PRIVATE, "OB", new byte[size]).file());
      assertThat(headers().get("RD").planUids()).as("%d", size).containsExactly(PLAN_UID);
    }
  }

  /** Between two elements nothing shows that there were more. */
  @Test
  void a_file_cut_at_any_byte_tells_what_it_belongs_to_or_has_a_problem() throws Exception {
    for (DicomBuilder object : List.of(dose(), plan())) {
      byte[] file = object.file();
      for (int size = 132; size < file.length; size++) {
        Files.write(folder.resolve("x.dcm"), Arrays.copyOf(file, size));
        FileHeader header = headers().get("x.dcm");
        boolean told = !header.planUids().isEmpty() || !header.structureSetUid().isEmpty();
        assertThat(told || header.problem() != null)
            .as("%s cut at %d of %d", header.kind(), size, file.length)
            .isTrue();
      }
    }
  }

  @Test
  void a_plan_for_a_treatment_device_and_a_dose_with_pixels_need_no_references() {
    DicomBuilder withoutSet = plan().remove(Tag.REFERENCED_STRUCTURE_SET_SEQUENCE);
    write(folder, "for patient", withoutSet.file());
    write(
        folder,
        "for device",
        withoutSet.text(Tag.RT_PLAN_GEOMETRY, "CS", "TREATMENT_DEVICE").file());
    DicomBuilder loose = dose().remove(Tag.REFERENCED_RT_PLAN_SEQUENCE);
    write(folder, "pixels", loose.file());
    write(folder, "neither", loose.remove(Tag.PIXEL_DATA).file());
    assertThat(headers())
        .allSatisfy(
            (name, header) -> {
              boolean cutOff = name.equals("for patient") || name.equals("neither");
              assertThat(header.problem() != null).as(name).isEqualTo(cutOff);
            });
  }

  /** A member that cannot be inflated to its end belongs to what its beginning says. */
  @Test
  void a_dose_that_is_damaged_behind_its_references_is_told_with_them() throws Exception {
    Random random = new Random(3);
    for (int pixels : new int[] {5000, 200_000}) {
      byte[] nibbles = new byte[pixels]; // which are deflated, not only stored
      for (int i = 0; i < pixels; i++) {
        nibbles[i] = (byte) random.nextInt(16);
      }
      Path zip = folder.resolve("dose.zip");
      try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
        out.putNextEntry(new ZipEntry("RD"));
        out.write(dose().bytes(Tag.PIXEL_DATA, "OW", nibbles).file());
      }
      byte[] bytes = Files.readAllBytes(zip);
      for (int i = bytes.length * 2 / 3; i < bytes.length - 200; i++) {
        bytes[i] = (byte) random.nextInt();
      }
      Files.write(zip, bytes);
      FileHeader header = headers().get("dose.zip!RD");
      assertThat(header.kind()).as("%d", pixels).isEqualTo(FoundObject.Kind.RT_DOSE);
      assertThat(header.planUids()).containsExactly(PLAN_UID);
      assertThat(header.problem()).isNotNull();
      assertThat(header.problem().code()).isEqualTo("file-unreadable");
    }
  }

  @Test
  void a_link_to_nothing_is_a_problem() throws Exception {
    Files.createSymbolicLink(folder.resolve(".#RD"), Path.of("somebody@somewhere.1"));
    assertThat(headers()).isEmpty();
    Files.createSymbolicLink(folder.resolve("RD"), Path.of("objects/dose"));
    assertThatThrownBy(this::headers).hasMessageContaining("a link to what does not exist");
  }

  @Test
  void all_files_are_told_and_what_the_visitor_throws_ends_the_search() {
    for (int i = 0; i < 300; i++) {
      write(folder, "file" + i, plan());
    }
    assertThat(headers()).hasSize(300);
    assertThatThrownBy(
            () ->
                ArchiveSearch.run(
                    folder,
                    new Headers() {
                      @Override
                      public boolean isToBeRead(String path, long size, long modified) {
                        throw new IllegalStateException("enough");
                      }
                    }))
        .hasMessage("enough");
  }

  /** Searches a folder in a virtual machine of its own, and prints what became of its files. */
  static final class Search {
    private Search() {}

    public static void main(String[] arguments) {
      Headers headers = new Headers();
      ArchiveSearch.run(Path.of(arguments[0]), headers);
      headers.byName.forEach(
          (name, header) ->
              System.out.println(
                  name
                      + " "
                      + (header.problem() == null ? header.kind() : header.problem().code())));
    }
  }

  /** A few KB, of which one at a time inflates within 100 MB, and one does not. */
  @Test
  void files_that_inflate_beyond_the_memory_do_not_end_the_search() throws Exception {
    byte[] large =
        plan().bytes(PRIVATE, "OB", new byte[16_000_000]).file(DicomBuilder.Layout.DEFLATED);
    for (int i = 0; i < 12; i++) {
      write(folder, "large" + i, large);
    }
    write(
        folder,
        "larger",
        plan().bytes(PRIVATE, "OB", new byte[60_000_000]).file(DicomBuilder.Layout.DEFLATED));
    write(folder, "small", plan());
    List<String> found = searchWith("-Xmx100m", "-XX:+UseSerialGC");
    assertThat(found)
        .hasSize(14)
        .contains("small RT_PLAN", "larger out-of-memory")
        .filteredOn(line -> line.matches("large[0-9]+ RT_PLAN"))
        .hasSize(12);
  }

  private List<String> searchWith(String... options) throws Exception {
    Set<String> classes = new LinkedHashSet<>();
    for (Class<?> type : List.of(ArchiveSearch.class, Search.class)) {
      URI place = type.getProtectionDomain().getCodeSource().getLocation().toURI();
      classes.add(Path.of(place).toString());
    }
    classes.add(Path.of("target", "test-classes").toString());
    classes.add(System.getProperty("java.class.path"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", String.join(File.pathSeparator, classes)));
    command.addAll(List.of(Search.class.getName(), folder.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      return lines.lines().toList();
    }
  }
}
