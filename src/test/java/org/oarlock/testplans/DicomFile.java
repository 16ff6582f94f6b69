package org.oarlock.testplans;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** DICOM Part 10 files (PS3.10 section 7) and unique identifiers that follow from names. */
final class DicomFile {
  private static final String EXPLICIT_VR_LITTLE_ENDIAN = "1.2.840.10008.1.2.1";
  private static final String IMPLEMENTATION = uid("implementation");

  private DicomFile() {}

  /**
   * A UID under 2.25 (PS3.5 section B.2) that the same name always gives: a UUID of version 8 made
   * from the name's SHA-256.
   */
  static String uid(String name) {
    byte[] uuid = Arrays.copyOf(sha256("oarlock test plans: " + name), 16);
    uuid[6] = (byte) ((uuid[6] & 0x0F) | 0x80);
    uuid[8] = (byte) ((uuid[8] & 0x3F) | 0x80);
    return "2.25." + new BigInteger(1, uuid);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The whole file: preamble, meta information, data set. */
  static byte[] bytes(String sopClassUid, String sopInstanceUid, DicomItem dataSet) {
    byte[] meta =
        new DicomItem()
            .bulk(0x00020001, "OB", new byte[] {0, 1})
            .text(0x00020002, "UI", sopClassUid)
            .text(0x00020003, "UI", sopInstanceUid)
            .text(0x00020010, "UI", EXPLICIT_VR_LITTLE_ENDIAN)
            .text(0x00020012, "UI", IMPLEMENTATION)
            .text(0x00020013, "SH", "OARLOCK_TESTS")
            .bytes();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[128]);
    out.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(groupLength(meta.length));
    out.writeBytes(meta);
    out.writeBytes(dataSet.bytes());
    return out.toByteArray();
  }

  private static byte[] groupLength(int length) {
    return ByteBuffer.allocate(12)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort((short) 2)
        .putShort((short) 0)
        .put((byte) 'U')
        .put((byte) 'L')
        .putShort((short) 4)
        .putInt(length)
        .array();
  }
}
