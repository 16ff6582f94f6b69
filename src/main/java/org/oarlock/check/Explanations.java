package org.oarlock.check;

import java.util.IdentityHashMap;
import java.util.List;

/**
 * The explanations of a plan's goals, each worked out when it is first asked for: a check that
 * nobody asks costs nothing. For any number of threads.
 */
public final class Explanations {
  /** Of a result that nobody can explain: what its goals say themselves is all there is. */
  static final Explanations NONE =
      new Explanations(
          (goal, places) ->
              new Explanation(
                  goal.judgements().stream().map(j -> Explanation.Finding.NOTHING).toList(),
                  List.of(),
                  null,
                  List.of(),
                  List.of()));

  private final Source source;
  private final IdentityHashMap<GoalResult, Explanation> made = new IdentityHashMap<>();

  /** Where explanations come from. */
  interface Source {
    /**
     * Explains a goal.
     *
     * @param places whether to look for places, which takes its time
     */
    Explanation of(GoalResult goal, boolean places);
  }

  Explanations(Source source) {
    this.source = source;
  }

  /** All that there is to say about a goal of this plan. */
  public synchronized Explanation of(GoalResult goal) {
    Explanation known = made.get(goal);
    if (known == null) {
      known = source.of(goal, true);
      made.put(goal, known);
    }
    return known;
  }

  /** What takes no time to tell: margins and volumes, but no places. */
  public synchronized Explanation withoutPlaces(GoalResult goal) {
    Explanation known = made.get(goal);
    return known == null ? source.of(goal, false) : known;
  }

  /** Whether a goal has to be explained without being asked: it applies and is no plain pass. */
  public static boolean isCalledFor(GoalResult goal) {
    return goal.verdict() != Verdict.NOT_APPLICABLE
        && (goal.verdict() != Verdict.PASS
            || goal.judgements().stream().anyMatch(j -> j.borderline() != null));
  }
}
