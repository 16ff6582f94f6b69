package org.oarlock.dvh;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.PlanarShape;
import org.oarlock.geometry.Region;
import org.oarlock.geometry.Slab;
import org.oarlock.geometry.Solid;

/**
 * Looks through a solid for where its dose is extreme, and for what lies beyond a threshold. The
 * extremes are those of the histograms, found by the same search; the work is bounded whatever the
 * solid. For one search.
 */
final class DoseSearch {
  /** How exactly an extreme is located. */
  static final double POINT_MM = 0.01;

  /** The centroid is of about this many points or fewer … */
  private static final double MOST_POINTS = 100_000;

  /** … and, where there are only few of them, is looked for again where they are. */
  private static final int FEW_POINTS = 1_000;

  private static final int MOST_LOOKS = 4;
  private static final double FINEST_MM = 0.2;

  private final Solid solid;
  private final Region region;
  private final SlabIntegrator integrator;
  private final DoseProbe probe;
  private final double thresholdGy;
  private final boolean below;

  /**
   * @param below whether doses below the threshold are looked for, instead of those at or above it
   */
  DoseSearch(
      Solid solid, SlabIntegrator integrator, DoseProbe probe, double thresholdGy, boolean below) {
    this.solid = solid;
    this.region = solid.primary();
    this.integrator = integrator;
    this.probe = probe;
    this.thresholdGy = thresholdGy;
    this.below = below;
  }

  /** Empty if no part of the solid lies inside the dose grid. */
  Optional<DosePlace> run() {
    Slab best = null;
    double bestGy = worst();
    for (Slab slab : region.slabs()) {
      double gy = extreme(slab, bestGy); // what cannot beat the best is passed over
      if (beats(gy, bestGy)) {
        bestGy = gy;
        best = slab;
      }
    }
    if (best == null) {
      return Optional.empty();
    }
    Slab at = located(best, bestGy);
    double[] uv = middle(at.shape());
    PatientPoint point = region.frame().toPatient(uv[0], uv[1], middle(at));
    List<Slab> beyond =
        isBeyond(bestGy) ? region.slabs().stream().filter(this::reaches).toList() : List.of();
    return Optional.of(new DosePlace(bestGy, point, beyond.isEmpty() ? null : of(beyond, at)));
  }

  /** Whether any dose of a slab is beyond the threshold; most often its outline tells. */
  private boolean reaches(Slab slab) {
    for (double[] ring : slab.shape().rings()) {
      for (int i = 0; i < ring.length; i += 2) {
        if (probe.lookUp(ring[i], ring[i + 1], middle(slab)) && isBeyond(probe.dose)) {
          return true;
        }
      }
    }
    return beats(extreme(slab, justShort()), justShort());
  }

  private double worst() {
    return below ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
  }

  private boolean beats(double gy, double other) {
    return below ? gy < other : gy > other;
  }

  private boolean isBeyond(double gy) {
    return below ? gy < thresholdGy : gy >= thresholdGy;
  }

  /** A dose that everything beyond the threshold beats. */
  private double justShort() {
    return below ? thresholdGy : Math.nextDown(thresholdGy);
  }

  /** The extreme dose of a slab, or the dose to beat if none in it does. */
  private double extreme(Slab slab, double toBeat) {
    SlabIntegrator.Extremes extremes = new SlabIntegrator.Extremes();
    extremes.minGy = below ? toBeat : Double.NEGATIVE_INFINITY;
    extremes.maxGy = below ? Double.POSITIVE_INFINITY : toBeat;
    integrator.extremes(slab, extremes);
    return below ? extremes.minGy : extremes.maxGy;
  }

  /** The small part of a slab that has its extreme: halved until it is no larger than a point. */
  private Slab located(Slab slab, double gy) {
    Slab part = slab;
    while (true) {
      PlanarShape shape = part.shape();
      double wide = shape.maxU() - shape.minU();
      double high = shape.maxV() - shape.minV();
      double deep = part.thicknessMm();
      if (Math.max(wide, Math.max(high, deep)) <= POINT_MM) {
        return part;
      }
      Slab half = null;
      double halfGy = worst();
      for (Slab candidate : halves(part, wide, high, deep)) {
        double here = extreme(candidate, worst());
        if (half == null || beats(here, halfGy)) {
          half = candidate;
          halfGy = here;
        }
        if (!beats(gy, here)) {
          break; // it cannot be more extreme
        }
      }
      if (half == null) {
        return part; // too thin to be cut
      }
      part = half;
    }
  }

  private static List<Slab> halves(Slab slab, double wide, double high, double deep) {
    PlanarShape shape = slab.shape();
    double lower = slab.lowerMm();
    double upper = slab.upperMm();
    if (deep >= wide && deep >= high) {
      double middle = middle(slab);
      return List.of(new Slab(lower, middle, shape), new Slab(middle, upper, shape));
    }
    double[] uv = middle(shape);
    List<Slab> halves = new ArrayList<>();
    boolean across = wide >= high;
    PlanarShape first =
        shape.clipped(
            shape.minU(),
            shape.minV(),
            across ? uv[0] : shape.maxU(),
            across ? shape.maxV() : uv[1]);
    PlanarShape second =
        shape.clipped(
            across ? uv[0] : shape.minU(),
            across ? shape.minV() : uv[1],
            shape.maxU(),
            shape.maxV());
    for (PlanarShape half : List.of(first, second)) {
      if (!half.isEmpty() && half != shape) {
        halves.add(new Slab(lower, upper, half));
      }
    }
    return halves;
  }

