package org.oarlock.dvh;

import org.jspecify.annotations.Nullable;
import org.oarlock.geometry.PatientPoint;

/**
 * Where in a solid the dose is highest or lowest, and where it lies beyond a threshold: for people
 * who look for the place. Volumes that are judged come from histograms and not from here.
 *
 * @param extremeGy the highest dose of the solid within the grid, or the lowest where what lies
 *     below a threshold is looked for: the same as that of its histogram
 * @param extreme the point that has it, to {@value DoseSearch#POINT_MM} mm where slices are
 *     parallel to the dose grid, else to a quarter of its spacing; of several such points the first
 *     in a fixed order
 * @param beyond where dose is beyond the threshold; null if that is nowhere
 */
public record DosePlace(double extremeGy, PatientPoint extreme, @Nullable Beyond beyond) {

  /**
   * The part of a solid whose dose is at or above a threshold, or below it.
   *
   * @param centroid its centre of volume, from points in the middle of cells of about a hundredth
   *     of its extent
   * @param lowestMm the lowest slice that it reaches, along the normal of the slices (z for
   *     transverse ones): the contour's plane, or of a solid that was made rather than drawn the
   *     middle of a slab
   * @param highestMm the highest slice that it reaches
   * @param slices how many slices it reaches
   */
  public record Beyond(PatientPoint centroid, double lowestMm, double highestMm, int slices) {}
}
