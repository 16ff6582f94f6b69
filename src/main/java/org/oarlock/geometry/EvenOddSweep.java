package org.oarlock.geometry;

import java.util.Arrays;
import java.util.List;

/**
 * One pass over the rings of a plane from low to high v, strip by strip between neighbouring vertex
 * heights: the exact area under the even-odd rule, and whether edges cross. Rings that only touch,
 * such as keyholes, do not cross.
 *
 * <p>O(n log n + strips x edges met per strip).
 */
final class EvenOddSweep {
  /** Work beyond which a plane is refused: strips times edges met in them. */
  static final long MAX_WORK = 400_000_000L;

  private final double areaMm2;
  private final boolean crossing;

  private EvenOddSweep(double areaMm2, boolean crossing) {
    this.areaMm2 = areaMm2;
    this.crossing = crossing;
  }

  /** The enclosed area under the even-odd rule; not meaningful if {@link #isCrossing()}. */
  double areaMm2() {
    return areaMm2;
  }

  /** Whether two edges cross each other's interior. */
  boolean isCrossing() {
    return crossing;
  }

  /**
   * @param rings u, v of each point one after the other, closed implicitly
   * @throws TooComplexException if the work would exceed {@link #MAX_WORK}
   */
  static EvenOddSweep of(List<double[]> rings) {
    Edges edges = new Edges(rings);
    double[] heights = edges.distinctHeights();
    double scale = Math.max(1, edges.largestMagnitude());
    double tolerance = 1e-9 * scale;
    double area = 0;
    boolean crossing = false;
    int[] active = new int[16];
    int activeCount = 0;
    int next = 0;
    long work = 0;
    double[] mid = new double[16];
    for (int s = 0; s + 1 < heights.length; s++) {
      double low = heights[s];
      double high = heights[s + 1];
      activeCount = edges.dropEnded(active, activeCount, low);
      while (next < edges.count && edges.low[edges.order[next]] <= low) {
        if (activeCount == active.length) {
          active = Arrays.copyOf(active, 2 * activeCount);
        }
        active[activeCount++] = edges.order[next++];
      }
      work += activeCount;
      if (work > MAX_WORK) {
        throw new TooComplexException(edges.count);
      }
      if (mid.length < activeCount) {
        mid = new double[active.length];
      }
      double centre = 0.5 * (low + high);
      sortByMiddle(edges, active, activeCount, centre, mid);
      double width = 0;
      double lastLow = Double.NEGATIVE_INFINITY;
      double lastHigh = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < activeCount; i++) {
        double uLow = edges.uAt(active[i], low);
        double uHigh = edges.uAt(active[i], high);
        crossing |= uLow < lastLow - tolerance || uHigh < lastHigh - tolerance;
        lastLow = uLow;
        lastHigh = uHigh;
        width += (i & 1) == 0 ? -mid[i] : mid[i];
      }
      area += width * (high - low);
    }
    return new EvenOddSweep(area, crossing);
  }

  /** Insertion sort: from strip to strip the order hardly changes. */
  private static void sortByMiddle(Edges edges, int[] active, int count, double at, double[] mid) {
    for (int i = 0; i < count; i++) {
      int edge = active[i];
      double u = edges.uAt(edge, at);
      int j = i;
      while (j > 0 && mid[j - 1] > u) {
        mid[j] = mid[j - 1];
        active[j] = active[j - 1];
        j--;
      }
      mid[j] = u;
      active[j] = edge;
    }
  }

  /** The edges of all rings that are not horizontal, each from its lower to its upper end. */
  private static final class Edges {
    final double[] low;
    final double[] high;
    private final double[] uLow;
    private final double[] slope;
    private final double[] uHigh;
    final int[] order;
    final int count;
    private final List<double[]> rings;

    Edges(List<double[]> rings) {
      this.rings = rings;
      int total = rings.stream().mapToInt(r -> r.length / 2).sum();
      low = new double[total];
      high = new double[total];
      uLow = new double[total];
      uHigh = new double[total];
      slope = new double[total];
      int n = 0;
      for (double[] ring : rings) {
        int size = ring.length / 2;
        for (int i = 0; i < size; i++) {
          int j = i + 1 == size ? 0 : i + 1;
          boolean up = ring[2 * i + 1] < ring[2 * j + 1];
          int from = up ? i : j;
          int to = up ? j : i;
          if (ring[2 * from + 1] == ring[2 * to + 1]) {
            continue;
          }
          low[n] = ring[2 * from + 1];
          high[n] = ring[2 * to + 1];
          uLow[n] = ring[2 * from];
          uHigh[n] = ring[2 * to];
          slope[n] = (uHigh[n] - uLow[n]) / (high[n] - low[n]);
          n++;
        }
      }
      count = n;
      order = Sorting.indicesByValue(low, count);
    }

    double uAt(int edge, double v) {
      if (v >= high[edge]) {
        return uHigh[edge];
      }
      return uLow[edge] + slope[edge] * (v - low[edge]);
    }

    int dropEnded(int[] active, int activeCount, double at) {
      int kept = 0;
      for (int i = 0; i < activeCount; i++) {
        if (high[active[i]] > at) {
          active[kept++] = active[i];
        }
      }
      return kept;
    }

    double[] distinctHeights() {
      int total = rings.stream().mapToInt(r -> r.length / 2).sum();
      double[] all = new double[total];
      int n = 0;
      for (double[] ring : rings) {
        for (int i = 1; i < ring.length; i += 2) {
          all[n++] = ring[i];
        }
      }
      Arrays.sort(all);
      int distinct = 0;
      for (int i = 0; i < n; i++) {
        if (distinct == 0 || all[i] > all[distinct - 1]) {
          all[distinct++] = all[i];
        }
      }
      return Arrays.copyOf(all, distinct);
    }

    double largestMagnitude() {
      double largest = 0;
      for (double[] ring : rings) {
        for (double value : ring) {
          largest = Math.max(largest, Math.abs(value));
        }
      }
      return largest;
    }
  }

  /** A plane whose contours are too intricate to be evaluated in bounded time. */
  static final class TooComplexException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooComplexException(int edges) {
      super("the contours of one plane are too intricate (" + edges + " edges)");
    }
  }
}
