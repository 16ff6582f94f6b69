package org.oarlock.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.oarlock.metric.Metric;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;
import org.oarlock.protocol.Expression.Comparison;
import org.oarlock.protocol.Expression.InRange;
import org.oarlock.protocol.Expression.Literal;
import org.oarlock.protocol.Expression.MetricTerm;
import org.oarlock.quantity.Dose;
import org.oarlock.quantity.Quantity;
import org.oarlock.quantity.Unit;

/** Lint: limits that contradict one another, that say nothing, or that are hardly meant. */
final class LimitRules {
  private final Protocol protocol;
  private final Places places;
  private final Possibilities possibilities;
  private final ProblemList problems;

  LimitRules(Protocol protocol, Places places, Possibilities possibilities, ProblemList problems) {
    this.protocol = protocol;
    this.places = places;
    this.possibilities = possibilities;
    this.problems = problems;
  }

  /**
   * A condition that a goal asks.
   *
   * @param bounds what it says
   * @param tolerated what its variation says: a value beyond is a failure; empty if none is
   */
  private record Asked(
      Goal goal, Expression condition, int index, List<Bound> bounds, List<Bound> tolerated) {
    /** Whether the goal fails without it. */
    boolean isNeeded() {
      return goal.kind() == Goal.Kind.SINGLE || goal.kind() == Goal.Kind.ALL;
    }

    boolean implies(Asked other) {
      return !tolerated.isEmpty()
          && other.bounds.stream().allMatch(b -> tolerated.stream().anyMatch(a -> a.implies(b)));
    }

    boolean excludes(Asked other) {
      return tolerated.stream().anyMatch(a -> other.tolerated.stream().anyMatch(a::excludes));
    }
  }

  void run() {
    List<Asked> asked = protocol.goals().stream().flatMap(LimitRules::asked).toList();
    asked.forEach(this::alone);
    Map<String, List<Asked>> bySubject = new LinkedHashMap<>();
    for (Asked one : asked.stream().filter(this::canBeMet).toList()) {
      bySubject.computeIfAbsent(one.bounds.get(0).subject(), s -> new ArrayList<>()).add(one);
    }
    bySubject.values().forEach(this::together);
    protocol.prescriptions().forEach(this::prescription);
    protocol.goals().forEach(this::dosesOf);
  }

  /** What can never be met, or never applies, is said by itself, and ties nothing else. */
  private boolean canBeMet(Asked asked) {
    return asked.bounds.stream().noneMatch(Bound::isNeverMet)
        && !possibilities.never(asked.goal.when());
  }

  private static Stream<Asked> asked(Goal goal) {
    List<Asked> asked = new ArrayList<>();
    for (int i = 0; i < goal.conditions().size(); i++) {
      Expression condition = goal.conditions().get(i);
      List<Bound> bounds = Bound.of(condition, goal);
      if (!bounds.isEmpty()) {
        asked.add(new Asked(goal, condition, i, bounds, tolerated(goal, bounds)));
      }
    }
    return asked.stream();
  }

  private static List<Bound> tolerated(Goal goal, List<Bound> bounds) {
    if (goal.variation() == null) {
      return bounds;
    }
    return goal.toleratesAny() ? List.of() : Bound.of(goal.variation(), goal);
  }

  // one condition

  private void alone(Asked asked) {
    if (asked.bounds.stream().anyMatch(Bound::isNeverMet)) {
      problem(
          Rule.LIMIT_NEVER_MET,
          asked,
          "no value can meet '%s'".formatted(shown(asked)),
          "Check the sign and the limit");
    } else if (asked.bounds.stream().allMatch(Bound::isAlwaysMet)) {
      problem(
          Rule.LIMIT_ALWAYS_MET,
          asked,
          "every value meets '%s'".formatted(shown(asked)),
          "Check the sign and the limit");
    }
    if (isExactMeasurement(asked.condition)) {
      problem(
          Rule.TOLERANCE_MISSING,
          asked,
          "'%s' is measured, and hardly ever exactly that".formatted(shown(asked)),
          "Add a tolerance behind it, '+-' and an amount, or write a range");
    }
    literals(asked.condition)
        .map(Literal::quantity)
        .filter(q -> q.unit() == Unit.PERCENT && q.value() > 0 && q.value() < 1)
        .findFirst()
        .ifPresent(q -> fraction(asked, q));
  }

