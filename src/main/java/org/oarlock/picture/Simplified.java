package org.oarlock.picture;

import java.util.Arrays;

/**
 * Lines with fewer corners. In one pass over the points, whatever they are: a point is left out as
 * long as one straight line passes all that are left out within the tolerance.
 */
final class Simplified {
  private final double[] kept;
  private final double tolerance;
  private int size;
  private double fromX;
  private double fromY;
  private double low;
  private double high;
  private double middle;
  private double farthest;
  private boolean directed;

  private Simplified(int points, double tolerance) {
    kept = new double[2 * points];
    this.tolerance = tolerance;
  }

  /** The first and the last point stay, and no other is farther from the result than this. */
  static double[] line(double[] points, double tolerance) {
    int n = points.length / 2;
    if (n <= 2) {
      return points;
    }
    Simplified simplified = new Simplified(n, tolerance);
    simplified.keep(points[0], points[1]);
    for (int i = 1; i < n; i++) {
      if (!simplified.goesOn(points[2 * i], points[2 * i + 1])) {
        simplified.keep(points[2 * i - 2], points[2 * i - 1]);
        simplified.goesOn(points[2 * i], points[2 * i + 1]);
      }
    }
    simplified.keep(points[2 * n - 2], points[2 * n - 1]);
    return Arrays.copyOf(simplified.kept, simplified.size);
  }

  private void keep(double x, double y) {
    kept[size++] = x;
    kept[size++] = y;
    fromX = x;
    fromY = y;
    farthest = 0;
    directed = false;
  }

  /** Whether a line from the last corner to this point passes all points since then. */
  private boolean goesOn(double x, double y) {
    double distance = Math.hypot(x - fromX, y - fromY);
    if (distance < farthest - tolerance) {
      return false; // it turns back
    }
    farthest = Math.max(farthest, distance);
    if (distance <= tolerance) {
      return !directed;
    }
    double angle = StrictMath.atan2(y - fromY, x - fromX);
    double half = StrictMath.asin(tolerance / distance);
    if (!directed) {
      directed = true;
      middle = angle;
      low = -half;
      high = half;
      return true;
    }
    double turned = Math.IEEEremainder(angle - middle, 2 * Math.PI);
    if (turned < low || turned > high) {
      return false;
    }
    low = Math.max(low, turned - half);
    high = Math.min(high, turned + half);
    return true;
  }
}
