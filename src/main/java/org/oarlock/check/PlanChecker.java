package org.oarlock.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.oarlock.dvh.DvhOptions;
import org.oarlock.dvh.StructureDose;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.Phase;
import org.oarlock.plan.PhaseDose;
import org.oarlock.plan.Plan;
import org.oarlock.plan.Structure;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.protocol.Expression;
import org.oarlock.protocol.Goal;
import org.oarlock.protocol.ParameterValues;
import org.oarlock.protocol.PrescriptionRule;
import org.oarlock.protocol.Protocol;
import org.oarlock.protocol.StructureRule;

/**
 * Judges a plan against a protocol. Pure: the same input gives the same result.
 *
 * <p>No goal is left out of the result, and nothing that is missing, ambiguous or uncertain passes.
 * The plan's verdict is the worst of the required rows, that of its prescriptions included;
 * advisory rows are shown and do not count. If no required row could be judged, or if the input has
 * an error, it is at best NOT_EVALUATED.
 */
public final class PlanChecker {
  private final Plan plan;
  private final Protocol protocol;
  private final Settings settings;
  private final Statements statements;
  private final List<Problem> problems;
  private final StructureMatcher matcher;
  private final Structures structures;
  private final Parameters parameters;
  private final Prescriptions prescriptions;
  private final StructureDoses structureDoses;
  private final GoalJudge judge;
  private final Traces traces = new Traces();
  private final @Nullable Expression body;
  private final Conflicts conflicts;

  private PlanChecker(Plan plan, Protocol protocol, Settings settings) {
    this.plan = plan;
    this.protocol = protocol;
    this.settings = settings;
    problems = new ArrayList<>(settings.inputProblems());
    statements = Statements.of(settings, problems);
    ParameterValues values = ParameterValues.resolve(protocol, statements.values());
    problems.addAll(values.problems());
    parameters = new Parameters(protocol.parameters(), values);
    List<StructureRule> rules = StructureNames.rules(protocol);
    matcher = Matching.of(plan, protocol, values, parameters, statements.names(), problems);
    prescriptions =
        new Prescriptions(
            plan.phases(),
            protocol.prescriptions(),
            new Conditions(parameters, PlanChecker::onlyParameters),
            matcher,
            values.prescriptions(),
            unreadable(values),
            problems);
    structures =
        new Structures(
            plan.structureSet(),
            settings.dvhOptions().convention(),
            matcher,
            prescriptions.targets(),
            parameters,
            problems);
    structureDoses = new StructureDoses(settings.dvhOptions());
    body = body(rules);
    Measurements measurements =
        new Measurements(parameters, structures, structureDoses, functions(), body);
    Doses doses = new Doses(plan.phases());
    FractionGuard guard =
        new FractionGuard(
            plan.phases(),
            prescriptions,
            protocol.fractionDose(),
            new TargetMedians(plan, protocol, prescriptions, structures, doses, structureDoses),
            problems);
    judge =
        new GoalJudge(
            guard.refusal(),
            parameters,
            structures,
            prescriptions,
            doses,
            measurements,
            otherConventions(measurements),
            traces,
            settings.strict());
    conflicts = new Conflicts(judge, measurements, parameters, structures);
  }

  /** What the plan comes to under the protocol. */
  public static PlanResult check(Plan plan, Protocol protocol, Settings settings) {
    return new PlanChecker(plan, protocol, settings).result();
  }

  /**
   * What is wrong with what is stated for all plans alike, before any of them is known.
   *
   * @param values as in {@link Settings}
   * @param names as in {@link Settings}
   */
  public static List<Problem> mistakes(
      Protocol protocol, Map<String, String> values, Map<String, List<String>> names) {
    List<Problem> problems = new ArrayList<>();
    Settings all = new Settings(values, names, false, DvhOptions.DEFAULT, List.of());
    Statements stated = Statements.of(all, problems);
    problems.addAll(ParameterValues.resolve(protocol, stated.values()).problems());
    List<String> known = StructureNames.rules(protocol).stream().map(StructureRule::name).toList();
    stated.names().entrySet().stream()
        .filter(entry -> !known.contains(entry.getKey()))
        .map(entry -> StructureMatcher.unknownRule(entry.getKey(), entry.getValue(), known))
        .forEach(problems::add);
    return problems;
  }

