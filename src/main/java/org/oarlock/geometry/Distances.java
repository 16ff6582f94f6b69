package org.oarlock.geometry;

import java.util.List;

/** Distances in three dimensions between two structures, taken as closed solids. */
public final class Distances {
  private Distances() {}

  /**
   * A distance and the height at which the first structure has it.
   *
   * @param mm 0 where they overlap or touch
   * @param atMm the offset of the slice along the normal of the slices
   */
  public record Nearest(double mm, double atMm) {}

  /**
   * A percentile of the distance from points of the first surface, all areas alike, to the second
   * solid. Points inside the second have the distance 0.
   *
   * @param mm the distance
   * @param stepMm how far apart the points are; since distance changes by no more than the way that
   *     is gone, the percentile errs by less than 0.71 of it, mostly by far less
   */
  public record Percentile(double mm, double stepMm) {}

  /**
   * The smallest distance, to 0.02 mm.
   *
   * @throws GeometryException if one is empty or their slices are not parallel
   */
  public static Nearest nearest(Solid first, Solid second) {
    Region a = first.primary();
    Region b = second.primary();
    requireBoth(a, b);
    Meeting meeting = new Meeting();
    Region.eachCommon(a, b, meeting::look);
    if (!Double.isNaN(meeting.atMm)) {
      return new Nearest(0, meeting.atMm);
    }
    // figures are nearest at a corner of one of them, or lie over each other
    Nearest found = fromCorners(a, b, new Nearest(Double.POSITIVE_INFINITY, Double.NaN));
    return overEachOther(a, b, fromCorners(b, a, found));
  }

  /**
   * The distance from a point to the surface of a solid, negative inside it. The surface is that of
   * the prisms around its contours.
   *
   * @param cut where the images end; what reaches there goes on and has no surface across it
   * @throws GeometryException if it is empty
   */
  public static double toSurface(PatientPoint point, Solid solid, Cut cut) {
    Region region = solid.primary();
    if (region.isEmpty()) {
      throw new GeometryException("the structure is empty");
    }
    PlaneFrame frame = region.frame();
    double u = point.dot(frame.u());
    double v = point.dot(frame.v());
    double w = point.dot(frame.normal());
    List<Slab> slabs = frame.isAxial() ? cut.opened(region.slabs()) : region.slabs();
    PlanarShape here = Region.shapeAt(slabs, w);
    Surface surface = new Surface(slabs, u, v, w, here != null && here.contains(u, v));
    return surface.isInside ? -surface.mm() : surface.mm();
  }

  /** The nearest of a surface to one point, looked for from the point's height up and down. */
  private static final class Surface {
    private final List<Slab> slabs;
    private final double u;
    private final double v;
    private final double w;
    private final boolean isInside;
    private double squared = Double.POSITIVE_INFINITY;

    Surface(List<Slab> slabs, double u, double v, double w, boolean isInside) {
      this.slabs = slabs;
      this.u = u;
      this.v = v;
      this.w = w;
      this.isInside = isInside;
    }

    double mm() {
      int first = 0;
      while (first < slabs.size() && slabs.get(first).upperMm() <= w) {
        first++;
      }
      for (int i = first; i < slabs.size() && isNear(slabs.get(i).lowerMm() - w); i++) {
        look(slabs.get(i), Math.max(0, slabs.get(i).lowerMm() - w));
        if (isEnd(i, i + 1)) {
          end(slabs.get(i).upperMm() - w);
        }
      }
      if (first < slabs.size() && isEnd(first - 1, first)) {
        end(w - slabs.get(first).lowerMm());
      }
      for (int i = first - 1; i >= 0 && isNear(w - slabs.get(i).upperMm()); i--) {
        look(slabs.get(i), w - slabs.get(i).upperMm());
        if (isEnd(i - 1, i)) {
          end(w - slabs.get(i).lowerMm());
        }
      }
      return Math.sqrt(squared);
    }

    private boolean isNear(double mm) {
      return mm <= 0 || mm * mm < squared;
    }

    /** Whether the stack is interrupted between two slabs, or one of them is not there. */
    private boolean isEnd(int below, int above) {
      return below < 0
          || above == slabs.size()
          || slabs.get(above).lowerMm() - slabs.get(below).upperMm() > Region.SAME_PLANE_MM;
    }

    /** From inside, what lies beyond a gap or the ends of the stack is outside. */
    private void end(double mm) {
      if (isInside && mm >= 0) {
        squared = Math.min(squared, mm * mm);
      }
    }

    private void look(Slab slab, double gap) {
      boolean within = slab.shape().contains(u, v);
      double across =
          within == isInside ? Distances.squared(slab.shape(), u, v, squared - gap * gap) : 0;
      squared = Math.min(squared, gap * gap + across);
    }
  }

