package org.oarlock.dvh;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.PlanarShape;
import org.oarlock.geometry.PlaneFrame;
import org.oarlock.geometry.Slab;
import org.oarlock.plan.DoseGrid;

/**
 * Integrates over slabs that are not parallel to the dose grid. Scan lines are cut into steps of
 * half the finest node distance; trilinear dose and its gradient are taken at the middle of each
 * step. The error falls with the square of the step.
 */
final class ObliqueIntegrator implements SlabIntegrator {
  /** Lengths that rounding may add. */
  private static final double SAME_MM = 1e-6;

  /** Cells are sampled here instead of cut, and have to be this much smaller for it. */
  private static final double FINER = 0.25;

  /** No dose grid is meant to be finer; one that is does not make the steps endless. */
  private static final double FINEST_MM = 0.1;

  private final DoseGrid grid;
  private final PlaneFrame frame;
  private final Axis columns;
  private final Axis rows;
  private final Axis frames;
  private final double finestMm;

  private final DoseProbe probe;

  ObliqueIntegrator(DoseGrid grid, PlaneFrame frame) {
    this.grid = grid;
    this.frame = frame;
    this.columns = Axis.of(grid.columns(), grid::columnMm);
    this.rows = Axis.of(grid.rows(), grid::rowMm);
    this.frames = Axis.of(grid.frames(), grid::frameMm);
    double finest = Math.min(columns.spacing(), Math.min(rows.spacing(), frames.spacing()));
    this.finestMm = finest > 0 ? Math.max(FINEST_MM, finest) : 0;
    this.probe = new DoseProbe(grid, frame);
  }

  @Override
  public long add(Slab slab, Resolution resolution, DoseSpectrum spectrum) {
    double stepV = FINER * resolution.cellMm();
    PlanarShape shape = finestMm > 0 ? inReach(slab.shape()) : PlanarShape.EMPTY;
    ScanLines lines = ScanLines.of(shape, new Axis(new double[] {0}), stepV);
    if (lines.areaFactor() == 0) {
      spectrum.addOutside(slab.volumeMm3());
      return 0;
    }
    spectrum.addOutside(
        shape == slab.shape() ? leastOutside(slab) : slab.volumeMm3() - volume(shape, slab));
    double step = 0.5 * stepV;
    int levels = (int) Math.max(1, Math.ceil(slab.thicknessMm() / (2 * stepV)));
    double depth = slab.thicknessMm() / levels;
    long pieces = 0;
    for (int l = 0; l < levels; l++) {
      double atW = slab.lowerMm() + (l + 0.5) * depth;
      for (int r = 0; r < lines.rows(); r++) {
        double area = lines.height(r) * depth * lines.areaFactor();
        double[] spans = lines.spans(r);
        for (int s = 0; s < spans.length; s += 2) {
          int n = (int) Math.max(1, Math.ceil((spans[s + 1] - spans[s]) / step));
          double width = (spans[s + 1] - spans[s]) / n;
          for (int i = 0; i < n; i++) {
            if (probe.lookUp(spans[s] + (i + 0.5) * width, lines.middle(r), atW)) {
              spectrum.add(
                  probe.dose,
                  probe.alongU * probe.alongU * width * width,
                  probe.alongV * probe.alongV * lines.height(r) * lines.height(r),
                  probe.alongW * probe.alongW * depth * depth,
                  width * area);
            } else {
              spectrum.addOutside(width * area);
            }
          }
          pieces += n;
        }
      }
      pieces += lines.rows();
    }
    return pieces;
  }

  private static double volume(PlanarShape shape, Slab slab) {
    return shape.areaMm2() * slab.thicknessMm();
  }

  /** The part of a figure that lies within the grid's shadow on the plane. */
  private PlanarShape inReach(PlanarShape shape) {
    double minU = Double.POSITIVE_INFINITY;
    double minV = Double.POSITIVE_INFINITY;
    double maxU = Double.NEGATIVE_INFINITY;
    double maxV = Double.NEGATIVE_INFINITY;
    for (int corner = 0; corner < 8; corner++) {
      PatientPoint p =
          grid.origin()
              .plus(grid.axisX().times((corner & 1) == 0 ? 0 : columns.last()))
              .plus(grid.axisY().times((corner & 2) == 0 ? 0 : rows.last()))
              .plus(grid.axisZ().times((corner & 4) == 0 ? 0 : frames.last()));
      minU = Math.min(minU, p.dot(frame.u()));
      maxU = Math.max(maxU, p.dot(frame.u()));
      minV = Math.min(minV, p.dot(frame.v()));
      maxV = Math.max(maxV, p.dot(frame.v()));
    }
    return shape.clipped(minU - SAME_MM, minV - SAME_MM, maxU + SAME_MM, maxV + SAME_MM);
  }

