package org.oarlock.report;

import com.jcraft.jzlib.Deflater;
import com.jcraft.jzlib.DeflaterOutputStream;
import com.jcraft.jzlib.JZlib;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import org.oarlock.picture.GreyImage;

/**
 * Grey images as PNG (ISO/IEC 15948) of 8 bits. The platform's own writer starts its whole window
 * system for that, its files are a sixth larger, and their bytes depend on the zlib of the machine.
 */
final class Png {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final byte PAETH = 4;
  private static final int BUFFER = 8192;

  private Png() {}

  /** The file as a URL that holds it. */
  static String dataUrl(GreyImage image) throws IOException {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes(image));
  }

  static byte[] bytes(GreyImage image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    ByteBuffer header = ByteBuffer.allocate(13);
    header.putInt(image.columns()).putInt(image.rows());
    header.put((byte) 8); // bits; grey, deflated, with filters, not interlaced are 0
    chunk(out, "IHDR", header.array());
    chunk(out, "IDAT", deflated(filtered(image)));
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] content) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(content);
    out.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
    out.writeBytes(name);
    out.writeBytes(content);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  /** Each pixel less what its neighbours foretell. */
  private static byte[] filtered(GreyImage image) {
    int width = image.columns();
    byte[] filtered = new byte[(width + 1) * image.rows()];
    int n = 0;
    for (int row = 0; row < image.rows(); row++) {
      filtered[n++] = PAETH;
      for (int column = 0; column < width; column++) {
        int left = column > 0 ? image.grey(column - 1, row) : 0;
        int above = row > 0 ? image.grey(column, row - 1) : 0;
        int both = column > 0 && row > 0 ? image.grey(column - 1, row - 1) : 0;
        filtered[n++] = (byte) (image.grey(column, row) - paeth(left, above, both));
      }
    }
    return filtered;
  }

  private static int paeth(int left, int above, int both) {
    int byLeft = Math.abs(above - both);
    int byAbove = Math.abs(left - both);
    int byBoth = Math.abs(left + above - 2 * both);
    if (byLeft <= byAbove && byLeft <= byBoth) {
      return left;
    }
    return byAbove <= byBoth ? above : both;
  }

  private static byte[] deflated(byte[] content) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream(content.length / 2 + 64);
    Deflater deflater = new Deflater(JZlib.Z_BEST_COMPRESSION);
    try (OutputStream out = new DeflaterOutputStream(compressed, deflater, BUFFER)) {
      out.write(content);
    }
    return compressed.toByteArray();
  }
}
