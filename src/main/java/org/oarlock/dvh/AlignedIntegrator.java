package org.oarlock.dvh;

import java.util.HashMap;
import java.util.Map;
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

  /** Lengths that rounding may add. */
  private static final double SAME_MM = 1e-6;

  private final Map<PlanarShape, PlanarShape> inside = new HashMap<>();
  private final int rowStride;
  private final int frameStride;
  private final DoseBounds bounds;

  // dose and its gradients across and along the normal on the current line, per column
  private final double[] value;
  private final double[] slopeV;
  private final double[] slopeW;

  AlignedIntegrator(DoseGrid grid, DoseBounds bounds) {
    this.columns = axis(grid.origin().xMm(), grid.columns(), grid::columnMm);
    this.rows = axis(grid.origin().yMm(), grid.rows(), grid::rowMm);
    this.frames = axis(grid.origin().zMm(), grid.frames(), grid::frameMm);
    this.doseGy = grid.doseGy();
    this.rowStride = grid.columns();
    this.bounds = bounds;
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
    double lower = Math.max(slab.lowerMm(), frames.first());
    double upper = Math.min(slab.upperMm(), frames.last());
    if (columns.size() < 2 || rows.size() < 2 || !(upper > lower)) {
      spectrum.addOutside(slab.volumeMm3());
      return 0;
    }
    PlanarShape shape = inside.computeIfAbsent(slab.shape(), this::clipped);
    ScanLines lines = ScanLines.of(shape, rows, stepV);
    if (lines.areaFactor() == 0) {
      spectrum.addOutside(slab.volumeMm3());
      return 0;
    }
    if (slab.thicknessMm() - (upper - lower) > SAME_MM) {
      spectrum.addOutside((slab.thicknessMm() - (upper - lower)) * slab.shape().areaMm2());
    }
    if (shape != slab.shape()) {
      spectrum.addOutside((slab.shape().areaMm2() - shape.areaMm2()) * (upper - lower));
    }
    double[] levels = frames.cells(lower, upper, stepW);
    long pieces = 0;
    for (int l = 0; l + 1 < levels.length; l++) {
      double w = 0.5 * (levels[l] + levels[l + 1]);
      double depth = levels[l + 1] - levels[l];
      int k = frames.interval(w);
      for (int r = 0; r < lines.rows(); r++) {
        double v = lines.middle(r);
        double area = lines.height(r) * depth * lines.areaFactor();
        double[] spans = lines.spans(r);
        int j = rows.interval(v);
        for (int s = 0; s < spans.length; s += 2) {
          pieces +=
              addSpan(spans[s], spans[s + 1], j, v, lines.height(r), k, w, depth, area, spectrum);
        }
      }
      pieces += lines.rows();
    }
    return pieces;
  }

  /** The part of a figure above the grid; what strays by rounding alone is not outside. */
  private PlanarShape clipped(PlanarShape shape) {
    return shape.clipped(
        columns.first() - SAME_MM,
        rows.first() - SAME_MM,
        columns.last() + SAME_MM,
        rows.last() + SAME_MM);
  }

  private long addSpan(
      double low,
      double high,
      int j,
      double v,
      double height,
      int k,
      double w,
      double depth,
      double area,
      DoseSpectrum spectrum) {
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
    if (low >= high) {
      return; // it touches the grid at most
    }
    int firstK = frames.interval(low);
    int lastK = frames.interval(high);
    double[] levels = levels(low, high, firstK, lastK);
    nodesInside(levels, slab.shape(), extremes);
    for (double[] ring : slab.shape().rings()) {
      for (int i = 0; i < ring.length; i += 2) {
        int j = i + 2 == ring.length ? 0 : i + 2;
        if (edgeCanBeat(ring[i], ring[i + 1], ring[j], ring[j + 1], firstK, lastK, extremes)) {
          for (double w : levels) {
            edge(ring[i], ring[i + 1], ring[j], ring[j + 1], w, extremes);
          }
        }
      }
    }
  }

  /** Both faces and the frames between them. */
  private double[] levels(double low, double high, int firstK, int lastK) {
    double[] levels = new double[lastK - firstK + 3];
    int n = 0;
    levels[n++] = low;
    for (int k = firstK; k <= lastK + 1; k++) {
      if (frames.node(k) > low && frames.node(k) < high) {
        levels[n++] = frames.node(k);
      }
    }
    levels[n++] = high;
    return java.util.Arrays.copyOf(levels, n);
  }

  private boolean edgeCanBeat(
      double u0, double v0, double u1, double v1, int firstK, int lastK, Extremes extremes) {
    return bounds.canBeat(
        extremes,
        columns.interval(Math.min(u0, u1)),
        columns.interval(Math.max(u0, u1)),
        rows.interval(Math.min(v0, v1)),
        rows.interval(Math.max(v0, v1)),
        firstK,
        lastK);
  }

  private void nodesInside(double[] levels, PlanarShape shape, Extremes extremes) {
    SpanScanner scanner = new SpanScanner(shape);
    int firstK = frames.interval(levels[0]);
    int lastK = frames.interval(levels[levels.length - 1]);
    for (int j = 0; j < rows.size(); j++) {
      double v = rows.node(j);
      if (v < shape.minV() || v > shape.maxV()) {
        continue;
      }
      int n = scanner.at(v);
      double[] spans = scanner.spans();
      for (int s = 0; s < n; s += 2) {
        if (spans[s] > columns.last() || spans[s + 1] < columns.first()) {
          continue;
        }
        int first = columns.interval(Math.max(spans[s], columns.first()));
        int last = columns.interval(Math.min(spans[s + 1], columns.last())) + 1;
        if (bounds.canBeat(extremes, first, last, j, j, firstK, lastK)) {
          for (double w : levels) {
            nodesOnSpan(spans[s], spans[s + 1], first, last, j, w, extremes);
          }
        }
      }
    }
  }

  private void nodesOnSpan(
      double from, double to, int first, int last, int j, double w, Extremes extremes) {
    int k = frames.interval(w);
    double tw = (w - frames.node(k)) / (frames.node(k + 1) - frames.node(k));
    int at = k * frameStride + j * rowStride;
    for (int i = first; i <= last; i++) {
      if (columns.node(i) >= from && columns.node(i) <= to) {
        double below = doseGy[at + i];
        extremes.meet(below + tw * (doseGy[at + frameStride + i] - below));
      }
    }
  }

  private void edge(double u0, double v0, double u1, double v1, double w, Extremes extremes) {
    // the part of the edge inside the grid
    double from = Math.max(enters(u0, u1, columns), enters(v0, v1, rows));
    double to = Math.min(leaves(u0, u1, columns), leaves(v0, v1, rows));
    if (from > to) {
      return;
    }
    int k = frames.interval(w);
    double tw = (w - frames.node(k)) / (frames.node(k + 1) - frames.node(k));
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

  /** The share of the way from a to b at which it enters an axis; 0 inside, beyond 1 if never. */
  private static double enters(double a, double b, Axis axis) {
    if (a == b) {
      return a >= axis.first() && a <= axis.last() ? 0 : 2;
    }
    return Math.max(0, Math.min((axis.first() - a) / (b - a), (axis.last() - a) / (b - a)));
  }

  /** The share of the way at which it leaves the axis; 1 inside. */
  private static double leaves(double a, double b, Axis axis) {
    return a == b
        ? 1
        : Math.min(1, Math.max((axis.first() - a) / (b - a), (axis.last() - a) / (b - a)));
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
