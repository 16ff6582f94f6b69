package org.oarlock.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.oarlock.check.Answer.Found;
import org.oarlock.check.Answer.Missing;
import org.oarlock.check.Measurements.Measurement;
import org.oarlock.check.Piece.Absent;
import org.oarlock.check.StructureDoses.NamedDose;
import org.oarlock.metric.MetricValue;
import org.oarlock.metric.WordValue;
import org.oarlock.plan.DoseGrid;
import org.oarlock.protocol.Expression;
import org.oarlock.protocol.Expression.Comparison;
import org.oarlock.protocol.Goal;
import org.oarlock.quantity.Dose;
import org.oarlock.quantity.Quantity;

/**
 * Judges the goals of a protocol on one plan. What cannot be judged says why; nothing is left out.
 */
final class GoalJudge {
  private final Structures structures;
  private final Prescriptions prescriptions;
  private final Doses doses;
  private final Parameters parameters;
  private final Limits limits;
  private final Measurements measurements;
  private final OtherConventions otherConventions;
  private final Traces traces;
  private final boolean strict;
  private final @Nullable String refusal;

  /**
   * @param refusal why no goal may be judged; null if goals may be
   * @param traces remembers what judgements were made of
   * @param strict whether every borderline verdict is a REVIEW
   */
  GoalJudge(
      @Nullable String refusal,
      Parameters parameters,
      Structures structures,
      Prescriptions prescriptions,
      Doses doses,
      Measurements measurements,
      OtherConventions otherConventions,
      Traces traces,
      boolean strict) {
    this.parameters = parameters;
    this.structures = structures;
    this.prescriptions = prescriptions;
    this.doses = doses;
    this.limits = new Limits(parameters);
    this.measurements = measurements;
    this.otherConventions = otherConventions;
    this.traces = traces;
    this.strict = strict;
    this.refusal = refusal;
  }

  /** Judgements that belong together, and what they come to. */
  private record Outcome(List<Judgement> judgements, Verdict verdict, int deciding, String reason) {
    static Outcome worst(List<Outcome> outcomes) {
      List<Judgement> all =
          outcomes.stream().flatMap(outcome -> outcome.judgements.stream()).toList();
      Combination worst = Combination.worst(outcomes.stream().map(Outcome::verdict).toList());
      int before = 0;
      for (Outcome outcome : outcomes.subList(0, worst.deciding())) {
        before += outcome.judgements.size();
      }
      Outcome deciding = outcomes.get(worst.deciding());
      return new Outcome(all, worst.verdict(), before + deciding.deciding, deciding.reason);
    }
  }

  GoalResult judge(Goal goal) {
    Basis basis = basis(goal);
    if (refusal != null && goal.kind() != Goal.Kind.REPORT) {
      return result(basis, unjudged(basis, Answer.unknown(refusal), false));
    }
    if (goal.kind() == Goal.Kind.REPORT) {
      Missing<?> obstacle = obstacle(basis);
      return obstacle == null ? report(basis) : result(basis, unjudged(basis, obstacle, false));
    }
    if (goal.structure() == null) {
      Missing<?> obstacle = obstacle(basis);
      return result(basis, obstacle == null ? judged(basis) : unjudged(basis, obstacle, false));
    }
    return judge(basis, structures.of(goal.structure()));
  }

  /** Judges each piece of the goal's structure by itself, its condition included. */
  private GoalResult judge(Basis basis, List<Piece> pieces) {
    List<Missing<?>> obstacles = new ArrayList<>();
    List<Outcome> outcomes = new ArrayList<>();
    for (Piece piece : pieces) {
      Basis own = basis.of(piece);
      Missing<?> obstacle = obstacle(own);
      if (obstacle != null) {
        obstacles.add(obstacle);
      }
      outcomes.add(obstacle == null ? judged(own) : unjudged(own, obstacle, true));
    }
    boolean one = obstacles.size() == pieces.size() && obstacles.stream().distinct().count() == 1;
    return result(basis, one ? unjudged(basis, obstacles.get(0), false) : Outcome.worst(outcomes));
  }

  /** What a goal is judged on, of no piece of its structure. */
  Basis basis(Goal goal) {
    Answer<List<Integer>> phases = phases(goal);
    return new Basis(goal, null, phases, dose(goal, phases), prescription(goal));
  }

  /** The indexes of the phases that a goal is about. */
  Answer<List<Integer>> phases(Goal goal) {
    return goal.dose() == null ? prescriptions.total() : prescriptions.phases(goal.dose());
  }

