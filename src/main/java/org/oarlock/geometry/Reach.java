package org.oarlock.geometry;

/**
 * How far a margin reaches in the plane: a figure around the origin made of four quarter ellipses,
 * one for each pair of neighbouring half-axes.
 *
 * @param leftMm half-axis towards +u
 * @param rightMm towards -u
 * @param upMm towards +v
 * @param downMm towards -v
 */
record Reach(double leftMm, double rightMm, double upMm, double downMm) {
  static Reach round(double radiusMm) {
    return new Reach(radiusMm, radiusMm, radiusMm, radiusMm);
  }

  Reach times(double factor) {
    return new Reach(leftMm * factor, rightMm * factor, upMm * factor, downMm * factor);
  }

  /** The same turned by half a turn: what is reached from here, reaches here by this. */
  Reach opposite() {
    return new Reach(rightMm, leftMm, downMm, upMm);
  }

  double largestMm() {
    return Math.max(Math.max(leftMm, rightMm), Math.max(upMm, downMm));
  }

  boolean isRound() {
    return leftMm == rightMm && leftMm == upMm && leftMm == downMm;
  }

  /** The u of the point that lies farthest in a direction, given as a unit vector. */
  double farthestU(double nu, double nv) {
    double a = nu > 0 ? leftMm : rightMm;
    return isRound() ? a * nu : ratio(a * a * nu, a * nu, (nv > 0 ? upMm : downMm) * nv);
  }

  /** The v of the point that lies farthest in a direction, given as a unit vector. */
  double farthestV(double nu, double nv) {
    double b = nv > 0 ? upMm : downMm;
    return isRound() ? b * nv : ratio(b * b * nv, (nu > 0 ? leftMm : rightMm) * nu, b * nv);
  }

  private static double ratio(double part, double along, double across) {
    double length = Math.sqrt(along * along + across * across);
    return length > 0 ? part / length : 0;
  }
}
