package org.oarlock.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.oarlock.dicom.TransferSyntax.Encoding;

/**
 * Parses the elements of a data set out of bytes, PS3.5 section 7. Every length is checked against
 * the bytes that are left before anything is done with it, and nesting and the number of elements
 * are bounded. Values stay where they are; sequences of defined length are parsed when first asked
 * for, those of undefined length at once, since only that finds their end.
 */
final class ElementParser {
  static final int MAX_DEPTH = 32;
  static final int MAX_ELEMENTS = 2_000_000;
  static final int UNDEFINED = -1;

  private static final String KNOWN_VRS =
      "AE AS AT CS DA DS DT FD FL IS LO LT OB OD OF OL OV OW PN SH SL SQ SS ST SV TM UC UI UL UN UR"
          + " US UT UV";
  private static final String LONG_VRS = "OB OD OF OL OV OW SQ SV UC UN UR UT UV";

  private final ByteBuffer bytes;
  private final String where;
  private int elements;

  /**
   * @param bytes all that may be read
   * @param where what byte positions count from, for messages: empty for the file
   */
  ElementParser(ByteBuffer bytes, String where) {
    this.bytes = bytes;
    this.where = where;
  }

  ByteBuffer bytes() {
    return bytes;
  }

  /**
   * Parses elements from {@code start} until {@code end}, or until the item ends.
   *
   * @param untilItemEnd whether an item delimiter, not {@code end}, ends the elements
   * @param lastTag where to stop: elements behind this tag are not parsed
   * @return where the next byte stands that was not parsed
   */
  int readElements(ParsedDataSet into, int start, int end, boolean untilItemEnd, int lastTag) {
    int position = start;
    while (true) {
      if (position == end) {
        if (untilItemEnd) {
          throw truncated(into.path(), position, "an item of undefined length has no end");
        }
        return position;
      }
      if (into.depth() == 0 && isZeroPadding(position, end)) {
        return end;
      }
      require(8, position, end, into::path);
      int tag = tagAt(position, into.encoding());
      if (tag == Tag.ITEM_END && untilItemEnd) {
        return position + 8;
      }
      if (tag >>> 16 == 0xFFFE) {
        throw corrupt(into.path(tag), position, "a delimiter stands where an element is expected");
      }
      if (Integer.compareUnsigned(tag, lastTag) > 0) {
        return position;
      }
      position = readElement(into, tag, position, end);
    }
  }

  private int readElement(ParsedDataSet into, int tag, int start, int end) {
    count(into, tag, start);
    int vr = 0;
    int position = start + 8;
    int length;
    if (into.encoding() == Encoding.IMPLICIT_LITTLE) {
      length = int32(start + 4, into.encoding());
    } else {
      vr = vrAt(start + 4);
      if (isLong(vr, () -> into.path(tag), start)) {
        require(12, start, end, () -> into.path(tag));
        length = int32(start + 8, into.encoding());
        position = start + 12;
      } else {
        length = int16(start + 6, into.encoding());
      }
    }
    Element element = new Element(tag, vr, position, length);
    into.add(element, start);
    if (length == UNDEFINED) {
      return readUndefined(into, element, end);
    }
    if (length < 0 || length > end - position) {
      throw truncated(
          into.path(tag),
          start,
          "a value of %d bytes is declared, but only %d are left"
              .formatted(Integer.toUnsignedLong(length), end - position));
    }
    return position + length;
  }

  private int readUndefined(ParsedDataSet into, Element element, int end) {
    if (element.tag == Tag.PIXEL_DATA) {
      return readFragments(into, element, end);
    }
    if (element.vr != 0 && element.vr != Element.SQ && element.vr != Element.UN) {
      throw corrupt(
          into.path(element.tag),
          element.offset,
          "VR " + element.vrText() + " cannot have an undefined length");
    }
    element.items = new ArrayList<>();
    return readItems(into, element, element.items, end, true);
  }

  /** Parses a sequence of defined length into its items. */
  void readSequence(ParsedDataSet set, Element element, List<DataSet> items) {
    readItems(set, element, items, element.offset + element.length, false);
  }

  private int readItems(
      ParsedDataSet set, Element element, List<DataSet> items, int end, boolean untilSequenceEnd) {
    // PS3.5 6.2.2: the content of an UN element is implicit little endian, whatever the file is
    Encoding encoding = element.vr == Element.UN ? Encoding.IMPLICIT_LITTLE : set.encoding();
    if (set.depth() >= MAX_DEPTH) {
      throw limit(set.path(element.tag), element.offset, "more than " + MAX_DEPTH + " levels deep");
    }
    int position = element.offset;
    while (true) {
      if (position == end) {
        if (untilSequenceEnd) {
          throw truncated(
              set.path(element.tag), position, "a sequence of undefined length has no end");
        }
        return position;
      }
      require(8, position, end, () -> set.path(element.tag));
      int tag = tagAt(position, encoding);
      int length = int32(position + 4, encoding);
      if (tag == Tag.SEQUENCE_END && (untilSequenceEnd || position + 8 == end)) {
        return position + 8;
      }
      if (tag != Tag.ITEM) {
        throw corrupt(set.path(element.tag), position, "expected an item, found " + Tag.text(tag));
      }
      ParsedDataSet item = new ParsedDataSet(this, encoding, set, element.tag, items.size());
      count(item, tag, position);
      items.add(item);
      position += 8;
      if (length == UNDEFINED) {
        position = readElements(item, position, end, true, UNDEFINED);
      } else if (length < 0 || length > end - position) {
        throw truncated(
            item.path(),
            position - 8,
            "an item of %d bytes is declared, but only %d are left"
                .formatted(Integer.toUnsignedLong(length), end - position));
      } else {
        item.parseLater(position, position + length);
        position += length;
      }
    }
  }

