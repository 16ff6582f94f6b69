package org.oarlock.metric;

import org.oarlock.dvh.DoseVolumeHistogram;

/**
 * A curve moved by a dose and by a share of its volume: as far off as its tolerance allows.
 *
 * @param byGy added to every dose
 * @param byShare of the covered volume, added to every volume
 */
record Shifted(DoseVolumeHistogram curve, double byGy, double byShare)
    implements DoseVolumeHistogram {
  @Override
  public double totalVolumeCm3() {
    return curve.totalVolumeCm3();
  }

  @Override
  public double coveredVolumeCm3() {
    return curve.coveredVolumeCm3();
  }

  @Override
  public double minGy() {
    return moved(curve.minGy());
  }

  @Override
  public double maxGy() {
    return moved(curve.maxGy());
  }

  @Override
  public double meanGy() {
    return moved(curve.meanGy());
  }

  @Override
  public double volumeAtLeastCm3(double doseGy) {
    double covered = coveredVolumeCm3();
    double volume = curve.volumeAtLeastCm3(doseGy - byGy);
    return volume == 0 || volume == covered
        ? volume
        : Math.max(0, Math.min(covered, volume + byShare * covered));
  }

  @Override
  public double doseToHottestGy(double volumeCm3) {
    double covered = coveredVolumeCm3();
    double volume = Math.max(0, Math.min(covered, volumeCm3 - byShare * covered));
    return moved(curve.doseToHottestGy(volume));
  }

  @Override
  public double powerMeanGy(double exponent) {
    return moved(curve.powerMeanGy(exponent));
  }

  private double moved(double doseGy) {
    return Math.max(0, doseGy + byGy);
  }
}
