package org.oarlock.dvh;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oarlock.geometry.Layer;
import org.oarlock.geometry.PlanarShape;

/**
 * The strips between the walls of a stack of prisms and the surfaces that may run through the same
 * contours. Along the outline of each contour, the distances to the contours of the neighbouring
 * planes tell how far the surface moves from plane to plane. From them come, for every height
 * between two planes:
 *
 * <ul>
 *   <li>the <i>chord</i>: straight from contour to contour. No solid that bulges between its
 *       contours is smaller there, none that is waisted is larger;
 *   <li>the <i>bulge</i>: the parabola through the contour and both of its neighbours;
 *   <li>the <i>bound</i>: twice the bulge; next to an end, where surfaces turn fastest, the
 *       neighbouring slope continued. No solid that bulges all the way is larger.
 * </ul>
 *
 * <p>Between its corners a contour may itself be an arc; the bounds are widened by what an arc of
 * its mean curvature would add. A ring that the neighbouring plane does not go on with has no
 * strips; it is told to the {@link Ends}. Not for several threads.
 */
final class SurfaceStrips {
  /** Heights that a strip is cut into between a plane and the middle of the gap. */
  private static final int HEIGHTS = 2;

  /** Heights that a corner is looked at, from a plane to the middle of the gap. */
  private static final int CORNER_HEIGHTS = 2 * HEIGHTS + 1;

  /** An outline is followed at no fewer and no more places than this. */
  private static final int FEWEST = 32;

  private static final int MOST = 96;

  /** Outlines of fewer corners are what was drawn, not polygons for arcs. */
  private static final int ARC_CORNERS = 16;

  /** Strips narrower than this are nothing. */
  private static final double NOTHING_MM = 1e-7;

  /** Corners stand out by no more than this many times the width of a strip. */
  private static final double LONGEST_MITRE = 3;

  private static final double BOUND = 2;

  /** Takes rings that end between two planes. */
  interface Ends {
    /**
     * A ring that does not go on.
     *
     * @param ring the ring; a hole if it runs clockwise
     * @param from its layer
     * @param towards the layer that does not have it
     */
    void take(double[] ring, Layer from, Layer towards);
  }

  private final DoseProbe probe;
  private final double stepMm;
  private final Ends ends;

  /** What is added to the stack: least, bulge, open. */
  final Boxes least = new Boxes();

  final Boxes bulging = new Boxes();
  final Boxes open = new Boxes();

  // the place that is worked on: middle, outward normal, length
  private double atU;
  private double atV;
  private double normalU;
  private double normalV;
  private double length;

  /** How much the ring turns per length: 1 / radius of a circle, negative for a hole. */
  private double turn;

  // how far an arc between the corners reaches, at least and at most, on average over an edge
  private double arcLeast;
  private double arcMost;

  // for the layers from two below to two above: where the distance was last asked for, and what it
  // was
  private final double[] seenU = new double[5];
  private final double[] seenV = new double[5];
  private final double[] seenMm = new double[5];

  // at a corner: what the outline may be moved by at each height, least and most
  private final double[] moves = new double[2 * CORNER_HEIGHTS];

  // at the last height: what the outline may be moved by
  private double low;
  private double middle;
  private double high;

  /**
   * @param stepMm outlines are followed at about this distance
   */
  SurfaceStrips(DoseProbe probe, double stepMm, Ends ends) {
    this.probe = probe;
    this.stepMm = stepMm;
    this.ends = ends;
  }

  /** Boxes of linear dose: dose, two squared spreads, mm3; for outside, no dose. */
  static final class Boxes {
    private static final int BOX = 4;
    private double[] boxes = new double[256];
    private int size;
    private double outsideMm3;

    void add(double gy, double squareA, double squareB, double mm3) {
      if (size + BOX > boxes.length) {
        boxes = Arrays.copyOf(boxes, 2 * boxes.length);
      }
      boxes[size++] = gy;
      boxes[size++] = squareA;
      boxes[size++] = squareB;
      boxes[size++] = mm3;
    }

    void addTo(DoseSpectrum spectrum) {
      for (int i = 0; i < size; i += BOX) {
        spectrum.add(boxes[i], boxes[i + 1], boxes[i + 2], 0, boxes[i + 3]);
      }
      spectrum.addOutside(outsideMm3);
    }
  }

