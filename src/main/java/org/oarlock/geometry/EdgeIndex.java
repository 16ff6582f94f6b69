package org.oarlock.geometry;

import java.util.Arrays;
import java.util.List;

/**
 * The edges of a figure in a binary tree of rectangles, for questions about single points and
 * segments. Neighbours in a ring lie close to each other, so the tree follows their order.
 */
final class EdgeIndex {
  private static final int LEAF_EDGES = 8;

  /** u and v of both ends of every edge. */
  private final double[] edges;

  /** Least u, least v, largest u, largest v of every node; the children of k are 2k and 2k + 1. */
  private final double[] boxes;

  private final int leaves;
  private final int count;

  EdgeIndex(PlanarShape shape) {
    this(shape.rings());
  }

  private EdgeIndex(List<double[]> rings) {
    int corners = rings.stream().mapToInt(r -> r.length / 2).sum();
    edges = new double[4 * corners];
    int n = 0;
    for (double[] ring : rings) {
      for (int i = 0; i < ring.length; i += 2) {
        int j = i + 2 == ring.length ? 0 : i + 2;
        edges[n++] = ring[i];
        edges[n++] = ring[i + 1];
        edges[n++] = ring[j];
        edges[n++] = ring[j + 1];
      }
    }
    count = corners;
    int needed = Math.max(1, (count + LEAF_EDGES - 1) / LEAF_EDGES);
    leaves = Integer.highestOneBit(2 * needed - 1);
    boxes = new double[8 * leaves];
    fillBoxes();
  }

  private void fillBoxes() {
    for (int node = 2 * leaves - 1; node >= 1; node--) {
      int b = 4 * node;
      boxes[b] = Double.POSITIVE_INFINITY;
      boxes[b + 1] = Double.POSITIVE_INFINITY;
      boxes[b + 2] = Double.NEGATIVE_INFINITY;
      boxes[b + 3] = Double.NEGATIVE_INFINITY;
      if (node >= leaves) {
        for (int e = firstEdge(node); e < endEdge(node); e++) {
          widen(b, edges[4 * e], edges[4 * e + 1]);
          widen(b, edges[4 * e + 2], edges[4 * e + 3]);
        }
      } else {
        for (int child = 2 * node; child <= 2 * node + 1; child++) {
          int c = 4 * child;
          boxes[b] = Math.min(boxes[b], boxes[c]);
          boxes[b + 1] = Math.min(boxes[b + 1], boxes[c + 1]);
          boxes[b + 2] = Math.max(boxes[b + 2], boxes[c + 2]);
          boxes[b + 3] = Math.max(boxes[b + 3], boxes[c + 3]);
        }
      }
    }
  }

  private void widen(int b, double u, double v) {
    boxes[b] = u < boxes[b] ? u : boxes[b];
    boxes[b + 1] = v < boxes[b + 1] ? v : boxes[b + 1];
    boxes[b + 2] = u > boxes[b + 2] ? u : boxes[b + 2];
    boxes[b + 3] = v > boxes[b + 3] ? v : boxes[b + 3];
  }

  private int firstEdge(int leaf) {
    return Math.min(count, (leaf - leaves) * LEAF_EDGES);
  }

  private int endEdge(int leaf) {
    return Math.min(count, (leaf - leaves + 1) * LEAF_EDGES);
  }

  /** The squared distance to the nearest edge, or the limit if none is nearer. */
  double nearestSquared(double u, double v, double limitSquared) {
    return boxSquared(1, u, v) < limitSquared ? nearest(1, u, v, limitSquared) : limitSquared;
  }

  private double nearest(int node, double u, double v, double limit) {
    double best = limit;
    if (node >= leaves) {
      for (int e = firstEdge(node); e < endEdge(node); e++) {
        double squared = edgeSquared(e, u, v);
        best = squared < best ? squared : best;
      }
      return best;
    }
    int first = 2 * node;
    int second = first + 1;
    double firstBox = boxSquared(first, u, v);
    double secondBox = boxSquared(second, u, v);
    if (secondBox < firstBox) {
      first = second;
      second = 2 * node;
      double spare = firstBox;
      firstBox = secondBox;
      secondBox = spare;
    }
    if (firstBox < best) {
      best = nearest(first, u, v, best);
    }
    if (secondBox < best) {
      best = nearest(second, u, v, best);
    }
    return best;
  }

