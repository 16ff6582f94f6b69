package org.oarlock.geometry;

/**
 * One closed polygon of a structure as its file holds it, in patient coordinates. The last point is
 * joined to the first and is not repeated. Nothing is repaired here: it may touch or cross itself.
 */
public final class PlanarContour {
  private final double[] xyzMm;

  /**
   * @param xyzMm x, y, z of each point one after the other, at least three points; taken over, not
   *     copied
   * @throws IllegalArgumentException if there are fewer than three points or a value is not finite
   */
  public PlanarContour(double[] xyzMm) {
    if (xyzMm.length < 9 || xyzMm.length % 3 != 0) {
      throw new IllegalArgumentException(
          "a closed contour needs at least 3 points of 3 coordinates, not " + xyzMm.length);
    }
    for (double value : xyzMm) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("a contour coordinate is not finite: " + value);
      }
    }
    this.xyzMm = xyzMm;
  }

  /** How many points there are. */
  public int size() {
    return xyzMm.length / 3;
  }

  public double xMm(int point) {
    return xyzMm[3 * point];
  }

  public double yMm(int point) {
    return xyzMm[3 * point + 1];
  }

  public double zMm(int point) {
    return xyzMm[3 * point + 2];
  }
}
