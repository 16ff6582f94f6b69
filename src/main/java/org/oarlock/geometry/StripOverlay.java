package org.oarlock.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.oarlock.geometry.EvenOddSweep.TooComplexException;

/**
 * Overlays rings in one pass from low to high v and draws anew what lies inside under a rule. All
 * edges that pass through a height are held in their order along u; neighbours that will cross
 * change places where they do. Two edges change places only if their upper ends are in the other
 * order, so that it can happen but once; rounding can shift a corner by as much, never more. The
 * outline is linked from one height to the next where it changes, without comparing for equality.
 *
 * <p>The drawn rings have their inside on the left: outlines run counter-clockwise, holes
 * clockwise. They do not cross; they may touch.
 */
final class StripOverlay {
  /** Strips that are thinner hold nothing that could be seen. */
  private static final double NO_HEIGHT_MM = 1e-10;

  /** Edges nearer than this where they begin or end have not crossed. */
  private static final double NO_WIDTH_MM = 1e-10;

  /** Corners nearer than this are one. */
  private static final double SAME_POINT_MM = 1e-9;

  /** Rings of less area are rounding. */
  private static final double NO_AREA_MM2 = 1e-9;

  /** Work beyond which an overlay is refused: edges met in all strips. */
  private static final long MAX_WORK = 1_000_000_000L;

  /** Outweighs all rings that could wind around a point the other way. */
  private static final int FIGURE = 1 << 24;

  private final SweepEdges edges;
  private final Rule rule;

  /** The edges at the present height by rising u, and where each crosses the next one. */
  private int[] active = new int[64];

  private double[] crossing = new double[64];
  private int activeCount;

  /** No crossing is lower. */
  private double nextCrossing = Double.POSITIVE_INFINITY;

  private int[] starting = new int[16];
  private int startingCount;
  private int endingCount;
  private int lastEnding;

  /** The edges that are drawn in the strip, and the rings that they belong to. */
  private int[] outline = new int[32];

  private int outlineCount;
  private Chain[] chains = new Chain[32];

  private int[] next = new int[32];
  private Chain[] nextChains = new Chain[32];

  private final List<double[]> drawn = new ArrayList<>();
  private double area;
  private long work;

  /** What is inside: a state that every edge changes as it is passed from low to high u. */
  private record Rule(boolean parity, int insideStates, int least, int below) {
    int pass(int state, int weight) {
      return parity ? state ^ weight : state + weight;
    }

    boolean isInside(int state) {
      return parity ? (insideStates >> state & 1) != 0 : state >= least && state < below;
    }
  }

  /** Rings with their inside on the left, and the area that they enclose. */
  record Drawn(List<double[]> rings, double areaMm2) {}

  private StripOverlay(SweepEdges edges, Rule rule) {
    this.edges = edges;
    this.rule = rule;
  }

  /** What lies in one or both of two figures of the even-odd rule. */
  static Drawn union(List<double[]> a, List<double[]> b) {
    return ofTwo(a, b, 0b1110);
  }

  /** What lies in both of two figures of the even-odd rule. */
  static Drawn intersect(List<double[]> a, List<double[]> b) {
    return ofTwo(a, b, 0b1000);
  }

  /** What lies in the first of two figures of the even-odd rule, but not in the second. */
  static Drawn subtract(List<double[]> a, List<double[]> b) {
    return ofTwo(a, b, 0b0010);
  }

  /** What lies in exactly one of two figures of the even-odd rule. */
  static Drawn difference(List<double[]> a, List<double[]> b) {
    return ofTwo(a, b, 0b0110);
  }

  /** The figure of rings under the even-odd rule, crossings resolved. */
  static Drawn evenOdd(List<double[]> rings) {
    return ofTwo(rings, List.of(), 0b0010);
  }

