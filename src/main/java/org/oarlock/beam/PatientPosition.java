package org.oarlock.beam;

import org.oarlock.geometry.PatientPoint;

/**
 * How the patient lies on the table (PS3.3 C.7.3.1.1.2). The table's axes are those of IEC 61217 at
 * a couch angle of 0: x to the right of somebody who faces the gantry, y to the gantry, z up.
 */
enum PatientPosition {
  HFS(1, 0, 1),
  HFP(-1, 0, 1),
  FFS(-1, 0, -1),
  FFP(1, 0, -1),
  HFDR(0, 1, 1),
  HFDL(0, -1, 1),
  FFDR(0, -1, -1),
  FFDL(0, 1, -1);

  private final double rightIsLeft;
  private final double rightIsBack;
  private final double gantryIsHead;

  /**
   * @param rightIsLeft how much of the table's x is the patient's left
   * @param rightIsBack how much of it is the patient's back
   * @param gantryIsHead 1 if the head is at the gantry, -1 if the feet are
   */
  PatientPosition(double rightIsLeft, double rightIsBack, double gantryIsHead) {
    this.rightIsLeft = rightIsLeft;
    this.rightIsBack = rightIsBack;
    this.gantryIsHead = gantryIsHead;
  }

  /** The position that a plan states. */
  static PatientPosition of(String code) {
    for (PatientPosition position : values()) {
      if (position.name().equals(code)) {
        return position;
      }
    }
    throw new NoAnswer(
        code.isEmpty()
            ? "the plan does not state one position of the patient"
            : "beams are not followed in this position of the patient, only in HFS, HFP, FFS, FFP,"
                + " HFDR, HFDL, FFDR, FFDL");
  }

  /** A direction given along the table's axes, in patient coordinates. */
  PatientPoint toPatient(double x, double y, double z) {
    PatientPoint tableX = new PatientPoint(rightIsLeft, rightIsBack, 0);
    PatientPoint tableY = new PatientPoint(0, 0, gantryIsHead);
    PatientPoint tableZ = tableX.cross(tableY);
    return tableX.times(x).plus(tableY.times(y)).plus(tableZ.times(z));
  }
}
