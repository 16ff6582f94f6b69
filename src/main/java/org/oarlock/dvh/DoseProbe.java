package org.oarlock.dvh;

import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.PlaneFrame;
import org.oarlock.plan.DoseGrid;

/**
 * Trilinear dose and its gradient at single points of a frame of planes. Not for several threads.
 */
public final class DoseProbe {
  /** Lengths that rounding may add. */
  private static final double SAME_MM = 1e-6;

  private final DoseGrid grid;
  private final float[] doseGy;
  private final int rowStride;
  private final int frameStride;
  private final Axis columns;
  private final Axis rows;
  private final Axis frames;

  // the frame's directions in the grid's axes
  private final double[] u;
  private final double[] v;
  private final double[] w;
  private final double originX;
  private final double originY;
  private final double originZ;

  /** At the last point: dose, and its gradient along the frame's directions. */
  double dose;

  double alongU;
  double alongV;
  double alongW;

  /** Looks into this grid with the coordinates of this frame. */
  public DoseProbe(DoseGrid grid, PlaneFrame frame) {
    this.grid = grid;
    this.doseGy = grid.doseGy();
    this.rowStride = grid.columns();
    this.frameStride = grid.columns() * grid.rows();
    this.columns = Axis.of(grid.columns(), grid::columnMm);
    this.rows = Axis.of(grid.rows(), grid::rowMm);
    this.frames = Axis.of(grid.frames(), grid::frameMm);
    this.u = inGrid(frame.u());
    this.v = inGrid(frame.v());
    this.w = inGrid(frame.normal());
    this.originX = grid.origin().dot(grid.axisX());
    this.originY = grid.origin().dot(grid.axisY());
    this.originZ = grid.origin().dot(grid.axisZ());
  }

  private double[] inGrid(PatientPoint d) {
    return new double[] {d.dot(grid.axisX()), d.dot(grid.axisY()), d.dot(grid.axisZ())};
  }

  /** Whether there is an interval between nodes along every axis. */
  boolean isGrid() {
    return columns.size() > 1 && rows.size() > 1 && frames.size() > 1;
  }

  /** The dose in Gy at (u, v, w) of the frame in mm; NaN if that is outside the grid. */
  public double doseGy(double atU, double atV, double atW) {
    return isGrid() && lookUp(atU, atV, atW) ? dose : Double.NaN;
  }

  /** Dose and gradient at (u, v, w) of the frame; false if that is outside the grid. */
  boolean lookUp(double atU, double atV, double atW) {
    double x = atU * u[0] + atV * v[0] + atW * w[0] - originX;
    double y = atU * u[1] + atV * v[1] + atW * w[1] - originY;
    double z = atU * u[2] + atV * v[2] + atW * w[2] - originZ;
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
    int near = grid.index(i, j, k);
    int up = near + rowStride;
    int far = near + frameStride;
    int farUp = far + rowStride;
    double d000 = doseGy[near];
    double d100 = doseGy[near + 1];
    double d010 = doseGy[up];
    double d110 = doseGy[up + 1];
    double d001 = doseGy[far];
    double d101 = doseGy[far + 1];
    double d011 = doseGy[farUp];
    double d111 = doseGy[farUp + 1];
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

  /**
   * Whether dose around a point may be below or above extremes: within a distance in the frame's
   * planes, and from one height to another.
   */
  boolean canBeat(
      SlabIntegrator.Extremes known,
      double atU,
      double atV,
      double aroundMm,
      double fromW,
      double toW) {
    double atW = 0.5 * (fromW + toW);
    double deep = 0.5 * Math.abs(toW - fromW);
    double x = atU * u[0] + atV * v[0] + atW * w[0] - originX;
    double y = atU * u[1] + atV * v[1] + atW * w[1] - originY;
    double z = atU * u[2] + atV * v[2] + atW * w[2] - originZ;
    double wide = aroundMm * Math.hypot(u[0], v[0]) + deep * Math.abs(w[0]) + SAME_MM;
    double high = aroundMm * Math.hypot(u[1], v[1]) + deep * Math.abs(w[1]) + SAME_MM;
    double thick = aroundMm * Math.hypot(u[2], v[2]) + deep * Math.abs(w[2]) + SAME_MM;
    return DoseBounds.nodesCanBeat(
        grid,
        known,
        columns.interval(x - wide),
        columns.interval(x + wide) + 1,
        rows.interval(y - high),
        rows.interval(y + high) + 1,
        frames.interval(z - thick),
        frames.interval(z + thick) + 1);
  }

  private static double mix(double a, double b, double t) {
    return a + t * (b - a);
  }
}
