package org.oarlock.dvh;

import org.oarlock.geometry.PlanarShape;
import org.oarlock.geometry.Slab;
import org.oarlock.plan.DoseGrid;

/**
 * Integrates over slabs whose axes are the dose grid's axes. Along a scan line the trilinear dose
 * is linear between columns, so cells are cut exactly at the columns and at the figure's outline;
 * across it, and along the normal, cells are cut at rows and frames, and the gradient carries the
 * dose's spread.
 */
final class AlignedIntegrator implements SlabIntegrator {
  private final Axis columns;
  private final Axis rows;
  private final Axis frames;
  private final float[] doseGy;
  private final int rowStride;
  private final int frameStride;

  // dose and its gradients across and along the normal on the current line, per column
  private final double[] value;
  private final double[] slopeV;
  private final double[] slopeW;

  AlignedIntegrator(DoseGrid grid) {
    this.columns = axis(grid.origin().xMm(), grid.columns(), grid::columnMm);
    this.rows = axis(grid.origin().yMm(), grid.rows(), grid::rowMm);
    this.frames = axis(grid.origin().zMm(), grid.frames(), grid::frameMm);
    this.doseGy = grid.doseGy();
    this.rowStride = grid.columns();
    this.frameStride = grid.columns() * grid.rows();
    this.value = new double[grid.columns()];
    this.slopeV = new double[grid.columns()];
    this.slopeW = new double[grid.columns()];
  }

  private static Axis axis(double origin, int size, java.util.function.IntToDoubleFunction offset) {
    double[] nodes = new double[size];
    for (int i = 0; i < size; i++) {
      nodes[i] = origin + offset.applyAsDouble(i);
    }
    return new Axis(nodes);
  }

  @Override
  public long add(Slab slab, double stepV, double stepW, DoseSpectrum spectrum) {
    ScanLines lines = ScanLines.of(slab.shape(), rows, stepV);
    if (lines.areaFactor() == 0) {
      spectrum.addOutside(slab.volumeMm3());
      return 0;
    }
    double[] levels = frames.cells(slab.lowerMm(), slab.upperMm(), stepW);
    long pieces = 0;
    for (int l = 0; l + 1 < levels.length; l++) {
      double w = 0.5 * (levels[l] + levels[l + 1]);
      double depth = levels[l + 1] - levels[l];
      boolean insideW = frames.size() > 1 && w > frames.first() && w < frames.last();
      int k = insideW ? frames.interval(w) : 0;
      for (int r = 0; r < lines.rows(); r++) {
        double v = lines.middle(r);
        boolean inside = insideW && rows.size() > 1 && v > rows.first() && v < rows.last();
        double area = lines.height(r) * depth * lines.areaFactor();
        double[] spans = lines.spans(r);
        if (!inside) {
          spectrum.addOutside(length(spans) * area);
          continue;
        }
        int j = rows.interval(v);
        for (int s = 0; s < spans.length; s += 2) {
          pieces +=
              addSpan(spans[s], spans[s + 1], j, v, lines.height(r), k, w, depth, area, spectrum);
        }
      }
    }
    return pieces;
  }

  private static double length(double[] spans) {
    double length = 0;
    for (int i = 0; i < spans.length; i += 2) {
      length += spans[i + 1] - spans[i];
    }
    return length;
  }

  private long addSpan(
      double from,
      double to,
      int j,
      double v,
      double height,
      int k,
      double w,
      double depth,
      double area,
      DoseSpectrum spectrum) {
    double low = Math.max(from, columns.first());
    double high = Math.min(to, columns.last());
    if (!(high > low) || columns.size() < 2) {
      spectrum.addOutside((to - from) * area);
      return 0;
    }
    if (high - low < to - from) {
      spectrum.addOutside(((to - from) - (high - low)) * area);
    }
    int first = columns.interval(low);
    int end = columns.interval(high);
    blend(first, end + 1, j, v, k, w);
    for (int i = first; i <= end; i++) {
      double left = columns.node(i);
      double width = columns.node(i + 1) - left;
      double t0 = Math.max(0, (low - left) / width);
      double t1 = Math.min(1, (high - left) / width);
      if (!(t1 > t0)) {
        continue;
      }
      double rise = value[i + 1] - value[i];
      double t = 0.5 * (t0 + t1);
      spectrum.add(
          value[i] + t * rise,
          Math.abs(rise * (t1 - t0)),
          Math.abs(slopeV[i] + t * (slopeV[i + 1] - slopeV[i])) * height,
          Math.abs(slopeW[i] + t * (slopeW[i + 1] - slopeW[i])) * depth,
          (t1 - t0) * width * area);
    }
    return (long) end - first + 1;
  }

  /** Dose and gradients on the line at v, w for the columns from first to last. */
  private void blend(int first, int last, int j, double v, int k, double w) {
    double height = rows.node(j + 1) - rows.node(j);
    double depth = frames.node(k + 1) - frames.node(k);
    double tv = (v - rows.node(j)) / height;
    double tw = (w - frames.node(k)) / depth;
    int at = k * frameStride + j * rowStride;
    for (int i = first; i <= last; i++) {
      double d00 = doseGy[at + i];
      double d01 = doseGy[at + rowStride + i];
      double d10 = doseGy[at + frameStride + i];
      double d11 = doseGy[at + frameStride + rowStride + i];
      double below = d00 + tv * (d01 - d00);
      double above = d10 + tv * (d11 - d10);
      double slopeBelow = d01 - d00;
      value[i] = below + tw * (above - below);
      slopeW[i] = (above - below) / depth;
      slopeV[i] = (slopeBelow + tw * ((d11 - d10) - slopeBelow)) / height;
    }
  }

