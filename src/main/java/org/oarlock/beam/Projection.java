package org.oarlock.beam;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.oarlock.beam.Prisms.Prism;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.PlaneFrame;

/**
 * The slabs of a structure as a beam sees them. A ray that meets a prism enters it through a face
 * that looks to the source, so these faces together are what is seen of it. A prism that comes too
 * near the source, or lies behind it, is cut off there, and all of its faces are drawn.
 */
final class Projection {
  /** No patient is nearer to the source than this share of its distance to the isocentre. */
  static final double NEAR_SHARE = 0.1;

  private final Window window;
  private final double near;
  private final double sourceDistance;
  private final double[] toX;
  private final double[] toY;
  private final double[] toDepth;
  private final double sourceU;
  private final double sourceV;
  private final double sourceW;
  private final List<Seen> slabs = new ArrayList<>();
  private final double fromY;
  private final double untilY;

  /** A slab with a rectangle around what is seen of it, or one that has to be cut. */
  private record Seen(
      Prism prism, boolean cut, double fromX, double toX, double fromY, double toY) {
    double farFrom(double x, double y) {
      return cut ? 0 : Math.hypot(0.5 * (fromX + toX) - x, 0.5 * (fromY + toY) - y);
    }
  }

  /** The slabs that reach into a window, those nearest to its middle first. */
  Projection(Prisms structure, BeamView view, Window window) {
    this.window = window;
    sourceDistance = view.sourceDistanceMm();
    near = NEAR_SHARE * sourceDistance;
    PlaneFrame frame = structure.frame();
    toX = coefficients(frame, view.x(), -view.x().dot(view.isocentre()));
    toY = coefficients(frame, view.y(), -view.y().dot(view.isocentre()));
    toDepth = coefficients(frame, view.z().times(-1), view.z().dot(view.source()));
    sourceU = frame.u().dot(view.source());
    sourceV = frame.v().dot(view.source());
    sourceW = frame.normal().dot(view.source());
    for (Prism prism : structure.prisms()) {
      Seen seen = seen(prism);
      if (seen != null) {
        slabs.add(seen);
      }
    }
    fromY = Math.max(window.fromY(), -end(s -> -s.fromY(), -1));
    untilY = Math.min(window.toY(), end(Seen::toY, 1));
    double x = 0.5 * (window.fromX() + window.toX());
    double y = 0.5 * (window.fromY() + window.toY());
    slabs.sort(Comparator.comparingDouble(s -> s.farFrom(x, y)));
  }

  /** How far along an axis a point (u, v, w) of the frame lies: three factors and an offset. */
  private static double[] coefficients(PlaneFrame frame, PatientPoint axis, double offset) {
    return new double[] {
      axis.dot(frame.u()), axis.dot(frame.v()), axis.dot(frame.normal()), offset
    };
  }

  private static double at(double[] factors, double u, double v, double w) {
    return factors[0] * u + factors[1] * v + factors[2] * w + factors[3];
  }

  /** What a slab's bounding box says; null if nothing of it can be in the window. */
  private @Nullable Seen seen(Prism prism) {
    double[] x = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    double[] y = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    double[] depths = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (int corner = 0; corner < 8; corner++) {
      double u = (corner & 1) == 0 ? prism.minU() : prism.maxU();
      double v = (corner & 2) == 0 ? prism.minV() : prism.maxV();
      double w = (corner & 4) == 0 ? prism.lower() : prism.upper();
      double depth = at(toDepth, u, v, w);
      include(depths, depth);
      include(x, sourceDistance / depth * at(toX, u, v, w));
      include(y, sourceDistance / depth * at(toY, u, v, w));
    }
    if (depths[1] < near) {
      return null;
    }
    if (depths[0] < near) {
      return new Seen(prism, true, window.fromX(), window.toX(), window.fromY(), window.toY());
    }
    boolean outside =
        x[1] < window.fromX()
            || x[0] > window.toX()
            || y[1] < window.fromY()
            || y[0] > window.toY();
    return outside ? null : new Seen(prism, false, x[0], x[1], y[0], y[1]);
  }

  private static void include(double[] range, double value) {
    range[0] = Math.min(range[0], value);
    range[1] = Math.max(range[1], value);
  }

  /**
   * The largest y, or the largest -y, of all points. Slabs whose bounding boxes do not reach beyond
   * what has been found are not looked at.
   */
  private double end(ToDoubleFunction<Seen> bound, int sign) {
    List<Seen> farthestFirst = new ArrayList<>(slabs);
    farthestFirst.sort(Comparator.comparingDouble(bound).reversed());
    double end = Double.NEGATIVE_INFINITY;
    for (Seen slab : farthestFirst) {
      if (bound.applyAsDouble(slab) <= end) {
        break;
      }
      end = Math.max(end, slab.cut() ? bound.applyAsDouble(slab) : end(slab.prism(), sign));
    }
    return end;
  }

  private double end(Prism prism, int sign) {
    double end = Double.NEGATIVE_INFINITY;
    for (double[] ring : prism.rings()) {
      for (int i = 0; i < ring.length; i += 2) {
        end = Math.max(end, sign * y(ring[i], ring[i + 1], prism.lower()));
        end = Math.max(end, sign * y(ring[i], ring[i + 1], prism.upper()));
      }
    }
    return end;
  }

  private double y(double u, double v, double w) {
    return sourceDistance / at(toDepth, u, v, w) * at(toY, u, v, w);
  }

