package org.oarlock.testplans;

/**
 * A beam: static IMRT, delivered as a few apertures one after the other, or an arc.
 *
 * @param gantryDeg gantry angle, of an arc that at its start
 * @param couchDeg patient support angle
 * @param energyMv nominal energy
 * @param sweepDeg by how much the gantry turns clockwise while the beam is on; negative if it turns
 *     counter-clockwise, 0 if it stands still
 */
record Field(double gantryDeg, double couchDeg, double energyMv, double sweepDeg) {
  /** The source-axis distance. */
  static final double SOURCE_AXIS_MM = 1000;

  Field(double gantryDeg, double couchDeg, double energyMv) {
    this(gantryDeg, couchDeg, energyMv, 0);
  }

  static Field at(double gantryDeg) {
    return new Field(gantryDeg, 0, 6);
  }

  static Field arc(double gantryDeg, double sweepDeg) {
    return new Field(gantryDeg, 0, 6, sweepDeg);
  }

  boolean isArc() {
    return sweepDeg != 0;
  }

  /** The gantry angle after a share of the sweep. */
  double gantryAfter(double share) {
    double angle = (gantryDeg + share * sweepDeg) % 360;
    return angle < 0 ? angle + 360 : angle;
  }

  /**
   * Whether the static beam's fan in the isocentre's transverse plane misses a circle there. The
   * fan of a coplanar beam at collimator 0 is the same in all planes that it reaches, so this is
   * whether it misses a cylinder along z.
   *
   * @param isocentreX of the isocentre
   * @param isocentreY of the isocentre
   * @param halfWidthMm half of the field's width at the isocentre
   */
  boolean misses(
      double isocentreX,
      double isocentreY,
      double halfWidthMm,
      double centreX,
      double centreY,
      double radiusMm) {
    double angle = Math.toRadians(gantryDeg);
    double sourceX = isocentreX + SOURCE_AXIS_MM * StrictMath.sin(angle);
    double sourceY = isocentreY - SOURCE_AXIS_MM * StrictMath.cos(angle);
    double axis = StrictMath.atan2(isocentreY - sourceY, isocentreX - sourceX);
    double centre = StrictMath.atan2(centreY - sourceY, centreX - sourceX);
    double distance = Math.hypot(centreX - sourceX, centreY - sourceY);
    double between = Math.abs(Math.IEEEremainder(centre - axis, 2 * Math.PI));
    return between
        > StrictMath.asin(radiusMm / distance) + StrictMath.atan(halfWidthMm / SOURCE_AXIS_MM);
  }
}
