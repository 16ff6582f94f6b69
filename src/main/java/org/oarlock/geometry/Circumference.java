package org.oarlock.geometry;

import static java.util.Objects.requireNonNull;

import java.util.IdentityHashMap;
import java.util.Map;

/**
 * How much of a structure's outline lies inside another one: on every slice that both have, the
 * length of each outer ring inside the other, closed figure, divided by the ring's length. Holes
 * are no circumference. Segments are cut exactly; a ring that runs along the other's outline within
 * 0.01 mm, the rounding of contour files, is inside.
 *
 * @param largest the largest share of all slices and rings; 0 if they share no slice
 * @param atMm the height of the slice that has it, the lowest of several; NaN if there is none
 * @param mean the share of all rings together, weighted by their length
 * @param largestGrown the largest share if the other structure were 1 mm larger in the plane
 * @param largestShrunk the largest share if it were 1 mm smaller in the plane
 */
public record Circumference(
    double largest, double atMm, double mean, double largestGrown, double largestShrunk) {
  private static final double CLOSED_MM = 0.01;

  private static final double UNSURE_MM = 1;

  /** Whether the two structures have a slice in common. */
  public boolean sharesSlices() {
    return !Double.isNaN(atMm);
  }

  /**
   * The share of one solid's outline inside another solid.
   *
   * @throws GeometryException if their slices are not parallel
   */
  public static Circumference inside(Solid ringed, Solid other) {
    Region a = ringed.primary();
    Region b = other.primary();
    a.requireParallelTo(b);
    Shares closed = Shares.of(a, b, CLOSED_MM);
    Shares grown = Shares.of(a, b, CLOSED_MM + UNSURE_MM);
    Shares shrunk = Shares.of(a, b, CLOSED_MM - UNSURE_MM);
    return new Circumference(
        closed.largest,
        closed.atMm,
        closed.length > 0 ? closed.inside / closed.length : 0,
        grown.largest,
        shrunk.largest);
  }

  /** The shares of all slices for one size of the other structure. */
  private static final class Shares {
    private double largest;
    private double atMm = Double.NaN;
    private double inside;
    private double length;

    static Shares of(Region a, Region b, double growMm) {
      IdentityHashMap<PlanarShape, EdgeIndex> grown = new IdentityHashMap<>();
      b.slabs().stream()
          .map(Slab::shape)
          .distinct()
          .parallel()
          .map(shape -> Map.entry(shape, new EdgeIndex(shape.grow(growMm))))
          .sequential()
          .forEachOrdered(entry -> grown.put(entry.getKey(), entry.getValue()));
      Shares shares = new Shares();
      Region.eachCommon(
          a,
          b,
          (mine, theirs, lower, upper) ->
              shares.add(mine, requireNonNull(grown.get(theirs)), lower, upper));
      return shares;
    }

    private void add(PlanarShape shape, EdgeIndex other, double lower, double upper) {
      for (double[] ring : shape.outline()) {
        if (StripOverlay.area(ring) > 0) {
          add(ring, other, 0.5 * (lower + upper), upper - lower);
        }
      }
    }

    private void add(double[] ring, EdgeIndex other, double at, double thickness) {
      Arc arc = Arc.of(ring, other);
      if (Double.isNaN(atMm) || arc.share() > largest) {
        largest = arc.share();
        atMm = at;
      }
      inside += arc.insideMm * thickness;
      length += arc.lengthMm * thickness;
    }
  }

  /** How much of a ring lies inside a closed figure. */
  private record Arc(double insideMm, double lengthMm) {
    static Arc of(double[] ring, EdgeIndex other) {
      double length = 0;
      double inside = 0;
      for (int i = 0; i < ring.length; i += 2) {
        int j = i + 2 == ring.length ? 0 : i + 2;
        double edge = Math.hypot(ring[j] - ring[i], ring[j + 1] - ring[i + 1]);
        length += edge;
        inside += edge * other.shareInside(ring[i], ring[i + 1], ring[j], ring[j + 1]);
      }
      return new Arc(inside, length);
    }

    double share() {
      return Math.min(1, insideMm / lengthMm);
    }
  }

  /** The largest share of an outer ring of one figure inside another, closed one. */
  static double largest(PlanarShape ringed, PlanarShape other) {
    EdgeIndex closed = new EdgeIndex(other.grow(CLOSED_MM));
    return ringed.outline().stream()
        .filter(ring -> StripOverlay.area(ring) > 0)
        .mapToDouble(ring -> Arc.of(ring, closed).share())
        .max()
        .orElse(0);
  }
}
