package org.oarlock.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A copy of a test plan that can be damaged. */
record PlanFolder(Path path) {
  static PlanFolder copyOf(String testPlan, Path into) throws IOException {
    Path folder = Files.createDirectories(into.resolve(testPlan));
    try (Stream<Path> files = Files.list(Path.of("test-plans", testPlan))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".dcm")).toList()) {
        Files.copy(file, folder.resolve(file.getFileName().toString()));
      }
    }
    return new PlanFolder(folder);
  }

  Path file(String name) {
    return path.resolve(name);
  }

  PlanFolder without(String... names) throws IOException {
    for (String name : names) {
      Files.delete(file(name));
    }
    return this;
  }

  PlanFolder cut(String name, int bytes) throws IOException {
    byte[] all = Files.readAllBytes(file(name));
    Files.write(file(name), Arrays.copyOf(all, all.length - bytes));
    return this;
  }

  /** Replaces a text of a file, wherever it stands, by one of the same length. */
  PlanFolder replaceAll(String name, String text, String other) throws IOException {
    if (text.length() != other.length()) {
      throw new IllegalArgumentException("lengths differ");
    }
    return splice(name, text, other);
  }

  /** Replaces a top-level element of a file (explicit VR, little endian) by another. */
  PlanFolder replaceElement(String name, byte[] element, byte[] other) throws IOException {
    return splice(name, latin(element), latin(other));
  }

  /** A top-level element of a file (explicit VR, little endian). */
  byte[] element(String name, int tag) throws IOException {
    byte[] all = Files.readAllBytes(file(name));
    int from = find(all, tag);
    return Arrays.copyOfRange(all, from, end(all, from));
  }

  /** Where a top-level element begins (explicit VR, little endian). */
  static int find(byte[] file, int tag) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int at = 132;
    while (bytes.getShort(at) != (short) (tag >> 16) || bytes.getShort(at + 2) != (short) tag) {
      at = end(file, at);
    }
    return at;
  }

  private static int end(byte[] file, int at) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    String vr = new String(file, at + 4, 2, StandardCharsets.US_ASCII);
    boolean isLong = List.of("OB", "OW", "SQ", "UN", "UT").contains(vr);
    return isLong ? at + 12 + bytes.getInt(at + 8) : at + 8 + bytes.getShort(at + 6);
  }

  private PlanFolder splice(String name, String from, String to) throws IOException {
    String all = latin(Files.readAllBytes(file(name)));
    if (!all.contains(from)) {
      throw new IllegalArgumentException(name + " does not hold what is to be replaced");
    }
    Files.write(file(name), all.replace(from, to).getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** The bytes of a short text element, explicit VR little endian. */
  static byte[] element(int tag, String vr, String value) {
    int[] head = {
      tag >> 16, tag >> 24, tag, tag >> 8, vr.charAt(0), vr.charAt(1), value.length(), 0
    };
    byte[] bytes = new byte[8 + value.length()];
    for (int i = 0; i < 8; i++) {
      bytes[i] = (byte) head[i];
    }
    byte[] text = value.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, bytes, 8, text.length);
    return bytes;
  }

  List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.sorted().toList();
    }
  }
}
