package org.oarlock.report;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oarlock.problem.Problem;

class AtomicFileTest {
  @TempDir Path directory;

  @Test
  void a_file_is_written_in_utf_8() throws IOException {
    Path file = directory.resolve("report.txt");

    assertThat(AtomicFile.write(file, out -> out.write("Grün\n"))).isEmpty();

    assertThat(Files.readString(file)).isEqualTo("Grün\n");
    assertThat(left()).containsExactly("report.txt");
  }

  @Test
  void a_failing_write_leaves_what_was_there_and_nothing_else() throws IOException {
    Path file = directory.resolve("report.txt");
    Files.writeString(file, "old");

    Optional<Problem> problem =
        AtomicFile.write(
            file,
            out -> {
              out.write("half of the new");
              out.flush();
              throw new IOException("No space left on device");
            });

    assertThat(problem.orElseThrow().message()).contains("report.txt", "No space left on device");
    assertThat(problem.orElseThrow().isError()).isTrue();
    assertThat(Files.readString(file)).isEqualTo("old");
    assertThat(left()).containsExactly("report.txt");
  }

  @Test
  void a_full_device_is_a_problem() {
    Path full = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.exists(full), "no /dev/full here");

    assertThat(AtomicFile.write(full, out -> out.write("x")).orElseThrow().message())
        .contains("/dev/full");
    assertThat(Files.exists(full)).isTrue();
  }

  @Test
  void a_bug_while_writing_leaves_nothing_behind() throws IOException {
    Path file = directory.resolve("report.txt");

    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      throw new IllegalStateException("bug");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(left()).isEmpty();
  }

  @Test
  void a_missing_directory_is_a_problem_with_a_hint() {
    Problem problem =
        AtomicFile.write(directory.resolve("no/such/report.txt"), out -> out.write("x"))
            .orElseThrow();

    assertThat(problem.message()).contains("the directory does not exist");
    assertThat(problem.hint()).isEqualTo("Create the directory first");
  }

  @Test
  void a_directory_is_not_replaced() {
    assertThat(AtomicFile.write(directory, out -> out.write("x")).orElseThrow().message())
        .contains("is a directory");
    assertThat(Files.isDirectory(directory)).isTrue();
  }

  @Test
  void a_replaced_file_keeps_its_permissions() throws IOException {
    Path file = directory.resolve("report.txt");
    Files.writeString(file, "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    AtomicFile.write(file, out -> out.write("new"));

    assertThat(Files.readString(file)).isEqualTo("new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void a_new_file_has_the_permissions_of_any_new_file() throws IOException {
    Path usual = Files.createFile(directory.resolve("usual"));
    Path file = directory.resolve("report.txt");

    AtomicFile.write(file, out -> out.write("new"));

    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(usual));
  }

  @Test
  void a_symbolic_link_stays_one() throws IOException {
    Path file = directory.resolve("real.txt");
    Files.writeString(file, "old");
    Path link = Files.createSymbolicLink(directory.resolve("link.txt"), file);

    AtomicFile.write(link, out -> out.write("new"));

    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(Files.readString(file)).isEqualTo("new");
  }

  @Test
  void a_named_pipe_is_written_to_and_stays_one() throws Exception {
    Path pipe = directory.resolve("pipe");
    Assumptions.assumeTrue(Files.exists(Path.of("/usr/bin/mkfifo")), "no mkfifo here");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    CompletableFuture<String> reader =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Files.readString(pipe);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });

    assertThat(AtomicFile.write(pipe, out -> out.write("through"))).isEmpty();

    assertThat(reader.get(10, TimeUnit.SECONDS)).isEqualTo("through");
    assertThat(Files.isRegularFile(pipe)).isFalse();
    assertThat(left()).containsExactly("pipe");
  }

  /** As a shell passes one on: {@code --json >(program)}. */
  @Test
  void what_a_process_has_open_is_written_to_and_not_replaced() throws IOException {
    Path descriptors = Path.of("/proc/self/fd");
    Assumptions.assumeTrue(Files.isDirectory(descriptors), "no " + descriptors);
    Path file = directory.resolve("file");
    try (FileChannel held = FileChannel.open(file, CREATE_NEW, WRITE, READ)) {
      Path descriptor = descriptorOf(file, descriptors);
      assertThat(AtomicFile.write(descriptor, out -> out.write("two"))).isEmpty();
      assertThat(held.size()).isEqualTo(3);
    }
    assertThat(left()).containsExactly("file");
  }

  private static Path descriptorOf(Path file, Path descriptors) throws IOException {
    try (Stream<Path> all = Files.list(descriptors)) {
      for (Path one : all.toList()) {
        if (Files.isSymbolicLink(one) && Files.readSymbolicLink(one).equals(file.toRealPath())) {
          return one;
        }
      }
    }
    throw new AssertionError("no descriptor of " + file);
  }

  @Test
  void a_leftover_of_an_earlier_process_is_no_obstacle() throws IOException {
    Files.createFile(directory.resolve(".oarlock-" + ProcessHandle.current().pid() + "-0.tmp"));
    Path file = directory.resolve("report.txt");

    assertThat(AtomicFile.write(file, out -> out.write("x"))).isEmpty();
    assertThat(Files.readString(file)).isEqualTo("x");
  }

  @Test
  void a_half_surrogate_pair_does_not_stop_the_writing() throws IOException {
    Path file = directory.resolve("report.txt");

    assertThat(AtomicFile.write(file, out -> out.write("a\uD800b"))).isEmpty();
    assertThat(Files.readString(file)).isEqualTo("a?b");
  }

  private List<String> left() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
