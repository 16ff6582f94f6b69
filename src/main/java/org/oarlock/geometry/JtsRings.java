package org.oarlock.geometry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.locationtech.jts.algorithm.PointLocation;
import org.locationtech.jts.algorithm.RayCrossingCounter;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.impl.CoordinateArraySequence;
import org.locationtech.jts.noding.NodedSegmentString;
import org.locationtech.jts.noding.Noder;
import org.locationtech.jts.noding.SegmentString;
import org.locationtech.jts.noding.snap.SnappingNoder;
import org.locationtech.jts.operation.buffer.BufferOp;
import org.locationtech.jts.operation.buffer.BufferParameters;
import org.locationtech.jts.operation.polygonize.Polygonizer;

/** The bridge between rings of primitive coordinates and JTS geometries. */
final class JtsRings {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  /** Segments per quarter circle of a margin: the chord errs by 1 - cos(pi/4n) = 0.0003. */
  private static final int QUADRANT_SEGMENTS = 32;

  /** Crossings nearer than this share of the coordinates are one point. */
  private static final double SNAP_SHARE = 1e-11;

  /**
   * Outlines may be simplified by this share of a margin before it is drawn. The usual hundredth
   * would take up to 0.05 mm too much off a structure that is contracted by 5 mm.
   */
  private static final double SIMPLIFY_SHARE = 3e-4;

  private JtsRings() {}

  /** A valid polygonal geometry of rings that do not cross, under the even-odd rule. */
  static Geometry polygonal(List<double[]> rings) {
    if (rings.isEmpty()) {
      return FACTORY.createPolygon();
    }
    if (rings.size() == 1) {
      Polygon polygon = FACTORY.createPolygon(linearRing(rings.get(0)));
      return polygon.isValid() ? polygon : evenOdd(rings);
    }
    Geometry nested = nested(rings);
    return nested.isValid() ? nested : evenOdd(rings);
  }

