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
    SolidIndex index = SolidIndex.ofSteps(outer.primary());
    double farthest = 0;
    double at = Double.NaN;
    for (Slab slab : out.slabs()) {
      double middle = 0.5 * (slab.lowerMm() + slab.upperMm());
      for (double w : new double[] {slab.lowerMm(), middle, slab.upperMm()}) {
        double here = farthestOut(slab.shape(), w, index);
        if (here > farthest) {
          farthest = here;
          at = w;
        }
      }
    }
    double share = out.volumeMm3() / inner.primary().volumeMm3();
    return new Containment(Math.min(1, share), farthest, at);
  }

  private static double farthestOut(PlanarShape shape, double w, SolidIndex index) {
    double farthest = ROUNDING_MM;
    for (double[] ring : shape.rings()) {
      for (int i = 0; i < ring.length; i += 2) {
        double mm = index.distance(ring[i], ring[i + 1], w, w, Double.POSITIVE_INFINITY);
        farthest = Math.max(farthest, mm);
      }
    }
    return farthest > ROUNDING_MM ? farthest : 0;
  }
}
