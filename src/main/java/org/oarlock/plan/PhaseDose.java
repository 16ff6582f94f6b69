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
 * @param beamDoses what single beams contribute; empty if the files do not tell, or nobody asked
 */
public record PhaseDose(
    List<FileIdentity> sources,
    DoseGrid grid,
    String doseType,
    String summation,
    String derivation,
    boolean totalIsCertain,
    List<PlanningSystemDvh> planningSystemDvhs,
    List<BeamDose> beamDoses) {
  public PhaseDose {
    sources = List.copyOf(sources);
    planningSystemDvhs = List.copyOf(planningSystemDvhs);
    beamDoses = List.copyOf(beamDoses);
  }

  /** A dose of which nobody asks what single beams contribute. */
  public PhaseDose(
      List<FileIdentity> sources,
      DoseGrid grid,
      String doseType,
      String summation,
      String derivation,
      boolean totalIsCertain,
      List<PlanningSystemDvh> planningSystemDvhs) {
    this(
        sources,
        grid,
        doseType,
        summation,
        derivation,
        totalIsCertain,
        planningSystemDvhs,
        List.of());
  }

  /** The same, with what single beams contribute. */
  public PhaseDose with(List<BeamDose> doses) {
    return new PhaseDose(
        sources, grid, doseType, summation, derivation, totalIsCertain, planningSystemDvhs, doses);
  }
}
