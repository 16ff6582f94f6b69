package org.oarlock.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The stored pixel values of a dose or an image, before scaling: 16 or 32 bits, signed or unsigned,
 * native or RLE.
 *
 * @param what what they are the pixels of, in words: {@code dose grid}
 * @param columns pixels in a row
 * @param rows rows in a frame
 * @param frames frames
 * @param bytesPerPixel 2 or 4
 * @param shift by how many bits a value stands above bit 0
 * @param bits how many bits a value has
 * @param signed whether its highest bit is a sign
 */
record StoredPixels(
    String what,
    int columns,
    int rows,
    int frames,
    int bytesPerPixel,
    int shift,
    int bits,
    boolean signed) {
  /** More nodes than this would not be a dose: 1 GB as floats. */
  static final int MAX_NODES = 1 << 28;

  /**
   * Reads how the pixels of a dose are laid out.
   *
   * @throws DicomException if something is missing or cannot be
   */
  static StoredPixels ofDose(DataSet data) {
    return of(data, "dose grid", MAX_NODES);
  }

  /**
   * Reads how the pixels are laid out.
   *
   * @param what what they are the pixels of, in words
   * @param mostNodes how many there may be
   * @throws DicomException if something is missing or cannot be
   */
  static StoredPixels of(DataSet data, String what, int mostNodes) {
    int columns = required(data, Tag.COLUMNS, "Columns");
    int rows = required(data, Tag.ROWS, "Rows");
    int frames = data.integer(Tag.NUMBER_OF_FRAMES).orElse(1);
    if (frames < 1) {
      throw bad(data, Tag.NUMBER_OF_FRAMES, "NumberOfFrames is " + frames);
    }
    long nodes = (long) columns * rows; // both are at most 65535
    if (nodes > mostNodes || nodes * frames > mostNodes) {
      throw new DicomException(
          "dicom-limit",
          data.path(Tag.ROWS),
          "a %s of %d x %d x %d nodes is larger than %d nodes"
              .formatted(what, columns, rows, frames, mostNodes));
    }
    int samples = data.integer(Tag.SAMPLES_PER_PIXEL).orElse(1);
    if (samples != 1) {
      throw bad(data, Tag.SAMPLES_PER_PIXEL, "SamplesPerPixel is " + samples + ", expected 1");
    }
    int allocated = required(data, Tag.BITS_ALLOCATED, "BitsAllocated");
    if (allocated != 16 && allocated != 32) {
      throw bad(
          data, Tag.BITS_ALLOCATED, "BitsAllocated is %d, expected 16 or 32".formatted(allocated));
    }
    int stored = required(data, Tag.BITS_STORED, "BitsStored");
    int high = data.integer(Tag.HIGH_BIT).orElse(stored - 1);
    if (stored > allocated || high >= allocated || high < stored - 1) {
      throw bad(
          data,
          Tag.HIGH_BIT,
          "BitsStored %d and HighBit %d do not fit into BitsAllocated %d"
              .formatted(stored, high, allocated));
    }
    int representation =
        data.integer(Tag.PIXEL_REPRESENTATION)
            .orElseThrow(() -> bad(data, Tag.PIXEL_REPRESENTATION, "no PixelRepresentation"));
    if (representation != 0 && representation != 1) {
      throw bad(
          data,
          Tag.PIXEL_REPRESENTATION,
          "PixelRepresentation is %d, expected 0 or 1".formatted(representation));
    }
    return new StoredPixels(
        what, columns, rows, frames, allocated / 8, high - stored + 1, stored, representation == 1);
  }

  private static int required(DataSet data, int tag, String name) {
    int value = data.integer(tag).orElseThrow(() -> bad(data, tag, "no " + name));
    if (value < 1) {
      throw bad(data, tag, name + " is " + value);
    }
    return value;
  }

  private static DicomException bad(DataSet data, int tag, String message) {
    return new DicomException(
        "dose-pixels", data.path(tag), message, "Export the dose again from the planning system");
  }

  /**
   * Reads all doses into the canonical order of a grid.
   *
   * @param scaling what a stored value is multiplied by
   * @throws DicomException if pixels are missing or compressed in a way that is not decoded
   */
  float[] read(DicomFile file, GridAxes axes, double scaling) {
    DataSet data = file.data();
    Frames source = frames(file);
    int[] steps = axes.steps();
    float[] dose = allocate(data);
    int start = axes.start();
    int[] raw = new int[columns * rows];
    for (int frame = 0; frame < frames; frame++) {
      source.read(frame, raw);
      for (int row = 0; row < rows; row++) {
        read(raw, row, dose, start + frame * steps[2] + row * steps[1], steps[0], scaling);
      }
    }
    return dose;
  }

  /** Reads one row: alone, so that it is soon compiled, and well. */
  private void read(int[] raw, int row, float[] dose, int start, int step, double scaling) {
    int first = row * columns;
    if (step == 1 && (signed || bits < Integer.SIZE)) {
      for (int column = 0; column < columns; column++) {
        dose[start + column] = (float) (asInt(raw[first + column]) * scaling);
      }
      return;
    }
    int target = start;
    for (int column = 0; column < columns; column++) {
      dose[target] = (float) (value(raw[first + column]) * scaling);
      target += step;
    }
  }

  /**
   * Reads one frame in the order of its file.
   *
   * @param slope what a stored value is multiplied by
   * @param intercept what is added to it then
   * @throws DicomException if pixels are missing or compressed in a way that is not decoded
   */
  float[] readFrame(DicomFile file, int frame, double slope, double intercept) {
    int[] raw = new int[columns * rows];
    frames(file).read(frame, raw);
    float[] values = new float[raw.length];
    for (int i = 0; i < raw.length; i++) {
      values[i] = (float) (value(raw[i]) * slope + intercept);
    }
    return values;
  }

  private float[] allocate(DataSet data) {
    try {
      return new float[columns * rows * frames];
    } catch (OutOfMemoryError e) {
      throw new DicomException(
          "out-of-memory",
          data.path(Tag.PIXEL_DATA),
          "there is not enough memory for a dose of %d x %d x %d nodes"
              .formatted(columns, rows, frames),
          "Give the Java machine more memory, as with -Xmx4g");
    }
  }

  /** The number that stored bits mean. */
  private double value(int raw) {
    return signed ? asInt(raw) : Integer.toUnsignedLong(asInt(raw));
  }

  /** Likewise; a number without a sign that takes all bits of an int comes out as if it had one. */
  private int asInt(int raw) {
    int atTop = raw << (32 - bits - shift);
    return signed ? atTop >> (32 - bits) : atTop >>> (32 - bits);
  }

  /** Stored pixel values by frame, in file order, each in the low bits of an int. */
  private interface Frames {
    void read(int frame, int[] into);
  }

  private Frames frames(DicomFile file) {
    DataSet data = file.data();
    List<ByteBuffer> fragments = data.fragments(Tag.PIXEL_DATA);
    return switch (file.syntax().pixels()) {
      case OTHER ->
          throw new DicomException(
              "dicom-transfer-syntax",
              data.path(Tag.PIXEL_DATA),
              "the %s is compressed with %s, which is not decoded"
                  .formatted(what, file.syntax().name()),
              "Export the file uncompressed, as Explicit or Implicit VR Little Endian");
      case RUN_LENGTH ->
          fragments.isEmpty() ? nativeFrames(data) : runLengthFrames(data, fragments);
      case NATIVE -> nativeFrames(data);
    };
  }

  private Frames nativeFrames(DataSet data) {
    ByteBuffer bytes = data.bytes(Tag.PIXEL_DATA);
    int frameBytes = columns * rows * bytesPerPixel;
    requirePixels(data, bytes.limit(), (long) frameBytes * frames);
    Frames frames =
        (frame, into) ->
            copy(bytes.slice(frame * frameBytes, frameBytes).order(bytes.order()), into);
    if (bytesPerPixel == 4 && bytes.order() == ByteOrder.BIG_ENDIAN) {
      requireStandardWordOrder(data, frames);
    }
    return frames;
  }

  /**
   * In big-endian files, 32-bit pixels are two 16-bit words, the less significant first (VR OW,
   * PS3.5 annex D), but some software writes the other word first. Read the wrong way round a dose
   * is noise, so the smoother reading is the right one.
   */
  private void requireStandardWordOrder(DataSet data, Frames frames) {
    double roughness = 0;
    double swappedRoughness = 0;
    int[] raw = new int[columns * rows];
    for (int frame = 0; frame < this.frames; frame++) {
      frames.read(frame, raw);
      for (int i = 1; i < raw.length; i++) {
        roughness += Math.abs(value(raw[i]) - value(raw[i - 1]));
        swappedRoughness +=
            Math.abs(
                value(Integer.rotateLeft(raw[i], 16)) - value(Integer.rotateLeft(raw[i - 1], 16)));
      }
    }
    if (swappedRoughness < roughness) {
      throw bad(
          data, Tag.PIXEL_DATA, "the 32-bit values do not have their less significant word first");
    }
  }

  private void requirePixels(DataSet data, long found, long needed) {
    if (found == 0) {
      throw bad(
          data,
          Tag.PIXEL_DATA,
          "the file has no %s: PixelData is missing or empty".formatted(what));
    }
    if (found < needed) {
      throw bad(
          data,
          Tag.PIXEL_DATA,
          "PixelData has %d bytes, but %d columns x %d rows x %d frames need %d"
              .formatted(found, columns, rows, frames, needed));
    }
    if (found > needed + 1) { // one byte of padding
      throw bad(
          data,
          Tag.PIXEL_DATA,
          "PixelData has %d bytes, but %d columns x %d rows x %d frames only take %d"
              .formatted(found, columns, rows, frames, needed));
    }
  }

  private Frames runLengthFrames(DataSet data, List<ByteBuffer> fragments) {
    int pixels = columns * rows;
    String path = data.path(Tag.PIXEL_DATA);
    if (fragments.size() != frames + 1) {
      throw bad(
          data,
          Tag.PIXEL_DATA,
          "there are %d RLE frames, expected %d".formatted(fragments.size() - 1, frames));
    }
    for (ByteBuffer fragment : fragments.subList(1, fragments.size())) {
      if ((long) fragment.limit() * RunLength.MAX_RATIO < (long) pixels * bytesPerPixel) {
        throw bad(data, Tag.PIXEL_DATA, "an RLE frame is too short for its rows and columns");
      }
    }
    return (frame, into) -> {
      byte[] decoded = RunLength.decode(fragments.get(frame + 1), pixels, bytesPerPixel, path);
      copy(ByteBuffer.wrap(decoded).order(ByteOrder.LITTLE_ENDIAN), into);
    };
  }

  private void copy(ByteBuffer from, int[] into) {
    if (bytesPerPixel == 4) {
      from.asIntBuffer().get(into);
      if (from.order() == ByteOrder.BIG_ENDIAN) {
        java.util.Arrays.setAll(into, i -> Integer.rotateLeft(into[i], 16));
      }
      return;
    }
    short[] shorts = new short[into.length];
    from.asShortBuffer().get(shorts);
    for (int i = 0; i < shorts.length; i++) {
      into[i] = shorts[i];
    }
  }
}
