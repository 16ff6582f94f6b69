package org.oarlock.beam;

import java.util.List;
import java.util.function.Supplier;

/** What was found out about the beams of a phase, or why it could not be. */
public sealed interface Finding<T> {
  /**
   * It is known.
   *
   * @param value what was asked for
   * @param details what decided it, in words: fields, control points, angles
   * @param points the moments that decided it, the one that says most first; empty if none stands
   *     out
   */
  record Known<T>(T value, List<String> details, List<FieldPoint> points) implements Finding<T> {
    public Known {
      details = List.copyOf(details);
      points = List.copyOf(points);
    }

    /** What no moment in particular decided. */
    Known(T value, List<String> details) {
      this(value, details, List.of());
    }
  }

  /**
   * The plan does not tell.
   *
   * @param reason why, in words
   */
  record Unknown<T>(String reason) implements Finding<T> {}

  /** The finding of a search that ends in {@link NoAnswer} where there is none. */
  static <T> Finding<T> of(Supplier<Known<T>> search) {
    try {
      return search.get();
    } catch (NoAnswer e) {
      return new Unknown<>(e.reason());
    }
  }
}
