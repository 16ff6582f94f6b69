package org.oarlock.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Optional;
import java.util.regex.Pattern;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;

/**
 * Writes a file whole or not at all: into a temporary file beside it, which is forced to the disk
 * and then moved into its place. Whatever fails, the file is what it was, and nothing is left
 * behind. A file that is replaced keeps its permissions, a new one gets the usual ones of the
 * process; a symbolic link stays one, and what it points to is replaced. A device, a pipe or a
 * descriptor ({@code /dev/fd/3}) cannot be replaced and is written to directly.
 */
public final class AtomicFile {
  /** What is written. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes all of it.
     *
     * @throws IOException if the writer does
     */
    void writeTo(Writer out) throws IOException;
  }

  /** What is written that is not text. */
  @FunctionalInterface
  public interface Bytes {
    /**
     * Writes all of it.
     *
     * @throws IOException if the stream does
     */
    void writeTo(OutputStream out) throws IOException;
  }

  private static final Pattern DESCRIPTOR =
      Pattern.compile("/dev/(fd/[0-9]+|stdin|stdout|stderr)|/proc/(self|[0-9]+)/fd/[0-9]+");

  private AtomicFile() {}

  /**
   * Writes a text file in UTF-8.
   *
   * @return why the file could not be written, empty if it was
   */
  public static Optional<Problem> write(Path target, Content content) {
    return writeBytes(
        target,
        bytes -> {
          Writer out = new OutputStreamWriter(bytes, StandardCharsets.UTF_8);
          content.writeTo(out);
          out.flush();
        });
  }

  /**
   * Writes a file that is not text.
   *
   * @return why the file could not be written, empty if it was
   */
  public static Optional<Problem> writeBytes(Path target, Bytes content) {
    try {
      if (Files.isDirectory(target)) {
        return problem(target, "is a directory", "Name a file in it");
      }
      if (isDescriptor(target) || (Files.exists(target) && !Files.isRegularFile(target))) {
        writeDirectly(target, content);
      } else {
        replace(Files.exists(target) ? target.toRealPath() : target.toAbsolutePath(), content);
      }
      return Optional.empty();
    } catch (NoSuchFileException | FileNotFoundException e) {
      return problem(target, "the directory does not exist", "Create the directory first");
    } catch (AccessDeniedException e) {
      return problem(target, "permission denied", "Choose a place that you may write to");
    } catch (IOException e) {
      return problem(target, reason(e), "Make room, or choose another place");
    }
  }

  /**
   * Whether it stands for something that a process has open, as a shell passes it on: to replace
   * the file behind it would leave whoever holds it with the old one.
   */
  private static boolean isDescriptor(Path target) {
    return DESCRIPTOR.matcher(target.toAbsolutePath().normalize().toString()).matches();
  }

  private static void replace(Path target, Bytes content) throws IOException {
    Path temporary = null;
    try {
      temporary = create(directoryOf(target));
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        writeTo(channel, content);
        channel.force(true);
      }
      keepPermissions(target, temporary);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      temporary = null;
    } finally {
      if (temporary != null) {
        Files.deleteIfExists(temporary);
      }
    }
  }

  private static void writeDirectly(Path target, Bytes content) throws IOException {
    try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
      writeTo(channel, content);
    }
  }

  private static void writeTo(FileChannel channel, Bytes content) throws IOException {
    content.writeTo(Channels.newOutputStream(channel));
  }

  /** Not {@code createTempFile}, whose files nobody else may read, whatever the umask. */
  private static Path create(Path directory) throws IOException {
    long process = ProcessHandle.current().pid();
    for (int i = 0; ; i++) {
      Path candidate = directory.resolve(".oarlock-" + process + "-" + i + ".tmp");
      try {
        return Files.createFile(candidate);
      } catch (FileAlreadyExistsException e) {
        if (i == 999) {
          throw e;
        }
      }
    }
  }

  private static void keepPermissions(Path target, Path temporary) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(target, PosixFileAttributeView.class);
    if (view != null && Files.exists(target)) {
      Files.setPosixFilePermissions(temporary, view.readAttributes().permissions());
    }
  }

  private static Path directoryOf(Path target) {
    Path parent = target.getParent();
    return parent == null ? target.toAbsolutePath() : parent;
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null || message.isBlank()
        ? e.getClass().getSimpleName()
        : VisibleText.of(message);
  }

  private static Optional<Problem> problem(Path target, String what, String hint) {
    String name = VisibleText.of(target.toString());
    return Optional.of(
        Problem.error(
            "file-not-written",
            SourceLocation.file(name),
            "'" + name + "' was not written: " + what,
            hint));
  }
}
