package org.oarlock.picture;

import org.oarlock.geometry.PatientPoint;

/** The letters by which a direction in the patient is told at the edge of a picture. */
final class Orientation {
  /** A direction is told by a second letter from this share on: the sine of 15 degrees. */
  private static final double LEAST = 0.2588190451025207;

  private Orientation() {}

  /**
   * The side that a unit vector in patient coordinates points to: Left, Right, Anterior, Posterior,
   * Superior (the head) or Inferior; of a slanting one all sides, the nearest first, as in PS3.3
   * C.7.6.1.1.1.
   */
  static String letters(PatientPoint direction) {
    double[] parts = {direction.xMm(), direction.yMm(), direction.zMm()};
    StringBuilder letters = new StringBuilder(3);
    for (int n = 0; n < 3; n++) {
      int largest = 0;
      for (int axis = 1; axis < 3; axis++) {
        largest = Math.abs(parts[axis]) > Math.abs(parts[largest]) ? axis : largest;
      }
      if (Math.abs(parts[largest]) < LEAST) {
        break;
      }
      letters.append((parts[largest] > 0 ? "LPS" : "RAI").charAt(largest));
      parts[largest] = 0;
    }
    return letters.toString();
  }
}
