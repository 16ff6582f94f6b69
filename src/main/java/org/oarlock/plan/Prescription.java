package org.oarlock.plan;

import org.oarlock.quantity.Dose;

/**
 * A dose prescribed to a target or a point, as the plan's file states it.
 *
 * @param targetName the name of the structure it is prescribed to, empty if it is a point, a volume
 *     without a structure, or nothing is said
 * @param description the file's own description of the dose reference, empty if none
 * @param dose the total dose over all fractions of the phase
 * @param source the DICOM attribute it comes from, such as {@code TargetPrescriptionDose}
 */
public record Prescription(String targetName, String description, Dose dose, String source) {}
