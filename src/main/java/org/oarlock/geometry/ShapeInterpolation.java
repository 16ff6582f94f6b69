package org.oarlock.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The surface between the contour planes of one part of a structure: where the signed distance to
 * the contours, interpolated from plane to plane by a cubic, is zero. The cubic has at every plane
 * the slope of the parabola through the distances there and on both neighbouring planes (Bessel's
 * choice), so that unevenly spaced planes are joined smoothly.
 *
 * <p>The zero is found from the outline of the nearest plane: each of its corners moves outwards,
 * at right angles to the outline, by minus the interpolated distance. That is exact for concentric
 * circles and of second order in the move elsewhere.
 *
 * <p>How far away the contours of a plane are that does not go on with an outline says nothing
 * about that outline, only about what lies beside it. Such a plane is left out of the parabola; if
 * it is the next one, the outline ends there as at any end, with a half-slice cap.
 */
final class ShapeInterpolation {
  /** There are so many steps between a plane and the middle of a gap that each is this thick … */
  private static final double STEP_MM = 0.3;

  /** … but no more than there are rules for. */
  private static final List<Steps> STEPS = List.of(Steps.one(), Steps.two(), Steps.three());

  /** Planes away that an outline is compared with. */
  private static final int REACH = 2;

  /** Contours nearer than this are the same. */
  private static final double SAME_MM = 1e-9;

  /** Corners that stand out do so by no more than this many times the move. */
  private static final double LONGEST_MITRE = 3;

  private final List<ContourStack.Plane> planes;
  private final EdgeIndex[] indexes;

  ShapeInterpolation(List<ContourStack.Plane> planes) {
    this.planes = planes;
    this.indexes = planes.stream().map(p -> new EdgeIndex(p.shape())).toArray(EdgeIndex[]::new);
  }

  /** For each plane what belongs to it between the middles of the gaps, cut into steps. */
  List<List<Slab>> slabs() {
    return Concurrently.map(
        IntStream.range(0, planes.size()).boxed().toList(), plane -> slabs(plane));
  }

  private List<Slab> slabs(int plane) {
    List<Ring> rings =
        planes.get(plane).shape().rings().stream().map(ring -> new Ring(ring, plane)).toList();
    double at = planes.get(plane).offsetMm();
    List<Slab> slabs = new ArrayList<>();
    if (has(plane - 1)) {
      addHalf(rings, plane, plane - 1, at - gap(plane, plane - 1) / 2, at, slabs);
    }
    if (has(plane + 1)) {
      addHalf(rings, plane, plane + 1, at, at + gap(plane, plane + 1) / 2, slabs);
    }
    return slabs;
  }

  private void addHalf(
      List<Ring> rings, int plane, int towards, double lower, double upper, List<Slab> slabs) {
    List<Outline> outlines = rings.stream().map(ring -> outline(ring, plane, towards)).toList();
    double half = upper - lower;
    int count = (int) Math.max(1, Math.min(STEPS.size(), Math.ceil(half / STEP_MM)));
    Steps steps = STEPS.get(count - 1);
    double gap = Math.abs(planes.get(towards).offsetMm() - planes.get(plane).offsetMm());
    double from = lower;
    for (int s = 0; s < count; s++) {
      double to = s + 1 == count ? upper : lower + steps.ends()[s] * half;
      double at = lower + steps.places()[s] * half;
      double share = Math.abs(at - planes.get(plane).offsetMm()) / gap;
      List<double[]> moved =
          outlines.stream().map(o -> o.at(share)).filter(r -> r.length > 0).toList();
      PlanarShape figure = PlanarShape.ofDrawn(StripOverlay.wound(moved, 1));
      if (!figure.isEmpty()) {
        slabs.add(new Slab(from, to, figure));
      }
      from = to;
    }
  }

  /**
   * How what lies between two heights is cut into steps: each has the outline of the surface at a
   * place of Gauss's rule and is as thick as its weight. As many steps in their own middles would
   * err far more: volumes and curves of solids that taper or bulge by a parabola come out exactly
   * with two.
   *
   * @param places where the outlines are those of the surface, as shares of the height
   * @param ends where the steps end; the last at 1
   */
  @SuppressWarnings("ArrayRecordComponent") // private, and never compared
  private record Steps(double[] places, double[] ends) {
    static Steps one() {
      return new Steps(new double[] {0.5}, new double[] {1});
    }

    static Steps two() {
      double off = Math.sqrt(1.0 / 12);
      return new Steps(new double[] {0.5 - off, 0.5 + off}, new double[] {0.5, 1});
    }

    static Steps three() {
      double off = Math.sqrt(3.0 / 20);
      return new Steps(
          new double[] {0.5 - off, 0.5, 0.5 + off}, new double[] {5.0 / 18, 13.0 / 18, 1});
    }
  }

  /**
   * A ring and, for each of its corners, where it moves to and how.
   *
   * @param slope of the distance at the ring's own plane, per gap
   * @param end the distance to the contour of the neighbouring plane
   * @param endSlope of the distance there, per gap
   */
  @SuppressWarnings("ArrayRecordComponent") // private, and never compared
  private record Outline(
      double[] ring, double[] outwards, double[] slope, double[] end, double[] endSlope) {
    /** The ring at a share of the way to the neighbouring plane; no corners if it is gone. */
    double[] at(double t) {
      double[] moved = new double[ring.length];
      double h10 = t * (1 - t) * (1 - t);
      double h01 = t * t * (3 - 2 * t);
      double h11 = t * t * (t - 1);
      for (int i = 0; i < end.length; i++) {
        double distance = h10 * slope[i] + h01 * end[i] + h11 * endSlope[i];
        moved[2 * i] = ring[2 * i] - distance * outwards[2 * i];
        moved[2 * i + 1] = ring[2 * i + 1] - distance * outwards[2 * i + 1];
      }
      return isInsideOut(moved) ? new double[0] : moved;
    }

    /** Whether it has moved through itself, so that its edges run backwards. */
    private boolean isInsideOut(double[] moved) {
      double along = 0;
      for (int i = 0; i < ring.length; i += 2) {
        int j = i + 2 == ring.length ? 0 : i + 2;
        along += (ring[j] - ring[i]) * (moved[j] - moved[i]);
        along += (ring[j + 1] - ring[i + 1]) * (moved[j + 1] - moved[i + 1]);
      }
      return along <= 0;
    }
  }

