package org.oarlock.testplans;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A convex polygon in a transverse plane, counter-clockwise as seen with x to the right and y up.
 * Those drawn in files have corners in tenths of a millimetre, so that the file holds exactly what
 * the formulas compute with.
 */
final class Polygon {
  private final double[] xMm;
  private final double[] yMm;

  private Polygon(double[] xMm, double[] yMm) {
    this.xMm = xMm;
    this.yMm = yMm;
  }

  static Polygon rectangle(double left, double right, double front, double back) {
    return new Polygon(
        new double[] {left, right, right, left}, new double[] {front, front, back, back});
  }

  /** A circle as an n-gon of the circle's area. */
  static Polygon circle(double centreX, double centreY, double radius, int corners) {
    return ellipse(centreX, centreY, radius, radius, corners);
  }

  /** An ellipse as an n-gon of the ellipse's area. */
  static Polygon ellipse(
      double centreX, double centreY, double halfWidth, double halfDepth, int corners) {
    double step = 2 * Math.PI / corners;
    double areaTrue = Math.sqrt(step / StrictMath.sin(step));
    double[] x = new double[corners];
    double[] y = new double[corners];
    for (int i = 0; i < corners; i++) {
      x[i] = tenths(centreX + halfWidth * areaTrue * StrictMath.cos(i * step));
      y[i] = tenths(centreY + halfDepth * areaTrue * StrictMath.sin(i * step));
    }
    return convex(x, y);
  }

  /** All points within a distance of a rectangle, each corner as an arc of six chords. */
  static Polygon around(double left, double right, double front, double back, double distance) {
    double[] x = new double[28];
    double[] y = new double[28];
    double[][] corners = {{right, back}, {left, back}, {left, front}, {right, front}};
    for (int i = 0; i < 28; i++) {
      double angle = (i / 7 + (i % 7) / 6.0) * Math.PI / 2;
      x[i] = tenths(corners[i / 7][0] + distance * StrictMath.cos(angle));
      y[i] = tenths(corners[i / 7][1] + distance * StrictMath.sin(angle));
    }
    return convex(x, y);
  }

  /** Makes sure that rounding has left every corner a left turn. */
  private static Polygon convex(double[] x, double[] y) {
    int n = x.length;
    for (int i = 0; i < n; i++) {
      int j = (i + 1) % n;
      int k = (i + 2) % n;
      if ((x[j] - x[i]) * (y[k] - y[j]) - (y[j] - y[i]) * (x[k] - x[j]) <= 0) {
        throw new IllegalArgumentException("not convex at %s, %s".formatted(x[j], y[j]));
      }
    }
    return new Polygon(x, y);
  }

  private static double tenths(double mm) {
    return Math.rint(mm * 10) / 10;
  }

  int size() {
    return xMm.length;
  }

  double xMm(int corner) {
    return xMm[corner];
  }

  double yMm(int corner) {
    return yMm[corner];
  }

  private int next(int corner) {
    return corner + 1 == xMm.length ? 0 : corner + 1;
  }

  double areaMm2() {
    double twice = 0;
    for (int i = 0; i < xMm.length; i++) {
      twice += cross(i);
    }
    return twice / 2;
  }

  private double cross(int corner) {
    int next = next(corner);
    return xMm[corner] * yMm[next] - xMm[next] * yMm[corner];
  }

  double perimeterMm() {
    double sum = 0;
    for (int i = 0; i < xMm.length; i++) {
      sum += Math.hypot(xMm[next(i)] - xMm[i], yMm[next(i)] - yMm[i]);
    }
    return sum;
  }

  /** x and y of the centre of area. */
  double[] centroidMm() {
    // relative to a corner: slivers far from the origin would lose their digits
    double sumX = 0;
    double sumY = 0;
    double sum = 0;
    for (int i = 1; i + 1 < xMm.length; i++) {
      double ax = xMm[i] - xMm[0];
      double ay = yMm[i] - yMm[0];
      double bx = xMm[i + 1] - xMm[0];
      double by = yMm[i + 1] - yMm[0];
      double area = ax * by - bx * ay;
      sumX += area * (ax + bx) / 3;
      sumY += area * (ay + by) / 3;
      sum += area;
    }
    return sum == 0
        ? new double[] {xMm[0], yMm[0]}
        : new double[] {xMm[0] + sumX / sum, yMm[0] + sumY / sum};
  }

