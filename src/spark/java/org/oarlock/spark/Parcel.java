package org.oarlock.spark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.oarlock.store.IndexedFile;

/**
 * A unit of files on its way to the executor that judges it: what the index says about them, not
 * their content. Packed, since the driver holds those of the whole archive, and the paths of a
 * plan's many images differ by little.
 */
final class Parcel implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String unit;
  private final byte[] packed;

  private Parcel(String unit, byte[] packed) {
    this.unit = unit;
    this.packed = packed;
  }

  static Parcel of(String unit, List<IndexedFile> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(new DeflaterOutputStream(bytes))) {
      out.writeObject(files.toArray(new IndexedFile[0]));
    }
    return new Parcel(unit, bytes.toByteArray());
  }

  String unit() {
    return unit;
  }

  List<IndexedFile> files() throws IOException, ClassNotFoundException {
    try (ObjectInputStream in =
        new ObjectInputStream(new InflaterInputStream(new ByteArrayInputStream(packed)))) {
      return List.of((IndexedFile[]) in.readObject());
    }
  }
}
