package org.oarlock.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.oarlock.plan.Phase;
import org.oarlock.plan.Prescription;
import org.oarlock.problem.VisibleText;
import org.oarlock.protocol.ParameterValues.StatedPrescription;
import org.oarlock.protocol.PrescriptionRule;
import org.oarlock.quantity.Dose;

/**
 * Finds, for each prescription that the protocol expects of a phase, the one phase of the plan that
 * it is about. In this order, each step for what the one before left open:
 *
 * <ol>
 *   <li>The phases that prescribe to the rule's target by name. If they are several, or one states
 *       several doses, the one that lies in what is expected, if that is one.
 *   <li>Phases whose prescriptions name no target (a point, a volume) and agree on one dose: the
 *       only one left for the only rule left, or the one that lies in what is expected and in what
 *       no other rule expects.
 *   <li>For rules whose prescription the user states: the phase of as many fractions, if that is
 *       one and no other stated rule could mean it.
 * </ol>
 *
 * Two rules may be about one phase if they are about different targets in it (an integrated boost).
 * Nothing else is guessed.
 */
final class PhaseAssignment {
  private final List<Phase> phases;
  private final BiPredicate<String, String> means;
  private final Map<String, StatedPrescription> stated;
  private final Map<String, Assigned> assigned = new LinkedHashMap<>();
  private final Set<Integer> taken = new HashSet<>();

  /**
   * What a rule came to.
   *
   * @param phase the index of the phase, null if none
   * @param prescription the plan's prescription, null if none
   * @param others what else there was to choose from, in words; empty if nothing
   * @param obstacle why there is no phase, in words; empty if there is one
   */
  record Assigned(
      @Nullable Integer phase,
      @Nullable Prescription prescription,
      String others,
      String obstacle) {}

  /** A phase that a rule may be about. */
  private record Candidate(int phase, @Nullable Prescription prescription) {}

  /**
   * @param phases the plan's
   * @param rules those that apply, sums excluded
   * @param means whether a name (second) in the plan's files is a structure (first) of the protocol
   * @param stated what the user states, by the rule's name
   */
  PhaseAssignment(
      List<Phase> phases,
      List<PrescriptionRule> rules,
      BiPredicate<String, String> means,
      Map<String, StatedPrescription> stated) {
    this.phases = phases;
    this.means = means;
    this.stated = stated;
    List<PrescriptionRule> open = byTarget(rules);
    open = unique(open, this::nameless);
    open = unique(open, this::ofStatedFractions);
    open.forEach(rule -> assigned.put(rule.name(), none(nothingFor(rule))));
    refuseTwins(rules);
  }

  /** What the rule came to. */
  Assigned get(String rule) {
    return Objects.requireNonNull(assigned.get(rule));
  }

  private static Assigned none(String obstacle) {
    return new Assigned(null, null, "", obstacle);
  }

  // ---- by target

  private List<PrescriptionRule> byTarget(List<PrescriptionRule> rules) {
    List<PrescriptionRule> open = new ArrayList<>();
    for (PrescriptionRule rule : rules) {
      List<Candidate> candidates = named(rule);
      if (candidates.isEmpty()) {
        open.add(rule);
        continue;
      }
      candidates.forEach(candidate -> taken.add(candidate.phase()));
      List<Candidate> fitting = candidates.stream().filter(c -> fits(rule, c)).toList();
      List<Candidate> left = candidates.size() == 1 ? candidates : fitting;
      assigned.put(
          rule.name(),
          left.size() == 1
              ? assign(left.get(0), candidates)
              : none("ambiguous: several prescriptions could be it: " + text(candidates)));
    }
    return open;
  }

  private Assigned assign(Candidate candidate, List<Candidate> among) {
    taken.add(candidate.phase());
    List<Candidate> others = among.stream().filter(c -> !c.equals(candidate)).toList();
    return new Assigned(candidate.phase(), candidate.prescription(), text(others), "");
  }

  private List<Candidate> named(PrescriptionRule rule) {
    return candidates(p -> !p.targetName().isEmpty() && means.test(rule.target(), p.targetName()));
  }

