package org.oarlock.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.oarlock.check.Answer.Found;
import org.oarlock.check.Piece.Drawn;
import org.oarlock.geometry.GeometryException;
import org.oarlock.geometry.Solid;
import org.oarlock.metric.Metric;
import org.oarlock.protocol.Expression;
import org.oarlock.protocol.Expression.Comparison;
import org.oarlock.protocol.Expression.MetricTerm;
import org.oarlock.protocol.Expression.Operator;
import org.oarlock.protocol.Goal;
import org.oarlock.quantity.DecimalText;
import org.oarlock.quantity.Dose;
import org.oarlock.quantity.Quantity;
import org.oarlock.quantity.Unit;

/**
 * Finds goals that pull in opposite directions where their structures share volume: a maximum at or
 * below the dose that a target is prescribed, and the coverage of that target.
 *
 * <p>The doses have to be comparable: a limit on the total bounds each of its phases too, since no
 * phase takes dose away. Goals that do not apply, or whose dose or structure is not known, have no
 * conflict.
 */
final class Conflicts {
  /** Less is the rounding of outlines that touch. */
  private static final double LEAST_CM3 = 0.01;

  private final GoalJudge judge;
  private final Measurements measurements;
  private final Parameters parameters;
  private final Structures structures;
  private final Map<Goal, GoalResult> results = new LinkedHashMap<>();

  Conflicts(
      GoalJudge judge, Measurements measurements, Parameters parameters, Structures structures) {
    this.judge = judge;
    this.measurements = measurements;
    this.parameters = parameters;
    this.structures = structures;
  }

  /** A dose that a goal bounds, from above or from below. */
  private record Bound(
      Goal goal,
      Expression structure,
      String text,
      double gy,
      boolean included,
      double share,
      List<Integer> phases,
      double prescribedGy) {}

  /** Which coverage goals say the same. */
  private record Need(String structure, double gy, double share, List<Integer> phases) {}

  /** The conflicts between these goals and what became of them. */
  List<Conflict> among(Map<Goal, GoalResult> judged) {
    results.putAll(judged);
    List<Bound> upper = new ArrayList<>();
    Map<Need, List<Bound>> lower = new LinkedHashMap<>();
    judged.forEach(
        (goal, result) -> {
          boolean demands = goal.kind() == Goal.Kind.SINGLE || goal.kind() == Goal.Kind.ALL;
          boolean comparable = goal.alphaBeta() == null; // EQD2 is no bound of the dose itself
          if (demands && comparable && result.verdict() != Verdict.NOT_APPLICABLE) {
            for (Expression condition : goal.conditions()) {
              bound(goal, condition, upper, lower);
            }
          }
        });
    List<Conflict> conflicts = new ArrayList<>();
    for (Bound limit : upper) {
      for (List<Bound> coverage : lower.values()) {
        Conflict conflict = conflict(limit, coverage);
        if (conflict != null) {
          conflicts.add(conflict);
        }
      }
    }
    return conflicts;
  }

  private void bound(
      Goal goal, Expression condition, List<Bound> upper, Map<Need, List<Bound>> lower) {
    if (!(condition instanceof Comparison comparison)
        || !(comparison.left() instanceof MetricTerm term)
        || !(measurements.metric(term) instanceof Found<Metric> metric)
        || !(parameters.quantity(comparison.right()) instanceof Found<Quantity> limit)) {
      return;
    }
    Expression structure = term.of() == null ? goal.structure() : term.of();
    Basis basis = judge.basis(goal);
    if (structure == null || !(basis.phases() instanceof Found<List<Integer>> phases)) {
      return;
    }
    Operator operator = comparison.operator();
    boolean atMost = operator == Operator.LESS || operator == Operator.AT_MOST;
    boolean atLeast = operator == Operator.GREATER || operator == Operator.AT_LEAST;
    Quantity dose = atMost ? maximum(metric.value(), limit.value()) : null;
    dose = atLeast ? coverage(metric.value(), limit.value()) : dose;
    double gy = dose == null ? Double.NaN : gy(dose, basis.prescription());
    if (Double.isNaN(gy)) {
      return;
    }
    double share = atLeast ? share(metric.value(), limit.value()) : 100;
    double prescribed = basis.prescription() instanceof Found<Dose> found ? found.value().gy() : gy;
    Bound bound =
        new Bound(
            goal,
            structure,
            Limits.asked(condition),
            gy,
            operator == Operator.AT_MOST,
            share,
            phases.value(),
            Math.max(gy, prescribed));
    if (atMost) {
      upper.add(bound);
    } else {
      Need need = new Need(structure.text(), gy, share, phases.value());
      lower.computeIfAbsent(need, n -> new ArrayList<>()).add(bound);
    }
  }

  private static @Nullable Quantity maximum(Metric metric, Quantity limit) {
    return metric instanceof Metric.DoseStatistic statistic
            && statistic.kind() == Metric.DoseStatistic.Kind.MAX
        ? in(limit, metric.unit())
        : null;
  }

  private static @Nullable Quantity coverage(Metric metric, Quantity limit) {
    if (metric instanceof Metric.DoseAtVolume at
        && !at.coldest()
        && at.volume().unit() == Unit.PERCENT) {
      return in(limit, metric.unit());
    }
    if (metric instanceof Metric.VolumeAtDose at && !at.below() && at.unit() == Unit.PERCENT) {
      return at.dose();
    }
    return metric instanceof Metric.DoseStatistic statistic
            && statistic.kind() == Metric.DoseStatistic.Kind.MIN
        ? in(limit, metric.unit())
        : null;
  }

