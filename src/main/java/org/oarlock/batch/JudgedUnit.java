package org.oarlock.batch;

import java.io.Serializable;
import java.util.List;
import org.oarlock.store.Results;
import org.oarlock.store.Results.Task;
import org.oarlock.store.StoredResult;

/**
 * What a unit came to.
 *
 * @param task what was judged under what
 * @param planUids the UIDs of all its RT Plans
 * @param content what it was judged from; empty if the same files might give something else next
 *     time, as when a file could not be opened
 * @param results one per plan
 */
public record JudgedUnit(
    Task task, List<String> planUids, String content, List<StoredResult> results)
    implements Serializable {
  public JudgedUnit {
    planUids = List.copyOf(planUids);
    results = List.copyOf(results);
  }

  /**
   * Writes it in place of what was known of the unit and its plans before.
   *
   * @param finished when, as text
   */
  public void writeTo(Results table, String finished) {
    table.replace(task, planUids, content, finished, results);
  }
}
