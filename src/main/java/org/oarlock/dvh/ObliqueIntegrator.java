package org.oarlock.dvh;

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

  // dose and gradient at the last point looked up
  private double dose;
  private double alongU;
  private double alongV;
  private double alongW;
  // the frame's directions in the grid's axes
  private final double[] u;
  private final double[] v;
  private final double[] w;

  ObliqueIntegrator(DoseGrid grid, PlaneFrame frame) {
    this.grid = grid;
    this.frame = frame;
    this.columns = Axis.of(grid.columns(), grid::columnMm);
    this.rows = Axis.of(grid.rows(), grid::rowMm);
    this.frames = Axis.of(grid.frames(), grid::frameMm);
    double finest = Math.min(columns.spacing(), Math.min(rows.spacing(), frames.spacing()));
    this.finestMm = finest > 0 ? Math.max(FINEST_MM, finest) : 0;
    this.u = inGrid(frame.u());
    this.v = inGrid(frame.v());
    this.w = inGrid(frame.normal());
  }

  private double[] inGrid(PatientPoint d) {
    return new double[] {d.dot(grid.axisX()), d.dot(grid.axisY()), d.dot(grid.axisZ())};
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
            if (lookUp(spans[s] + (i + 0.5) * width, lines.middle(r), atW)) {
              spectrum.add(
                  dose,
                  alongU * alongU * width * width,
                  alongV * alongV * lines.height(r) * lines.height(r),
                  alongW * alongW * depth * depth,
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
        if (!lookUp(ring[i], ring[i + 1], slab.lowerMm())
            || !lookUp(ring[i], ring[i + 1], slab.upperMm())) {
          return 1e-9 * slab.volumeMm3();
        }
      }
    }
    return 0;
  }

  /** Looks at the figure's outline and inside at steps of a quarter of the node distance. */
  @Override
  public void extremes(Slab slab, Extremes extremes) {
    if (finestMm <= 0) {
      return;
    }
    PlanarShape shape = inReach(slab.shape());
    double step = 0.25 * finestMm;
    int levels = (int) Math.max(1, Math.ceil(slab.thicknessMm() / step));
    for (int l = 0; l <= levels; l++) {
      double atW = slab.lowerMm() + slab.thicknessMm() * l / levels;
      for (double[] ring : shape.rings()) {
        outline(ring, atW, step, extremes);
      }
      inside(shape, atW, 2 * step, extremes);
    }
  }

  private void outline(double[] ring, double atW, double step, Extremes extremes) {
    for (int i = 0; i < ring.length; i += 2) {
      int j = i + 2 == ring.length ? 0 : i + 2;
      double du = ring[j] - ring[i];
      double dv = ring[j + 1] - ring[i + 1];
      int n = (int) Math.max(1, Math.ceil(Math.hypot(du, dv) / step));
      for (int k = 0; k < n; k++) {
        if (lookUp(ring[i] + du * k / n, ring[i + 1] + dv * k / n, atW)) {
          extremes.meet(dose);
        }
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
          if (lookUp(spans[s] + (spans[s + 1] - spans[s]) * i / steps, atV, atW)) {
            extremes.meet(dose);
          }
        }
      }
    }
  }

  /** Dose and gradient at (u, v, w) of the frame; false if that is outside the grid. */
  private boolean lookUp(double atU, double atV, double atW) {
    PatientPoint p = frame.toPatient(atU, atV, atW).minus(grid.origin());
    double x = p.dot(grid.axisX());
    double y = p.dot(grid.axisY());
    double z = p.dot(grid.axisZ());
    if (!(x >= -SAME_MM
        && x <= columns.last() + SAME_MM
        && y >= -SAME_MM
        && y <= rows.last() + SAME_MM
        && z >= -SAME_MM
        && z <= frames.last() + SAME_MM)) {
      return false;
    }
    int i = columns.interval(x);
    int j = rows.interval(y);
    int k = frames.interval(z);
    double sx = columns.node(i + 1) - columns.node(i);
    double sy = rows.node(j + 1) - rows.node(j);
    double sz = frames.node(k + 1) - frames.node(k);
    double tx = (x - columns.node(i)) / sx;
    double ty = (y - rows.node(j)) / sy;
    double tz = (z - frames.node(k)) / sz;
    double d000 = grid.doseGy(i, j, k);
    double d100 = grid.doseGy(i + 1, j, k);
    double d010 = grid.doseGy(i, j + 1, k);
    double d110 = grid.doseGy(i + 1, j + 1, k);
    double d001 = grid.doseGy(i, j, k + 1);
    double d101 = grid.doseGy(i + 1, j, k + 1);
    double d011 = grid.doseGy(i, j + 1, k + 1);
    double d111 = grid.doseGy(i + 1, j + 1, k + 1);
    double a = mix(d000, d100, tx);
    double b = mix(d010, d110, tx);
    double c = mix(d001, d101, tx);
    double d = mix(d011, d111, tx);
    double low = mix(a, b, ty);
    double high = mix(c, d, ty);
    dose = mix(low, high, tz);
    double gx = mix(mix(d100 - d000, d110 - d010, ty), mix(d101 - d001, d111 - d011, ty), tz) / sx;
    double gy = mix(b - a, d - c, tz) / sy;
    double gz = (high - low) / sz;
    alongU = gx * u[0] + gy * u[1] + gz * u[2];
    alongV = gx * v[0] + gy * v[1] + gz * v[2];
    alongW = gx * w[0] + gy * w[1] + gz * w[2];
    return true;
  }

  private static double mix(double a, double b, double t) {
    return a + t * (b - a);
  }
}
