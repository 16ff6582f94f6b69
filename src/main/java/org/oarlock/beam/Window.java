package org.oarlock.beam;

/** The part of the plane of the isocentre that a beam can open at all: x along the leaves. */
final class Window {
  /** Nothing farther than this from the beam's axis is looked at. */
  private static final double FARTHEST_MM = 2_000;

  /** All that is looked at. */
  static final Window WHOLE =
      new Window(-FARTHEST_MM, FARTHEST_MM, -FARTHEST_MM, FARTHEST_MM, new double[0]);

  private final double fromX;
  private final double toX;
  private final double fromY;
  private final double toY;
  private final double[] boundaries;

  /**
   * @param boundaries between leaves, rising, where strips have to end; not copied
   */
  Window(double fromX, double toX, double fromY, double toY, double[] boundaries) {
    this.fromX = Math.max(fromX, -FARTHEST_MM);
    this.toX = Math.min(toX, FARTHEST_MM);
    this.fromY = Math.max(fromY, -FARTHEST_MM);
    this.toY = Math.min(toY, FARTHEST_MM);
    this.boundaries = boundaries;
  }

  /** The same with a margin all around. */
  Window grown(double mm) {
    return new Window(fromX - mm, toX + mm, fromY - mm, toY + mm, boundaries);
  }

  double fromX() {
    return fromX;
  }

  double toX() {
    return toX;
  }

  double fromY() {
    return fromY;
  }

  double toY() {
    return toY;
  }

  double[] boundaries() {
    return boundaries;
  }
}
