package org.oarlock.batch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of a text or of a small file. */
final class Hash {
  private static final int MOST_BYTES = 1 << 20;

  private Hash() {}

  /** Of the first megabyte of a file; where it cannot be read, of that. */
  static String ofFile(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return of(in.readNBytes(MOST_BYTES));
    } catch (IOException e) {
      return of(e.getClass().getSimpleName());
    }
  }

  /** Of its UTF-8 bytes, in lower-case hexadecimal. */
  static String of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String of(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
