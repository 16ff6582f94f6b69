package org.oarlock.plan;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is judged: one or more phases on one structure set, all of one patient and one frame of
 * reference.
 *
 * @param patient who it is, shown only when asked
 * @param structureSet the structure set
 * @param phases at least one, in the order of their first fraction where known, else by label
 */
public record Plan(Patient patient, StructureSet structureSet, List<Phase> phases) {
  public Plan {
    phases = List.copyOf(phases);
  }

  /** The labels of the phases, joined. */
  public String label() {
    return phases.stream().map(Phase::label).collect(Collectors.joining(" + "));
  }

  /**
   * The patient as the files name them. Never logged, never in a message.
   *
   * @param id the patient ID, null if not given
   * @param name the patient's name, null if not given
   */
  public record Patient(@Nullable String id, @Nullable String name) {
    @Override
    public String toString() {
      return "Patient[not shown]";
    }
  }
}