  private static Drawn ofTwo(List<double[]> a, List<double[]> b, int insideStates) {
    SweepEdges edges = new SweepEdges(corners(a) + corners(b));
    a.forEach(ring -> edges.add(ring, 1, 1));
    b.forEach(ring -> edges.add(ring, 2, 2));
    return new StripOverlay(edges, new Rule(true, insideStates, 0, 0)).run();
  }

  /** Where rings wind around a point at least so many times, counter-clockwise. */
  static Drawn wound(List<double[]> rings, int least) {
    SweepEdges edges = new SweepEdges(corners(rings));
    rings.forEach(ring -> edges.add(ring, -1, 1));
    return new StripOverlay(edges, new Rule(false, 0, least, Integer.MAX_VALUE)).run();
  }

  /**
   * The figure of rings with their inside on the left, without where others wind around a point so
   * many times; they never do so more often.
   */
  static Drawn without(List<double[]> figure, List<double[]> rings, int most) {
    SweepEdges edges = new SweepEdges(corners(figure) + corners(rings));
    figure.forEach(ring -> edges.add(ring, -FIGURE, FIGURE));
    rings.forEach(ring -> edges.add(ring, -1, 1));
    return new StripOverlay(edges, new Rule(false, 0, FIGURE / 2, FIGURE + most)).run();
  }

  private static int corners(List<double[]> rings) {
    int corners = 0;
    for (double[] ring : rings) {
      corners += ring.length / 2;
    }
    return corners;
  }

  private Drawn run() {
    edges.sort();
    double v = edges.hasNext() ? takeCorners(Double.NEGATIVE_INFINITY) : 0;
    boolean isDrawn = false;
    while (edges.hasNext()) {
      isDrawn = isDrawn && replaceOne(v);
      if (!isDrawn) {
        replaceAll(v);
      }
      startingCount = 0;
      endingCount = 0;
      double corner = Math.max(v, edges.nextV());
      while (nextCrossing <= corner) {
        isDrawn = isDrawn || drawn(v, nextCrossing);
        v = nextCrossing;
        isDrawn = !crossAt(v) && isDrawn;
      }
      isDrawn = isDrawn || drawn(v, corner);
      v = takeCorners(corner);
    }
    link(v, 0);
    return new Drawn(drawn, area);
  }

  /** Takes the corners of the next height, which is not below the last; gives the height. */
  private double takeCorners(double last) {
    double v = Math.max(last, edges.nextV());
    double limit = v + NO_HEIGHT_MM;
    while (edges.hasNext() && edges.nextV() <= limit) {
      v = Math.max(v, edges.nextV());
      int corner = edges.takeNext();
      takeEdge(corner, corner);
      takeEdge(edges.before(corner), corner);
    }
    return v;
  }

  private void takeEdge(int edge, int corner) {
    if (edges.isHorizontal(edge)) {
      return;
    }
    if (edges.startsAt(edge, corner)) {
      if (startingCount == starting.length) {
        starting = Arrays.copyOf(starting, 2 * startingCount);
      }
      starting[startingCount++] = edge;
    } else {
      endingCount++;
      lastEnding = edge;
    }
  }

  /**
   * The usual corner: one edge ends, the next one of its ring begins, and no other is near. The
   * outline goes on along the new edge if it went along the old one.
   */
  private boolean replaceOne(double v) {
    if (startingCount != 1 || endingCount != 1) {
      return false;
    }
    int edge = starting[0];
    double u = edges.uLow(edge);
    if (u != edges.uHigh(lastEnding)
        || edges.weight(edge) != edges.weight(lastEnding)
        || edges.high(edge) <= v) {
      return false;
    }
    int p = indexOf(lastEnding, active, activeCount);
    if (p < 0
        || (p > 0 && edges.uAt(active[p - 1], v) >= u - SAME_POINT_MM)
        || (p + 1 < activeCount && edges.uAt(active[p + 1], v) <= u + SAME_POINT_MM)) {
      return false;
    }
    active[p] = edge;
    foresee(p - 1, v);
    foresee(p, v);
    int drawnAt = indexOf(lastEnding, outline, outlineCount);
    if (drawnAt >= 0) {
      outline[drawnAt] = edge;
      chains[drawnAt].root().add((drawnAt & 1) == 0, u, v);
    }
    return true;
  }