  private Answer<NamedDose> dose(Goal goal, Answer<List<Integer>> phases) {
    String name = doseName(goal);
    return phases.then(
        all -> grid(goal, all).then(grid -> Answer.found(new NamedDose(name, all, grid))));
  }

  private Answer<DoseGrid> grid(Goal goal, List<Integer> phases) {
    if (goal.alphaBeta() == null) {
      return doses.of(phases);
    }
    return parameters
        .quantity(goal.alphaBeta())
        .then(
            alphaBeta ->
                alphaBeta.base() > 0
                    ? doses.eqd2(phases, alphaBeta.base(), prescriptions::fractions)
                    : Answer.unknown("alpha/beta is %s, not above 0".formatted(alphaBeta)));
  }

  private String doseName(Goal goal) {
    String name = goal.dose() == null ? Prescriptions.TOTAL : goal.dose();
    if (goal.alphaBeta() == null) {
      return name;
    }
    return name
        + GoalResult.AS_EQD2
        + (parameters.quantity(goal.alphaBeta()) instanceof Found<Quantity> found
            ? found.value()
            : goal.alphaBeta().text());
  }

  private Answer<Dose> prescription(Goal goal) {
    return goal.prescription() == null
        ? Answer.unknown("percent of dose, but the goal names no prescription")
        : prescriptions.dose(goal.prescription());
  }

  /** Why the goal is not judged at all, null if it is. */
  private @Nullable Missing<?> obstacle(Basis basis) {
    if (basis.own() instanceof Absent absent && absent.verdict() == Verdict.NOT_APPLICABLE) {
      return null; // each of its judgements says that it is rightly absent
    }
    Expression condition = basis.goal().when();
    Truth when =
        condition == null
            ? Truth.YES
            : new Conditions(parameters, part -> measured(part, basis)).truth(condition);
    if (!when.isYes()) {
      return when.isNo() ? Answer.notApplicable(when.reason()) : Answer.unknown(when.reason());
    }
    if (basis.dose() instanceof Missing<NamedDose> missing && notApplicable(missing)) {
      return missing;
    }
    return basis.prescription() instanceof Missing<Dose> missing && notApplicable(missing)
        ? missing
        : null;
  }

  private static boolean notApplicable(Missing<?> missing) {
    return missing.verdict() == Verdict.NOT_APPLICABLE;
  }

  /** A condition on more than parameters: true or false only where that is beyond doubt. */
  private Truth measured(Expression condition, Basis basis) {
    String name = "its condition '" + condition.text() + "'";
    if (isLogic(condition)) {
      return Truth.unknown(name + " measures nothing in the plan");
    }
    List<Judgement> judgements = judgements(condition, null, basis);
    for (Judgement judgement : judgements) {
      if (judgement.borderline() != null) {
        return Truth.unknown(name + " is borderline: " + judgement.borderline());
      }
      if (judgement.verdict() != Verdict.PASS && judgement.verdict() != Verdict.FAIL) {
        return Truth.unknown(name + ": " + judgement.reason());
      }
    }
    long met = judgements.stream().filter(j -> j.verdict() == Verdict.PASS).count();
    if (met > 0 && met < judgements.size()) {
      return Truth.unknown(name + " holds for some parts and not for others");
    }
    return Truth.of(met > 0, name + " is false");
  }

  /**
   * @param labelled whether the goal's pieces have different outcomes, so that each has to be named
   */
  private static Outcome unjudged(Basis basis, Missing<?> why, boolean labelled) {
    Goal goal = basis.goal();
    List<Expression> conditions =
        goal.conditions().isEmpty() ? goal.alsoReport() : goal.conditions();
    Piece own = labelled ? basis.own() : null;
    List<Judgement> judgements =
        conditions.stream()
            .map(
                condition ->
                    new Judgement(
                        label(
                            own,
                            own == null ? "" : own.label(),
                            conditions.size() == 1 ? "" : Limits.asked(condition)),
                        own == null ? List.of() : own.matched(),
                        Limits.measured(condition).text(),
                        null,
                        Limits.text(condition),
                        why.verdict(),
                        why.reason(),
                        null))
            .toList();
    return new Outcome(judgements, why.verdict(), 0, why.reason());
  }

