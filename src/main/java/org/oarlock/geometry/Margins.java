package org.oarlock.geometry;

/**
 * A margin in three dimensions by direction, mm, none negative. The directions are the patient's,
 * whatever way the patient lies. Between them the margin follows an ellipsoid: in each of the eight
 * octants the one whose half-axes are the margins of its three directions, as planning systems draw
 * it. A margin of 0 in one direction leaves the surface that faces it where it is.
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
  /** The widest margin there is: larger than a patient. */
  public static final double MAX_MM = 1000;

  /**
   * @throws IllegalArgumentException if one is negative, not a number or more than {@link #MAX_MM}
   */
  public Margins {
    requireMargin(leftMm);
    requireMargin(rightMm);
    requireMargin(posteriorMm);
    requireMargin(anteriorMm);
    requireMargin(superiorMm);
    requireMargin(inferiorMm);
  }

  private static void requireMargin(double mm) {
    if (!(mm >= 0 && mm <= MAX_MM)) {
      throw new IllegalArgumentException("a margin of " + mm + " mm is not within 0 to " + MAX_MM);
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

  double largestMm() {
    return Math.max(
        Math.max(Math.max(leftMm, rightMm), Math.max(posteriorMm, anteriorMm)),
        Math.max(superiorMm, inferiorMm));
  }
}
