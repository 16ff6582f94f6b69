package org.oarlock.geometry;

/**
 * The orientation of a stack of parallel planes: two orthonormal directions in the planes and their
 * normal, in patient coordinates. A point is at (u, v) in the plane at offset w, all in mm from the
 * origin of the patient coordinates.
 *
 * @param u first direction in the planes
 * @param v second direction in the planes
 * @param normal u x v; planes are ordered along it
 */
public record PlaneFrame(PatientPoint u, PatientPoint v, PatientPoint normal) {
  /** Transverse planes: u = x, v = y, w = z. */
  public static final PlaneFrame AXIAL =
      new PlaneFrame(
          new PatientPoint(1, 0, 0), new PatientPoint(0, 1, 0), new PatientPoint(0, 0, 1));

  /** Frames whose normals differ by less than this (radians) are the same orientation. */
  static final double SAME_ORIENTATION_RAD = 5e-3;

  /**
   * The frame with this unit normal, either sense: the normal is turned to point to +z (then +y,
   * +x), and the axial one is exact when the normal is within {@value #SAME_ORIENTATION_RAD} rad of
   * the z axis.
   */
  static PlaneFrame ofNormal(PatientPoint normal) {
    if (Math.hypot(normal.xMm(), normal.yMm()) < SAME_ORIENTATION_RAD) {
      return AXIAL;
    }
    PatientPoint n = normal.times((pointsUp(normal) ? 1 : -1) / normal.length());
    PatientPoint seed =
        Math.abs(n.xMm()) < 0.9 ? new PatientPoint(1, 0, 0) : new PatientPoint(0, 1, 0);
    PatientPoint u = seed.minus(n.times(seed.dot(n)));
    u = u.times(1 / u.length());
    return new PlaneFrame(u, n.cross(u), n);
  }

  private static boolean pointsUp(PatientPoint n) {
    if (Math.abs(n.zMm()) > 1e-9) {
      return n.zMm() > 0;
    }
    return Math.abs(n.yMm()) > 1e-9 ? n.yMm() > 0 : n.xMm() > 0;
  }

  /** Whether both stacks are parallel, so that their solids can be combined slab by slab. */
  boolean isParallelTo(PlaneFrame other) {
    return normal.cross(other.normal).length() < 1e-9 && u.minus(other.u).length() < 1e-9;
  }

  /** Whether these are the transverse planes, exactly. */
  public boolean isAxial() {
    return equals(AXIAL);
  }

  /** The patient coordinates of (u, v) in the plane at w. */
  public PatientPoint toPatient(double uMm, double vMm, double wMm) {
    return u.times(uMm).plus(v.times(vMm)).plus(normal.times(wMm));
  }
}