  private double edgeSquared(int edge, double u, double v) {
    int k = 4 * edge;
    double du = edges[k + 2] - edges[k];
    double dv = edges[k + 3] - edges[k + 1];
    double pu = u - edges[k];
    double pv = v - edges[k + 1];
    double lengthSquared = du * du + dv * dv;
    double dot = pu * du + pv * dv;
    // plain comparisons: Math.max pays for NaN and -0 in the innermost loops
    double along = dot > 0 ? dot < lengthSquared ? dot / lengthSquared : 1 : 0;
    double offU = pu - along * du;
    double offV = pv - along * dv;
    return offU * offU + offV * offV;
  }

  private double boxSquared(int node, double u, double v) {
    int b = 4 * node;
    double du = u < boxes[b] ? boxes[b] - u : u > boxes[b + 2] ? u - boxes[b + 2] : 0;
    double dv = v < boxes[b + 1] ? boxes[b + 1] - v : v > boxes[b + 3] ? v - boxes[b + 3] : 0;
    return du * du + dv * dv;
  }

  /** Whether a point is inside under the even-odd rule; on an edge either answer may come. */
  boolean contains(double u, double v) {
    return (crossed(1, u, v) & 1) != 0;
  }

  /** How many edges a ray from a point towards high u crosses. */
  private int crossed(int node, double u, double v) {
    int b = 4 * node;
    if (v < boxes[b + 1] || v >= boxes[b + 3] || u >= boxes[b + 2]) {
      return 0;
    }
    if (node < leaves) {
      return crossed(2 * node, u, v) + crossed(2 * node + 1, u, v);
    }
    int crossed = 0;
    for (int e = firstEdge(node); e < endEdge(node); e++) {
      int k = 4 * e;
      boolean up = edges[k + 1] <= v;
      if (up != edges[k + 3] <= v) {
        double share = (v - edges[k + 1]) / (edges[k + 3] - edges[k + 1]);
        crossed += edges[k] + share * (edges[k + 2] - edges[k]) > u ? 1 : 0;
      }
    }
    return crossed;
  }

  /** How much of a segment lies inside, as a share of its length. */
  double shareInside(double u0, double v0, double u1, double v1) {
    double[] cuts = new Cuts(u0, v0, u1, v1).sorted();
    double inside = 0;
    for (int i = 0; i + 1 < cuts.length; i++) {
      double length = cuts[i + 1] - cuts[i];
      double middle = 0.5 * (cuts[i] + cuts[i + 1]);
      if (length > 0 && contains(u0 + middle * (u1 - u0), v0 + middle * (v1 - v0))) {
        inside += length;
      }
    }
    return inside;
  }

  /** Where a segment is cut by edges, as shares of its length; its ends among them. */
  private final class Cuts {
    private final double u0;
    private final double v0;
    private final double du;
    private final double dv;
    private double[] at = new double[8];
    private int size = 2;

    Cuts(double u0, double v0, double u1, double v1) {
      this.u0 = u0;
      this.v0 = v0;
      this.du = u1 - u0;
      this.dv = v1 - v0;
      at[1] = 1;
      find(1, Math.min(u0, u1), Math.min(v0, v1), Math.max(u0, u1), Math.max(v0, v1));
    }

    private void find(int node, double minU, double minV, double maxU, double maxV) {
      int b = 4 * node;
      if (maxU < boxes[b] || maxV < boxes[b + 1] || minU > boxes[b + 2] || minV > boxes[b + 3]) {
        return;
      }
      if (node < leaves) {
        find(2 * node, minU, minV, maxU, maxV);
        find(2 * node + 1, minU, minV, maxU, maxV);
        return;
      }
      for (int e = firstEdge(node); e < endEdge(node); e++) {
        cut(4 * e);
      }
    }

    private void cut(int k) {
      double eu = edges[k + 2] - edges[k];
      double ev = edges[k + 3] - edges[k + 1];
      double cross = du * ev - dv * eu;
      if (cross == 0) {
        return;
      }
      double fromU = edges[k] - u0;
      double fromV = edges[k + 1] - v0;
      double along = (fromU * ev - fromV * eu) / cross;
      double onEdge = (fromU * dv - fromV * du) / cross;
      if (along > 0 && along < 1 && onEdge >= 0 && onEdge <= 1) {
        if (size == at.length) {
          at = Arrays.copyOf(at, 2 * size);
        }
        at[size++] = along;
      }
    }

    double[] sorted() {
      double[] sorted = Arrays.copyOf(at, size);
      Arrays.sort(sorted);
      return sorted;
    }
  }
}
