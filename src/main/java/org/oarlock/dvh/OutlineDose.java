package org.oarlock.dvh;

import java.util.ArrayList;
import java.util.List;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.PlanarShape;
import org.oarlock.geometry.PlaneFrame;
import org.oarlock.geometry.Region;
import org.oarlock.geometry.Slab;
import org.oarlock.plan.DoseGrid;

/**
 * Which part of a solid's outline stays below a dose. The outline of a slice is its outer rings, in
 * the middle of the slice: holes are not seen from outside. Dose is trilinear along it, and where
 * it crosses the limit is found exactly.
 */
public final class OutlineDose {
  private static final double SAME_PLANE_MM = 1e-6;

  private OutlineDose() {}

  /**
   * The share of the outline below a dose, on the slice that has least.
   *
   * @param percent the least share of all slices, of what lies inside the dose grid; NaN if nothing
   *     does
   * @param atMm the slice that has it, along the normal of the slices; NaN if there is none
   * @param leastPercent the least share if all that lies outside the grid reached the dose
   * @param mostPercent the least share if all that lies outside the grid stayed below
   * @param coveredPercent how much of the whole outline lies inside the grid
   */
  public record Corridor(
      double percent,
      double atMm,
      double leastPercent,
      double mostPercent,
      double coveredPercent) {}

  /**
   * The widest sector in which the outline stays below a dose on all slices, seen from the centre
   * of each. Directions in which a slice has no outline are not below.
   *
   * @param degrees its width, of what lies inside the dose grid; NaN if nothing does
   * @param fromDegrees where it starts: 0 along u (the patient's left), growing to v (the back)
   * @param leastDegrees its width if all that lies outside the grid reached the dose
   * @param coveredPercent how much of the whole outline lies inside the grid
   */
  public record Sector(
      double degrees, double fromDegrees, double leastDegrees, double coveredPercent) {}

  /** The share of the outline below a dose, on the slice that has least. */
  public static Corridor corridor(Region region, DoseGrid grid, double doseGy) {
    double share = Double.NaN;
    double at = Double.NaN;
    double least = 1;
    double most = 1;
    double all = 0;
    double known = 0;
    for (Slice slice : slices(region, grid, doseGy)) {
      double covered = slice.below + slice.reached;
      double length = covered + slice.unknown;
      all += length;
      known += covered;
      least = Math.min(least, slice.below / length);
      most = Math.min(most, (slice.below + slice.unknown) / length);
      if (covered > 0 && !(slice.below / covered >= share)) {
        share = slice.below / covered;
        at = slice.atMm;
      }
    }
    return new Corridor(100 * share, at, 100 * least, 100 * most, all > 0 ? 100 * known / all : 0);
  }

  /** The widest sector in which the outline stays below a dose on all slices. */
  public static Sector sector(Region region, DoseGrid grid, double doseGy) {
    Directions closed = new Directions();
    Directions open = new Directions();
    double all = 0;
    double known = 0;
    for (Slice slice : slices(region, grid, doseGy)) {
      all += slice.below + slice.reached + slice.unknown;
      known += slice.below + slice.reached;
      Directions empty = slice.outline.others();
      for (Directions directions : List.of(closed, open)) {
        directions.addAll(slice.hit);
        directions.addAll(empty);
      }
      closed.addAll(slice.unseen);
    }
    Directions.Gap widest = open.widestGap();
    double covered = all > 0 ? 100 * known / all : 0;
    return known > 0
        ? new Sector(
            Math.toDegrees(widest.width()),
            Math.toDegrees(widest.from()),
            Math.toDegrees(closed.widestGap().width()),
            covered)
        : new Sector(Double.NaN, Double.NaN, 0, covered);
  }

  private static List<Slice> slices(Region region, DoseGrid grid, double doseGy) {
    DoseAlong dose = new DoseAlong(grid, doseGy);
    List<Slice> slices = new ArrayList<>();
    Slab whole = null;
    for (Slab slab : region.slabs()) {
      if (whole != null && continues(slab, whole)) {
        whole = new Slab(whole.lowerMm(), slab.upperMm(), slab.shape());
        continue;
      }
      if (whole != null) {
        slices.add(new Slice(whole, region.frame(), dose));
      }
      whole = slab;
    }
    if (whole != null) {
      slices.add(new Slice(whole, region.frame(), dose));
    }
    return slices;
  }

  /** Whether both are of one contour: slabs are cut where one convention ends and another not. */
  private static boolean continues(Slab slab, Slab before) {
    return slab.shape() == before.shape() && slab.lowerMm() - before.upperMm() < SAME_PLANE_MM;
  }

  /** The outline of one slice. */
  private static final class Slice {
    private final double atMm;
    private final PlaneFrame frame;
    private final double[] centre;
    private final Directions outline = new Directions();
    private final Directions hit = new Directions();
    private final Directions unseen = new Directions();
    private double below;
    private double reached;
    private double unknown;

    Slice(Slab slab, PlaneFrame frame, DoseAlong dose) {
      this.atMm = 0.5 * (slab.lowerMm() + slab.upperMm());
      this.frame = frame;
      this.centre = slab.shape().centroid();
      for (PlanarShape part : slab.shape().parts()) {
        add(outerRing(part), dose);
      }
    }

    /** The ring of a connected figure that encloses the others. */
    private static double[] outerRing(PlanarShape part) {
      double[] outer = part.rings().get(0);
      double widest = 0;
      for (double[] ring : part.rings()) {
        double area = Math.abs(doubleArea(ring));
        if (area > widest) {
          widest = area;
          outer = ring;
        }
      }
      return outer;
    }

    private static double doubleArea(double[] ring) {
      double sum = 0;
      for (int i = 0; i < ring.length; i += 2) {
        int j = i + 2 == ring.length ? 0 : i + 2;
        sum += (ring[i] - ring[0]) * (ring[j + 1] - ring[1]);
        sum -= (ring[j] - ring[0]) * (ring[i + 1] - ring[1]);
      }
      return sum;
    }

    private void add(double[] ring, DoseAlong dose) {
      for (int i = 0; i < ring.length; i += 2) {
        int j = i + 2 == ring.length ? 0 : i + 2;
        double u = ring[i];
        double v = ring[i + 1];
        double du = ring[j] - u;
        double dv = ring[j + 1] - v;
        double length = Math.hypot(du, dv);
        if (length > 0) {
          PatientPoint from = frame.toPatient(u, v, atMm);
          PatientPoint to = frame.toPatient(ring[j], ring[j + 1], atMm);
          outline.add(centre, u, v, u + du, v + dv);
          dose.cut(
              from,
              to,
              (a, b, kind) -> {
                add(kind, (b - a) * length);
                if (kind != DoseAlong.Kind.BELOW) {
                  (kind == DoseAlong.Kind.REACHED ? hit : unseen)
                      .add(centre, u + a * du, v + a * dv, u + b * du, v + b * dv);
                }
              });
        }
      }
    }

    private void add(DoseAlong.Kind kind, double length) {
      switch (kind) {
        case BELOW -> below += length;
        case REACHED -> reached += length;
        case UNKNOWN -> unknown += length;
      }
    }
  }
}
