package org.oarlock.dvh;

import java.util.ArrayList;
import java.util.List;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.PlanarContour;
import org.oarlock.plan.DoseGrid;

/** Contours of simple solids and doses from formulas. */
public final class Phantoms {
  private Phantoms() {}

  /** A dose as a formula of patient coordinates. */
  public interface Field {
    double gy(double x, double y, double z);
  }

  /** A regular n-gon with exactly the area of the circle of this radius. */
  public static PlanarContour circle(double cx, double cy, double z, double r, int n) {
    double scale = Math.sqrt(2 * Math.PI / (n * Math.sin(2 * Math.PI / n)));
    double[] xyz = new double[3 * n];
    for (int i = 0; i < n; i++) {
      double angle = 2 * Math.PI * (i + 0.25) / n;
      xyz[3 * i] = cx + r * scale * Math.cos(angle);
      xyz[3 * i + 1] = cy + r * scale * Math.sin(angle);
      xyz[3 * i + 2] = z;
    }
    return new PlanarContour(xyz);
  }

  public static PlanarContour rectangle(double x0, double y0, double x1, double y1, double z) {
    return new PlanarContour(new double[] {x0, y0, z, x1, y0, z, x1, y1, z, x0, y1, z});
  }

  /** Circles of a sphere, on planes at phase + i * spacing that cut it. */
  public static List<PlanarContour> sphere(
      PatientPoint centre, double r, double spacing, double phase, int n) {
    List<PlanarContour> contours = new ArrayList<>();
    int first = (int) Math.ceil((centre.zMm() - r - phase) / spacing);
    for (int i = first; phase + i * spacing < centre.zMm() + r; i++) {
      double z = phase + i * spacing;
      double h = z - centre.zMm();
      if (r * r - h * h > 1e-9) {
        contours.add(circle(centre.xMm(), centre.yMm(), z, Math.sqrt(r * r - h * h), n));
      }
    }
    return contours;
  }

  /** The same circle on planes from z0 to z1, both included. */
  public static List<PlanarContour> cylinder(
      double cx, double cy, double r, double z0, double z1, double spacing, int n) {
    List<PlanarContour> contours = new ArrayList<>();
    int count = (int) Math.round((z1 - z0) / spacing);
    for (int i = 0; i <= count; i++) {
      contours.add(circle(cx, cy, z0 + i * spacing, r, n));
    }
    return contours;
  }

  /** A dose grid parallel to the patient, nodes at origin + index * spacing. */
  public static DoseGrid grid(
      PatientPoint origin, int nx, int ny, int nz, double dx, double dy, double dz, Field field) {
    float[] dose = new float[nx * ny * nz];
    int at = 0;
    for (int k = 0; k < nz; k++) {
      for (int j = 0; j < ny; j++) {
        for (int i = 0; i < nx; i++) {
          dose[at++] =
              (float) field.gy(origin.xMm() + i * dx, origin.yMm() + j * dy, origin.zMm() + k * dz);
        }
      }
    }
    return new DoseGrid(
        origin,
        new PatientPoint(1, 0, 0),
        new PatientPoint(0, 1, 0),
        new PatientPoint(0, 0, 1),
        steps(nx, dx),
        steps(ny, dy),
        steps(nz, dz),
        dose);
  }

  public static double[] steps(int n, double step) {
    double[] offsets = new double[n];
    for (int i = 0; i < n; i++) {
      offsets[i] = i * step;
    }
    return offsets;
  }
}
