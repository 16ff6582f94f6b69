package org.oarlock.validation;

/** Circles in a dose that rises across them: their segments, and what these add up to. */
final class Discs {
  private Discs() {}

  /** The area of a circle of radius r beyond a distance s from its centre. */
  static double segment(double s, double r) {
    if (s >= r) {
      return 0;
    }
    return s <= -r ? Math.PI * r * r : r * r * Math.acos(s / r) - s * Math.sqrt(r * r - s * s);
  }

  /** An antiderivative of minus the segment's area over s. */
  private static double integral(double s, double r) {
    if (s >= r) {
      return 0;
    }
    return s <= -r
        ? s * Math.PI * r * r
        : s * segment(s, r) - 2.0 / 3 * Math.pow(r * r - s * s, 1.5);
  }

  /**
   * The volume of a disc around the axis h, from {@code from} to {@code to}, where {@code across x
   * + along h >= level}, x being any direction in the disc's plane.
   *
   * @param across not negative
   */
  static double beyond(
      double level, double across, double along, double r, double from, double to) {
    if (!(to > from)) {
      return 0;
    }
    if (across < 1e-12) {
      double edge = level / along;
      double length = along > 0 ? to - Math.max(from, edge) : Math.min(to, edge) - from;
      return Math.PI * r * r * Math.max(0, Math.min(to - from, length));
    }
    if (Math.abs(along) < 1e-9) {
      return segment((level - along * 0.5 * (from + to)) / across, r) * (to - from);
    }
    return across
        / along
        * (integral((level - along * from) / across, r)
            - integral((level - along * to) / across, r));
  }
}
