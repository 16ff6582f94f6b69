package org.oarlock.check;

import java.util.List;

/**
 * What a goal drew on, so that a reader can follow its values back to their files.
 *
 * @param structures the structures of the protocol that the goal is about and, where they are not
 *     drawn, those that they are made of, by their names there; what they are in the plan stands in
 *     {@link PlanResult#structures()}
 * @param phases the indexes of the plan's phases whose files it drew on; all where a goal is about
 *     no phase in particular
 * @param prescription the name of the prescription that percent of dose refers to, empty if none
 */
public record Evidence(List<String> structures, List<Integer> phases, String prescription) {
  /** Of a result of which nobody said what it drew on. */
  static final Evidence NONE = new Evidence(List.of(), List.of(), "");

  public Evidence {
    structures = List.copyOf(structures);
    phases = List.copyOf(phases);
  }
}
