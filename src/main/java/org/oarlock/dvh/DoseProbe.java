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
