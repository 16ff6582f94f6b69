package org.oarlock.check;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.oarlock.check.Answer.Found;
import org.oarlock.check.Prescriptions.Resolution;
import org.oarlock.plan.Phase;
import org.oarlock.plan.PhaseDose;
import org.oarlock.plan.Prescription;
import org.oarlock.problem.Problem;
import org.oarlock.protocol.Protocol.FractionDose;
import org.oarlock.quantity.Dose;
import org.oarlock.quantity.Unit;

/**
 * Whether a plan gives the doses per fraction that a protocol's limits are meant for. Limits for 2
 * Gy per fraction say nothing about 5 Gy per fraction: a plan of others is refused, not judged.
 *
 * <p>For each phase, in this order:
 *
 * <ol>
 *   <li>What is prescribed in it, the highest, over its fractions. Prescriptions of the file that
 *       the protocol does not know count where the dose grid reaches above the range; a phase's
 *       file may repeat what other phases give.
 *   <li>The hottest dose of its grid over its fractions: nothing gets more, so what lies below the
 *       range is refused, and where nothing is prescribed what lies in a range without a lower end
 *       is right.
 *   <li>The median dose of its target over its fractions, where nothing is prescribed, or where the
 *       hottest dose makes the prescription implausible (some files state the dose of a fraction).
 * </ol>
 *
 * <p>Whatever the range, a plan is refused whose hottest dose is far below what is prescribed.
 * Where none of them tells, no goal is judged either: the user has to say.
 */
final class FractionGuard {
  /** A hot spot above the range by more than this share contradicts what is prescribed. */
  private static final double IMPLAUSIBLE = 1.5;

  /** No plan's hottest dose is below this share of what is prescribed; our choice. */
  private static final double LEAST_OF_PRESCRIBED = 0.8;

  private final List<Phase> phases;
  private final Prescriptions prescriptions;
  private final FractionDose range;
  private final TargetMedian targetMedian;
  private final List<Problem> problems;
  private final List<String> refusals = new ArrayList<>();

  /** The highest median dose in Gy of the targets of a phase, if there is one. */
  interface TargetMedian {
    OptionalDouble gy(int phase);
  }

  /**
   * @param problems what somebody must know is added here
   */
  FractionGuard(
      List<Phase> phases,
      Prescriptions prescriptions,
      FractionDose range,
      TargetMedian targetMedian,
      List<Problem> problems) {
    this.phases = phases;
    this.prescriptions = prescriptions;
    this.range = range;
    this.targetMedian = targetMedian;
    this.problems = problems;
    for (int phase = 0; phase < phases.size(); phase++) {
      OptionalDouble hottest = hottest(phases.get(phase).dose());
      if (!isFarBelowPrescription(phase, hottest) && !range.isAnyDose()) {
        check(phase, hottest);
      }
    }
    if (range.fractions() > 0) {
      checkNumber();
    }
  }

  /** Phases are given one after the other: the course has the fractions of all of them. */
  private void checkNumber() {
    int sum = 0;
    for (int phase = 0; phase < phases.size(); phase++) {
      NavigableSet<Integer> said = prescriptions.fractionsSaid(phase);
      if (said.size() != 1) {
        refuseNumber(
            phase,
            said.isEmpty()
                ? "the number of its fractions is not known"
                : "its fractions are stated as " + said);
        return;
      }
      sum += said.first();
    }
    if (sum != range.fractions()) {
      refuseNumber(0, "%s has %d".formatted(phases.size() > 1 ? "the course" : "it", sum));
    }
  }

  private void refuseNumber(int phase, String what) {
    String reason =
        "%s: %s, but the limits of the protocol are meant for %d fraction%s"
            .formatted(
                PhaseAssignment.name(phases, phase),
                what,
                range.fractions(),
                range.fractions() == 1 ? "" : "s");
    refusals.add(reason);
    problems.add(
        Problem.error(
            "fraction-number",
            Prescriptions.location(phases.get(phase)),
            reason,
            "Use a protocol that is meant for it, or state the prescription and its fractions with"
                + " --set"));
  }

  /**
   * Refuses a plan none of whose dose comes near to what is prescribed, as where a file holds the
   * dose of one fraction: every limit of an organ would be kept.
   */
  private boolean isFarBelowPrescription(int phase, OptionalDouble hottest) {
    OptionalDouble prescribed = resolvedGy(prescriptions.inPhase(phase)).max();
    boolean below =
        hottest.isPresent()
            && prescribed.isPresent()
            && hottest.getAsDouble() < LEAST_OF_PRESCRIBED * prescribed.getAsDouble();
    if (below) {
      String reason =
          "%s: its hottest dose is %s, but %s is prescribed: the dose does not go with the prescription"
              .formatted(PhaseAssignment.name(phases, phase), gy(hottest), gy(prescribed));
      refusals.add(reason);
      problems.add(
          Problem.error(
              "dose-below-prescription",
              Prescriptions.location(phases.get(phase)),
              reason,
              "Make sure that the dose file holds the whole dose of the plan and belongs to it"));
    }
    return below;
  }

  private static String gy(OptionalDouble dose) {
    return ValueText.of(dose.orElse(Double.NaN), Unit.GY, dose.orElse(Double.NaN));
  }

  /** Why no goal may be judged on the plan; null if goals may be. */
  @Nullable String refusal() {
    return refusals.isEmpty() ? null : refusals.get(0);
  }

