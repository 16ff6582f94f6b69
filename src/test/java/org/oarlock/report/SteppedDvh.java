package org.oarlock.report;

import org.oarlock.dvh.DoseVolumeHistogram;

/** Two parts of uniform dose each: all steps, no slope. */
record SteppedDvh(double coldCm3, double coldGy, double hotCm3, double hotGy)
    implements DoseVolumeHistogram {
  @Override
  public double totalVolumeCm3() {
    return coldCm3 + hotCm3;
  }

  @Override
  public double coveredVolumeCm3() {
    return totalVolumeCm3();
  }

  @Override
  public double minGy() {
    return coldGy;
  }

  @Override
  public double maxGy() {
    return hotGy;
  }

  @Override
  public double meanGy() {
    return (coldCm3 * coldGy + hotCm3 * hotGy) / totalVolumeCm3();
  }

  @Override
  public double volumeAtLeastCm3(double doseGy) {
    return doseGy <= coldGy ? totalVolumeCm3() : doseGy <= hotGy ? hotCm3 : 0;
  }

  @Override
  public double doseToHottestGy(double volumeCm3) {
    if (volumeCm3 < 0 || volumeCm3 > totalVolumeCm3()) {
      throw new IllegalArgumentException("volume " + volumeCm3);
    }
    return volumeCm3 <= hotCm3 ? hotGy : coldGy;
  }

  @Override
  public double powerMeanGy(double exponent) {
    throw new UnsupportedOperationException("no report asks a curve for it");
  }
}
