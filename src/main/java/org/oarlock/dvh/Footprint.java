package org.oarlock.dvh;

import java.util.Arrays;
import java.util.List;
import org.oarlock.geometry.PlanarShape;

/**
 * A plane figure on the cells of a dose grid: blocks of cells that lie wholly inside it, and the
 * parts of the others that do, each with its exact area, centre and second moments. Nothing is
 * sampled, so sums over the parts are exact for any dose that is linear in them.
 */
final class Footprint {
  /** Values per part: u and v of the centre, area, and central second moments uu, uv, vv. */
  static final int PART = 6;

  private static final Footprint EMPTY = new Footprint(0, new int[] {0}, new int[0], new double[0]);

  private final int firstRow;
  private final int[] runEnds;
  private final int[] runs;
  private final double[] parts;

  private Footprint(int firstRow, int[] runEnds, int[] runs, double[] parts) {
    this.firstRow = firstRow;
    this.runEnds = runEnds;
    this.runs = runs;
    this.parts = parts;
  }

  /** The first row of blocks that it meets. */
  int firstRow() {
    return firstRow;
  }

  /** The row after the last that it meets. */
  int endRow() {
    return firstRow + runEnds.length - 1;
  }

  /** Whole blocks as pairs [from, to) of block columns; those of a row from here … */
  int runsFrom(int row) {
    return runEnds[row - firstRow];
  }

  /** … to here, exclusively. */
  int runsTo(int row) {
    return runEnds[row - firstRow + 1];
  }

  int[] runs() {
    return runs;
  }

  /** Parts, {@value #PART} values each. */
  double[] parts() {
    return parts;
  }

  /**
   * @param shape within both axes
   */
  static Footprint of(PlanarShape shape, Lattice columns, Lattice rows) {
    return new Raster(columns, rows).footprint(shape);
  }

  /**
   * Sweeps over the rows of cells, gathering for each cell the moments of what lies inside. One
   * serves any number of figures, one after another.
   */
  static final class Raster {
    /** Values per cell: moments 1, u, v, uu, uv, vv; then 1, v, vv of what covers all to come. */
    private static final int SUMS = 9;

    /** Shares of a cell's area or height that are rounding. */
    private static final double NOTHING = 1e-12;

    private final Lattice columns;
    private final Lattice rows;

    /** All of the axis; columns are counted from the first that a block of the figure has. */
    private final double[] border;

    private int firstColumn;
    private int width;

    /** Where the last piece of an edge was: the next one is mostly there too. */
    private int lastColumn;

    // edges from their lower to their upper end
    private double[] low = new double[0];
    private double[] high = new double[0];
    private double[] uLow = new double[0];
    private double[] uHigh = new double[0];
    private double[] slope = new double[0];
    private double[] sign = new double[0];
    private int[] nextOfRow = new int[0];
    private int[] firstOfRow = new int[0];
    private int rowCount;
    private int lowestRow;
    private int[] active = new int[16];
    private int activeCount;

    private double[] sums = new double[0];
    private boolean[] isTouched = new boolean[0];
    private int[] touched = new int[16];
    private int touchedCount;

    private int[] wholeRows = new int[0];
    private int blocks;
    private int[] rowRuns = new int[16];
    private int rowRunCount;

    private int[] runs = new int[64];
    private int runCount;
    private double[] parts = new double[256 * PART];
    private int partCount;

    Raster(Lattice columns, Lattice rows) {
      this.columns = columns;
      this.rows = rows;
      this.border = columns.borders();
    }

