package org.oarlock.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.PlanarContour;

/** A convex solid with closed forms, or one with such a hole. */
sealed interface AnalyticSolid {
  /** Its dose in a field that rises evenly. */
  ExactCurve under(Field.Linear field);

  /** Its contours on transverse planes at {@code phase + i * spacing}. */
  List<PlanarContour> contours(double spacingMm, double phaseMm, int corners);

  /** A radius around its centre that it lies in. */
  double reachMm();

  /** The middle of it. */
  PatientPoint centre();

  /** A sphere. */
  record Sphere(PatientPoint centre, double radiusMm) implements AnalyticSolid {
    @Override
    public ExactCurve under(Field.Linear field) {
      double g = field.gradient().length();
      double middle = field.at(centre);
      double r = radiusMm;
      return new ExactCurve(
          4.0 / 3 * Math.PI * r * r * r,
          middle - g * r,
          middle + g * r,
          middle,
          gy -> {
            double s = Math.max(-r, Math.min(r, (gy - middle) / g));
            return Math.PI / 3 * (r - s) * (r - s) * (2 * r + s);
          });
    }

    /** Its dose in a field with the same centre. */
    ExactCurve under(Field.Gaussian field) {
      double volume = 4.0 / 3 * Math.PI * Math.pow(radiusMm, 3);
      DoubleUnaryOperator atLeast =
          gy -> 4.0 / 3 * Math.PI * Math.pow(Math.min(radiusMm, field.radiusMm(gy)), 3);
      double edge = field.gy(centre.xMm() + radiusMm, centre.yMm(), centre.zMm());
      double integral = 0;
      int n = 2000;
      for (int i = 0; i < n; i++) {
        double r = radiusMm * (i + 0.5) / n;
        integral +=
            4
                * Math.PI
                * r
                * r
                * field.gy(centre.xMm() + r, centre.yMm(), centre.zMm())
                * radiusMm
                / n;
      }
      return new ExactCurve(volume, edge, field.highestGy(), integral / volume, atLeast);
    }

    @Override
    public List<PlanarContour> contours(double spacingMm, double phaseMm, int corners) {
      List<PlanarContour> contours = new ArrayList<>();
      int first = (int) Math.ceil((centre.zMm() - radiusMm - phaseMm) / spacingMm);
      for (int i = first; phaseMm + i * spacingMm < centre.zMm() + radiusMm; i++) {
        double z = phaseMm + i * spacingMm;
        double h = z - centre.zMm();
        if (radiusMm * radiusMm - h * h > 1e-6) {
          contours.add(
              Sections.circle(
                  centre.xMm(), centre.yMm(), z, Math.sqrt(radiusMm * radiusMm - h * h), corners));
        }
      }
      return contours;
    }

    @Override
    public double reachMm() {
      return radiusMm;
    }
  }