  /** A trace of volume if a corner of the slab is outside the grid, whatever the samples meet. */
  private double leastOutside(Slab slab) {
    for (double[] ring : slab.shape().rings()) {
      for (int i = 0; i < ring.length; i += 2) {
        if (!probe.lookUp(ring[i], ring[i + 1], slab.lowerMm())
            || !probe.lookUp(ring[i], ring[i + 1], slab.upperMm())) {
          return 1e-9 * slab.volumeMm3();
        }
      }
    }
    return 0;
  }

  /**
   * Looks at the nodes inside, where trilinear dose has its extremes unless they are on the
   * surface, and at the outline and within the figure at steps of a quarter and a half of the node
   * distance.
   */
  @Override
  public void extremes(Slab slab, Extremes extremes) {
    if (finestMm <= 0) {
      return;
    }
    PlanarShape shape = inReach(slab.shape());
    double step = 0.25 * finestMm;
    for (double atW : heights(slab, step)) {
      for (double[] ring : shape.rings()) {
        outline(ring, atW, step, extremes);
      }
    }
    for (double atW : new double[] {slab.lowerMm(), slab.upperMm()}) {
      inside(shape, atW, 2 * step, extremes);
      if (!shape.isEmpty()) {
        crossings(shape, atW, extremes);
      }
    }
    if (!shape.isEmpty()) {
      nodes(slab, shape, extremes);
    }
  }

  /** Heights at which an outline is followed: evenly, and at frames that are parallel to it. */
  private double[] heights(Slab slab, double step) {
    int levels = (int) Math.max(1, Math.ceil(slab.thicknessMm() / step));
    DoubleStream even =
        IntStream.rangeClosed(0, levels)
            .mapToDouble(l -> slab.lowerMm() + slab.thicknessMm() * l / levels);
    double upright = grid.axisZ().dot(frame.normal());
    double origin = grid.origin().dot(frame.normal());
    DoubleStream atFrames =
        Math.abs(upright) < 1 - SAME_MM
            ? DoubleStream.empty()
            : IntStream.range(0, frames.size())
                .mapToDouble(k -> origin + upright * frames.node(k))
                .filter(w -> w > slab.lowerMm() && w < slab.upperMm());
    return DoubleStream.concat(even, atFrames).toArray();
  }

  /** Where the grid's lines pass a face of a slab. */
  private void crossings(PlanarShape shape, double atW, Extremes extremes) {
    PatientPoint[] direction = {grid.axisX(), grid.axisY(), grid.axisZ()};
    Axis[] axes = {columns, rows, frames};
    double[] least = new double[3];
    double[] most = new double[3];
    corners(shape, atW, atW, least, most);
    for (int along = 0; along < 3; along++) {
      double rise = direction[along].dot(frame.normal());
      if (Math.abs(rise) < SAME_MM) {
        continue;
      }
      int b = (along + 1) % 3;
      int c = (along + 2) % 3;
      int endB = axes[b].interval(most[b]) + 1;
      int endC = axes[c].interval(most[c]) + 1;
      for (int i = axes[b].interval(least[b]); i <= endB; i++) {
        for (int j = axes[c].interval(least[c]); j <= endC; j++) {
          PatientPoint from =
              grid.origin()
                  .plus(direction[b].times(axes[b].node(i)))
                  .plus(direction[c].times(axes[c].node(j)));
          double far = (atW - from.dot(frame.normal())) / rise;
          PatientPoint at = from.plus(direction[along].times(far));
          double atU = at.dot(frame.u());
          double atV = at.dot(frame.v());
          if (probe.lookUp(atU, atV, atW)
              && (probe.dose < extremes.minGy || probe.dose > extremes.maxGy)
              && shape.contains(atU, atV)) {
            extremes.meet(probe.dose);
          }
        }
      }
    }
  }

  private void nodes(Slab slab, PlanarShape shape, Extremes extremes) {
    double[] least = new double[3];
    double[] most = new double[3];
    corners(shape, slab.lowerMm(), slab.upperMm(), least, most);
    int endJ = rows.interval(most[1]) + 1;
    int endK = frames.interval(most[2]) + 1;
    for (int k = frames.interval(least[2]); k <= endK; k++) {
      for (int j = rows.interval(least[1]); j <= endJ; j++) {
        PatientPoint row =
            grid.origin()
                .plus(grid.axisY().times(rows.node(j)))
                .plus(grid.axisZ().times(frames.node(k)));
        nodes(slab, shape, row, least[0], most[0], grid.index(0, j, k), extremes);
      }
    }
  }

