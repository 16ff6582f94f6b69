package org.oarlock.beam;

import java.util.ArrayList;
import java.util.List;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.PlaneFrame;
import org.oarlock.geometry.Region;
import org.oarlock.geometry.Slab;

/**
 * A structure made ready to be projected many times: its slabs with outlines of no more points than
 * they need.
 */
final class Prisms {
  private final PlaneFrame frame;
  private final List<Prism> prisms;
  private final PatientPoint lowest;
  private final PatientPoint highest;

  /**
   * One slab.
   *
   * @param lower the offset of its lower plane
   * @param upper of its upper plane
   * @param minU the smallest u of its outline; the others alike
   * @param rings u, v of each point one after the other
   * @param counterClockwise whether there is one ring that turns from u to v, so that its outside
   *     is known
   */
  record Prism(
      double lower,
      double upper,
      double minU,
      double maxU,
      double minV,
      double maxV,
      List<double[]> rings,
      boolean counterClockwise) {}

  private Prisms(PlaneFrame frame, List<Prism> prisms, double[] bounds) {
    this.frame = frame;
    this.prisms = prisms;
    this.lowest = new PatientPoint(bounds[0], bounds[1], bounds[2]);
    this.highest = new PatientPoint(bounds[3], bounds[4], bounds[5]);
  }

  /**
   * Makes a region ready.
   *
   * @param toleranceMm how far outlines may leave the drawn ones
   */
  static Prisms of(Region region, double toleranceMm) {
    List<Prism> prisms = new ArrayList<>();
    double[] bounds = {
      Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY
    };
    for (Slab slab : region.slabs()) {
      prisms.add(prism(slab, toleranceMm));
      include(bounds, 0, slab.shape().minU(), slab.shape().maxU());
      include(bounds, 1, slab.shape().minV(), slab.shape().maxV());
      include(bounds, 2, slab.lowerMm(), slab.upperMm());
    }
    return new Prisms(region.frame(), List.copyOf(prisms), bounds);
  }

  private static void include(double[] bounds, int axis, double low, double high) {
    bounds[axis] = Math.min(bounds[axis], low);
    bounds[axis + 3] = Math.max(bounds[axis + 3], high);
  }

  private static Prism prism(Slab slab, double toleranceMm) {
    List<double[]> rings = new ArrayList<>();
    for (double[] ring : slab.shape().rings()) {
      rings.add(Outline.simplified(ring, toleranceMm));
    }
    boolean single = rings.size() == 1;
    if (single && Outline.doubleArea(rings.get(0)) < 0) {
      rings.set(0, Outline.reversed(rings.get(0)));
    }
    return new Prism(
        slab.lowerMm(),
        slab.upperMm(),
        slab.shape().minU(),
        slab.shape().maxU(),
        slab.shape().minV(),
        slab.shape().maxV(),
        List.copyOf(rings),
        single);
  }

  PlaneFrame frame() {
    return frame;
  }

  List<Prism> prisms() {
    return prisms;
  }

  /** How far the structure reaches from an axis, at the most. */
  double reachFrom(PatientPoint onAxis, PatientPoint axis) {
    double reach = 0;
    for (int corner = 0; corner < 8; corner++) {
      PatientPoint offset =
          frame
              .toPatient(
                  (corner & 1) == 0 ? lowest.xMm() : highest.xMm(),
                  (corner & 2) == 0 ? lowest.yMm() : highest.yMm(),
                  (corner & 4) == 0 ? lowest.zMm() : highest.zMm())
              .minus(onAxis);
      reach = Math.max(reach, offset.minus(axis.times(offset.dot(axis))).length());
    }
    return reach;
  }
}
