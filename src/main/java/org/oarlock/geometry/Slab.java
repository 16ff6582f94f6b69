package org.oarlock.geometry;

/**
 * A right prism: one planar shape between two parallel planes.
 *
 * @param lowerMm offset of the lower plane along the frame's normal
 * @param upperMm offset of the upper plane, greater than {@code lowerMm}
 * @param shape the cross-section
 */
public record Slab(double lowerMm, double upperMm, PlanarShape shape) {
  public Slab {
    if (!(upperMm > lowerMm)) {
      throw new IllegalArgumentException("slab from " + lowerMm + " to " + upperMm);
    }
  }

  public double thicknessMm() {
    return upperMm - lowerMm;
  }

  public double volumeMm3() {
    return shape.areaMm2() * thicknessMm();
  }
}