  /** Whether a measured amount is asked to equal a number. None and all can be met exactly. */
  private static boolean isExactMeasurement(Expression condition) {
    return condition instanceof Comparison comparison
        && comparison.operator() == Expression.Operator.EQUAL
        && comparison.right() instanceof Literal literal
        && isMeasured(comparison.left())
        && literal.quantity().value() != 0
        && !(literal.quantity().unit() == Unit.PERCENT && literal.quantity().value() == 100);
  }

  /** Whether an amount is measured on outlines or dose, not counted and not stated in a file. */
  private static boolean isMeasured(Expression value) {
    if (value instanceof Expression.Call call) {
      boolean ofStructure =
          Function.named(call.function()).stream()
              .flatMap(function -> function.arguments().stream())
              .anyMatch(Function.Argument.STRUCTURE::equals);
      return ofStructure && call.unit() != Unit.COUNT;
    }
    return value instanceof MetricTerm;
  }

  private static Stream<Literal> literals(Expression condition) {
    Stream<Expression> limits =
        condition instanceof Comparison comparison
            ? Stream.of(comparison.right())
            : condition instanceof InRange range
                ? Stream.of(range.low(), range.high())
                : Stream.of();
    return limits.filter(Literal.class::isInstance).map(Literal.class::cast);
  }

  private void fraction(Asked asked, Quantity limit) {
    problem(
        Rule.FRACTION_FOR_PERCENT,
        asked,
        "the limit of '%s' is less than 1 %%".formatted(shown(asked)),
        "Write %s, if a fraction is meant"
            .formatted(new Quantity(Math.rint(limit.value() * 1e6) / 1e4, Unit.PERCENT)));
  }

  // two conditions

  private void together(List<Asked> asked) {
    for (int i = 0; i < asked.size(); i++) {
      for (int j = i + 1; j < asked.size(); j++) {
        Asked first = asked.get(i);
        Asked second = asked.get(j);
        if (first.goal.id().equals(second.goal.id())) {
          branches(first, second);
        } else {
          goals(first, second);
        }
      }
    }
  }

  private void branches(Asked first, Asked second) {
    switch (first.goal.kind()) {
      case ALL -> {
        if (!contradict(first, second)) {
          pointlessBranch(first, second);
          pointlessBranch(second, first);
        }
      }
      case ANY -> {
        pointlessAlternative(first, second);
        pointlessAlternative(second, first);
      }
      default -> {
        // readings of one statement are meant to differ, and nothing else has two conditions
      }
    }
  }

  private void pointlessBranch(Asked strong, Asked weak) {
    boolean once = weak.index > strong.index || !weak.implies(strong);
    if (strong.implies(weak) && once) {
      problem(
          Rule.BRANCH_POINTLESS,
          weak,
          "'%s' holds wherever '%s' does, so it adds nothing".formatted(shown(weak), shown(strong)),
          "Remove it, or check both limits");
    }
  }

  private void pointlessAlternative(Asked strong, Asked weak) {
    boolean once = strong.index > weak.index || !weak.implies(strong);
    if (strong.implies(weak) && once) {
      problem(
          Rule.BRANCH_POINTLESS,
          strong,
          "'%s' is met only where '%s' is met as well, so it adds nothing"
              .formatted(shown(strong), shown(weak)),
          "Remove it, or check both limits");
    }
  }

  private void goals(Asked first, Asked second) {
    if (!areOfOneKind(first.goal, second.goal)) {
      return;
    }
    if (first.isNeeded() && second.isNeeded() && contradict(first, second)) {
      return;
    }
    boolean secondIsPointless = isPointless(second, first);
    boolean firstIsPointless = isPointless(first, second);
    if (secondIsPointless && firstIsPointless) {
      same(first, second);
    } else if (secondIsPointless) {
      pointless(second, first);
    } else if (firstIsPointless) {
      pointless(first, second);
    }
  }

  /** Conditions are about a goal's own structure, so only the same are comparable. */
  private static boolean areOfOneKind(Goal first, Goal second) {
    boolean unconditional = first.when() == null && second.when() == null;
    return unconditional || text(first.structure()).equals(text(second.structure()));
  }

  private boolean contradict(Asked first, Asked second) {
    if (!first.excludes(second) || possibilities.never(first.goal.when(), second.goal.when())) {
      return false;
    }
    problem(
        Rule.LIMIT_CONTRADICTION,
        second,
        "no plan can meet both '%s' and '%s' of goal '%s'"
            .formatted(shown(second), shown(first), VisibleText.of(first.goal.id())),
        "Check the signs and the limits of both");
    return true;
  }

