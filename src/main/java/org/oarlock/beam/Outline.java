package org.oarlock.beam;

import java.util.Arrays;

/** Closed outlines as u, v of each point one after the other. */
final class Outline {
  private Outline() {}

  /** Twice the enclosed area, positive where the outline turns from u to v. */
  static double doubleArea(double[] ring) {
    double area = 0;
    int n = ring.length;
    for (int i = 0; i < n; i += 2) {
      int j = i + 2 == n ? 0 : i + 2;
      area +=
          (ring[i] - ring[0]) * (ring[j + 1] - ring[1])
              - (ring[j] - ring[0]) * (ring[i + 1] - ring[1]);
    }
    return area;
  }

  static double[] reversed(double[] ring) {
    double[] reversed = new double[ring.length];
    for (int i = 0; i < ring.length; i += 2) {
      reversed[i] = ring[ring.length - 2 - i];
      reversed[i + 1] = ring[ring.length - 1 - i];
    }
    return reversed;
  }

  /**
   * The outline without points that lie within a tolerance of the line between points that stay
   * (Douglas and Peucker). The same outline where fewer than three would stay.
   */
  static double[] simplified(double[] ring, double toleranceMm) {
    int n = ring.length / 2;
    boolean[] kept = new boolean[n];
    int opposite = farthest(ring, 0);
    kept[0] = true;
    kept[opposite] = true;
    int[] stack = new int[2 * n + 4];
    int depth = 0;
    stack[depth++] = 0;
    stack[depth++] = opposite;
    stack[depth++] = opposite;
    stack[depth++] = n;
    while (depth > 0) {
      int to = stack[--depth];
      int from = stack[--depth];
      int split = split(ring, from, to, toleranceMm);
      if (split >= 0) {
        kept[split] = true;
        stack[depth++] = from;
        stack[depth++] = split;
        stack[depth++] = split;
        stack[depth++] = to;
      }
    }
    double[] simplified = new double[ring.length];
    int size = 0;
    for (int i = 0; i < n; i++) {
      if (kept[i]) {
        simplified[size++] = ring[2 * i];
        simplified[size++] = ring[2 * i + 1];
      }
    }
    return size < 6 ? ring : Arrays.copyOf(simplified, size);
  }

  private static int farthest(double[] ring, int from) {
    int farthest = from;
    double most = -1;
    for (int i = 0; i < ring.length / 2; i++) {
      double distance =
          Math.hypot(ring[2 * i] - ring[2 * from], ring[2 * i + 1] - ring[2 * from + 1]);
      if (distance > most) {
        most = distance;
        farthest = i;
      }
    }
    return farthest;
  }

  /** The point between two that lies farthest from the line between them, -1 if none is far. */
  private static int split(double[] ring, int from, int to, double toleranceMm) {
    int end = to == ring.length / 2 ? 0 : to;
    double u = ring[2 * from];
    double v = ring[2 * from + 1];
    double du = ring[2 * end] - u;
    double dv = ring[2 * end + 1] - v;
    double length2 = du * du + dv * dv;
    double most = toleranceMm * toleranceMm;
    int split = -1;
    for (int i = from + 1; i < to; i++) {
      double pu = ring[2 * i] - u;
      double pv = ring[2 * i + 1] - v;
      double along = length2 > 0 ? Math.max(0, Math.min(1, (pu * du + pv * dv) / length2)) : 0;
      double ou = pu - along * du;
      double ov = pv - along * dv;
      double distance2 = ou * ou + ov * ov;
      if (distance2 > most) {
        most = distance2;
        split = i;
      }
    }
    return split;
  }
}
