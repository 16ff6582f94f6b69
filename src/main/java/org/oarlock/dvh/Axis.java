package org.oarlock.dvh;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Rising node positions along one axis of a dose grid, in patient coordinates (mm). */
final class Axis {
  /** Cells may be this many steps long before they are cut. */
  private static final double WHOLE = 1.5;

  /** Less than this share of a step is left with its neighbour. */
  private static final double SLIVER = 0.2;

  /** Lengths that rounding may add. */
  private static final double SAME_MM = 1e-6;

  private final double[] nodesMm;
  private final double nodesPerMm;

  Axis(double[] nodesMm) {
    this.nodesMm = nodesMm;
    this.nodesPerMm = size() < 2 ? 0 : (size() - 1) / (last() - first());
  }

  static Axis of(int size, IntToDoubleFunction offset) {
    return new Axis(IntStream.range(0, size).mapToDouble(offset).toArray());
  }

  double first() {
    return nodesMm[0];
  }

  double last() {
    return nodesMm[nodesMm.length - 1];
  }

  int size() {
    return nodesMm.length;
  }

  double node(int i) {
    return nodesMm[i];
  }

  /** The mean distance between nodes; 0 for a single one. */
  double spacing() {
    return size() < 2 ? 0 : (last() - first()) / (size() - 1);
  }

  /** The interval [i, i + 1] that holds a position inside the axis; its last one at the end. */
  int interval(double atMm) {
    return interval(nodesMm, nodesPerMm, atMm);
  }

  /**
   * Likewise, of any rising positions.
   *
   * @param perMm how many of them there are to a mm, about
   */
  static int interval(double[] positions, double perMm, double at) {
    int end = positions.length - 2;
    // right at once where they are even, a step or two away where they are not; plain comparisons,
    // since this is asked for every piece of every outline
    int i = (int) ((at - positions[0]) * perMm);
    i = i > end ? end : i;
    i = i < 0 ? 0 : i;
    while (i > 0 && positions[i] > at) {
      i--;
    }
    while (i < end && positions[i + 1] <= at) {
      i++;
    }
    return i;
  }

  /** Likewise, looked for at first where another position was. */
  int interval(double atMm, int near) {
    return nodesMm[near] <= atMm && atMm < nodesMm[near + 1] ? near : interval(atMm);
  }

  /** The first node above a position, {@link #size()} if none is. */
  int firstAbove(double atMm) {
    int found = Arrays.binarySearch(nodesMm, atMm);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /**
   * Cuts [low, high] into cells of about a step. Where the step is not longer than a node distance,
   * nodes are cuts too, unless the rest would be a sliver.
   *
   * @return rising cell borders, the first {@code low}, the last {@code high}
   */
  double[] cells(double low, double high, double step) {
    double[] cuts = new double[size() + 2];
    int n = 0;
    cuts[n++] = low;
    if (step < WHOLE * spacing()) {
      double sliver = SLIVER * Math.min(step, high - low);
      for (int i = firstAbove(low + sliver); i < size() && nodesMm[i] < high - sliver; i++) {
        cuts[n++] = nodesMm[i];
      }
    }
    cuts[n++] = high;
    return subdivided(cuts, n, step);
  }

  /** Cuts [low, high] at every node between: rising borders from {@code low} to {@code high}. */
  double[] intervals(double low, double high) {
    int first = firstAbove(low + SAME_MM);
    int end = first;
    while (end < size() && nodesMm[end] < high - SAME_MM) {
      end++;
    }
    double[] borders = new double[end - first + 2];
    borders[0] = low;
    System.arraycopy(nodesMm, first, borders, 1, end - first);
    borders[borders.length - 1] = high;
    return borders;
  }

  private static double[] subdivided(double[] cuts, int count, double step) {
    int total = 1;
    for (int i = 0; i + 1 < count; i++) {
      total += parts(cuts[i + 1] - cuts[i], step);
    }
    double[] borders = new double[total];
    int n = 0;
    for (int i = 0; i + 1 < count; i++) {
      double length = cuts[i + 1] - cuts[i];
      int parts = parts(length, step);
      for (int k = 0; k < parts; k++) {
        borders[n++] = cuts[i] + length * k / parts;
      }
    }
    borders[n] = cuts[count - 1];
    return borders;
  }

  private static int parts(double length, double step) {
    return (int) Math.max(1, Math.ceil(length / (WHOLE * step) - 1e-12));
  }

  /** The nodes that bear on [low, high], a part of the axis with at least two nodes. */
  Stretch stretch(double low, double high) {
    int first = interval(low);
    int last = interval(high);
    if (last > first && nodesMm[last] >= high) {
      last--;
    }
    double[] mean = new double[last - first + 2];
    double[] slope = new double[mean.length];
    double length = high - low;
    for (int i = first; i <= last; i++) {
      double width = nodesMm[i + 1] - nodesMm[i];
      double from = Math.max(low, nodesMm[i]);
      double to = Math.min(high, nodesMm[i + 1]);
      double share = (to - from) / length;
      double t = (0.5 * (from + to) - nodesMm[i]) / width;
      mean[i - first] += share * (1 - t);
      mean[i - first + 1] += share * t;
      slope[i - first] -= share / width;
      slope[i - first + 1] += share / width;
    }
    return new Stretch(first, mean, slope);
  }

  /**
   * What the nodes around a stretch of the axis contribute to a function that is linear between
   * them: to its mean over the stretch, and to the slope from end to end.
   */
  static final class Stretch {
    private final int first;
    private final double[] mean;
    private final double[] slope;

    Stretch(int first, double[] mean, double[] slope) {
      this.first = first;
      this.mean = mean;
      this.slope = slope;
    }

    int first() {
      return first;
    }

    int size() {
      return mean.length;
    }

    double mean(int k) {
      return mean[k];
    }

    double slope(int k) {
      return slope[k];
    }
  }
}
