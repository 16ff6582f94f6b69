package org.oarlock.metric;

/**
 * A closed interval of metric values.
 *
 * @param lower the lower end; negative infinity where nothing bounds it
 * @param upper the upper end; positive infinity where nothing bounds it
 */
public record Interval(double lower, double upper) {
  public static Interval of(double a, double b) {
    return new Interval(Math.min(a, b), Math.max(a, b));
  }

  public static Interval point(double value) {
    return new Interval(value, value);
  }

  /** The smallest interval that holds this and that value. */
  public Interval including(double value) {
    return new Interval(Math.min(lower, value), Math.max(upper, value));
  }

  /** The smallest interval that holds both. */
  public Interval including(Interval other) {
    return new Interval(Math.min(lower, other.lower), Math.max(upper, other.upper));
  }

  public boolean contains(double value) {
    return lower <= value && value <= upper;
  }
}
