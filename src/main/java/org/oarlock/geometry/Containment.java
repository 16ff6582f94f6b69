package org.oarlock.geometry;

/**
 * Whether one structure lies wholly in another one. Contours are drawn pixel by pixel and written
 * with two decimals, so that even a copy sticks out a little: up to a thousandth of the volume may
 * lie outside, and nothing farther out than half a millimetre, half a pixel of a planning CT.
 *
 * @param outsideShare the share of the volume that lies outside
 * @param farthestMm how far out its farthest point is, in three dimensions; 0 if all is inside
 * @param atMm the height of that point; NaN if all is inside
 */
public record Containment(double outsideShare, double farthestMm, double atMm) {
  /** So much of the volume may lie outside. */
  public static final double MOST_OUTSIDE = 1e-3;

  /** Nothing may lie farther out. */
  public static final double FARTHEST_MM = 0.5;

  /** Corners on the other's outline lie outside by rounding. */
  private static final double ROUNDING_MM = 1e-6;

  /** How far apart points on outlines are. */
  private static final double STEP_MM = 1;

  /** Whether all lies inside, but for what drawing cannot avoid. */
  public boolean isWhole() {
    return outsideShare <= MOST_OUTSIDE && farthestMm <= FARTHEST_MM;
  }

  /**
   * How much of a structure sticks out of another one.
   *
   * @throws GeometryException if one is empty or their slices are not parallel
   */
  public static Containment of(Solid outer, Solid inner) {
    Distances.requireBoth(outer.primary(), inner.primary());
    Region out = inner.subtract(outer).primary();
    double share = out.volumeMm3() / inner.primary().volumeMm3();
    Search search = new Search(SolidIndex.ofSteps(outer.primary()), share <= MOST_OUTSIDE);
    double farthest = 0;
    double at = Double.NaN;
    for (Slab slab : out.slabs()) {
      double middle = 0.5 * (slab.lowerMm() + slab.upperMm());
      for (double w : new double[] {slab.lowerMm(), middle, slab.upperMm()}) {
        double here = search.farthestOut(slab.shape(), w);
        if (here > farthest) {
          farthest = here;
          at = w;
        }
      }
    }
    return new Containment(Math.min(1, share), farthest, at);
  }

  /**
   * Looks for the farthest point outside.
   *
   * @param thorough whether to look beyond corners: where only little lies outside, that decides
   */
  private record Search(SolidIndex index, boolean thorough) {
    /**
     * How far out the farthest point of a figure is at a height: at its corners, along its
     * outlines, and inside it, since a hole of the other structure has its corners on that
     * structure. Inside, the points are those of outlines ever farther in.
     */
    double farthestOut(PlanarShape shape, double w) {
      double farthest = ROUNDING_MM;
      double in = 0;
      PlanarShape rest = shape;
      do {
        farthest = Math.max(farthest, onOutlines(rest, w));
        in = Math.max(FARTHEST_MM, 2 * in);
        rest = thorough ? shape.grow(-in) : PlanarShape.EMPTY;
      } while (!rest.isEmpty());
      return farthest > ROUNDING_MM ? farthest : 0;
    }

    private double onOutlines(PlanarShape shape, double w) {
      Distances.Follower follower = new Distances.Follower();
      double farthest = 0;
      for (double[] ring : shape.rings()) {
        for (int i = 0; i < ring.length; i += 2) {
          int j = i + 2 == ring.length ? 0 : i + 2;
          double length = Math.hypot(ring[j] - ring[i], ring[j + 1] - ring[i + 1]);
          int steps = thorough ? Math.max(1, (int) Math.ceil(length / STEP_MM)) : 1;
          for (int k = 0; k < steps; k++) {
            double u = ring[i] + (ring[j] - ring[i]) * k / steps;
            double v = ring[i + 1] + (ring[j + 1] - ring[i + 1]) * k / steps;
            double mm = index.distance(u, v, w, w, follower.limit(u, v, w));
            follower.found(u, v, w, mm);
            farthest = Math.max(farthest, mm);
          }
        }
      }
      return farthest;
    }
  }
}
