package org.oarlock.protocol;

import org.jspecify.annotations.Nullable;
import org.oarlock.problem.SourceLocation;

/**
 * A difference in meaning between two protocols.
 *
 * @param effect what it does to the verdicts of plans
 * @param section {@code goal}, {@code prescription}, {@code structure}, {@code parameter} or {@code
 *     protocol}
 * @param name of the entry; in the new protocol if it is there
 * @param what what changed, in words: {@code V20Gy[%] < 15% -> V20Gy[%] < 20%}
 * @param before where the entry stands in the old protocol, null if it is not there
 * @param after where it stands in the new protocol, null if it is not there
 */
public record ProtocolChange(
    Effect effect,
    String section,
    String name,
    String what,
    @Nullable SourceLocation before,
    @Nullable SourceLocation after) {
  /** What a change does to the verdicts of plans. In the order in which people must know. */
  public enum Effect {
    /** A plan that was not met before can be met now; none can be worse. */
    LOOSER,
    /** A plan that was met before can be missed now; none can be better. */
    STRICTER,
    /** Either, or it cannot be told. */
    CHANGED
  }
}
