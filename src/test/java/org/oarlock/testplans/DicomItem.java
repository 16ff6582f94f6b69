package org.oarlock.testplans;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A DICOM data set or sequence item to be written, explicit VR little endian (PS3.5 section 7.1.2).
 * Elements may be put in any order; they are written in the order of their tags. Text is ASCII.
 */
final class DicomItem {
  private static final Set<String> LONG_LENGTH = Set.of("OB", "OW", "SQ", "UN", "UT");
  private static final int ITEM = 0xFFFEE000;

  private final TreeMap<Integer, Element> elements = new TreeMap<>();

  private record Element(String vr, byte[] value) {}

  /** Puts text values; no value at all makes the element empty, as type 2 allows. */
  DicomItem text(int tag, String vr, String... values) {
    byte padding = (byte) (vr.equals("UI") ? 0 : ' ');
    return put(tag, vr, ascii(String.join("\\", values), padding));
  }

  /** Puts decimal strings: plain digits, at most 16 characters each. */
  DicomItem decimals(int tag, double... values) {
    String joined =
        DoubleStream.of(values)
            .mapToObj(value -> decimal(tag, value))
            .collect(Collectors.joining("\\"));
    return put(tag, "DS", ascii(joined, (byte) ' '));
  }

  private static String decimal(int tag, double value) {
    String text = BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    if (text.length() > 16) {
      throw new IllegalArgumentException(
          "%08X: %s has more than 16 characters".formatted(tag, text));
    }
    return text;
  }

  /** Puts integer strings. */
  DicomItem integers(int tag, int... values) {
    String joined =
        IntStream.of(values).mapToObj(Integer::toString).collect(Collectors.joining("\\"));
    return put(tag, "IS", ascii(joined, (byte) ' '));
  }

  /** Puts unsigned 16-bit numbers. */
  DicomItem unsignedShorts(int tag, int... values) {
    ByteBuffer bytes = littleEndian(2 * values.length);
    for (int value : values) {
      bytes.putShort((short) value);
    }
    return put(tag, "US", bytes.array());
  }

  /** Puts an attribute tag as a value. */
  DicomItem pointer(int tag, int pointedAt) {
    ByteBuffer bytes = littleEndian(4);
    bytes.putShort((short) (pointedAt >>> 16)).putShort((short) pointedAt);
    return put(tag, "AT", bytes.array());
  }

  /** Puts bulk bytes of an even length. */
  DicomItem bulk(int tag, String vr, byte[] value) {
    return put(tag, vr, value);
  }

  /** Puts a sequence of items, with defined lengths. */
  DicomItem items(int tag, DicomItem... items) {
    return items(tag, Arrays.asList(items));
  }

  /** Puts a sequence of items, with defined lengths. */
  DicomItem items(int tag, List<DicomItem> items) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (DicomItem item : items) {
      byte[] content = item.bytes();
      ByteBuffer head = littleEndian(8);
      head.putShort((short) (ITEM >>> 16)).putShort((short) ITEM).putInt(content.length);
      out.writeBytes(head.array());
      out.writeBytes(content);
    }
    return put(tag, "SQ", out.toByteArray());
  }

  /** The elements as they stand in a file, in the order of their tags. */
  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    elements.forEach((tag, element) -> write(out, tag, element));
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, int tag, Element element) {
    boolean longLength = LONG_LENGTH.contains(element.vr());
    int length = element.value().length;
    if (!longLength && length > 0xFFFE) {
      throw new IllegalArgumentException("%08X: %d bytes are too many".formatted(tag, length));
    }
    ByteBuffer head = littleEndian(longLength ? 12 : 8);
    head.putShort((short) (tag >>> 16)).putShort((short) tag);
    head.put(element.vr().getBytes(StandardCharsets.US_ASCII));
    if (longLength) {
      head.putShort((short) 0).putInt(length);
    } else {
      head.putShort((short) length);
    }
    out.writeBytes(head.array());
    out.writeBytes(element.value());
  }

  private DicomItem put(int tag, String vr, byte[] value) {
    if (elements.put(tag, new Element(vr, value)) != null) {
      throw new IllegalStateException("%08X is there twice".formatted(tag));
    }
    return this;
  }

  private static byte[] ascii(String text, byte padding) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    if (bytes.length % 2 == 0) {
      return bytes;
    }
    byte[] even = Arrays.copyOf(bytes, bytes.length + 1);
    even[bytes.length] = padding;
    return even;
  }

  private static ByteBuffer littleEndian(int capacity) {
    return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
  }
}
