package org.oarlock.spark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.oarlock.store.FileIndex.Unit;
import org.oarlock.store.IndexedFile;

/**
 * A unit of files on its way to the executor that judges it: what the index says about them, not
 * their content. Packed, since the driver holds those of the whole archive, and the paths of a
 * plan's many images differ by little.
 */
final class Parcel implements Serializable {
  private static final long serialVersionUID = 1L;

  /** More tasks would burden the driver; beyond that, tasks take more. */
  private static final int MOST_LOADS = 10_000;

  /** So many tasks at least for each core, while there are plans enough. */
  private static final int LOADS_PER_CORE = 8;

  private static final int USUAL_LOAD = 8;
  private static final long USUAL_BYTES = 64L << 20;

  private final int number;
  private final String unit;
  private final long bytes;
  private final byte[] packed;

  private Parcel(int number, String unit, long bytes, byte[] packed) {
    this.number = number;
    this.unit = unit;
    this.bytes = bytes;
    this.packed = packed;
  }

  /**
   * @param number of the unit among all of the archive, from 0
   */
  static Parcel of(int number, Unit unit, List<IndexedFile> files) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(new DeflaterOutputStream(packed))) {
      out.writeObject(files.toArray(new IndexedFile[0]));
    }
    long bytes = unit.doseBytes() + unit.otherBytes();
    return new Parcel(number, unit.key(), bytes, packed.toByteArray());
  }

  int number() {
    return number;
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

  /**
   * Puts together, in order, what one task takes: a few small plans, one or two of a usual size.
   *
   * @param cores how many tasks run at the same time
   */
  static List<List<Parcel>> loads(List<Parcel> parcels, int cores) {
    long all = parcels.stream().mapToLong(parcel -> parcel.bytes).sum();
    long most =
        Math.max(
            ceil(parcels.size(), MOST_LOADS),
            Math.min(USUAL_LOAD, parcels.size() / ((long) LOADS_PER_CORE * cores)));
    long mostBytes = Math.max(USUAL_BYTES, ceil(all, MOST_LOADS));
    List<List<Parcel>> loads = new ArrayList<>();
    List<Parcel> load = new ArrayList<>();
    long bytes = 0;
    for (Parcel parcel : parcels) {
      if (!load.isEmpty() && (load.size() >= most || bytes + parcel.bytes > mostBytes)) {
        loads.add(List.copyOf(load));
        load.clear();
        bytes = 0;
      }
      load.add(parcel);
      bytes += parcel.bytes;
    }
    if (!load.isEmpty()) {
      loads.add(List.copyOf(load));
    }
    return loads;
  }

  private static long ceil(long of, long by) {
    return (of + by - 1) / by;
  }
}
