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
    return shape.isEmpty() ? EMPTY : new Raster(shape, columns, rows).footprint();
  }

  /** Sweeps over the rows of cells, gathering for each cell the moments of what lies inside. */
  private static final class Raster {
    /** Values per cell: moments 1, u, v, uu, uv, vv; then 1, v, vv of what covers all to come. */
    private static final int SUMS = 9;

    /** Shares of a cell's area or height that are rounding. */
    private static final double NOTHING = 1e-12;

    private final Lattice columns;
    private final Lattice rows;
    private final double[] columnBorder;
    private final int firstColumn;

    // edges from their lower to their upper end
    private double[] low = new double[0];
    private double[] high = new double[0];
    private double[] uLow = new double[0];
    private double[] uHigh = new double[0];
    private double[] sign = new double[0];
    private final int[] nextOfRow;
    private final int[] firstOfRow;
    private final int lowestRow;
    private int[] active = new int[16];
    private int activeCount;

    private final double[] sums;
    private final boolean[] isTouched;
    private int[] touched = new int[16];
    private int touchedCount;

    private final int[] wholeRows;
    private int[] rowRuns = new int[16];
    private int rowRunCount;

    private int[] runs = new int[64];
    private int runCount;
    private double[] parts = new double[256 * PART];
    private int partCount;

    Raster(PlanarShape shape, Lattice columns, Lattice rows) {
      this.columns = columns;
      this.rows = rows;
      int block = columns.cellsPerBlock();
      firstColumn = columns.cell(shape.minU()) / block * block;
      int endColumn = Math.min(columns.cells(), (columns.cell(shape.maxU()) / block + 1) * block);
      int width = endColumn - firstColumn;
      columnBorder = new double[width + 1];
      for (int i = 0; i <= width; i++) {
        columnBorder[i] = columns.border(firstColumn + i);
      }
      sums = new double[SUMS * width];
      isTouched = new boolean[width];
      wholeRows = new int[(width + block - 1) / block];
      int blockRows = rows.cellsPerBlock();
      lowestRow = rows.cell(shape.minV()) / blockRows * blockRows;
      int endRow = Math.min(rows.cells(), (rows.cell(shape.maxV()) / blockRows + 1) * blockRows);
      firstOfRow = new int[endRow - lowestRow];
      Arrays.fill(firstOfRow, -1);
      nextOfRow = edges(shape.rings());
    }

    private int[] edges(List<double[]> rings) {
      int total = 0;
      for (double[] ring : rings) {
        total += ring.length / 2;
      }
      low = new double[total];
      high = new double[total];
      uLow = new double[total];
      uHigh = new double[total];
      sign = new double[total];
      int[] next = new int[total];
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
          sign[n] = up ? -1 : 1; // inside is to the left of an edge, so it begins where one falls
          int row = Math.min(firstOfRow.length - 1, rows.cell(low[n]) - lowestRow);
          next[n] = firstOfRow[row];
          firstOfRow[row] = n++;
        }
      }
      return next;
    }

    Footprint footprint() {
      int perBlock = rows.cellsPerBlock();
      int blockRows = (firstOfRow.length + perBlock - 1) / perBlock;
      int[] runEnds = new int[blockRows + 1];
      for (int b = 0; b < blockRows; b++) {
        int end = Math.min(firstOfRow.length, (b + 1) * perBlock);
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
      return uLow[e] + (uHigh[e] - uLow[e]) * ((v - low[e]) / (high[e] - low[e]));
    }

    private int column(double u) {
      return Math.max(0, Math.min(isTouched.length - 1, columns.cell(u) - firstColumn));
    }

    /** Cuts the piece of an edge in a row at the columns. */
    private void addEdge(double u0, double v0, double u1, double v1, double sign) {
      int from = column(u0);
      int to = column(u1);
      int direction = to > from ? 1 : -1;
      double u = u0;
      double v = v0;
      for (int c = from; c != to; c += direction) {
        double nextU = columnBorder[direction > 0 ? c + 1 : c];
        double share = (nextU - u0) / (u1 - u0);
        double nextV = v0 + (v1 - v0) * (share < 0 ? 0 : share > 1 ? 1 : share);
        addPiece(c, u, v, nextU, nextV, sign);
        u = nextU;
        v = nextV;
      }
      addPiece(to, u, v, u1, v1, sign);
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
      double middle = 0.5 * (columnBorder[column] + columnBorder[column + 1]);
      double r = columnBorder[column + 1] - middle;
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
        double left = columnBorder[c];
        double width = columnBorder[c + 1] - left;
        int at = SUMS * c;
        addPart(
            left + 0.5 * width,
            middleV,
            sums[at] + cover * width,
            sums[at + 1],
            sums[at + 2] + coverV * width,
            sums[at + 3] + cover * width * width * width / 12,
            sums[at + 4],
            sums[at + 5] + coverVv * width,
            NOTHING * width * height);
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
        double left = columnBorder[Math.max(from, b * perBlock)];
        double width = columnBorder[Math.min(to, blockEnd(b))] - left;
        addPart(
            left + 0.5 * width,
            middleV,
            cover * width,
            0,
            coverV * width,
            cover * width * width * width / 12,
            0,
            coverVv * width,
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
      double meanU = u / area;
      double meanV = v / area;
      parts[partCount++] = atU + meanU;
      parts[partCount++] = atV + meanV;
      parts[partCount++] = area;
      parts[partCount++] = uu / area - meanU * meanU;
      parts[partCount++] = uv / area - meanU * meanV;
      parts[partCount++] = vv / area - meanV * meanV;
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
      int end = to == isTouched.length ? wholeRows.length : to / block;
      for (int b = (from + block - 1) / block; b < end; b++) {
        wholeRows[b]++;
      }
    }

    private int blockEnd(int b) {
      return Math.min(isTouched.length, (b + 1) * columns.cellsPerBlock());
    }

    /** The whole blocks of a row of blocks, and the cells that lie in no whole block. */
    private void addRuns(int rowsOfBlock) {
      int perBlock = columns.cellsPerBlock();
      int from = -1;
      for (int b = 0; b <= wholeRows.length; b++) {
        boolean whole = b < wholeRows.length && wholeRows[b] == rowsOfBlock;
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
      Arrays.fill(wholeRows, 0);
    }

    private void addBox(int row, int fromColumn, int toColumn) {
      double left = columnBorder[fromColumn];
      double width = columnBorder[toColumn] - left;
      double below = rows.border(lowestRow + row);
      double height = rows.border(lowestRow + row + 1) - below;
      double area = width * height;
      addPart(
          left + 0.5 * width,
          below + 0.5 * height,
          area,
          0,
          0,
          area * width * width / 12,
          0,
          area * height * height / 12,
          0);
    }
  }
}
