package org.oarlock.beam;

/**
 * The chain of coordinate systems of IEC 61217 as the standard writes it, one rotation matrix after
 * the other: patient, table top, patient support, fixed, gantry, beam limiting device.
 */
final class Iec {
  private Iec() {}

  /** Where a point of the patient is in the beam limiting device's system; z to the source. */
  static double[] toCollimator(
      String position,
      double[] isocentre,
      double gantryDeg,
      double collimatorDeg,
      double couchDeg,
      double... patient) {
    double[] p = new double[3];
    for (int i = 0; i < 3; i++) {
      p[i] = patient[i] - isocentre[i];
    }
    double[] table = tableTop(position, p[0], p[1], p[2]);
    double[] fixed = aboutZ(table, -couchDeg);
    double[] gantry = aboutY(fixed, gantryDeg);
    return aboutZ(gantry, collimatorDeg);
  }

  /** The projection from the source into the plane of the isocentre. */
  static double[] project(double axisDistance, double[] collimator) {
    double scale = axisDistance / (axisDistance - collimator[2]);
    return new double[] {scale * collimator[0], scale * collimator[1]};
  }

  /**
   * Table top coordinates: x to the right of somebody who faces the gantry, y to the gantry, z up.
   * Patient coordinates are left, back, head. On the back, head to the gantry, the left is to the
   * right of who faces the gantry; on the stomach the back is up; on the right side (decubitus
   * right) the left is up.
   */
  private static double[] tableTop(String position, double left, double back, double head) {
    return switch (position) {
      case "HFS" -> new double[] {left, head, -back};
      case "HFP" -> new double[] {-left, head, back};
      case "FFS" -> new double[] {-left, -head, -back};
      case "FFP" -> new double[] {left, -head, back};
      case "HFDR" -> new double[] {back, head, left};
      case "HFDL" -> new double[] {-back, head, -left};
      case "FFDR" -> new double[] {-back, -head, left};
      case "FFDL" -> new double[] {back, -head, -left};
      default -> throw new IllegalArgumentException(position);
    };
  }

  /** Into a system that is turned about z by this angle, counter-clockwise seen from +z. */
  private static double[] aboutZ(double[] p, double degrees) {
    double c = Math.cos(Math.toRadians(degrees));
    double s = Math.sin(Math.toRadians(degrees));
    return new double[] {c * p[0] + s * p[1], -s * p[0] + c * p[1], p[2]};
  }

  /** Into a system that is turned about y by this angle, clockwise for who looks along +y. */
  private static double[] aboutY(double[] p, double degrees) {
    double c = Math.cos(Math.toRadians(degrees));
    double s = Math.sin(Math.toRadians(degrees));
    return new double[] {c * p[0] - s * p[2], p[1], s * p[0] + c * p[2]};
  }
}
