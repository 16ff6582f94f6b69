package org.oarlock.dvh;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Rising node positions along one axis of a dose grid, in patient coordinates (mm). */
final class Axis {
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
    // right at once where the nodes are even, a step or two away where they are not
    int i = Math.max(0, Math.min(size() - 2, (int) ((atMm - nodesMm[0]) * nodesPerMm)));
    while (i > 0 && nodesMm[i] > atMm) {
      i--;
    }
    while (i < size() - 2 && nodesMm[i + 1] <= atMm) {
      i++;
    }
    return i;
  }

  /** The first node above a position, {@link #size()} if none is. */
  int firstAbove(double atMm) {
    int found = Arrays.binarySearch(nodesMm, atMm);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /**
   * Cuts [low, high] into cells that are at most {@code step} long and, where the step allows it,
   * do not straddle nodes. The ends of the axis are always cuts, so that no cell is partly outside.
   *
   * @return rising cell borders, the first {@code low}, the last {@code high}
   */
  double[] cells(double low, double high, double step) {
    double spacing = spacing();
    int every = spacing > 0 ? (int) Math.max(1, Math.floor(step / spacing + 1e-9)) : 1;
    double[] cuts = new double[size() + 2];
    int n = 0;
    cuts[n++] = low;
    for (int i = firstAbove(low); i < size() && nodesMm[i] < high; i++) {
      if (i % every == 0 || i == 0 || i == size() - 1) {
        cuts[n++] = nodesMm[i];
      }
    }
    cuts[n++] = high;
    return subdivided(cuts, n, step);
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
    return (int) Math.max(1, Math.ceil(length / step * (1 - 1e-12)));
  }
}
