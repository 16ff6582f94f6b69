package org.oarlock.check;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oarlock.check.StructureDoses.NamedDose;
import org.oarlock.protocol.Goal;
import org.oarlock.quantity.Dose;

/**
 * What a goal is judged on.
 *
 * @param own the piece of the goal's structure that is judged; null for a goal about the plan
 * @param phases the indexes of the phases whose dose it is judged on
 * @param dose their dose together
 * @param prescription what percent of dose refers to
 */
record Basis(
    Goal goal,
    @Nullable Piece own,
    Answer<List<Integer>> phases,
    Answer<NamedDose> dose,
    Answer<Dose> prescription) {
  Basis of(@Nullable Piece piece) {
    return new Basis(goal, piece, phases, dose, prescription);
  }
}
