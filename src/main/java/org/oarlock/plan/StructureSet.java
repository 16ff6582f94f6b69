package org.oarlock.plan;

import java.util.List;

/**
 * A structure set.
 *
 * @param source the file it was read from
 * @param label the structure set's label, empty if none
 * @param frameOfReferenceUid the frame of reference that its contours live in, empty if none stated
 * @param structures all structures in file order, those without contours included
 * @param sliceSpacingMm the distance between the image slices it was drawn on, where the images are
 *     there to tell, else 0 and the structures tell it themselves
 */
public record StructureSet(
    FileIdentity source,
    String label,
    String frameOfReferenceUid,
    List<Structure> structures,
    double sliceSpacingMm) {
  public StructureSet {
    structures = List.copyOf(structures);
  }
}
