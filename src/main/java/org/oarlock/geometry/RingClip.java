package org.oarlock.geometry;

import java.util.Arrays;

/**
 * Cuts rings at lines of constant u or v, one line at a time. Where a ring leaves and comes back,
 * the cut runs along the line, there and back if need be: that encloses nothing under the even-odd
 * rule.
 */
final class RingClip {
  private RingClip() {}

  /** The part of a ring where coordinate {@code axis} (0 for u, 1 for v) is at most the limit. */
  static double[] below(double[] ring, int axis, double limit) {
    return cut(ring, axis, limit, 1);
  }

  /** The part where it is at least the limit. */
  static double[] above(double[] ring, int axis, double limit) {
    return cut(ring, axis, limit, -1);
  }

  private static double[] cut(double[] ring, int axis, double limit, int sign) {
    double[] kept = new double[2 * ring.length];
    int n = 0;
    for (int i = 0; i < ring.length; i += 2) {
      int j = i + 2 == ring.length ? 0 : i + 2;
      double here = sign * (ring[i + axis] - limit);
      double there = sign * (ring[j + axis] - limit);
      if (here <= 0) {
        kept[n++] = ring[i];
        kept[n++] = ring[i + 1];
      }
      if ((here < 0 && there > 0) || (here > 0 && there < 0)) {
        double share = here / (here - there);
        int other = 1 - axis;
        kept[n + axis] = limit;
        kept[n + other] = ring[i + other] + share * (ring[j + other] - ring[i + other]);
        n += 2;
      }
    }
    return Arrays.copyOf(kept, n);
  }
}
