package org.oarlock.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.Problem;
import org.oarlock.report.AtomicFile;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * The files that a command writes: none of them may be one that it reads or another one that it
 * writes. One that cannot be written is a problem of its own and keeps no other from being written.
 */
final class OutputFiles {
  private final CommandSpec spec;
  private final Console console;
  private final List<Path> taken = new ArrayList<>();
  private boolean allWritten = true;

  OutputFiles(CommandSpec spec, Console console) {
    this.spec = spec;
    this.console = console;
  }

  void isRead(Path file) {
    taken.add(file);
  }

  void isWritten(String option, @Nullable Path file) {
    if (file == null) {
      return;
    }
    if (taken.stream().anyMatch(other -> isSame(file, other))) {
      throw new ParameterException(
          spec.commandLine(),
          "Option '" + option + "' names '" + file + "', which the command uses already");
    }
    if (isDicom(file)) {
      throw new ParameterException(
          spec.commandLine(),
          "Option '" + option + "' names '" + file + "', which is a DICOM file");
    }
    taken.add(file);
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
    if (file == null) {
      return;
    }
    say(AtomicFile.write(file, content));
  }

  void writeBytes(@Nullable Path file, AtomicFile.Bytes content) {
    if (file != null) {
      say(AtomicFile.writeBytes(file, content));
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
