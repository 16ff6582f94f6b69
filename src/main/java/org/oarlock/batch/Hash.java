package org.oarlock.batch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.oarlock.store.IndexedFile;

/** The SHA-256 of a text or of a file. */
final class Hash {
  private static final int MOST_BYTES = 1 << 20;
  private static final int BUFFER_BYTES = 1 << 16;

  private Hash() {}

  /** Of the first megabyte of a file; where it cannot be read, of that. */
  static String ofFile(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return of(in.readNBytes(MOST_BYTES));
    } catch (IOException e) {
      return of(e.getClass().getSimpleName());
    }
  }

  /**
   * Of planning objects whose hash is still to be found out, in the order given; of others nothing
   * is changed. One that cannot be read stays without.
   */
  static List<IndexedFile> completed(List<IndexedFile> files) {
    return files.parallelStream().map(file -> file.isToBeHashed() ? hashed(file) : file).toList();
  }

  private static IndexedFile hashed(IndexedFile file) {
    MessageDigest digest = digest();
    byte[] some = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(Path.of(file.path()))) {
      for (int count = in.read(some); count >= 0; count = in.read(some)) {
        digest.update(some, 0, count);
      }
      return file.with(HexFormat.of().formatHex(digest.digest()));
    } catch (IOException e) {
      return file; // whoever judges it says so
    }
  }

  /** Of its UTF-8 bytes, in lower-case hexadecimal. */
  static String of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String of(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
