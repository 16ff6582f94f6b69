package org.oarlock.dvh;

/** Whether two samplings of one structure agree. */
final class CurveDifference {
  /** The curves are compared at this many doses, evenly from the lowest to the highest. */
  private static final int DOSES = 2048;

  private CurveDifference() {}

  /**
   * Whether the finer curve's error, a third of the difference to one sampled half as finely, is
   * within the tolerance all along the curve: it lies in the strip that the coarser one draws when
   * it is moved by that much in dose and in volume.
   */
  static boolean isWithin(SampledHistogram fine, SampledHistogram coarse, DvhOptions options) {
    double volume = fine.coveredVolumeCm3();
    double coarseVolume = coarse.coveredVolumeCm3();
    if (volume == 0 || coarseVolume == 0) {
      return volume == coarseVolume;
    }
    if (Math.abs(volume - coarseVolume) / 3 > options.volumeTolerance() * fine.totalVolumeCm3()) {
      return false;
    }
    if (Math.abs(fine.meanGy() - coarse.meanGy()) / 3 > options.doseToleranceGy()) {
      return false;
    }
    double low = Math.min(fine.minGy(), coarse.minGy());
    double high = Math.max(fine.maxGy(), coarse.maxGy());
    double dose = 3 * options.doseToleranceGy();
    double share = 3 * options.volumeTolerance();
    double step = (high - low) / DOSES;
    double[] here = fine.volumesAtLeastCm3(low, step, DOSES + 1);
    double[] most = coarse.volumesAtLeastCm3(low - dose, step, DOSES + 1);
    double[] least = coarse.volumesAtLeastCm3(low + dose, step, DOSES + 1);
    double scale = volume / coarseVolume;
    double slack = share * volume;
    for (int i = 0; i <= DOSES; i++) {
      if (here[i] > most[i] * scale + slack || here[i] < least[i] * scale - slack) {
        return false;
      }
    }
    return true;
  }
}
