package org.oarlock.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.oarlock.check.PhaseAssignment.Assigned;
import org.oarlock.plan.Phase;
import org.oarlock.plan.PhaseDose;
import org.oarlock.plan.Prescription;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;
import org.oarlock.protocol.ParameterValues.StatedPrescription;
import org.oarlock.protocol.PrescriptionRule;
import org.oarlock.quantity.Dose;

/**
 * What the prescriptions of a protocol are in one plan: their doses, who said so, and of which
 * phases the plan's dose has to be taken. What the user states wins over what the files say.
 *
 * <p>The total dose is that of all phases together, and only there if it is complete: every
 * prescription that applies has its phase, and every phase of the plan has its prescription. A
 * total without a phase would meet the limits of organs that the whole course does not meet.
 */
final class Prescriptions {
  /** The name of the dose of all phases together. */
  static final String TOTAL = "total";

  /** Less than this in one fraction is hardly ever prescribed. */
  private static final double LEAST_PER_FRACTION_GY = 0.5;

  private final List<Phase> phases;
  private final List<Problem> problems;
  private final Map<String, Resolution> resolutions = new LinkedHashMap<>();

  /**
   * A prescription resolved.
   *
   * @param applies whether its condition holds
   * @param dose the dose, or why there is none
   * @param fractions 0 if unknown
   * @param origin who said so, in words; empty if nobody
   * @param phases the indexes of its phases, or why they are not known
   * @param doubt why a person has to look although there is a dose; empty if not
   */
  record Resolution(
      PrescriptionRule rule,
      Truth applies,
      Answer<Dose> dose,
      int fractions,
      String origin,
      Answer<List<Integer>> phases,
      String doubt) {}

  /**
   * @param phases the plan's
   * @param rules the protocol's
   * @param conditions decides whether a rule applies
   * @param matcher the structures that the rules' targets are
   * @param stated what the user states, by the rule's name
   * @param unreadable the rules whose statement cannot be used: the plan does not stand in for it
   * @param problems what somebody must know is added here
   */
  Prescriptions(
      List<Phase> phases,
      List<PrescriptionRule> rules,
      Conditions conditions,
      StructureMatcher matcher,
      Map<String, StatedPrescription> stated,
      Set<String> unreadable,
      List<Problem> problems) {
    this.phases = phases;
    this.problems = problems;
    Map<String, Truth> applies = new LinkedHashMap<>();
    rules.forEach(
        rule ->
            applies.put(
                rule.name(),
                isUncalledFor(rule, matcher) && !stated.containsKey(rule.name())
                    ? Truth.no("its target " + rule.target() + " is optional and not in the plan")
                    : rule.when() == null ? Truth.YES : conditions.truth(rule.when())));
    List<PrescriptionRule> active =
        rules.stream().filter(rule -> !rule.isSum() && truth(applies, rule).isYes()).toList();
    PhaseAssignment assignment = new PhaseAssignment(phases, active, matcher::means, stated);
    Predicate<PrescriptionRule> isSum = PrescriptionRule::isSum;
    Stream.concat(rules.stream().filter(isSum.negate()), rules.stream().filter(isSum))
        .forEach(
            rule -> {
              Truth truth = truth(applies, rule);
              if (unreadable.contains(rule.name())) {
                truth = truth.and(Truth.unknown("what is stated cannot be used"));
              }
              resolutions.put(
                  rule.name(),
                  !truth.isYes()
                      ? unresolved(rule, truth)
                      : rule.isSum()
                          ? ofSum(rule)
                          : ofPhase(rule, assignment.get(rule.name()), stated.get(rule.name())));
            });
    sayUnassignedPhases();
  }

  /** A rule that asks for no dose does not apply where its target is rightly absent. */
  private static boolean isUncalledFor(PrescriptionRule rule, StructureMatcher matcher) {
    StructureMatch target = matcher.get(rule.target());
    boolean nothingAsked = !rule.isSum() && rule.lowest() == null && rule.fractions() == 0;
    return nothingAsked && target != null && target.isEmpty() && target.rule().optional();
  }

