package org.oarlock.batch;

/**
 * How much memory plans may take at the same time. A plan that needs more than there is at all runs
 * alone; one that needs more than is left waits. For one thread.
 */
final class MemoryBudget {
  /** The rest is for the index, the store, and what has not been collected yet. */
  private static final double SHARE = 0.7;

  private static final long FOR_ANY_PLAN = 8L << 20;

  private final long all;
  private long reserved;

  MemoryBudget(long heapBytes) {
    all = (long) (SHARE * heapBytes);
  }

  /**
   * What a plan is expected to take, from the size of its files. Doses of 16 bits become floats and
   * are added up; contours in text become coordinates, slabs and edges. The rest of the heap makes
   * up for files from zip archives, which are held themselves. Measured: with a dose of 22 MB at 32
   * bits and structures of 8 MB, which are expected to take 97 MB, a whole run of one after the
   * other needs no more than 64.
   */
  static long estimate(long doseBytes, long otherBytes) {
    return FOR_ANY_PLAN + 3 * doseBytes + 3 * otherBytes;
  }

  /** Takes memory if there is enough, or if nothing else is taken. */
  boolean reserve(long bytes) {
    if (reserved > 0 && reserved + bytes > all) {
      return false;
    }
    reserved += bytes;
    return true;
  }

  void release(long bytes) {
    reserved -= bytes;
  }
}