  /** How much of the structure has to get the dose, in percent. */
  private static double share(Metric metric, Quantity limit) {
    if (metric instanceof Metric.DoseAtVolume at) {
      return at.volume().value();
    }
    return metric instanceof Metric.VolumeAtDose ? limit.value() : 100;
  }

  private static Quantity in(Quantity limit, Unit unit) {
    return limit.unit() == Unit.NONE ? new Quantity(limit.value(), unit) : limit;
  }

  private static double gy(Quantity dose, Answer<Dose> prescription) {
    if (dose.unit() != Unit.PERCENT) {
      return dose.base();
    }
    return prescription instanceof Found<Dose> found
        ? found.value().gy() * dose.value() / 100
        : Double.NaN;
  }

  /** What is kept below the dose that it is meant to get; null if the two goals agree. */
  private @Nullable Conflict conflict(Bound limit, List<Bound> coverage) {
    Bound need = coverage.get(0);
    boolean comparable = limit.phases.containsAll(need.phases);
    double prescribed = coverage.stream().mapToDouble(Bound::prescribedGy).max().orElse(0);
    if (!comparable || Limit.compare(limit.gy, prescribed) > 0) {
      return null;
    }
    Piece covered = structures.whole(need.structure);
    if (!(covered instanceof Drawn target)) {
      return null;
    }
    double shared = 0;
    for (Drawn piece : concerned(limit)) {
      shared += sharedCm3(piece.solid(), target.solid());
    }
    return shared < LEAST_CM3 ? null : conflict(limit, coverage, shared, target);
  }

  /** The pieces of the limit's structure that its condition does not leave out. */
  private List<Drawn> concerned(Bound limit) {
    List<Piece> pieces = structures.of(limit.structure);
    GoalResult result = results.get(limit.goal);
    List<Drawn> concerned = new ArrayList<>();
    for (int i = 0; i < pieces.size(); i++) {
      boolean leftOut =
          result != null
              && result.judgements().size() == pieces.size()
              && result.judgements().get(i).verdict() == Verdict.NOT_APPLICABLE;
      if (!leftOut && pieces.get(i) instanceof Drawn drawn) {
        concerned.add(drawn);
      }
    }
    return concerned;
  }

  private static double sharedCm3(Solid a, Solid b) {
    try {
      return Solid.intersect(List.of(a, b)).volumeCm3();
    } catch (GeometryException e) {
      return 0;
    }
  }

  private Conflict conflict(Bound limit, List<Bound> coverage, double shared, Drawn target) {
    Bound need = coverage.get(0);
    int side = Limit.compare(limit.gy, need.gy);
    Conflict.Room room =
        side > 0 || (side == 0 && limit.included) ? new Conflict.Room(need.gy, limit.gy) : null;
    double tolerated = target.solid().volumeCm3() * (1 - need.share / 100);
    List<String> alternatives = alternatives(limit.goal);
    List<String> goals = coverage.stream().map(bound -> bound.goal.id()).distinct().toList();
    return new Conflict(
        limit.goal.id(),
        limit.structure.text(),
        limit.text,
        goals,
        need.structure.text(),
        need.gy,
        shared,
        tolerated,
        room,
        alternatives,
        text(limit, need, goals, shared, tolerated, room, alternatives));
  }

  private List<String> alternatives(Goal goal) {
    return results.keySet().stream()
        .filter(other -> !other.id().equals(goal.id()) && !other.required())
        .filter(other -> other.kind() != Goal.Kind.REPORT && !goal.source().isEmpty())
        .filter(other -> other.source().equals(goal.source()))
        .filter(other -> other.statements().stream().anyMatch(goal.statements()::contains))
        .map(Goal::id)
        .toList();
  }

  private String text(
      Bound limit,
      Bound need,
      List<String> goals,
      double shared,
      double tolerated,
      Conflict.@Nullable Room room,
      List<String> alternatives) {
    String needed = gy(need.gy);
    StringBuilder text = new StringBuilder();
    text.append(
        "%s asks for %s in %s, %s for at least %s in %s%% of %s; they share %s."
            .formatted(
                limit.goal.id(),
                limit.text,
                limit.structure.text(),
                String.join(" and ", goals),
                needed,
                number(need.share),
                need.structure.text(),
                cm3(shared)));
    text.append(
        room == null
            ? " No dose meets both there."
            : " Only %s to %s meet both there.".formatted(needed, gy(limit.gy)));
    if (shared <= tolerated) {
      text.append(
          " Up to %s of %s may get less than %s."
              .formatted(cm3(tolerated), need.structure.text(), needed));
    }
    if (!alternatives.isEmpty()) {
      text.append(" Other readings of the same statement: ");
      text.append(alternatives.stream().map(this::withVerdict).collect(Collectors.joining(", ")));
      text.append('.');
    }
    return text.toString();
  }

  private String withVerdict(String id) {
    return results.entrySet().stream()
        .filter(entry -> entry.getKey().id().equals(id))
        .map(entry -> id + " (" + entry.getValue().verdict() + ")")
        .findFirst()
        .orElse(id);
  }

  private static String gy(double gy) {
    return number(gy) + " Gy";
  }

  private static String cm3(double cm3) {
    return ValueText.of(cm3, Unit.CC, cm3);
  }

  private static String number(double value) {
    return DecimalText.print(Math.round(value * 1000) / 1000.0);
  }
}
