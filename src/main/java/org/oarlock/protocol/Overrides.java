package org.oarlock.protocol;

import java.util.List;
import org.oarlock.problem.SourceLocation;

/**
 * Violations of one plan that somebody answers for, as a file beside the plan states them.
 *
 * @param file the file, with its hash
 * @param plans the SOP Instance UIDs of the RT Plans that it is about, all phases of a course
 * @param entries in the order of the file
 */
public record Overrides(Protocol.SourceFile file, List<String> plans, List<Entry> entries) {
  public Overrides {
    plans = List.copyOf(plans);
    entries = List.copyOf(entries);
  }

  /**
   * A goal that is not met and is accepted as it is.
   *
   * @param goal its id
   * @param values the value of each of its comparisons that failed, with its unit, in the order of
   *     reports
   * @param reason why it is accepted
   * @param by who accepted it
   * @param date when, as ISO 8601 writes a day
   * @param location where it stands
   */
  public record Entry(
      String goal,
      List<String> values,
      String reason,
      String by,
      String date,
      SourceLocation location) {
    public Entry {
      values = List.copyOf(values);
    }
  }
}
