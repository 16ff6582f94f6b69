package org.oarlock.check;

import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;
import org.oarlock.check.Piece.Drawn;
import org.oarlock.check.StructureDoses.NamedDose;
import org.oarlock.metric.Metric;
import org.oarlock.quantity.Dose;

/** What judgements were made of, remembered for those who ask how they came about. */
final class Traces {
  private final IdentityHashMap<Judgement, Trace> traces = new IdentityHashMap<>();

  /**
   * What a judgement was made of.
   *
   * @param limit what the value was held against, null if that could not be told
   * @param cause what decided the value, null if it is nothing in particular
   */
  record Trace(@Nullable Limit limit, @Nullable Cause cause) {}

  /** What decided a value. */
  sealed interface Cause {
    /**
     * The dose in a structure.
     *
     * @param hundred what 100 % of the dose is, null if the metric does not need it
     */
    record Dosed(Metric metric, Drawn piece, NamedDose dose, @Nullable Dose hundred)
        implements Cause {}

    /** The volume that one structure has in another, or outside of it. */
    record Shared(Drawn piece, Drawn other, boolean inside) implements Cause {}

    /** A place that is known already. */
    record At(Explanation.Where where) implements Cause {}
  }

  void add(Judgement judgement, Trace trace) {
    traces.put(judgement, trace);
  }

  /** Null for a judgement of which nothing is known. */
  @Nullable Trace of(Judgement judgement) {
    return traces.get(judgement);
  }
}