  private static Truth truth(Map<String, Truth> applies, PrescriptionRule rule) {
    return Objects.requireNonNull(applies.get(rule.name()));
  }

  private static Resolution unresolved(PrescriptionRule rule, Truth applies) {
    String reason = "prescription " + rule.name() + ": " + applies.reason();
    return new Resolution(
        rule,
        applies,
        applies.isNo() ? Answer.notApplicable(reason) : Answer.unknown(reason),
        0,
        "",
        applies.isNo() ? Answer.notApplicable(reason) : Answer.unknown(reason),
        "");
  }

  // ---- of one phase

  private Resolution ofPhase(
      PrescriptionRule rule, Assigned assigned, @Nullable StatedPrescription said) {
    Integer index = assigned.phase();
    if (index == null) {
      String reason = "prescription %s: %s".formatted(rule.name(), assigned.obstacle());
      Answer<Dose> dose = said != null ? Answer.found(said.dose()) : Answer.unknown(reason);
      return new Resolution(
          rule,
          Truth.YES,
          dose,
          said == null ? 0 : said.fractions(),
          said == null ? "" : "stated by " + said.origin(),
          Answer.unknown(reason),
          "");
    }
    if (!assigned.others().isEmpty()) {
      sayChosen(rule, index, assigned);
    }
    Answer<List<Integer>> where = Answer.found(List.of(index));
    int planned = PhaseAssignment.fractions(phases.get(index));
    Prescription found = assigned.prescription();
    if (said != null) {
      if (found == null) {
        sayOtherTarget(rule, said, index);
      }
      String doubt = conflict(rule, said, found, planned, index);
      int fractions = said.fractions() > 0 ? said.fractions() : planned;
      String origin = "stated by %s, for %s".formatted(said.origin(), name(index));
      return new Resolution(
          rule, Truth.YES, Answer.found(said.dose()), fractions, origin, where, doubt);
    }
    Prescription prescription = Objects.requireNonNull(found);
    if (isOfOneFraction(rule, prescription.dose(), planned)) {
      String reason =
          "%s in %d fractions for prescription %s looks like the dose of one fraction; state it with --set %s=\"DOSE Gy in FRACTIONS\""
              .formatted(prescription.dose(), planned, rule.name(), rule.name());
      return new Resolution(rule, Truth.YES, Answer.unknown(reason), planned, "", where, "");
    }
    return new Resolution(
        rule,
        Truth.YES,
        Answer.found(prescription.dose()),
        planned,
        origin(prescription, index),
        where,
        "");
  }

  /**
   * Some planning systems write the dose of one fraction. Where the protocol's own range does not
   * tell, percentages of it would be met many times over.
   */
  private static boolean isOfOneFraction(PrescriptionRule rule, Dose dose, int fractions) {
    return fractions > 1
        && dose.gy() / fractions < LEAST_PER_FRACTION_GY
        && PhaseAssignment.inRange(rule, dose);
  }

  private String name(int phase) {
    return PhaseAssignment.name(phases, phase);
  }

  private String origin(Prescription prescription, int phase) {
    String target =
        prescription.targetName().isEmpty()
            ? "without a target's name"
            : "for '" + VisibleText.of(prescription.targetName()) + "'";
    return "%s %s of %s".formatted(VisibleText.of(prescription.source()), target, name(phase));
  }

  private void sayChosen(PrescriptionRule rule, int phase, Assigned assigned) {
    problems.add(
        Problem.warning(
            "prescription-chosen",
            rule.location(),
            "prescription %s was taken from %s, because it alone is what is expected; there is also %s"
                .formatted(rule.name(), name(phase), assigned.others()),
            "State it with --set if another is meant"));
  }

