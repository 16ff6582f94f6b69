package org.oarlock.check;

import java.util.List;
import org.oarlock.protocol.Goal;

/**
 * How the verdicts of a goal's conditions become one.
 *
 * @param verdict the goal's
 * @param deciding the index of the condition that decided
 */
record Combination(Verdict verdict, int deciding) {

  /**
   * Combines the verdicts of the conditions, at least one.
   *
   * <ul>
   *   <li>SINGLE, ALL: the worst.
   *   <li>ANY: a pass if one passes. Else, if one might have passed (not evaluated, or for a person
   *       to decide), that; only if all fail, a fail.
   *   <li>READINGS: the verdict they share. If one is not evaluated, nobody knows whether they
   *       agree; else REVIEW.
   * </ul>
   */
  static Combination of(Goal.Kind kind, List<Verdict> verdicts) {
    return switch (kind) {
      case SINGLE, ALL -> worst(verdicts);
      case ANY -> any(verdicts);
      case READINGS -> readings(verdicts);
      case REPORT -> new Combination(Verdict.NOT_APPLICABLE, 0);
    };
  }

  static Combination worst(List<Verdict> verdicts) {
    Verdict worst = Verdict.worst(verdicts);
    return new Combination(worst, verdicts.indexOf(worst));
  }

  private static Combination any(List<Verdict> verdicts) {
    List<Verdict> inOrder =
        List.of(
            Verdict.PASS,
            Verdict.VARIATION,
            Verdict.NOT_EVALUATED,
            Verdict.REVIEW,
            Verdict.FAIL,
            Verdict.NOT_APPLICABLE);
    for (Verdict verdict : inOrder) {
      if (verdicts.contains(verdict)) {
        return new Combination(verdict, verdicts.indexOf(verdict));
      }
    }
    throw new IllegalArgumentException("nothing to combine");
  }

  private static Combination readings(List<Verdict> verdicts) {
    if (verdicts.stream().distinct().count() == 1) {
      return new Combination(verdicts.get(0), 0);
    }
    int unknown = verdicts.indexOf(Verdict.NOT_EVALUATED);
    return unknown >= 0
        ? new Combination(Verdict.NOT_EVALUATED, unknown)
        : new Combination(Verdict.REVIEW, worst(verdicts).deciding());
  }
}
