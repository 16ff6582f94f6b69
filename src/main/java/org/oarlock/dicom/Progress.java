package org.oarlock.dicom;

/** Told how far loading has come. */
@FunctionalInterface
public interface Progress {
  /** Tells nobody. */
  Progress NONE = (done, total) -> {};

  /**
   * Called after each file.
   *
   * @param done files looked at or read so far
   * @param total files to look at and to read, as far as known by now; may grow
   */
  void report(long done, long total);
}
