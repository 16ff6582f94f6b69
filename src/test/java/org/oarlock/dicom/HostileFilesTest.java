package org.oarlock.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.oarlock.dicom.DicomBuilder.Layout;
import org.oarlock.plan.Phase;
import org.oarlock.plan.Plan;
import org.oarlock.problem.Problem;

/**
 * Files that are cut anywhere or have flipped bits: problems, never an exception, never a hang; and
 * a file that is cut is never a complete plan without an error.
 */
class HostileFilesTest {
  private static final Duration FAR_TOO_LONG = Duration.ofMinutes(5);

  @TempDir Path folder;

  static Stream<Arguments> files() {
    List<Arguments> files = new ArrayList<>();
    for (Layout layout :
        List.of(Layout.IMPLICIT, Layout.EXPLICIT.undefined(), Layout.BIG, Layout.DEFLATED)) {
      files.add(Arguments.of("RD.dcm", layout));
    }
    files.add(Arguments.of("RS.dcm", Layout.EXPLICIT.undefined()));
    files.add(Arguments.of("RP.dcm", Layout.IMPLICIT));
    return files.stream();
  }

  private static DicomBuilder object(String name) {
    return switch (name) {
      case "RP.dcm" -> SampleFiles.plan().sequence(Tag.BEAM_SEQUENCE, SampleFiles.beam(1, "a"));
      case "RS.dcm" -> SampleFiles.structures();
      default -> SampleFiles.dose();
    };
  }

  /** A file system may wait for the disk where a file is emptied, but not where it is new. */
  private Inventory loadWith(String name, byte[] bytes) throws IOException {
    Files.deleteIfExists(folder.resolve(name));
    SampleFiles.write(folder, name, bytes);
    return PlanLoader.load(LoadRequest.of(folder), Progress.NONE);
  }

  private void writeTrio() {
    for (String name : List.of("RP.dcm", "RS.dcm", "RD.dcm")) {
      SampleFiles.write(folder, name, object(name));
    }
  }

  private static boolean isComplete(Inventory inventory) {
    for (Plan plan : inventory.plans()) {
      for (Phase phase : plan.phases()) {
        if (phase.source() != null && phase.dose() != null) {
          return true;
        }
      }
    }
    return false;
  }

  @ParameterizedTest
  @MethodSource("files")
  void file_cut_at_any_byte_is_a_problem(String name, Layout layout) throws IOException {
    writeTrio();
    byte[] file = object(name).file(layout);
    assertThat(isComplete(loadWith(name, file))).isTrue();
    assertTimeoutPreemptively(
        FAR_TOO_LONG,
        () -> {
          for (int length = 0; length < file.length; length++) {
            Inventory inventory = loadWith(name, Arrays.copyOf(file, length));
            boolean error = inventory.problems().stream().anyMatch(Problem::isError);
            // where a file is cut between two elements, what was behind is merely not there
            boolean missing = hasLess(inventory);
            assertThat(error || missing).as("cut at %d of %d", length, file.length).isTrue();
          }
        });
  }

  private static boolean hasLess(Inventory inventory) {
    if (!isComplete(inventory)) {
      return inventory.problems().stream().anyMatch(p -> p.code().equals("plan-missing"));
    }
    Plan plan = inventory.plans().get(0);
    Phase phase = plan.phases().get(0);
    return phase.beams().isEmpty()
        || phase.prescriptions().isEmpty()
        || phase.fractions() == 0
        || phase.patientPosition().isEmpty()
        || phase.approval().isEmpty()
        || plan.structureSet().structures().stream().allMatch(s -> s.contours().isEmpty())
        || plan.structureSet().structures().stream().allMatch(s -> s.type().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("files")
  void flipped_bits_never_do_more_than_problems(String name, Layout layout) {
    writeTrio();
    byte[] file = object(name).file(layout);
    Random random = new Random(20261121);
    assertTimeoutPreemptively(
        FAR_TOO_LONG,
        () -> {
          for (int round = 0; round < 400; round++) {
            byte[] flipped = file.clone();
            int flips = 1 + random.nextInt(4);
            for (int i = 0; i < flips; i++) {
              flipped[128 + random.nextInt(file.length - 128)] ^= (byte) (1 << random.nextInt(8));
            }
            Inventory inventory = loadWith(name, flipped);
            assertThat(inventory.problems()).allMatch(p -> !p.message().isBlank());
            assertThat(inventory.problems().toString()).doesNotContain("4711");
          }
        });
  }
}