  private Outcome judged(Basis basis) {
    if (basis.own() instanceof Absent absent) {
      return unjudged(basis, new Missing<>(absent.verdict(), absent.reason()), true);
    }
    Goal goal = basis.goal();
    List<Outcome> outcomes = new ArrayList<>();
    for (Expression condition : goal.conditions()) {
      List<Outcome> parts =
          judgements(condition, goal, basis).stream()
              .map(j -> new Outcome(List.of(j), j.verdict(), 0, labelled(j)))
              .toList();
      outcomes.add(Outcome.worst(parts));
    }
    Combination combined =
        Combination.of(goal.kind(), outcomes.stream().map(Outcome::verdict).toList());
    List<Judgement> all = outcomes.stream().flatMap(o -> o.judgements().stream()).toList();
    Outcome deciding = outcomes.get(combined.deciding());
    int index = deciding.deciding();
    for (Outcome before : outcomes.subList(0, combined.deciding())) {
      index += before.judgements().size();
    }
    return new Outcome(all, combined.verdict(), index, reason(goal, combined, outcomes));
  }

  private static String reason(Goal goal, Combination combined, List<Outcome> outcomes) {
    String ofDeciding = outcomes.get(combined.deciding()).reason();
    boolean differ = outcomes.stream().map(Outcome::verdict).distinct().count() > 1;
    if (goal.kind() == Goal.Kind.READINGS && differ) {
      String each =
          outcomes.stream()
              .map(o -> o.verdict() == Verdict.PASS ? passed(o) : o.reason())
              .collect(Collectors.joining("; "));
      return (combined.verdict() == Verdict.REVIEW ? "the readings differ: " : "") + each;
    }
    return goal.kind() == Goal.Kind.ANY && combined.verdict() == Verdict.FAIL
        ? outcomes.stream().map(Outcome::reason).collect(Collectors.joining("; "))
        : ofDeciding;
  }

  private static String passed(Outcome outcome) {
    Judgement judgement = outcome.judgements().get(outcome.deciding());
    String value =
        judgement.result() instanceof MetricValue v
            ? " with " + ValueText.of(v.value(), v.unit(), v.value())
            : "";
    return judgement.label() + ": PASS" + value;
  }

  private static String labelled(Judgement judgement) {
    return judgement.label().isEmpty() || judgement.reason().isEmpty()
        ? judgement.reason()
        : judgement.label() + ": " + judgement.reason();
  }

  // ---- one condition

  /**
   * One judgement per value that the condition is about, at least one.
   *
   * @param tolerant the goal whose variation counts, null if none does
   */
  private List<Judgement> judgements(Expression condition, @Nullable Goal tolerant, Basis basis) {
    if (isLogic(condition)) {
      return List.of(ofTruth(condition, basis));
    }
    Measurement measurement = measurements.of(Limits.measured(condition), basis);
    boolean alone = basis.goal().conditions().size() <= 1;
    return measurement.values().stream()
        .map(value -> judgement(condition, tolerant, basis, measurement, value, alone))
        .toList();
  }

  /** Conditions joined by and, or, not, and those on parameters alone. */
  private static boolean isLogic(Expression condition) {
    return condition instanceof Expression.And
        || condition instanceof Expression.Or
        || condition instanceof Expression.Not
        || Limits.measured(condition) instanceof Expression.Name
        || Limits.measured(condition) instanceof Expression.Literal;
  }

  private Judgement ofTruth(Expression condition, Basis basis) {
    Truth truth = new Conditions(parameters, part -> measured(part, basis)).truth(condition);
    Verdict verdict =
        truth.isYes() ? Verdict.PASS : truth.isNo() ? Verdict.FAIL : Verdict.NOT_EVALUATED;
    Piece own = basis.own();
    return new Judgement(
        label(own, own == null ? "" : own.label(), ""),
        own == null ? List.of() : own.matched(),
        condition.text(),
        null,
        "",
        verdict,
        truth.reason(),
        null);
  }

  private Judgement judgement(
      Expression condition,
      @Nullable Goal tolerant,
      Basis basis,
      Measurement measurement,
      Measured measured,
      boolean alone) {
    Answer<Limit> limit = measurement.unit().then(unit -> limits.limit(condition, tolerant, unit));
    String limitText =
        limit instanceof Found<Limit> found ? found.value().text() : Limits.text(condition);
    Measured value = withOthers(measured, condition, basis, limit);
    ValueJudge judge = judge(condition, tolerant, basis, measurement, value, limit);
    String asked = (measurement.what() + " " + limitText).strip();
    Judgement judgement =
        new Judgement(
            label(basis.own(), value.label(), alone ? "" : asked),
            value.matched(),
            measurement.what(),
            value.result(),
            limitText,
            judge.verdict(),
            judge.reason(),
            judge.borderline(),
            value.detail());
    Limit against = limit instanceof Found<Limit> found ? found.value() : null;
    traces.add(judgement, new Traces.Trace(against, value.cause()));
    return judgement;
  }

