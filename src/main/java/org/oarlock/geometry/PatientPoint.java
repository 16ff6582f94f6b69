package org.oarlock.geometry;

/**
 * A point, or a direction, in DICOM patient coordinates (LPS): x grows to the patient's left, y to
 * the back, z to the head, whatever way the patient lies.
 *
 * @param xMm towards the patient's left
 * @param yMm towards the patient's back
 * @param zMm towards the patient's head
 */
public record PatientPoint(double xMm, double yMm, double zMm) {
  public PatientPoint plus(PatientPoint other) {
    return new PatientPoint(xMm + other.xMm, yMm + other.yMm, zMm + other.zMm);
  }

  public PatientPoint minus(PatientPoint other) {
    return new PatientPoint(xMm - other.xMm, yMm - other.yMm, zMm - other.zMm);
  }

  public PatientPoint times(double factor) {
    return new PatientPoint(xMm * factor, yMm * factor, zMm * factor);
  }

  public double dot(PatientPoint other) {
    return xMm * other.xMm + yMm * other.yMm + zMm * other.zMm;
  }

  public PatientPoint cross(PatientPoint other) {
    return new PatientPoint(
        yMm * other.zMm - zMm * other.yMm,
        zMm * other.xMm - xMm * other.zMm,
        xMm * other.yMm - yMm * other.xMm);
  }

  public double length() {
    return Math.sqrt(dot(this));
  }
}