  /** Shells at even nesting depth, each with the rings directly inside it as holes. */
  private static Geometry nested(List<double[]> rings) {
    int n = rings.size();
    LinearRing[] linear = new LinearRing[n];
    for (int i = 0; i < n; i++) {
      linear[i] = linearRing(rings.get(i));
    }
    int[] depth = new int[n];
    int[] parent = new int[n];
    for (int i = 0; i < n; i++) {
      parent[i] = -1;
      double parentArea = Double.POSITIVE_INFINITY;
      for (int j = 0; j < n; j++) {
        if (i != j && isInside(linear[i], linear[j])) {
          depth[i]++;
          double area = linear[j].getEnvelopeInternal().getArea();
          if (area < parentArea) {
            parentArea = area;
            parent[i] = j;
          }
        }
      }
    }
    List<Polygon> polygons = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      if (depth[i] % 2 == 0) {
        List<LinearRing> holes = new ArrayList<>();
        for (int j = 0; j < n; j++) {
          if (parent[j] == i && depth[j] == depth[i] + 1) {
            holes.add(linear[j]);
          }
        }
        polygons.add(FACTORY.createPolygon(linear[i], holes.toArray(LinearRing[]::new)));
      }
    }
    return polygons.size() == 1
        ? polygons.get(0)
        : FACTORY.createMultiPolygon(polygons.toArray(Polygon[]::new));
  }

  /** Whether a ring lies inside another that it does not cross, decided off their common points. */
  private static boolean isInside(LinearRing inner, LinearRing outer) {
    if (!outer.getEnvelopeInternal().contains(inner.getEnvelopeInternal())) {
      return false;
    }
    Coordinate[] ring = outer.getCoordinates();
    for (Coordinate c : inner.getCoordinates()) {
      int location = PointLocation.locateInRing(c, ring);
      if (location != Location.BOUNDARY) {
        return location == Location.INTERIOR;
      }
    }
    return false;
  }

  /**
   * What rings enclose under the even-odd rule, crossings resolved: the faces of the noded rings
   * that an odd number of rings surrounds. Where edges run along each other an even number of times
   * there is no boundary, so that faces inside never share one.
   */
  static Geometry evenOdd(List<double[]> rings) {
    Polygonizer polygonizer = new Polygonizer();
    for (LineString edge : boundaries(rings)) {
      polygonizer.add(edge);
    }
    List<Polygon> inside = new ArrayList<>();
    for (Object face : polygonizer.getPolygons()) {
      Polygon polygon = (Polygon) face;
      Point point = polygon.getInteriorPoint();
      if (isInside(rings, point.getX(), point.getY())) {
        inside.add(polygon);
      }
    }
    return inside.size() == 1
        ? inside.get(0)
        : FACTORY.createMultiPolygon(inside.toArray(Polygon[]::new));
  }

  /** The rings cut where they meet, without what is drawn an even number of times. */
  private static Collection<LineString> boundaries(List<double[]> rings) {
    List<SegmentString> strings = new ArrayList<>();
    double scale = 1;
    for (double[] ring : rings) {
      strings.add(new NodedSegmentString(linearRing(ring).getCoordinates(), null));
      for (double value : ring) {
        scale = Math.max(scale, Math.abs(value));
      }
    }
    Noder noder = new SnappingNoder(SNAP_SHARE * scale);
    noder.computeNodes(strings);
    Map<Set<Coordinate>, LineString> boundaries = new LinkedHashMap<>();
    for (Object noded : noder.getNodedSubstrings()) {
      Coordinate[] points = ((SegmentString) noded).getCoordinates();
      for (int i = 0; i + 1 < points.length; i++) {
        if (!points[i].equals2D(points[i + 1])) {
          Set<Coordinate> ends = Set.of(points[i], points[i + 1]);
          if (boundaries.remove(ends) == null) {
            boundaries.put(
                ends, FACTORY.createLineString(new Coordinate[] {points[i], points[i + 1]}));
          }
        }
      }
    }
    return boundaries.values();
  }

  static Geometry buffer(Geometry geometry, double distanceMm) {
    BufferParameters parameters = new BufferParameters(QUADRANT_SEGMENTS);
    parameters.setSimplifyFactor(SIMPLIFY_SHARE);
    return BufferOp.bufferOp(geometry, distanceMm, parameters);
  }

  /** All rings of a polygonal geometry; lines and points that an overlay leaves are dropped. */
  static List<double[]> ringsOf(Geometry geometry) {
    List<double[]> rings = new ArrayList<>();
    for (int i = 0; i < geometry.getNumGeometries(); i++) {
      if (geometry.getGeometryN(i) instanceof Polygon polygon && polygon.getArea() > 0) {
        rings.add(coordinates(polygon.getExteriorRing()));
        for (int j = 0; j < polygon.getNumInteriorRing(); j++) {
          rings.add(coordinates(polygon.getInteriorRingN(j)));
        }
      }
    }
    return rings;
  }

  /**
   * The even-odd rule with half-open edges: a point on an edge that is drawn twice is counted once
   * for each and so is not misled by it.
   */
  private static boolean isInside(List<double[]> rings, double u, double v) {
    boolean inside = false;
    for (double[] ring : rings) {
      int n = ring.length;
      for (int i = 0; i < n; i += 2) {
        int j = i + 2 == n ? 0 : i + 2;
        boolean up = ring[i + 1] < ring[j + 1];
        int low = up ? i : j;
        int high = up ? j : i;
        if (ring[low + 1] <= v && v < ring[high + 1]) {
          double share = (v - ring[low + 1]) / (ring[high + 1] - ring[low + 1]);
          inside ^= ring[low] + share * (ring[high] - ring[low]) > u;
        }
      }
    }
    return inside;
  }

  static boolean ringContains(double[] ring, double u, double v) {
    RayCrossingCounter counter = new RayCrossingCounter(new Coordinate(u, v));
    int size = ring.length / 2;
    Coordinate from = new Coordinate(ring[2 * size - 2], ring[2 * size - 1]);
    for (int i = 0; i < size; i++) {
      Coordinate to = new Coordinate(ring[2 * i], ring[2 * i + 1]);
      counter.countSegment(from, to);
      from = to;
    }
    return counter.getLocation() == Location.INTERIOR;
  }

  private static double[] coordinates(LinearRing ring) {
    int size = ring.getNumPoints() - 1;
    double[] uv = new double[2 * size];
    for (int i = 0; i < size; i++) {
      uv[2 * i] = ring.getCoordinateN(i).x;
      uv[2 * i + 1] = ring.getCoordinateN(i).y;
    }
    return uv;
  }

  private static LinearRing linearRing(double[] uv) {
    int size = uv.length / 2;
    Coordinate[] coordinates = new Coordinate[size + 1];
    for (int i = 0; i <= size; i++) {
      int k = i == size ? 0 : i;
      coordinates[i] = new Coordinate(uv[2 * k], uv[2 * k + 1]);
    }
    return new LinearRing(new CoordinateArraySequence(coordinates), FACTORY);
  }
}
