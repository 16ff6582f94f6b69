package org.oarlock.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.SourceLocation;

/**
 * One line of a protocol: what is asked of a structure or of the plan.
 *
 * @param id unique in the protocol
 * @param when the condition under which it applies, null if always
 * @param structure the structure or expression it is about, null for a goal about the plan
 * @param kind how the conditions combine
 * @param conditions the comparisons: exactly one for SINGLE, at least two else
 * @param variation the limit of the acceptable variation in the unit of the limit, null if none;
 *     only with SINGLE
 * @param dose the name of the prescription whose dose is judged, or null for the total
 * @param prescription the name of the prescription that percent of dose refers to, null if none
 * @param required whether the plan can pass without it
 * @param priority 1 is the most important; 0 if not stated
 * @param source key of the protocol's sources, empty if none
 * @param alsoReport metrics to print beside it, never judged
 * @param borderlineReview whether a verdict that a contouring convention would turn is a REVIEW
 * @param location where it stands
 */
public record Goal(
    String id,
    @Nullable Expression when,
    @Nullable Expression structure,
    Kind kind,
    List<Expression> conditions,
    @Nullable Expression variation,
    @Nullable String dose,
    @Nullable String prescription,
    boolean required,
    int priority,
    String source,
    List<Expression> alsoReport,
    boolean borderlineReview,
    SourceLocation location) {
  public Goal {
    conditions = List.copyOf(conditions);
    alsoReport = List.copyOf(alsoReport);
  }

  /** How the conditions of a goal combine. */
  public enum Kind {
    /** One condition. */
    SINGLE,
    /** It is met if at least one is met. */
    ANY,
    /** It is met if all are met. */
    ALL,
    /** Several readings of one statement: where they agree that is the verdict, else REVIEW. */
    READINGS
  }
}