  private static int indexOf(int value, int[] values, int count) {
    for (int i = 0; i < count; i++) {
      if (values[i] == value) {
        return i;
      }
    }
    return -1;
  }

  private void replaceAll(double v) {
    if (endingCount > 0) {
      dropEnded(v);
    }
    for (int i = 0; i < startingCount; i++) {
      if (edges.high(starting[i]) > v) {
        insert(starting[i], v);
      }
    }
    spend(activeCount);
  }

  private void dropEnded(double v) {
    int kept = 0;
    boolean dropped = false;
    for (int i = 0; i < activeCount; i++) {
      if (edges.high(active[i]) > v) {
        active[kept] = active[i];
        crossing[kept++] = crossing[i];
        if (dropped) {
          foresee(kept - 2, v);
        }
        dropped = false;
      } else {
        dropped = true;
      }
    }
    activeCount = kept;
    if (dropped) {
      foresee(kept - 1, v);
    }
  }

  private void insert(int edge, double v) {
    if (activeCount == active.length) {
      active = Arrays.copyOf(active, 2 * activeCount);
      crossing = Arrays.copyOf(crossing, 2 * activeCount);
    }
    double u = edges.uAt(edge, v);
    int from = 0;
    int to = activeCount;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (isAfter(active[middle], edge, u, v)) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    System.arraycopy(active, from, active, from + 1, activeCount - from);
    System.arraycopy(crossing, from, crossing, from + 1, activeCount - from);
    activeCount++;
    active[from] = edge;
    foresee(from - 1, v);
    foresee(from, v);
  }

  private boolean isAfter(int other, int edge, double u, double v) {
    double difference = edges.uAt(other, v) - u;
    return Math.abs(difference) <= NO_WIDTH_MM
        ? edges.slope(other) > edges.slope(edge)
        : difference > 0;
  }

  /** Works out where an active edge crosses the next one above a height, if it does. */
  private void foresee(int index, double v) {
    if (index < 0 || index >= activeCount) {
      return;
    }
    crossing[index] = Double.POSITIVE_INFINITY;
    if (index + 1 == activeCount) {
      return;
    }
    int left = active[index];
    int right = active[index + 1];
    double top = Math.min(edges.high(left), edges.high(right));
    double inverted = edges.uAt(left, top) - edges.uAt(right, top);
    if (inverted > NO_WIDTH_MM) {
      double apart = Math.max(0, edges.uAt(right, v) - edges.uAt(left, v));
      crossing[index] = v + Math.max(0, top - v) * (apart / (apart + inverted));
      nextCrossing = Math.min(nextCrossing, crossing[index]);
    }
  }

  /** Lets neighbours change places that cross at this height; tells whether any did. */
  private boolean crossAt(double v) {
    boolean any = false;
    nextCrossing = Double.POSITIVE_INFINITY;
    for (int i = 0; i + 1 < activeCount; i++) {
      if (crossing[i] <= v) {
        any = true;
        int left = active[i];
        active[i] = active[i + 1];
        active[i + 1] = left;
        crossing[i] = Double.POSITIVE_INFINITY;
        foresee(i - 1, v);
        foresee(i + 1, v);
      }
      nextCrossing = Math.min(nextCrossing, crossing[i]);
    }
    spend(activeCount);
    return any;
  }

  private void spend(long steps) {
    work += steps;
    if (work > MAX_WORK) {
      throw new TooComplexException(edges.count());
    }
  }

