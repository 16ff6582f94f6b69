package org.oarlock.dvh;

/**
 * Cells along one axis of a dose grid, gathered into blocks. A cell is a dose interval, or an even
 * part of one, or several together; a block is one or more cells. All of these numbers are powers
 * of two, so blocks too are parts of one interval, or whole intervals.
 */
final class Lattice {
  private final Axis axis;
  private final int cellsPerInterval;
  private final int intervalsPerCell;
  private final int cellsPerBlock;
  private final double[] borders;
  private final double cellsPerMm;

  private Lattice(Axis axis, int cellsPerInterval, int intervalsPerCell, int cellsPerBlock) {
    this.axis = axis;
    this.cellsPerInterval = cellsPerInterval;
    this.intervalsPerCell = intervalsPerCell;
    this.cellsPerBlock = cellsPerBlock;
    int intervals = axis.size() - 1;
    int cells =
        intervalsPerCell > 1
            ? (intervals + intervalsPerCell - 1) / intervalsPerCell
            : intervals * cellsPerInterval;
    this.borders = new double[cells + 1];
    for (int cell = 0; cell <= cells; cell++) {
      borders[cell] = borderOf(cell);
    }
    this.cellsPerMm = cells / (axis.last() - axis.first());
  }

  private double borderOf(int cell) {
    if (intervalsPerCell > 1) {
      return axis.node(Math.min(axis.size() - 1, cell * intervalsPerCell));
    }
    int i = cell / cellsPerInterval;
    int part = cell - i * cellsPerInterval;
    return part == 0
        ? axis.node(i)
        : axis.node(i) + (axis.node(i + 1) - axis.node(i)) * part / cellsPerInterval;
  }

  /**
   * @param axis with at least two nodes
   * @param cellMm the size of cells, about
   * @param blockMm the size of blocks, about
   */
  static Lattice of(Axis axis, double cellMm, double blockMm) {
    int perInterval = powerOfTwo(axis.spacing() / cellMm);
    int perCell = powerOfTwo(cellMm / axis.spacing());
    int perBlock = Math.max(perInterval, powerOfTwo(blockMm / cellMm));
    return new Lattice(axis, perInterval, perCell, perBlock);
  }

  /** How often a length is halved until it is about as small as asked. */
  static int halvings(double length, double asked) {
    return Integer.numberOfTrailingZeros(powerOfTwo(length / asked));
  }

  /** The nearest power of two, at least 1. */
  private static int powerOfTwo(double number) {
    int power = 1;
    while (power < 1024 && power * Math.sqrt(2) < number) {
      power *= 2;
    }
    return power;
  }

  /** How many dose intervals a block is; it is never less than one. */
  int intervalsPerBlock() {
    return cellsPerBlock * intervalsPerCell / cellsPerInterval;
  }

  int cellsPerBlock() {
    return cellsPerBlock;
  }

  /** The borders of all cells, rising; shared. */
  double[] borders() {
    return borders;
  }

  int cells() {
    return borders.length - 1;
  }

  /** The lower border of a cell; that of the cell after the last is the end of the axis. */
  double border(int cell) {
    return borders[cell];
  }

  /** The lower border of a block; that of the block after the last is the end of the axis. */
  double blockBorder(int block) {
    return borders[Math.min(cells(), block * cellsPerBlock)];
  }

  /** The cell that holds a position; the first or last one for a position beyond them. */
  int cell(double at) {
    return Axis.interval(borders, cellsPerMm, at);
  }
}
