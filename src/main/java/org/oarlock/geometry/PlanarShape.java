package org.oarlock.geometry;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/**
 * A plane figure: rings under the even-odd rule, so that nesting depth decides what is inside. A
 * point is inside when a ray from it meets the rings an odd number of times. Rings never cross each
 * other or themselves; they may touch. Coordinates are (u, v) of a {@link PlaneFrame}, in mm.
 */
public final class PlanarShape {
  /** The empty figure. */
  public static final PlanarShape EMPTY = new PlanarShape(List.of(), 0, null);

  private final List<double[]> rings;
  private final double areaMm2;
  private final Envelope bounds = new Envelope();
  private volatile @Nullable Geometry geometry;
  private boolean crossingsWereResolved;

  private PlanarShape(List<double[]> rings, double areaMm2, @Nullable Geometry geometry) {
    this.rings = List.copyOf(rings);
    this.areaMm2 = areaMm2;
    this.geometry = geometry;
    for (double[] ring : rings) {
      for (int i = 0; i < ring.length; i += 2) {
        bounds.expandToInclude(ring[i], ring[i + 1]);
      }
    }
  }

  /**
   * The figure that rings enclose under the even-odd rule. Where they cross, the crossings become
   * vertices; what is inside stays the same.
   *
   * @param rings u, v of each point one after the other, not repeating the first; taken over. Rings
   *     with fewer than three points enclose nothing.
   * @throws EvenOddSweep.TooComplexException if the rings are too intricate
   */
  public static PlanarShape ofRings(List<double[]> rings) {
    List<double[]> usable = rings.stream().filter(r -> r.length >= 6).toList();
    if (usable.isEmpty()) {
      return EMPTY;
    }
    EvenOddSweep sweep = EvenOddSweep.of(usable);
    if (sweep.isCrossing()) {
      PlanarShape resolved = ofGeometry(JtsRings.evenOdd(usable));
      resolved.crossingsWereResolved = !resolved.isEmpty();
      return resolved;
    }
    return sweep.areaMm2() > 0 ? new PlanarShape(usable, sweep.areaMm2(), null) : EMPTY;
  }

  private static PlanarShape ofGeometry(Geometry polygonal) {
    List<double[]> rings = JtsRings.ringsOf(polygonal);
    return rings.isEmpty() ? EMPTY : new PlanarShape(rings, polygonal.getArea(), null);
  }

  /** A simple polygon from u, v of each point; for rings that are known not to cross. */
  public static PlanarShape polygon(double... uv) {
    return ofRings(List.of(uv));
  }

  /** Whether the rings that it was made of crossed, so that crossings were made vertices. */
  boolean crossingsWereResolved() {
    return crossingsWereResolved;
  }

  public boolean isEmpty() {
    return rings.isEmpty();
  }

  /** The enclosed area, exact under the even-odd rule. */
  public double areaMm2() {
    return areaMm2;
  }

  /** u, v of each point one after the other, per ring; shared, not to be written to. */
  public List<double[]> rings() {
    return rings;
  }

  public double minU() {
    return bounds.getMinX();
  }

  public double maxU() {
    return bounds.getMaxX();
  }

  public double minV() {
    return bounds.getMinY();
  }

  public double maxV() {
    return bounds.getMaxY();
  }

  /** What lies in this or in that figure. */
  public PlanarShape union(PlanarShape other) {
    if (isEmpty() || other == this) {
      return other;
    }
    if (other.isEmpty()) {
      return this;
    }
    if (!bounds.intersects(other.bounds)) {
      List<double[]> both = new ArrayList<>(rings);
      both.addAll(other.rings);
      return new PlanarShape(both, areaMm2 + other.areaMm2, null);
    }
    return overlay(geometry(), other.geometry(), OverlayNG.UNION);
  }

  /** What lies in both figures. */
  public PlanarShape intersect(PlanarShape other) {
    if (other == this) {
      return this;
    }
    if (isEmpty() || other.isEmpty() || !bounds.intersects(other.bounds)) {
      return EMPTY;
    }
    Envelope common = bounds.intersection(other.bounds);
    return overlay(near(common), other.near(common), OverlayNG.INTERSECTION);
  }

