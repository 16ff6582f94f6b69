package org.oarlock.dicom;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The SHA-256 of a file's bytes. */
final class Sha256 {
  private Sha256() {}

  /** Begins at once, beside other work; gives it in lower-case hexadecimal, once it is known. */
  static Supplier<String> begin(ByteBuffer bytes) {
    return CompletableFuture.supplyAsync(() -> tryOf(bytes))::join;
  }

  /** Computes it when it is first asked for; until then the bytes are held. */
  static Supplier<String> whenAsked(ByteBuffer bytes) {
    return new Supplier<>() {
      private @Nullable String known;

      @Override
      public synchronized String get() {
        if (known == null) {
          known = tryOf(bytes);
        }
        return known;
      }
    };
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
