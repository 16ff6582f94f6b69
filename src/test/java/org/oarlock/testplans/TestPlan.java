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
 * @param images the CT, empty if there is none
 * @param phases in the order of treatment
 * @param expected the verdicts and values that follow from the formulas
 */
record TestPlan(
    String name,
    String summary,
    String patient,
    List<Drawn> structures,
    Optional<Images> images,
    List<PhasePlan> phases,
    Expected expected) {
  TestPlan {
    structures = List.copyOf(structures);
    phases = List.copyOf(phases);
  }

  /**
   * A CT on the slices of a structure and as thick as these are apart, in which all within the
   * structure is water.
   *
   * @param external one stack
   * @param pixels in each row and column; the middle of the image is at x = y = 0
   * @param pixelMm the distance of pixels
   */
  record Images(Drawn external, int pixels, double pixelMm) {
    double[] slicesMm() {
      return external.stacks().get(0).slicesMm();
    }

    double thicknessMm() {
      return external.stacks().get(0).sliceMm();
    }

    /** The centre of the first pixel, in x as in y. */
    double firstMm() {
      return -(pixels - 1) * pixelMm / 2;
    }

    boolean isWater(int column, int row) {
      return external
          .stacks()
          .get(0)
          .polygon()
          .contains(firstMm() + column * pixelMm, firstMm() + row * pixelMm);
    }
  }

  /**
   * One phase.
   *
   * @param label the plan's label
   * @param gy the dose prescribed
   * @param fractions in how many fractions, 0 if the plan does not say it
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
