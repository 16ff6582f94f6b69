package org.oarlock.dicom;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The SHA-256 of a file's bytes, computed beside the reading of them. */
final class Sha256 {
  private Sha256() {}

  /** Begins at once; gives it in lower-case hexadecimal, as soon as it is known. */
  static Supplier<String> begin(ByteBuffer bytes) {
    return CompletableFuture.supplyAsync(() -> tryOf(bytes))::join;
  }

  private static String tryOf(ByteBuffer bytes) {
    try {
      return of(bytes);
    } catch (InternalError e) { // a mapped file has become shorter
      return "not known: the file has changed while it was read";
    }
  }

  /** In lower-case hexadecimal. */
  static String of(ByteBuffer bytes) {
    MessageDigest digest = digest();
    digest.update(bytes.duplicate().rewind());
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