    /**
     * @param shape within both axes
     */
    Footprint footprint(PlanarShape shape) {
      if (shape.isEmpty()) {
        return EMPTY;
      }
      int block = columns.cellsPerBlock();
      firstColumn = columns.cell(shape.minU()) / block * block;
      int endColumn = Math.min(columns.cells(), (columns.cell(shape.maxU()) / block + 1) * block);
      width = endColumn - firstColumn;
      blocks = (width + block - 1) / block;
      lastColumn = 0;
      int perBlock = rows.cellsPerBlock();
      lowestRow = rows.cell(shape.minV()) / perBlock * perBlock;
      int endRow = Math.min(rows.cells(), (rows.cell(shape.maxV()) / perBlock + 1) * perBlock);
      rowCount = endRow - lowestRow;
      if (isTouched.length < width) {
        sums = new double[SUMS * width];
        isTouched = new boolean[width];
        wholeRows = new int[blocks];
      }
      if (firstOfRow.length < rowCount) {
        firstOfRow = new int[rowCount];
      }
      Arrays.fill(firstOfRow, 0, rowCount, -1);
      edges(shape.rings());
      activeCount = 0;
      runCount = 0;
      partCount = 0;
      int blockRows = (rowCount + perBlock - 1) / perBlock;
      int[] runEnds = new int[blockRows + 1];
      for (int b = 0; b < blockRows; b++) {
        int end = Math.min(rowCount, (b + 1) * perBlock);
        rowRunCount = 0;
        for (int r = b * perBlock; r < end; r++) {
          sweep(r);
        }
        addRuns(end - b * perBlock);
        runEnds[b + 1] = runCount;
      }
      return new Footprint(
          lowestRow / perBlock,
          runEnds,
          Arrays.copyOf(runs, runCount),
          Arrays.copyOf(parts, partCount));
    }

    private void edges(List<double[]> rings) {
      int total = 0;
      for (double[] ring : rings) {
        total += ring.length / 2;
      }
      if (low.length < total) {
        low = new double[total];
        high = new double[total];
        uLow = new double[total];
        uHigh = new double[total];
        slope = new double[total];
        sign = new double[total];
        nextOfRow = new int[total];
      }
      int n = 0;
      for (double[] ring : rings) {
        for (int i = 0; i < ring.length; i += 2) {
          int j = i + 2 == ring.length ? 0 : i + 2;
          if (ring[i + 1] == ring[j + 1]) {
            continue;
          }
          boolean up = ring[i + 1] < ring[j + 1];
          int from = up ? i : j;
          int to = up ? j : i;
          low[n] = ring[from + 1];
          high[n] = ring[to + 1];
          uLow[n] = ring[from];
          uHigh[n] = ring[to];
          slope[n] = (uHigh[n] - uLow[n]) / (high[n] - low[n]);
          sign[n] = up ? -1 : 1; // inside is to the left of an edge, so it begins where one falls
          int row = Math.min(rowCount - 1, rows.cell(low[n]) - lowestRow);
          nextOfRow[n] = firstOfRow[row];
          firstOfRow[row] = n++;
        }
      }
    }

    /** The border of a column of the figure. */
    private double border(int column) {
      return border[firstColumn + column];
    }

    private void sweep(int row) {
      double below = rows.border(lowestRow + row);
      double above = rows.border(lowestRow + row + 1);
      double middle = 0.5 * (below + above);
      for (int e = firstOfRow[row]; e >= 0; e = nextOfRow[e]) {
        if (activeCount == active.length) {
          active = Arrays.copyOf(active, 2 * activeCount);
        }
        active[activeCount++] = e;
      }
      int kept = 0;
      for (int i = 0; i < activeCount; i++) {
        int e = active[i];
        double from = low[e] > below ? low[e] : below;
        double to = high[e] < above ? high[e] : above;
        if (to > from) {
          addEdge(uAt(e, from), from - middle, uAt(e, to), to - middle, sign[e]);
        }
        if (high[e] > above) {
          active[kept++] = e;
        }
      }
      activeCount = kept;
      gather(row, middle, above - below);
    }

    private double uAt(int e, double v) {
      if (v <= low[e]) {
        return uLow[e];
      }
      if (v >= high[e]) {
        return uHigh[e];
      }
      return uLow[e] + slope[e] * (v - low[e]);
    }

