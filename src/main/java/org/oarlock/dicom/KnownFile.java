package org.oarlock.dicom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/**
 * What is known of a file since it was read before, and holds as long as its size and time are the
 * same. The hash is evidence of what was judged, so it is taken only where the system tells when a
 * file was really changed: the time of its contents can be set by hand, and a file be given that of
 * the one that it replaces.
 *
 * @param size its bytes
 * @param modified when it was last changed, as {@link #modifiedMillis} tells it; of a member of an
 *     archive, when the archive was
 * @param sha256 of its bytes, in lower-case hexadecimal
 */
public record KnownFile(long size, long modified, String sha256) {
  /** Contents that are changed later than the file are in the future, or set by hand. */
  private static final long ONE_STEP_MILLIS = 2000;

  /**
   * When a file was last changed, in milliseconds since 1970: its contents or, if that is later and
   * the system tells it, its name, rights or times.
   *
   * @param contentsMillis when its contents were last changed, as anybody can set it
   */
  static long modifiedMillis(Path path, long contentsMillis) {
    try {
      return latest(contentsMillis, Files.getAttribute(path, "unix:ctime"));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return contentsMillis; // other systems do not tell
    }
  }

  private static long latest(long contentsMillis, Object changed) {
    return changed instanceof FileTime any
        ? Math.max(contentsMillis, any.toMillis())
        : contentsMillis;
  }

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
          && now.get("ctime") instanceof FileTime any
          && contents.toMillis() <= any.toMillis() + ONE_STEP_MILLIS
          && latest(contents.toMillis(), any) == modified;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false; // other systems do not tell when a time was set
    }
  }
}
