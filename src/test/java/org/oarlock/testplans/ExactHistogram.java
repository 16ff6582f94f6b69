package org.oarlock.testplans;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * The distribution of an {@link AnalyticDose} in a {@link Shape}, by formulas. The shape is cut
 * where the dose's formula changes. On each piece the dose is {@code a + b x + c y} at the bottom
 * and another such function at the lid, linear between: the volume at a dose is then a clipped
 * polygon's area times a length, or a share of the length, or, where the dose varies both in the
 * plane and along z, the integral of the clipped area over z (by Simpson's rule, to better than
 * 1e-7 of the piece).
 */
final class ExactHistogram {
  private static final int SIMPSON_INTERVALS = 4000;

  private final List<Piece> pieces;

  private ExactHistogram(List<Piece> pieces) {
    this.pieces = pieces;
  }

  static ExactHistogram of(Shape shape, AnalyticDose dose) {
    List<Piece> pieces = new ArrayList<>();
    for (Shape.Prism prism : shape.prisms()) {
      cut(prism, dose, pieces);
    }
    return new ExactHistogram(List.copyOf(pieces));
  }

  private static void cut(Shape.Prism prism, AnalyticDose dose, List<Piece> pieces) {
    Polygon polygon = prism.polygon();
    double[] x = dose.knotsMm(AnalyticDose.Term::x, polygon.minXMm(), polygon.maxXMm());
    double[] y = dose.knotsMm(AnalyticDose.Term::y, polygon.minYMm(), polygon.maxYMm());
    double[] z = dose.knotsMm(AnalyticDose.Term::z, prism.fromMm(), prism.toMm());
    for (int i = 0; i + 1 < x.length; i++) {
      for (int j = 0; j + 1 < y.length; j++) {
        Polygon part = polygon.within(x[i], x[i + 1], y[j], y[j + 1]);
        for (int k = 0; k + 1 < z.length && !part.isEmpty(); k++) {
          Plane bottom = plane(dose, x[i], x[i + 1], y[j], y[j + 1], z[k]);
          Plane lid = plane(dose, x[i], x[i + 1], y[j], y[j + 1], z[k + 1]);
          pieces.add(new Piece(part, z[k + 1] - z[k], bottom, lid));
        }
      }
    }
  }

  private static Plane plane(
      AnalyticDose dose, double x0, double x1, double y0, double y1, double z) {
    double d00 = dose.gyAt(x0, y0, z);
    double b = (dose.gyAt(x1, y0, z) - d00) / (x1 - x0);
    double c = (dose.gyAt(x0, y1, z) - d00) / (y1 - y0);
    double twist = dose.gyAt(x1, y1, z) - d00 - b * (x1 - x0) - c * (y1 - y0);
    if (Math.abs(twist) > 1e-9) {
      throw new IllegalArgumentException(
          "the dose is not linear in the plane at x %s..%s, y %s..%s, z %s"
              .formatted(x0, x1, y0, y1, z));
    }
    return new Plane(d00 - b * x0 - c * y0, b, c);
  }

  double volumeMm3() {
    return sum(Piece::volumeMm3);
  }

  /** The volume that receives at least a dose. */
  double atLeastMm3(double gy) {
    return sum(piece -> piece.atLeastMm3(gy));
  }

  /** The same in percent of the volume. */
  double atLeastPercent(double gy) {
    return 100 * atLeastMm3(gy) / volumeMm3();
  }

  /** The volume that receives less than a dose, in percent. */
  double belowPercent(double gy) {
    return 100 - atLeastPercent(gy);
  }

  /** The dose that the hottest share of the volume receives at least: sup{d: V(d) >= v}. */
  double doseToHottestGy(double percent) {
    double enough = percent / 100 * volumeMm3() * (1 - 1e-12);
    return supremum(gy -> atLeastMm3(gy) - enough);
  }

  private double supremum(DoubleUnaryOperator notNegativeUpTo) {
    double low = minGy();
    double high = maxGy();
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (notNegativeUpTo.applyAsDouble(middle) >= 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  double minGy() {
    return pieces.stream().mapToDouble(Piece::minGy).min().orElseThrow();
  }

  double maxGy() {
    return pieces.stream().mapToDouble(Piece::maxGy).max().orElseThrow();
  }

  double meanGy() {
    return sum(piece -> piece.volumeMm3() * piece.meanGy()) / volumeMm3();
  }

  private double sum(ToDoubleFunction<Piece> value) {
    return pieces.stream().mapToDouble(value).sum();
  }

  /** The dose {@code a + b x + c y} in a plane. */
  private record Plane(double a, double b, double c) {
    double gyAt(double xMm, double yMm) {
      return a + b * xMm + c * yMm;
    }

    Plane towards(Plane other, double share) {
      return new Plane(
          a + share * (other.a - a), b + share * (other.b - b), c + share * (other.c - c));
    }

    boolean isConstant() {
      return Math.abs(b) < 1e-12 && Math.abs(c) < 1e-12;
    }
  }

  private record Piece(Polygon polygon, double lengthMm, Plane bottom, Plane lid) {
    double volumeMm3() {
      return polygon.areaMm2() * lengthMm;
    }

    double minGy() {
      return Math.min(extreme(bottom, Math::min), extreme(lid, Math::min));
    }

    double maxGy() {
      return Math.max(extreme(bottom, Math::max), extreme(lid, Math::max));
    }

    private double extreme(Plane plane, DoubleBinaryOperator of) {
      double result = plane.gyAt(polygon.xMm(0), polygon.yMm(0));
      for (int i = 1; i < polygon.size(); i++) {
        result = of.applyAsDouble(result, plane.gyAt(polygon.xMm(i), polygon.yMm(i)));
      }
      return result;
    }

    double meanGy() {
      double[] centre = polygon.centroidMm();
      return (bottom.gyAt(centre[0], centre[1]) + lid.gyAt(centre[0], centre[1])) / 2;
    }

    double atLeastMm3(double gy) {
      if (gy <= minGy()) {
        return volumeMm3();
      }
      if (gy > maxGy()) {
        return 0;
      }
      if (bottom.isConstant() && lid.isConstant()) {
        double cold = Math.min(bottom.a, lid.a);
        double hot = Math.max(bottom.a, lid.a);
        return volumeMm3() * (hot - gy) / (hot - cold);
      }
      if (bottom.equals(lid)) {
        return areaAtLeastMm2(bottom, gy) * lengthMm;
      }
      return simpson(share -> areaAtLeastMm2(bottom.towards(lid, share), gy)) * lengthMm;
    }

    private double areaAtLeastMm2(Plane plane, double gy) {
      Polygon part = polygon.where(plane.b, plane.c, plane.a - gy);
      return part.isEmpty() ? 0 : part.areaMm2();
    }

    private static double simpson(DoubleUnaryOperator f) {
      double sum = f.applyAsDouble(0) + f.applyAsDouble(1);
      for (int i = 1; i < SIMPSON_INTERVALS; i++) {
        sum += (i % 2 == 1 ? 4 : 2) * f.applyAsDouble((double) i / SIMPSON_INTERVALS);
      }
      return sum / (3 * SIMPSON_INTERVALS);
    }
  }
}