  private Outline outline(Ring ring, int plane, int towards) {
    int n = ring.corners.length / 2;
    double[] end = ring.distancesTo(towards);
    if (end == null) {
      return new Outline(ring.corners, ring.outwards, new double[n], new double[n], new double[n]);
    }
    int step = towards - plane;
    double[] before = has(plane - step) ? ring.distancesTo(plane - step) : null;
    double[] after = has(towards + step) ? ring.distancesTo(towards + step) : null;
    double gap = gap(plane, towards);
    double[] slope = end.clone();
    double[] endSlope = end.clone();
    for (int i = 0; i < n; i++) {
      if (before != null) {
        double ratio = gap / gap(plane, plane - step);
        slope[i] = (end[i] - before[i] * ratio * ratio) / (1 + ratio);
      }
      if (after != null) {
        double ratio = gap / gap(towards, towards + step);
        endSlope[i] = (end[i] + (after[i] - end[i]) * ratio * ratio) / (1 + ratio);
      }
      // next to an end the parabola of the other plane goes on
      if (before == null) {
        slope[i] = 2 * end[i] - endSlope[i];
      } else if (after == null) {
        endSlope[i] = 2 * end[i] - slope[i];
      }
    }
    return new Outline(ring.corners, ring.outwards, slope, end, endSlope);
  }

  /** A ring of a plane, and how far away the contours of other planes are; for one thread. */
  private final class Ring {
    final double[] corners;
    final double[] outwards;
    private final int plane;
    private final double[][] distances = new double[2 * REACH + 1][];

    Ring(double[] corners, int plane) {
      this.corners = corners;
      this.outwards = outwards(corners);
      this.plane = plane;
    }

    /** From each corner, negative inside; null if the other plane does not go on with this ring. */
    double @Nullable [] distancesTo(int other) {
      double[] known = distances[other - plane + REACH];
      if (known == null) {
        known = distances(corners, other);
        distances[other - plane + REACH] = known;
      }
      return goesOn(corners, known) ? known : null;
    }
  }

  /** From each corner of a ring the distance to a plane's contours, negative inside. */
  private double[] distances(double[] ring, int plane) {
    double[] distances = new double[ring.length / 2];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = distance(plane, ring[2 * i], ring[2 * i + 1]);
    }
    return distances;
  }

  /**
   * Whether there is a ring that this one can be joined to, at these distances from its corners.
   */
  private static boolean goesOn(double[] ring, double[] distances) {
    double around = 0;
    double twiceArea = 0;
    for (int i = 0; i < ring.length; i += 2) {
      int j = i + 2 == ring.length ? 0 : i + 2;
      around += Math.hypot(ring[j] - ring[i], ring[j + 1] - ring[i + 1]);
      twiceArea += (ring[i] - ring[0]) * (ring[j + 1] - ring[1]);
      twiceArea -= (ring[j] - ring[0]) * (ring[i + 1] - ring[1]);
    }
    // an island is gone once it has moved inwards by its radius, a hole outwards
    double inwards = Math.signum(twiceArea);
    double radius = Math.abs(twiceArea) / around;
    return Arrays.stream(distances).anyMatch(mm -> inwards * mm < radius);
  }

  private boolean has(int plane) {
    return plane >= 0 && plane < planes.size();
  }

  private double gap(int a, int b) {
    return Math.abs(planes.get(a).offsetMm() - planes.get(b).offsetMm());
  }

  /** The distance to a plane's contours, negative inside. */
  private double distance(int plane, double u, double v) {
    double mm = Math.sqrt(indexes[plane].nearestSquared(u, v, Double.POSITIVE_INFINITY));
    return mm > SAME_MM && indexes[plane].contains(u, v) ? -mm : mm;
  }

  /** At each corner the direction in which it moves when both its edges move outwards by 1. */
  private static double[] outwards(double[] ring) {
    int n = ring.length;
    double[] outwards = new double[n];
    for (int i = 0; i < n; i += 2) {
      int before = i == 0 ? n - 2 : i - 2;
      int after = i + 2 == n ? 0 : i + 2;
      double[] a = normal(ring, before, i);
      double[] b = normal(ring, i, after);
      double u = a[0] + b[0];
      double v = a[1] + b[1];
      // its length is twice the cosine of half the turn: the mitre is 1 over that cosine
      double square = Math.max(u * u + v * v, 4 / (LONGEST_MITRE * LONGEST_MITRE));
      outwards[i] = 2 * u / square;
      outwards[i + 1] = 2 * v / square;
    }
    return outwards;
  }

  private static double[] normal(double[] ring, int from, int to) {
    double du = ring[to] - ring[from];
    double dv = ring[to + 1] - ring[from + 1];
    double length = Math.hypot(du, dv);
    return length > 0 ? new double[] {dv / length, -du / length} : new double[] {0, 0};
  }
}
