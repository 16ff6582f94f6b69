package org.oarlock.spark;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.oarlock.batch.Tally;
import org.oarlock.check.Verdict;
import org.oarlock.store.StoredGoal;
import org.oarlock.store.StoredResult;

/** What the plans in one part of the tables came to. */
final class PartTally implements Serializable {
  private static final long serialVersionUID = 1L;

  private final HashMap<String, Long> plans = new HashMap<>();
  private long accepted;
  private long leftToSomebody;

  void add(StoredResult result) {
    plans.merge(result.verdict(), 1L, Long::sum);
    for (StoredGoal goal : result.goals()) {
      accepted += goal.accepted().isEmpty() ? 0 : 1;
      leftToSomebody += isLeftToSomebody(goal) ? 1 : 0;
    }
  }

  void addTo(Tally tally) {
    for (Map.Entry<String, Long> verdict : plans.entrySet()) {
      tally.add(verdict.getKey(), verdict.getValue());
    }
    tally.addAccepted(accepted);
  }

  /** Whether all goals have been judged by the program. */
  boolean isAllJudged() {
    return leftToSomebody == 0;
  }

  private static boolean isLeftToSomebody(StoredGoal goal) {
    return goal.verdict().equals(Verdict.REVIEW.name())
        || goal.verdict().equals(Verdict.NOT_EVALUATED.name());
  }
}