  private void check(int phase, OptionalDouble hottest) {
    NavigableSet<Integer> said = prescriptions.fractionsSaid(phase);
    // fewer than one fraction there cannot be
    if (said.isEmpty() && !isConventional(hottest, 1)) {
      refuseUnchecked(phase, "the number of its fractions is not known");
    }
    said.forEach(fractions -> check(phase, hottest, fractions));
  }

  /** Where the plan and the user say different numbers, the limits have to be meant for both. */
  private void check(int phase, OptionalDouble hottest, int n) {
    OptionalDouble prescribed = prescribed(phase, isConventional(hottest, n));
    if (refused(phase, "it prescribes", prescribed, n, true)
        || refused(phase, "its hottest dose is", hottest, n, false)) {
      return;
    }
    boolean plausible =
        prescribed.isPresent()
            && (hottest.isEmpty()
                || hottest.getAsDouble() / n <= IMPLAUSIBLE * range.highest().gy());
    if (plausible || (prescribed.isEmpty() && isConventional(hottest, n))) {
      return;
    }
    OptionalDouble median = targetMedian.gy(phase);
    if (median.isEmpty() && (prescribed.isPresent() || hottest.isPresent())) {
      refuseUnchecked(
          phase,
          prescribed.isPresent()
              ? "its hottest dose, %s, does not go with the prescribed %s"
                  .formatted(text(hottest, n), text(prescribed, n))
              : "nothing is prescribed, and its hottest dose is " + text(hottest, n));
    }
    refused(phase, "the median dose of its target is", median, n, true);
  }

  private static OptionalDouble hottest(@Nullable PhaseDose dose) {
    if (dose == null || !dose.totalIsCertain()) {
      return OptionalDouble.empty();
    }
    float hottest = Float.NEGATIVE_INFINITY;
    for (float gy : dose.grid().doseGy()) {
      hottest = Math.max(hottest, gy);
    }
    return OptionalDouble.of(hottest);
  }

  /** Whether no dose of that many fractions is above the range, and none can be below. */
  private boolean isConventional(OptionalDouble hottest, int fractions) {
    return range.lowest().gy() == 0
        && hottest.isPresent()
        && Limit.compare(hottest.getAsDouble() / fractions, range.highest().gy()) <= 0;
  }

  /** The doses of the protocol's prescriptions that are known. */
  private static DoubleStream resolvedGy(List<Resolution> resolutions) {
    return resolutions.stream()
        .map(Resolution::dose)
        .filter(dose -> dose instanceof Found<Dose>)
        .mapToDouble(dose -> ((Found<Dose>) dose).value().gy());
  }

  /** The highest dose in Gy that is prescribed in a phase. */
  private OptionalDouble prescribed(int phase, boolean conventional) {
    List<Resolution> known = prescriptions.inPhase(phase);
    boolean stated =
        known.stream().anyMatch(resolution -> resolution.origin().startsWith("stated"));
    boolean withOthers = !stated && (known.isEmpty() || !conventional);
    DoubleStream ofFile =
        phases.get(phase).prescriptions().stream()
            .filter(prescription -> withOthers)
            .map(Prescription::dose)
            .mapToDouble(Dose::gy);
    return DoubleStream.concat(resolvedGy(known), ofFile).max();
  }

  /**
   * Refuses the plan if this dose is outside of the range.
   *
   * @param above whether a dose above the range is a reason; of the hottest dose it is none
   */
  private boolean refused(
      int phase, String what, OptionalDouble dose, int fractions, boolean above) {
    if (dose.isEmpty()) {
      return false;
    }
    double perFraction = dose.getAsDouble() / fractions;
    boolean outside =
        Limit.compare(perFraction, range.lowest().gy()) < 0
            || (above && Limit.compare(perFraction, range.highest().gy()) > 0);
    if (outside) {
      String reason =
          "%s: %s %s, but the limits of the protocol are meant for %s per fraction%s"
              .formatted(
                  PhaseAssignment.name(phases, phase),
                  what,
                  text(dose, fractions),
                  range.dose(),
                  origin());
      refusals.add(reason);
      problems.add(
          Problem.error(
              "fraction-dose",
              Prescriptions.location(phases.get(phase)),
              reason,
              "Use a protocol that is meant for it, or make sure that the plan's prescription and"
                  + " fractions are right and state them with --set"));
    }
    return outside;
  }

  private String origin() {
    return range.stated() ? "" : ", since it says nothing else with fraction_dose";
  }

  private void refuseUnchecked(int phase, String why) {
    String reason =
        "%s: whether its dose per fraction is what the limits of the protocol are meant for (%s%s) could not be checked: %s"
            .formatted(PhaseAssignment.name(phases, phase), range.dose(), origin(), why);
    refusals.add(reason);
    problems.add(
        Problem.warning(
            "fraction-dose-unchecked",
            Prescriptions.location(phases.get(phase)),
            reason,
            "State the prescription and its fractions with --set"));
  }

  /** {@code 6 Gy per fraction (30 Gy in 5)}. */
  private String text(OptionalDouble dose, int fractions) {
    double gy = dose.orElse(Double.NaN);
    double near = range.highest().gy();
    return "%s per fraction (%s in %d)"
        .formatted(
            ValueText.of(gy / fractions, Unit.GY, near), ValueText.of(gy, Unit.GY, gy), fractions);
  }
}
