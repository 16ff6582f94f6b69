package org.oarlock.picture;

/**
 * The part of a plane that a picture shows, and where its points lie in the picture.
 *
 * @param x of the left edge, in mm
 * @param y of the upper edge, in mm; y grows downwards
 * @param widthMm of what is shown
 * @param heightMm of what is shown
 * @param perMm points of the picture for each mm
 */
record Window(double x, double y, double widthMm, double heightMm, double perMm) {
  /** All pictures are so wide. */
  static final double WIDTH = 480;

  private static final double LEAST_HEIGHT = 0.75;
  private static final double MOST_HEIGHT = 1.05;

  /**
   * A window around the middle of a rectangle, widened to a shape that fits a page.
   *
   * @param leastMm how wide it is at least
   * @param mostMm how wide it is at most, whatever the rectangle
   */
  static Window around(
      double minX, double minY, double maxX, double maxY, double leastMm, double mostMm) {
    double width = Math.max(maxX - minX, (maxY - minY) / MOST_HEIGHT);
    width = Math.min(mostMm, Math.max(leastMm, width));
    double height = Math.min(width * MOST_HEIGHT, Math.max(width * LEAST_HEIGHT, maxY - minY));
    return new Window(
        0.5 * (minX + maxX - width), 0.5 * (minY + maxY - height), width, height, WIDTH / width);
  }

  double width() {
    return widthMm * perMm;
  }

  double height() {
    return heightMm * perMm;
  }

  double toX(double xMm) {
    return (xMm - x) * perMm;
  }

  double toY(double yMm) {
    return (yMm - y) * perMm;
  }

  /** x, y of points in the plane, in the picture. */
  double[] toPicture(double[] mm) {
    double[] points = new double[mm.length];
    for (int i = 0; i < mm.length; i += 2) {
      points[i] = toX(mm[i]);
      points[i + 1] = toY(mm[i + 1]);
    }
    return points;
  }
}
