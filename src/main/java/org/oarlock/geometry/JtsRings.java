package org.oarlock.geometry;

import org.locationtech.jts.algorithm.RayCrossingCounter;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Location;

/** Where a point lies relative to a ring, decided exactly. */
final class JtsRings {
  private JtsRings() {}

  /** Whether a ring lies inside another that it does not cross, decided off their common points. */
  static boolean isInside(double[] inner, double[] outer) {
    for (int i = 0; i < inner.length; i += 2) {
      int location = locate(outer, inner[i], inner[i + 1]);
      if (location != Location.BOUNDARY) {
        return location == Location.INTERIOR;
      }
    }
    return false;
  }

  /** The same ring the other way round, from the same point. */
  static double[] reversed(double[] uv) {
    double[] back = new double[uv.length];
    for (int i = 0; i < uv.length; i += 2) {
      int from = i == 0 ? 0 : uv.length - i;
      back[i] = uv[from];
      back[i + 1] = uv[from + 1];
    }
    return back;
  }

  static boolean ringContains(double[] ring, double u, double v) {
    return locate(ring, u, v) == Location.INTERIOR;
  }

  private static int locate(double[] ring, double u, double v) {
    RayCrossingCounter counter = new RayCrossingCounter(new Coordinate(u, v));
    int size = ring.length / 2;
    Coordinate from = new Coordinate(ring[2 * size - 2], ring[2 * size - 1]);
    for (int i = 0; i < size; i++) {
      Coordinate to = new Coordinate(ring[2 * i], ring[2 * i + 1]);
      counter.countSegment(from, to);
      from = to;
    }
    return counter.getLocation();
  }
}