  /** Adds the strips around one layer of a group. */
  void add(List<Layer> group, int index) {
    if (group.size() < 2 || !probe.isGrid()) {
      return;
    }
    for (double[] ring : group.get(index).shape().rings()) {
      setUp(ring);
      add(ring, group, index);
    }
  }

  private void setUp(double[] ring) {
    Arrays.fill(seenMm, Double.NaN);
    double around = 0;
    double twiceArea = 0;
    for (int i = 0; i < ring.length; i += 2) {
      int j = i + 2 == ring.length ? 0 : i + 2;
      around += Math.hypot(ring[j] - ring[i], ring[j + 1] - ring[i + 1]);
      twiceArea += (ring[i] - ring[0]) * (ring[j + 1] - ring[1]);
      twiceArea -= (ring[j] - ring[0]) * (ring[i + 1] - ring[1]);
    }
    turn = Math.signum(twiceArea) * 2 * Math.PI / around;
    int corners = ring.length / 2;
    double edge = around / corners;
    double sagitta = corners < ARC_CORNERS ? 0 : edge * edge * turn / 8;
    arcLeast = Math.min(-sagitta / 3, 2 * sagitta / 3);
    arcMost = Math.max(-sagitta / 3, 2 * sagitta / 3);
    perimeter = around;
    radius = Math.abs(twiceArea) / around;
  }

  private double perimeter;
  private double radius;

  private void add(double[] ring, List<Layer> group, int index) {
    int n = (int) Math.max(FEWEST, Math.min(MOST, Math.ceil(perimeter / stepMm)));
    double[] points = spread(ring, 2 * n);
    boolean below = index > 0 && goesOn(points, group.get(index - 1));
    boolean above = index + 1 < group.size() && goesOn(points, group.get(index + 1));
    Layer layer = group.get(index);
    if (index > 0 && !below) {
      ends.take(ring, layer, group.get(index - 1));
    }
    if (index + 1 < group.size() && !above) {
      ends.take(ring, layer, group.get(index + 1));
    }
    for (int k = 0; k < n && (below || above); k++) {
      int from = 4 * k;
      int to = (4 * k + 4) % points.length;
      double du = points[to] - points[from];
      double dv = points[to + 1] - points[from + 1];
      length = Math.hypot(du, dv);
      if (length > NOTHING_MM) {
        atU = points[from + 2];
        atV = points[from + 3];
        normalU = dv / length;
        normalV = -du / length;
        piece(group, index, below, above);
      }
    }
  }

  /** Whether a neighbouring plane has a ring that this one can be joined to. */
  private boolean goesOn(double[] points, Layer other) {
    boolean isHole = turn < 0;
    for (int i = 0; i < points.length; i += 8) {
      double out = other.shape().signedDistance(points[i], points[i + 1]);
      // an island is gone once it has moved inwards by its radius, a hole outwards
      if ((isHole ? out : -out) < radius) {
        return true;
      }
    }
    return false;
  }

  /** Points along a ring at equal distances, the first one its first corner. */
  private double[] spread(double[] ring, int count) {
    double[] points = new double[2 * count];
    double step = perimeter / count;
    double done = 0;
    int n = 0;
    for (int i = 0; i < ring.length; i += 2) {
      int j = i + 2 == ring.length ? 0 : i + 2;
      double du = ring[j] - ring[i];
      double dv = ring[j + 1] - ring[i + 1];
      double edge = Math.hypot(du, dv);
      while (n < count && n * step <= done + edge) {
        double share = edge > 0 ? (n * step - done) / edge : 0;
        points[2 * n] = ring[i] + share * du;
        points[2 * n + 1] = ring[i + 1] + share * dv;
        n++;
      }
      done += edge;
    }
    for (; n < count; n++) { // rounding
      points[2 * n] = ring[0];
      points[2 * n + 1] = ring[1];
    }
    return points;
  }

  /**
   * A neighbouring contour seen from a place on the outline.
   *
   * @param outMm how far outside of it runs
   * @param gapMm how far away its plane is
   */
  private record Neighbour(double outMm, double gapMm) {}

  private @Nullable Neighbour neighbour(List<Layer> group, int index, int other) {
    if (other < 0 || other >= group.size()) {
      return null;
    }
    double gap = Math.abs(group.get(other).planeMm() - group.get(index).planeMm());
    PlanarShape shape = group.get(other).shape();
    return gap > NOTHING_MM ? new Neighbour(distance(shape, other - index + 2), gap) : null;
  }

