package org.oarlock.geometry;

import java.util.IdentityHashMap;
import java.util.List;

/** A region made ready for questions about the distance of many points. */
final class SolidIndex {
  private final List<Slab> slabs;
  private final EdgeIndex[] edges;

  /** The heights between which each slab counts for points beyond it. */
  private final double[] lowest;

  private final double[] highest;

  /** A region as it is made, every step of it. */
  static SolidIndex ofSteps(Region region) {
    double[] lowest = region.slabs().stream().mapToDouble(Slab::lowerMm).toArray();
    double[] highest = region.slabs().stream().mapToDouble(Slab::upperMm).toArray();
    return new SolidIndex(region.slabs(), lowest, highest);
  }

  /**
   * A region as it is meant: where it is a flight of steps, the slope on which the outlines of its
   * contour planes lie.
   */
  static SolidIndex ofSlopes(SlabStack stack) {
    int n = stack.slabs().size();
    double[] lowest = new double[n];
    double[] highest = new double[n];
    for (int i = 0; i < n; i++) {
      lowest[i] = stack.seenFrom(i, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
      highest[i] = stack.seenFrom(i, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
    return new SolidIndex(stack.slabs(), lowest, highest);
  }

  private SolidIndex(List<Slab> slabs, double[] lowest, double[] highest) {
    this.slabs = slabs;
    this.lowest = lowest;
    this.highest = highest;
    edges = new EdgeIndex[slabs.size()];
    IdentityHashMap<PlanarShape, EdgeIndex> made = new IdentityHashMap<>();
    for (int i = 0; i < edges.length; i++) {
      edges[i] = made.computeIfAbsent(slabs.get(i).shape(), s -> new EdgeIndex(s.simplified()));
    }
  }

  /** The edges of the figure at a height, null if there is none. */
  @org.jspecify.annotations.Nullable
  EdgeIndex at(double w) {
    int i = firstAbove(w);
    return i < edges.length && slabs.get(i).lowerMm() <= w ? edges[i] : null;
  }

  /**
   * The distance to the solid, 0 inside; the limit if it is not nearer.
   *
   * @param lower the point at (u, v) may lie anywhere from here …
   * @param upper … to here
   */
  double distance(double u, double v, double lower, double upper, double limit) {
    return Math.sqrt(search(u, v, lower, upper, limit, true));
  }

  /** The distance to what lies outside of the solid, 0 outside. */
  double depth(double u, double v, double w) {
    return Math.sqrt(search(u, v, w, w, Double.POSITIVE_INFINITY, false));
  }

  /** The distance to the surface, negative inside. */
  double signedDistance(double u, double v, double w, double limit) {
    EdgeIndex here = at(w);
    return here != null && here.contains(u, v) ? -depth(u, v, w) : distance(u, v, w, w, limit);
  }

  private double search(
      double u, double v, double lower, double upper, double limit, boolean toSolid) {
    double best = limit * limit;
    int above = firstAbove(lower);
    if (!toSolid) {
      best = Math.min(best, toGap(above, lower));
    }
    for (int i = above; i < edges.length; i++) {
      double gap = slabs.get(i).lowerMm() > upper ? lowest[i] - upper : 0;
      if (gap * gap >= best) {
        break;
      }
      best = Math.min(best, inSlab(i, u, v, gap * gap, best, toSolid));
    }
    for (int i = above - 1; i >= 0; i--) {
      double gap = slabs.get(i).upperMm() <= lower ? lower - highest[i] : 0;
      if (gap * gap >= best) {
        break;
      }
      best = Math.min(best, inSlab(i, u, v, gap * gap, best, toSolid));
    }
    return best;
  }

  private double inSlab(int i, double u, double v, double gap, double best, boolean toSolid) {
    if (edges[i].contains(u, v) == toSolid) {
      return gap;
    }
    return gap + edges[i].nearestSquared(u, v, best - gap);
  }

  /** The squared distance up or down to where the slabs around a height are interrupted. */
  private double toGap(int above, double w) {
    if (above >= edges.length || slabs.get(above).lowerMm() > w) {
      return 0;
    }
    int top = above;
    while (top + 1 < edges.length && touches(top)) {
      top++;
    }
    int bottom = above;
    while (bottom > 0 && touches(bottom - 1)) {
      bottom--;
    }
    double gap = Math.min(slabs.get(top).upperMm() - w, w - slabs.get(bottom).lowerMm());
    return gap * gap;
  }

  private boolean touches(int i) {
    return slabs.get(i + 1).lowerMm() - slabs.get(i).upperMm() <= Region.SAME_PLANE_MM;
  }

  /** The first slab that ends above a height. */
  private int firstAbove(double w) {
    int from = 0;
    int to = edges.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (slabs.get(middle).upperMm() > w) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return from;
  }
}
