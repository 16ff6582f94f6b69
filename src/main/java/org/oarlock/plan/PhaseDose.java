package org.oarlock.plan;

import java.util.List;

/**
 * The dose of one phase over all of its fractions.
 *
 * @param sources the files it was read from; more than one if beam doses were added
 * @param grid the dose
 * @param doseType PHYSICAL or EFFECTIVE
 * @param summation the DoseSummationType of the files: PLAN, MULTI_PLAN, FRACTION, BEAM
 * @param derivation how the total came about in words: taken as it is, n beams added, multiplied
 * @param totalIsCertain false where the files leave open whether this is the total dose, as
 *     FRACTION does; no goal on such a dose may pass
 * @param planningSystemDvhs the planning system's own histograms
 */
public record PhaseDose(
    List<FileIdentity> sources,
    DoseGrid grid,
    String doseType,
    String summation,
    String derivation,
    boolean totalIsCertain,
    List<PlanningSystemDvh> planningSystemDvhs) {
  public PhaseDose {
    sources = List.copyOf(sources);
    planningSystemDvhs = List.copyOf(planningSystemDvhs);
  }
}
