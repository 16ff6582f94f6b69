package org.oarlock.check;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.SourceLocation;

/**
 * The result of one goal of the protocol.
 *
 * @param id the goal's id
 * @param structure the structure or expression that the goal is about as the protocol says it,
 *     empty for a goal about the plan
 * @param dose the dose it is judged on: a phase's name, or {@code total}; where it is EQD2, {@link
 *     #AS_EQD2} and the alpha/beta follow
 * @param prescription what percent of dose refers to, {@code total: 64 Gy}; empty if the goal names
 *     none or it could not be resolved
 * @param obligation REQUIRED or ADVISORY
 * @param priority as the protocol states it, 0 if it states none
 * @param verdict the goal's verdict, from its judgements
 * @param reason why, in words; empty for a plain pass
 * @param deciding the index of the judgement that decided
 * @param judgements at least one
 * @param alsoReported what {@code also_report} asks for; never decides
 * @param source what the protocol cites for the goal, empty if nothing
 * @param location where the goal stands in its file
 * @param evidence what it drew on
 * @param acceptance who answers for it that the goal is not met; null if nobody
 */
public record GoalResult(
    String id,
    String structure,
    String dose,
    String prescription,
    Obligation obligation,
    int priority,
    Verdict verdict,
    String reason,
    int deciding,
    List<Judgement> judgements,
    List<Judgement> alsoReported,
    String source,
    SourceLocation location,
    Evidence evidence,
    @Nullable Acceptance acceptance) {
  /** Between the name of a dose and the alpha/beta with which it became EQD2. */
  public static final String AS_EQD2 = " as EQD2 with alpha/beta ";

  public GoalResult {
    judgements = List.copyOf(judgements);
    alsoReported = List.copyOf(alsoReported);
    if (deciding < 0 || deciding >= judgements.size()) {
      throw new IllegalArgumentException("no judgement " + deciding + " of " + judgements.size());
    }
  }

  /** A result of which nobody has said yet what it drew on. */
  public GoalResult(
      String id,
      String structure,
      String dose,
      String prescription,
      Obligation obligation,
      int priority,
      Verdict verdict,
      String reason,
      int deciding,
      List<Judgement> judgements,
      List<Judgement> alsoReported,
      String source,
      SourceLocation location) {
    this(
        id,
        structure,
        dose,
        prescription,
        obligation,
        priority,
        verdict,
        reason,
        deciding,
        judgements,
        alsoReported,
        source,
        location,
        Evidence.NONE,
        null);
  }

  GoalResult with(Evidence evidence) {
    return with(evidence, acceptance);
  }

  GoalResult accepted(Acceptance acceptance) {
    return with(evidence, acceptance);
  }

  private GoalResult with(Evidence evidence, @Nullable Acceptance acceptance) {
    return new GoalResult(
        id,
        structure,
        dose,
        prescription,
        obligation,
        priority,
        verdict,
        reason,
        deciding,
        judgements,
        alsoReported,
        source,
        location,
        evidence,
        acceptance);
  }

  /** The judgement that decided the verdict. */
  public Judgement decidingJudgement() {
    return judgements.get(deciding);
  }

  /** Whether it was judged on EQD2 and not on the dose as it is. */
  public boolean isOnEqd2() {
    return dose.contains(AS_EQD2);
  }

  /** Whether a goal must be met for the plan to pass. */
  public enum Obligation {
    REQUIRED,
    ADVISORY
  }
}
