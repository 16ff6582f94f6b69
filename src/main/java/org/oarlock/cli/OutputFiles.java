package org.oarlock.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.Problem;
import org.oarlock.report.AtomicFile;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * The files that a command writes: none of them may be one that it reads or another one that it
 * writes. One of them may be the standard output ({@code -}), if the command prints nothing else
 * then. One that cannot be written is a problem of its own and keeps no other from being written.
 */
final class OutputFiles {
  private final CommandSpec spec;
  private final Console console;
  private final List<Path> taken = new ArrayList<>();
  private @Nullable Path printed;
  private boolean allWritten = true;

  private static final Set<String> STANDARD_OUTPUT =
      Set.of("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1");

  private static final Set<String> STANDARD_ERROR =
      Set.of("/dev/stderr", "/dev/fd/2", "/proc/self/fd/2");

  OutputFiles(CommandSpec spec, Console console) {
    this.spec = spec;
    this.console = console;
  }

  void isRead(Path file) {
    taken.add(file);
  }

  /** A file that stands in for what the command prints, if it is the standard output. */
  void isWrittenOrPrinted(String option, @Nullable Path file) {
    if (file == null || !isStandardOutput(file)) {
      isWritten(option, file);
    } else if (printed == null) {
      printed = file;
    } else {
      throw usage(option, file, "which the command uses already");
    }
  }

  /** Whether one of the files is the standard output. */
  boolean isPrinted() {
    return printed != null;
  }

  /** Refuses that one of the files is the standard output, since something else is to be there. */
  void isNotPrinted(String other) {
    if (printed != null) {
      throw new ParameterException(
          spec.commandLine(),
          "Option '%s' and '%s' as a file both name the standard output".formatted(other, printed));
    }
  }

  void isWritten(String option, @Nullable Path file) {
    if (file == null) {
      return;
    }
    if (isStandardOutput(file)) {
      throw usage(option, file, "the standard output, which holds other results; name a file");
    }
    if (STANDARD_ERROR.contains(file.normalize().toString())) {
      throw usage(option, file, "the standard error, which holds the problems; name a file");
    }
    if (taken.stream().anyMatch(other -> isSame(file, other))) {
      throw usage(option, file, "which the command uses already");
    }
    if (isDicom(file)) {
      throw usage(option, file, "which is a DICOM file");
    }
    taken.add(file);
  }

  /** Refuses a file that cannot be written at the end of a long command. */
  void requireFolder(String option, @Nullable Path file) {
    Path folder = file == null ? null : file.toAbsolutePath().getParent();
    if (file != null
        && (Files.isDirectory(file) || (folder != null && !Files.isDirectory(folder)))) {
      throw usage(
          option,
          file,
          Files.isDirectory(file)
              ? "which is a folder"
              : "which lies in a folder that does not exist");
    }
  }

  private ParameterException usage(String option, Path file, String what) {
    return new ParameterException(
        spec.commandLine(), "Option '" + option + "' names '" + file + "', " + what);
  }

  private static boolean isStandardOutput(Path file) {
    return file.toString().equals("-") || STANDARD_OUTPUT.contains(file.normalize().toString());
  }

  /** Whether it starts as DICOM Part 10 files do: a preamble of 128 bytes, then DICM. */
  private static boolean isDicom(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(132);
      return start.length == 132
          && new String(start, 128, 4, StandardCharsets.ISO_8859_1).equals("DICM");
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isSame(Path a, Path b) {
    if (a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize())) {
      return true;
    }
    try {
      return Files.exists(a) && Files.exists(b) && Files.isSameFile(a, b);
    } catch (IOException e) {
      return false;
    }
  }

  void write(@Nullable Path file, AtomicFile.Content content) {
    if (file != null && file == printed) {
      print(
          () -> {
            content.writeTo(console.writer());
            console.writer().flush();
          });
    } else if (file != null) {
      say(AtomicFile.write(file, content));
    }
  }

  void writeBytes(@Nullable Path file, AtomicFile.Bytes content) {
    if (file != null && file == printed) {
      print(() -> content.writeTo(console.out()));
    } else if (file != null) {
      say(AtomicFile.writeBytes(file, content));
    }
  }

  @FunctionalInterface
  private interface Printing {
    void run() throws IOException;
  }

  /** The console itself keeps in mind what could not be written, and throws nothing for it. */
  private static void print(Printing printing) {
    try {
      printing.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void say(Optional<Problem> problem) {
    problem.ifPresent(p -> Problems.show(p, console));
    allWritten &= problem.isEmpty();
  }

  boolean allWritten() {
    return allWritten;
  }
}