  /**
   * Draws the outline from a height on, unless the strip up to the next one is too thin to matter.
   */
  private boolean drawn(double from, double to) {
    if (to - from < NO_HEIGHT_MM) {
      return false;
    }
    double middle = 0.5 * (from + to);
    int count = 0;
    int state = 0;
    boolean inside = false;
    double last = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < activeCount; i++) {
      state = rule.pass(state, edges.weight(active[i]));
      if (rule.isInside(state) != inside) {
        inside = !inside;
        double u = edges.uAt(active[i], middle);
        if (u - last <= NO_WIDTH_MM) {
          count--; // there and back at one place
          last = Double.NEGATIVE_INFINITY;
          continue;
        }
        last = u;
        if (count == next.length) {
          next = Arrays.copyOf(next, 2 * count);
          nextChains = Arrays.copyOf(nextChains, 2 * count);
        }
        next[count++] = active[i];
      }
    }
    spend(activeCount);
    link(from, count);
    return true;
  }

  /**
   * Links the outline below a height to that above it. Along the height, the border between inside
   * and outside runs from each end to the next one, in pairs: below or above makes no difference.
   */
  private void link(double v, int count) {
    int same = 0;
    int least = Math.min(outlineCount, count);
    while (same < least && outline[same] == next[same]) {
      nextChains[same] = chains[same];
      same++;
    }
    int sameEnd = 0;
    while (sameEnd < least - same
        && outline[outlineCount - 1 - sameEnd] == next[count - 1 - sameEnd]) {
      nextChains[count - 1 - sameEnd] = chains[outlineCount - 1 - sameEnd];
      sameEnd++;
    }
    linkPairs(v, same, outlineCount - sameEnd, count - sameEnd);
    int[] spare = outline;
    outline = next;
    next = spare;
    Chain[] spareChains = chains;
    chains = nextChains;
    nextChains = spareChains;
    if (next.length < outline.length) {
      next = new int[outline.length];
      nextChains = new Chain[outline.length];
    }
    outlineCount = count;
  }

  private void linkPairs(double v, int from, int belowEnd, int aboveEnd) {
    int below = from;
    int above = from;
    boolean open = false;
    boolean openIsBelow = false;
    int openIndex = 0;
    double openU = 0;
    while (below < belowEnd || above < aboveEnd) {
      double uBelow = below < belowEnd ? edges.uAt(outline[below], v) : Double.POSITIVE_INFINITY;
      double uAbove = above < aboveEnd ? edges.uAt(next[above], v) : Double.POSITIVE_INFINITY;
      boolean takeBelow =
          Math.abs(uBelow - uAbove) <= SAME_POINT_MM
              ? !open
                  || openIsBelow == ((openIndex & 1) == 0) // so that rings do not touch themselves
              : uBelow < uAbove;
      double u = takeBelow ? uBelow : uAbove;
      int index = takeBelow ? below++ : above++;
      if (!open) {
        open = true;
        openIsBelow = takeBelow;
        openIndex = index;
        openU = u;
        continue;
      }
      open = false;
      if (openIsBelow && takeBelow) {
        close(openIndex, openU, index, u, v);
      } else if (openIsBelow) {
        nextChains[index] = carryOn(openIndex, openU, u, v);
      } else if (takeBelow) {
        nextChains[openIndex] = carryOn(index, u, openU, v);
      } else {
        Chain chain = new Chain();
        nextChains[openIndex] = chain;
        nextChains[index] = chain;
        boolean firstIsHead = (openIndex & 1) == 0;
        chain.addLast(firstIsHead ? openU : u, v);
        chain.addLast(firstIsHead ? u : openU, v);
      }
    }
  }

  /** The chain of a boundary below goes on above: at its head if its inside lies to the right. */
  private Chain carryOn(int below, double uBelow, double uAbove, double v) {
    Chain chain = chains[below].root();
    boolean atHead = (below & 1) == 0;
    chain.add(atHead, uBelow, v);
    chain.add(atHead, uAbove, v);
    return chain;
  }

  private void close(int first, double firstU, int second, double secondU, double v) {
    boolean firstIsHead = (first & 1) == 0;
    Chain headChain = chains[firstIsHead ? first : second].root();
    Chain tailChain = chains[firstIsHead ? second : first].root();
    tailChain.add(false, firstIsHead ? secondU : firstU, v);
    tailChain.add(false, firstIsHead ? firstU : secondU, v);
    if (headChain == tailChain) {
      double[] ring = tailChain.ring();
      double enclosed = ring.length < 6 ? 0 : area(ring);
      if (Math.abs(enclosed) > NO_AREA_MM2) {
        drawn.add(ring);
        area += enclosed;
      }
    } else {
      tailChain.append(headChain);
    }
  }

  /** A part of a ring that is not closed yet; it grows at both ends. */
  private static final class Chain {
    private double[] uv = new double[32];
    private int from = 16;
    private int to = 16;
    private @org.jspecify.annotations.Nullable Chain joined;

    Chain root() {
      Chain chain = this;
      while (chain.joined != null) {
        chain = chain.joined;
      }
      return chain;
    }

    void add(boolean atHead, double u, double v) {
      if (atHead) {
        addFirst(u, v);
      } else {
        addLast(u, v);
      }
    }

    void addFirst(double u, double v) {
      if (to > from && isSame(uv[from], uv[from + 1], u, v)) {
        return;
      }
      if (from == 0) {
        grow(uv.length, 0);
      }
      uv[--from] = v;
      uv[--from] = u;
    }

    void addLast(double u, double v) {
      if (to > from && isSame(uv[to - 2], uv[to - 1], u, v)) {
        return;
      }
      if (to == uv.length) {
        grow(0, uv.length);
      }
      uv[to++] = u;
      uv[to++] = v;
    }

    private void grow(int before, int after) {
      double[] wider = new double[before + uv.length + after];
      System.arraycopy(uv, from, wider, before + from, to - from);
      uv = wider;
      from += before;
      to += before;
    }

    /** Takes over the points of another chain, which follow after its own. */
    void append(Chain other) {
      int size = to - from;
      int more = other.to - other.from;
      if (more <= size) {
        if (to + more > uv.length) {
          grow(0, Math.max(uv.length, more));
        }
        System.arraycopy(other.uv, other.from, uv, to, more);
        to += more;
      } else {
        if (size > other.from) {
          other.grow(Math.max(other.uv.length, size + (size & 1)), 0);
        }
        System.arraycopy(uv, from, other.uv, other.from - size, size);
        from = other.from - size;
        to = other.to;
        uv = other.uv;
      }
      other.joined = this;
      other.uv = new double[0];
    }

    /** The closed ring, neighbouring equal points as one. */
    double[] ring() {
      double[] ring = new double[to - from];
      int n = 0;
      for (int i = from; i < to; i += 2) {
        if (n == 0 || !isSame(ring[n - 2], ring[n - 1], uv[i], uv[i + 1])) {
          ring[n++] = uv[i];
          ring[n++] = uv[i + 1];
        }
      }
      while (n > 2 && isSame(ring[0], ring[1], ring[n - 2], ring[n - 1])) {
        n -= 2;
      }
      return Arrays.copyOf(ring, n);
    }

    private static boolean isSame(double u1, double v1, double u2, double v2) {
      return Math.abs(u1 - u2) <= SAME_POINT_MM && Math.abs(v1 - v2) <= SAME_POINT_MM;
    }
  }

  /** The enclosed area, positive if it runs counter-clockwise. */
  static double area(double[] ring) {
    double twice = 0;
    double u0 = ring[0];
    double v0 = ring[1];
    for (int i = 2; i + 3 < ring.length; i += 2) {
      twice += (ring[i] - u0) * (ring[i + 3] - v0) - (ring[i + 2] - u0) * (ring[i + 1] - v0);
    }
    return twice / 2;
  }
}