  /** What lies in this figure but not in the other. */
  public PlanarShape subtract(PlanarShape other) {
    if (other == this) {
      return EMPTY;
    }
    if (isEmpty() || other.isEmpty() || !bounds.intersects(other.bounds)) {
      return this;
    }
    return overlay(geometry(), other.near(bounds), OverlayNG.DIFFERENCE);
  }

  /**
   * This figure as a geometry, without rings that neither reach into nor surround any of a
   * rectangle.
   */
  private Geometry near(Envelope rectangle) {
    if (rings.size() == 1 || rectangle.contains(bounds)) {
      return geometry();
    }
    List<double[]> kept = new ArrayList<>();
    for (double[] ring : rings) {
      Envelope own = new Envelope();
      for (int i = 0; i < ring.length; i += 2) {
        own.expandToInclude(ring[i], ring[i + 1]);
      }
      if (own.intersects(rectangle)) {
        kept.add(ring);
      }
    }
    return kept.size() == rings.size() ? geometry() : JtsRings.polygonal(kept);
  }

  private static PlanarShape overlay(Geometry a, Geometry b, int operation) {
    return ofGeometry(OverlayNGRobust.overlay(a, b, operation));
  }

  /**
   * All points within a distance of this figure; for a negative distance, all points that far from
   * its outside. Arcs are drawn so that they err by less than 0.0003 of the distance.
   */
  public PlanarShape grow(double distanceMm) {
    if (isEmpty() || distanceMm == 0) {
      return this;
    }
    return ofGeometry(JtsRings.buffer(geometry(), distanceMm));
  }

  /** The part of this figure in a rectangle; this figure itself if all of it is. */
  public PlanarShape clipped(double minU, double minV, double maxU, double maxV) {
    if (isEmpty() || new Envelope(minU, maxU, minV, maxV).contains(bounds)) {
      return this;
    }
    List<double[]> clipped = new ArrayList<>();
    for (double[] ring : rings) {
      double[] inside = RingClip.below(ring, 0, maxU);
      inside = RingClip.above(inside, 0, minU);
      inside = RingClip.below(inside, 1, maxV);
      inside = RingClip.above(inside, 1, minV);
      if (inside.length >= 6) {
        clipped.add(inside);
      }
    }
    double area = clipped.isEmpty() ? 0 : EvenOddSweep.of(clipped).areaMm2();
    return area > 0 ? new PlanarShape(clipped, area, null) : EMPTY;
  }

  /** Whether both have area in common. */
  public boolean overlaps(PlanarShape other) {
    return intersect(other).areaMm2() > 0;
  }

  /** Whether a point is inside; on the boundary either answer may come. */
  public boolean contains(double u, double v) {
    if (!bounds.contains(u, v)) {
      return false;
    }
    boolean inside = false;
    for (double[] ring : rings) {
      inside ^= JtsRings.ringContains(ring, u, v);
    }
    return inside;
  }

  /** The connected parts of this figure, each with its holes, in a fixed order. */
  public List<PlanarShape> parts() {
    Geometry all = geometry();
    if (all.getNumGeometries() <= 1) {
      return isEmpty() ? List.of() : List.of(this);
    }
    List<PlanarShape> parts = new ArrayList<>();
    for (int i = 0; i < all.getNumGeometries(); i++) {
      PlanarShape part = ofGeometry(all.getGeometryN(i));
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    return parts;
  }

  /** The centre of the enclosed area, (u, v). */
  public double[] centroid() {
    Coordinate c = geometry().getCentroid().getCoordinate();
    return new double[] {c.x, c.y};
  }

  /** The same figure as a valid JTS polygon or multi-polygon. */
  Geometry geometry() {
    Geometry known = geometry;
    if (known == null) {
      known = JtsRings.polygonal(rings);
      geometry = known;
    }
    return known;
  }
}
