package org.oarlock.quantity;

/**
 * A number with its unit as somebody wrote it.
 *
 * @param value the number, in {@code unit}
 * @param unit the unit written beside it
 */
public record Quantity(double value, Unit unit) {
  /** The value in the base unit of its kind: Gy, cm3, mm. */
  public double base() {
    return unit.toBase(value);
  }

  /**
   * Reads {@code 50 Gy}, {@code 4mm}, {@code 95%} or a bare number (unit {@link Unit#NONE}).
   *
   * @throws QuantityFormatException if the number or the unit cannot be read; nothing is guessed
   */
  public static Quantity parse(String text) {
    String trimmed = text.strip();
    int end = DecimalText.numberLength(trimmed);
    if (end == 0) {
      throw new QuantityFormatException("'" + trimmed + "' does not start with a number");
    }
    double value = DecimalText.parse(trimmed.substring(0, end));
    String symbol = trimmed.substring(end).strip();
    Unit unit =
        Unit.ofSymbol(symbol)
            .orElseThrow(
                () ->
                    new QuantityFormatException(
                        "'" + symbol + "' is not a unit; expected one of " + Unit.symbols()));
    return new Quantity(value, unit);
  }

  /** The number and its unit, {@code 50 Gy}; percent without a space, {@code 95%}. */
  @Override
  public String toString() {
    String number = DecimalText.print(value);
    return switch (unit) {
      case NONE -> number;
      case PERCENT -> number + "%";
      default -> number + " " + unit.symbol();
    };
  }
}
