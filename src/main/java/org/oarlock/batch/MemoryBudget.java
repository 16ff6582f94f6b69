package org.oarlock.batch;

/**
 * How much memory plans may take at the same time. A plan that needs more than there is at all runs
 * alone; one that needs more than is left waits. For one thread.
 */
final class MemoryBudget {
  /** The rest is for the index, the store, and what has not been collected yet. */
  private static final double SHARE = 0.7;

  private static final long FOR_ANY_PLAN = 16L << 20;

  private final long all;
  private long reserved;

  MemoryBudget(long heapBytes) {
    all = (long) (SHARE * heapBytes);
  }

  /**
   * What a plan is expected to take, from the size of its files. Doses of 16 bits become floats,
   * and their file may be held as well; contours in text become coordinates, slabs and edges.
   */
  static long estimate(long doseBytes, long otherBytes) {
    return FOR_ANY_PLAN + 4 * doseBytes + 6 * otherBytes;
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
