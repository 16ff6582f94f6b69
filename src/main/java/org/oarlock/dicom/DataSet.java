package org.oarlock.dicom;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One DICOM data set: tags with their values. The only way in which the rest of this package looks
 * into a file, so that another DICOM library could stand behind it.
 *
 * <p>An attribute that is absent and one that is empty are the same here. A value that is there but
 * cannot be read as what is asked for throws {@link DicomException}.
 */
interface DataSet {
  int MAX_CODE_LENGTH = 64;

  /** All values of a text attribute, decoded, without padding; none if absent or empty. */
  List<String> texts(int tag);

  /** The first value of a text attribute; empty if there is none. */
  default String text(int tag) {
    List<String> texts = texts(tag);
    return texts.isEmpty() ? "" : texts.get(0);
  }

  /**
   * The first value of a code or UID; empty if there is none. A longer value than {@value
   * #MAX_CODE_LENGTH} characters, or one with characters that no code has, has been misread: it may
   * be any part of the file, the patient's name included, and throws instead of being shown.
   */
  default String code(int tag) {
    String value = text(tag);
    if (!isCode(value)) {
      throw new DicomException(
          "dicom-corrupt",
          path(tag),
          "its value is neither a code nor a UID",
          "Export or copy the file again");
    }
    return value;
  }

  /** Whether a text can be a code or a UID: short and printable ASCII. */
  static boolean isCode(String value) {
    return value.length() <= MAX_CODE_LENGTH && value.chars().allMatch(c -> c >= ' ' && c <= '~');
  }

  /** The first value as a whole number, whether it is binary or an integer string. */
  OptionalInt integer(int tag);

  /** All values as finite decimal numbers, whether they are binary or decimal strings. */
  double[] decimals(int tag);

  /** The first value as a decimal number. */
  default OptionalDouble decimal(int tag) {
    double[] values = decimals(tag);
    return values.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(values[0]);
  }

  /** How many bytes a value has, to bound what reading it would take; 0 if absent. */
  int length(int tag);

  /** The items of a sequence; none if absent or empty. */
  List<DataSet> items(int tag);

  /** The bytes of a value as a read-only view in the byte order of the file; empty if absent. */
  ByteBuffer bytes(int tag);

  /**
   * The fragments of an encapsulated value, offset table first, as read-only views; none if the
   * value is absent or not encapsulated.
   */
  List<ByteBuffer> fragments(int tag);

  /** Where an attribute of this data set stands, {@code (3006,0039)[0].(3006,0050)}. */
  String path(int tag);
}
