package org.oarlock.check;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oarlock.plan.Structure;
import org.oarlock.protocol.StructureRule;

/**
 * The structures of the plan that a rule of the protocol names.
 *
 * @param rule the rule
 * @param structures what it names; empty if nothing does
 * @param origin how strong the claim is
 * @param how how they were found, in words
 * @param obstacle why they cannot be used although they are there, null if they can
 */
record StructureMatch(
    StructureRule rule,
    List<Structure> structures,
    Origin origin,
    String how,
    @Nullable String obstacle) {
  StructureMatch {
    structures = List.copyOf(structures);
  }

  /** What a match rests on, the strongest first. */
  enum Origin {
    STATED,
    CANONICAL_NAME,
    LISTED_NAME,
    TYPE,
    NONE
  }

  StructureMatch blocked(String why) {
    return new StructureMatch(rule, structures, origin, how, why);
  }

  boolean isEmpty() {
    return structures.isEmpty() && obstacle == null;
  }
}
