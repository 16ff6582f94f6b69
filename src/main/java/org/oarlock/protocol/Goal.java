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
 * @param conditions the comparisons: exactly one for SINGLE, none for REPORT, at least two else
 * @param variation the acceptable variation, null if none; only with SINGLE. It is a whole
 *     condition: the goal's own with a wider limit, so a value that misses the goal and meets this
 *     is a VARIATION. The name {@code any} says that no value is a failure: see {@link
 *     #toleratesAny()}
 * @param dose the name of the prescription whose dose is judged, or null for the total
 * @param alphaBeta the amount or the parameter that makes the judged dose its EQD2; null if it is
 *     judged as it is
 * @param prescription the name of the prescription that percent of dose refers to, null if none
 * @param required whether the plan can pass without it
 * @param priority 1 is the most important; 0 if not stated
 * @param source key of the protocol's sources, empty if none
 * @param statements what of the source it stands for, {@code C19}; empty if not stated
 * @param help what a user should know about it, empty if nothing
 * @param alsoReport metrics to print beside it, never judged; at least one for REPORT
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
    @Nullable Expression alphaBeta,
    @Nullable String prescription,
    boolean required,
    int priority,
    String source,
    List<String> statements,
    String help,
    List<Expression> alsoReport,
    boolean borderlineReview,
    SourceLocation location) {
  /** The variation that tolerates every value. */
  static final String ANY = "any";

  public Goal {
    conditions = List.copyOf(conditions);
    statements = List.copyOf(statements);
    alsoReport = List.copyOf(alsoReport);
  }

  /** The dose that is judged in words: {@code total as EQD2 with alpha/beta 3 Gy}. */
  String judgedDose() {
    return (dose == null ? "total" : dose)
        + (alphaBeta == null ? "" : " as EQD2 with alpha/beta " + alphaBeta.text());
  }

  /**
   * Whether a value that misses the goal is a VARIATION wherever it lies, {@code variation: any}.
   */
  public boolean toleratesAny() {
    return variation instanceof Expression.Name name && name.name().equals(ANY);
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
    READINGS,
    /** Nothing is asked: values are printed and never judged. */
    REPORT
  }
}
