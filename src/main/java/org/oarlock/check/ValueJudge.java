package org.oarlock.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oarlock.metric.Interval;
import org.oarlock.metric.MetricValue;
import org.oarlock.quantity.Unit;

/**
 * The verdict of one value under one limit: that of the value itself, unless dose is missing where
 * the structure lies. Then it fails only if the most favourable dose there fails too, and else is a
 * REVIEW, never a pass.
 *
 * @param verdict the verdict
 * @param reason why, in words; empty for a plain pass
 * @param borderline what would turn the verdict, null if nothing
 */
record ValueJudge(Verdict verdict, String reason, @Nullable String borderline) {

  /**
   * Judges.
   *
   * @param what the metric or function
   * @param needsDose whether dose that is missing leaves the value open
   * @param review whether a verdict that a convention or the numerical error would turn is a REVIEW
   */
  static ValueJudge of(
      String what, boolean needsDose, MetricValue value, Limit limit, boolean review) {
    if (!Double.isFinite(value.value())) {
      return new ValueJudge(Verdict.NOT_EVALUATED, what + " has no finite value", null);
    }
    if (needsDose && isOpen(value)) {
      return withMissingDose(value, limit);
    }
    Verdict verdict = limit.judge(value.value());
    String turns = turning(value, limit, verdict);
    if (turns != null && review) {
      return new ValueJudge(Verdict.REVIEW, "borderline: " + turns, turns);
    }
    return new ValueJudge(verdict, reason(value, limit, verdict), turns);
  }

  private static boolean isOpen(MetricValue value) {
    return !value.isFullyCovered() || value.missing().lower() < value.missing().upper();
  }

  private static ValueJudge withMissingDose(MetricValue value, Limit limit) {
    Interval open = value.missing().including(value.value());
    double near = limit.nearest(value.value());
    String where =
        "%s of the structure lies inside the dose grid, so the value is somewhere from %s"
            .formatted(
                ValueText.of(value.coveredPercent(), Unit.PERCENT, 100),
                ValueText.of(open, value.unit(), near));
    Verdict best = limit.best(open);
    return best == Verdict.FAIL
        ? new ValueJudge(Verdict.FAIL, "not " + limit.text() + " at best: " + where, null)
        : new ValueJudge(
            Verdict.REVIEW, "only %s; %s".formatted(where, cases(limit, open, best)), null);
  }

  /** What the best and the worst dose outside the grid would make of the limit. */
  private static String cases(Limit limit, Interval open, Verdict best) {
    Verdict worst = limit.worst(open);
    if (worst == Verdict.PASS) {
      return "even the worst case would be " + limit.text();
    }
    return worst == best
        ? "best and worst case are both a " + best
        : "the best case would be a %s, the worst a %s (%s)".formatted(best, worst, limit.text());
  }

  private static String reason(MetricValue value, Limit limit, Verdict verdict) {
    String shown = ValueText.of(value.value(), value.unit(), limit.nearest(value.value()));
    if (verdict == Verdict.PASS) {
      return "";
    }
    return verdict == Verdict.VARIATION && limit instanceof Limit.Tiered tiered
        ? "%s is not %s, but within the acceptable variation".formatted(shown, tiered.goal().text())
        : "%s is not %s".formatted(shown, limit.text());
  }

  /** Which convention or error gives another verdict, in words; null if none. */
  private static @Nullable String turning(MetricValue value, Limit limit, Verdict verdict) {
    List<String> turns = new ArrayList<>();
    for (MetricValue.Alternative other : value.alternatives()) {
      Verdict its = limit.judge(other.value());
      if (its != verdict) {
        turns.add(
            "%s with %s (%s)".formatted(its, name(other), shown(value, limit, other.value())));
      }
    }
    if (turns.isEmpty()) {
      addEnds(turns, "what the contours leave open", value.conventions(), value, limit, verdict);
    }
    addEnds(turns, "the numerical error", value.sampling(), value, limit, verdict);
    return turns.isEmpty() ? null : String.join("; ", turns);
  }

  private static String name(MetricValue.Alternative other) {
    return other.isConvention() ? "the convention '" + other.name() + "'" : other.name();
  }

  private static void addEnds(
      List<String> turns,
      String cause,
      Interval ends,
      MetricValue value,
      Limit limit,
      Verdict verdict) {
    Verdict low = limit.judge(ends.lower());
    Verdict high = limit.judge(ends.upper());
    if (low == verdict && high == verdict) {
      return;
    }
    boolean isLow = low != verdict;
    turns.add(
        "%s within %s (%s)"
            .formatted(
                isLow ? low : high,
                cause,
                shown(value, limit, isLow ? ends.lower() : ends.upper())));
  }

  private static String shown(MetricValue value, Limit limit, double other) {
    return ValueText.of(other, value.unit(), limit.nearest(other));
  }
}