  private static double[] middle(PlanarShape shape) {
    return new double[] {0.5 * (shape.minU() + shape.maxU()), 0.5 * (shape.minV() + shape.maxV())};
  }

  private static double middle(Slab slab) {
    return 0.5 * (slab.lowerMm() + slab.upperMm());
  }

  // ---- what lies beyond

  private DosePlace.Beyond of(List<Slab> slabs, Slab extreme) {
    TreeSet<Double> planes = new TreeSet<>();
    slabs.forEach(slab -> planes.add(solid.planeMm(slab)));
    return new DosePlace.Beyond(
        centroid(slabs, extreme), planes.first(), planes.last(), planes.size());
  }

  private PatientPoint centroid(List<Slab> slabs, Slab extreme) {
    Box box = Box.around(slabs);
    Points points = new Points(extreme);
    for (int look = 0; look < MOST_LOOKS; look++) {
      points = new Points(extreme);
      double cell = Math.max(FINEST_MM, Math.cbrt(box.volume() / MOST_POINTS));
      for (Slab slab : slabs) {
        points.look(slab, box, cell);
      }
      if (points.count >= FEW_POINTS || cell == FINEST_MM) {
        break;
      }
      box = points.bounds(cell);
    }
    double[] centre = points.centre();
    return region.frame().toPatient(centre[0], centre[1], centre[2]);
  }

  /** From (u, v, w) to (u, v, w). */
  private static final class Box {
    final double[] from;
    final double[] to;

    Box(double[] from, double[] to) {
      this.from = from;
      this.to = to;
    }

    static Box around(List<Slab> slabs) {
      double[] from = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, slabs.get(0).lowerMm()};
      double[] to = {
        Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, slabs.get(slabs.size() - 1).upperMm()
      };
      for (Slab slab : slabs) {
        from[0] = Math.min(from[0], slab.shape().minU());
        from[1] = Math.min(from[1], slab.shape().minV());
        to[0] = Math.max(to[0], slab.shape().maxU());
        to[1] = Math.max(to[1], slab.shape().maxV());
      }
      return new Box(from, to);
    }

    double volume() {
      return (to[0] - from[0]) * (to[1] - from[1]) * (to[2] - from[2]);
    }
  }

  /** Points beyond the threshold, weighted by the volume that they stand for. */
  private final class Points {
    private final Slab extreme;
    private int count;
    private double weight;
    private final double[] sum = new double[3];
    private final double[] from = new double[3];
    private final double[] to = new double[3];

    /**
     * @param extreme the most extreme point, which counts where cells are too large for any other
     */
    Points(Slab extreme) {
      this.extreme = extreme;
      double[] uv = middle(extreme.shape());
      meet(uv[0], uv[1], middle(extreme), true);
    }

    private void meet(double u, double v, double w, boolean first) {
      double[] at = {u, v, w};
      for (int i = 0; i < 3; i++) {
        from[i] = first ? at[i] : Math.min(from[i], at[i]);
        to[i] = first ? at[i] : Math.max(to[i], at[i]);
      }
    }

    void look(Slab slab, Box box, double cell) {
      double lower = Math.max(slab.lowerMm(), box.from[2]);
      double upper = Math.min(slab.upperMm(), box.to[2]);
      double fromV = Math.max(slab.shape().minV(), box.from[1]);
      double toV = Math.min(slab.shape().maxV(), box.to[1]);
      if (!(upper > lower) || !(toV > fromV)) {
        return;
      }
      int layers = (int) Math.max(1, Math.ceil((upper - lower) / cell));
      int lines = (int) Math.max(1, Math.ceil((toV - fromV) / cell));
      double area = (upper - lower) / layers * ((toV - fromV) / lines);
      SpanScanner scanner = new SpanScanner(slab.shape());
      for (int r = 0; r < lines; r++) {
        double v = fromV + (r + 0.5) * (toV - fromV) / lines;
        int n = scanner.at(v);
        for (int s = 0; s < n; s += 2) {
          double fromU = Math.max(scanner.spans()[s], box.from[0]);
          double toU = Math.min(scanner.spans()[s + 1], box.to[0]);
          for (int l = 0; l < layers && toU > fromU; l++) {
            line(fromU, toU, v, lower + (l + 0.5) * (upper - lower) / layers, cell, area);
          }
        }
      }
    }

    private void line(double fromU, double toU, double v, double w, double cell, double area) {
      int n = (int) Math.max(1, Math.ceil((toU - fromU) / cell));
      double step = (toU - fromU) / n;
      for (int i = 0; i < n; i++) {
        double u = fromU + (i + 0.5) * step;
        if (probe.lookUp(u, v, w) && isBeyond(probe.dose)) {
          count++;
          weight += step * area;
          sum[0] += step * area * u;
          sum[1] += step * area * v;
          sum[2] += step * area * w;
          meet(u, v, w, false);
        }
      }
    }

    /** All points and the most extreme, with a cell around. */
    Box bounds(double cell) {
      return new Box(
          new double[] {from[0] - cell, from[1] - cell, from[2] - cell},
          new double[] {to[0] + cell, to[1] + cell, to[2] + cell});
    }

    double[] centre() {
      if (weight > 0) {
        return new double[] {sum[0] / weight, sum[1] / weight, sum[2] / weight};
      }
      double[] uv = middle(extreme.shape());
      return new double[] {uv[0], uv[1], middle(extreme)};
    }
  }
}
