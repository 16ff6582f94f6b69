package org.oarlock.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Points spread evenly over the surface of a region, each standing for an area: along the outlines
 * of its slabs at the heights of their contour planes, and on ends and ledges. Always the same
 * points. What one slab leaves bare of the next on a slope is counted with its outline.
 */
final class SurfaceSamples {
  /** Surfaces are sampled no finer than this … */
  private static final double FINEST_MM = 0.5;

  /** … and with about so many points. */
  private static final double POINTS = 20_000;

  private final SlabStack stack;

  private final List<Face> faces = new ArrayList<>();

  /** By how much the slope is larger than the outline times the height. */
  private final double[] slope;

  private final double stepMm;

  /** A part of the surface that lies in a plane of the stack. */
  private record Face(double atMm, PlanarShape shape) {}

  /** Takes a point. */
  interface Taker {
    /**
     * Takes a point of the surface.
     *
     * @param areaMm2 the area that it stands for
     */
    void take(double u, double v, double w, double areaMm2);
  }

  SurfaceSamples(SlabStack stack) {
    this.stack = stack;
    List<Slab> slabs = stack.slabs();
    slope = new double[slabs.size()];
    double area = 0;
    for (int i = 0; i < slabs.size(); i++) {
      Slab slab = slabs.get(i);
      double upright = perimeter(slab.shape()) * slab.thicknessMm();
      double flat = flatArea(i, true) + flatArea(i, false);
      slope[i] = Math.hypot(upright, flat) / upright;
      area += upright * slope[i];
    }
    for (Face face : faces) {
      area += face.shape().areaMm2();
    }
    stepMm = Math.max(FINEST_MM, Math.sqrt(area / POINTS));
  }

  /** The bare area of a slab if it is on a slope; an end or a ledge becomes a face of its own. */
  private double flatArea(int i, boolean upwards) {
    SlabStack.Face face = stack.face(i, upwards);
    if (face.surface() == SlabStack.Surface.SLOPE) {
      return face.bare().areaMm2();
    }
    Slab slab = stack.slabs().get(i);
    faces.add(new Face(upwards ? slab.upperMm() : slab.lowerMm(), face.bare()));
    return 0;
  }

  private static double perimeter(PlanarShape shape) {
    double length = 0;
    for (double[] ring : shape.rings()) {
      for (int i = 0; i < ring.length; i += 2) {
        int j = i + 2 == ring.length ? 0 : i + 2;
        length += Math.hypot(ring[j] - ring[i], ring[j + 1] - ring[i + 1]);
      }
    }
    return length;
  }

  /** How far apart neighbouring points are, at most. */
  double stepMm() {
    return stepMm;
  }

  void each(Taker taker) {
    List<Slab> slabs = stack.slabs();
    for (int i = 0; i < slabs.size(); i++) {
      Slab slab = slabs.get(i);
      double low = stack.seenFrom(i, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
      double high = stack.seenFrom(i, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
      int levels = Math.max(1, (int) Math.ceil((high - low) / stepMm));
      double weight = slab.thicknessMm() / levels * slope[i];
      for (int k = 0; k < levels; k++) {
        double w = low + (high - low) * (k + 0.5) / levels;
        along(slab.shape(), stepMm, (u, v, nu, nv, length) -> taker.take(u, v, w, length * weight));
      }
    }
    for (Face face : faces) {
      over(face, taker);
    }
  }

  /** Takes a point of an outline. */
  interface OutlineTaker {
    /**
     * Takes a point of the outline.
     *
     * @param nu u of the unit normal, pointing out of the figure
     * @param nv v of the unit normal
     * @param lengthMm the length of the outline that it stands for
     */
    void take(double u, double v, double nu, double nv, double lengthMm);
  }

  /** Points along the outlines of a figure, no farther apart than a step. */
  static void along(PlanarShape shape, double stepMm, OutlineTaker taker) {
    for (double[] ring : shape.outline()) {
      for (int i = 0; i < ring.length; i += 2) {
        int j = i + 2 == ring.length ? 0 : i + 2;
        double du = ring[j] - ring[i];
        double dv = ring[j + 1] - ring[i + 1];
        double length = Math.sqrt(du * du + dv * dv);
        int n = (int) Math.ceil(length / stepMm);
        for (int k = 0; k < n; k++) {
          double share = (k + 0.5) / n;
          taker.take(
              ring[i] + share * du,
              ring[i + 1] + share * dv,
              dv / length,
              -du / length,
              length / n);
        }
      }
    }
  }

  /** Points on scan lines: the figure may be much narrower than a step. */
  private void over(Face face, Taker taker) {
    PlanarShape shape = face.shape();
    double low = shape.minV();
    int lines = (int) Math.ceil((shape.maxV() - low) / stepMm);
    double apart = (shape.maxV() - low) / lines;
    double[][] cuts = cuts(shape, lines, apart);
    for (int line = 0; line < lines; line++) {
      double v = low + (line + 0.5) * apart;
      double[] u = cuts[line];
      Arrays.sort(u);
      for (int i = 0; i + 1 < u.length; i += 2) {
        int n = (int) Math.ceil((u[i + 1] - u[i]) / stepMm);
        double width = (u[i + 1] - u[i]) / n;
        for (int k = 0; k < n; k++) {
          taker.take(u[i] + (k + 0.5) * width, v, face.atMm(), width * apart);
        }
      }
    }
  }

  /** Where scan lines at the middles of so many strips meet the outline. */
  private static double[][] cuts(PlanarShape shape, int lines, double apart) {
    double[][] cuts = new double[lines][];
    int[] counts = new int[lines];
    for (int pass = 0; pass < 2; pass++) {
      Arrays.fill(counts, 0);
      for (double[] ring : shape.rings()) {
        for (int i = 0; i < ring.length; i += 2) {
          int j = i + 2 == ring.length ? 0 : i + 2;
          boolean up = ring[i + 1] < ring[j + 1];
          double from = (ring[up ? i + 1 : j + 1] - shape.minV()) / apart - 0.5;
          double to = (ring[up ? j + 1 : i + 1] - shape.minV()) / apart - 0.5;
          double slope = (ring[j] - ring[i]) / (ring[j + 1] - ring[i + 1]);
          for (int line = (int) Math.ceil(from); line < to; line++) {
            if (cuts[line] != null) {
              double v = shape.minV() + (line + 0.5) * apart;
              cuts[line][counts[line]] = ring[i] + slope * (v - ring[i + 1]);
            }
            counts[line]++;
          }
        }
      }
      for (int line = 0; pass == 0 && line < lines; line++) {
        cuts[line] = new double[counts[line]];
      }
    }
    return cuts;
  }
}
