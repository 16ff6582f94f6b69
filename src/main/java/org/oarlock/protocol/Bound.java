package org.oarlock.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oarlock.metric.Metric;
import org.oarlock.metric.Metric.DoseAtVolume;
import org.oarlock.metric.Metric.DoseStatistic;
import org.oarlock.metric.Metric.VolumeAtDose;
import org.oarlock.metric.MetricSyntaxException;
import org.oarlock.protocol.Expression.Call;
import org.oarlock.protocol.Expression.Comparison;
import org.oarlock.protocol.Expression.InRange;
import org.oarlock.protocol.Expression.Literal;
import org.oarlock.protocol.Expression.MetricTerm;
import org.oarlock.protocol.Expression.Operator;
import org.oarlock.quantity.Quantity;
import org.oarlock.quantity.Unit;

/**
 * What a comparison says, as a bound of a falling curve at one point. A dose-volume histogram is
 * such a curve: V(d), the volume that gets at least d, never rises with d. Then
 *
 * <ul>
 *   <li>V(d) &lt; v bounds it from above at d, and V(d) >= v from below;
 *   <li>D(v) >= d is the same as V(d) >= v, and D(v) &lt; d as V(d) &lt; v;
 *   <li>Max &lt; d is V(d) = 0, Min >= d is V(d) = 100 %, Median is D50%;
 *   <li>a bound from above at d holds at every greater dose and for every greater volume, one from
 *       below at every smaller dose and for every smaller volume.
 * </ul>
 *
 * A mean, or the value of a function, is one number: its bounds are put at one height of a curve of
 * its own. Min &lt;= Mean &lt;= Max ties the mean to the histogram.
 *
 * @param subject what is bounded: one curve is only compared with itself
 * @param kind what the curve is
 * @param upper whether from above
 * @param at the dose in Gy or in percent of the prescription; of a number, itself
 * @param justAbove whether the point lies just above {@code at}: Max &lt;= d is V = 0 just above d
 * @param volume the bound
 * @param strict whether the curve does not reach the bound
 * @param scale what the volume is in, {@code %} or {@code cc}
 */