  /** What is stated has been matched by its fractions alone, to a plan that names other targets. */
  private void sayOtherTarget(PrescriptionRule rule, StatedPrescription said, int phase) {
    String targets =
        phases.get(phase).prescriptions().stream()
            .map(Prescription::targetName)
            .filter(target -> !target.isEmpty())
            .distinct()
            .map(target -> "'" + VisibleText.of(target) + "'")
            .collect(Collectors.joining(", "));
    if (!targets.isEmpty()) {
      problems.add(
          Problem.warning(
              "prescription-target-differs",
              location(phases.get(phase)),
              "prescription %s is stated as %s and was taken for %s, which prescribes to %s and not to %s"
                  .formatted(rule.name(), said, name(phase), targets, rule.target()),
              "Make sure that the statement is meant for this plan, or name the target with"
                  + " --names"));
    }
  }

  /** Says where the statement and the file disagree; returns what a person must decide. */
  private String conflict(
      PrescriptionRule rule,
      StatedPrescription said,
      @Nullable Prescription found,
      int planned,
      int phase) {
    if (found != null && Limit.compare(found.dose().gy(), said.dose().gy()) != 0) {
      problems.add(
          Problem.warning(
              "prescription-differs",
              SourceLocation.NOWHERE,
              "prescription %s is stated as %s, but %s says %s"
                  .formatted(rule.name(), said.dose(), name(phase), found.dose()),
              "Make sure that the statement is meant for this plan"));
    }
    return said.fractions() > 0 && planned > 0 && said.fractions() != planned
        ? "stated are %d fractions, but %s has %d".formatted(said.fractions(), name(phase), planned)
        : "";
  }

  // ---- sums

  private Resolution ofSum(PrescriptionRule rule) {
    List<Resolution> parts = new ArrayList<>();
    String obstacle = "";
    for (List<String> term : rule.sum()) {
      List<Resolution> applying =
          term.stream().map(this::part).filter(part -> !part.applies().isNo()).toList();
      if (applying.size() != 1) {
        obstacle =
            "%d of %s apply, expected one".formatted(applying.size(), String.join(", ", term));
      }
      parts.addAll(applying);
    }
    Answer<List<Integer>> where = obstacle.isEmpty() ? phasesOf(parts) : unknown(rule, obstacle);
    Answer<Dose> sum = obstacle.isEmpty() ? sum(rule, parts) : unknown(rule, obstacle);
    boolean known = parts.stream().allMatch(p -> p.fractions() > 0);
    int fractions = known ? parts.stream().mapToInt(Resolution::fractions).sum() : 0;
    String names = parts.stream().map(p -> p.rule().name()).collect(Collectors.joining(" + "));
    return new Resolution(
        rule, Truth.YES, sum, fractions, "sum of " + names, where, doubtOf(parts));
  }

  private Resolution part(String name) {
    Resolution part = resolutions.get(name);
    if (part == null) {
      throw new IllegalStateException("a sum of the protocol has no part " + name);
    }
    return part;
  }

  private static <T> Answer<T> unknown(PrescriptionRule rule, String reason) {
    return Answer.unknown("prescription " + rule.name() + ": " + reason);
  }

  private static String doubtOf(List<Resolution> parts) {
    return parts.stream().map(Resolution::doubt).filter(d -> !d.isEmpty()).findFirst().orElse("");
  }

  private static Answer<List<Integer>> phasesOf(List<Resolution> parts) {
    Set<Integer> all = new TreeSet<>();
    for (Resolution part : parts) {
      if (part.phases() instanceof Answer.Missing<List<Integer>> missing) {
        return missing;
      }
      all.addAll(((Answer.Found<List<Integer>>) part.phases()).value());
    }
    return Answer.found(List.copyOf(all));
  }

  private Answer<Dose> sum(PrescriptionRule rule, List<Resolution> parts) {
    Dose sum = Dose.ofGy(0);
    for (Resolution part : parts) {
      if (part.dose() instanceof Answer.Missing<Dose> missing) {
        return missing;
      }
      sum = sum.plus(((Answer.Found<Dose>) part.dose()).value());
    }
    long inPhases =
        parts.stream().map(Resolution::phases).filter(Answer.Found.class::isInstance).count();
    int different =
        phasesOf(parts) instanceof Answer.Found<List<Integer>> all ? all.value().size() : -1;
    return inPhases == parts.size() && different >= 0 && different < parts.size()
        ? unknown(
            rule,
            "its parts are prescribed in one plan, as in an integrated boost, and do not add up")
        : Answer.found(sum);
  }

