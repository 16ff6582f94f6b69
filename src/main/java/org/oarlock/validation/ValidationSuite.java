package org.oarlock.validation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the analytic suite came to: every gate on phantoms that are made in memory, with closed
 * forms for truth. The same figures each time.
 *
 * @param gates all gates by number
 * @param bands coverage and width of bands by slices and size
 */
public record ValidationSuite(List<Gate> gates, List<Bands.Row> bands) {
  public ValidationSuite {
    gates = List.copyOf(gates);
    bands = List.copyOf(bands);
  }

  /** Runs all gates, several at the same time. */
  public static ValidationSuite run() {
    Bands bands = Bands.run();
    List<Supplier<List<Gate>>> parts =
        List.of(
            LinearGates::anyDirection,
            SolidGates::gates,
            () -> List.of(ShiftGate.gate()),
            () -> List.of(RadialGate.gate()),
            () -> List.of(LinearGates.oblique()),
            () -> List.of(bands.gate()));
    List<Gate> gates = new ArrayList<>();
    parts.parallelStream().map(Supplier::get).toList().forEach(gates::addAll);
    gates.sort(Comparator.comparingInt(Gate::number));
    return new ValidationSuite(gates, bands.rows());
  }

  /** Whether all gates are passed. */
  public boolean isPassed() {
    return gates.stream().allMatch(Gate::isPassed);
  }
}