  /** Where the projection begins across the lines; not below its end if nothing is seen. */
  double fromY() {
    return fromY;
  }

  double toY() {
    return untilY;
  }

  int slabs() {
    return slabs.size();
  }

  /** Whether a slab could come within a distance of an aperture. */
  boolean comesNear(int slab, Opening opening, double distanceMm) {
    Seen seen = slabs.get(slab);
    double[] reach = opening.reach(seen.fromY() - distanceMm, seen.toY() + distanceMm);
    return seen.fromX() - distanceMm <= reach[1] && seen.toX() + distanceMm >= reach[0];
  }

  void draw(int slab, Silhouette silhouette) {
    Seen seen = slabs.get(slab);
    if (seen.cut()) {
      drawCut(seen.prism(), silhouette);
    } else {
      draw(seen.prism(), silhouette);
    }
  }

  private void draw(Prism prism, Silhouette silhouette) {
    List<double[]> lower = projected(prism, prism.lower());
    List<double[]> upper = projected(prism, prism.upper());
    if (sourceW < prism.lower()) {
      silhouette.fill(lower);
    }
    if (sourceW > prism.upper()) {
      silhouette.fill(upper);
    }
    for (int r = 0; r < prism.rings().size(); r++) {
      double[] ring = prism.rings().get(r);
      for (int i = 0; i < ring.length; i += 2) {
        int j = i + 2 == ring.length ? 0 : i + 2;
        if (!prism.counterClockwise() || looksToSource(ring, i, j)) {
          drawWall(lower.get(r), upper.get(r), i, j, silhouette);
        }
      }
    }
  }

  private void drawWall(double[] lower, double[] upper, int i, int j, Silhouette silhouette) {
    double least = Math.min(Math.min(lower[i], lower[j]), Math.min(upper[i], upper[j]));
    double most = Math.max(Math.max(lower[i], lower[j]), Math.max(upper[i], upper[j]));
    if (most >= window.fromX() && least <= window.toX()) {
      silhouette.fill(
          lower[i],
          lower[i + 1],
          lower[j],
          lower[j + 1],
          upper[j],
          upper[j + 1],
          upper[i],
          upper[i + 1]);
    }
  }

  private boolean looksToSource(double[] ring, int i, int j) {
    return (sourceU - ring[i]) * (ring[j + 1] - ring[i + 1])
            - (sourceV - ring[i + 1]) * (ring[j] - ring[i])
        > 0;
  }

  private List<double[]> projected(Prism prism, double w) {
    List<double[]> projected = new ArrayList<>(prism.rings().size());
    for (double[] ring : prism.rings()) {
      double[] points = new double[ring.length];
      for (int i = 0; i < ring.length; i += 2) {
        project(points, i, ring[i], ring[i + 1], w);
      }
      projected.add(points);
    }
    return projected;
  }

  private int project(double[] points, int at, double u, double v, double w) {
    double scale = sourceDistance / Math.max(near, at(toDepth, u, v, w));
    points[at] = scale * at(toX, u, v, w);
    points[at + 1] = scale * at(toY, u, v, w);
    return at + 2;
  }

  // slabs that come too near the source

  private void drawCut(Prism prism, Silhouette silhouette) {
    silhouette.fill(prism.rings().stream().map(r -> cut(r, prism.lower())).toList());
    silhouette.fill(prism.rings().stream().map(r -> cut(r, prism.upper())).toList());
    for (double[] ring : prism.rings()) {
      for (int i = 0; i < ring.length; i += 2) {
        int j = i + 2 == ring.length ? 0 : i + 2;
        double[] wall = {
          ring[i], ring[i + 1], prism.lower(),
          ring[j], ring[j + 1], prism.lower(),
          ring[j], ring[j + 1], prism.upper(),
          ring[i], ring[i + 1], prism.upper()
        };
        silhouette.fill(List.of(cut(wall)));
      }
    }
  }

  private double[] cut(double[] ring, double w) {
    double[] uvw = new double[ring.length / 2 * 3];
    for (int i = 0; i < ring.length / 2; i++) {
      uvw[3 * i] = ring[2 * i];
      uvw[3 * i + 1] = ring[2 * i + 1];
      uvw[3 * i + 2] = w;
    }
    return cut(uvw);
  }

  /** Projects the part of a polygon that is far enough from the source. */
  private double[] cut(double[] uvw) {
    double[] points = new double[uvw.length / 3 * 4];
    int n = 0;
    for (int i = 0; i < uvw.length; i += 3) {
      int j = i + 3 == uvw.length ? 0 : i + 3;
      double here = at(toDepth, uvw[i], uvw[i + 1], uvw[i + 2]) - near;
      double there = at(toDepth, uvw[j], uvw[j + 1], uvw[j + 2]) - near;
      if (here >= 0) {
        n = project(points, n, uvw[i], uvw[i + 1], uvw[i + 2]);
      }
      if ((here < 0) != (there < 0)) {
        double share = here / (here - there);
        n =
            project(
                points,
                n,
                uvw[i] + share * (uvw[j] - uvw[i]),
                uvw[i + 1] + share * (uvw[j + 1] - uvw[i + 1]),
                uvw[i + 2] + share * (uvw[j + 2] - uvw[i + 2]));
      }
    }
    return Arrays.copyOf(points, n);
  }
}
