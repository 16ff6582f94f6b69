package org.oarlock.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dose-volume histogram that the planning system stored in the dose file, kept as it is for
 * comparison.
 *
 * @param structureNumber the ROI number of the structure it belongs to (the first one included)
 * @param type CUMULATIVE, DIFFERENTIAL or NATURAL
 * @param doseUnits GY or RELATIVE, of the bin widths
 * @param volumeUnits CM3, PERCENT or PER_U
 * @param scaling the DVH Dose Scaling, already applied to the bin widths
 * @param binWidths dose width of each bin, in {@code doseUnits}
 * @param binVolumes volume of each bin, in {@code volumeUnits}
 * @param minimumDose as stated, null if not; some systems state percent whatever the units say
 * @param maximumDose as stated, null if not
 * @param meanDose as stated, null if not
 */
public record PlanningSystemDvh(
    int structureNumber,
    String type,
    String doseUnits,
    String volumeUnits,
    double scaling,
    List<Double> binWidths,
    List<Double> binVolumes,
    @Nullable Double minimumDose,
    @Nullable Double maximumDose,
    @Nullable Double meanDose) {
  public PlanningSystemDvh {
    binWidths = List.copyOf(binWidths);
    binVolumes = List.copyOf(binVolumes);
  }

  /** The same with all doses in Gy multiplied, as those of its dose file were. */
  public PlanningSystemDvh times(int factor) {
    if (!doseUnits.equals("GY")) {
      return this;
    }
    return new PlanningSystemDvh(
        structureNumber,
        type,
        doseUnits,
        volumeUnits,
        scaling,
        binWidths.stream().map(width -> width * factor).toList(),
        binVolumes,
        times(minimumDose, factor),
        times(maximumDose, factor),
        times(meanDose, factor));
  }

  private static @Nullable Double times(@Nullable Double dose, int factor) {
    return dose == null ? null : (Double) (dose * factor);
  }
}