  /** Whether a goal can be left out, because the plan passes no worse where the other is met. */
  private boolean isPointless(Asked weak, Asked strong) {
    return strong.isNeeded()
        && (weak.isNeeded() || weak.goal.kind() == Goal.Kind.ANY)
        && (weak.goal.kind() != Goal.Kind.ALL || weak.goal.conditions().size() == 1)
        && !weak.goal.toleratesAny()
        && (strong.goal.required() || !weak.goal.required())
        && strong.implies(weak)
        && possibilities.follows(strong.goal.when(), weak.goal.when());
  }

  private void pointless(Asked weak, Asked strong) {
    problem(
        Rule.LIMIT_POINTLESS,
        weak,
        "'%s' holds wherever goal '%s' is met, which asks '%s'"
            .formatted(shown(weak), VisibleText.of(strong.goal.id()), shown(strong)),
        "Check both limits, or remove the goal");
  }

  private void same(Asked first, Asked second) {
    boolean literally = left(first.condition).equals(left(second.condition));
    problem(
        literally ? Rule.DUPLICATE_GOAL : Rule.LIMIT_RESTATED,
        second,
        literally
            ? "goal '%s' asks the same".formatted(VisibleText.of(first.goal.id()))
            : "'%s' is the same statement as '%s' of goal '%s'"
                .formatted(shown(second), shown(first), VisibleText.of(first.goal.id())),
        literally ? "Remove one of the two" : "Remove one of the two, or keep both as a check");
  }

  private static String left(Expression condition) {
    return condition instanceof Comparison comparison
        ? comparison.left().text()
        : condition instanceof InRange range ? range.value().text() : condition.text();
  }

  // doses

  private void prescription(PrescriptionRule rule) {
    Dose highest = rule.highest();
    if (highest != null && highest.gy() > Dose.IMPLAUSIBLE_GY) {
      implausible(
          places.value("prescriptions", rule.name(), "dose"),
          "prescription '" + VisibleText.of(rule.name()) + "'",
          highest.gy());
    }
  }

  private void dosesOf(Goal goal) {
    Stream.concat(goal.conditions().stream(), goal.alsoReport().stream())
        .mapToDouble(this::highestGy)
        .filter(gy -> gy > Dose.IMPLAUSIBLE_GY)
        .findFirst()
        .ifPresent(gy -> implausible(goal.location(), owner(goal), gy));
  }

  private void implausible(SourceLocation location, String owner, double gy) {
    problems.add(
        Rule.DOSE_IMPLAUSIBLE,
        location,
        "%s: %s is more than %s"
            .formatted(
                owner, new Quantity(gy, Unit.GY), new Quantity(Dose.IMPLAUSIBLE_GY, Unit.GY)),
        "Write cGy, if that is meant");
  }

  /** The highest dose in Gy that a condition names, 0 if it names none. */
  private double highestGy(Expression expression) {
    double highest =
        literals(expression)
            .map(Literal::quantity)
            .filter(q -> q.unit().kind() == Unit.Kind.DOSE)
            .mapToDouble(Quantity::base)
            .max()
            .orElse(0);
    return Math.max(highest, asked(expression));
  }

  private static double asked(Expression expression) {
    Expression value = expression;
    if (expression instanceof Comparison comparison) {
      value = comparison.left();
    } else if (expression instanceof InRange range) {
      value = range.value();
    }
    Metric metric = value instanceof MetricTerm term ? Bound.metric(term) : null;
    return metric instanceof Metric.VolumeAtDose volume && volume.dose().unit() != Unit.PERCENT
        ? volume.dose().base()
        : 0;
  }

  // words

  private void problem(Rule rule, Asked asked, String message, String hint) {
    problems.add(
        rule,
        places.value("goals", asked.goal.id(), key(asked.goal), asked.index),
        owner(asked.goal) + ": " + message,
        hint);
  }

  private static String owner(Goal goal) {
    return "goal '" + VisibleText.of(goal.id()) + "'";
  }

  static String key(Goal goal) {
    return switch (goal.kind()) {
      case SINGLE -> "goal";
      case ANY -> "any";
      case ALL -> "all";
      case READINGS -> "readings";
      case REPORT -> "report";
    };
  }

  private static String shown(Asked asked) {
    return VisibleText.of(asked.condition.text());
  }

  private static String text(@Nullable Expression expression) {
    return expression == null ? "" : expression.text();
  }
}
