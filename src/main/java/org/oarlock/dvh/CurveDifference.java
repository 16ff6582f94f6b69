package org.oarlock.dvh;

/** Whether two samplings of one structure agree. */
final class CurveDifference {
  /** The curves are compared at this many doses, evenly from the lowest to the highest. */
  private static final int DOSES = 2048;

  /** … of which so many are looked at first. */
  private static final int FEW = 64;

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
    double scale = volume / coarseVolume;
    double slack = share * volume;
    // where curves differ, a few doses tell
    for (int stride : new int[] {DOSES / FEW, 1}) {
      SampledHistogram.Descent here = fine.descent();
      SampledHistogram.Descent most = coarse.descent();
      SampledHistogram.Descent least = coarse.descent();
      for (int i = 0; i <= DOSES; i += stride) {
        double gy = low + i * step;
        double cm3 = here.volumeAtLeastCm3(gy);
        if (cm3 > most.volumeAtLeastCm3(gy - dose) * scale + slack
            || cm3 < least.volumeAtLeastCm3(gy + dose) * scale - slack) {
          return false;
        }
      }
    }
    return true;
  }
}
