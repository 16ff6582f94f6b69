package org.oarlock.geometry;

import java.util.Arrays;
import java.util.List;

/**
 * One pass over the rings of a plane from low to high v, strip by strip between neighbouring vertex
 * heights: the exact area under the even-odd rule, and whether rings cross each other or
 * themselves. Rings that only touch, such as keyholes, do not cross.
 *
 * <p>O(n log n + strips x edges met per strip + crossings).
 */
final class EvenOddSweep {
  /** Work beyond which a plane is refused: strips times edges met in them. */
  static final long MAX_WORK = 400_000_000L;

  /** More crossings than a drawn plane could have; resolving them would take for ever. */
  static final long MAX_CROSSINGS = 2_000;

  private final Edges edges;
  private final double tolerance;
  private int[] active = new int[16];
  private double[] mid = new double[16];
  private int activeCount;
  private long work;
  private long crossings;
  private boolean interleaved;
  private double area;

  /** Per ring, the height over which what lies to the left of its direction is inside, signed. */
  private final double[] insideLeft;

  private EvenOddSweep(List<double[]> rings) {
    this.edges = new Edges(rings);
    this.tolerance = 1e-9 * Math.max(1, edges.largestMagnitude());
    this.insideLeft = new double[rings.size()];
  }

  /** The enclosed area under the even-odd rule; not meaningful if {@link #isCrossing()}. */
  double areaMm2() {
    return area;
  }

  /** Whether two edges cross, or rings overlap without one holding the other. */
  boolean isCrossing() {
    return crossings > 0 || interleaved;
  }

  /** Whether a ring runs so that what it bounds lies to its right. */
  boolean runsClockwise(int ring) {
    return insideLeft[ring] < 0;
  }

  /**
   * @param rings u, v of each point one after the other, closed implicitly
   * @throws TooComplexException if the work would exceed {@link #MAX_WORK}, or there are more than
   *     {@link #MAX_CROSSINGS} crossings
   */
  static EvenOddSweep of(List<double[]> rings) {
    EvenOddSweep sweep = new EvenOddSweep(rings);
    sweep.run();
    return sweep;
  }

  private void run() {
    double[] heights = edges.distinctHeights();
    int next = 0;
    int nextFlat = 0;
    for (int s = 0; s + 1 < heights.length; s++) {
      double low = heights[s];
      double high = heights[s + 1];
      activeCount = edges.dropEnded(active, activeCount, low);
      while (nextFlat < edges.flatCount && edges.flatV[edges.flatOrder[nextFlat]] <= low) {
        meetFlat(edges.flatOrder[nextFlat++], low);
      }
      while (next < edges.count && edges.low[edges.order[next]] <= low) {
        if (activeCount == active.length) {
          active = Arrays.copyOf(active, 2 * activeCount);
          mid = new double[active.length];
        }
        active[activeCount++] = edges.order[next++];
      }
      spend(activeCount);
      sortByMiddle(0.5 * (low + high));
      double width = 0;
      for (int i = 0; i < activeCount; i++) {
        width += (i & 1) == 0 ? -mid[i] : mid[i];
      }
      area += width * (high - low);
      tellDirections(high - low);
      countCrossings(low, high);
      interleaved = interleaved || !isNested();
    }
  }

  /** Every other edge from the left enters the figure; edges at the same place tell nothing. */
  private void tellDirections(double height) {
    for (int i = 0; i < activeCount; i++) {
      boolean alone =
          (i == 0 || mid[i] - mid[i - 1] > tolerance)
              && (i + 1 == activeCount || mid[i + 1] - mid[i] > tolerance);
      if (alone) {
        boolean enters = (i & 1) == 0;
        insideLeft[edges.ring[active[i]]] += enters == edges.up[active[i]] ? -height : height;
      }
    }
  }

  private void spend(long steps) {
    work += steps;
    if (work > MAX_WORK) {
      throw new TooComplexException(edges.count);
    }
  }

  /** Insertion sort: from strip to strip the order hardly changes. */
  private void sortByMiddle(double at) {
    for (int i = 0; i < activeCount; i++) {
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
      spend(i - j);
    }
  }

  /** Edges that are in order at the strip's middle, but not at one of its ends, cross in it. */
  private void countCrossings(double low, double high) {
    double lastLow = Double.NEGATIVE_INFINITY;
    double lastHigh = Double.NEGATIVE_INFINITY;
    boolean any = false;
    for (int i = 0; i < activeCount; i++) {
      double uLow = edges.uAt(active[i], low);
      double uHigh = edges.uAt(active[i], high);
      any |= uLow < lastLow - tolerance || uHigh < lastHigh - tolerance;
      lastLow = uLow;
      lastHigh = uHigh;
    }
    if (any) {
      crossed(inversionsAt(low) + inversionsAt(high));
    }
  }

  private void crossed(long more) {
    crossings += more;
    if (crossings > MAX_CROSSINGS) {
      throw new TooComplexException(edges.count);
    }
  }

