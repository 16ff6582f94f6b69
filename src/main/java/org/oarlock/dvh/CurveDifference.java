package org.oarlock.dvh;

/** Whether two samplings of one structure agree. */
final class CurveDifference {
  private static final double[] PERCENT = {99.5, 99, 98, 95, 90, 80, 50, 20, 10, 5, 2, 1, 0.5};

  private CurveDifference() {}

  /**
   * Whether the finer curve's error, a third of the difference to one sampled half as finely, is
   * within the tolerance at every one of a fixed set of volumes: in dose, or in volume at that
   * dose.
   */
  static boolean isWithin(
      DoseVolumeHistogram fine, DoseVolumeHistogram coarse, DvhOptions options) {
    double volume = fine.coveredVolumeCm3();
    double coarseVolume = coarse.coveredVolumeCm3();
    if (volume == 0 || coarseVolume == 0) {
      return volume == coarseVolume;
    }
    if (Math.abs(fine.meanGy() - coarse.meanGy()) / 3 > options.doseToleranceGy()) {
      return false;
    }
    for (double percent : PERCENT) {
      double dose = fine.doseToHottestGy(volume * percent / 100);
      double coarseDose = coarse.doseToHottestGy(coarseVolume * percent / 100);
      if (Math.abs(dose - coarseDose) / 3 > options.doseToleranceGy()) {
        double share = fine.volumeAtLeastCm3(dose) / volume;
        double coarseShare = coarse.volumeAtLeastCm3(dose) / coarseVolume;
        if (Math.abs(share - coarseShare) / 3 > options.volumeTolerance()) {
          return false;
        }
      }
    }
    return true;
  }
}
