package org.oarlock.dvh;

import java.util.Arrays;
import java.util.List;
import org.oarlock.geometry.PlanarShape;
import org.oarlock.geometry.Sorting;

/**
 * Where lines of constant v run inside a figure, for lines taken in rising order. Spans are [from,
 * to] pairs in rising u; even-odd, so holes and islands come out by themselves.
 */
final class SpanScanner {
  private final double[] low;
  private final double[] high;
  private final double[] uLow;
  private final double[] slope;
  private final int[] order;
  private int[] active = new int[16];
  private int activeCount;
  private int next;
  private double[] spans = new double[16];

  SpanScanner(PlanarShape shape) {
    List<double[]> rings = shape.rings();
    int total = 0;
    for (double[] ring : rings) {
      total += ring.length / 2;
    }
    low = new double[total];
    high = new double[total];
    uLow = new double[total];
    slope = new double[total];
    int n = 0;
    for (double[] ring : rings) {
      for (int i = 0; i < ring.length; i += 2) {
        int j = i + 2 == ring.length ? 0 : i + 2;
        int from = ring[i + 1] < ring[j + 1] ? i : j;
        int to = from == i ? j : i;
        if (ring[from + 1] == ring[to + 1]) {
          continue;
        }
        low[n] = ring[from + 1];
        high[n] = ring[to + 1];
        uLow[n] = ring[from];
        slope[n] = (ring[to] - ring[from]) / (high[n] - low[n]);
        n++;
      }
    }
    order = Sorting.indicesByValue(low, n);
  }

  /**
   * The spans at height v, valid until the next call.
   *
   * @param v not less than at the call before
   * @return the number of values in {@link #spans()}, even
   */
  int at(double v) {
    int kept = 0;
    for (int i = 0; i < activeCount; i++) {
      if (high[active[i]] > v) {
        active[kept++] = active[i];
      }
    }
    activeCount = kept;
    while (next < order.length && low[order[next]] <= v) {
      int edge = order[next++];
      if (high[edge] > v) {
        if (activeCount == active.length) {
          active = Arrays.copyOf(active, 2 * activeCount);
        }
        active[activeCount++] = edge;
      }
    }
    if (spans.length < activeCount) {
      spans = new double[active.length];
    }
    for (int i = 0; i < activeCount; i++) {
      int edge = active[i];
      double u = uLow[edge] + slope[edge] * (v - low[edge]);
      int j = i;
      while (j > 0 && spans[j - 1] > u) {
        spans[j] = spans[j - 1];
        active[j] = active[j - 1]; // kept in order too: from line to line it hardly changes
        j--;
      }
      spans[j] = u;
      active[j] = edge;
    }
    return activeCount & ~1;
  }

  /** The spans of the last call: from, to, from, to, …; shared. */
  double[] spans() {
    return spans;
  }
}
