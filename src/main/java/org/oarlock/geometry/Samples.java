package org.oarlock.geometry;

import java.util.Arrays;

/** Values with weights, for percentiles. */
final class Samples {
  private double[] values = new double[1024];
  private double[] weights = new double[1024];
  private int count;
  private double total;

  void add(double value, double weight) {
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
      weights = Arrays.copyOf(weights, 2 * count);
    }
    values[count] = value;
    weights[count++] = weight;
    total += weight;
  }

  boolean isEmpty() {
    return !(total > 0);
  }

  /** The values at percentiles: the least below or at which so much of the weight lies. */
  double[] percentiles(double... percents) {
    int[] order = Sorting.indicesByValue(values, count);
    double[] found = new double[percents.length];
    for (int p = 0; p < percents.length; p++) {
      double wanted = percents[p] / 100 * total * (1 - 1e-12);
      double reached = 0;
      int i = 0;
      while (i < count - 1 && reached + weights[order[i]] < wanted) {
        reached += weights[order[i]];
        i++;
      }
      found[p] = values[order[i]];
    }
    return found;
  }
}
