package org.oarlock.report;

import java.util.List;
import java.util.Optional;
import org.oarlock.check.CrossCheck;
import org.oarlock.check.GoalResult;
import org.oarlock.check.GoalResult.Obligation;
import org.oarlock.check.Judgement;
import org.oarlock.check.PlanResult;
import org.oarlock.dvh.DvhComparison;
import org.oarlock.dvh.DvhOptions;
import org.oarlock.protocol.Protocol;
import org.oarlock.quantity.DecimalText;

/**
 * How reports name things and say why, each only once. Texts are as they were read: whoever writes
 * them makes them safe for the format.
 */
final class Wording {
  private Wording() {}

  /** {@code 1 goal}, {@code 2 goals}. */
  static String counted(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  static String id(GoalResult goal) {
    return goal.id() + (goal.obligation() == Obligation.ADVISORY ? " (advisory)" : "");
  }

  /** The verdict, and that it is accepted where somebody answers for it. */
  static String verdict(GoalResult goal) {
    return goal.verdict() + (goal.acceptance() == null ? "" : " accepted");
  }

  /** {@code V20Gy[%] < 30 %}. */
  static String asked(Judgement judgement) {
    return (judgement.metric() + " " + judgement.limit()).strip();
  }

  /** How the judgements of a goal become one verdict. */
  static String combination(GoalResult goal, Protocol protocol) {
    return protocol.goals().stream()
        .filter(asked -> asked.id().equals(goal.id()))
        .map(
            asked ->
                switch (asked.kind()) {
                  case ANY -> "any of";
                  case ALL -> "all of";
                  case READINGS -> "readings";
                  case SINGLE, REPORT -> "each";
                })
        .findFirst()
        .orElse("each");
  }

  /** What tells a judgement from its siblings besides what it asks; empty if nothing does. */
  static String member(Judgement judgement) {
    String label = judgement.label();
    String asked = asked(judgement);
    if (label.equals(asked)) {
      return "";
    }
    return label.endsWith(": " + asked)
        ? label.substring(0, label.length() - asked.length() - 2)
        : label;
  }

  /** The plan's structures that a goal's structure is, if they have other names than it. */
  static List<String> otherNames(GoalResult goal, PlanResult plan) {
    Optional<List<String>> matched =
        plan.structures().stream()
            .filter(structure -> structure.name().equals(goal.structure()))
            .map(PlanResult.MatchedStructure::matched)
            .findFirst();
    return matched.filter(names -> !names.equals(List.of(goal.structure()))).orElse(List.of());
  }

  /** Why a judgement came to what it did; where it does not say, why there is no value. */
  static String reason(Judgement judgement) {
    return judgement.reason().isEmpty() ? Figures.noValue(judgement.result()) : judgement.reason();
  }

  /** The reason that all judgements share if they do, else the goal's own. */
  static String reason(GoalResult goal) {
    List<String> reasons = goal.judgements().stream().map(Wording::reason).distinct().toList();
    boolean shared = reasons.size() == 1 && !reasons.get(0).isEmpty();
    return shared && (goal.reason().isEmpty() || goal.reason().endsWith(reasons.get(0)))
        ? reasons.get(0)
        : goal.reason();
  }

  /** The contouring convention and the tolerance. */
  static String computation(DvhOptions options) {
    return "the convention '%s', curves within %s Gy or %s %% of the volume"
        .formatted(
            options.convention().label(),
            DecimalText.print(options.doseToleranceGy()),
            DecimalText.print(100 * options.volumeTolerance()));
  }

  /** A text about one of several judgements. */
  static String labelled(Judgement judgement, String text) {
    return judgement.label().isEmpty() ? text : judgement.label() + ": " + text;
  }

  /** How many of the planning system's histograms agree with ours, and within what. */
  static String crossCheck(CrossCheck check) {
    long agree = check.compared().stream().filter(c -> c.comparison().agrees()).count();
    int compared = check.compared().size();
    int others = check.notCompared().size();
    return "%s stored in the dose files: %d of %d compared agree within %s %% of the volume and %s %% of the dose (at least %s Gy)%s"
        .formatted(
            counted(compared + others, "histogram"),
            agree,
            compared,
            Figures.fixed(100 * DvhComparison.VOLUME_TOLERANCE, 0),
            Figures.fixed(100 * DvhComparison.DOSE_TOLERANCE, 0),
            Figures.fixed(DvhComparison.DOSE_TOLERANCE_GY, 1),
            others == 0 ? "" : ", %d not compared".formatted(others));
  }
}