    private int column(double u) {
      if (u >= border(lastColumn) && u < border(lastColumn + 1)) {
        return lastColumn;
      }
      return Math.max(0, Math.min(width - 1, columns.cell(u) - firstColumn));
    }

    /** Cuts the piece of an edge in a row at the columns. */
    private void addEdge(double u0, double v0, double u1, double v1, double sign) {
      int from = column(u0);
      int to = column(u1);
      int direction = to > from ? 1 : -1;
      double u = u0;
      double v = v0;
      for (int c = from; c != to; c += direction) {
        double nextU = border(direction > 0 ? c + 1 : c);
        double share = (nextU - u0) / (u1 - u0);
        double nextV = v0 + (v1 - v0) * (share < 0 ? 0 : share > 1 ? 1 : share);
        addPiece(c, u, v, nextU, nextV, sign);
        u = nextU;
        v = nextV;
      }
      addPiece(to, u, v, u1, v1, sign);
      lastColumn = to;
    }

    /** Adds the moments of what lies to the right of a piece of an edge within one cell. */
    private void addPiece(int column, double u0, double v0, double u1, double v1, double sign) {
      double dv = sign * (v1 - v0);
      if (dv == 0) {
        return;
      }
      if (!isTouched[column]) {
        isTouched[column] = true;
        if (touchedCount == touched.length) {
          touched = Arrays.copyOf(touched, 2 * touchedCount);
        }
        touched[touchedCount++] = column;
      }
      double middle = 0.5 * (border(column) + border(column + 1));
      double r = border(column + 1) - middle;
      double a = u0 - middle;
      double b = u1 - middle;
      double sumV = v0 + v1;
      double squareV = (v0 * v0 + v0 * v1 + v1 * v1) / 3;
      int at = SUMS * column;
      sums[at] += dv * (r - 0.5 * (a + b));
      sums[at + 1] += 0.5 * dv * (r * r - (a * a + a * b + b * b) / 3);
      sums[at + 2] += dv * (0.5 * r * sumV - (a * (v0 + sumV) + b * (v1 + sumV)) / 6);
      sums[at + 3] += dv / 3 * (r * r * r - 0.25 * (a + b) * (a * a + b * b));
      sums[at + 4] +=
          0.5
              * dv
              * (0.5 * r * r * sumV
                  - (a * a * (2 * v0 + sumV) + 2 * a * b * sumV + b * b * (2 * v1 + sumV)) / 12);
      sums[at + 5] +=
          dv
              * (r * squareV
                  - (a * (3 * v0 * v0 + 2 * v0 * v1 + v1 * v1)
                          + b * (v0 * v0 + 2 * v0 * v1 + 3 * v1 * v1))
                      / 12);
      sums[at + 6] += dv;
      sums[at + 7] += 0.5 * dv * sumV;
      sums[at + 8] += dv * squareV;
    }

    /** Turns the row's sums into parts and runs of whole cells. */
    private void gather(int row, double middleV, double height) {
      Arrays.sort(touched, 0, touchedCount);
      double cover = 0;
      double coverV = 0;
      double coverVv = 0;
      int next = 0;
      for (int t = 0; t < touchedCount; t++) {
        int c = touched[t];
        if (c > next && cover > (1 - NOTHING) * height) {
          addRowRun(row, next, c);
        } else if (c > next && cover > NOTHING * height) {
          addStrip(next, c, middleV, cover, coverV, coverVv);
        }
        double left = border(c);
        double across = border(c + 1) - left;
        int at = SUMS * c;
        addPart(
            left + 0.5 * across,
            middleV,
            sums[at] + cover * across,
            sums[at + 1],
            sums[at + 2] + coverV * across,
            sums[at + 3] + cover * across * across * across / 12,
            sums[at + 4],
            sums[at + 5] + coverVv * across,
            NOTHING * across * height);
        cover += sums[at + 6];
        coverV += sums[at + 7];
        coverVv += sums[at + 8];
        Arrays.fill(sums, at, at + SUMS, 0);
        isTouched[c] = false;
        next = c + 1;
      }
      touchedCount = 0;
    }