  /**
   * A frustum of a cone around an axis: a cylinder if both radii are the same.
   *
   * @param axis its direction, of length 1
   * @param lowRadiusMm the radius at the end against the axis' direction
   * @param highRadiusMm the radius at the other end
   */
  record Frustum(
      PatientPoint centre,
      PatientPoint axis,
      double heightMm,
      double lowRadiusMm,
      double highRadiusMm)
      implements AnalyticSolid {
    /** Discs that a cone is integrated over; of a cylinder one is exact. */
    private static final int DISCS = 1000;

    static Frustum cylinder(PatientPoint centre, PatientPoint axis, double height, double radius) {
      return new Frustum(centre, axis, height, radius, radius);
    }

    static Frustum cone(PatientPoint centre, PatientPoint axis, double height, double radius) {
      return new Frustum(centre, axis, height, radius, 0);
    }

    private double radiusAt(double h) {
      return lowRadiusMm + (highRadiusMm - lowRadiusMm) * (h / heightMm + 0.5);
    }

    private int discs() {
      return lowRadiusMm == highRadiusMm ? 1 : DISCS;
    }

    @Override
    public ExactCurve under(Field.Linear field) {
      double middle = field.at(centre);
      double along = field.gradient().dot(axis);
      double across = field.gradient().minus(axis.times(along)).length();
      double half = heightMm / 2;
      double low =
          Math.min(-along * half - across * lowRadiusMm, along * half - across * highRadiusMm);
      double high =
          Math.max(-along * half + across * lowRadiusMm, along * half + across * highRadiusMm);
      double r0 = lowRadiusMm;
      double r1 = highRadiusMm;
      double volume = Math.PI / 3 * heightMm * (r0 * r0 + r0 * r1 + r1 * r1);
      // the centre of mass of a frustum, from its middle towards the high end
      double shift =
          heightMm * (r0 * r0 + 2 * r0 * r1 + 3 * r1 * r1) / (4 * (r0 * r0 + r0 * r1 + r1 * r1))
              - half;
      return new ExactCurve(
          volume,
          middle + low,
          middle + high,
          middle + along * shift,
          gy -> atLeast(gy - middle, across, along, volume));
    }

    private double atLeast(double level, double across, double along, double volume) {
      int n = discs();
      double sum = 0;
      double all = 0;
      for (int i = 0; i < n; i++) {
        double from = heightMm * i / n - heightMm / 2;
        double to = heightMm * (i + 1) / n - heightMm / 2;
        double r = radiusAt(0.5 * (from + to));
        sum += Discs.beyond(level, across, along, r, from, to);
        all += Math.PI * r * r * (to - from);
      }
      return sum * volume / all;
    }

    @Override
    public List<PlanarContour> contours(double spacingMm, double phaseMm, int corners) {
      return Sections.of(
          this::contains, centre, reachMm(), ends(), spacingMm, phaseMm, corners, this::edges);
    }

    /** Where a transverse plane cuts the rims of both ends. */
    private List<PatientPoint> edges(double z) {
      List<PatientPoint> edges = new ArrayList<>();
      double sine = Math.hypot(axis.xMm(), axis.yMm());
      if (sine < 1e-9) {
        return edges;
      }
      PatientPoint across = new PatientPoint(-axis.yMm(), axis.xMm(), 0).times(1 / sine);
      PatientPoint up = axis.cross(across); // z component: sine
      for (int side = -1; side <= 1; side += 2) {
        double r = side < 0 ? lowRadiusMm : highRadiusMm;
        PatientPoint middle = centre.plus(axis.times(side * heightMm / 2));
        double v = (z - middle.zMm()) / up.zMm();
        if (Math.abs(v) < r) {
          double u = Math.sqrt(r * r - v * v);
          PatientPoint on = middle.plus(up.times(v));
          edges.add(on.plus(across.times(u)));
          edges.add(on.minus(across.times(u)));
        }
      }
      return edges;
    }

    private boolean contains(PatientPoint p) {
      PatientPoint d = p.minus(centre);
      double h = d.dot(axis);
      return Math.abs(h) <= heightMm / 2 && d.minus(axis.times(h)).length() <= radiusAt(h);
    }

    /** Its lowest and highest point along z. */
    private PatientPoint[] ends() {
      double c = axis.zMm();
      PatientPoint down = axis.times(c).minus(new PatientPoint(0, 0, 1));
      double length = down.length();
      PatientPoint radial = length < 1e-9 ? new PatientPoint(0, 0, 0) : down.times(1 / length);
      PatientPoint[] candidates = {
        centre.plus(axis.times(-heightMm / 2)).plus(radial.times(lowRadiusMm)),
        centre.plus(axis.times(-heightMm / 2)).minus(radial.times(lowRadiusMm)),
        centre.plus(axis.times(heightMm / 2)).plus(radial.times(highRadiusMm)),
        centre.plus(axis.times(heightMm / 2)).minus(radial.times(highRadiusMm))
      };
      PatientPoint lowest = candidates[0];
      PatientPoint highest = candidates[0];
      for (PatientPoint p : candidates) {
        lowest = p.zMm() < lowest.zMm() ? p : lowest;
        highest = p.zMm() > highest.zMm() ? p : highest;
      }
      return new PatientPoint[] {lowest, highest};
    }

    @Override
    public double reachMm() {
      return Math.hypot(heightMm / 2, Math.max(lowRadiusMm, highRadiusMm));
    }
  }

  /** A solid with a hole, both drawn on the same planes. */
  record Hollow(AnalyticSolid outer, AnalyticSolid hole) implements AnalyticSolid {
    @Override
    public ExactCurve under(Field.Linear field) {
      ExactCurve a = outer.under(field);
      ExactCurve b = hole.under(field);
      double volume = a.volumeMm3() - b.volumeMm3();
      return new ExactCurve(
          volume,
          a.minGy(),
          a.maxGy(),
          (a.meanGy() * a.volumeMm3() - b.meanGy() * b.volumeMm3()) / volume,
          gy -> a.atLeastMm3().applyAsDouble(gy) - b.atLeastMm3().applyAsDouble(gy));
    }

    @Override
    public List<PlanarContour> contours(double spacingMm, double phaseMm, int corners) {
      List<PlanarContour> both = new ArrayList<>(outer.contours(spacingMm, phaseMm, corners));
      both.addAll(hole.contours(spacingMm, phaseMm, corners));
      return both;
    }

    @Override
    public double reachMm() {
      return outer.reachMm();
    }

    @Override
    public PatientPoint centre() {
      return outer.centre();
    }
  }
}
