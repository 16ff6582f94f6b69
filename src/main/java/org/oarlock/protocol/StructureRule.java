package org.oarlock.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.SourceLocation;

/**
 * How a structure of the protocol is found in a plan, or made.
 *
 * @param name its name in the protocol, itself the first name looked for
 * @param names further names and patterns with {@code *}
 * @param define how to make it where no name matches, null if it cannot be made
 * @param type the interpreted type that a match must have, empty if any
 * @param each whether every matching structure, or every connected part of it, is judged by itself
 * @param optional whether its absence makes goals NOT_APPLICABLE instead of NOT_EVALUATED
 * @param source key of the protocol's sources, empty if none
 * @param statements what of the source it stands for, {@code C19}; empty if not stated
 * @param help what a user should know about it, empty if nothing
 * @param location where it stands
 */
public record StructureRule(
    String name,
    List<String> names,
    @Nullable Expression define,
    String type,
    Each each,
    boolean optional,
    String source,
    List<String> statements,
    String help,
    SourceLocation location) {
  public StructureRule {
    names = List.copyOf(names);
    statements = List.copyOf(statements);
  }

  /** What is judged by itself. */
  public enum Each {
    /** One structure must match; two are ambiguous. */
    ONE,
    /** Every structure that matches. */
    ROI,
    /** Every connected part of every structure that matches. */
    PART
  }
}