  /** Places along a ring follow each other, so the last one tells where to look. */
  private double distance(PlanarShape shape, int which) {
    double mm =
        Double.isNaN(seenMm[which])
            ? shape.signedDistance(atU, atV)
            : shape.signedDistance(
                atU, atV, seenMm[which], Math.hypot(atU - seenU[which], atV - seenV[which]));
    seenU[which] = atU;
    seenV[which] = atV;
    seenMm[which] = mm;
    return mm;
  }

  private void piece(List<Layer> group, int index, boolean below, boolean above) {
    Layer layer = group.get(index);
    Neighbour down = below ? neighbour(group, index, index - 1) : null;
    Neighbour up = above ? neighbour(group, index, index + 1) : null;
    if (down != null) {
      Neighbour beyond = up == null ? neighbour(group, index, index - 2) : null;
      half(layer, layer.lowerMm(), down, up, beyond, index == 1);
    }
    if (up != null) {
      Neighbour beyond = down == null ? neighbour(group, index, index + 2) : null;
      half(layer, layer.upperMm(), up, down, beyond, index + 2 == group.size());
    }
  }

  private void half(
      Layer layer,
      double end,
      Neighbour towards,
      @Nullable Neighbour opposite,
      @Nullable Neighbour beyond,
      boolean towardsEnd) {
    double whole = Math.abs(end - layer.planeMm());
    double sign = end > layer.planeMm() ? 1 : -1;
    double depth = whole / HEIGHTS;
    for (int h = 0; h < HEIGHTS; h++) {
      double z = (h + 0.5) * depth;
      profile(z, towards, opposite, beyond, towardsEnd);
      strips(layer.planeMm() + sign * z, depth);
    }
  }

  /** Sets what the outline may be moved by at a height above its plane. */
  private void profile(
      double z,
      Neighbour towards,
      @Nullable Neighbour opposite,
      @Nullable Neighbour beyond,
      boolean towardsEnd) {
    double t = towards.gapMm();
    double slope = towards.outMm() / t;
    // second divided difference: outline = slope z - bend z (t - z)
    double bend;
    if (opposite != null) {
      bend = (slope + opposite.outMm() / opposite.gapMm()) / (t + opposite.gapMm());
    } else if (beyond != null && beyond.gapMm() > t) {
      bend = ((beyond.outMm() - towards.outMm()) / (beyond.gapMm() - t) - slope) / beyond.gapMm();
    } else {
      bend = -turn / 2; // two contours only: as round along the normal as in the plane
    }
    double chord = slope * z;
    double bulge = -bend * z * (t - z);
    double bound = BOUND * bulge;
    if (opposite == null && beyond != null) {
      bound = -bend * beyond.gapMm() * (t - z); // the line through the two neighbours
    } else if (towardsEnd && opposite != null) {
      bound = -bend * (t + opposite.gapMm()) * z;
    }
    low = chord + Math.min(0, bound) + arcLeast;
    high = chord + Math.max(0, bound) + arcMost;
    middle = chord + bulge;
  }

  /** The strips at one height: to the chord, and from there to the bulge and to the bound. */
  private void strips(double w, double depth) {
    double out = 0.5 * (low + high);
    boolean inside = probe.lookUp(atU + out * normalU, atV + out * normalV, w);
    strip(least, 0, low, out, depth, inside);
    strip(bulging, 0, middle, out, depth, inside);
    strip(open, low, high, out, depth, inside);
  }

  /** The strip from one distance outside the outline to another; negative if that is nearer. */
  private void strip(
      Boxes boxes, double from, double to, double out, double depth, boolean inside) {
    double mm3 = length * depth * (to - from) * widening(from, to);
    if (mm3 == 0) {
      return;
    }
    if (!inside) {
      boxes.outsideMm3 += mm3;
      return;
    }
    double across = (probe.alongU * normalU + probe.alongV * normalV) * (to - from);
    double along = (probe.alongV * normalU - probe.alongU * normalV) * length;
    double upwards = probe.alongW * depth;
    double gy =
        probe.dose + (probe.alongU * normalU + probe.alongV * normalV) * (0.5 * (from + to) - out);
    boxes.add(gy, across * across, along * along + upwards * upwards, mm3);
  }

