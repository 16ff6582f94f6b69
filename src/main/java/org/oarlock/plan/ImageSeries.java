package org.oarlock.plan;

import java.util.List;

/**
 * A series of CT images that a structure set was drawn on, as their headers describe it.
 *
 * @param slices how many images there are
 * @param thicknessesMm every SliceThickness that is stated, rising
 * @param gapsMm every distance between neighbouring slices that occurs, rising; empty if there are
 *     fewer than two places, or one of them is not usable
 */
public record ImageSeries(int slices, List<Double> thicknessesMm, List<Double> gapsMm) {
  public ImageSeries {
    thicknessesMm = List.copyOf(thicknessesMm);
    gapsMm = List.copyOf(gapsMm);
  }
}