  // ---- asked for

  /**
   * The structures of the protocol that a dose is prescribed to: none of them is rightly absent.
   */
  Set<String> targets() {
    return resolutions.values().stream()
        .filter(resolution -> !resolution.rule().isSum())
        .filter(resolution -> resolution.dose() instanceof Answer.Found<Dose>)
        .map(resolution -> resolution.rule().target())
        .collect(Collectors.toSet());
  }

  /** What a prescription came to. */
  Answer<Resolution> resolution(String name) {
    Resolution resolution = resolutions.get(name);
    return resolution == null
        ? Answer.unknown("the protocol has no prescription " + name)
        : Answer.found(resolution);
  }

  /** The prescriptions that a sum adds here, by name; the prescription itself if it is no sum. */
  List<String> parts(String name) {
    Resolution resolution = resolutions.get(name);
    if (resolution == null || !resolution.rule().isSum()) {
      return List.of(name);
    }
    return resolution.rule().sum().stream()
        .flatMap(List::stream)
        .filter(part -> !part(part).applies().isNo())
        .toList();
  }

  /** The dose that percent of this prescription refers to. */
  Answer<Dose> dose(String name) {
    return resolution(name).then(Resolution::dose);
  }

  /** The number of fractions of a phase, as the plan or the user says. */
  Answer<Integer> fractions(int phase) {
    if (phases.get(phase).fractionGroups() > 1) {
      return Answer.unknown("%s has several fraction groups".formatted(name(phase)));
    }
    NavigableSet<Integer> said = fractionsSaid(phase);
    return switch (said.size()) {
      case 0 ->
          Answer.unknown(
              "in how many fractions %s is given is not known; state it with --set"
                  .formatted(name(phase)));
      case 1 -> Answer.found(said.first());
      default ->
          Answer.unknown("the fractions of %s are stated differently".formatted(name(phase)));
    };
  }

  /** All numbers of fractions that the plan or the user says of a phase; empty if none is known. */
  NavigableSet<Integer> fractionsSaid(int phase) {
    NavigableSet<Integer> said = new TreeSet<>();
    if (phases.get(phase).fractionGroups() <= 1) {
      said.add(PhaseAssignment.fractions(phases.get(phase)));
      inPhase(phase).stream().map(Resolution::fractions).forEach(said::add);
      said.remove(0);
    }
    return said;
  }

  /** The prescriptions of the protocol that are given in a phase. */
  List<Resolution> inPhase(int phase) {
    return resolutions.values().stream()
        .filter(resolution -> !resolution.rule().isSum())
        .filter(
            resolution ->
                resolution.phases() instanceof Answer.Found<List<Integer>> where
                    && where.value().contains(phase))
        .toList();
  }

  /** The indexes of the phases whose doses make up the dose of this name. */
  Answer<List<Integer>> phases(String name) {
    Resolution resolution = resolutions.get(name);
    if (resolution == null) {
      return name.equals(TOTAL)
          ? total()
          : Answer.unknown("the protocol has no prescription " + name);
    }
    if (!resolution.applies().isYes()) {
      return resolution.phases();
    }
    if (!resolution.rule().isSum()) {
      return resolution.phases().then(own -> notOfSeveralPlans(name, own));
    }
    return complete().then(all -> resolution.phases());
  }

  /** The phases of one prescription, unless their dose has that of other plans in it. */
  private Answer<List<Integer>> notOfSeveralPlans(String rule, List<Integer> own) {
    for (int phase : own) {
      if (isOfSeveralPlans(phase)) {
        return Answer.unknown(
            "the dose of %s is the sum of several plans: that of %s alone is not known"
                .formatted(name(phase), rule));
      }
    }
    return Answer.found(own);
  }

  private boolean isOfSeveralPlans(int phase) {
    PhaseDose dose = phases.get(phase).dose();
    return dose != null && dose.summation().equals("MULTI_PLAN");
  }

