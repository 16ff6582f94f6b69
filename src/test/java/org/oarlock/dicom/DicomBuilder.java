package org.oarlock.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.zip.Deflater;

/**
 * Writes DICOM data sets and files for tests, in every encoding that is read and in some that are
 * wrong. Elements are written in the order of their tags, whatever order they are put in.
 */
public final class DicomBuilder {
  /** How a file is written. */
  public record Layout(
      String syntaxUid,
      boolean explicit,
      boolean big,
      boolean deflated,
      boolean undefinedLengths,
      boolean preamble,
      boolean meta) {
    public static final Layout IMPLICIT =
        new Layout("1.2.840.10008.1.2", false, false, false, false, true, true);
    public static final Layout EXPLICIT =
        new Layout("1.2.840.10008.1.2.1", true, false, false, false, true, true);
    public static final Layout BIG =
        new Layout("1.2.840.10008.1.2.2", true, true, false, false, true, true);
    public static final Layout DEFLATED =
        new Layout("1.2.840.10008.1.2.1.99", true, false, true, false, true, true);
    public static final Layout RLE = EXPLICIT.named("1.2.840.10008.1.2.5");

    public Layout named(String uid) {
      return new Layout(uid, explicit, big, deflated, undefinedLengths, preamble, meta);
    }

    public Layout undefined() {
      return new Layout(syntaxUid, explicit, big, deflated, true, preamble, meta);
    }

    public Layout bare() {
      return new Layout(syntaxUid, explicit, big, deflated, undefinedLengths, false, false);
    }

    public Layout withoutPreamble() {
      return new Layout(syntaxUid, explicit, big, deflated, undefinedLengths, false, true);
    }

    private ByteOrder order() {
      return big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }
  }

  private static final String LONG = "OB OD OF OL OV OW SQ SV UC UN UR UT UV";

  private record Element(String vr, Function<Layout, byte[]> value, boolean undefined) {}

  private final Map<Integer, Element> elements = new TreeMap<>(Integer::compareUnsigned);

  public static DicomBuilder dataSet() {
    return new DicomBuilder();
  }

  public DicomBuilder text(int tag, String vr, String... values) {
    return text(StandardCharsets.US_ASCII, tag, vr, values);
  }

  public DicomBuilder text(Charset charset, int tag, String vr, String... values) {
    return bytes(tag, vr, padded(String.join("\\", values).getBytes(charset), vr));
  }

  private static byte[] padded(byte[] value, String vr) {
    if (value.length % 2 == 0) {
      return value;
    }
    byte[] even = java.util.Arrays.copyOf(value, value.length + 1);
    even[value.length] = (byte) (vr.equals("UI") ? 0 : ' ');
    return even;
  }

  /** Decimal strings, as Java prints doubles. */
  public DicomBuilder decimals(int tag, double... values) {
    return text(
        tag,
        "DS",
        DoubleStream.of(values)
            .mapToObj(v -> v == Math.rint(v) ? String.format(Locale.ROOT, "%.0f", v) : "" + v)
            .toArray(String[]::new));
  }

  public DicomBuilder integers(int tag, int... values) {
    return text(tag, "IS", IntStream.of(values).mapToObj(Integer::toString).toArray(String[]::new));
  }

  public DicomBuilder shorts(int tag, int... values) {
    return shorts(tag, "US", values);
  }

  public DicomBuilder shorts(int tag, String vr, int... values) {
    return put(
        tag,
        vr,
        layout -> {
          ByteBuffer out = ByteBuffer.allocate(2 * values.length).order(layout.order());
          IntStream.of(values).forEach(v -> out.putShort((short) v));
          return out.array();
        });
  }

  public DicomBuilder ints(int tag, String vr, long... values) {
    return put(
        tag,
        vr,
        layout -> {
          ByteBuffer out = ByteBuffer.allocate(4 * values.length).order(layout.order());
          for (long value : values) {
            // OW is a string of 16-bit words, of which the less significant comes first
            boolean words = vr.equals("OW") && layout.big;
            out.putInt(words ? Integer.rotateLeft((int) value, 16) : (int) value);
          }
          return out.array();
        });
  }

  public DicomBuilder floats(int tag, float... values) {
    return put(
        tag,
        "FL",
        layout -> {
          ByteBuffer out = ByteBuffer.allocate(4 * values.length).order(layout.order());
          for (float value : values) {
            out.putFloat(value);
          }
          return out.array();
        });
  }

  public DicomBuilder bytes(int tag, String vr, byte... value) {
    return put(tag, vr, layout -> value);
  }

  public DicomBuilder sequence(int tag, DicomBuilder... items) {
    return sequence(tag, List.of(items));
  }

