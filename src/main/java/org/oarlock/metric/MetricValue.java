package org.oarlock.metric;

import java.util.ArrayList;
import java.util.List;
import org.oarlock.geometry.Convention;
import org.oarlock.quantity.Unit;

/**
 * A metric's value under the primary convention, and what it could be otherwise. All numbers are in
 * {@code unit}.
 *
 * @param value the value; where part of the structure lies outside the dose grid, that of the
 *     covered part
 * @param unit the unit of all numbers here, as the metric asks for it (cGy if it says cGy)
 * @param sampling the value under the numerical error of the calculation
 * @param conventions the values that other contouring conventions give, as far as they are known,
 *     and those of solids that pass through the same contours
 * @param missing what the part outside the dose grid leaves open; a point where all is covered
 * @param coveredPercent the share of the structure's volume inside the dose grid, 0 to 100
 * @param alternatives what other conventions give, as far as they were asked for
 */
public record MetricValue(
    double value,
    Unit unit,
    Interval sampling,
    Interval conventions,
    Interval missing,
    double coveredPercent,
    List<Alternative> alternatives)
    implements MetricResult {
  public MetricValue {
    alternatives = List.copyOf(alternatives);
  }

  /** A value that no convention, no numerical error and no missing dose moves. */
  public static MetricValue exact(double value, Unit unit) {
    return within(value, unit, Interval.point(value));
  }

  /** A value that needs no dose, known exactly but for what lies between the slices. */
  public static MetricValue within(double value, Unit unit, Interval conventions) {
    Interval point = Interval.point(value);
    return new MetricValue(value, unit, point, conventions, point, 100, List.of());
  }

  /** The lower end of the band: sampling, conventions and missing dose together. */
  public double lower() {
    return sampling.including(conventions).including(missing).lower();
  }

  /** The upper end of the band, positive infinity where missing dose leaves it unbounded. */
  public double upper() {
    return sampling.including(conventions).including(missing).upper();
  }

  /** Whether the whole structure lies inside the dose grid. */
  public boolean isFullyCovered() {
    return coveredPercent >= 100;
  }

  /** This with what other conventions give, which the band then spans too. */
  public MetricValue with(List<Alternative> others) {
    List<Alternative> all = new ArrayList<>(alternatives);
    all.addAll(others);
    Interval span = conventions;
    for (Alternative other : others) {
      span = span.including(other.value());
    }
    return new MetricValue(value, unit, sampling, span, missing, coveredPercent, all);
  }

  /**
   * The value under another convention.
   *
   * @param name how it comes about, as shown to users: {@code no cap}
   * @param value the metric's value then
   * @param isConvention whether the name is that of a contouring convention
   */
  public record Alternative(String name, double value, boolean isConvention) {
    /** What a contouring convention gives. */
    public static Alternative under(Convention convention, double value) {
      return new Alternative(convention.label(), value, true);
    }

    /** What something else gives, said in words. */
    public static Alternative of(String name, double value) {
      return new Alternative(name, value, false);
    }
  }
}
