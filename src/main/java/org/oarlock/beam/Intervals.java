package org.oarlock.beam;

import java.util.Arrays;

/** Disjoint intervals of a line, rising. A buffer that is filled, read and cleared again. */
final class Intervals {
  /** Ends nearer than this touch. */
  private static final double TOUCHING_MM = 1e-7;

  private double[] ends = new double[8];
  private int count;

  void clear() {
    count = 0;
  }

  int count() {
    return count;
  }

  double low(int interval) {
    return ends[2 * interval];
  }

  double high(int interval) {
    return ends[2 * interval + 1];
  }

  /** Adds what lies between two places. */
  void add(double low, double high) {
    int from = count;
    while (from > 0 && ends[2 * from - 1] >= low - TOUCHING_MM) {
      from--;
    }
    int to = from;
    double newLow = low;
    double newHigh = high;
    while (to < count && ends[2 * to] <= high + TOUCHING_MM) {
      newLow = Math.min(newLow, ends[2 * to]);
      newHigh = Math.max(newHigh, ends[2 * to + 1]);
      to++;
    }
    int change = 1 - (to - from);
    if (change != 0) {
      if (2 * (count + change) > ends.length) {
        ends = Arrays.copyOf(ends, 2 * ends.length);
      }
      System.arraycopy(ends, 2 * to, ends, 2 * (to + change), 2 * (count - to));
      count += change;
    }
    ends[2 * from] = newLow;
    ends[2 * from + 1] = newHigh;
  }

  /** Whether all between two places is in it. */
  boolean contains(double low, double high) {
    for (int i = 0; i < count; i++) {
      if (ends[2 * i] <= low && ends[2 * i + 1] >= high) {
        return true;
      }
    }
    return false;
  }

  /** Keeps what lies between two places. */
  void keep(double low, double high) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      double newLow = Math.max(low, ends[2 * i]);
      double newHigh = Math.min(high, ends[2 * i + 1]);
      if (newHigh > newLow) {
        ends[2 * kept] = newLow;
        ends[2 * kept + 1] = newHigh;
        kept++;
      }
    }
    count = kept;
  }

  /** Keeps what lies in the other intervals too. */
  void keep(Intervals other) {
    Intervals common = new Intervals();
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < other.count; k++) {
        double low = Math.max(low(i), other.low(k));
        double high = Math.min(high(i), other.high(k));
        if (high > low) {
          common.add(low, high);
        }
      }
    }
    ends = common.ends;
    count = common.count;
  }

  double length() {
    double length = 0;
    for (int i = 0; i < count; i++) {
      length += high(i) - low(i);
    }
    return length;
  }

  /** How much lies in both. */
  double lengthInside(Intervals other) {
    double length = 0;
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < other.count; k++) {
        length += Math.max(0, Math.min(high(i), other.high(k)) - Math.max(low(i), other.low(k)));
      }
    }
    return length;
  }

  /** Whether any of it lies between two places. */
  boolean meets(double low, double high) {
    for (int i = 0; i < count; i++) {
      if (low(i) <= high && high(i) >= low) {
        return true;
      }
    }
    return false;
  }
}