record Bound(
    String subject,
    Kind kind,
    boolean upper,
    double at,
    boolean justAbove,
    double volume,
    boolean strict,
    Unit scale) {
  /** What a number is at: any height does, as long as it is the same for all. */
  private static final double NUMBER = 50;

  /** Functions that can be negative. */
  private static final Set<String> SIGNED = Set.of("margin", "shortening", "distance");

  /** What is bounded. */
  enum Kind {
    HISTOGRAM,
    MEAN,
    /** A number that is never negative. */
    POSITIVE,
    /** A number from 0 to 100. */
    SHARE,
    /** A number that can be negative. */
    SIGNED
  }

  /**
   * What a condition of a goal says; empty if it is not a comparison with a number, or of something
   * that has no such bounds.
   */
  static List<Bound> of(Expression condition, Goal goal) {
    if (condition instanceof Comparison comparison
        && comparison.right() instanceof Literal literal) {
      return of(comparison.left(), comparison.operator(), literal.quantity(), goal);
    }
    if (condition instanceof InRange range
        && range.low() instanceof Literal low
        && range.high() instanceof Literal high) {
      List<Bound> bounds = new ArrayList<>();
      bounds.addAll(of(range.value(), Operator.AT_LEAST, low.quantity(), goal));
      bounds.addAll(of(range.value(), Operator.AT_MOST, high.quantity(), goal));
      return bounds;
    }
    return List.of();
  }

  private static List<Bound> of(Expression value, Operator operator, Quantity limit, Goal goal) {
    return switch (operator) {
      case NOT_EQUAL -> List.of();
      case EQUAL -> {
        List<Bound> bounds = new ArrayList<>();
        bounds.addAll(of(value, Operator.AT_LEAST, limit, goal));
        bounds.addAll(of(value, Operator.AT_MOST, limit, goal));
        yield bounds;
      }
      default -> {
        Bound bound = bound(value, operator, limit.base(), goal);
        yield bound == null ? List.of() : List.of(bound);
      }
    };
  }

  private static @Nullable Bound bound(
      Expression value, Operator operator, double limit, Goal goal) {
    if (value instanceof MetricTerm term) {
      Metric metric = metric(term);
      return metric == null ? null : bound(term, metric, operator, limit, goal);
    }
    if (value instanceof Call call && call.unit() != null) {
      return number(call.text() + " under " + goal.judgedDose(), kind(call), operator, limit);
    }
    return null;
  }

  private static Kind kind(Call call) {
    if (call.unit() == Unit.PERCENT) {
      return Kind.SHARE;
    }
    return SIGNED.contains(call.function()) ? Kind.SIGNED : Kind.POSITIVE;
  }

  /** The metric; null if it holds parameters, whose values are not known. */
  static @Nullable Metric metric(MetricTerm term) {
    try {
      return term.template().indexOf('{') >= 0 ? null : Metric.parse(term.template());
    } catch (MetricSyntaxException e) {
      return null;
    }
  }

  private static @Nullable Bound bound(
      MetricTerm term, Metric metric, Operator operator, double limit, Goal goal) {
    Expression of = term.of() == null ? goal.structure() : term.of();
    String subject = (of == null ? "" : of.text()) + " under " + goal.judgedDose();
    String relative = subject + " relative to " + goal.prescription();
    if (metric instanceof VolumeAtDose volume) {
      boolean percent = volume.dose().unit() == Unit.PERCENT;
      return volumeAtDose(percent ? relative : subject, volume, operator, limit);
    }
    String own = metric.unit() == Unit.PERCENT ? relative : subject;
    if (metric instanceof DoseAtVolume dose) {
      return doseAtVolume(own, dose, operator, limit);
    }
    if (metric instanceof DoseStatistic statistic) {
      return statistic(own, statistic.kind(), operator, limit);
    }
    return number(own + ": " + metric.text(), Kind.POSITIVE, operator, limit);
  }

  private static @Nullable Bound volumeAtDose(
      String subject, VolumeAtDose metric, Operator operator, double limit) {
    if (metric.below() && metric.unit() != Unit.PERCENT) {
      return null; // depends on how large the structure is
    }
    double volume = metric.below() ? 100 - limit : limit;
    boolean isAtMost = isUpper(operator);
    boolean strict = operator == Operator.LESS || operator == Operator.GREATER;
    return new Bound(
        subject,
        Kind.HISTOGRAM,
        metric.below() != isAtMost,
        metric.dose().base(),
        false,
        volume,
        strict,
        metric.unit());
  }

  private static @Nullable Bound doseAtVolume(
      String subject, DoseAtVolume metric, Operator operator, double limit) {
    if (metric.coldest() && metric.volume().unit() != Unit.PERCENT) {
      return null;
    }
    double volume = metric.volume().value();
    return histogram(
        subject, metric.coldest() ? 100 - volume : volume, operator, limit, metric.volume().unit());
  }

  /** A bound of D(v): from above it is V(d) below v, from below it is V(d) of v or more. */
  private static Bound histogram(
      String subject, double volume, Operator operator, double limit, Unit scale) {
    boolean upper = isUpper(operator);
    return new Bound(
        subject, Kind.HISTOGRAM, upper, limit, isAbove(operator), volume, upper, scale);
  }

  private static Bound statistic(
      String subject, DoseStatistic.Kind kind, Operator operator, double limit) {
    boolean upper = isUpper(operator);
    return switch (kind) {
      case MIN -> histogram(subject, 100, operator, limit, Unit.PERCENT);
      case MEDIAN -> histogram(subject, 50, operator, limit, Unit.PERCENT);
      case MAX ->
          new Bound(
              subject, Kind.HISTOGRAM, upper, limit, isAbove(operator), 0, !upper, Unit.PERCENT);
      case MEAN -> number(subject, Kind.MEAN, operator, limit);
    };
  }

  private static Bound number(String subject, Kind kind, Operator operator, double limit) {
    boolean upper = isUpper(operator);
    return new Bound(subject, kind, upper, limit, isAbove(operator), NUMBER, upper, Unit.PERCENT);
  }

  private static boolean isUpper(Operator operator) {
    return operator == Operator.LESS || operator == Operator.AT_MOST;
  }

  private static boolean isAbove(Operator operator) {
    return operator == Operator.AT_MOST || operator == Operator.GREATER;
  }

  /** Whether whatever meets this bound meets the other one. */
  boolean implies(Bound other) {
    if (upper != other.upper || !subject.equals(other.subject)) {
      return false;
    }
    boolean reaches = upper ? compareAt(other) <= 0 : compareAt(other) >= 0;
    if (kind == other.kind) {
      return reaches && isOnScaleOf(other) && isAsTight(other);
    }
    return kind == Kind.HISTOGRAM && other.kind == Kind.MEAN && reaches && isExtreme();
  }

  /** Whether nothing can meet this bound and the other one. */
  boolean excludes(Bound other) {
    if (!upper && other.upper) {
      return other.excludes(this);
    }
    if (upper == other.upper || !subject.equals(other.subject) || compareAt(other) > 0) {
      return false;
    }
    if (kind == other.kind) {
      boolean touching = strict || other.strict;
      return isOnScaleOf(other) && (touching ? other.volume >= volume : other.volume > volume);
    }
    boolean meanBelow = other.kind == Kind.MEAN && isExtreme();
    return meanBelow || (kind == Kind.MEAN && other.isExtreme());
  }

  /** Negative, 0 or positive as this point is before, at or behind the other one's. */
  private int compareAt(Bound other) {
    int side = Double.compare(at, other.at);
    return side != 0 ? side : Boolean.compare(justAbove, other.justAbove);
  }

  private boolean isOnScaleOf(Bound other) {
    boolean isNone = upper && volume == 0 && !strict; // no volume is none in every unit
    return isNone || scale == other.scale;
  }

  private boolean isAsTight(Bound other) {
    int side = Double.compare(volume, other.volume);
    return side == 0 ? strict || !other.strict : upper == side < 0;
  }

  /** Whether it bounds the maximum from above or the minimum from below. */
  private boolean isExtreme() {
    return kind == Kind.HISTOGRAM
        && !strict
        && scale == Unit.PERCENT
        && volume == (upper ? 0 : 100);
  }

  /** Whether every value meets it. */
  boolean isAlwaysMet() {
    if (kind != Kind.HISTOGRAM) {
      boolean floor = !upper && at <= 0 && !justAbove && kind != Kind.SIGNED;
      return floor || (upper && kind == Kind.SHARE && (at > 100 || (at == 100 && justAbove)));
    }
    boolean wholeCurve =
        !upper && at <= 0 && !justAbove && (volume < 100 || (volume == 100 && !strict));
    boolean noVolume = !upper && (volume < 0 || (volume == 0 && !strict));
    boolean anyVolume =
        upper && scale == Unit.PERCENT && (volume > 100 || (volume == 100 && !strict));
    return (wholeCurve && scale == Unit.PERCENT) || noVolume || anyVolume;
  }

  /** Whether no value meets it. */
  boolean isNeverMet() {
    if (kind != Kind.HISTOGRAM) {
      boolean below = upper && (at < 0 || (at == 0 && !justAbove)) && kind != Kind.SIGNED;
      return below || (!upper && kind == Kind.SHARE && (at > 100 || (at == 100 && justAbove)));
    }
    boolean negative = upper && (volume < 0 || (volume == 0 && strict));
    boolean aboveAll =
        !upper && scale == Unit.PERCENT && (volume > 100 || (volume == 100 && strict));
    boolean noDose =
        upper && (at < 0 || (at == 0 && !justAbove)) && (volume < 100 || (volume == 100 && strict));
    return negative || aboveAll || (noDose && scale == Unit.PERCENT);
  }

  /** Whether it is the same bound of the same thing. */
  boolean isSameAs(Bound other) {
    return implies(other) && other.implies(this);
  }
}