  /** A metric's value with what other conventions give, where that may turn its verdict. */
  private Measured withOthers(
      Measured value, Expression condition, Basis basis, Answer<Limit> limit) {
    return Limits.measured(condition) instanceof Expression.MetricTerm term
            && limit instanceof Found<Limit> found
        ? otherConventions.addedTo(value, term, basis, found.value())
        : value;
  }

  private ValueJudge judge(
      Expression condition,
      @Nullable Goal tolerant,
      Basis basis,
      Measurement measurement,
      Measured value,
      Answer<Limit> limit) {
    if (value.verdict() != Verdict.PASS) {
      return new ValueJudge(value.verdict(), value.reason(), null);
    }
    if (value.result() instanceof WordValue word) {
      return judge(word, condition, tolerant, value);
    }
    if (limit instanceof Missing<Limit> missing) {
      return new ValueJudge(missing.verdict(), missing.reason(), null);
    }
    boolean review = strict || basis.goal().borderlineReview();
    return ValueJudge.of(
        measurement.what(),
        measurement.needsDose(),
        (MetricValue) Objects.requireNonNull(value.result()),
        ((Found<Limit>) limit).value(),
        review);
  }

  private ValueJudge judge(
      WordValue word, Expression condition, @Nullable Goal tolerant, Measured value) {
    Answer<Verdict> answer = limits.judge(word.word(), condition);
    if (answer instanceof Missing<Verdict> missing) {
      return new ValueJudge(missing.verdict(), missing.reason(), null);
    }
    Verdict verdict = ((Found<Verdict>) answer).value();
    if (verdict == Verdict.PASS) {
      return new ValueJudge(verdict, "", null);
    }
    String is =
        condition instanceof Comparison
            ? "%s is not %s".formatted(word.word(), Limits.text(condition))
            : "%s is not so".formatted(condition.text());
    String reason = value.detail().isEmpty() ? is : is + ": " + value.detail();
    return tolerant != null && tolerant.toleratesAny()
        ? new ValueJudge(Verdict.VARIATION, reason, null)
        : new ValueJudge(verdict, reason, null);
  }

  private static String label(@Nullable Piece own, String value, String condition) {
    List<String> parts = new ArrayList<>();
    if (own != null) {
      parts.add(own.label());
    }
    if (own == null || !value.equals(own.label())) {
      parts.add(value);
    }
    parts.add(condition);
    return parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(": "));
  }

  // ---- what is reported and not judged

  private GoalResult report(Basis basis) {
    String reason = "reported, not judged";
    return result(
        basis, new Outcome(reported(basis), Verdict.NOT_APPLICABLE, 0, reason), List.of());
  }

  private List<Judgement> reported(Basis basis) {
    Goal goal = basis.goal();
    List<Judgement> reported = new ArrayList<>();
    for (Expression expression : goal.alsoReport()) {
      boolean ofOwn = expression instanceof Expression.MetricTerm term && term.of() == null;
      List<Piece> own =
          ofOwn && goal.structure() != null ? structures.of(goal.structure()) : List.of();
      List<Basis> each = own.isEmpty() ? List.of(basis) : own.stream().map(basis::of).toList();
      for (Basis one : each) {
        Measurement measurement = measurements.of(expression, one);
        measurement.values().forEach(value -> reported.add(reported(measurement.what(), value)));
      }
    }
    return reported;
  }

  private static Judgement reported(String what, Measured value) {
    return new Judgement(
        value.label(),
        value.matched(),
        what,
        value.result(),
        "",
        Verdict.NOT_APPLICABLE,
        value.reason(),
        null,
        value.detail());
  }

  // ---- results

  private GoalResult result(Basis basis, Outcome outcome) {
    boolean applies = outcome.verdict() != Verdict.NOT_APPLICABLE;
    boolean reports = basis.goal().kind() == Goal.Kind.REPORT;
    return result(basis, outcome, applies && !reports ? reported(basis) : List.of());
  }

  private GoalResult result(Basis basis, Outcome outcome, List<Judgement> alsoReported) {
    Goal goal = basis.goal();
    return new GoalResult(
        goal.id(),
        goal.structure() == null ? "" : goal.structure().text(),
        doseName(goal),
        basis.prescription() instanceof Found<Dose> found
            ? goal.prescription() + ": " + found.value()
            : "",
        goal.required() ? GoalResult.Obligation.REQUIRED : GoalResult.Obligation.ADVISORY,
        goal.priority(),
        outcome.verdict(),
        outcome.reason(),
        outcome.deciding(),
        outcome.judgements(),
        alsoReported,
        goal.source(),
        goal.location());
  }
}
