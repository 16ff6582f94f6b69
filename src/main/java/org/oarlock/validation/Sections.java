package org.oarlock.validation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Predicate;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.PlanarContour;

/** Where transverse planes cut a solid. */
final class Sections {
  private Sections() {}

  /** A regular polygon whose corners are on a circle. */
  static PlanarContour circle(double x, double y, double z, double r, int corners) {
    double[] xyz = new double[3 * corners];
    for (int i = 0; i < corners; i++) {
      double angle = 2 * Math.PI * (i + 0.25) / corners;
      xyz[3 * i] = x + r * Math.cos(angle);
      xyz[3 * i + 1] = y + r * Math.sin(angle);
      xyz[3 * i + 2] = z;
    }
    return new PlanarContour(xyz);
  }

  /** A regular polygon of exactly the area of a circle. */
  static PlanarContour circleOfArea(double x, double y, double z, double r, int corners) {
    double scale = Math.sqrt(2 * Math.PI / (corners * Math.sin(2 * Math.PI / corners)));
    return circle(x, y, z, r * scale, corners);
  }

  /**
   * The sections of a convex solid, their corners on its surface.
   *
   * @param centre a point inside
   * @param reachMm a radius around it that holds the solid
   * @param ends its lowest and highest point
   * @param edges where a plane cuts its edges
   */
  static List<PlanarContour> of(
      Predicate<PatientPoint> solid,
      PatientPoint centre,
      double reachMm,
      PatientPoint[] ends,
      double spacingMm,
      double phaseMm,
      int corners,
      DoubleFunction<List<PatientPoint>> edges) {
    List<PlanarContour> contours = new ArrayList<>();
    double lowest = ends[0].zMm();
    double highest = ends[1].zMm();
    for (int i = (int) Math.ceil((lowest - phaseMm) / spacingMm - 1e-9);
        phaseMm + i * spacingMm <= highest + 1e-9;
        i++) {
      double z = Math.max(lowest, Math.min(highest, phaseMm + i * spacingMm));
      PatientPoint end = z < centre.zMm() ? ends[0] : ends[1];
      double share = (z - centre.zMm()) / (end.zMm() - centre.zMm());
      PatientPoint inside = centre.plus(end.minus(centre).times(share));
      if (share > 1 - 1e-6 && !solid.test(inside.plus(new PatientPoint(1e-3, 1e-3, 0)))) {
        continue; // a point, if anything
      }
      contours.add(around(solid, inside, 2 * reachMm, corners, edges.apply(z)));
    }
    return contours;
  }

  private static PlanarContour around(
      Predicate<PatientPoint> solid,
      PatientPoint inside,
      double farMm,
      int corners,
      List<PatientPoint> edges) {
    double[] angles = new double[corners + edges.size()];
    for (int i = 0; i < corners; i++) {
      angles[i] = Math.PI * (2 * (i + 0.25) / corners - 1);
    }
    for (int i = 0; i < edges.size(); i++) {
      PatientPoint d = edges.get(i).minus(inside);
      angles[corners + i] = Math.atan2(d.yMm(), d.xMm());
    }
    Arrays.sort(angles);
    double[] xyz = new double[3 * angles.length];
    for (int i = 0; i < angles.length; i++) {
      double angle = angles[i];
      PatientPoint direction = new PatientPoint(Math.cos(angle), Math.sin(angle), 0);
      double low = 0;
      double high = farMm;
      for (int k = 0; k < 42; k++) {
        double middle = 0.5 * (low + high);
        if (solid.test(inside.plus(direction.times(middle)))) {
          low = middle;
        } else {
          high = middle;
        }
      }
      xyz[3 * i] = inside.xMm() + direction.xMm() * low;
      xyz[3 * i + 1] = inside.yMm() + direction.yMm() * low;
      xyz[3 * i + 2] = inside.zMm();
    }
    return new PlanarContour(xyz);
  }
}
