package org.oarlock.dvh;

/**
 * How finely a solid is integrated.
 *
 * @param cellMm size of the cells that its outline passes through, and of all cells along the
 *     normal
 * @param blockMm size of the blocks that lie inside, in the plane
 * @param gathers whether a block may be several dose intervals together, whose dose is taken for
 *     linear; else it is at most one, halved where its dose is not
 */
record Resolution(double cellMm, double blockMm, boolean gathers) {
  /** Outlines err by more than what they enclose, at less cost: their cells are the finer ones. */
  static Resolution ofBlocks(double blockMm) {
    return new Resolution(0.5 * blockMm, blockMm, true);
  }

  Resolution coarser() {
    return new Resolution(2 * cellMm, 2 * blockMm, gathers);
  }

  /** Half as large, blocks down to a size. */
  Resolution finer(double leastBlockMm) {
    return new Resolution(0.5 * cellMm, Math.max(leastBlockMm, 0.5 * blockMm), false);
  }

  /** As coarse, but with each dose interval by itself. */
  Resolution ungathered() {
    return new Resolution(cellMm, blockMm, false);
  }
}
