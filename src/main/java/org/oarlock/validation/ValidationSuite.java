package org.oarlock.validation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/**
 * The analytic suite: every gate on phantoms that are made in memory, with closed forms for truth.
 * The same figures each time.
 */
public final class ValidationSuite {
  private ValidationSuite() {}

  /** Runs all gates; those that are independent of each other at the same time. */
  public static List<Gate> run() {
    List<Supplier<List<Gate>>> parts =
        List.of(
            LinearGates::anyDirection,
            SolidGates::gates,
            () -> List.of(ShiftGate.gate()),
            () -> List.of(RadialGate.gate()),
            () -> List.of(LinearGates.oblique()));
    List<Gate> gates = new ArrayList<>();
    parts.parallelStream().map(Supplier::get).toList().forEach(gates::addAll);
    gates.sort(Comparator.comparingInt(Gate::number));
    return List.copyOf(gates);
  }
}
