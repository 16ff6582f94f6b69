package org.oarlock.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * How often the true solid's value lies inside the band of a metric, and how wide bands are: over
 * spheres, hollow spheres, cylinders, cones and rings, upright and turned, in linear and Gaussian
 * doses, drawn on slices of 0.2 to 3 mm in any phase.
 *
 * @param gate the requirement
 * @param rows the same by the distance between slices and by size
 */
public record Bands(Gate gate, List<Row> rows) {
  private static final double INSIDE_PERCENT = 99;
  private static final double WIDTH_PERCENT = 1;

  /** Sizes are told apart at these; mm. */
  private static final double[] SIZES_MM = {0, 5.5, 14, 60};

  public Bands {
    rows = List.copyOf(rows);
  }

  /**
   * Some of the cases.
   *
   * @param name which, in words
   * @param metrics how many metrics
   * @param insidePercent how many of them have the true value inside their band
   * @param widthPercent the median width of a band, of the true value
   */
  public record Row(String name, int metrics, double insidePercent, double widthPercent) {}

  /** Computes all cases, several at a time; in order. */
  static Bands run() {
    List<BandCase> cases = BandCase.all();
    List<BandCase.Outcome> all =
        cases.parallelStream().flatMap(c -> c.outcomes().stream()).toList();
    List<Gate.Figure> figures = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    Row whole = row("all", all, o -> true);
    figures.add(
        Gate.Figure.atLeast("solid inside the band", whole.insidePercent(), "%", INSIDE_PERCENT));
    figures.add(
        Gate.Figure.atMost("median width of the band", whole.widthPercent(), "%", WIDTH_PERCENT));
    for (double spacing : BandCase.SPACINGS_MM) {
      String slices = String.format(Locale.ROOT, "slices of %.1f mm", spacing);
      Row of = row(slices, all, o -> o.of().spacingMm() == spacing);
      rows.add(of);
      figures.add(
          Gate.Figure.atLeast(
              "solid inside the band, " + slices, of.insidePercent(), "%", INSIDE_PERCENT));
      for (int i = 0; i + 1 < SIZES_MM.length; i++) {
        double from = SIZES_MM[i];
        double to = SIZES_MM[i + 1];
        rows.add(
            row(
                slices + ", " + sizes(from, to),
                all,
                o ->
                    o.of().spacingMm() == spacing
                        && o.of().sizeMm() >= from
                        && o.of().sizeMm() < to));
      }
    }
    rows.add(whole);
    Gate gate =
        new Gate(
            10, "bands: the true solid lies inside, and they are narrow", cases.size(), figures);
    return new Bands(gate, rows);
  }

  private static String sizes(double from, double to) {
    if (from == 0) {
      return String.format(Locale.ROOT, "solids below %.1f mm", to);
    }
    return to == SIZES_MM[SIZES_MM.length - 1]
        ? String.format(Locale.ROOT, "solids above %.1f mm", from)
        : String.format(Locale.ROOT, "solids of %.1f to %.1f mm", from, to);
  }

  private static Row row(
      String name, List<BandCase.Outcome> all, Predicate<BandCase.Outcome> which) {
    List<BandCase.Outcome> some = all.stream().filter(which).toList();
    double[] widths = some.stream().mapToDouble(BandCase.Outcome::width).sorted().toArray();
    long inside = some.stream().filter(BandCase.Outcome::isInside).count();
    return new Row(
        name, some.size(), 100.0 * inside / some.size(), 100 * widths[widths.length / 2]);
  }
}
