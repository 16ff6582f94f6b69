package org.oarlock.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One phase of a course: one RT Plan with its dose.
 *
 * @param source the plan's file; null where dose and structures are used without a plan
 * @param label the plan's label, empty if none
 * @param approval APPROVED, UNAPPROVED, REJECTED, or empty if not given
 * @param fractions the number of fractions planned, 0 if not given
 * @param fractionGroups how many fraction groups the plan has; more than one is summed by nobody
 * @param prescriptions all prescriptions found, in file order
 * @param beams all beams, set-up beams included, in file order
 * @param patientPosition HFS, FFP, …, empty if not given
 * @param dose the dose; null if there is no usable one
 */
public record Phase(
    @Nullable FileIdentity source,
    String label,
    String approval,
    int fractions,
    int fractionGroups,
    List<Prescription> prescriptions,
    List<Beam> beams,
    String patientPosition,
    @Nullable PhaseDose dose) {
  public Phase {
    prescriptions = List.copyOf(prescriptions);
    beams = List.copyOf(beams);
  }
}
