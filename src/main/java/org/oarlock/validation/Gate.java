package org.oarlock.validation;

import java.util.List;

/**
 * One requirement on the engine, and what was measured against it.
 *
 * @param number as in the documentation
 * @param title what is checked, in words
 * @param cases how many structures under doses were computed for it
 * @param figures what was measured
 */
public record Gate(int number, String title, int cases, List<Figure> figures) {
  public Gate {
    figures = List.copyOf(figures);
  }

  /** Whether all figures are within their limits. */
  public boolean isPassed() {
    return figures.stream().allMatch(Figure::isWithin);
  }

  /**
   * One measured number.
   *
   * @param name what it is, in words
   * @param value what was measured
   * @param unit its unit, empty for a count
   * @param limit what it may be at most, or where {@code atLeast} holds, at least
   */
  public record Figure(String name, double value, String unit, double limit, boolean atLeast) {
    static Figure atMost(String name, double value, String unit, double limit) {
      return new Figure(name, value, unit, limit, false);
    }

    static Figure atLeast(String name, double value, String unit, double limit) {
      return new Figure(name, value, unit, limit, true);
    }

    /** Whether it is within its limit; no number is not. */
    public boolean isWithin() {
      return atLeast ? value >= limit : value <= limit;
    }
  }
}
