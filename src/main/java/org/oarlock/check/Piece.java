package org.oarlock.check;

import java.util.List;
import org.oarlock.geometry.Solid;

/**
 * What is judged by itself: a structure, one of several that a rule matches, or a connected part.
 */
sealed interface Piece {
  /** What tells it from its siblings, empty if it is alone. */
  String label();

  /** The names of the plan's structures that it comes from. */
  List<String> matched();

  /**
   * A piece with a volume.
   *
   * @param name what to call it beside a curve
   * @param solid never empty
   */
  record Drawn(String name, String label, List<String> matched, Solid solid) implements Piece {}

  /**
   * A piece that cannot be judged.
   *
   * @param verdict NOT_EVALUATED, or NOT_APPLICABLE where it is rightly absent
   * @param reason why, in words
   */
  record Absent(String label, List<String> matched, Verdict verdict, String reason)
      implements Piece {}
}
