package org.oarlock.geometry;

import java.util.ArrayList;
import java.util.List;

/** Plane rings and stacks of them whose areas and volumes are known in closed form. */
final class Rings {
  private Rings() {}

  static double[] rectangle(double u0, double v0, double u1, double v1) {
    return new double[] {u0, v0, u1, v0, u1, v1, u0, v1};
  }

  /** A regular n-gon whose corners lie on the circle; its area is n r^2 sin(2 pi / n) / 2. */
  static double[] polygon(double cu, double cv, double r, int n) {
    double[] ring = new double[2 * n];
    for (int i = 0; i < n; i++) {
      ring[2 * i] = cu + r * Math.cos(2 * Math.PI * (i + 0.25) / n);
      ring[2 * i + 1] = cv + r * Math.sin(2 * Math.PI * (i + 0.25) / n);
    }
    return ring;
  }

  static double polygonArea(double r, int n) {
    return 0.5 * n * r * r * Math.sin(2 * Math.PI / n);
  }

  /** The n-gon with exactly the area of the circle. */
  static double[] circle(double cu, double cv, double r, int n) {
    return polygon(cu, cv, r * Math.sqrt(2 * Math.PI / (n * Math.sin(2 * Math.PI / n))), n);
  }

  static double[] reversed(double[] ring) {
    double[] other = new double[ring.length];
    for (int i = 0; i < ring.length; i += 2) {
      other[i] = ring[ring.length - 2 - i];
      other[i + 1] = ring[ring.length - 1 - i];
    }
    return other;
  }

  static double[] startingAt(double[] ring, int point) {
    double[] other = new double[ring.length];
    for (int i = 0; i < ring.length; i++) {
      other[i] = ring[(i + 2 * point) % ring.length];
    }
    return other;
  }

  static PlanarContour at(double z, double[] ring) {
    double[] xyz = new double[ring.length / 2 * 3];
    for (int i = 0; i < ring.length / 2; i++) {
      xyz[3 * i] = ring[2 * i];
      xyz[3 * i + 1] = ring[2 * i + 1];
      xyz[3 * i + 2] = z;
    }
    return new PlanarContour(xyz);
  }

  /** The same ring on several planes. */
  static List<PlanarContour> stack(double[] ring, double... planes) {
    List<PlanarContour> contours = new ArrayList<>();
    for (double z : planes) {
      contours.add(at(z, ring));
    }
    return contours;
  }

  /** {@code count} planes from {@code first} on. */
  static double[] planes(double first, double spacing, int count) {
    double[] planes = new double[count];
    for (int i = 0; i < count; i++) {
      planes[i] = first + i * spacing;
    }
    return planes;
  }

  /** The contours moved to other axes: (x, y, z) becomes x a + y b + z c. */
  static List<PlanarContour> turned(
      List<PlanarContour> contours, PatientPoint a, PatientPoint b, PatientPoint c) {
    List<PlanarContour> turned = new ArrayList<>();
    for (PlanarContour contour : contours) {
      double[] xyz = new double[3 * contour.size()];
      for (int i = 0; i < contour.size(); i++) {
        PatientPoint p =
            a.times(contour.xMm(i)).plus(b.times(contour.yMm(i))).plus(c.times(contour.zMm(i)));
        xyz[3 * i] = p.xMm();
        xyz[3 * i + 1] = p.yMm();
        xyz[3 * i + 2] = p.zMm();
      }
      turned.add(new PlanarContour(xyz));
    }
    return turned;
  }
}
