package org.oarlock.plan;

import java.util.function.Supplier;

/** Which file something came from, for reports and evidence. */
public final class FileIdentity {
  private final String path;
  private final String sopInstanceUid;
  private final Supplier<String> sha256;

  /**
   * @param path the path as the user would recognise it; inside an archive {@code
   *     archive.zip!entry}
   * @param sopInstanceUid the object's SOP Instance UID, empty if it has none
   * @param sha256 the SHA-256 of the whole file in lower-case hexadecimal
   */
  public FileIdentity(String path, String sopInstanceUid, String sha256) {
    this(path, sopInstanceUid, () -> sha256);
  }

  /**
   * @param sha256 gives the SHA-256, when it is first asked for and whenever it is
   */
  public FileIdentity(String path, String sopInstanceUid, Supplier<String> sha256) {
    this.path = path;
    this.sopInstanceUid = sopInstanceUid;
    this.sha256 = sha256;
  }

  /** The path as the user would recognise it; inside an archive {@code archive.zip!entry}. */
  public String path() {
    return path;
  }

  /** The object's SOP Instance UID, empty if it has none. */
  public String sopInstanceUid() {
    return sopInstanceUid;
  }

  /**
   * The SHA-256 of the whole file in lower-case hexadecimal, or in words why it is not known.
   * Waits, where it is still being computed.
   */
  public String sha256() {
    return sha256.get();
  }
}
