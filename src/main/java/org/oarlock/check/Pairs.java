package org.oarlock.check;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.oarlock.check.Piece.Drawn;
import org.oarlock.geometry.Solid;

/** What two solids come to together, computed once for all goals that ask for it. */
final class Pairs<T> {
  private final BiFunction<Solid, Solid, T> computation;
  private final Map<Pair, T> known = new HashMap<>();

  /** Two solids, told by identity. */
  private record Pair(Solid first, Solid second) {}

  Pairs(BiFunction<Solid, Solid, T> computation) {
    this.computation = computation;
  }

  T of(Drawn first, Drawn second) {
    return known.computeIfAbsent(
        new Pair(first.solid(), second.solid()),
        pair -> computation.apply(pair.first(), pair.second()));
  }
}
