package org.oarlock.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Zip archives for tests. */
final class Zips {
  private Zips() {}

  /** An archive of the files of a folder. */
  static Path of(Path zip, Path folder) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip));
        Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        out.putNextEntry(new ZipEntry(file.getFileName().toString()));
        Files.copy(file, out);
      }
    }
    return zip;
  }

  /**
   * An archive of one file that starts like another and then holds this many megabytes of zeros.
   */
  static Path bomb(Path zip, Path start, int megabytes) throws IOException {
    byte[] zeros = new byte[1 << 20];
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("bomb.dcm"));
      Files.copy(start, out);
      for (int i = 0; i < megabytes; i++) {
        out.write(zeros);
      }
    }
    return zip;
  }
}
