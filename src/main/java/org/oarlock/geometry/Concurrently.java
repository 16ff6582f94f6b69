package org.oarlock.geometry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Work on many things at once whose outcome is the same as that of one after the other. */
final class Concurrently {
  private Concurrently() {}

  /** What came of one piece of work. */
  private record Outcome<R>(@Nullable R result, @Nullable GeometryException failure) {}

  /**
   * What the work makes of each thing, in their order.
   *
   * @throws GeometryException that of the first thing, in their order, on which the work fails
   */
  static <T, R> List<R> map(List<T> things, Function<T, R> work) {
    List<R> results = new ArrayList<>(things.size());
    for (Outcome<R> outcome : things.parallelStream().map(t -> outcome(t, work)).toList()) {
      if (outcome.result() == null) {
        throw java.util.Objects.requireNonNull(outcome.failure());
      }
      results.add(outcome.result());
    }
    return results;
  }

  /**
   * Adds what the work makes of each thing that is not known yet, each once.
   *
   * @throws GeometryException that of the first thing, in their order, on which the work fails
   */
  static <T, R> void complete(Map<T, R> known, Collection<T> things, Function<T, R> work) {
    List<T> unknown = things.stream().distinct().filter(t -> !known.containsKey(t)).toList();
    List<R> made = map(unknown, work);
    for (int i = 0; i < made.size(); i++) {
      known.put(unknown.get(i), made.get(i));
    }
  }

  private static <T, R> Outcome<R> outcome(T thing, Function<T, R> work) {
    try {
      return new Outcome<>(work.apply(thing), null);
    } catch (GeometryException e) {
      return new Outcome<>(null, e);
    }
  }
}
