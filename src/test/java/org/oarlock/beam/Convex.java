package org.oarlock.beam;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Convex polygons in the plane: an independent way to the area that an aperture sees of a box. */
final class Convex {
  private Convex() {}

  /** The hull of points, counter-clockwise (Andrew's monotone chain). */
  static List<double[]> hull(List<double[]> points) {
    List<double[]> sorted = new ArrayList<>(points);
    sorted.sort(Comparator.<double[]>comparingDouble(p -> p[0]).thenComparingDouble(p -> p[1]));
    List<double[]> hull = new ArrayList<>();
    for (int pass = 0; pass < 2; pass++) {
      int start = hull.size();
      for (double[] p : sorted) {
        while (hull.size() >= start + 2
            && cross(hull.get(hull.size() - 2), hull.get(hull.size() - 1), p) <= 0) {
          hull.remove(hull.size() - 1);
        }
        hull.add(p);
      }
      hull.remove(hull.size() - 1);
      java.util.Collections.reverse(sorted);
    }
    return hull;
  }

  private static double cross(double[] a, double[] b, double[] c) {
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
  }

  /** The part of a convex polygon in a rectangle. */
  static List<double[]> clip(List<double[]> polygon, double x1, double x2, double y1, double y2) {
    List<double[]> clipped = below(polygon, 0, x2, 1);
    clipped = below(clipped, 0, -x1, -1);
    clipped = below(clipped, 1, y2, 1);
    return below(clipped, 1, -y1, -1);
  }

  private static List<double[]> below(List<double[]> polygon, int axis, double limit, int sign) {
    List<double[]> kept = new ArrayList<>();
    for (int i = 0; i < polygon.size(); i++) {
      double[] a = polygon.get(i);
      double[] b = polygon.get((i + 1) % polygon.size());
      double here = sign * a[axis] - limit;
      double there = sign * b[axis] - limit;
      if (here <= 0) {
        kept.add(a);
      }
      if (here < 0 != there < 0) {
        double t = here / (here - there);
        kept.add(new double[] {a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])});
      }
    }
    return kept;
  }

  static double area(List<double[]> polygon) {
    double area = 0;
    for (int i = 0; i < polygon.size(); i++) {
      double[] a = polygon.get(i);
      double[] b = polygon.get((i + 1) % polygon.size());
      area += 0.5 * (a[0] * b[1] - b[0] * a[1]);
    }
    return area;
  }
}
