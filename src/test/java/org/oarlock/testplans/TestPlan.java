package org.oarlock.testplans;

import java.util.List;
import java.util.Optional;
import org.oarlock.geometry.PatientPoint;

/**
 * A small complete set of a structure set and one plan with one dose for each phase, and what a
 * check of it must say.
 *
 * @param name the folder's name
 * @param summary in one line what it is for
 * @param patient the synthetic patient's name
 * @param structures in the order of their ROI numbers
 * @param phases in the order of treatment
 * @param expected the verdicts and values that follow from the formulas
 */
record TestPlan(
    String name,
    String summary,
    String patient,
    List<Drawn> structures,
    List<PhasePlan> phases,
    Expected expected) {
  TestPlan {
    structures = List.copyOf(structures);
    phases = List.copyOf(phases);
  }

  /**
   * One phase.
   *
   * @param label the plan's label
   * @param gy the dose prescribed
   * @param fractions in how many fractions
   * @param target the name of the target's structure; empty if the plan prescribes nothing
   * @param dose over all fractions
   * @param lattice the nodes of the dose file
   * @param fields the beams
   * @param isocentre of all beams
   * @param halfWidthMm half of the apertures' width at the isocentre
   * @param halfLengthMm half of their length
   */
  record PhasePlan(
      String label,
      double gy,
      int fractions,
      Optional<String> target,
      AnalyticDose dose,
      Lattice lattice,
      List<Field> fields,
      PatientPoint isocentre,
      double halfWidthMm,
      double halfLengthMm) {
    PhasePlan {
      fields = List.copyOf(fields);
      lattice.requireExact(dose);
    }
  }
}
