package org.oarlock.check;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oarlock.check.Traces.Cause;
import org.oarlock.metric.MetricResult;
import org.oarlock.metric.NoValue;

/**
 * One value of what a condition asks: of a structure, of one of its parts, of a phase, of a beam;
 * or why there is none.
 *
 * @param label what tells it from its siblings, empty if it is alone
 * @param matched the names of the plan's structures that it comes from, in order
 * @param result the value; null, or a {@link NoValue}, where there is none
 * @param verdict what a goal comes to that needs the value where there is none: NOT_EVALUATED or
 *     NOT_APPLICABLE; PASS where there is one
 * @param reason why there is none, in words; empty where there is one
 * @param detail what was measured where, in words: the slice or the field that decided; may be
 *     empty
 * @param cause what decided the value, for those who ask; null if nothing in particular
 */
record Measured(
    String label,
    List<String> matched,
    @Nullable MetricResult result,
    Verdict verdict,
    String reason,
    String detail,
    @Nullable Cause cause) {
  Measured {
    matched = List.copyOf(matched);
  }

  /** What came of computing it. */
  static Measured of(MetricResult result) {
    return result instanceof NoValue none
        ? new Measured("", List.of(), none, Verdict.NOT_EVALUATED, none.reason(), "", null)
        : new Measured("", List.of(), result, Verdict.PASS, "", "", null);
  }

  static Measured without(Answer.Missing<?> why) {
    return new Measured("", List.of(), null, why.verdict(), why.reason(), "", null);
  }

  static Measured without(Piece.Absent piece) {
    return new Measured(
        piece.label(), piece.matched(), null, piece.verdict(), piece.reason(), "", null);
  }

  /** It cannot be told, for this reason. */
  static Measured unknown(String reason) {
    return without(Answer.unknown(reason));
  }

  Measured with(String detail) {
    return new Measured(label, matched, result, verdict, reason, detail, cause);
  }

  Measured valued(MetricResult value) {
    return new Measured(label, matched, value, verdict, reason, detail, cause);
  }

  Measured because(Cause cause) {
    return new Measured(label, matched, result, verdict, reason, detail, cause);
  }

  /** Decided on a slice. */
  Measured onSlice(double atMm, Piece.Drawn... pieces) {
    return because(
        new Cause.At(
            new Explanation.SlicePlace(
                Arrays.stream(pieces).map(Piece.Drawn::name).toList(),
                Arrays.stream(pieces).map(Piece.Drawn::solid).toList(),
                atMm)));
  }

  Measured labelled(String label) {
    return new Measured(label, matched, result, verdict, reason, detail, cause);
  }

  Measured from(List<String> structures) {
    return new Measured(label, structures, result, verdict, reason, detail, cause);
  }
}
