package org.oarlock.dvh;

/**
 * How finely a solid is integrated.
 *
 * @param cellMm size of the cells that its outline passes through, and of all cells along the
 *     normal
 * @param blockMm size of the blocks that lie inside, in the plane
 */
record Resolution(double cellMm, double blockMm) {
  /** Outlines err by more than what they enclose, at less cost: their cells are the finer ones. */
  static Resolution ofBlocks(double blockMm) {
    return new Resolution(0.5 * blockMm, blockMm);
  }

  Resolution coarser() {
    return new Resolution(2 * cellMm, 2 * blockMm);
  }

  Resolution finer() {
    return new Resolution(0.5 * cellMm, 0.5 * blockMm);
  }
}
