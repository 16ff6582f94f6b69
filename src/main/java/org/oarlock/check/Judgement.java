package org.oarlock.check;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oarlock.metric.MetricResult;

/**
 * One comparison of one value with one limit. A simple goal has one; a goal with readings, an any
 * goal, or a goal that judges every bone by itself has several.
 *
 * @param label what tells it from its siblings (a reading, a branch, the structure it is about),
 *     empty if it is alone
 * @param matched the names of the plan's structures that the value was computed from, in order
 * @param metric the metric or function with its unit, {@code V20Gy[%]}
 * @param result the value, or why there is none; null where no metric is involved
 * @param limit operator, limit and unit as judged, {@code < 30 %}
 * @param verdict of this comparison alone
 * @param reason why it is that verdict, in words; empty for a plain pass
 * @param borderline set where the verdict would be another under a named convention: says which
 * @param detail what was measured where, in words: the slice, the field or the phase that decided;
 *     empty where the value says all
 */
public record Judgement(
    String label,
    List<String> matched,
    String metric,
    @Nullable MetricResult result,
    String limit,
    Verdict verdict,
    String reason,
    @Nullable String borderline,
    String detail) {
  public Judgement {
    matched = List.copyOf(matched);
  }

  /** A judgement whose value says all. */
  public Judgement(
      String label,
      List<String> matched,
      String metric,
      @Nullable MetricResult result,
      String limit,
      Verdict verdict,
      String reason,
      @Nullable String borderline) {
    this(label, matched, metric, result, limit, verdict, reason, borderline, "");
  }
}