  private OtherConventions otherConventions(Measurements measurements) {
    return new OtherConventions(
        settings.dvhOptions().convention(),
        convention -> {
          Structures others = structures.under(convention);
          return new OtherConventions.Run(
              others, measurements.on(others, structureDoses.under(convention)));
        });
  }

  /** Where a function of the protocol language gets its computation. */
  private Functions functions() {
    return new Functions(
        List.of(
            VolumeFunctions.all(),
            GeometryFunctions.all(plan.structureSet().sliceSpacingOrTypicalMm()),
            OutlineFunctions.all(),
            PrescriptionFunctions.all(prescriptions),
            BeamFunctions.all(plan.phases()),
            PlanFunctions.all(plan.phases(), plan.structureSet())));
  }

  /** The prescriptions that the user states in a way that cannot be used. */
  private Set<String> unreadable(ParameterValues values) {
    return protocol.prescriptions().stream()
        .map(PrescriptionRule::name)
        .filter(statements.values()::containsKey)
        .filter(name -> !values.prescriptions().containsKey(name))
        .collect(Collectors.toSet());
  }

  private static Truth onlyParameters(Expression condition) {
    return Truth.unknown(
        "its condition '%s' is not available in this version: a prescription can depend on parameters only"
            .formatted(condition.text()));
  }

  private static @Nullable Expression body(List<StructureRule> rules) {
    List<StructureRule> bodies = rules.stream().filter(StructureNames::isBody).toList();
    return bodies.size() == 1 ? new Expression.Name(bodies.get(0).name(), 0) : null;
  }

  private SourceLocation structureSetFile() {
    return SourceLocation.file(plan.structureSet().source().path());
  }

  private PlanResult result() {
    sayEffectiveDoses();
    sayMissingStructures();
    List<Prescriptions.Resolution> resolutions = prescriptions.all(protocol.prescriptions());
    List<GoalResult> rows = new ArrayList<>(PrescriptionRows.rows(resolutions));
    Map<Goal, GoalResult> judged = new LinkedHashMap<>();
    protocol.goals().forEach(goal -> judged.put(goal, judge.judge(goal).with(evidence(goal))));
    rows.addAll(judged.values());
    rows = Acceptance.applied(rows, settings.accepted(), problems);
    List<Conflict> pulling = conflicts.among(judged);
    CrossCheck crossCheck = CrossCheck.of(plan, this::own, "no goal asks for their doses");
    problems.addAll(crossCheck.problems());
    List<PlanResult.MatchedStructure> matched =
        matcher.all().stream().map(structures::describe).toList();
    List<PlanResult.ResolvedPrescription> resolved =
        resolutions.stream().map(PrescriptionRows::resolved).toList();
    Explainer explainer = explainer(resolutions);
    return new PlanResult(
        plan,
        verdict(rows),
        rows,
        matched,
        resolved,
        structureDoses.curves(),
        structuresWithoutGoals(),
        parameters.all(statements.values()),
        pulling,
        crossCheck,
        problems.stream().distinct().toList(),
        new Explanations((goal, places) -> explainer.of(goal, matched, resolved, places)));
  }

  private Explainer explainer(List<Prescriptions.Resolution> resolutions) {
    List<PrescriptionRule> applying =
        resolutions.stream()
            .filter(resolution -> resolution.applies().isYes())
            .map(Prescriptions.Resolution::rule)
            .toList();
    Advice advice = new Advice(plan, traces, matcher, resolutions, problems);
    return new Explainer(plan, traces, structures, structureDoses, applying, body, advice);
  }

  private Evidence evidence(Goal goal) {
    List<Integer> phases =
        judge.phases(goal) instanceof Answer.Found<List<Integer>> found
            ? found.value()
            : IntStream.range(0, plan.phases().size()).boxed().toList();
    return new Evidence(
        List.copyOf(used(StructureNames.asked(goal))),
        phases,
        goal.prescription() == null ? "" : goal.prescription());
  }

