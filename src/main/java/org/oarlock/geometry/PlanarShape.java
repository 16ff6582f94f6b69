package org.oarlock.geometry;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;

/**
 * A plane figure: rings under the even-odd rule, so that nesting depth decides what is inside. A
 * point is inside when a ray from it meets the rings an odd number of times. Rings never cross each
 * other or themselves; they may touch. Coordinates are (u, v) of a {@link PlaneFrame}, in mm.
 */
public final class PlanarShape {
  /** The empty figure. */
  public static final PlanarShape EMPTY = new PlanarShape(List.of(), 0, null);

  /** Arcs of a margin err by less … */
  private static final double ARC_MM = 0.02;

  /** What rounding may add to a distance: of it, and in mm. */
  private static final double ROUNDING = 1e-9;

  /** … and by less than this share of the margin. */
  private static final double ARC_SHARE = 5e-3;

  /** Corners that stand out by less are not followed where margins are drawn. */
  static final double SIMPLE_MM = 0.01;

  /** About so many corners are tried before two figures are intersected. */
  private static final int CORNERS_TRIED = 8;

  private final List<double[]> rings;
  private final double areaMm2;
  private final Envelope bounds = new Envelope();
  private volatile @Nullable List<double[]> oriented;
  private volatile @Nullable PlanarShape simplified;
  private volatile @Nullable EdgeIndex index;
  private boolean crossingsWereResolved;

