package org.oarlock.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.oarlock.check.Answer.Found;
import org.oarlock.check.Answer.Missing;
import org.oarlock.check.Piece.Absent;
import org.oarlock.check.Piece.Drawn;
import org.oarlock.check.StructureDoses.NamedDose;
import org.oarlock.dvh.StructureDose;
import org.oarlock.metric.Metric;
import org.oarlock.metric.MetricResult;
import org.oarlock.metric.MetricSyntaxException;
import org.oarlock.metric.MetricValue;
import org.oarlock.metric.NoValue;
import org.oarlock.protocol.Expression;
import org.oarlock.protocol.Expression.Comparison;
import org.oarlock.protocol.Expression.InRange;
import org.oarlock.protocol.Expression.Literal;
import org.oarlock.protocol.Expression.MetricTerm;
import org.oarlock.protocol.Goal;
import org.oarlock.quantity.Dose;
import org.oarlock.quantity.Quantity;
import org.oarlock.quantity.Unit;

/**
 * Judges the goals of a protocol on one plan. What cannot be judged says why; nothing is left out.
 */
final class GoalJudge {
  private static final Pattern BRACES = Pattern.compile("\\{([^{}]*)\\}");

  private final Parameters parameters;
  private final Structures structures;
  private final Prescriptions prescriptions;
  private final Doses doses;
  private final StructureDoses structureDoses;
  private final @Nullable Expression body;
  private final boolean strict;

  /**
   * @param body the patient's outline, null if the protocol knows none
   * @param strict whether every borderline verdict is a REVIEW
   */
  GoalJudge(
      Parameters parameters,
      Structures structures,
      Prescriptions prescriptions,
      Doses doses,
      StructureDoses structureDoses,
      @Nullable Expression body,
      boolean strict) {
    this.parameters = parameters;
    this.structures = structures;
    this.prescriptions = prescriptions;
    this.doses = doses;
    this.structureDoses = structureDoses;
    this.body = body;
    this.strict = strict;
  }

