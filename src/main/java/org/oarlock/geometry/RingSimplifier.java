package org.oarlock.geometry;

import java.util.Arrays;

/**
 * Leaves out corners of a ring that lie close to the line between those that are kept, after
 * Douglas and Peucker. Outlines that were traced from pixels hold many more points than corners.
 */
final class RingSimplifier {
  private final double[] ring;
  private final boolean[] kept;
  private final double toleranceSquared;

  private RingSimplifier(double[] ring, double toleranceMm) {
    this.ring = ring;
    this.kept = new boolean[ring.length / 2];
    this.toleranceSquared = toleranceMm * toleranceMm;
  }

  /** A ring no point of which is farther than the tolerance from the given ring. */
  static double[] simplified(double[] ring, double toleranceMm) {
    if (ring.length <= 8) {
      return ring;
    }
    return new RingSimplifier(ring, toleranceMm).run();
  }

  private double[] run() {
    int n = kept.length;
    int first = farthestFrom(0);
    int second = farthestFrom(first);
    keepBetween(Math.min(first, second), Math.max(first, second));
    keepBetween(Math.max(first, second), Math.min(first, second) + n);
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

  private int farthestFrom(int point) {
    int farthest = point;
    double most = -1;
    for (int i = 0; i < kept.length; i++) {
      double du = ring[2 * i] - ring[2 * point];
      double dv = ring[2 * i + 1] - ring[2 * point + 1];
      double distance = du * du + dv * dv;
      if (distance > most) {
        most = distance;
        farthest = i;
      }
    }
    return farthest;
  }

  /** Points from one to another, indices beyond the last counting on from the first. */
  private void keepBetween(int from, int to) {
    int[] stack = new int[64];
    int depth = 0;
    stack[depth++] = from;
    stack[depth++] = to;
    while (depth > 0) {
      int end = stack[--depth];
      int start = stack[--depth];
      kept[start % kept.length] = true;
      kept[end % kept.length] = true;
      int farthest = farthestBetween(start, end);
      if (farthest >= 0) {
        if (depth + 4 > stack.length) {
          stack = Arrays.copyOf(stack, 2 * stack.length);
        }
        stack[depth++] = start;
        stack[depth++] = farthest;
        stack[depth++] = farthest;
        stack[depth++] = end;
      }
    }
  }

  /** The point farthest from the line between two, -1 if all are near enough. */
  private int farthestBetween(int start, int end) {
    int n = kept.length;
    double u = ring[2 * (start % n)];
    double v = ring[2 * (start % n) + 1];
    double du = ring[2 * (end % n)] - u;
    double dv = ring[2 * (end % n) + 1] - v;
    double lengthSquared = du * du + dv * dv;
    int farthest = -1;
    double most = toleranceSquared;
    for (int i = start + 1; i < end; i++) {
      double pu = ring[2 * (i % n)] - u;
      double pv = ring[2 * (i % n) + 1] - v;
      double along =
          lengthSquared > 0 ? Math.max(0, Math.min(1, (pu * du + pv * dv) / lengthSquared)) : 0;
      double offU = pu - along * du;
      double offV = pv - along * dv;
      double distance = offU * offU + offV * offV;
      if (distance > most) {
        most = distance;
        farthest = i;
      }
    }
    return farthest;
  }
}