  private int readFragments(ParsedDataSet set, Element element, int end) {
    List<ByteBuffer> fragments = new ArrayList<>();
    int position = element.offset;
    while (true) {
      require(8, position, end, () -> set.path(element.tag));
      int tag = tagAt(position, set.encoding());
      int length = int32(position + 4, set.encoding());
      position += 8;
      if (tag == Tag.SEQUENCE_END) {
        element.fragments = fragments;
        return position;
      }
      if (tag != Tag.ITEM) {
        throw corrupt(
            set.path(element.tag), position - 8, "expected a fragment, found " + Tag.text(tag));
      }
      if (length < 0 || length > end - position) {
        throw truncated(
            set.path(element.tag),
            position - 8,
            "a fragment of %d bytes is declared, but only %d are left"
                .formatted(Integer.toUnsignedLong(length), end - position));
      }
      count(set, element.tag, position);
      fragments.add(slice(position, length, set.encoding()));
      position += length;
    }
  }

  ByteBuffer slice(int offset, int length, Encoding encoding) {
    return bytes.slice(offset, length).asReadOnlyBuffer().order(order(encoding));
  }

  static ByteOrder order(Encoding encoding) {
    return encoding == Encoding.EXPLICIT_BIG ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  private void count(ParsedDataSet set, int tag, int position) {
    if (++elements > MAX_ELEMENTS) {
      throw limit(set.path(tag), position, "more than " + MAX_ELEMENTS + " elements");
    }
  }

  private boolean isZeroPadding(int from, int end) {
    if (bytes.get(from) != 0 || (end - from >= 4 && int32(from, Encoding.IMPLICIT_LITTLE) != 0)) {
      return false;
    }
    for (int i = from; i < end; i++) {
      if (bytes.get(i) != 0) {
        return false;
      }
    }
    return true;
  }

  private void require(int count, int position, int end, Supplier<String> path) {
    if (end - position < count) {
      throw truncated(
          path.get(),
          position,
          "an element needs %d bytes, but only %d are left".formatted(count, end - position));
    }
  }

  private int tagAt(int position, Encoding encoding) {
    return int16(position, encoding) << 16 | int16(position + 2, encoding);
  }

  private int int16(int position, Encoding encoding) {
    int first = bytes.get(position) & 0xFF;
    int second = bytes.get(position + 1) & 0xFF;
    return encoding == Encoding.EXPLICIT_BIG ? first << 8 | second : second << 8 | first;
  }

  private int int32(int position, Encoding encoding) {
    int first = int16(position, encoding);
    int second = int16(position + 2, encoding);
    return encoding == Encoding.EXPLICIT_BIG ? first << 16 | second : second << 16 | first;
  }

  private int vrAt(int position) {
    return (bytes.get(position) & 0xFF) << 8 | (bytes.get(position + 1) & 0xFF);
  }

  /** Whether the two bytes at a position name a VR of the standard. */
  static boolean isVr(ByteBuffer bytes, int position) {
    return position + 2 <= bytes.limit()
        && isKnown(Element.text(bytes.get(position) << 8 | (bytes.get(position + 1) & 0xFF)));
  }

  private static boolean isKnown(@Nullable String vr) {
    return vr != null && KNOWN_VRS.contains(vr);
  }

  private boolean isLong(int vr, Supplier<String> path, int position) {
    String text = Element.text(vr);
    if (text == null) {
      throw corrupt(
          path.get(),
          position,
          "the VR bytes %02X %02X are no letters".formatted(vr >> 8, vr & 0xFF));
    }
    // PS3.5 6.2: VRs that the standard may yet add have a 32-bit length
    return !isKnown(text) || LONG_VRS.contains(text);
  }

  private DicomException truncated(String path, int position, String message) {
    return new DicomException(
        "dicom-truncated", path, message + at(position), "Export or copy the file again");
  }

  private DicomException corrupt(String path, int position, String message) {
    return new DicomException(
        "dicom-corrupt", path, message + at(position), "Export or copy the file again");
  }

  private DicomException limit(String path, int position, String message) {
    return new DicomException("dicom-limit", path, message + at(position));
  }

  DicomException repeated(String path, int position) {
    return corrupt(path, position, "the element stands twice in its data set");
  }

  /** Where something stands: {@code , at byte 1234 of the inflated data}. */
  String at(int position) {
    return ", at byte " + position + where;
  }

  /** One element: where its value is, and its items once they are parsed. */
  static final class Element {
    static final int SQ = 'S' << 8 | 'Q';
    static final int UN = 'U' << 8 | 'N';

    final int tag;
    final int vr;
    final int offset;
    final int length;
    @Nullable List<DataSet> items;
    @Nullable List<ByteBuffer> fragments;

    Element(int tag, int vr, int offset, int length) {
      this.tag = tag;
      this.vr = vr;
      this.offset = offset;
      this.length = length;
    }

    String vrText() {
      String text = text(vr);
      return text == null ? "" : text;
    }

    /** The two letters of a VR, null if they are no capital letters. */
    static @Nullable String text(int vr) {
      char first = (char) (vr >> 8 & 0xFF);
      char second = (char) (vr & 0xFF);
      boolean letters = first >= 'A' && first <= 'Z' && second >= 'A' && second <= 'Z';
      return letters ? "" + first + second : null;
    }
  }
}
