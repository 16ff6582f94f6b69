package org.oarlock.geometry;

/**
 * A margin in three dimensions by direction, mm, none negative. Between the directions it follows
 * an ellipsoid.
 *
 * @param leftMm towards +x
 * @param rightMm towards -x
 * @param posteriorMm towards +y
 * @param anteriorMm towards -y
 * @param superiorMm towards +z
 * @param inferiorMm towards -z
 */
public record Margins(
    double leftMm,
    double rightMm,
    double posteriorMm,
    double anteriorMm,
    double superiorMm,
    double inferiorMm) {
  public Margins {
    if (!(leftMm >= 0
        && rightMm >= 0
        && posteriorMm >= 0
        && anteriorMm >= 0
        && superiorMm >= 0
        && inferiorMm >= 0)) {
      throw new IllegalArgumentException("a margin is negative");
    }
  }

  /** The same margin in all directions. */
  public static Margins uniform(double mm) {
    return new Margins(mm, mm, mm, mm, mm, mm);
  }

  boolean isUniform() {
    return leftMm == rightMm
        && leftMm == posteriorMm
        && leftMm == anteriorMm
        && leftMm == superiorMm
        && leftMm == inferiorMm;
  }
}
