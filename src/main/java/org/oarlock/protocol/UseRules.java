package org.oarlock.protocol;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.oarlock.metric.Metric;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;
import org.oarlock.protocol.Expression.MetricTerm;

/** Lint: what a protocol declares and nothing uses. */
final class UseRules {
  private static final Pattern BRACES = Pattern.compile("\\{([^}]*)\\}");

  /** What in a name stands for the side of the target, which the parameter of that name states. */
  private static final Pattern SIDE = Pattern.compile("\\{(?:other_)?side\\}");

  private final Protocol protocol;
  private final Places places;
  private final ProblemList problems;
  private final Set<String> used = new HashSet<>();

  UseRules(Protocol protocol, Places places, ProblemList problems) {
    this.protocol = protocol;
    this.places = places;
    this.problems = problems;
  }

  void run() {
    collect();
    protocol.parameters().stream()
        .filter(parameter -> !used.contains(parameter.name()))
        .forEach(
            parameter ->
                unused(
                    Rule.UNUSED_PARAMETER,
                    parameter.location(),
                    "parameter '" + VisibleText.of(parameter.name()) + "'"));
    protocol.prescriptions().stream()
        .filter(rule -> !rule.isSum() && !isJudged(rule) && !used.contains(rule.name()))
        .forEach(
            rule ->
                unused(
                    Rule.UNUSED_PRESCRIPTION,
                    rule.location(),
                    "prescription '" + VisibleText.of(rule.name()) + "' asks for no dose and"));
    protocol.structures().stream()
        .filter(rule -> rule.define() == null && !used.contains(rule.name()) && !isBody(rule))
        .forEach(
            rule ->
                unused(
                    Rule.UNUSED_STRUCTURE,
                    rule.location(),
                    "structure '" + VisibleText.of(rule.name()) + "'"));
    protocol.goals().forEach(this::prescriptionNotNeeded);
    nothingRequired();
  }

  /** Whether it has a row of its own in a report. */
  private static boolean isJudged(PrescriptionRule rule) {
    return rule.lowest() != null || rule.fractions() > 0;
  }

  private void unused(Rule rule, SourceLocation location, String what) {
    problems.add(
        rule, location, what + " is used by nothing", "Remove it, or ask for it in a goal");
  }

  /** Indices such as CI look at the body, whatever it is called. */
  private boolean isBody(StructureRule rule) {
    return rule.type().equals("EXTERNAL")
        && protocol.goals().stream()
            .flatMap(UseRules::metrics)
            .anyMatch(metric -> metric != null && metric.needsBody());
  }

  private void collect() {
    protocol.goals().forEach(goal -> ExpressionWalk.of(goal).forEach(this::collect));
    protocol.goals().stream()
        .flatMap(goal -> Stream.ofNullable(goal.prescription()))
        .forEach(used::add);
    protocol.goals().stream().flatMap(goal -> Stream.ofNullable(goal.dose())).forEach(used::add);
    for (PrescriptionRule rule : protocol.prescriptions()) {
      used.add(rule.target());
      collect(rule.when());
      rule.sum().forEach(used::addAll);
    }
    for (StructureRule rule : protocol.structures()) {
      collect(rule.define());
      if (rule.names().stream().anyMatch(name -> SIDE.matcher(name).find())) {
        used.add("side");
      }
    }
  }

  private void collect(@Nullable Expression expression) {
    Set<String> names = new LinkedHashSet<>();
    ExpressionWalk.names(expression, names);
    used.addAll(names);
    ExpressionWalk.metrics(expression)
        .forEach(
            metric -> {
              Matcher matcher = BRACES.matcher(metric.template());
              while (matcher.find()) {
                used.add(matcher.group(1).strip());
              }
            });
  }

  private static Stream<@Nullable Metric> metrics(Goal goal) {
    return ExpressionWalk.of(goal).flatMap(ExpressionWalk::metrics).map(Bound::metric);
  }

  /** Whether a goal has a metric that is relative to its prescription. */
  static boolean needsPrescription(Goal goal) {
    return ExpressionWalk.of(goal)
        .flatMap(ExpressionWalk::metrics)
        .anyMatch(UseRules::needsPrescription);
  }

  private static boolean needsPrescription(MetricTerm term) {
    Metric metric = Bound.metric(term);
    return metric == null ? term.template().contains("{") : metric.needsPrescription();
  }

  private void prescriptionNotNeeded(Goal goal) {
    if (goal.prescription() != null && !needsPrescription(goal)) {
      problems.add(
          Rule.PRESCRIPTION_NOT_NEEDED,
          places.value("goals", goal.id(), "prescription"),
          "goal '%s': nothing in it refers to the prescription '%s'"
              .formatted(VisibleText.of(goal.id()), VisibleText.of(goal.prescription())),
          "Remove 'prescription', or ask for a metric in percent of dose");
    }
  }

  private void nothingRequired() {
    boolean required =
        protocol.goals().stream()
                .anyMatch(goal -> goal.required() && goal.kind() != Goal.Kind.REPORT)
            || protocol.prescriptions().stream().anyMatch(UseRules::isJudged);
    if (!required) {
      problems.add(
          Rule.NOTHING_REQUIRED,
          SourceLocation.file(protocol.files().get(0).path()),
          "the protocol requires nothing, so no plan passes by it: a check ends as NOT_EVALUATED",
          "Add a goal that is not advisory, if a plan is to pass");
    }
  }
}
