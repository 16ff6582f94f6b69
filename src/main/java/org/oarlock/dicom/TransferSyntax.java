package org.oarlock.dicom;

import java.util.Map;

/**
 * How a data set is written down: PS3.5 section 10 and annex A.
 *
 * @param uid the transfer syntax UID
 * @param name its name in PS3.6, without the UID
 * @param encoding how elements are encoded
 * @param deflated whether the data set is one deflate stream
 * @param pixels how pixel data are encoded
 */
record TransferSyntax(String uid, String name, Encoding encoding, boolean deflated, Pixels pixels) {
  /** How the elements of a data set are encoded. */
  enum Encoding {
    IMPLICIT_LITTLE,
    EXPLICIT_LITTLE,
    EXPLICIT_BIG
  }

  /** How pixel data are encoded. */
  enum Pixels {
    NATIVE,
    RUN_LENGTH,
    /** In a way that is not decoded here. */
    OTHER
  }

  static final TransferSyntax IMPLICIT_LITTLE =
      new TransferSyntax(
          "1.2.840.10008.1.2",
          "Implicit VR Little Endian",
          Encoding.IMPLICIT_LITTLE,
          false,
          Pixels.NATIVE);
  static final TransferSyntax EXPLICIT_LITTLE =
      new TransferSyntax(
          "1.2.840.10008.1.2.1",
          "Explicit VR Little Endian",
          Encoding.EXPLICIT_LITTLE,
          false,
          Pixels.NATIVE);
  static final TransferSyntax EXPLICIT_BIG =
      new TransferSyntax(
          "1.2.840.10008.1.2.2",
          "Explicit VR Big Endian",
          Encoding.EXPLICIT_BIG,
          false,
          Pixels.NATIVE);
  static final TransferSyntax DEFLATED =
      new TransferSyntax(
          "1.2.840.10008.1.2.1.99",
          "Deflated Explicit VR Little Endian",
          Encoding.EXPLICIT_LITTLE,
          true,
          Pixels.NATIVE);
  static final TransferSyntax RLE =
      new TransferSyntax(
          "1.2.840.10008.1.2.5",
          "RLE Lossless",
          Encoding.EXPLICIT_LITTLE,
          false,
          Pixels.RUN_LENGTH);

  /** Compressed syntaxes by the end of their UID after 1.2.840.10008.1.2. */
  private static final Map<String, String> COMPRESSED =
      Map.ofEntries(
          Map.entry("1.98", "Encapsulated Uncompressed Explicit VR Little Endian"),
          Map.entry("4.50", "JPEG Baseline"),
          Map.entry("4.51", "JPEG Extended"),
          Map.entry("4.57", "JPEG Lossless, Non-Hierarchical"),
          Map.entry("4.70", "JPEG Lossless, First-Order Prediction"),
          Map.entry("4.80", "JPEG-LS Lossless"),
          Map.entry("4.81", "JPEG-LS Near-Lossless"),
          Map.entry("4.90", "JPEG 2000 Lossless"),
          Map.entry("4.91", "JPEG 2000"),
          Map.entry("4.92", "JPEG 2000 Part 2 Lossless"),
          Map.entry("4.93", "JPEG 2000 Part 2"),
          Map.entry("4.94", "JPIP Referenced"),
          Map.entry("4.100", "MPEG2 Main Profile / Main Level"),
          Map.entry("4.101", "MPEG2 Main Profile / High Level"),
          Map.entry("4.102", "MPEG-4 AVC/H.264 High Profile"),
          Map.entry("4.201", "High-Throughput JPEG 2000 Lossless"),
          Map.entry("4.202", "High-Throughput JPEG 2000 with RPCL Options"),
          Map.entry("4.203", "High-Throughput JPEG 2000"));

  /**
   * The transfer syntax with this UID.
   *
   * @throws DicomException if it is not one whose data set could be read
   */
  static TransferSyntax of(String uid) {
    for (TransferSyntax known :
        new TransferSyntax[] {IMPLICIT_LITTLE, EXPLICIT_LITTLE, EXPLICIT_BIG, DEFLATED, RLE}) {
      if (known.uid.equals(uid)) {
        return known;
      }
    }
    String prefix = IMPLICIT_LITTLE.uid + ".";
    String name = uid.startsWith(prefix) ? COMPRESSED.get(uid.substring(prefix.length())) : null;
    if (name == null) {
      throw new DicomException(
          "dicom-transfer-syntax",
          Tag.text(Tag.TRANSFER_SYNTAX_UID),
          "transfer syntax '"
              + org.oarlock.problem.VisibleText.of(uid)
              + "' is not supported; expected implicit, explicit, big-endian, deflated or RLE",
          "Export the file again in Explicit or Implicit VR Little Endian");
    }
    return new TransferSyntax(uid, name, Encoding.EXPLICIT_LITTLE, false, Pixels.OTHER);
  }
}
