package org.oarlock.geometry;

/**
 * Two solids whose contours lie in planes of different orientation cannot be combined. The message
 * is for the user.
 */
public final class IncompatiblePlanesException extends GeometryException {
  private static final long serialVersionUID = 1L;

  IncompatiblePlanesException(PlaneFrame a, PlaneFrame b) {
    super(
        "the contours lie in planes of different orientation (normals %s and %s) and cannot be combined"
            .formatted(text(a.normal()), text(b.normal())));
  }

  private static String text(PatientPoint p) {
    return String.format(java.util.Locale.ROOT, "(%.3f, %.3f, %.3f)", p.xMm(), p.yMm(), p.zMm());
  }
}
