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

  private static final int EDGE_STRIDE = 8;

  private final int moreHalvings;
  private final int rowStride;
  private final int frameStride;
  private final DoseBounds bounds;
  private final double toleranceGy;

  /**
   * What the dose of a dose interval may twist by without being halved, in tolerances, for blocks
   * as large as intervals; for others in proportion.
   */
  private static final double TWIST = 128;

  /** What a part's dose may turn by along the normal without being cut, likewise. */
  private static final double TURN = 16;

  /** How often an interval's edge may at most be halved beyond what was asked for. */
  private static final int MORE_HALVINGS = 2;

  // mean dose over the current level and its gradient along the normal, [j * columns + i]
  private double[] level = {};
  private double[] levelSlope = {};
  private PlanarShape collapsedFor = PlanarShape.EMPTY;
  private double collapsedFrom;
  private double collapsedTo;
  private final Map<Resolution, Cut> cuts = new HashMap<>();

  // mean dose over the current row of blocks and its gradients, per column
  private final double[] value;
  private final double[] slopeV;
  private final double[] slopeW;

  /**
   * @param options how exact it is to be, and of how many pieces
   * @param mm3 the volume that will be integrated
   */
  AlignedIntegrator(DoseGrid grid, DoseBounds bounds, DvhOptions options, double mm3) {
    this.toleranceGy = options.doseToleranceGy();
    this.columns = axis(grid.origin().xMm(), grid.columns(), grid::columnMm);
    this.rows = axis(grid.origin().yMm(), grid.rows(), grid::rowMm);
    this.frames = axis(grid.origin().zMm(), grid.frames(), grid::frameMm);
    this.doseGy = grid.doseGy();
    this.rowStride = grid.columns();
    this.bounds = bounds;
    this.frameStride = grid.columns() * grid.rows();
    double intervalMm3 = columns.spacing() * rows.spacing() * frames.spacing();
    this.moreHalvings = moreHalvings(mm3 / intervalMm3, options.maxPieces());
    this.value = new double[grid.columns()];
    this.slopeV = new double[grid.columns()];
    this.slopeW = new double[grid.columns()];
  }

  /** As often as the pieces allow if every dose interval were halved so often along all edges. */
  private static int moreHalvings(double intervals, long maxPieces) {
    double pieces = intervals;
    int halvings = 0;
    while (halvings < MORE_HALVINGS && 8 * pieces <= maxPieces) {
      pieces *= 8;
      halvings++;
    }
    return halvings;
  }

  private static Axis axis(double origin, int size, java.util.function.IntToDoubleFunction offset) {
    double[] nodes = new double[size];
    for (int i = 0; i < size; i++) {
      nodes[i] = origin + offset.applyAsDouble(i);
    }
    return new Axis(nodes);
  }

  @Override
  public long add(Slab slab, Resolution resolution, DoseSpectrum spectrum) {
    double lower = Math.max(slab.lowerMm(), frames.first());
    double upper = Math.min(slab.upperMm(), frames.last());
    if (columns.size() < 2 || rows.size() < 2 || !(upper > lower)) {
      spectrum.addOutside(slab.volumeMm3());
      return 0;
    }
    PlanarShape shape = clipped(slab.shape());
    if (shape.isEmpty()) {
      spectrum.addOutside(slab.volumeMm3());
      return 0;
    }
    if (slab.thicknessMm() - (upper - lower) > SAME_MM) {
      spectrum.addOutside((slab.thicknessMm() - (upper - lower)) * slab.shape().areaMm2());
    }
    if (shape != slab.shape()) {
      spectrum.addOutside((slab.shape().areaMm2() - shape.areaMm2()) * (upper - lower));
    }
    Cut cut = cuts.computeIfAbsent(resolution, this::cut);
    Footprint footprint = cut.footprint(shape);
    double[] levels =
        cut.isAdaptive
            ? frames.intervals(lower, upper)
            : frames.cells(lower, upper, resolution.cellMm());
    long pieces = 0;
    for (int l = 0; l + 1 < levels.length; l++) {
      collapse(shape, levels[l], levels[l + 1]);
      double depth = levels[l + 1] - levels[l];
      if (cut.isAdaptive) {
        int halvings = Lattice.halvings(depth, resolution.blockMm());
        pieces += addIntervals(footprint, cut, depth, halvings, spectrum);
        pieces += addParts(footprint, cut, depth, halvings, spectrum);
      } else {
        pieces += addBlocks(footprint, cut, depth, spectrum);
        pieces += addParts(footprint, cut, depth, 0, spectrum);
      }
    }
    return pieces;
  }

  private Cut cut(Resolution resolution) {
    double block = resolution.blockMm();
    return new Cut(
        lattice(columns, resolution),
        lattice(rows, resolution),
        Lattice.halvings(columns.spacing(), block),
        Lattice.halvings(rows.spacing(), block),
        block / Math.min(columns.spacing(), rows.spacing()));
  }

  private static Lattice lattice(Axis axis, Resolution resolution) {
    double interval = axis.spacing();
    return resolution.gathers()
        ? Lattice.of(axis, resolution.cellMm(), resolution.blockMm())
        : Lattice.of(
            axis,
            Math.min(resolution.cellMm(), interval),
            Math.min(resolution.blockMm(), interval));
  }

  /** The cells of one resolution, and the last figure on them. */
  private static final class Cut {
    final Lattice across;
    final Lattice up;
    final int halvingsAcross;
    final int halvingsUp;

    /** The size of a block in dose intervals. */
    final double share;

    /** Whether blocks are single dose intervals, which are halved where their dose asks for it. */
    final boolean isAdaptive;

    private final Footprint.Raster raster;
    private PlanarShape shape = PlanarShape.EMPTY;
    private Footprint footprint;

    Cut(Lattice across, Lattice up, int halvingsAcross, int halvingsUp, double share) {
      this.across = across;
      this.up = up;
      this.halvingsAcross = halvingsAcross;
      this.halvingsUp = halvingsUp;
      this.share = share;
      this.isAdaptive = across.intervalsPerBlock() == 1 && up.intervalsPerBlock() == 1;
      this.raster = new Footprint.Raster(across, up);
      this.footprint = raster.footprint(shape);
    }

    Footprint footprint(PlanarShape of) {
      if (of != shape) {
        shape = of;
        footprint = raster.footprint(of);
      }
      return footprint;
    }
  }

  /** Brings the dose over a stretch of frames into one plane, where a figure needs it. */
  private void collapse(PlanarShape shape, double from, double to) {
    if (shape == collapsedFor && from == collapsedFrom && to == collapsedTo) {
      return;
    }
    if (level.length == 0) {
      level = new double[frameStride];
      levelSlope = new double[frameStride];
    }
    collapsedFor = shape;
    collapsedFrom = from;
    collapsedTo = to;
    Axis.Stretch over = frames.stretch(from, to);
    int firstI = columns.interval(shape.minU());
    int lastI = columns.interval(shape.maxU()) + 1;
    int lastJ = rows.interval(shape.maxV()) + 1;
    int firstK = over.first() * frameStride;
    for (int j = rows.interval(shape.minV()); j <= lastJ; j++) {
      int begin = j * rowStride + firstI;
      int end = j * rowStride + lastI;
      if (over.size() == 2) {
        collapseTwo(begin, end, firstK, over);
      } else {
        collapseAll(begin, end, firstK, over);
      }
    }
  }

  private void collapseTwo(int begin, int end, int firstK, Axis.Stretch over) {
    double mean0 = over.mean(0);
    double mean1 = over.mean(1);
    double slope1 = over.slope(1);
    int secondK = firstK + frameStride;
    for (int at = begin; at <= end; at++) {
      double dose0 = doseGy[firstK + at];
      double dose1 = doseGy[secondK + at];
      level[at] = mean0 * dose0 + mean1 * dose1;
      levelSlope[at] = slope1 * (dose1 - dose0);
    }
  }

  private void collapseAll(int begin, int end, int firstK, Axis.Stretch over) {
    double mean0 = over.mean(0);
    double mean1 = over.mean(1);
    double mean2 = over.mean(2);
    double slope0 = over.slope(0);
    double slope1 = over.slope(1);
    double slope2 = over.slope(2);
    int secondK = firstK + frameStride;
    int thirdK = secondK + frameStride;
    for (int at = begin; at <= end; at++) {
      double dose0 = doseGy[firstK + at];
      double dose1 = doseGy[secondK + at];
      double dose2 = doseGy[thirdK + at];
      level[at] = mean0 * dose0 + mean1 * dose1 + mean2 * dose2;
      levelSlope[at] = slope0 * dose0 + slope1 * dose1 + slope2 * dose2;
    }
    for (int k = 3; k < over.size(); k++) {
      int frame = firstK + k * frameStride;
      double mean = over.mean(k);
      double slope = over.slope(k);
      for (int at = begin; at <= end; at++) {
        double dose = doseGy[frame + at];
        level[at] += mean * dose;
        levelSlope[at] += slope * dose;
      }
    }
  }

  /** The part of a figure above the grid; what strays by rounding alone is not outside. */
  private PlanarShape clipped(PlanarShape shape) {
    boolean inside =
        shape.minU() >= columns.first() - SAME_MM
            && shape.maxU() <= columns.last() + SAME_MM
            && shape.minV() >= rows.first() - SAME_MM
            && shape.maxV() <= rows.last() + SAME_MM;
    boolean outside =
        shape.maxU() <= columns.first() + SAME_MM
            || shape.minU() >= columns.last() - SAME_MM
            || shape.maxV() <= rows.first() + SAME_MM
            || shape.minV() >= rows.last() - SAME_MM;
    if (inside) {
      return shape;
    }
    return outside
        ? PlanarShape.EMPTY
        : shape.clipped(columns.first(), rows.first(), columns.last(), rows.last());
  }

  private long addBlocks(Footprint footprint, Cut cut, double depth, DoseSpectrum spectrum) {
    long pieces = 0;
    int[] runs = footprint.runs();
    for (int row = footprint.firstRow(); row < footprint.endRow(); row++) {
      int first = footprint.runsFrom(row);
      int end = footprint.runsTo(row);
      if (first == end) {
        continue;
      }
      double below = cut.up.blockBorder(row);
      double above = cut.up.blockBorder(row + 1);
      blend(
          columns.interval(cut.across.blockBorder(runs[first])),
          columns.interval(cut.across.blockBorder(runs[end - 1])) + 1,
          rows.stretch(below, above));
      for (int r = first; r < end; r += 2) {
        addRun(runs[r], runs[r + 1], cut.across, above - below, depth, spectrum);
        pieces += runs[r + 1] - runs[r];
      }
    }
    return pieces;
  }

  /** Adds whole dose intervals within the current level, halved where their dose is not linear. */
  private long addIntervals(
      Footprint footprint, Cut cut, double depth, int halvings, DoseSpectrum spectrum) {
    TrilinearBox box = new TrilinearBox(spectrum, TWIST * toleranceGy * cut.share);
    int[] runs = footprint.runs();
    for (int j = footprint.firstRow(); j < footprint.endRow(); j++) {
      double area = (rows.node(j + 1) - rows.node(j)) * depth;
      int end = footprint.runsTo(j);
      for (int r = footprint.runsFrom(j); r < end; r += 2) {
        for (int i = runs[r]; i < runs[r + 1]; i++) {
          int at = j * rowStride + i;
          double near = level[at];
          double nearStep = level[at + 1] - near;
          double far = level[at + rowStride];
          double farStep = level[at + rowStride + 1] - far;
          double slope = levelSlope[at];
          double slopeStep = levelSlope[at + 1] - slope;
          double farSlope = levelSlope[at + rowStride];
          double farSlopeStep = levelSlope[at + rowStride + 1] - farSlope;
          box.add(
              0.5 * (near + far) + 0.25 * (nearStep + farStep),
              0.5 * (nearStep + farStep),
              far - near + 0.5 * (farStep - nearStep),
              depth * (0.5 * (slope + farSlope) + 0.25 * (slopeStep + farSlopeStep)),
              farStep - nearStep,
              depth * 0.5 * (slopeStep + farSlopeStep),
              depth * (farSlope - slope + 0.5 * (farSlopeStep - slopeStep)),
              depth * (farSlopeStep - slopeStep),
              cut.halvingsAcross + moreHalvings,
              cut.halvingsUp + moreHalvings,
              halvings + moreHalvings,
              (columns.node(i + 1) - columns.node(i)) * area);
        }
      }
    }
    return box.pieces();
  }

  /**
   * Adds the parts of blocks, each as a box with the part's own spread of dose, cut along the
   * normal where that spread changes with it.
   */
  private long addParts(
      Footprint footprint, Cut cut, double depth, int halvings, DoseSpectrum spectrum) {
    double turnGy = TURN * toleranceGy * cut.share;
    double[] part = footprint.parts();
    long pieces = 0;
    int i = 0;
    int j = 0;
    for (int p = 0; p < part.length; p += Footprint.PART) {
      i = columns.interval(part[p], i);
      j = rows.interval(part[p + 1], j);
      double width = columns.node(i + 1) - columns.node(i);
      double height = rows.node(j + 1) - rows.node(j);
      double tu = (part[p] - columns.node(i)) / width;
      double tv = (part[p + 1] - rows.node(j)) / height;
      int at = j * rowStride + i;
      double near = level[at];
      double nearStep = level[at + 1] - near;
      double far = level[at + rowStride] - near;
      double twist = level[at + rowStride + 1] - level[at + rowStride] - nearStep;
      double alongU = (nearStep + tv * twist) / width;
      double alongV = (far + tu * twist) / height;
      double centre = near + tu * nearStep + tv * (far + tu * twist);
      double slope = levelSlope[at];
      double slopeStep = levelSlope[at + 1] - slope;
      double slopeFar = levelSlope[at + rowStride] - slope;
      double slopeTwist = levelSlope[at + rowStride + 1] - levelSlope[at + rowStride] - slopeStep;
      double turnU = depth * (slopeStep + tv * slopeTwist) / width;
      double turnV = depth * (slopeFar + tu * slopeTwist) / height;
      double rise = depth * (slope + tu * slopeStep + tv * (slopeFar + tu * slopeTwist));
      double uu = part[p + 3];
      double uv = part[p + 4];
      double vv = part[p + 5];
      int cuts = cuts(square(turnU, turnV, uu, uv, vv), turnGy * turnGy, halvings);
      double each = rise / cuts;
      double mm3 = part[p + 2] * depth / cuts;
      for (int k = 0; k < cuts; k++) {
        double w = (k + 0.5) / cuts - 0.5;
        spectrum.add(
            centre + w * rise,
            square(alongU + w * turnU, alongV + w * turnV, uu, uv, vv),
            each * each,
            0,
            mm3);
      }
      pieces += cuts;
    }
    return pieces;
  }

  /** So many that the gradient turns by no more than this in each; all squared. */
  private int cuts(double turn, double most, int halvings) {
    int cuts = 1;
    double left = turn;
    for (int h = 0; h < halvings + moreHalvings && left > most; h++) {
      cuts *= 2;
      left *= 0.25;
    }
    return cuts;
  }

  /** The square of the even spread that has the variance of a linear dose over a part. */
  private static double square(double alongU, double alongV, double uu, double uv, double vv) {
    double variance = alongU * alongU * uu + 2 * alongU * alongV * uv + alongV * alongV * vv;
    return variance > 0 ? 12 * variance : 0;
  }

  /** Adds blocks [from, to) of the current row: boxes of linear dose. */
  private void addRun(
      int from, int to, Lattice across, double height, double depth, DoseSpectrum spectrum) {
    int i = columns.interval(across.blockBorder(from));
    for (int b = from; b < to; b++) {
      double left = across.blockBorder(b);
      double right = across.blockBorder(b + 1);
      double width = right - left;
      while (columns.node(i + 1) <= left) {
        i++;
      }
      double mean;
      double rise;
      double alongV;
      double alongW;
      if (columns.node(i + 1) >= right) {
        // within one interval
        double interval = columns.node(i + 1) - columns.node(i);
        double t = (0.5 * (left + right) - columns.node(i)) / interval;
        mean = value[i] + t * (value[i + 1] - value[i]);
        rise = (value[i + 1] - value[i]) * (width / interval);
        alongV = slopeV[i] + t * (slopeV[i + 1] - slopeV[i]);
        alongW = slopeW[i] + t * (slopeW[i + 1] - slopeW[i]);
      } else {
        // several whole ones
        double first = value[i];
        mean = 0;
        alongV = 0;
        alongW = 0;
        while (i + 1 < columns.size() && columns.node(i + 1) <= right) {
          double half = 0.5 * (columns.node(i + 1) - columns.node(i));
          mean += half * (value[i] + value[i + 1]);
          alongV += half * (slopeV[i] + slopeV[i + 1]);
          alongW += half * (slopeW[i] + slopeW[i + 1]);
          i++;
        }
        rise = value[i] - first;
        i--;
        mean /= width;
        alongV /= width;
        alongW /= width;
      }
      spectrum.add(
          mean,
          rise * rise,
          alongV * alongV * height * height,
          alongW * alongW * depth * depth,
          width * height * depth);
    }
  }

  /** Mean dose and gradients over a stretch of rows, for columns first to last. */
  private void blend(int first, int last, Axis.Stretch over) {
    int at = over.first() * rowStride;
    double mean0 = over.mean(0);
    double mean1 = over.mean(1);
    double slope1 = over.slope(1);
    double slope0 = over.slope(0);
    for (int i = first; i <= last; i++) {
      double level0 = level[at + i];
      double level1 = level[at + rowStride + i];
      value[i] = mean0 * level0 + mean1 * level1;
      slopeV[i] = slope0 * level0 + slope1 * level1;
      slopeW[i] = mean0 * levelSlope[at + i] + mean1 * levelSlope[at + rowStride + i];
    }
    for (int j = 2; j < over.size(); j++) {
      int row = at + j * rowStride;
      double mean = over.mean(j);
      double slope = over.slope(j);
      for (int i = first; i <= last; i++) {
        value[i] += mean * level[row + i];
        slopeV[i] += slope * level[row + i];
        slopeW[i] += mean * levelSlope[row + i];
      }
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
    if (!canBeat(slab.shape(), firstK, lastK, extremes)) {
      return;
    }
    double[] levels = levels(low, high, firstK, lastK);
    nodesInside(levels, slab.shape(), extremes);
    for (double[] ring : slab.shape().rings()) {
      // all around first, so that most of the edges between can be passed over
      for (int start = 0; start < EDGE_STRIDE; start++) {
        for (int i = 2 * start; i < ring.length; i += 2 * EDGE_STRIDE) {
          int j = i + 2 == ring.length ? 0 : i + 2;
          if (edgeCanBeat(ring[i], ring[i + 1], ring[j], ring[j + 1], firstK, lastK, extremes)) {
            for (double w : levels) {
              edge(ring[i], ring[i + 1], ring[j], ring[j + 1], w, extremes);
            }
          }
        }
      }
    }
  }

  private boolean canBeat(PlanarShape shape, int firstK, int lastK, Extremes extremes) {
    return bounds.canBeat(
        extremes,
        columns.interval(shape.minU()),
        columns.interval(shape.maxU()) + 1,
        rows.interval(shape.minV()),
        rows.interval(shape.maxV()) + 1,
        firstK,
        lastK);
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

  /**
   * Asks the blocks around an edge, and where those are too coarse to tell, the nodes around it.
   */
  private boolean edgeCanBeat(
      double u0, double v0, double u1, double v1, int firstK, int lastK, Extremes extremes) {
    int firstI = columns.interval(u0 < u1 ? u0 : u1);
    int lastI = columns.interval(u0 < u1 ? u1 : u0);
    int firstJ = rows.interval(v0 < v1 ? v0 : v1);
    int lastJ = rows.interval(v0 < v1 ? v1 : v0);
    return bounds.canBeat(extremes, firstI, lastI, firstJ, lastJ, firstK, lastK)
        && bounds.nodesCanBeat(extremes, firstI, lastI + 1, firstJ, lastJ + 1, firstK, lastK + 1);
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
