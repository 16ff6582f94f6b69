package org.oarlock.plan;

import java.util.List;

/**
 * The dose of one or more beams of a phase over all of its fractions, for those who ask what each
 * contributes.
 *
 * @param beams the beam numbers
 * @param grid the dose
 */
public record BeamDose(List<Integer> beams, DoseGrid grid) {
  public BeamDose {
    beams = List.copyOf(beams);
  }
}
