package org.oarlock.quantity;

/**
 * Absorbed dose. A dose relative to a prescription is not a {@code Dose}: it needs its
 * prescription.
 *
 * @param gy the dose in Gy
 */
public record Dose(double gy) implements Comparable<Dose> {
  /** Above what a dose in Gy is more likely one in cGy: no treatment in fractions gives more. */
  public static final double IMPLAUSIBLE_GY = 200;

  /** What to say of such a dose. */
  public static final String IMPLAUSIBLE =
      "more than " + ofGy(IMPLAUSIBLE_GY) + ", which is no dose of a treatment";

  public static Dose ofGy(double gy) {
    return new Dose(gy);
  }

  public static Dose ofCgy(double cgy) {
    return new Dose(Unit.CGY.toBase(cgy));
  }

  public Dose plus(Dose other) {
    return new Dose(gy + other.gy);
  }

  @Override
  public int compareTo(Dose other) {
    return Double.compare(gy, other.gy);
  }

  /** The dose in Gy with its unit and no superfluous digits, {@code 50 Gy}. */
  @Override
  public String toString() {
    return DecimalText.print(gy) + " Gy";
  }
}
