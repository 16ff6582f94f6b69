package org.oarlock.dvh;

import java.util.concurrent.atomic.AtomicLongArray;
import org.oarlock.plan.DoseGrid;

/**
 * Lowest and highest dose in blocks of a grid, so that a search for extremes can pass over what
 * cannot beat those it has. A block is gathered when it is first asked for, so that a small
 * structure does not read the whole grid. For any number of threads: two that gather the same block
 * find the same. Blocks share their border nodes: what lies between nodes of one block is bounded
 * by it.
 */
final class DoseBounds {
  private static final int BLOCK = 8;

  private final int blocksX;
  private final int blocksY;
  private final int blocksZ;

  /** The bits of the lowest and the highest dose of each block; unknown ones are not a pair. */
  private final AtomicLongArray range;

  private final DoseGrid grid;

  DoseBounds(DoseGrid grid) {
    this.grid = grid;
    blocksX = blocks(grid.columns());
    blocksY = blocks(grid.rows());
    blocksZ = blocks(grid.frames());
    range = new AtomicLongArray(blocksX * blocksY * blocksZ);
  }

  private static int blocks(int nodes) {
    return Math.max(1, (nodes - 1 + BLOCK - 1) / BLOCK);
  }

  private long gather(int block, int x, int y, int z) {
    float[] dose = grid.doseGy();
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    int lastX = Math.min(grid.columns() - 1, (x + 1) * BLOCK);
    int lastY = Math.min(grid.rows() - 1, (y + 1) * BLOCK);
    int lastZ = Math.min(grid.frames() - 1, (z + 1) * BLOCK);
    for (int k = z * BLOCK; k <= lastZ; k++) {
      for (int j = y * BLOCK; j <= lastY; j++) {
        int at = grid.index(x * BLOCK, j, k);
        for (int i = x * BLOCK; i <= lastX; i++, at++) {
          min = dose[at] < min ? dose[at] : min;
          max = dose[at] > max ? dose[at] : max;
        }
      }
    }
    // inverted, so that no pair of doses is 0: that would take bits that stand for no number
    long bits =
        ~(((long) Float.floatToRawIntBits(min) << 32)
            | (Float.floatToRawIntBits(max) & 0xFFFF_FFFFL));
    range.set(block, bits);
    return bits;
  }

  /**
   * Whether some dose in these intervals between nodes, both ends included, may be below or above
   * the extremes.
   */
  boolean canBeat(
      SlabIntegrator.Extremes extremes,
      int firstI,
      int lastI,
      int firstJ,
      int lastJ,
      int firstK,
      int lastK) {
    for (int z = firstK / BLOCK; z <= Math.min(blocksZ - 1, lastK / BLOCK); z++) {
      for (int y = firstJ / BLOCK; y <= Math.min(blocksY - 1, lastJ / BLOCK); y++) {
        for (int x = firstI / BLOCK; x <= Math.min(blocksX - 1, lastI / BLOCK); x++) {
          int block = (z * blocksY + y) * blocksX + x;
          long bits = range.get(block);
          if (bits == 0) {
            bits = gather(block, x, y, z);
          }
          if (Float.intBitsToFloat((int) (~bits >> 32)) < extremes.minGy
              || Float.intBitsToFloat((int) ~bits) > extremes.maxGy) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Whether one of these nodes, both ends included, is below or above the extremes. */
  boolean nodesCanBeat(
      SlabIntegrator.Extremes extremes,
      int firstI,
      int lastI,
      int firstJ,
      int lastJ,
      int firstK,
      int lastK) {
    return nodesCanBeat(grid, extremes, firstI, lastI, firstJ, lastJ, firstK, lastK);
  }

  /** Likewise, of a grid whose blocks nobody asks for. */
  static boolean nodesCanBeat(
      DoseGrid grid,
      SlabIntegrator.Extremes extremes,
      int firstI,
      int lastI,
      int firstJ,
      int lastJ,
      int firstK,
      int lastK) {
    float[] dose = grid.doseGy();
    for (int k = firstK; k <= lastK; k++) {
      for (int j = firstJ; j <= lastJ; j++) {
        int end = grid.index(lastI, j, k);
        for (int at = grid.index(firstI, j, k); at <= end; at++) {
          if (dose[at] < extremes.minGy || dose[at] > extremes.maxGy) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