  /** The squared distance to the outline of a figure; anything more if it is more than a limit. */
  private static double squared(PlanarShape shape, double u, double v, double limit) {
    double du = Math.max(0, Math.max(shape.minU() - u, u - shape.maxU()));
    double dv = Math.max(0, Math.max(shape.minV() - v, v - shape.maxV()));
    double nearest = Double.POSITIVE_INFINITY;
    if (du * du + dv * dv >= limit) {
      return nearest;
    }
    for (double[] ring : shape.rings()) {
      for (int i = 0; i < ring.length; i += 2) {
        int j = i + 2 == ring.length ? 0 : i + 2;
        nearest = Math.min(nearest, squared(ring[i], ring[i + 1], ring[j], ring[j + 1], u, v));
      }
    }
    return nearest;
  }

  private static double squared(double u0, double v0, double u1, double v1, double u, double v) {
    double du = u1 - u0;
    double dv = v1 - v0;
    double length = du * du + dv * dv;
    double t = length == 0 ? 0 : ((u - u0) * du + (v - v0) * dv) / length;
    double along = Math.max(0, Math.min(1, t));
    double offU = u0 + along * du - u;
    double offV = v0 + along * dv - v;
    return offU * offU + offV * offV;
  }

  private static Nearest overEachOther(Region a, Region b, Nearest known) {
    Nearest found = known;
    for (Slab mine : a.slabs()) {
      for (Slab theirs : b.slabs()) {
        double mm =
            Math.max(
                0, Math.max(theirs.lowerMm() - mine.upperMm(), mine.lowerMm() - theirs.upperMm()));
        if (mm < found.mm() && mine.shape().simplified().overlaps(theirs.shape().simplified())) {
          found = new Nearest(mm, 0.5 * (mine.lowerMm() + mine.upperMm()));
        }
      }
    }
    return found;
  }

  /** Looks for a slice on which both have area in common. */
  private static final class Meeting {
    private double atMm = Double.NaN;

    void look(PlanarShape a, PlanarShape b, double lower, double upper) {
      if (Double.isNaN(atMm) && a.simplified().overlaps(b.simplified())) {
        atMm = 0.5 * (lower + upper);
      }
    }
  }

  private static Nearest fromCorners(Region from, Region to, Nearest known) {
    SolidIndex index = SolidIndex.ofSteps(to);
    double best = known.mm();
    double at = known.atMm();
    for (Slab slab : from.slabs()) {
      for (double[] ring : slab.shape().simplified().rings()) {
        for (int i = 0; i < ring.length; i += 2) {
          double mm = index.distance(ring[i], ring[i + 1], slab.lowerMm(), slab.upperMm(), best);
          if (mm < best) {
            best = mm;
            at = 0.5 * (slab.lowerMm() + slab.upperMm());
          }
        }
      }
    }
    return new Nearest(best, at);
  }

  /**
   * A percentile of the distance from the surface of the first to the second.
   *
   * @param percent from 0 to 100
   * @throws GeometryException if one is empty or their slices are not parallel
   */
  public static Percentile percentile(Solid first, Solid second, double percent) {
    Region a = first.primary();
    Region b = second.primary();
    requireBoth(a, b);
    SolidIndex index = SolidIndex.ofSlopes(SlabStack.of(b));
    SurfaceSamples surface = new SurfaceSamples(SlabStack.of(a));
    Samples samples = new Samples();
    Follower follower = new Follower();
    surface.each(
        (u, v, w, area) -> {
          double limit = follower.limit(u, v, w);
          double mm = index.distance(u, v, w, w, limit);
          follower.found(u, v, w, mm);
          samples.add(mm, area);
        });
    return new Percentile(samples.percentiles(percent)[0], surface.stepMm());
  }

  /** Bounds a distance by that of the point before, since neighbours are asked for in turn. */
  static final class Follower {
    private double u;
    private double v;
    private double w;
    private double mm = Double.POSITIVE_INFINITY;

    double limit(double atU, double atV, double atW) {
      double du = atU - u;
      double dv = atV - v;
      double dw = atW - w;
      return (mm + Math.sqrt(du * du + dv * dv + dw * dw)) * (1 + 1e-9) + 1e-9;
    }

    void found(double atU, double atV, double atW, double foundMm) {
      u = atU;
      v = atV;
      w = atW;
      mm = foundMm;
    }
  }

  static void requireBoth(Region a, Region b) {
    if (a.isEmpty() || b.isEmpty()) {
      throw new GeometryException("one of the two structures is empty");
    }
    a.requireParallelTo(b);
  }

  /** Ends of slabs along the normal: where a region begins and ends. */
  static double[] extent(Region region) {
    List<Slab> slabs = region.slabs();
    return new double[] {slabs.get(0).lowerMm(), slabs.get(slabs.size() - 1).upperMm()};
  }
}
