package org.oarlock.spark;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.Partitioner;

/** Parts of about the same size, each of which holds what comes before all of the next. */
final class Ranges extends Partitioner {
  private static final long serialVersionUID = 1L;

  private final List<ResultKey> firsts;

  private Ranges(List<ResultKey> firsts) {
    this.firsts = firsts;
  }

  /**
   * @param sample some of all keys
   * @param parts how many parts are wanted; fewer if there are not enough keys
   */
  static Ranges of(List<ResultKey> sample, int parts) {
    List<ResultKey> sorted = sample.stream().sorted().toList();
    return new Ranges(
        IntStream.range(1, parts)
            .mapToObj(part -> (int) ((long) part * sorted.size() / parts))
            .filter(first -> first > 0)
            .distinct()
            .map(sorted::get)
            .toList());
  }

  @Override
  public int numPartitions() {
    return firsts.size() + 1;
  }

  @Override
  public int getPartition(Object key) {
    int found = Collections.binarySearch(firsts, (ResultKey) key);
    return found >= 0 ? found + 1 : -found - 1;
  }
}