  /** The indexes of all phases, if they are a complete course. */
  Answer<List<Integer>> total() {
    boolean none = resolutions.values().stream().allMatch(r -> r.rule().isSum());
    if (none && phases.size() > 1) {
      return Answer.unknown(
          "the plan has %d phases, but the protocol prescribes none: whether they are one course is not known"
              .formatted(phases.size()));
    }
    return complete();
  }

  private Answer<List<Integer>> complete() {
    List<Integer> all = IntStream.range(0, phases.size()).boxed().toList();
    List<Resolution> ofPhases =
        resolutions.values().stream().filter(r -> !r.rule().isSum()).toList();
    if (ofPhases.isEmpty()) {
      return Answer.found(all);
    }
    for (Resolution resolution : ofPhases) {
      if (!resolution.applies().isNo()
          && resolution.phases() instanceof Answer.Missing<List<Integer>> missing) {
        return incomplete(missing.reason());
      }
    }
    List<Integer> unassigned = unassigned();
    if (!unassigned.isEmpty()) {
      return incomplete(name(unassigned.get(0)) + " belongs to no prescription of the protocol");
    }
    for (int phase : all) {
      if (isOfSeveralPlans(phase) && prescribedIn(phase, ofPhases) < 2) {
        return incomplete(
            "the dose of %s is the sum of several plans, of which the protocol prescribes one"
                .formatted(name(phase)));
      }
    }
    String doubt = sharedOutOfRange(ofPhases);
    return doubt.isEmpty() ? Answer.found(all) : incomplete(doubt);
  }

  private static long prescribedIn(int phase, List<Resolution> ofPhases) {
    return ofPhases.stream()
        .map(Resolution::phases)
        .filter(
            where -> where instanceof Answer.Found<List<Integer>> f && f.value().contains(phase))
        .count();
  }

  private static Answer<List<Integer>> incomplete(String reason) {
    return Answer.unknown("the total dose is not known: " + reason);
  }

  private List<Integer> unassigned() {
    Set<Integer> used = new TreeSet<>();
    for (Resolution resolution : resolutions.values()) {
      if (resolution.phases() instanceof Answer.Found<List<Integer>> found) {
        used.addAll(found.value());
      }
    }
    return IntStream.range(0, phases.size()).boxed().filter(i -> !used.contains(i)).toList();
  }

  /** Two prescriptions in one plan are an integrated boost only if both are what is expected. */
  private String sharedOutOfRange(List<Resolution> ofPhases) {
    for (Resolution one : ofPhases) {
      for (Resolution other : ofPhases) {
        if (!one.equals(other)
            && one.phases() instanceof Answer.Found<List<Integer>> mine
            && other.phases() instanceof Answer.Found<List<Integer>> its
            && mine.value().equals(its.value())
            && !isAsExpected(one)) {
          return "%s and %s both come from %s, but it does not prescribe what %s expects: a phase seems to be missing"
              .formatted(
                  one.rule().name(),
                  other.rule().name(),
                  name(mine.value().get(0)),
                  one.rule().name());
        }
      }
    }
    return "";
  }

  private static boolean isAsExpected(Resolution resolution) {
    return resolution.dose() instanceof Answer.Found<Dose> dose
        && PhaseAssignment.inRange(resolution.rule(), dose.value());
  }

  private void sayUnassignedPhases() {
    boolean expected = resolutions.values().stream().anyMatch(r -> !r.rule().isSum());
    if (!expected) {
      return;
    }
    for (int phase : unassigned()) {
      problems.add(
          Problem.error(
              "phase-without-prescription",
              location(phases.get(phase)),
              "%s belongs to no prescription of the protocol".formatted(name(phase)),
              "State the prescription with --set, or choose the plans that belong together"));
    }
  }

  static SourceLocation location(Phase phase) {
    return phase.source() == null
        ? SourceLocation.NOWHERE
        : SourceLocation.file(phase.source().path());
  }

  /** All prescriptions in the protocol's order. */
  List<Resolution> all(List<PrescriptionRule> rules) {
    return rules.stream().map(rule -> part(rule.name())).toList();
  }
}
