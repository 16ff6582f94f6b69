package org.oarlock.dicom;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import org.oarlock.dicom.TransferSyntax.Encoding;

/**
 * Reads DICOM files, PS3.10, with and without preamble and meta header. The bytes are not copied:
 * the data set reads its values from them.
 */
final class Part10Reader {
  /**
   * A deflated data set may grow to this, or to {@link #MAX_RATIO} times its size if that is more.
   */
  static final int INFLATED_ALWAYS_ALLOWED = 64 << 20;

  static final int MAX_INFLATED = 1 << 30;
  static final int MAX_RATIO = 100;

  private static final int ALL = 0xFFFFFFFF;
  private static final int LAST_META_TAG = 0x0002FFFF;

  private final ByteBuffer bytes;
  private final List<String> remarks = new ArrayList<>();

  private Part10Reader(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /** Whether bytes look like the start of a DICOM file; at least 132 of them decide it best. */
  static boolean looksLikeDicom(ByteBuffer bytes) {
    return hasPreamble(bytes) || startsWithDataSet(bytes);
  }

  /** Whether bytes have the preamble and the magic word that only DICOM files have. */
  static boolean hasPreamble(ByteBuffer bytes) {
    return bytes.limit() >= 132
        && bytes.get(128) == 'D'
        && bytes.get(129) == 'I'
        && bytes.get(130) == 'C'
        && bytes.get(131) == 'M';
  }

  /** Without a preamble: a first element of group 2 or 8 with a length that fits. */
  private static boolean startsWithDataSet(ByteBuffer bytes) {
    if (bytes.limit() < 8) {
      return false;
    }
    boolean big = bytes.get(0) == 0;
    int group = big ? bytes.get(1) : bytes.get(0);
    if (bytes.get(big ? 0 : 1) != 0 || (group != 2 && group != 8)) {
      return false;
    }
    int element =
        big
            ? ((bytes.get(2) & 0xFF) << 8) | (bytes.get(3) & 0xFF)
            : ((bytes.get(3) & 0xFF) << 8) | (bytes.get(2) & 0xFF);
    if (element > 0x18) { // nothing that precedes the SOP class and instance in group 8
      return false;
    }
    return ElementParser.isVr(bytes, 4) || (!big && bytes.get(6) == 0 && bytes.get(7) == 0);
  }

  /** Parses a whole file. */
  static DicomFile read(ByteBuffer bytes) {
    return new Part10Reader(bytes).read(ALL);
  }

  /** Parses the elements of a file up to a tag; {@code bytes} may be just the file's beginning. */
  static DicomFile readUntil(int lastTag, ByteBuffer bytes) {
    return new Part10Reader(bytes).read(lastTag);
  }

  private DicomFile read(int lastTag) {
    int start = hasPreamble(bytes) ? 132 : 0;
    ElementParser parser = new ElementParser(bytes, "");
    TransferSyntax syntax = null;
    String sopClass = "";
    int position = start;
    if (startsWithMeta(start)) {
      Encoding encoding =
          ElementParser.isVr(bytes, start + 4)
              ? Encoding.EXPLICIT_LITTLE
              : Encoding.IMPLICIT_LITTLE;
      ParsedDataSet meta = new ParsedDataSet(parser, encoding);
      int end = metaEnd(start);
      position = parser.readElements(meta, start, end, false, LAST_META_TAG);
      sopClass = meta.code(Tag.MEDIA_STORAGE_SOP_CLASS_UID);
      String uid = meta.code(Tag.TRANSFER_SYNTAX_UID);
      if (!uid.isEmpty()) {
        syntax = TransferSyntax.of(uid);
      }
    }
    return readDataSet(syntax, sopClass, position, lastTag);
  }

  private boolean startsWithMeta(int start) {
    return bytes.limit() - start >= 8
        && bytes.get(start) == 2
        && bytes.get(start + 1) == 0
        && bytes.get(start + 3) == 0;
  }

  /**
   * Where the meta header ends: as its group length says if that can be so, since the deflated data
   * set behind it could look like anything; else at the first tag of another group.
   */
  private int metaEnd(int start) {
    boolean stated =
        bytes.limit() - start >= 12
            && bytes.get(start + 2) == 0
            && bytes.get(start + 4) == 'U'
            && bytes.get(start + 5) == 'L';
    if (!stated) {
      return bytes.limit();
    }
    long length =
        (bytes.get(start + 8) & 0xFFL)
            | (bytes.get(start + 9) & 0xFFL) << 8
            | (bytes.get(start + 10) & 0xFFL) << 16
            | (bytes.get(start + 11) & 0xFFL) << 24;
    long end = start + 12 + length;
    return isEndOfMeta(start + 12, end) ? (int) end : bytes.limit();
  }

  /** Walks the meta elements to see whether one ends exactly there. */
  private boolean isEndOfMeta(int from, long end) {
    if (end > bytes.limit()) {
      return false;
    }
    try {
      ElementParser parser = new ElementParser(bytes, "");
      ParsedDataSet meta = new ParsedDataSet(parser, Encoding.EXPLICIT_LITTLE);
      return parser.readElements(meta, from, (int) end, false, LAST_META_TAG) == end
          && !meta.text(Tag.TRANSFER_SYNTAX_UID).isEmpty();
    } catch (DicomException e) {
      return false;
    }
  }

  private DicomFile readDataSet(
      @Nullable TransferSyntax declared, String sopClass, int start, int lastTag) {
    if (start >= bytes.limit()) {
      throw new DicomException(
          "dicom-truncated",
          "",
          "the file ends at byte %d, before its data set".formatted(start),
          "Export or copy the file again");
    }
    if (declared != null && declared.deflated()) {
      ByteBuffer inflated = inflate(start);
      ElementParser parser = new ElementParser(inflated, " of the inflated data set");
      return parsed(parser, declared, sopClass, 0, lastTag);
    }
    TransferSyntax found = detect(start);
    TransferSyntax syntax = declared == null ? found : declared;
    if (declared == null) {
      remarks.add("the file has no transfer syntax; its data set reads as " + found.name());
    } else if (isOther(declared, found, start)) {
      remarks.add(
          "the file declares %s, but its data set is in %s"
              .formatted(declared.name(), found.name()));
      syntax = found;
    }
    return parsed(new ElementParser(bytes, ""), syntax, sopClass, start, lastTag);
  }

  /** What the first element looks like: with a VR or without, in which byte order. */
  private TransferSyntax detect(int start) {
    if (bytes.limit() - start < 8 || !ElementParser.isVr(bytes, start + 4)) {
      return TransferSyntax.IMPLICIT_LITTLE;
    }
    return bytes.get(start) == 0 && bytes.get(start + 1) != 0
        ? TransferSyntax.EXPLICIT_BIG
        : TransferSyntax.EXPLICIT_LITTLE;
  }

  /**
   * Whether a declared encoding contradicts the first element. Only believed of the groups below
   * 0x100 that real files start with, whose other byte is 0 and so tells the byte order.
   */
  private boolean isOther(TransferSyntax declared, TransferSyntax found, int start) {
    return bytes.limit() - start >= 8
        && (bytes.get(start) == 0) != (bytes.get(start + 1) == 0)
        && declared.pixels() == TransferSyntax.Pixels.NATIVE
        && declared.encoding() != found.encoding();
  }

  private DicomFile parsed(
      ElementParser parser, TransferSyntax syntax, String sopClass, int start, int lastTag) {
    ParsedDataSet data = new ParsedDataSet(parser, syntax.encoding());
    int limit = parser.bytes().limit();
    boolean reachesEnd = parser.readElements(data, start, limit, false, lastTag) == limit;
    String unknown = data.unknownCharacterSet();
    if (unknown != null) {
      remarks.add(
          "the character set %s is not known; text is read as ASCII"
              .formatted(DataSet.isCode(unknown) ? "'" + unknown + "'" : "named"));
    }
    return new DicomFile(syntax, sopClass, data, remarks, reachesEnd);
  }

  private ByteBuffer inflate(int start) {
    int compressed = bytes.limit() - start;
    long allowed =
        Math.min(MAX_INFLATED, Math.max(INFLATED_ALWAYS_ALLOWED, (long) MAX_RATIO * compressed));
    byte[] out = new byte[(int) Math.min(allowed, Math.max(1024, 4L * compressed))];
    Inflater inflater = new Inflater(true); // PS3.5 A.5: without the zlib header
    try {
      inflater.setInput(bytes.slice(start, compressed));
      int size = 0;
      while (true) {
        int count = inflater.inflate(out, size, out.length - size);
        size += count;
        if (inflater.finished()) {
          return ByteBuffer.wrap(out, 0, size).slice();
        }
        if (size == out.length) {
          if (size >= allowed) {
            throw deflated("dicom-limit", "inflates to more than " + allowed + " bytes");
          }
          out = java.util.Arrays.copyOf(out, (int) Math.min(allowed, 2L * size));
        } else if (count == 0) {
          throw deflated("dicom-truncated", "ends too early");
        }
      }
    } catch (DataFormatException e) {
      throw deflated("dicom-corrupt", "is corrupt (" + e.getMessage() + ")");
    } finally {
      inflater.end();
    }
  }

  private static DicomException deflated(String code, String message) {
    return new DicomException(
        code, "", "the deflated data set " + message, "Export or copy the file again");
  }
}
