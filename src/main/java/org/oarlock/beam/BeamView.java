package org.oarlock.beam;

import org.oarlock.geometry.PatientPoint;

/**
 * How a beam sees the patient: the axes of its beam limiting device (IEC 61217) in patient
 * coordinates, and its source. A point is seen where the ray from the source through it meets the
 * plane of the isocentre.
 *
 * @param isocentre where the axes meet
 * @param sourceDistanceMm from the source to the isocentre
 * @param x across the beam, along which MLCX leaves move
 * @param y across the beam, along which MLCY leaves move
 * @param z from the isocentre to the source
 * @param gantryAxis the axis that the gantry turns about
 */
record BeamView(
    PatientPoint isocentre,
    double sourceDistanceMm,
    PatientPoint x,
    PatientPoint y,
    PatientPoint z,
    PatientPoint gantryAxis) {

  /** Where a patient is seen from at these angles, in degrees. */
  static BeamView at(
      PatientPosition position,
      PatientPoint isocentre,
      double sourceDistanceMm,
      double gantryDeg,
      double collimatorDeg,
      double couchDeg) {
    Turn couch = Turn.of(couchDeg);
    PatientPoint gantryX = table(position, couch, Turn.of(gantryDeg).acrossGantry());
    PatientPoint gantryY = table(position, couch, new PatientPoint(0, 1, 0));
    PatientPoint gantryZ = table(position, couch, Turn.of(gantryDeg).alongGantry());
    Turn collimator = Turn.of(collimatorDeg);
    return new BeamView(
        isocentre,
        sourceDistanceMm,
        gantryX.times(collimator.cos).plus(gantryY.times(collimator.sin)),
        gantryY.times(collimator.cos).minus(gantryX.times(collimator.sin)),
        gantryZ,
        gantryY);
  }

  /** A direction in the treatment room, in patient coordinates; the couch turns about z. */
  private static PatientPoint table(PatientPosition position, Turn couch, PatientPoint room) {
    return position.toPatient(
        room.xMm() * couch.cos + room.yMm() * couch.sin,
        room.yMm() * couch.cos - room.xMm() * couch.sin,
        room.zMm());
  }

  /** The same view with x and y exchanged, so that leaves which move along y move along x. */
  BeamView exchanged() {
    return new BeamView(isocentre, sourceDistanceMm, y, x, z, gantryAxis);
  }

  PatientPoint source() {
    return isocentre.plus(z.times(sourceDistanceMm));
  }

  /** An angle, exact at quarter turns. */
  private record Turn(double sin, double cos) {
    static Turn of(double degrees) {
      double quarters = degrees / 90;
      if (quarters == Math.rint(quarters)) {
        return switch (Math.floorMod((long) quarters, 4)) {
          case 0 -> new Turn(0, 1);
          case 1 -> new Turn(1, 0);
          case 2 -> new Turn(0, -1);
          default -> new Turn(-1, 0);
        };
      }
      double radians = Math.toRadians(degrees);
      return new Turn(StrictMath.sin(radians), StrictMath.cos(radians));
    }

    /** The gantry's x axis in the room: the source swings from above to the right. */
    PatientPoint acrossGantry() {
      return new PatientPoint(cos, 0, -sin);
    }

    /** The gantry's z axis in the room, to the source. */
    PatientPoint alongGantry() {
      return new PatientPoint(sin, 0, cos);
    }
  }
}
