package org.oarlock.store;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a plan came to under a protocol.
 *
 * @param plan the SOP Instance UIDs of its RT Plans, joined by {@code +}
 * @param protocol the key of the protocol that it was judged by
 * @param chosen why it was judged by that protocol, empty if the protocol was named
 * @param label its label, may be hostile
 * @param planDate the date that its RT Plans state, the latest of several, {@code 20260105}
 * @param patient a pseudonym, null if none was asked for
 * @param patientId null unless asked for
 * @param patientName null unless asked for
 * @param prescription what the prescriptions of the protocol resolved to, in words
 * @param verdict that of the check, or {@link #ERROR}, or {@link #NO_PROTOCOL}
 * @param reason the first thing to look at, empty where all passes
 * @param report the name of its single report, empty if none was written
 * @param evidence the files that it was computed from
 * @param goals what each goal came to, in the protocol's order
 * @param problems everything that somebody must know besides
 */
public record StoredResult(
    String plan,
    String protocol,
    String chosen,
    String label,
    String planDate,
    @Nullable String patient,
    @Nullable String patientId,
    @Nullable String patientName,
    String prescription,
    String verdict,
    String reason,
    String report,
    List<Evidence> evidence,
    List<StoredGoal> goals,
    List<StoredProblem> problems)
    implements Serializable {
  /** The verdict of a plan that cannot be read. */
  public static final String ERROR = "ERROR";

  /** The verdict of a plan that no rule chooses a protocol for. */
  public static final String NO_PROTOCOL = "NO_PROTOCOL";

  public StoredResult {
    evidence = List.copyOf(evidence);
    goals = List.copyOf(goals);
    problems = List.copyOf(problems);
  }

  /** The same of a plan of another name. */
  public StoredResult withPlan(String name) {
    return name.equals(plan)
        ? this
        : new StoredResult(
            name,
            protocol,
            chosen,
            label,
            planDate,
            patient,
            patientId,
            patientName,
            prescription,
            verdict,
            reason,
            report,
            evidence,
            goals,
            problems);
  }

  /** A file that went into a result. */
  public record Evidence(String kind, String uid, String sha256, String path)
      implements Serializable {}

  /**
   * A problem in words.
   *
   * @param file the file that it is about, as messages name it; empty if none
   * @param place the same with the place in the file
   */
  public record StoredProblem(
      String severity, String code, String file, String place, String message, String hint)
      implements Serializable {}
}
