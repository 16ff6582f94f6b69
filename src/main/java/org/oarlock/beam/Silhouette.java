package org.oarlock.beam;

import java.util.Arrays;
import java.util.List;

/**
 * What a beam sees of a structure: its central projection into the plane of the isocentre, as
 * intervals on lines along the leaves. Each line stands for the strip around it; strips end where
 * leaves do and where the projection does, and are thin where the beam is open. The projection is
 * drawn slab by slab, and only as far as a question needs it.
 */
final class Silhouette {
  /** Strips are a hundredth of the projection, but within these limits where the beam is open. */
  private static final double THINNEST_MM = 0.1;

  private static final double THICKEST_MM = 1;

  /** Strips outside of the open field are thicker by this, but never more of them than that. */
  private static final double COARSER = 3;

  private static final int MOST_COARSE = 400;

  private final Projection projection;
  private final double[] edges;
  private final double[] lines;
  private final Intervals[] seen;
  private final double[][] crossings;
  private final int[] crossingCount;
  private final int[] firstLine;
  private final double cellsPerMm;
  private final boolean[] drawn;

  private Silhouette(Projection projection, double[] edges) {
    this.projection = projection;
    this.edges = edges;
    drawn = new boolean[projection.slabs()];
    int n = edges.length - 1;
    lines = new double[n];
    seen = new Intervals[n];
    for (int i = 0; i < n; i++) {
      lines[i] = 0.5 * (edges[i] + edges[i + 1]);
      seen[i] = new Intervals();
    }
    crossings = new double[n][0];
    crossingCount = new int[n];
    int cells = 2 * n + 1;
    cellsPerMm = n == 0 ? 0 : cells / (edges[n] - edges[0]);
    firstLine = new int[cells + 1];
    int line = 0;
    for (int cell = 0; cell <= cells && n > 0; cell++) {
      double y = edges[0] + cell / cellsPerMm;
      while (line < n && lines[line] < y) {
        line++;
      }
      firstLine[cell] = line;
    }
  }

  /** What is seen in a window; the rest is not drawn. */
  static Silhouette within(Window window, Prisms structure, BeamView view) {
    return of(new Projection(structure, view, window), window);
  }

  /** All that is seen, finer in a window than elsewhere. */
  static Silhouette whole(Window window, Prisms structure, BeamView view) {
    return of(new Projection(structure, view, Window.WHOLE), window);
  }

  private static Silhouette of(Projection projection, Window fine) {
    boolean any = projection.fromY() < projection.toY();
    double[] edges = any ? strips(projection.fromY(), projection.toY(), fine) : new double[1];
    return new Silhouette(projection, edges);
  }

  private static double[] strips(double from, double to, Window window) {
    double fine = Math.min(THICKEST_MM, Math.max(THINNEST_MM, (to - from) / 100));
    double coarse = Math.max(COARSER * fine, (to - from) / MOST_COARSE);
    int n = window.boundaries().length;
    double[] ends = Arrays.copyOf(window.boundaries(), n + 4);
    ends[n] = from;
    ends[n + 1] = to;
    ends[n + 2] = window.fromY();
    ends[n + 3] = window.toY();
    ends = Arrays.stream(ends).filter(y -> y >= from && y <= to).sorted().distinct().toArray();
    double[] edges = new double[2 * ends.length];
    int count = 0;
    for (int i = 0; i + 1 < ends.length; i++) {
      double middle = 0.5 * (ends[i] + ends[i + 1]);
      double step = middle > window.fromY() && middle < window.toY() ? fine : coarse;
      int parts = Math.max(1, (int) Math.ceil((ends[i + 1] - ends[i]) / step));
      if (count + parts + 1 > edges.length) {
        edges = Arrays.copyOf(edges, 2 * edges.length + parts);
      }
      for (int k = 0; k < parts; k++) {
        edges[count++] = ends[i] + k * (ends[i + 1] - ends[i]) / parts;
      }
    }
    edges[count++] = to;
    return Arrays.copyOf(edges, count);
  }

  /**
   * Draws what can lie within a distance of an aperture, slab after slab; false if nothing is left.
   */
  private boolean drawNear(Opening opening, double distanceMm, int slabs) {
    int more = 0;
    for (int i = 0; i < drawn.length && more < slabs; i++) {
      if (!drawn[i] && projection.comesNear(i, opening, distanceMm)) {
        drawn[i] = true;
        projection.draw(i, this);
        more++;
      }
    }
    return more > 0;
  }

  private void drawAll() {
    for (int i = 0; i < drawn.length; i++) {
      if (!drawn[i]) {
        drawn[i] = true;
        projection.draw(i, this);
      }
    }
  }

  /**
   * How much of each cell of a lattice is covered, from 0 to 1, along the line through the middle
   * of its row.
   *
   * @param edges of the rows, rising
   * @param left where the first column begins
   * @param step the width of a column
   */
  static double[] coverage(
      Projection projection, double[] edges, double left, double step, int columns) {
    Silhouette silhouette = new Silhouette(projection, edges);
    silhouette.drawAll();
    double[] covered = new double[columns * (edges.length - 1)];
    for (int j = 0; j + 1 < edges.length; j++) {
      Intervals seen = silhouette.seen[j];
      for (int k = 0; k < seen.count(); k++) {
        int first = (int) Math.max(0, (seen.low(k) - left) / step);
        for (int i = first; i < columns && left + i * step < seen.high(k); i++) {
          double from = Math.max(seen.low(k), left + i * step);
          double to = Math.min(seen.high(k), left + (i + 1) * step);
          covered[j * columns + i] += Math.max(0, to - from) / step;
        }
      }
    }
    return covered;
  }