  /** A structure that goals need, under the dose of one phase. */
  private CrossCheck.@Nullable Own own(Structure structure, int phase) {
    Solid solid = structures.madeOf(structure);
    PhaseDose dose = plan.phases().get(phase).dose();
    StructureDose own =
        solid == null || dose == null ? null : structureDoses.ofNeeded(solid, dose.grid());
    if (solid == null || dose == null || own == null) {
      return null;
    }
    String name = structureDoses.doseName(solid, dose.grid());
    return new CrossCheck.Own(
        solid, own, name == null ? PhaseAssignment.name(plan.phases(), phase) : name);
  }

  private Verdict verdict(List<GoalResult> rows) {
    List<Verdict> required =
        rows.stream()
            .filter(row -> row.obligation() == GoalResult.Obligation.REQUIRED)
            .map(GoalResult::verdict)
            .toList();
    Verdict worst = Verdict.worst(required);
    boolean judged = worst != Verdict.NOT_APPLICABLE;
    boolean sound = problems.stream().noneMatch(Problem::isError);
    return judged && sound ? worst : Verdict.worst(List.of(worst, Verdict.NOT_EVALUATED));
  }

  private void sayEffectiveDoses() {
    for (Phase phase : plan.phases()) {
      if (phase.dose() != null && phase.dose().doseType().equals("EFFECTIVE")) {
        problems.add(
            Problem.warning(
                "dose-effective",
                phase.dose().sources().isEmpty()
                    ? SourceLocation.NOWHERE
                    : SourceLocation.file(phase.dose().sources().get(0).path()),
                "the dose is EFFECTIVE: it has been weighted for its biological effect",
                "Make sure that the protocol's limits are meant for effective dose"));
      }
    }
  }

  /** Goals without structures: said once per structure, beside the goals' own reasons. */
  private void sayMissingStructures() {
    Map<String, List<String>> goalsByStructure = new LinkedHashMap<>();
    for (Goal goal : protocol.goals()) {
      for (String name : used(StructureNames.asked(goal))) {
        goalsByStructure.computeIfAbsent(name, n -> new ArrayList<>()).add(goal.id());
      }
    }
    goalsByStructure.forEach(
        (name, goals) -> {
          StructureMatch match = matcher.get(name);
          if (match != null && match.isEmpty() && match.rule().define() == null) {
            problems.add(missing(match.rule(), goals));
          }
        });
  }

  private Problem missing(StructureRule rule, List<String> goals) {
    String message =
        "the plan has no structure %s (looked for: %s), which is asked for by %s"
            .formatted(rule.name(), StructureMatcher.wanted(rule), String.join(", ", goals));
    return rule.optional() && !prescriptions.targets().contains(rule.name())
        ? Problem.note("structure-missing", structureSetFile(), message + "; it is optional")
        : Problem.warning(
            "structure-missing",
            structureSetFile(),
            message,
            "Draw it, or name it with --names if it has another name");
  }

  /** These structures and all that they are made of, where they are not drawn. */
  private Set<String> used(Collection<String> names) {
    Set<String> all = new LinkedHashSet<>();
    List<String> open = new ArrayList<>(names);
    while (!open.isEmpty()) {
      String name = open.remove(open.size() - 1);
      StructureMatch match = matcher.get(name);
      if (match != null && all.add(name) && match.isEmpty() && match.rule().define() != null) {
        Set<String> ingredients = new LinkedHashSet<>();
        StructureNames.in(match.rule().define(), ingredients);
        open.addAll(ingredients);
      }
    }
    return all;
  }

  private List<String> structuresWithoutGoals() {
    Set<String> asked =
        protocol.goals().stream()
            .flatMap(goal -> StructureNames.asked(goal).stream())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    List<Structure> looked =
        used(asked).stream()
            .map(matcher::get)
            .flatMap(match -> match == null ? Stream.empty() : match.structures().stream())
            .toList();
    return plan.structureSet().structures().stream()
        .filter(structure -> looked.stream().noneMatch(structure::equals))
        .map(Structure::name)
        .toList();
  }
}
