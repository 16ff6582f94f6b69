package org.oarlock.batch;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.oarlock.check.Verdict;
import org.oarlock.store.StoredResult;

/** How many plans came to each verdict, the best first, those that could not be read last. */
public final class Tally {
  private final Map<String, Long> plans = new LinkedHashMap<>();
  private long accepted;

  /** No plan yet. */
  public Tally() {
    List.of(Verdict.values()).forEach(verdict -> plans.put(verdict.name(), 0L));
    plans.put(StoredResult.NO_PROTOCOL, 0L);
    plans.put(StoredResult.ERROR, 0L);
  }

  public void add(String verdict, long count) {
    plans.merge(verdict, count, Long::sum);
  }

  public void addAccepted(long goals) {
    accepted += goals;
  }

  /** How many goals are not met that somebody answers for; their plans are no better for it. */
  public long accepted() {
    return accepted;
  }

  public long of(String verdict) {
    return plans.getOrDefault(verdict, 0L);
  }

  /** All verdicts, those included that no plan has. */
  public Map<String, Long> plans() {
    return Collections.unmodifiableMap(plans);
  }

  public long total() {
    return plans.values().stream().mapToLong(Long::longValue).sum();
  }
}