  public DicomBuilder sequence(int tag, List<DicomBuilder> items) {
    elements.put(tag, new Element("SQ", layout -> sequenceBytes(items, layout), true));
    return this;
  }

  /** A sequence whose VR is written as UN; its content is then implicit little endian. */
  public DicomBuilder unknownSequence(int tag, boolean undefined, DicomBuilder... items) {
    Layout inner = undefined ? Layout.IMPLICIT.undefined() : Layout.IMPLICIT;
    elements.put(tag, new Element("UN", layout -> sequenceBytes(List.of(items), inner), undefined));
    return this;
  }

  /** An encapsulated value: the fragments behind an empty offset table. */
  public DicomBuilder fragments(int tag, List<byte[]> fragments) {
    elements.put(
        tag,
        new Element(
            "OB",
            layout -> {
              Out out = new Out(layout);
              out.tag(Tag.ITEM).int32(0);
              for (byte[] fragment : fragments) {
                out.tag(Tag.ITEM).int32(fragment.length).bytes(fragment);
              }
              return out.tag(Tag.SEQUENCE_END).int32(0).array();
            },
            true));
    return this;
  }

  public DicomBuilder remove(int tag) {
    elements.remove(tag);
    return this;
  }

  private DicomBuilder put(int tag, String vr, Function<Layout, byte[]> value) {
    elements.put(tag, new Element(vr, value, false));
    return this;
  }

  private static byte[] sequenceBytes(List<DicomBuilder> items, Layout layout) {
    Out out = new Out(layout);
    for (DicomBuilder item : items) {
      byte[] bytes = item.encode(layout);
      out.tag(Tag.ITEM).int32(layout.undefinedLengths ? -1 : bytes.length).bytes(bytes);
      if (layout.undefinedLengths) {
        out.tag(Tag.ITEM_END).int32(0);
      }
    }
    if (layout.undefinedLengths) {
      out.tag(Tag.SEQUENCE_END).int32(0);
    }
    return out.array();
  }

  /** The data set without preamble and meta header. */
  public byte[] encode(Layout layout) {
    Out out = new Out(layout);
    elements.forEach(
        (tag, element) -> {
          byte[] value = element.value.apply(layout);
          boolean encapsulated = element.vr.equals("OB") && element.undefined;
          boolean unknown = element.vr.equals("UN") && element.undefined;
          boolean undefined =
              element.undefined && (layout.undefinedLengths || encapsulated || unknown);
          out.tag(tag);
          if (!layout.explicit) {
            out.int32(undefined ? -1 : value.length);
          } else if (LONG.contains(element.vr)) {
            out.bytes(element.vr.getBytes(StandardCharsets.US_ASCII)).int16(0);
            out.int32(undefined ? -1 : value.length);
          } else {
            out.bytes(element.vr.getBytes(StandardCharsets.US_ASCII)).int16(value.length);
          }
          out.bytes(value);
        });
    return out.array();
  }

  /** The whole file. */
  public byte[] file(Layout layout) {
    Out out = new Out(Layout.EXPLICIT);
    if (layout.preamble) {
      out.bytes(new byte[128]).bytes("DICM".getBytes(StandardCharsets.US_ASCII));
    }
    if (layout.meta) {
      byte[] meta =
          dataSet().text(Tag.TRANSFER_SYNTAX_UID, "UI", layout.syntaxUid).encode(Layout.EXPLICIT);
      out.bytes(dataSet().ints(0x00020000, "UL", meta.length).encode(Layout.EXPLICIT)).bytes(meta);
    }
    byte[] data = encode(layout);
    return out.bytes(layout.deflated ? deflate(data) : data).array();
  }

  public byte[] file() {
    return file(Layout.EXPLICIT);
  }

  public static byte[] deflate(byte[] data) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    deflater.setInput(data);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return out.toByteArray();
  }

  @Override
  public String toString() {
    return elements.keySet().stream().map(Tag::text).collect(Collectors.joining(" "));
  }

  /** Bytes in the order of a layout. */
  private static final class Out {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final boolean big;

    Out(Layout layout) {
      big = layout.big;
    }

    Out int16(int value) {
      out.write(big ? value >> 8 : value);
      out.write(big ? value : value >> 8);
      return this;
    }

    Out int32(int value) {
      return big
          ? int16(value >>> 16).int16(value & 0xFFFF)
          : int16(value & 0xFFFF).int16(value >>> 16);
    }

    Out tag(int tag) {
      return int16(tag >>> 16).int16(tag & 0xFFFF);
    }

    Out bytes(byte[] bytes) {
      out.writeBytes(bytes);
      return this;
    }

    byte[] array() {
      return out.toByteArray();
    }
  }
}
