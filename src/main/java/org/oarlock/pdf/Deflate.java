package org.oarlock.pdf;

import com.jcraft.jzlib.Deflater;
import com.jcraft.jzlib.DeflaterOutputStream;
import com.jcraft.jzlib.JZlib;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;

/**
 * Compression in Java alone. {@code java.util.zip} hands it to the zlib of the machine, and those
 * that are in use compress the same data into different bytes.
 */
final class Deflate {
  private static final int BUFFER = 8192;

  private Deflate() {}

  static byte[] of(byte[] data) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream(data.length / 2 + 64);
    Deflater deflater = new Deflater(JZlib.Z_BEST_COMPRESSION);
    try (OutputStream out = new DeflaterOutputStream(compressed, deflater, BUFFER)) {
      out.write(data);
    }
    return compressed.toByteArray();
  }

  /** Compresses everything in a document anew that somebody else compressed. */
  static void allOf(COSDocument document) throws IOException {
    List<COSObjectKey> keys = new ArrayList<>(document.getXrefTable().keySet());
    keys.sort(null);
    for (COSObjectKey key : keys) {
      COSObject object = document.getObjectFromPool(key);
      COSBase content = object == null ? null : object.getObject();
      if (content instanceof COSStream stream && COSName.FLATE_DECODE.equals(stream.getFilters())) {
        replace(stream);
      }
    }
  }

  private static void replace(COSStream stream) throws IOException {
    byte[] data;
    try (InputStream in = stream.createInputStream()) {
      data = in.readAllBytes();
    }
    stream.removeItem(COSName.DECODE_PARMS);
    try (OutputStream out = stream.createRawOutputStream()) {
      out.write(of(data));
    }
    stream.setItem(COSName.FILTER, COSName.FLATE_DECODE);
  }
}
