package org.oarlock.cli;

import org.oarlock.quantity.Dose;
import org.oarlock.quantity.Quantity;
import org.oarlock.quantity.QuantityFormatException;
import org.oarlock.quantity.Unit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A dose as an argument: {@code 50Gy}, {@code "5000 cGy"}, or a bare number, which is Gy. Above
 * {@link Dose#IMPLAUSIBLE_GY}, which the linter of protocols goes by too, cGy was meant.
 */
final class DoseText implements ITypeConverter<Dose> {
  @Override
  public Dose convert(String text) {
    Quantity quantity;
    try {
      quantity = Quantity.parse(text);
    } catch (QuantityFormatException e) {
      throw new TypeConversionException("'" + text + "' is not a dose: " + e.getMessage());
    }
    if (quantity.unit() != Unit.NONE && quantity.unit().kind() != Unit.Kind.DOSE) {
      throw new TypeConversionException("'" + text + "' is not a dose; expected Gy or cGy");
    }
    if (!(quantity.base() > 0)) {
      throw new TypeConversionException("'" + text + "' is not a dose above 0");
    }
    if (quantity.base() > Dose.IMPLAUSIBLE_GY) {
      throw new TypeConversionException(tooHigh(text, quantity));
    }
    return Dose.ofGy(quantity.base());
  }

  private static String tooHigh(String text, Quantity quantity) {
    return quantity.unit() == Unit.NONE
        ? "'%s' without a unit is in Gy, and %s; write '%scGy' for cGy"
            .formatted(text, Dose.IMPLAUSIBLE, text.strip())
        : "'%s' is %s; write cGy if that is meant".formatted(text, Dose.IMPLAUSIBLE);
  }
}
