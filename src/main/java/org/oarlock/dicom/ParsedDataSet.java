package org.oarlock.dicom;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.oarlock.dicom.ElementParser.Element;
import org.oarlock.dicom.TransferSyntax.Encoding;
import org.oarlock.problem.VisibleText;

/** A data set of a file that {@link ElementParser} parses; items are parsed when first asked. */
final class ParsedDataSet implements DataSet {
  private static final int PARSED = -1;

  private final ElementParser parser;
  private final Encoding encoding;
  private final @Nullable ParsedDataSet parent;
  private final int sequenceTag;
  private final int index;
  private final int depth;
  private final Map<Integer, Element> elements = new HashMap<>(8);
  private int start = PARSED;
  private int end;
  private @Nullable CharacterSets characterSets;

  /** The data set of a file. */
  ParsedDataSet(ElementParser parser, Encoding encoding) {
    this.parser = parser;
    this.encoding = encoding;
    this.parent = null;
    this.sequenceTag = 0;
    this.index = 0;
    this.depth = 0;
  }

  /** An item of a sequence. */
  ParsedDataSet(
      ElementParser parser, Encoding encoding, ParsedDataSet parent, int sequenceTag, int index) {
    this.parser = parser;
    this.encoding = encoding;
    this.parent = parent;
    this.sequenceTag = sequenceTag;
    this.index = index;
    this.depth = parent.depth + 1;
  }

  Encoding encoding() {
    return encoding;
  }

  int depth() {
    return depth;
  }

  void parseLater(int from, int to) {
    start = from;
    end = to;
  }

  void add(Element element, int position) {
    if (elements.putIfAbsent(element.tag, element) != null) {
      throw parser.repeated(path(element.tag), position);
    }
  }

  private @Nullable Element find(int tag) {
    if (start != PARSED) {
      int from = start;
      start = PARSED;
      try {
        parser.readElements(this, from, end, false, ElementParser.UNDEFINED);
      } catch (DicomException e) {
        elements.clear(); // so that asking again fails again, and nothing half-read is taken
        start = from;
        throw e;
      }
    }
    return elements.get(tag);
  }

  @Override
  public List<String> texts(int tag) {
    byte[] value = value(tag);
    return value.length == 0 ? List.of() : characterSets().values(value, tag == Tag.PATIENT_NAME);
  }

  private CharacterSets characterSets() {
    CharacterSets found = characterSets;
    if (found == null) {
      byte[] own = value(Tag.SPECIFIC_CHARACTER_SET);
      found =
          own.length > 0 || parent == null
              ? CharacterSets.of(CharacterSets.DEFAULT.values(own, false))
              : parent.characterSets();
      characterSets = found;
    }
    return found;
  }

  /** A character set that the file names and nobody knows. */
  @Nullable String unknownCharacterSet() {
    return characterSets().unknownTerm();
  }

  @Override
  public OptionalInt integer(int tag) {
    double[] values = decimals(tag);
    if (values.length == 0) {
      return OptionalInt.empty();
    }
    int whole = (int) values[0];
    if (whole != values[0]) {
      throw new DicomException(
          "dicom-number", path(tag), "the value " + values[0] + " is not a whole number");
    }
    return OptionalInt.of(whole);
  }

  @Override
  public double[] decimals(int tag) {
    Element element = find(tag);
    byte[] value = value(tag);
    if (element == null || value.length == 0) {
      return new double[0];
    }
    double[] values = binary(element, value);
    return values != null ? values : decimalStrings(tag, value);
  }

  private double[] decimalStrings(int tag, byte[] value) {
    try {
      return DecimalStrings.parse(value, value.length);
    } catch (DecimalStrings.NotANumber e) {
      throw new DicomException(
          "dicom-number",
          path(tag),
          "value %d is '%s', not a finite decimal number"
              .formatted(e.index() + 1, VisibleText.of(e.value())));
    }
  }

  /** The values of a binary number, null if the element holds text. */
  private double @Nullable [] binary(Element element, byte[] value) {
    boolean unstated = element.vr == 0 || element.vr == Element.UN;
    String vr = unstated ? Tag.binaryVr(element.tag) : element.vrText();
    int size =
        switch (vr) {
          case "US", "SS" -> 2;
          case "UL", "SL", "FL" -> 4;
          case "FD" -> 8;
          default -> 0;
        };
    if (size == 0) {
      return null;
    }
    if (value.length % size != 0) {
      throw new DicomException(
          "dicom-number",
          path(element.tag),
          "%d bytes are no whole number of values of %d bytes".formatted(value.length, size));
    }
    ByteBuffer in = ByteBuffer.wrap(value).order(ElementParser.order(byteOrderOf(element)));
    double[] values = new double[value.length / size];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (vr) {
            case "US" -> in.getShort() & 0xFFFF;
            case "SS" -> in.getShort();
            case "UL" -> in.getInt() & 0xFFFFFFFFL;
            case "SL" -> in.getInt();
            case "FL" -> in.getFloat();
            default -> in.getDouble();
          };
      if (!Double.isFinite(values[i])) {
        throw new DicomException(
            "dicom-number", path(element.tag), "value " + (i + 1) + " is not a finite number");
      }
    }
    return values;
  }

  private Encoding byteOrderOf(Element element) {
    return element.vr == Element.UN ? Encoding.IMPLICIT_LITTLE : encoding;
  }

  @Override
  public int length(int tag) {
    Element element = find(tag);
    return element == null ? 0 : Math.max(element.length, 0);
  }

  private byte[] value(int tag) {
    Element element = find(tag);
    if (element == null || element.length <= 0) {
      return new byte[0];
    }
    byte[] value = new byte[element.length];
    parser.bytes().get(element.offset, value);
    return value;
  }

  @Override
  public ByteBuffer bytes(int tag) {
    Element element = find(tag);
    return element == null || element.length <= 0
        ? ByteBuffer.allocate(0)
        : parser.slice(element.offset, element.length, byteOrderOf(element));
  }

  @Override
  public List<ByteBuffer> fragments(int tag) {
    Element element = find(tag);
    return element == null || element.fragments == null ? List.of() : element.fragments;
  }

  @Override
  public List<DataSet> items(int tag) {
    Element element = find(tag);
    if (element == null || element.length == 0) {
      return List.of();
    }
    List<DataSet> items = element.items;
    if (items == null) {
      if (element.vr != 0 && element.vr != Element.SQ && element.vr != Element.UN) {
        throw new DicomException(
            "dicom-corrupt", path(tag), "VR is " + element.vrText() + " where a sequence belongs");
      }
      items = new ArrayList<>();
      parser.readSequence(this, element, items);
      element.items = items;
    }
    return items;
  }

  @Override
  public String path(int tag) {
    String prefix = path();
    return prefix.isEmpty() ? Tag.text(tag) : prefix + "." + Tag.text(tag);
  }

  /** Where this data set stands, {@code (3006,0039)[0]}; empty for that of the file. */
  String path() {
    return parent == null ? "" : parent.path(sequenceTag) + "[" + index + "]";
  }
}
