package org.oarlock.bench;

import java.util.ArrayList;
import java.util.List;
import org.oarlock.dvh.Phantoms;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.PlanarContour;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.DoseGrid;

/** The structures and doses that are measured: formulas, the same for everybody. */
final class Cases {
  static final double GRID_MM = 2.5;
  static final double SLICE_MM = 2.5;

  private static final double WIDTH_MM = 500;
  private static final double DEPTH_MM = 375;
  private static final double LENGTH_MM = 450;
  private static final double TARGET_MM = 20; // 33.5 cm3
  private static final double BODY_POINTS = 300;

  private Cases() {}

  /** 54 Gy in an ellipsoid with a ripple, and a fall-off of a few mm; 200 x 150 x 180 nodes. */
  static DoseGrid dose(double spacingMm) {
    return Phantoms.grid(
        new PatientPoint(-WIDTH_MM / 2, -DEPTH_MM / 2, -LENGTH_MM / 2),
        nodes(WIDTH_MM, spacingMm),
        nodes(DEPTH_MM, spacingMm),
        nodes(LENGTH_MM, spacingMm),
        spacingMm,
        spacingMm,
        spacingMm,
        Cases::gy);
  }

  private static int nodes(double lengthMm, double spacingMm) {
    return (int) Math.round(lengthMm / spacingMm);
  }

  private static double gy(double x, double y, double z) {
    double radius = Math.sqrt(x * x / 1764 + y * y / 1296 + z * z / 2209);
    double ripple = 1 + 0.035 * Math.sin(x / 9) * Math.cos(y / 11) * Math.cos(z / 13);
    double target = 27 * (1 + Math.tanh(0.5 * (1.06 - radius) / 0.055)) * ripple;
    double beams = 11 * bell(x / 55) + 7 * bell(y / 45);
    return target + beams * 0.5 * (1 + Math.tanh(0.5 * (75 - Math.abs(z)) / 7)) + 0.15;
  }

  private static double bell(double t) {
    return Math.exp(-t * t);
  }

  /** A sphere of 33 cm3 at the edge of the high dose. */
  static List<PlanarContour> target(int points) {
    return Phantoms.sphere(new PatientPoint(30, 0, 0), TARGET_MM, SLICE_MM, 0.7, points);
  }

  /** A trunk of 35 litres on 180 slices. */
  static List<PlanarContour> body() {
    return body(BODY_POINTS, 0);
  }

  private static List<PlanarContour> body(double points, double insetMm) {
    List<PlanarContour> contours = new ArrayList<>();
    for (int slice = 0; slice < 180; slice++) {
      contours.add(ellipse(171 - insetMm, 145 - insetMm, slice * SLICE_MM - 223.75, (int) points));
    }
    return contours;
  }

  private static PlanarContour ellipse(double a, double b, double z, int points) {
    double[] xyz = new double[3 * points];
    for (int i = 0; i < points; i++) {
      double angle = 2 * Math.PI * i / points;
      xyz[3 * i] = a * Math.cos(angle);
      xyz[3 * i + 1] = b * Math.sin(angle);
      xyz[3 * i + 2] = z;
    }
    return new PlanarContour(xyz);
  }

  /** The skin of the trunk, 3 mm thick, drawn as ring in ring. */
  static List<PlanarContour> skin() {
    List<PlanarContour> contours = new ArrayList<>(body(BODY_POINTS, 0));
    contours.addAll(body(BODY_POINTS, 3));
    return contours;
  }

  /** Spheres of 15 to 80 mm radius all over the dose, as many as asked for. */
  static List<Solid> organs(int count) {
    List<Solid> organs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double angle = 2.4 * i;
      double away = 18.0 * Math.sqrt(i);
      PatientPoint centre =
          new PatientPoint(
              away * Math.cos(angle), 0.7 * away * Math.sin(angle), 17.0 * (i % 11) - 85);
      double radius = 15 + 65.0 * ((7 * i) % 20) / 19;
      organs.add(solid(Phantoms.sphere(centre, radius, SLICE_MM, 0.3, 160)));
    }
    return organs;
  }

  static Solid solid(List<PlanarContour> contours) {
    return Solid.ofContours(contours, SLICE_MM);
  }
}
