package org.oarlock.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.SourceLocation;
import org.oarlock.quantity.Dose;

/**
 * A prescription that the protocol expects: of one phase, or a sum of phases.
 *
 * @param name its name in the protocol, {@code phase1}
 * @param target the structure it is prescribed to, a name in the protocol
 * @param lowest the lowest total dose allowed; null for a sum, or if the protocol asks for none
 * @param highest the highest total dose allowed, the same as {@code lowest} for one value; null
 *     exactly where {@code lowest} is
 * @param fractions the number of fractions asked for, 0 if not stated
 * @param when the condition under which it applies, null if always
 * @param sum for a sum: its terms; each term lists alternatives, of which exactly one must apply;
 *     empty for a phase
 * @param source key of the protocol's sources, empty if none
 * @param statements what of the source it stands for, {@code C19}; empty if not stated
 * @param help what a user should know about it, empty if nothing
 * @param location where it stands
 */
public record PrescriptionRule(
    String name,
    String target,
    @Nullable Dose lowest,
    @Nullable Dose highest,
    int fractions,
    @Nullable Expression when,
    List<List<String>> sum,
    String source,
    List<String> statements,
    String help,
    SourceLocation location) {
  public PrescriptionRule {
    sum = sum.stream().map(List::copyOf).toList();
    statements = List.copyOf(statements);
  }

  /** Whether this is a sum of other prescriptions. */
  public boolean isSum() {
    return !sum.isEmpty();
  }
}