  /** The range of a slab along each axis of the grid, from the grid's origin. */
  private void corners(
      PlanarShape shape, double lower, double upper, double[] least, double[] most) {
    Arrays.fill(least, Double.MAX_VALUE);
    Arrays.fill(most, -Double.MAX_VALUE);
    for (int corner = 0; corner < 8; corner++) {
      PatientPoint p =
          frame
              .toPatient(
                  (corner & 1) == 0 ? shape.minU() : shape.maxU(),
                  (corner & 2) == 0 ? shape.minV() : shape.maxV(),
                  (corner & 4) == 0 ? lower : upper)
              .minus(grid.origin());
      double[] at = {p.dot(grid.axisX()), p.dot(grid.axisY()), p.dot(grid.axisZ())};
      for (int axis = 0; axis < 3; axis++) {
        least[axis] = Math.min(least[axis], at[axis]);
        most[axis] = Math.max(most[axis], at[axis]);
      }
    }
  }

  /** The nodes of one row of the grid; only some of these are at the heights of the slab. */
  private void nodes(
      Slab slab,
      PlanarShape shape,
      PatientPoint row,
      double least,
      double most,
      int first,
      Extremes extremes) {
    double rise = grid.axisX().dot(frame.normal());
    double atRow = row.dot(frame.normal());
    double from = least;
    double to = most;
    if (Math.abs(rise) > SAME_MM) {
      double lower = (slab.lowerMm() - atRow) / rise;
      double upper = (slab.upperMm() - atRow) / rise;
      from = Math.max(from, Math.min(lower, upper));
      to = Math.min(to, Math.max(lower, upper));
    }
    int end = columns.interval(to) + 1;
    for (int i = columns.interval(from); i <= end; i++) {
      double doseGy = grid.doseGy()[first + i];
      if (doseGy < extremes.minGy || doseGy > extremes.maxGy) {
        PatientPoint node = row.plus(grid.axisX().times(columns.node(i)));
        double w = node.dot(frame.normal());
        if (w >= slab.lowerMm()
            && w <= slab.upperMm()
            && shape.contains(node.dot(frame.u()), node.dot(frame.v()))) {
          extremes.meet(doseGy);
        }
      }
    }
  }

  private void outline(double[] ring, double atW, double step, Extremes extremes) {
    for (int i = 0; i < ring.length; i += 2) {
      int j = i + 2 == ring.length ? 0 : i + 2;
      double du = ring[j] - ring[i];
      double dv = ring[j + 1] - ring[i + 1];
      int n = (int) Math.max(1, Math.ceil(Math.hypot(du, dv) / step));
      for (int k = 0; k < n; k++) {
        if (probe.lookUp(ring[i] + du * k / n, ring[i + 1] + dv * k / n, atW)) {
          extremes.meet(probe.dose);
        }
      }
      bends(columns, grid.axisX(), ring, i, j, atW, extremes);
      bends(rows, grid.axisY(), ring, i, j, atW, extremes);
      bends(frames, grid.axisZ(), ring, i, j, atW, extremes);
    }
  }

  /** Looks where an edge passes the planes of nodes along one axis. */
  private void bends(
      Axis axis,
      PatientPoint direction,
      double[] ring,
      int i,
      int j,
      double atW,
      Extremes extremes) {
    double origin = grid.origin().dot(direction);
    double from = frame.toPatient(ring[i], ring[i + 1], atW).dot(direction) - origin;
    double to = frame.toPatient(ring[j], ring[j + 1], atW).dot(direction) - origin;
    int end = axis.interval(Math.max(from, to));
    for (int node = axis.interval(Math.min(from, to)) + 1; node <= end; node++) {
      double t = (axis.node(node) - from) / (to - from);
      if (t > 0
          && t < 1
          && probe.lookUp(
              ring[i] + t * (ring[j] - ring[i]),
              ring[i + 1] + t * (ring[j + 1] - ring[i + 1]),
              atW)) {
        extremes.meet(probe.dose);
      }
    }
  }

  private void inside(PlanarShape shape, double atW, double step, Extremes extremes) {
    SpanScanner scanner = new SpanScanner(shape);
    int lines = (int) Math.max(1, Math.ceil((shape.maxV() - shape.minV()) / step));
    for (int r = 0; r < lines; r++) {
      double atV = shape.minV() + (shape.maxV() - shape.minV()) * (r + 0.5) / lines;
      int n = scanner.at(atV);
      double[] spans = scanner.spans();
      for (int s = 0; s < n; s += 2) {
        int steps = (int) Math.max(1, Math.ceil((spans[s + 1] - spans[s]) / step));
        for (int i = 0; i <= steps; i++) {
          if (probe.lookUp(spans[s] + (spans[s + 1] - spans[s]) * i / steps, atV, atW)) {
            extremes.meet(probe.dose);
          }
        }
      }
    }
  }
}
