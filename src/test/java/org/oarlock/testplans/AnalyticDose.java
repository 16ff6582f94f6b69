package org.oarlock.testplans;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * A dose given by a formula: a sum of products of one function for each coordinate. Where all knots
 * of the functions are nodes of a grid, trilinear interpolation between the nodes is this very
 * dose, since on each cell of the grid it is trilinear itself.
 */
record AnalyticDose(List<Term> terms) {
  /** {@code gy * x(x) * y(y) * z(z)}. */
  record Term(double gy, PiecewiseLinear x, PiecewiseLinear y, PiecewiseLinear z) {}

  AnalyticDose {
    terms = List.copyOf(terms);
  }

  static AnalyticDose of(double gy, PiecewiseLinear x, PiecewiseLinear y, PiecewiseLinear z) {
    return new AnalyticDose(List.of(new Term(gy, x, y, z)));
  }

  AnalyticDose plus(AnalyticDose other) {
    List<Term> all = new ArrayList<>(terms);
    all.addAll(other.terms);
    return new AnalyticDose(all);
  }

  /** The dose in Gy at a point in patient coordinates. */
  double gyAt(double xMm, double yMm, double zMm) {
    double sum = 0;
    for (Term term : terms) {
      sum +=
          term.gy
              * term.x.applyAsDouble(xMm)
              * term.y.applyAsDouble(yMm)
              * term.z.applyAsDouble(zMm);
    }
    return sum;
  }

  /** Where the formula changes along one coordinate, rising, within and including the bounds. */
  double[] knotsMm(Function<Term, PiecewiseLinear> coordinate, double fromMm, double toMm) {
    DoubleStream inside =
        terms.stream()
            .flatMapToDouble(term -> coordinate.apply(term).knotsMm())
            .filter(knot -> knot > fromMm && knot < toMm);
    return DoubleStream.concat(DoubleStream.of(fromMm, toMm), inside).sorted().distinct().toArray();
  }
}
