package org.oarlock.metric;

/**
 * A value that is no number.
 *
 * @param word one of those that the function can give, {@code static}; {@code yes} or {@code no}
 *     where it says whether something is so
 */
public record WordValue(String word) implements MetricResult {
  public static final WordValue YES = new WordValue("yes");
  public static final WordValue NO = new WordValue("no");

  /** Whether something is so. */
  public static WordValue of(boolean holds) {
    return holds ? YES : NO;
  }
}
