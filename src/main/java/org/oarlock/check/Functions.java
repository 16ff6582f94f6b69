package org.oarlock.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The functions of the protocol language that give a value, by name. */
final class Functions {
  private final Map<String, Computation> computations = new HashMap<>();

  /** Computes a function: at least one value. */
  interface Computation {
    List<Measured> of(FunctionCall call);
  }

  Functions(List<Map<String, Computation>> families) {
    families.forEach(computations::putAll);
  }

  /** What the function gives, at least one value. */
  List<Measured> of(String function, FunctionCall call) {
    Computation computation = computations.get(function);
    return computation == null
        ? List.of(Measured.unknown(function + "() is not available in this version"))
        : computation.of(call);
  }
}
