package org.oarlock.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goals of a protocol that pull in opposite directions on one plan: one keeps a structure below a
 * dose, the other wants nearly all of a target to get about that dose or more, and both share
 * volume. It changes no verdict.
 *
 * @param upperGoal the id of the goal that sets the upper limit
 * @param upperStructure what it is about
 * @param upperLimit its limit as judged, {@code Max[Gy] < 50}
 * @param coverageGoals the ids of the goals that ask for coverage, which say the same
 * @param coverageStructure what they are about
 * @param neededGy the dose that they need
 * @param sharedCm3 the volume that both structures share
 * @param toleratedCm3 how much of the covered structure may stay below the dose that it needs
 * @param room the dose that both leave, null if nothing is left
 * @param alternatives the ids of advisory goals that read the same statement another way
 * @param text all that in words
 */
public record Conflict(
    String upperGoal,
    String upperStructure,
    String upperLimit,
    List<String> coverageGoals,
    String coverageStructure,
    double neededGy,
    double sharedCm3,
    double toleratedCm3,
    @Nullable Room room,
    List<String> alternatives,
    String text) {
  public Conflict {
    coverageGoals = List.copyOf(coverageGoals);
    alternatives = List.copyOf(alternatives);
  }

  /** A range of dose. */
  public record Room(double fromGy, double toGy) {}
}
