package org.oarlock.dicom;

/** How much the entries of one archive may inflate to, each and together. */
final class ZipBudget {
  static final int MAX_ENTRIES = 100_000;

  private long left = 1L << 31;

  /** What an entry of this compressed size may inflate to. */
  long allowed(long compressed) {
    long byRatio = Math.max(64L << 20, 100 * Math.max(0, compressed));
    return Math.min(Math.min(byRatio, 1L << 30), left);
  }

  void spend(long bytes) {
    left -= bytes;
  }
}