  /**
   * Trilinear dose has its extremes, over a prism, at dose nodes inside it, or on its outline at
   * the heights of its faces and of the frames between; along an outline's edge within one cell it
   * is quadratic.
   */
  @Override
  public void extremes(Slab slab, Extremes extremes) {
    if (columns.size() < 2 || rows.size() < 2 || frames.size() < 2) {
      return;
    }
    double low = Math.max(slab.lowerMm(), frames.first());
    double high = Math.min(slab.upperMm(), frames.last());
    if (low > high) {
      return;
    }
    extremesAt(low, slab.shape(), extremes);
    for (int k = 0; k < frames.size(); k++) {
      if (frames.node(k) > low && frames.node(k) < high) {
        extremesAt(frames.node(k), slab.shape(), extremes);
      }
    }
    extremesAt(high, slab.shape(), extremes);
  }

  private void extremesAt(double w, PlanarShape shape, Extremes extremes) {
    int k = frames.interval(w);
    double tw = (w - frames.node(k)) / (frames.node(k + 1) - frames.node(k));
    nodesInside(k, tw, shape, extremes);
    for (double[] ring : shape.rings()) {
      for (int i = 0; i < ring.length; i += 2) {
        int j = i + 2 == ring.length ? 0 : i + 2;
        edge(ring[i], ring[i + 1], ring[j], ring[j + 1], k, tw, extremes);
      }
    }
  }

  private void nodesInside(int k, double tw, PlanarShape shape, Extremes extremes) {
    SpanScanner scanner = new SpanScanner(shape);
    for (int j = 0; j < rows.size(); j++) {
      double v = rows.node(j);
      if (v < shape.minV() || v > shape.maxV()) {
        continue;
      }
      int n = scanner.at(v);
      double[] spans = scanner.spans();
      for (int s = 0; s < n; s += 2) {
        int i = columns.interval(Math.max(spans[s], columns.first()));
        int at = k * frameStride + j * rowStride;
        for (; i < columns.size() && columns.node(i) <= spans[s + 1]; i++) {
          if (columns.node(i) >= spans[s]) {
            double below = doseGy[at + i];
            extremes.meet(below + tw * (doseGy[at + frameStride + i] - below));
          }
        }
      }
    }
  }

  private void edge(
      double u0, double v0, double u1, double v1, int k, double tw, Extremes extremes) {
    // the part of the edge inside the grid
    double from = 0;
    double to = 1;
    double[][] limits = {
      {u0, u1 - u0, columns.first(), columns.last()}, {v0, v1 - v0, rows.first(), rows.last()}
    };
    for (double[] l : limits) {
      if (l[1] == 0) {
        if (l[0] < l[2] || l[0] > l[3]) {
          return;
        }
      } else {
        double a = (l[2] - l[0]) / l[1];
        double b = (l[3] - l[0]) / l[1];
        from = Math.max(from, Math.min(a, b));
        to = Math.min(to, Math.max(a, b));
      }
    }
    if (from > to) {
      return;
    }
    double t = from;
    double here = doseOnEdge(u0, v0, u1, v1, t, k, tw);
    extremes.meet(here);
    while (t < to) {
      double next = Math.min(to, nextCrossing(u0, v0, u1, v1, t));
      double there = doseOnEdge(u0, v0, u1, v1, next, k, tw);
      double middle = doseOnEdge(u0, v0, u1, v1, 0.5 * (t + next), k, tw);
      extremes.meet(there);
      // a parabola through the three: its vertex may lie between
      double curvature = here + there - 2 * middle;
      double slope = there - here;
      if (Math.abs(slope) < 2 * Math.abs(curvature)) {
        extremes.meet(middle - slope * slope / (8 * curvature));
      }
      t = next;
      here = there;
    }
  }

  /** The parameter at which the edge next meets a column or a row, beyond t. */
  private double nextCrossing(double u0, double v0, double u1, double v1, double t) {
    return Math.min(nextNode(columns, u0, u1 - u0, t), nextNode(rows, v0, v1 - v0, t));
  }

  private static double nextNode(Axis axis, double from, double delta, double t) {
    if (delta == 0) {
      return 1;
    }
    double at = from + t * delta;
    int i = axis.interval(Math.max(axis.first(), Math.min(axis.last(), at)));
    for (int n = delta > 0 ? i : i + 1; n >= 0 && n < axis.size(); n += delta > 0 ? 1 : -1) {
      double crossing = (axis.node(n) - from) / delta;
      if (crossing > t + 1e-9) {
        return crossing;
      }
    }
    return 1;
  }

  private double doseOnEdge(
      double u0, double v0, double u1, double v1, double t, int k, double tw) {
    double u = Math.max(columns.first(), Math.min(columns.last(), u0 + t * (u1 - u0)));
    double v = Math.max(rows.first(), Math.min(rows.last(), v0 + t * (v1 - v0)));
    return bilinear(u, v, k, tw);
  }

  private double bilinear(double u, double v, int k, double tw) {
    int i = columns.interval(u);
    int j = rows.interval(v);
    double tu = (u - columns.node(i)) / (columns.node(i + 1) - columns.node(i));
    double tv = (v - rows.node(j)) / (rows.node(j + 1) - rows.node(j));
    int at = k * frameStride + j * rowStride + i;
    double below = plane(at, tu, tv);
    return below + tw * (plane(at + frameStride, tu, tv) - below);
  }

  private double plane(int at, double tu, double tv) {
    double a = doseGy[at] + tu * ((double) doseGy[at + 1] - doseGy[at]);
    double b =
        doseGy[at + rowStride]
            + tu * ((double) doseGy[at + rowStride + 1] - doseGy[at + rowStride]);
    return a + tv * (b - a);
  }
}
