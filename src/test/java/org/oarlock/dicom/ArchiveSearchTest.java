package org.oarlock.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.oarlock.dicom.SampleFiles.PLAN_UID;
import static org.oarlock.dicom.SampleFiles.STRUCTURES_UID;
import static org.oarlock.dicom.SampleFiles.dose;
import static org.oarlock.dicom.SampleFiles.plan;
import static org.oarlock.dicom.SampleFiles.structures;
import static org.oarlock.dicom.SampleFiles.write;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
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
      write(folder, "RP", plan().bytes(PRIVATE, "OB", new byte[before]).file());
      Map<String, FileHeader> headers = headers();
      assertThat(headers.get("RD").planUids()).as("%d", before).containsExactly(PLAN_UID);
      assertThat(headers.get("RD").sha256()).isEqualTo(sha256(dose));
      assertThat(headers.get("RS").sopInstanceUid()).isEqualTo(STRUCTURES_UID);
      assertThat(headers.get("RS").frameOfReferenceUid()).isEqualTo(SampleFiles.FRAME_UID);
      assertThat(headers.get("RS").sha256()).isEqualTo(sha256(structures));
      assertThat(headers.get("RP").structureSetUid()).isEqualTo(STRUCTURES_UID);
    }
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
}