  /** What a goal is judged on. */
  private record Basis(Goal goal, Answer<NamedDose> dose, Answer<Dose> prescription) {}

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
    Basis basis = new Basis(goal, dose(goal), prescription(goal));
    Missing<?> obstacle = obstacle(basis);
    if (obstacle != null) {
      return result(basis, unjudged(goal, obstacle));
    }
    if (goal.kind() == Goal.Kind.REPORT) {
      return report(basis);
    }
    if (goal.structure() == null) {
      return result(basis, judged(basis, null));
    }
    List<Outcome> outcomes =
        structures.of(goal.structure()).stream().map(piece -> judged(basis, piece)).toList();
    return result(basis, Outcome.worst(outcomes));
  }

  private Answer<NamedDose> dose(Goal goal) {
    String name = goal.dose() == null ? Prescriptions.TOTAL : goal.dose();
    Answer<List<Integer>> phases =
        goal.dose() == null ? prescriptions.total() : prescriptions.phases(name);
    return phases.then(
        all -> doses.of(all).then(grid -> Answer.found(new NamedDose(name, all, grid))));
  }

  private Answer<Dose> prescription(Goal goal) {
    return goal.prescription() == null
        ? Answer.unknown("percent of dose, but the goal names no prescription")
        : prescriptions.dose(goal.prescription());
  }

  /** Why the goal is not judged at all, null if it is. */
  private @Nullable Missing<?> obstacle(Basis basis) {
    Goal goal = basis.goal();
    Truth when =
        goal.when() == null
            ? Truth.YES
            : new Conditions(parameters, condition -> measured(condition, basis))
                .truth(goal.when());
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
    List<Judgement> judgements = new ArrayList<>();
    if (basis.goal().structure() == null) {
      judgements.addAll(judgements(condition, null, basis, null));
    } else {
      structures
          .of(basis.goal().structure())
          .forEach(piece -> judgements.addAll(judgements(condition, null, basis, piece)));
    }
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

  private static Outcome unjudged(Goal goal, Missing<?> why) {
    List<Expression> conditions =
        goal.conditions().isEmpty() ? goal.alsoReport() : goal.conditions();
    List<Judgement> judgements =
        conditions.stream()
            .map(
                condition ->
                    new Judgement(
                        conditions.size() == 1 ? "" : asked(condition),
                        List.of(),
                        left(condition).text(),
                        null,
                        right(condition),
                        why.verdict(),
                        why.reason(),
                        null))
            .toList();
    return new Outcome(judgements, why.verdict(), 0, why.reason());
  }

  private Outcome judged(Basis basis, @Nullable Piece piece) {
    Goal goal = basis.goal();
    List<Outcome> outcomes = new ArrayList<>();
    for (Expression condition : goal.conditions()) {
      List<Outcome> parts =
          judgements(condition, goal, basis, piece).stream()
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

  private static Expression left(Expression condition) {
    if (condition instanceof Comparison comparison) {
      return comparison.left();
    }
    return condition instanceof InRange range ? range.value() : condition;
  }

  /** The part of a condition that limits, written as a limit is. */
  private static String right(Expression condition) {
    if (condition instanceof Comparison comparison) {
      return comparison.right() instanceof Literal bound
          ? new Limit.Bound(
                  comparison.operator(), bound.quantity().value(), bound.quantity().unit())
              .text()
          : comparison.operator().symbol() + " " + comparison.right().text();
    }
    if (!(condition instanceof InRange range)) {
      return "";
    }
    return range.low() instanceof Literal low
            && range.high() instanceof Literal high
            && low.quantity().unit() == high.quantity().unit()
        ? new Limit.Range(low.quantity().value(), high.quantity().value(), low.quantity().unit())
            .text()
        : "in " + range.low().text() + ".." + range.high().text();
  }

  private static String asked(Expression condition) {
    return (left(condition).text() + " " + right(condition)).strip();
  }

  /**
   * One judgement per piece that the condition is about, at least one.
   *
   * @param tolerant the goal whose variation counts, null if none does
   */
  private List<Judgement> judgements(
      Expression condition, @Nullable Goal tolerant, Basis basis, @Nullable Piece own) {
    boolean alone = basis.goal().conditions().size() <= 1;
    if (!(left(condition) instanceof MetricTerm term)) {
      return List.of(withoutMetric(condition, own, alone));
    }
    Answer<Metric> metric = metric(term);
    Answer<Limit> limit = metric.then(m -> limit(condition, tolerant, m.unit()));
    return pieces(term, own).stream()
        .map(
            piece -> {
              String what = text(term, metric) + " " + text(condition, limit);
              String label = label(own, piece, alone ? "" : what);
              Evaluated evaluated = evaluated(metric, piece, basis);
              return compared(label, term, condition, metric, limit, piece, evaluated, basis);
            })
        .toList();
  }

  /** A condition on what this version does not compute. */
  private static Judgement withoutMetric(Expression condition, @Nullable Piece own, boolean alone) {
    Verdict verdict = Verdict.NOT_EVALUATED;
    String reason = notAvailable(condition);
    if (own instanceof Absent absent) {
      verdict = absent.verdict();
      reason = absent.reason();
    }
    return new Judgement(
        label(own, null, alone ? "" : asked(condition)),
        own == null ? List.of() : own.matched(),
        left(condition).text(),
        null,
        right(condition),
        verdict,
        reason,
        null);
  }

  private static String label(@Nullable Piece own, @Nullable Piece other, String condition) {
    List<String> parts = new ArrayList<>();
    if (own != null) {
      parts.add(own.label());
    }
    if (other != null && other != own) {
      parts.add(other.label());
    }
    parts.add(condition);
    return parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(": "));
  }

  private static String notAvailable(Expression condition) {
    List<String> functions = new ArrayList<>();
    functions(condition, functions);
    return functions.isEmpty()
        ? "'" + condition.text() + "' is not available in this version"
        : functions.get(0) + "() is not available in this version";
  }

  private static void functions(Expression expression, List<String> names) {
    if (expression instanceof Expression.Call call) {
      names.add(call.function());
    } else if (expression instanceof Comparison comparison) {
      functions(comparison.left(), names);
      functions(comparison.right(), names);
    } else if (expression instanceof InRange range) {
      functions(range.value(), names);
    }
  }

  private List<Piece> pieces(MetricTerm term, @Nullable Piece own) {
    if (term.of() != null) {
      return structures.of(term.of());
    }
    return List.of(
        own != null
            ? own
            : new Absent(
                "",
                List.of(),
                Verdict.NOT_EVALUATED,
                "the goal says of no structure what it asks"));
  }

  private Answer<Metric> metric(MetricTerm term) {
    StringBuilder text = new StringBuilder();
    Matcher braces = BRACES.matcher(term.template());
    int from = 0;
    while (braces.find()) {
      Answer<Quantity> value = parameters.quantity(braces.group(1).strip());
      if (!(value instanceof Found<Quantity> found)) {
        return value.then(q -> Answer.unknown(""));
      }
      text.append(term.template(), from, braces.start());
      text.append(found.value().toString().replace(" ", ""));
      from = braces.end();
    }
    text.append(term.template().substring(from));
    try {
      return Answer.found(Metric.parse(text.toString()));
    } catch (MetricSyntaxException e) {
      return Answer.unknown("'%s' is not a metric: %s".formatted(text, e.getMessage()));
    }
  }

  // ---- limits

  /** The limit of a condition, with the variation that the goal tolerates if one is given. */
  private Answer<Limit> limit(Expression condition, @Nullable Goal tolerant, Unit unit) {
    Answer<Limit> goal = limit(condition, unit);
    Expression variation = tolerant == null ? null : tolerant.variation();
    if (tolerant == null || variation == null) {
      return goal;
    }
    if (tolerant.toleratesAny()) {
      return goal.then(limit -> Answer.found(new Limit.Tiered(limit, null)));
    }
    return goal.then(
        limit ->
            limit(variation, unit).then(wider -> Answer.found(new Limit.Tiered(limit, wider))));
  }

  private Answer<Limit> limit(Expression condition, Unit unit) {
    if (condition instanceof Comparison comparison) {
      return number(comparison.right(), unit)
          .then(bound -> Answer.found(new Limit.Bound(comparison.operator(), bound, unit)));
    }
    if (condition instanceof InRange range) {
      return number(range.low(), unit)
          .then(
              low ->
                  number(range.high(), unit)
                      .then(high -> Answer.found(new Limit.Range(low, high, unit))));
    }
    return Answer.unknown("'" + condition.text() + "' is no limit");
  }

  /** A limit's number in the metric's unit; a bare number is in that unit already. */
  private Answer<Double> number(Expression expression, Unit unit) {
    Answer<Quantity> quantity =
        expression instanceof Literal literal
            ? Answer.found(literal.quantity())
            : expression instanceof Expression.Name name
                ? parameters.quantity(name.name())
                : Answer.unknown("'" + expression.text() + "' is not available in this version");
    return quantity.then(
        q -> {
          if (q.unit() == Unit.NONE || q.unit() == unit) {
            return Answer.found(q.value());
          }
          return q.unit().kind() == unit.kind()
              ? Answer.found(unit.fromBase(q.base()))
              : Answer.unknown(
                  "limit '%s' is not in %s"
                      .formatted(q, unit == Unit.NONE ? "numbers without a unit" : unit.symbol()));
        });
  }

  // ---- values

  /** A metric's value, or why there is none. */
  private record Evaluated(@Nullable MetricResult result, Verdict verdict, String reason) {
    static Evaluated without(Missing<?> why) {
      return new Evaluated(null, why.verdict(), why.reason());
    }
  }

  private Evaluated evaluated(Answer<Metric> metric, Piece piece, Basis basis) {
    if (piece instanceof Absent absent) {
      return new Evaluated(null, absent.verdict(), absent.reason());
    }
    if (metric instanceof Missing<Metric> missing) {
      return Evaluated.without(missing);
    }
    if (basis.dose() instanceof Missing<NamedDose> missing) {
      return Evaluated.without(missing);
    }
    return evaluated(
        ((Found<Metric>) metric).value(),
        (Drawn) piece,
        ((Found<NamedDose>) basis.dose()).value(),
        basis.prescription());
  }

  private Evaluated evaluated(
      Metric metric, Drawn piece, NamedDose dose, Answer<Dose> prescription) {
    Dose hundredPercent = null;
    if (metric.needsPrescription()) {
      if (prescription instanceof Missing<Dose> missing) {
        return Evaluated.without(missing);
      }
      hundredPercent = ((Found<Dose>) prescription).value();
    }
    StructureDose outline = null;
    if (metric.needsBody()) {
      Piece whole =
          body != null
              ? structures.whole(body)
              : new Absent(
                  "", List.of(), Verdict.NOT_EVALUATED, "the protocol has no body outline");
      if (whole instanceof Absent absent) {
        return new Evaluated(null, Verdict.NOT_EVALUATED, absent.reason());
      }
      outline = structureDoses.of((Drawn) whole, dose);
    }
    MetricResult result = metric.evaluate(structureDoses.of(piece, dose), hundredPercent, outline);
    return result instanceof NoValue none
        ? new Evaluated(none, Verdict.NOT_EVALUATED, none.reason())
        : new Evaluated(result, Verdict.PASS, "");
  }

  private Judgement compared(
      String label,
      MetricTerm term,
      Expression condition,
      Answer<Metric> metric,
      Answer<Limit> limit,
      Piece piece,
      Evaluated evaluated,
      Basis basis) {
    Function<ValueJudge, Judgement> judgement =
        judge ->
            new Judgement(
                label,
                piece.matched(),
                text(term, metric),
                evaluated.result(),
                text(condition, limit),
                judge.verdict(),
                judge.reason(),
                judge.borderline());
    if (!(evaluated.result() instanceof MetricValue value)) {
      return judgement.apply(new ValueJudge(evaluated.verdict(), evaluated.reason(), null));
    }
    if (limit instanceof Missing<Limit> missing) {
      return judgement.apply(new ValueJudge(missing.verdict(), missing.reason(), null));
    }
    boolean review = strict || basis.goal().borderlineReview();
    return judgement.apply(
        ValueJudge.of(
            ((Found<Metric>) metric).value(), value, ((Found<Limit>) limit).value(), review));
  }

  private static String text(Expression condition, Answer<Limit> limit) {
    return limit instanceof Found<Limit> found ? found.value().text() : right(condition);
  }

  private static String text(MetricTerm term, Answer<Metric> metric) {
    String text = metric instanceof Found<Metric> found ? found.value().text() : term.template();
    return term.of() == null ? text : text + " of " + term.of().text();
  }

  // ---- what is reported and not judged

  private GoalResult report(Basis basis) {
    List<Judgement> reported = reported(basis);
    String reason = "reported, not judged";
    Verdict verdict = Verdict.NOT_APPLICABLE;
    return result(basis, new Outcome(reported, verdict, 0, reason), List.of());
  }

  private List<Judgement> reported(Basis basis) {
    Goal goal = basis.goal();
    List<Piece> own = goal.structure() == null ? List.of() : structures.of(goal.structure());
    List<Judgement> reported = new ArrayList<>();
    for (Expression expression : goal.alsoReport()) {
      if (!(expression instanceof MetricTerm term)) {
        reported.add(reported("", List.of(), expression.text(), null, notAvailable(expression)));
        continue;
      }
      Answer<Metric> metric = metric(term);
      List<Piece> pieces = term.of() == null && !own.isEmpty() ? own : pieces(term, null);
      for (Piece piece : pieces) {
        Evaluated evaluated = evaluated(metric, piece, basis);
        reported.add(
            reported(
                piece.label(),
                piece.matched(),
                text(term, metric),
                evaluated.result(),
                evaluated.reason()));
      }
    }
    return reported;
  }

  private static Judgement reported(
      String label,
      Collection<String> matched,
      String metric,
      @Nullable MetricResult result,
      String reason) {
    return new Judgement(
        label, List.copyOf(matched), metric, result, "", Verdict.NOT_APPLICABLE, reason, null);
  }

  // ---- results

  private GoalResult result(Basis basis, Outcome outcome) {
    boolean applies = outcome.verdict() != Verdict.NOT_APPLICABLE;
    boolean reports = basis.goal().kind() == Goal.Kind.REPORT;
    return result(basis, outcome, applies && !reports ? reported(basis) : List.of());
  }

  private static GoalResult result(Basis basis, Outcome outcome, List<Judgement> alsoReported) {
    Goal goal = basis.goal();
    return new GoalResult(
        goal.id(),
        goal.structure() == null ? "" : goal.structure().text(),
        goal.dose() == null ? Prescriptions.TOTAL : goal.dose(),
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
