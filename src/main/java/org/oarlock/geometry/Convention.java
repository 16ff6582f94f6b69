package org.oarlock.geometry;

/**
 * How a stack of contours becomes a solid. Planning systems differ here, and a structure of few
 * slices can differ by tens of percent of its volume.
 */
public enum Convention {
  /**
   * The primary one: each contour plane owns the slab up to the mid-planes to its neighbours, and
   * the end slabs reach half the adjacent gap outwards.
   */
  HALF_SLICE_CAP("half-slice cap"),
  /** As the primary one, but the solid ends at its first and last contour plane. */
  NO_CAP("no cap");

  private final String label;

  Convention(String label) {
    this.label = label;
  }

  /** The name that users see. */
  public String label() {
    return label;
  }
}
