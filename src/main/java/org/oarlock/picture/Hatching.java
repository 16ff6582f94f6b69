package org.oarlock.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Slanting lines through an area, rising to the right on a page. */
final class Hatching {
  private Hatching() {}

  /**
   * The lines inside of rings under the even-odd rule, on which x + y is a multiple of the spacing.
   *
   * @param rings x, y of each point
   * @param spacing of the lines along x
   */
  static List<double[]> of(List<double[]> rings, double spacing) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double[] ring : rings) {
      for (int i = 0; i < ring.length; i += 2) {
        least = Math.min(least, ring[i] + ring[i + 1]);
        most = Math.max(most, ring[i] + ring[i + 1]);
      }
    }
    List<double[]> lines = new ArrayList<>();
    for (double k = Math.ceil(least / spacing); k * spacing < most; k++) {
      along(k * spacing, rings, lines);
    }
    return lines;
  }

  private static void along(double sum, List<double[]> rings, List<double[]> into) {
    double[] crossings = new double[8];
    int n = 0;
    for (double[] ring : rings) {
      for (int i = 0; i < ring.length; i += 2) {
        int j = i + 2 == ring.length ? 0 : i + 2;
        double here = ring[i] + ring[i + 1] - sum;
        double there = ring[j] + ring[j + 1] - sum;
        if ((here < 0) != (there < 0)) {
          crossings = n == crossings.length ? Arrays.copyOf(crossings, 2 * n) : crossings;
          crossings[n++] = ring[i] + here / (here - there) * (ring[j] - ring[i]);
        }
      }
    }
    Arrays.sort(crossings, 0, n);
    for (int i = 0; i + 1 < n; i += 2) {
      into.add(
          new double[] {
            crossings[i], sum - crossings[i], crossings[i + 1], sum - crossings[i + 1]
          });
    }
  }
}
