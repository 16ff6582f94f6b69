package org.oarlock.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A series of CT images that a structure set was drawn on, as their headers describe it.
 *
 * @param slices how many images there are
 * @param thicknessesMm every SliceThickness that is stated, rising
 * @param gapsMm every distance between neighbouring slices that occurs, rising; empty if there are
 *     fewer than two places, or one of them is not usable
 * @param extent where the first and the last slice lie; null if they are not transverse, or a place
 *     is not usable
 */
public record ImageSeries(
    int slices, List<Double> thicknessesMm, List<Double> gapsMm, @Nullable Extent extent) {
  public ImageSeries {
    thicknessesMm = List.copyOf(thicknessesMm);
    gapsMm = List.copyOf(gapsMm);
  }

  /** A series of which it is not known where it lies. */
  public ImageSeries(int slices, List<Double> thicknessesMm, List<Double> gapsMm) {
    this(slices, thicknessesMm, gapsMm, null);
  }

  /** The heights of the first and the last slice, z in mm of the patient. */
  public record Extent(double lowestMm, double highestMm) {}
}