  /** The mean of 1 + turn x over a strip, where that is positive: the outline grows as it moves. */
  private double widening(double from, double to) {
    if (from == to) {
      return 0;
    }
    double gone = -1 / turn;
    double a = turn > 0 ? Math.max(from, gone) : Math.min(from, gone);
    double b = turn > 0 ? Math.max(to, gone) : Math.min(to, gone);
    return ((b - a) + 0.5 * turn * (b * b - a * a)) / (to - from);
  }

  /**
   * Adds the lowest and highest dose that the surface may have around one layer of a group: at its
   * corners, as far out as the bound allows.
   *
   * @param known corners that cannot beat these are passed over
   */
  void extremes(List<Layer> group, int index, SlabIntegrator.Extremes known) {
    if (group.size() < 2 || !probe.isGrid()) {
      return;
    }
    Layer layer = group.get(index);
    double reach = layer.upperMm() - layer.lowerMm();
    for (double[] ring : layer.shape().rings()) {
      setUp(ring);
      int n = ring.length;
      for (int i = 0; i < n; i += 2) {
        if (probe.lookUp(ring[i], ring[i + 1], layer.planeMm())) {
          double slack =
              reach * (Math.abs(probe.alongU) + Math.abs(probe.alongV) + Math.abs(probe.alongW));
          if (probe.dose + slack > known.maxGy || probe.dose - slack < known.minGy) {
            corner(ring, i, group, index, known);
          }
        }
      }
    }
  }

  private void corner(
      double[] ring, int i, List<Layer> group, int index, SlabIntegrator.Extremes known) {
    int n = ring.length;
    int before = i == 0 ? n - 2 : i - 2;
    int after = i + 2 == n ? 0 : i + 2;
    double au = ring[i] - ring[before];
    double av = ring[i + 1] - ring[before + 1];
    double bu = ring[after] - ring[i];
    double bv = ring[after + 1] - ring[i + 1];
    double a = Math.hypot(au, av);
    double b = Math.hypot(bu, bv);
    if (a < NOTHING_MM || b < NOTHING_MM) {
      return;
    }
    double nu = av / a + bv / b;
    double nv = -au / a - bu / b;
    double square = Math.max(nu * nu + nv * nv, 4 / (LONGEST_MITRE * LONGEST_MITRE));
    double mitreU = 2 * nu / square;
    double mitreV = 2 * nv / square;
    atU = ring[i];
    atV = ring[i + 1];
    Layer layer = group.get(index);
    Neighbour down = neighbour(group, index, index - 1);
    Neighbour up = neighbour(group, index, index + 1);
    for (boolean upwards : new boolean[] {false, true}) {
      Neighbour towards = upwards ? up : down;
      Neighbour opposite = upwards ? down : up;
      if (towards == null || Math.abs(towards.outMm()) > 3 * Math.max(towards.gapMm(), radius)) {
        continue;
      }
      int next = upwards ? index + 2 : index - 2;
      Neighbour beyond = opposite == null ? neighbour(group, index, next) : null;
      boolean towardsEnd = upwards ? index + 2 == group.size() : index == 1;
      double end = upwards ? layer.upperMm() : layer.lowerMm();
      double farthest = 0;
      for (int h = 0; h < CORNER_HEIGHTS; h++) {
        double z = Math.abs(end - layer.planeMm()) * h / (CORNER_HEIGHTS - 1);
        profile(z, towards, opposite, beyond, towardsEnd);
        moves[2 * h] = low;
        moves[2 * h + 1] = high;
        farthest = Math.max(farthest, Math.max(Math.abs(low), Math.abs(high)));
      }
      double around = farthest * Math.hypot(mitreU, mitreV);
      if (probe.canBeat(known, atU, atV, around, layer.planeMm(), end)) {
        for (int h = 0; h < CORNER_HEIGHTS; h++) {
          double w = layer.planeMm() + (end - layer.planeMm()) * h / (CORNER_HEIGHTS - 1);
          meet(moves[2 * h], mitreU, mitreV, w, known);
          meet(moves[2 * h + 1], mitreU, mitreV, w, known);
        }
      }
    }
  }

  private void meet(
      double out, double mitreU, double mitreV, double w, SlabIntegrator.Extremes known) {
    if (probe.lookUp(atU + out * mitreU, atV + out * mitreV, w)) {
      known.meet(probe.dose);
    }
  }
}