  private PlanarShape(List<double[]> rings, double areaMm2, @Nullable List<double[]> oriented) {
    this.rings = List.copyOf(rings);
    this.areaMm2 = areaMm2;
    this.oriented = oriented;
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
      PlanarShape resolved = ofDrawn(StripOverlay.evenOdd(usable));
      resolved.crossingsWereResolved = !resolved.isEmpty();
      return resolved;
    }
    return sweep.areaMm2() > 0
        ? new PlanarShape(insideLeft(usable, sweep), sweep.areaMm2(), null)
        : EMPTY;
  }

  /** The rings, each in the direction in which what it bounds lies to its left. */
  private static List<double[]> insideLeft(List<double[]> rings, EvenOddSweep sweep) {
    List<double[]> directed = new ArrayList<>(rings.size());
    for (int r = 0; r < rings.size(); r++) {
      directed.add(sweep.runsClockwise(r) ? JtsRings.reversed(rings.get(r)) : rings.get(r));
    }
    return directed;
  }

  static PlanarShape ofDrawn(StripOverlay.Drawn drawn) {
    return drawn.rings().isEmpty()
        ? EMPTY
        : new PlanarShape(drawn.rings(), drawn.areaMm2(), drawn.rings());
  }

  /** Of rings that have their inside on the left and do not cross. */
  static PlanarShape ofDrawn(List<double[]> rings) {
    double area = 0;
    for (double[] ring : rings) {
      area += StripOverlay.area(ring);
    }
    return ofDrawn(new StripOverlay.Drawn(rings, area));
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

  /**
   * u, v of each point one after the other, per ring; shared, not to be written to. What a ring
   * bounds lies to its left as it runs, with u to the right and v upwards.
   */
  public List<double[]> rings() {
    return rings;
  }

  /** How many corners all rings have together. */
  int corners() {
    int corners = 0;
    for (double[] ring : rings) {
      corners += ring.length / 2;
    }
    return corners;
  }

  /** A rectangle around it; shared, not to be changed. */
  Envelope bounds() {
    return bounds;
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
    return ofDrawn(StripOverlay.union(rings, other.rings));
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
    return ofDrawn(StripOverlay.intersect(near(common), other.near(common)));
  }

  /** What lies in this figure but not in the other. */
  public PlanarShape subtract(PlanarShape other) {
    if (other == this) {
      return EMPTY;
    }
    if (isEmpty() || other.isEmpty() || !bounds.intersects(other.bounds)) {
      return this;
    }
    return ofDrawn(StripOverlay.subtract(rings, other.near(bounds)));
  }

  /** The rings without those that neither reach into nor surround any of a rectangle. */
  private List<double[]> near(Envelope rectangle) {
    if (rings.size() == 1 || rectangle.contains(bounds)) {
      return rings;
    }
    List<double[]> kept = new ArrayList<>();
    for (double[] ring : rings) {
      if (boundsOf(ring).intersects(rectangle)) {
        kept.add(ring);
      }
    }
    return kept;
  }

  private static Envelope boundsOf(double[] ring) {
    Envelope bounds = new Envelope();
    for (int i = 0; i < ring.length; i += 2) {
      bounds.expandToInclude(ring[i], ring[i + 1]);
    }
    return bounds;
  }

  /**
   * All points within a distance of this figure; for a negative distance, all points that far from
   * its outside. Arcs reach too far by less than 0.02 mm, and by less than 0.005 of the distance.
   */
  public PlanarShape grow(double distanceMm) {
    if (isEmpty() || distanceMm == 0) {
      return this;
    }
    Reach reach = Reach.round(Math.abs(distanceMm));
    double flatness = flatness(reach.largestMm());
    List<double[]> pushed =
        distanceMm > 0
            ? GrownOutline.outwards(outline(), reach, flatness)
            : GrownOutline.inwards(outline(), reach, flatness);
    return ofDrawn(StripOverlay.wound(pushed, 1));
  }

  /** By how much of a margin its arcs may be flattened. */
  static double flatness(double marginMm) {
    return Math.min(ARC_SHARE, ARC_MM / marginMm);
  }

  /** The rings, each with the inside on its left: outlines counter-clockwise, holes clockwise. */
  List<double[]> outline() {
    List<double[]> known = oriented;
    if (known == null) {
      known = StripOverlay.evenOdd(rings).rings();
      oriented = known;
    }
    return known;
  }

  /** This figure with corners left out that stand out by less than {@value #SIMPLE_MM} mm. */
  PlanarShape simplified() {
    PlanarShape known = simplified;
    if (known == null) {
      List<double[]> fewer = new ArrayList<>();
      boolean any = false;
      for (double[] ring : rings) {
        double[] simple = RingSimplifier.simplified(ring, SIMPLE_MM);
        any |= simple.length < ring.length;
        fewer.add(simple);
      }
      known = any ? ofDrawn(StripOverlay.evenOdd(fewer)) : this;
      simplified = known;
    }
    return known;
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
    if (isEmpty() || other.isEmpty() || !bounds.intersects(other.bounds)) {
      return false;
    }
    return hasCornerWithin(other) || intersect(other).areaMm2() > 0;
  }

  /** Whether one of some corners lies well inside another figure: around a corner there is area. */
  private boolean hasCornerWithin(PlanarShape other) {
    double[] ring = rings.get(0);
    int step = Math.max(2, ring.length / (2 * CORNERS_TRIED) * 2);
    for (int i = 0; i < ring.length; i += step) {
      if (other.signedDistance(ring[i], ring[i + 1]) > SIMPLE_MM) {
        return true;
      }
    }
    return false;
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

  /** The distance from a point to the outline, positive inside and negative outside. */
  public double signedDistance(double u, double v) {
    EdgeIndex known = index;
    if (known == null) {
      known = new EdgeIndex(this);
      index = known;
    }
    double mm = Math.sqrt(known.nearestSquared(u, v, Double.POSITIVE_INFINITY));
    return mm < ROUNDING || known.contains(u, v) ? mm : -mm;
  }

  /**
   * The distance from a point to the outline, positive inside and negative outside, by what it is
   * at a point nearby: it differs by no more than the two are apart.
   *
   * @param nearbyMm the signed distance of the other point
   * @param apartMm how far away that point is
   */
  public double signedDistance(double u, double v, double nearbyMm, double apartMm) {
    EdgeIndex known = index;
    if (known == null) {
      return signedDistance(u, v);
    }
    double most = (Math.abs(nearbyMm) + apartMm) * (1 + ROUNDING) + ROUNDING;
    double mm = Math.sqrt(known.nearestSquared(u, v, most * most));
    boolean sameSide = Math.abs(nearbyMm) > apartMm * (1 + ROUNDING) + ROUNDING;
    boolean inside = sameSide ? nearbyMm > 0 : mm < ROUNDING || known.contains(u, v);
    return inside ? mm : -mm;
  }

  /** This figure about its centre made larger by a factor, and moved. */
  public PlanarShape scaled(double factor, double byU, double byV) {
    double[] centre = centroid();
    List<double[]> scaled = new ArrayList<>();
    for (double[] ring : rings) {
      double[] moved = new double[ring.length];
      for (int i = 0; i < ring.length; i += 2) {
        moved[i] = centre[0] + factor * (ring[i] - centre[0]) + byU;
        moved[i + 1] = centre[1] + factor * (ring[i + 1] - centre[1]) + byV;
      }
      scaled.add(moved);
    }
    return new PlanarShape(scaled, factor * factor * areaMm2, null);
  }

  /** The connected parts of this figure, each with its holes, in a fixed order. */
  public List<PlanarShape> parts() {
    List<double[]> outer = new ArrayList<>();
    List<double[]> holes = new ArrayList<>();
    for (double[] ring : outline()) {
      (StripOverlay.area(ring) > 0 ? outer : holes).add(ring);
    }
    if (outer.size() <= 1) {
      return isEmpty() ? List.of() : List.of(this);
    }
    List<List<double[]>> parts = new ArrayList<>();
    for (double[] ring : outer) {
      parts.add(new ArrayList<>(List.of(ring)));
    }
    ShapeIndex around = new ShapeIndex();
    for (int i = 0; i < outer.size(); i++) {
      around.add(i, boundsOf(outer.get(i)));
    }
    for (double[] hole : holes) {
      parts.get(innermostAround(hole, outer, around)).add(hole);
    }
    return parts.stream().map(PlanarShape::ofDrawn).toList();
  }

  /** The smallest of the outlines that surround a hole. */
  private static int innermostAround(double[] hole, List<double[]> outer, ShapeIndex around) {
    int innermost = 0;
    double least = Double.POSITIVE_INFINITY;
    Envelope bounds = boundsOf(hole);
    for (int i : around.meeting(bounds)) {
      double[] ring = outer.get(i);
      if (boundsOf(ring).contains(bounds)) {
        double area = StripOverlay.area(ring);
        if (area < least && JtsRings.isInside(hole, ring)) {
          least = area;
          innermost = i;
        }
      }
    }
    return innermost;
  }

  /** The centre of the enclosed area, (u, v). */
  public double[] centroid() {
    double u0 = bounds.getMinX();
    double v0 = bounds.getMinY();
    double area = 0;
    double momentU = 0;
    double momentV = 0;
    for (double[] ring : outline()) {
      int n = ring.length;
      for (int i = 0; i < n; i += 2) {
        int j = i + 2 == n ? 0 : i + 2;
        double au = ring[i] - u0;
        double av = ring[i + 1] - v0;
        double bu = ring[j] - u0;
        double bv = ring[j + 1] - v0;
        double cross = au * bv - bu * av;
        area += cross / 2;
        momentU += cross * (au + bu) / 6;
        momentV += cross * (av + bv) / 6;
      }
    }
    return new double[] {u0 + momentU / area, v0 + momentV / area};
  }
}