  /** The projected area. */
  double areaMm2() {
    drawAll();
    double area = 0;
    for (int i = 0; i < lines.length; i++) {
      area += seen[i].length() * (edges[i + 1] - edges[i]);
    }
    return area;
  }

  /** The area that an aperture leaves open of it. */
  double areaInside(Opening opening) {
    drawNear(opening, 0, Integer.MAX_VALUE);
    return drawnInside(opening, Double.POSITIVE_INFINITY);
  }

  /** Whether an aperture leaves open more of it than this area. */
  boolean hasInside(Opening opening, double areaMm2) {
    int slabs = 1;
    do {
      if (drawnInside(opening, areaMm2) > areaMm2) {
        return true;
      }
      slabs *= 2;
    } while (drawNear(opening, 0, slabs));
    return false;
  }

  /** The area of what is drawn so far that an aperture leaves open, or more than enough of it. */
  private double drawnInside(Opening opening, double enough) {
    double area = 0;
    Intervals open = new Intervals();
    int first = Math.max(0, firstAtOrAbove(opening.fromY()) - 1);
    for (int i = first; i < lines.length && edges[i] < opening.toY() && area <= enough; i++) {
      double height = opening.heightOf(edges[i], edges[i + 1]);
      if (height > 0 && seen[i].count() > 0) {
        opening.along(lines[i], open);
        area += height * seen[i].lengthInside(open);
      }
    }
    return area;
  }

  /** Whether any of it could come within a distance of an aperture. */
  boolean comesNear(Opening opening, double distanceMm) {
    drawNear(opening, distanceMm, Integer.MAX_VALUE);
    for (int i = 0; i < lines.length; i++) {
      if (seen[i].count() > 0) {
        double[] reach = opening.reach(edges[i] - distanceMm, edges[i + 1] + distanceMm);
        if (reach[0] < reach[1] && seen[i].meets(reach[0] - distanceMm, reach[1] + distanceMm)) {
          return true;
        }
      }
    }
    return false;
  }

  private int firstAtOrAbove(double y) {
    if (lines.length == 0 || y > lines[lines.length - 1]) {
      return lines.length;
    }
    int cell = (int) Math.max(0, (y - edges[0]) * cellsPerMm);
    int line = firstLine[Math.min(cell, firstLine.length - 1)];
    while (line > 0 && lines[line - 1] >= y) {
      line--;
    }
    while (line < lines.length && lines[line] < y) {
      line++;
    }
    return line;
  }

  /** Draws what rings enclose under the even-odd rule. */
  void fill(List<double[]> rings) {
    int from = lines.length;
    int to = 0;
    for (double[] ring : rings) {
      for (int i = 0; i < ring.length; i += 2) {
        int j = i + 2 == ring.length ? 0 : i + 2;
        double top = Math.max(ring[i + 1], ring[j + 1]);
        int line = firstAtOrAbove(Math.min(ring[i + 1], ring[j + 1]));
        from = Math.min(from, line);
        for (; line < lines.length && lines[line] < top; line++) {
          cross(line, crossing(ring[i], ring[i + 1], ring[j], ring[j + 1], lines[line]));
          to = Math.max(to, line + 1);
        }
      }
    }
    for (int line = from; line < to; line++) {
      double[] places = crossings[line];
      Arrays.sort(places, 0, crossingCount[line]);
      for (int i = 0; i + 1 < crossingCount[line]; i += 2) {
        seen[line].add(places[i], places[i + 1]);
      }
      crossingCount[line] = 0;
    }
  }

  private void cross(int line, double x) {
    int n = crossingCount[line]++;
    if (n == crossings[line].length) {
      crossings[line] = Arrays.copyOf(crossings[line], Math.max(8, 2 * n));
    }
    crossings[line][n] = x;
  }

  /** Where an edge crosses a line; the same whichever way the edge is drawn. */
  private static double crossing(double x1, double y1, double x2, double y2, double y) {
    return y1 < y2 ? x1 + (y - y1) / (y2 - y1) * (x2 - x1) : x2 + (y - y2) / (y1 - y2) * (x1 - x2);
  }

  /** Draws a convex quadrangle. Where it adds nothing to what is drawn, its sides do not matter. */
  void fill(
      double ax, double ay, double bx, double by, double cx, double cy, double dx, double dy) {
    double top = Math.max(Math.max(ay, by), Math.max(cy, dy));
    double left = Math.min(Math.min(ax, bx), Math.min(cx, dx));
    double right = Math.max(Math.max(ax, bx), Math.max(cx, dx));
    for (int line = firstAtOrAbove(Math.min(Math.min(ay, by), Math.min(cy, dy)));
        line < lines.length && lines[line] < top;
        line++) {
      if (seen[line].contains(left, right)) {
        continue;
      }
      double y = lines[line];
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      if ((ay <= y) != (by <= y)) {
        double x = crossing(ax, ay, bx, by, y);
        low = Math.min(low, x);
        high = Math.max(high, x);
      }
      if ((by <= y) != (cy <= y)) {
        double x = crossing(bx, by, cx, cy, y);
        low = Math.min(low, x);
        high = Math.max(high, x);
      }
      if ((cy <= y) != (dy <= y)) {
        double x = crossing(cx, cy, dx, dy, y);
        low = Math.min(low, x);
        high = Math.max(high, x);
      }
      if ((dy <= y) != (ay <= y)) {
        double x = crossing(dx, dy, ax, ay, y);
        low = Math.min(low, x);
        high = Math.max(high, x);
      }
      if (low <= high) {
        seen[line].add(low, high);
      }
    }
  }
}
