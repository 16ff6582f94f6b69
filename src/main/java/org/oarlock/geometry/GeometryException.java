package org.oarlock.geometry;

/** Something that cannot be worked out from these figures; the message says why. */
public class GeometryException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  GeometryException(String message) {
    super(message);
  }
}
