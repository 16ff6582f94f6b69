package org.oarlock.report;

import org.oarlock.dvh.DoseVolumeHistogram;

/**
 * A histogram in closed form: V(d) = covered / (1 + exp((d - middle) / steepness)), scaled so that
 * it runs from the whole at {@code minGy} to nothing above {@code maxGy}.
 */
record LogisticDvh(
    double totalVolumeCm3,
    double coveredVolumeCm3,
    double minGy,
    double maxGy,
    double middleGy,
    double steepnessGy)
    implements DoseVolumeHistogram {

  static LogisticDvh of(double volumeCm3, double minGy, double maxGy, double middleGy, double s) {
    return new LogisticDvh(volumeCm3, volumeCm3, minGy, maxGy, middleGy, s);
  }

  private double raw(double doseGy) {
    return 1 / (1 + Math.exp((doseGy - middleGy) / steepnessGy));
  }

  @Override
  public double meanGy() {
    // mean = min + integral of V/covered over [min, max]; the integral of the logistic is closed
    double low = raw(maxGy);
    double high = raw(minGy);
    double integral = antiderivative(maxGy) - antiderivative(minGy) - low * (maxGy - minGy);
    return minGy + integral / (high - low);
  }

  private double antiderivative(double doseGy) {
    return doseGy - steepnessGy * Math.log1p(Math.exp((doseGy - middleGy) / steepnessGy));
  }

  @Override
  public double volumeAtLeastCm3(double doseGy) {
    if (doseGy <= minGy) {
      return coveredVolumeCm3;
    }
    if (doseGy > maxGy) {
      return 0;
    }
    return coveredVolumeCm3 * (raw(doseGy) - raw(maxGy)) / (raw(minGy) - raw(maxGy));
  }

  @Override
  public double doseToHottestGy(double volumeCm3) {
    if (volumeCm3 < 0 || volumeCm3 > coveredVolumeCm3) {
      throw new IllegalArgumentException("volume " + volumeCm3);
    }
    double y = raw(maxGy) + volumeCm3 / coveredVolumeCm3 * (raw(minGy) - raw(maxGy));
    double dose = middleGy + steepnessGy * Math.log(1 / y - 1);
    return Math.min(maxGy, Math.max(minGy, dose));
  }

  @Override
  public double powerMeanGy(double exponent) {
    throw new UnsupportedOperationException("no report asks a curve for it");
  }
}
