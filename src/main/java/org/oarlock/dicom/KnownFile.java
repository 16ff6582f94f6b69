package org.oarlock.dicom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What is known of a file since it was read before, and holds as long as its size and time are the
 * same.
 *
 * @param size its bytes
 * @param modified when it was last changed, in milliseconds since 1970
 * @param sha256 of its bytes, in lower-case hexadecimal
 */
public record KnownFile(long size, long modified, String sha256) {
  /** Whether the file at a path, which is open, is as it was. */
  boolean isStill(Path path) {
    try {
      BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
      return now.size() == size && now.lastModifiedTime().toMillis() == modified;
    } catch (IOException e) {
      return false;
    }
  }
}
