package org.oarlock.geometry;

import java.util.List;

/**
 * How a stack of contours becomes a solid. Planning systems differ here, and a structure of few
 * slices can differ by tens of percent of its volume.
 */
public enum Convention {
  /**
   * The usual one: each contour plane owns the slab up to the mid-planes to its neighbours, and the
   * end slabs reach half the adjacent gap outwards.
   */
  HALF_SLICE_CAP("half-slice cap"),
  /** As with half-slice caps, but these are at most 1.5 mm high (ProKnow). */
  LIMITED_CAP("limited cap"),
  /** As with half-slice caps, but the solid ends at its first and last contour plane. */
  NO_CAP("no cap"),
  /**
   * Between the contour planes the surface follows the cubic interpolation of the signed distances
   * to the contours ({@link ShapeInterpolation}); the ends have half-slice caps.
   */
  SHAPE("shape");

  /** Those that are stacks of prisms, one for each contour plane. */
  public static final List<Convention> PRISMS = List.of(HALF_SLICE_CAP, LIMITED_CAP, NO_CAP);

  /** The highest cap of {@link #LIMITED_CAP}. */
  private static final double LIMITED_CAP_MM = 1.5;

  private final String label;

  Convention(String label) {
    this.label = label;
  }

  /** The name that users see. */
  public String label() {
    return label;
  }

  /** How far an end slab reaches beyond its contour plane, where half the adjacent gap is this. */
  double capMm(double halfGapMm) {
    return switch (this) {
      case HALF_SLICE_CAP, SHAPE -> halfGapMm;
      case LIMITED_CAP -> Math.min(halfGapMm, LIMITED_CAP_MM);
      case NO_CAP -> 0;
    };
  }
}
