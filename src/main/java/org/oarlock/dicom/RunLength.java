package org.oarlock.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Decodes RLE Lossless frames, PS3.5 annex G. */
final class RunLength {
  private static final int HEADER = 64;

  /** The most that two bytes can become: a run of 128. */
  static final int MAX_RATIO = 64;

  private RunLength() {}

  /**
   * Decodes one frame of one sample per pixel.
   *
   * @param frame the frame's fragment
   * @param pixels how many pixels it must hold
   * @param bytesPerPixel how many byte planes, most significant first
   * @return the pixels as little-endian numbers
   * @throws DicomException if it does not hold them; its path is to be told by the caller
   */
  static byte[] decode(ByteBuffer frame, int pixels, int bytesPerPixel, String path) {
    ByteBuffer in = frame.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    if (in.limit() < HEADER || in.getInt(0) != bytesPerPixel) {
      throw corrupt(path, "expected " + bytesPerPixel + " segments in an RLE frame");
    }
    byte[] out = new byte[pixels * bytesPerPixel];
    for (int segment = 0; segment < bytesPerPixel; segment++) {
      int from = in.getInt(4 + 4 * segment);
      int to = segment + 1 < bytesPerPixel ? in.getInt(8 + 4 * segment) : in.limit();
      if (from < HEADER || to < from || to > in.limit()) {
        throw corrupt(path, "segment " + (segment + 1) + " of an RLE frame lies outside of it");
      }
      decodeSegment(in, from, to, out, bytesPerPixel - 1 - segment, bytesPerPixel, path);
    }
    return out;
  }

  private static void decodeSegment(
      ByteBuffer in, int from, int to, byte[] out, int first, int step, String path) {
    int position = from;
    int target = first;
    while (position < to && target < out.length) {
      int code = in.get(position++);
      if (code == -128) {
        continue;
      }
      boolean run = code < 0;
      int count = run ? 1 - code : code + 1;
      int needed = run ? 1 : count;
      if (needed > to - position || (long) count * step > (long) out.length + step - 1 - target) {
        throw corrupt(path, "a run of an RLE frame goes over the frame's end");
      }
      for (int i = 0; i < count; i++) {
        out[target] = in.get(run ? position : position + i);
        target += step;
      }
      position += needed;
    }
    if (target < out.length) {
      throw corrupt(path, "an RLE frame holds fewer pixels than rows and columns declare");
    }
  }

  private static DicomException corrupt(String path, String message) {
    return new DicomException("dicom-corrupt", path, message, "Export or copy the file again");
  }
}