    /**
     * Cells [from, to) of a row that are covered from side to side, but not in all their height.
     */
    private void addStrip(
        int from, int to, double middleV, double cover, double coverV, double coverVv) {
      int perBlock = columns.cellsPerBlock();
      for (int b = from / perBlock; b * perBlock < to; b++) {
        double left = border(Math.max(from, b * perBlock));
        double across = border(Math.min(to, blockEnd(b))) - left;
        addPart(
            left + 0.5 * across,
            middleV,
            cover * across,
            0,
            coverV * across,
            cover * across * across * across / 12,
            0,
            coverVv * across,
            0);
      }
    }

    private void addPart(
        double atU,
        double atV,
        double area,
        double u,
        double v,
        double uu,
        double uv,
        double vv,
        double nothing) {
      if (!(area > nothing)) {
        return;
      }
      if (partCount == parts.length) {
        parts = Arrays.copyOf(parts, 2 * partCount);
      }
      double share = 1 / area;
      double meanU = u * share;
      double meanV = v * share;
      parts[partCount++] = atU + meanU;
      parts[partCount++] = atV + meanV;
      parts[partCount++] = area;
      parts[partCount++] = uu * share - meanU * meanU;
      parts[partCount++] = uv * share - meanU * meanV;
      parts[partCount++] = vv * share - meanV * meanV;
    }

    /** Notes whole cells [from, to) of a row, and which blocks they fill from side to side. */
    private void addRowRun(int row, int from, int to) {
      if (rowRunCount + 3 > rowRuns.length) {
        rowRuns = Arrays.copyOf(rowRuns, 2 * rowRuns.length);
      }
      rowRuns[rowRunCount++] = row;
      rowRuns[rowRunCount++] = from;
      rowRuns[rowRunCount++] = to;
      int block = columns.cellsPerBlock();
      int end = to == width ? blocks : to / block;
      for (int b = (from + block - 1) / block; b < end; b++) {
        wholeRows[b]++;
      }
    }

    private int blockEnd(int b) {
      return Math.min(width, (b + 1) * columns.cellsPerBlock());
    }

    /** The whole blocks of a row of blocks, and the cells that lie in no whole block. */
    private void addRuns(int rowsOfBlock) {
      int perBlock = columns.cellsPerBlock();
      int from = -1;
      for (int b = 0; b <= blocks; b++) {
        boolean whole = b < blocks && wholeRows[b] == rowsOfBlock;
        if (whole && from < 0) {
          from = b;
        } else if (!whole && from >= 0) {
          if (runCount + 2 > runs.length) {
            runs = Arrays.copyOf(runs, 2 * runs.length);
          }
          runs[runCount++] = firstColumn / perBlock + from;
          runs[runCount++] = firstColumn / perBlock + b;
          from = -1;
        }
      }
      for (int i = 0; i < rowRunCount; i += 3) {
        int end = (rowRuns[i + 2] + perBlock - 1) / perBlock;
        for (int b = rowRuns[i + 1] / perBlock; b < end; b++) {
          if (wholeRows[b] != rowsOfBlock) {
            addBox(
                rowRuns[i],
                Math.max(rowRuns[i + 1], b * perBlock),
                Math.min(rowRuns[i + 2], blockEnd(b)));
          }
        }
      }
      Arrays.fill(wholeRows, 0, blocks, 0);
    }

    private void addBox(int row, int fromColumn, int toColumn) {
      double left = border(fromColumn);
      double across = border(toColumn) - left;
      double below = rows.border(lowestRow + row);
      double height = rows.border(lowestRow + row + 1) - below;
      double area = across * height;
      addPart(
          left + 0.5 * across,
          below + 0.5 * height,
          area,
          0,
          0,
          area * across * across / 12,
          0,
          area * height * height / 12,
          0);
    }
  }
}
