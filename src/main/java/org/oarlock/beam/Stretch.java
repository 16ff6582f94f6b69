package org.oarlock.beam;

import org.jspecify.annotations.Nullable;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.plan.ControlPoint;

/**
 * What a beam delivers between two neighbouring control points. Gantry, isocentre, jaws and leaves
 * move evenly from the one to the other.
 *
 * @param index the number of the first control point, counted from 0 as in the file
 * @param from the first control point
 * @param to the second
 * @param weight its part of the beam's monitor units, 0 to 1
 * @param sweepDeg how far the gantry turns, clockwise positive
 */
record Stretch(int index, ControlPoint from, ControlPoint to, double weight, double sweepDeg) {
  /** Angles that differ by less are the same: files give them to a tenth of a degree at best. */
  static final double SAME_ANGLE_DEG = 0.05;

  /** A table or gantry tilted by less is not tilted. */
  static final double LEVEL_DEG = 0.1;

  /** The difference of two angles, in (-180, 180]. */
  static double difference(double fromDeg, double toDeg) {
    double turned = (toDeg - fromDeg) % 360;
    return turned > 180 ? turned - 360 : turned <= -180 ? turned + 360 : turned;
  }

  /** How far the gantry turns between two control points, in the direction of the first. */
  static double sweep(ControlPoint from, ControlPoint to) {
    double shortest = difference(from.gantryDeg(), to.gantryDeg());
    if (Math.abs(shortest) < SAME_ANGLE_DEG) {
      return 0;
    }
    return switch (from.gantryDirection()) {
      case "CW" -> shortest > 0 ? shortest : shortest + 360;
      case "CC" -> shortest < 0 ? shortest : shortest - 360;
      default -> Double.NaN;
    };
  }

  double gantryDeg(double share) {
    return from.gantryDeg() + share * sweepDeg;
  }

  /** The isocentre at this share of the way; tables move in helical delivery. */
  PatientPoint isocentre(double share) {
    PatientPoint start = given(from.isocenter());
    return start.plus(given(to.isocenter()).minus(start).times(share));
  }

  private static PatientPoint given(@Nullable PatientPoint isocentre) {
    if (isocentre == null) {
      throw new NoAnswer("its isocentre is not given");
    }
    return isocentre;
  }

  /** How far the isocentre moves. */
  double isocentreTravelMm() {
    return isocentre(1).minus(isocentre(0)).length();
  }

  /** How the beam sees the patient at this share of the way. */
  BeamView view(PatientPosition position, double sourceDistanceMm, double share) {
    requireLevel(from);
    requireLevel(to);
    requireStill("couch", from.couchDeg(), to.couchDeg());
    requireStill("collimator", from.collimatorDeg(), to.collimatorDeg());
    return BeamView.at(
        position,
        isocentre(share),
        sourceDistanceMm,
        gantryDeg(share),
        from.collimatorDeg(),
        from.couchDeg());
  }

  private static void requireStill(String what, double fromDeg, double toDeg) {
    if (Double.isNaN(fromDeg) || Double.isNaN(toDeg)) {
      throw new NoAnswer("its " + what + " angle is not given");
    }
    if (Math.abs(difference(fromDeg, toDeg)) >= SAME_ANGLE_DEG) {
      throw new NoAnswer("its " + what + " turns while it delivers, which is not followed");
    }
  }

  private static void requireLevel(ControlPoint point) {
    if (isTilted(point.tablePitchDeg())
        || isTilted(point.tableRollDeg())
        || isTilted(point.gantryPitchDeg())) {
      throw new NoAnswer("its table or gantry is tilted, which is not followed");
    }
  }

  static boolean isTilted(double angleDeg) {
    return !(Math.abs(difference(0, angleDeg)) < LEVEL_DEG);
  }
}
