package org.oarlock.geometry;

import java.util.Arrays;

/**
 * The edges of rings for a pass from low to high v. An edge has the number of the corner where it
 * sets out in its ring. Horizontal ones bound no strip and never start.
 */
final class SweepEdges {
  private static final int NUMBER_BITS = 24;

  private static final long MAX_CORNERS = 1L << NUMBER_BITS;

  private static final int STRIDE = 5;
  private static final int LOW = 0;
  private static final int HIGH = 1;
  private static final int U_LOW = 2;
  private static final int U_HIGH = 3;
  private static final int SLOPE = 4;

  /** Of each edge its lower v, upper v, u below, u above, and slope, side by side. */
  private final double[] numbers;

  private final boolean[] up;
  private final int[] weight;
  private final int[] before;
  private int count;
  private int[] order = new int[0];
  private int next;

  SweepEdges(int corners) {
    if (corners >= MAX_CORNERS) {
      throw new EvenOddSweep.TooComplexException(corners);
    }
    numbers = new double[STRIDE * corners];
    up = new boolean[corners];
    weight = new int[corners];
    before = new int[corners];
  }

  /**
   * @param upWeight what an edge weighs that runs towards high v
   * @param downWeight what an edge weighs that runs towards low v
   */
  void add(double[] ring, int upWeight, int downWeight) {
    int first = count;
    int last = first + ring.length / 2 - 1;
    double u = ring[0];
    double v = ring[1];
    for (int i = 2; i <= ring.length; i += 2) {
      int j = i == ring.length ? 0 : i;
      double toU = ring[j];
      double toV = ring[j + 1];
      int edge = count++;
      before[edge] = edge == first ? last : edge - 1;
      boolean rises = v <= toV;
      up[edge] = rises;
      weight[edge] = rises ? upWeight : downWeight;
      int k = STRIDE * edge;
      numbers[k + LOW] = rises ? v : toV;
      numbers[k + HIGH] = rises ? toV : v;
      numbers[k + U_LOW] = rises ? u : toU;
      numbers[k + U_HIGH] = rises ? toU : u;
      numbers[k + SLOPE] = v == toV ? 0 : (toU - u) / (toV - v);
      u = toU;
      v = toV;
    }
  }

  int count() {
    return count;
  }

  /** Puts the corners in order; those at the same height within rounding in any. */
  void sort() {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      least = Math.min(least, cornerV(i));
      most = Math.max(most, cornerV(i));
    }
    double scale = most > least ? 0x1p38 / (most - least) : 0;
    long[] keys = new long[count];
    for (int i = 0; i < count; i++) {
      keys[i] = (long) ((cornerV(i) - least) * scale) << NUMBER_BITS | i;
    }
    Arrays.sort(keys);
    order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = (int) (keys[i] & MAX_CORNERS - 1);
    }
  }

  /** Whether corners are left. */
  boolean hasNext() {
    return next < count;
  }

  /** The height of the next corner. */
  double nextV() {
    return cornerV(order[next]);
  }

  /** The next corner; its edges are this one and {@link #before} it. */
  int takeNext() {
    return order[next++];
  }

  int before(int edge) {
    return before[edge];
  }

  /** The height of a corner: where its own edge sets out. */
  private double cornerV(int corner) {
    return numbers[STRIDE * corner + (up[corner] ? LOW : HIGH)];
  }

  boolean isHorizontal(int edge) {
    return numbers[STRIDE * edge + LOW] == numbers[STRIDE * edge + HIGH];
  }

  /** Whether one of a corner's two edges begins there, going upwards, rather than ends. */
  boolean startsAt(int edge, int corner) {
    return (edge == corner) == up[edge];
  }

  double high(int edge) {
    return numbers[STRIDE * edge + HIGH];
  }

  double uLow(int edge) {
    return numbers[STRIDE * edge + U_LOW];
  }

  double uHigh(int edge) {
    return numbers[STRIDE * edge + U_HIGH];
  }

  double slope(int edge) {
    return numbers[STRIDE * edge + SLOPE];
  }

  int weight(int edge) {
    return weight[edge];
  }

  double uAt(int edge, double v) {
    int k = STRIDE * edge;
    return v >= numbers[k + HIGH]
        ? numbers[k + U_HIGH]
        : numbers[k + U_LOW] + numbers[k + SLOPE] * (v - numbers[k + LOW]);
  }
}
