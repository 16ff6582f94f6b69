package org.oarlock.dicom;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oarlock.plan.Beam;
import org.oarlock.plan.FileIdentity;
import org.oarlock.plan.Phase;
import org.oarlock.plan.PhaseDose;
import org.oarlock.plan.Prescription;
import org.oarlock.plan.Structure;
import org.oarlock.plan.StructureSet;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.quantity.Dose;

/**
 * An RT Plan file as read, before its structures and doses are found.
 *
 * @param source the file
 * @param label the plan's label
 * @param approval the approval status
 * @param fractions fractions planned, 0 if not given or if several fraction groups have their own
 * @param fractionGroups how many fraction groups it has
 * @param targetDoses prescriptions in file order
 * @param beams all beams in file order
 * @param patientPosition HFS, …, empty if not given
 */
record PlanFile(
    FileIdentity source,
    String label,
    String approval,
    int fractions,
    int fractionGroups,
    List<TargetDose> targetDoses,
    List<Beam> beams,
    String patientPosition) {

  /**
   * A prescription whose target is known by number only.
   *
   * @param structureNumber the ROI number of the target, null if none is referred to
   * @param description the dose reference's description
   * @param dose the prescribed dose
   * @param source the attribute, and whether it is prescribed to a point
   * @param path where it stands
   */
  record TargetDose(
      @Nullable Integer structureNumber,
      String description,
      Dose dose,
      String source,
      String path) {}

  /** The phase that this plan is on a structure set; targets that are not there are reported. */
  Phase phase(StructureSet structures, @Nullable PhaseDose dose, List<Problem> problems) {
    List<Prescription> prescriptions =
        targetDoses.stream()
            .map(
                target ->
                    new Prescription(
                        nameOf(target, structures, problems),
                        target.description,
                        target.dose,
                        target.source))
            .toList();
    return new Phase(
        source,
        label,
        approval,
        fractions,
        fractionGroups,
        prescriptions,
        beams,
        patientPosition,
        dose);
  }

  private String nameOf(TargetDose target, StructureSet structures, List<Problem> problems) {
    if (target.structureNumber == null) {
      return "";
    }
    for (Structure structure : structures.structures()) {
      if (structure.number() == target.structureNumber) {
        return structure.name();
      }
    }
    problems.add(
        Problem.warning(
            "plan-prescription",
            SourceLocation.tag(source.path(), target.path),
            "%s is prescribed to structure %d, which the structure set does not have"
                .formatted(target.dose, target.structureNumber),
            null));
    return "";
  }
}