  /** The part where {@code a x + b y + c >= 0}; no corners if there is none. */
  Polygon where(double a, double b, double c) {
    List<double[]> kept = new ArrayList<>();
    for (int i = 0; i < xMm.length; i++) {
      double here = a * xMm[i] + b * yMm[i] + c;
      int next = next(i);
      double there = a * xMm[next] + b * yMm[next] + c;
      if (here >= 0) {
        kept.add(new double[] {xMm[i], yMm[i]});
      }
      if (here > 0 && there < 0 || here < 0 && there > 0) {
        double t = here / (here - there);
        kept.add(
            new double[] {xMm[i] + t * (xMm[next] - xMm[i]), yMm[i] + t * (yMm[next] - yMm[i])});
      }
    }
    return of(kept);
  }

  private static Polygon of(List<double[]> corners) {
    return new Polygon(
        corners.stream().mapToDouble(corner -> corner[0]).toArray(),
        corners.stream().mapToDouble(corner -> corner[1]).toArray());
  }

  boolean isEmpty() {
    return xMm.length < 3;
  }

  /** Whether a point lies inside or on the outline. */
  boolean contains(double x, double y) {
    for (int i = 0; i < xMm.length; i++) {
      double[] line = innerHalfPlane(i, 0);
      if (line[0] * x + line[1] * y + line[2] < 0) {
        return false;
      }
    }
    return true;
  }

  /** The part inside a rectangle. */
  Polygon within(double left, double right, double front, double back) {
    return where(1, 0, -left).where(-1, 0, right).where(0, 1, -front).where(0, -1, back);
  }

  /** The part inside another polygon. */
  Polygon within(Polygon other) {
    Polygon part = this;
    for (int i = 0; i < other.xMm.length && !part.isEmpty(); i++) {
      double[] line = other.innerHalfPlane(i, 0);
      part = part.where(line[0], line[1], line[2]);
    }
    return part;
  }

  /** Unit inward normal and offset of the half-plane that keeps a distance from an edge. */
  private double[] innerHalfPlane(int edge, double distanceMm) {
    int next = next(edge);
    double dx = xMm[next] - xMm[edge];
    double dy = yMm[next] - yMm[edge];
    double length = Math.hypot(dx, dy);
    double a = -dy / length;
    double b = dx / length;
    return new double[] {a, b, -a * xMm[edge] - b * yMm[edge] - distanceMm};
  }

  /**
   * The strip inside the outline, up to a distance from it, cut at each corner: one piece for each
   * edge. The pieces do not overlap.
   */
  List<Polygon> strip(double thicknessMm) {
    List<Polygon> pieces = new ArrayList<>();
    for (int i = 0; i < xMm.length; i++) {
      double[] edge = innerHalfPlane(i, 0);
      // nearer to this edge than to any other, and no farther than the thickness
      Polygon piece = where(-edge[0], -edge[1], thicknessMm - edge[2]);
      for (int j = 0; j < xMm.length && !piece.isEmpty(); j++) {
        if (j != i) {
          double[] other = innerHalfPlane(j, 0);
          piece = piece.where(other[0] - edge[0], other[1] - edge[1], other[2] - edge[2]);
        }
      }
      if (!piece.isEmpty()) {
        pieces.add(piece);
      }
    }
    return pieces;
  }

  /** How much of the outline lies inside another polygon. */
  double perimeterInsideMm(Polygon other) {
    double sum = 0;
    for (int i = 0; i < xMm.length; i++) {
      sum += lengthInsideMm(i, other);
    }
    return sum;
  }

  private double lengthInsideMm(int edge, Polygon other) {
    int next = next(edge);
    double from = 0;
    double to = 1;
    for (int i = 0; i < other.xMm.length; i++) {
      double[] line = other.innerHalfPlane(i, 0);
      double start = line[0] * xMm[edge] + line[1] * yMm[edge] + line[2];
      double end = line[0] * xMm[next] + line[1] * yMm[next] + line[2];
      if (start < 0 && end < 0) {
        return 0;
      } else if (start < 0) {
        from = Math.max(from, start / (start - end));
      } else if (end < 0) {
        to = Math.min(to, start / (start - end));
      }
    }
    return Math.max(0, to - from) * Math.hypot(xMm[next] - xMm[edge], yMm[next] - yMm[edge]);
  }

  double minXMm() {
    return Arrays.stream(xMm).min().orElseThrow();
  }

  double maxXMm() {
    return Arrays.stream(xMm).max().orElseThrow();
  }

  double minYMm() {
    return Arrays.stream(yMm).min().orElseThrow();
  }

  double maxYMm() {
    return Arrays.stream(yMm).max().orElseThrow();
  }
}
