package org.oarlock.batch;

import java.io.Serializable;
import java.util.List;
import org.oarlock.store.IndexedFile;
import org.oarlock.store.Results;
import org.oarlock.store.Results.Task;
import org.oarlock.store.StoredResult;

/**
 * What a unit came to.
 *
 * @param task what was judged under what
 * @param planUids the UIDs of all its RT Plans
 * @param hashed its files whose hashes were not known before
 * @param content what it was judged from; empty if the same files might give something else next
 *     time, as when a file could not be opened
 * @param results one per plan
 */
public record JudgedUnit(
    Task task,
    List<String> planUids,
    List<IndexedFile> hashed,
    String content,
    List<StoredResult> results)
    implements Serializable {
  public JudgedUnit {
    planUids = List.copyOf(planUids);
    hashed = List.copyOf(hashed);
    results = List.copyOf(results);
  }

  /**
   * Writes it in place of what was known of the unit and its plans before.
   *
   * @param finished when, as text
   */
  public void writeTo(Results table, String finished) {
    table.replace(task, planUids, hashed, content, finished, results);
  }
}
