package org.oarlock.geometry;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Envelope;

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

  /** What lies this much farther away than the other figure is grown has no bearing on a ring. */
  private static final double BEYOND_MM = 1;

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
      Map<PlanarShape, Envelope> near = new LinkedHashMap<>();
      Region.eachCommon(
          a,
          b,
          (mine, theirs, lower, upper) ->
              near.computeIfAbsent(theirs, t -> new Envelope()).expandToInclude(bounds(mine)));
      double beyond = Math.abs(growMm) + BEYOND_MM;
      List<EdgeIndex> indexes =
          Concurrently.map(
              List.copyOf(near.entrySet()),
              pair -> new EdgeIndex(around(pair.getKey(), pair.getValue(), beyond).grow(growMm)));
      Map<PlanarShape, EdgeIndex> grown = new HashMap<>();
      near.keySet().forEach(shape -> grown.put(shape, indexes.get(grown.size())));
      Shares shares = new Shares();
      Region.eachCommon(
          a,
          b,
          (mine, theirs, lower, upper) ->
              shares.add(mine, requireNonNull(grown.get(theirs)), lower, upper));
      return shares;
    }

    private static Envelope bounds(PlanarShape shape) {
      return new Envelope(shape.minU(), shape.maxU(), shape.minV(), shape.maxV());
    }

    /** The part of a figure that matters to what lies within these bounds. */
    private static PlanarShape around(PlanarShape shape, Envelope bounds, double beyondMm) {
      return shape.clipped(
          bounds.getMinX() - beyondMm,
          bounds.getMinY() - beyondMm,
          bounds.getMaxX() + beyondMm,
          bounds.getMaxY() + beyondMm);
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