  private long inversionsAt(double v) {
    double[] sorted = new double[activeCount];
    long inversions = 0;
    for (int i = 0; i < activeCount; i++) {
      double u = edges.uAt(active[i], v);
      int j = i;
      while (j > 0 && sorted[j - 1] > u + tolerance) {
        sorted[j] = sorted[j - 1];
        j--;
        if (++inversions > MAX_CROSSINGS) {
          return inversions;
        }
      }
      sorted[j] = u;
    }
    return inversions;
  }

  /** Counts the edges that pass through a horizontal edge; they are still in the order below. */
  private void meetFlat(int flat, double v) {
    int from = 0;
    int to = activeCount;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (edges.uAt(active[middle], v) > edges.flatFrom[flat] + tolerance) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    if (from < activeCount
        && edges.uAt(active[from], v) < edges.flatTo[flat] - tolerance
        && edges.flatTo[flat] - edges.flatFrom[flat] > tolerance) {
      crossed(1);
    }
  }

  /**
   * Whether the rings' spans in this strip hold or avoid each other, as brackets do. This tells
   * rings apart that overlap although no edge crosses another, their edges running along each
   * other. Edges at the same place count in whichever order fits.
   */
  private boolean isNested() {
    int[] open = new int[activeCount];
    int count = 0;
    int i = 0;
    while (i < activeCount) {
      int end = i + 1;
      while (end < activeCount && mid[end] - mid[i] <= tolerance) {
        end++;
      }
      if (end == i + 1) {
        count = meet(open, count, i);
      } else {
        int[] group = Arrays.copyOfRange(active, i, end);
        count = meetTogether(open, count, i, group);
      }
      i = end;
    }
    return count == 0;
  }

  /** Closes the bracket that this edge closes, or opens one. */
  private int meet(int[] open, int count, int at) {
    int found = matching(open, count, edges.ring[active[at]]);
    if (found < 0) {
      open[count] = at;
      return count + 1;
    }
    System.arraycopy(open, found + 1, open, found, count - found - 1);
    return count - 1;
  }

  private int meetTogether(int[] open, int count, int first, int[] group) {
    int left = count;
    boolean[] done = new boolean[group.length];
    boolean closed = true;
    while (closed) {
      closed = false;
      for (int k = 0; k < group.length; k++) {
        spend(1);
        if (!done[k] && matching(open, left, edges.ring[group[k]]) >= 0) {
          left = meet(open, left, first + k);
          done[k] = true;
          closed = true;
        }
      }
    }
    for (int k = 0; k < group.length; k++) {
      if (!done[k]) {
        left = meet(open, left, first + k);
      }
    }
    return left;
  }

  /** The bracket of this ring among those opened last, all at one place; -1 if there is none. */
  private int matching(int[] open, int count, int ring) {
    for (int k = count - 1; k >= 0 && mid[open[count - 1]] - mid[open[k]] <= tolerance; k--) {
      spend(1);
      if (edges.ring[active[open[k]]] == ring) {
        return k;
      }
    }
    return -1;
  }

  /** The edges of all rings, those that are not horizontal each from its lower to its upper end. */
  private static final class Edges {
    final double[] low;
    final double[] high;
    private final double[] uLow;
    private final double[] slope;
    private final double[] uHigh;
    final int[] ring;
    final boolean[] up;
    final int[] order;
    final int count;

    // horizontal ones: they bound no strip, but others may pass through them
    final double[] flatV;
    final double[] flatFrom;
    final double[] flatTo;
    final int[] flatOrder;
    final int flatCount;
    private final List<double[]> rings;

    Edges(List<double[]> rings) {
      this.rings = rings;
      int total = rings.stream().mapToInt(r -> r.length / 2).sum();
      low = new double[total];
      high = new double[total];
      uLow = new double[total];
      uHigh = new double[total];
      slope = new double[total];
      ring = new int[total];
      up = new boolean[total];
      flatV = new double[total];
      flatFrom = new double[total];
      flatTo = new double[total];
      int n = 0;
      int flat = 0;
      for (int r = 0; r < rings.size(); r++) {
        double[] ring = rings.get(r);
        int size = ring.length / 2;
        for (int i = 0; i < size; i++) {
          int j = i + 1 == size ? 0 : i + 1;
          boolean rises = ring[2 * i + 1] < ring[2 * j + 1];
          int from = rises ? i : j;
          int to = rises ? j : i;
          if (ring[2 * from + 1] == ring[2 * to + 1]) {
            flatV[flat] = ring[2 * from + 1];
            flatFrom[flat] = Math.min(ring[2 * from], ring[2 * to]);
            flatTo[flat++] = Math.max(ring[2 * from], ring[2 * to]);
            continue;
          }
          this.ring[n] = r;
          up[n] = rises;
          low[n] = ring[2 * from + 1];
          high[n] = ring[2 * to + 1];
          uLow[n] = ring[2 * from];
          uHigh[n] = ring[2 * to];
          slope[n] = (uHigh[n] - uLow[n]) / (high[n] - low[n]);
          n++;
        }
      }
      flatCount = flat;
      flatOrder = Sorting.indicesByValue(flatV, flat);
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
  static final class TooComplexException extends GeometryException {
    private static final long serialVersionUID = 1L;

    TooComplexException(int edges) {
      super("the contours of one plane are too intricate (" + edges + " edges)");
    }
  }
}