  private List<Candidate> candidates(java.util.function.Predicate<Prescription> wanted) {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < phases.size(); i++) {
      for (Prescription prescription : distinct(phases.get(i).prescriptions(), wanted)) {
        candidates.add(new Candidate(i, prescription));
      }
    }
    return candidates;
  }

  private static List<Prescription> distinct(
      List<Prescription> prescriptions, java.util.function.Predicate<Prescription> wanted) {
    List<Prescription> distinct = new ArrayList<>();
    for (Prescription prescription : prescriptions) {
      if (wanted.test(prescription)
          && distinct.stream().noneMatch(p -> equal(p.dose(), prescription.dose()))) {
        distinct.add(prescription);
      }
    }
    return distinct;
  }

  private static boolean equal(Dose a, Dose b) {
    return Limit.compare(a.gy(), b.gy()) == 0;
  }

  // ---- by elimination

  /** Candidates for a rule among phases that no rule is about yet. */
  private interface Options {
    List<Candidate> of(PrescriptionRule rule, boolean onlyRule);
  }

  /** Assigns the rules that have exactly one option which no other rule has; returns the rest. */
  private List<PrescriptionRule> unique(List<PrescriptionRule> open, Options options) {
    Map<PrescriptionRule, List<Candidate>> byRule = new LinkedHashMap<>();
    open.forEach(rule -> byRule.put(rule, options.of(rule, open.size() == 1)));
    List<PrescriptionRule> left = new ArrayList<>();
    byRule.forEach(
        (rule, own) -> {
          boolean contested =
              byRule.entrySet().stream()
                  .filter(other -> !other.getKey().equals(rule))
                  .flatMap(other -> other.getValue().stream())
                  .anyMatch(c -> own.stream().anyMatch(o -> o.phase() == c.phase()));
          if (own.size() == 1 && !contested) {
            assigned.put(rule.name(), assign(own.get(0), List.of()));
          } else {
            left.add(rule);
          }
        });
    return left;
  }

  private List<Candidate> nameless(PrescriptionRule rule, boolean onlyRule) {
    List<Candidate> all =
        candidates(p -> p.targetName().isEmpty()).stream()
            .filter(c -> !taken.contains(c.phase()) && namesNoTarget(c.phase()))
            .toList();
    return onlyRule && all.size() == 1 ? all : all.stream().filter(c -> fits(rule, c)).toList();
  }

  private boolean namesNoTarget(int phase) {
    return phases.get(phase).prescriptions().stream().allMatch(p -> p.targetName().isEmpty());
  }

  private List<Candidate> ofStatedFractions(PrescriptionRule rule, boolean onlyRule) {
    StatedPrescription said = stated.get(rule.name());
    if (said == null) {
      return List.of();
    }
    return IntStream.range(0, phases.size())
        .filter(i -> !taken.contains(i))
        .filter(i -> agree(said.fractions(), fractions(phases.get(i))))
        .mapToObj(i -> new Candidate(i, null))
        .toList();
  }

  /** Two rules cannot be about the same prescription. */
  private void refuseTwins(List<PrescriptionRule> rules) {
    Map<String, Assigned> before = new LinkedHashMap<>(assigned);
    for (PrescriptionRule rule : rules) {
      Assigned own = Objects.requireNonNull(before.get(rule.name()));
      for (PrescriptionRule other : rules) {
        Assigned its = Objects.requireNonNull(before.get(other.name()));
        if (!other.equals(rule)
            && own.phase() != null
            && own.phase().equals(its.phase())
            && sameTarget(own.prescription(), its.prescription())) {
          assigned.put(
              rule.name(),
              none(
                  "ambiguous: %s of the protocol would be the same prescription of %s"
                      .formatted(other.name(), name(own.phase()))));
        }
      }
    }
  }

  private static boolean sameTarget(@Nullable Prescription a, @Nullable Prescription b) {
    return a == null || b == null || NamePattern.same(a.targetName(), b.targetName());
  }

  // ---- what is expected

  private boolean fits(PrescriptionRule rule, Candidate candidate) {
    if (candidate.prescription() == null) {
      return false;
    }
    Dose dose = candidate.prescription().dose();
    int fractions = fractions(phases.get(candidate.phase()));
    StatedPrescription said = stated.get(rule.name());
    return said != null
        ? equal(said.dose(), dose) && agree(said.fractions(), fractions)
        : inRange(rule, dose) && agree(rule.fractions(), fractions);
  }

  /** Whether a dose lies in what the rule allows; a rule without bounds allows any. */
  static boolean inRange(PrescriptionRule rule, Dose dose) {
    Dose lowest = rule.lowest();
    Dose highest = rule.highest();
    return (lowest == null || Limit.compare(dose.gy(), lowest.gy()) >= 0)
        && (highest == null || Limit.compare(dose.gy(), highest.gy()) <= 0);
  }

  private static boolean agree(int wanted, int found) {
    return wanted == 0 || found == 0 || wanted == found;
  }

  /** The phase's fractions, 0 if the plan does not say or says it in several groups. */
  static int fractions(Phase phase) {
    return phase.fractionGroups() > 1 ? 0 : phase.fractions();
  }

  // ---- words

  /** The phase for people: its label, or its place. */
  String name(int phase) {
    return name(phases, phase);
  }

  static String name(List<Phase> phases, int phase) {
    String label = phases.get(phase).label();
    return label.isBlank() ? "plan " + (phase + 1) : "plan '" + VisibleText.of(label) + "'";
  }

  private String text(List<Candidate> candidates) {
    return candidates.stream()
        .filter(c -> c.prescription() != null)
        .map(c -> text(c.phase(), Objects.requireNonNull(c.prescription())))
        .collect(Collectors.joining("; "));
  }

  private String text(int phase, Prescription prescription) {
    String target = prescription.targetName();
    return "%s to %s (%s)"
        .formatted(
            text(prescription.dose(), fractions(phases.get(phase))),
            target.isEmpty() ? "an unnamed target" : "'" + VisibleText.of(target) + "'",
            name(phase));
  }

  /** {@code 50 Gy in 25}. */
  static String text(Dose dose, int fractions) {
    return dose + (fractions > 0 ? " in " + fractions : "");
  }

  private String nothingFor(PrescriptionRule rule) {
    List<String> found =
        IntStream.range(0, phases.size())
            .boxed()
            .flatMap(i -> phases.get(i).prescriptions().stream().map(p -> text(i, p)))
            .toList();
    return "no phase of the plan can be told to be it by its target %s (%s); %s"
        .formatted(
            rule.target(),
            found.isEmpty()
                ? "the plan states no prescription"
                : "found " + String.join("; ", found),
            stated.containsKey(rule.name())
                ? "it was stated, but whose dose it is remains open"
                : "state it with --set %s=\"DOSE Gy in FRACTIONS\"".formatted(rule.name()));
  }
}
