package org.oarlock.dvh;

import java.util.Arrays;
import java.util.List;

/** A histogram from bins that are linear in between, and plateaus at their exact doses. */
final class SampledHistogram implements DoseVolumeHistogram {
  /** Doses nearer than this share belong to the same plateau: doses are held as floats. */
  private static final double SAME_DOSE = 1e-6;

  private final double totalCm3;
  private final double coveredCm3;
  private final double minGy;
  private final double maxGy;
  private final double meanGy;
  private final double originGy;
  private final double binWidthGy;
  private final double binsPerGy;

  /** Volume in cm3 in the bins from node i on. */
  private final double[] above;

  private final double[] plateauGy;

  /** Volume in cm3 of the plateaus from i on. */
  private final double[] plateauAbove;

  /**
   * @param parts what the solid is made of, over the same nodes
   */
  SampledHistogram(List<DoseSpectrum> parts, double totalMm3, double minGy, double maxGy) {
    double covered = 0;
    double outside = 0;
    double integral = 0;
    for (DoseSpectrum part : parts) {
      covered += part.volumeMm3();
      outside += part.outsideMm3();
      integral += part.doseIntegral();
    }
    double sampled = covered + outside;
    double factor = sampled > 0 ? totalMm3 / sampled / 1000 : 0;
    this.totalCm3 = totalMm3 / 1000;
    this.coveredCm3 = outside == 0 && covered > 0 ? totalCm3 : covered * factor;
    this.minGy = minGy;
    this.maxGy = maxGy;
    this.meanGy =
        coveredCm3 > 0 ? Math.max(minGy, Math.min(maxGy, integral / covered)) : Double.NaN;
    this.originGy = parts.get(0).originGy();
    this.binWidthGy = parts.get(0).binWidthGy();
    this.binsPerGy = 1 / binWidthGy;
    double[] plateaus = DoseSpectrum.plateausByDose(parts);
    double[] bins = DoseSpectrum.binsMm3(parts, plateaus);
    this.above = new double[bins.length + 1];
    for (int i = bins.length - 1; i >= 0; i--) {
      above[i] = above[i + 1] + bins[i] * factor;
    }
    this.plateauGy = new double[plateaus.length / 2];
    this.plateauAbove = new double[plateauGy.length + 1];
    for (int i = plateauGy.length - 1; i >= 0; i--) {
      plateauGy[i] = plateaus[2 * i];
      plateauAbove[i] = plateauAbove[i + 1] + plateaus[2 * i + 1] * factor;
    }
  }

  @Override
  public double totalVolumeCm3() {
    return totalCm3;
  }

  @Override
  public double coveredVolumeCm3() {
    return coveredCm3;
  }

  @Override
  public double minGy() {
    return minGy;
  }

  @Override
  public double maxGy() {
    return maxGy;
  }

  @Override
  public double meanGy() {
    return meanGy;
  }

  @Override
  public double volumeAtLeastCm3(double doseGy) {
    double lowestGy = doseGy - slack(doseGy);
    return volumeAtLeastCm3(doseGy, lowestGy, onPlateausFrom(lowestGy));
  }

  /**
   * @param lowestGy from which on a dose counts as at least this one
   * @param onPlateausCm3 the volume on plateaus from there on
   */
  private double volumeAtLeastCm3(double doseGy, double lowestGy, double onPlateausCm3) {
    if (lowestGy <= minGy) {
      return coveredCm3;
    }
    return lowestGy > maxGy ? 0 : Math.min(coveredCm3, inBinsFrom(doseGy) + onPlateausCm3);
  }

  /** Reads the curve from low doses to high ones. */
  Descent descent() {
    return new Descent();
  }

  /** Volumes at rising doses: the plateaus are walked along, not looked up each time. */
  final class Descent {
    private int plateau;

    private Descent() {}

    /** As {@link DoseVolumeHistogram#volumeAtLeastCm3}, for a dose not below the last one. */
    double volumeAtLeastCm3(double doseGy) {
      double lowestGy = doseGy - slack(doseGy);
      while (plateau < plateauGy.length && plateauGy[plateau] < lowestGy) {
        plateau++;
      }
      return SampledHistogram.this.volumeAtLeastCm3(doseGy, lowestGy, plateauAbove[plateau]);
    }
  }

