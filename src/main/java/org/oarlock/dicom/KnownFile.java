package org.oarlock.dicom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/**
 * What is known of a file since it was read before, and holds as long as its size and time are the
 * same. The hash is evidence of what was judged, so it is taken only where the time was not set by
 * hand: a file can be given the time of the one that it replaces.
 *
 * @param size its bytes
 * @param modified when it was last changed, in milliseconds since 1970; of a member of an archive,
 *     when the archive was
 * @param sha256 of its bytes, in lower-case hexadecimal
 */
public record KnownFile(long size, long modified, String sha256) {
  /** Between the last change of the contents and that of the file's name, rights or times. */
  private static final long ONE_STEP_MILLIS = 2000;

  /** Whether the file at a path, which is open, is as it was. */
  boolean isStill(Path path) {
    return isUnchanged(path, size);
  }

  /** Whether the archive at a path, which is open, is as it was and so is the member. */
  boolean isStillIn(Path archive) {
    return isUnchanged(archive, -1);
  }

  private boolean isUnchanged(Path path, long expected) {
    try {
      Map<String, Object> now = Files.readAttributes(path, "unix:size,lastModifiedTime,ctime");
      return now.get("size") instanceof Long bytes
          && (bytes == expected || expected < 0)
          && now.get("lastModifiedTime") instanceof FileTime contents
          && contents.toMillis() == modified
          && now.get("ctime") instanceof FileTime any
          && Math.abs(any.toMillis() - modified) <= ONE_STEP_MILLIS;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false; // other systems do not tell when a time was set
    }
  }
}
