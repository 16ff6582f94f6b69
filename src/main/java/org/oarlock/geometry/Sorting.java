package org.oarlock.geometry;

import java.util.Arrays;

/** Sorting of indices by primitive keys, without boxing. */
public final class Sorting {
  private Sorting() {}

  /** The indices 0 to count - 1, ordered by rising value; equal values keep their order. */
  public static int[] indicesByValue(double[] values, int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    int[] scratch = new int[count];
    mergeSort(order, scratch, 0, count, values);
    return order;
  }

  private static void mergeSort(int[] order, int[] scratch, int from, int to, double[] values) {
    if (to - from < 2) {
      return;
    }
    int middle = (from + to) >>> 1;
    mergeSort(order, scratch, from, middle, values);
    mergeSort(order, scratch, middle, to, values);
    if (values[order[middle - 1]] <= values[order[middle]]) {
      return;
    }
    System.arraycopy(order, from, scratch, from, to - from);
    int a = from;
    int b = middle;
    for (int i = from; i < to; i++) {
      boolean takeA = b >= to || (a < middle && values[scratch[a]] <= values[scratch[b]]);
      order[i] = takeA ? scratch[a++] : scratch[b++];
    }
  }

  /** The value at a quantile of sorted values, the lower of two neighbours. */
  static double lowerQuantile(double[] sorted, double quantile) {
    return sorted[(int) Math.floor(quantile * (sorted.length - 1))];
  }

  /** A sorted copy. */
  static double[] sorted(double[] values) {
    double[] copy = values.clone();
    Arrays.sort(copy);
    return copy;
  }
}