  private static double slack(double doseGy) {
    return SAME_DOSE * Math.max(1, Math.abs(doseGy));
  }

  @Override
  public double doseToHottestGy(double volumeCm3) {
    if (!(volumeCm3 >= 0 && volumeCm3 <= coveredCm3)) {
      throw new IllegalArgumentException(
          volumeCm3 + " cm3 is not within the covered " + coveredCm3 + " cm3");
    }
    if (volumeCm3 == 0) {
      return maxGy;
    }
    if (volumeCm3 == coveredCm3) {
      return minGy;
    }
    double low = minGy;
    double high = maxGy;
    for (int i = 0; i < 100 && high - low > 1e-12 * Math.max(1, Math.abs(high)); i++) {
      double middle = 0.5 * (low + high);
      if (inBinsFrom(middle) + onPlateausFrom(middle) >= volumeCm3) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return nearPlateau(low, high);
  }

  @Override
  public double powerMeanGy(double exponent) {
    // relative to the dose that counts most, so that no power overflows
    double scale = exponent > 0 ? maxGy : minGy;
    if (!(scale > 0)) {
      return 0;
    }
    double sum = 0;
    for (int i = 0; i + 1 < above.length; i++) {
      double volume = above[i] - above[i + 1];
      if (volume > 0) {
        double low = Math.max(0, clamp(originGy + i * binWidthGy)) / scale;
        double high = Math.max(0, clamp(originGy + (i + 1) * binWidthGy)) / scale;
        sum += volume * meanPower(low, high, exponent);
      }
    }
    for (int i = 0; i < plateauGy.length; i++) {
      double volume = plateauAbove[i] - plateauAbove[i + 1];
      sum += volume * Math.pow(Math.max(0, plateauGy[i]) / scale, exponent);
    }
    return scale * Math.pow(sum / coveredCm3, 1 / exponent);
  }

  /** The mean of x to the power of a, for x uniform on [low, high]. */
  private static double meanPower(double low, double high, double a) {
    if (high - low <= 1e-9 * high) {
      return Math.pow(0.5 * (low + high), a);
    }
    // (high^(a+1) - low^(a+1)) / ((a+1) (high - low)), the larger power taken out of the bracket,
    // so that nothing overflows, nor cancels where a is close to -1
    double outer = a > -1 ? high : low;
    double inner = a > -1 ? low : high;
    double logRatio = Math.log(inner / outer);
    double x = (a + 1) * logRatio;
    double bracket = Math.abs(x) < 1e-12 ? logRatio : Math.expm1(x) / (a + 1);
    return Math.pow(outer, a) * outer * bracket / (inner - outer);
  }

  private double clamp(double doseGy) {
    return Math.max(minGy, Math.min(maxGy, doseGy));
  }

  /** A bisection that has closed in on a plateau means the plateau's own dose. */
  private double nearPlateau(double low, double high) {
    int i = Arrays.binarySearch(plateauGy, low);
    int at = i >= 0 ? i : -i - 1;
    if (at < plateauGy.length && plateauGy[at] <= high) {
      return plateauGy[at];
    }
    return low;
  }

  private double inBinsFrom(double doseGy) {
    double at = (doseGy - originGy) * binsPerGy;
    if (at <= 0) {
      return above[0];
    }
    if (at >= above.length - 1) {
      return 0;
    }
    int i = (int) at;
    return above[i] + (at - i) * (above[i + 1] - above[i]);
  }

  private double onPlateausFrom(double doseGy) {
    int last = plateauGy.length - 1;
    if (last < 0 || doseGy > plateauGy[last]) {
      return 0;
    }
    if (doseGy <= plateauGy[0]) {
      return plateauAbove[0];
    }
    int i = Arrays.binarySearch(plateauGy, doseGy);
    return plateauAbove[i >= 0 ? i : -i - 1];
  }
}
