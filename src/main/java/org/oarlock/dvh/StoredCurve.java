package org.oarlock.dvh;

import java.util.Arrays;
import java.util.List;
import org.oarlock.plan.PlanningSystemDvh;

/**
 * A histogram that the planning system stored, as the volume that receives at least a dose.
 *
 * <p>Which dose of its bin the volume of a cumulative histogram belongs to, DICOM PS3.3 C.8.8.4
 * does not say, and systems differ: where the bin starts, where it ends, or, if doses are rounded
 * to bins, its middle. It is read as the first; {@link #within} are the others.
 */
final class StoredCurve {
  /** A histogram of a hundred gray in steps of a hundredth has ten thousand bins. */
  private static final int MAX_BINS = 1 << 17;

  /**
   * A cumulative curve may rise, and a volume may be negative, by this share of the largest:
   * volumes are stored rounded, and what is left of a sum can be -1e-13.
   */
  private static final double ROUNDING = 1e-4;

  /** Percent may be above 100 by this. */
  private static final double MOST_PERCENT = 100.5;

  private static final double MOST_FRACTION = 3;
  private static final double LEAST_PERCENT = 30;
  private static final double MOST_PERCENT_OF_DOSE = 300;

  private final double[] doseGy;
  private final double[] volume;
  private final boolean isCumulative;
  private final boolean isPercent;
  private final double total;

  private StoredCurve(
      double[] doseGy, double[] volume, boolean isCumulative, boolean isPercent, double total) {
    this.doseGy = doseGy;
    this.volume = volume;
    this.isCumulative = isCumulative;
    this.isPercent = isPercent;
    this.total = total;
  }

  /**
   * Reads a histogram.
   *
   * @param hundredPercentGy what relative doses refer to, 0 if that is not known
   * @throws IllegalArgumentException if it cannot be understood; the message is for the user
   */
  static StoredCurve of(PlanningSystemDvh stored, double hundredPercentGy) {
    double[] widths = numbers(stored.binWidths(), "width", 0);
    double[] volumes = numbers(stored.binVolumes(), "volume", ROUNDING);
    if (widths.length == 0 || widths.length != volumes.length || widths.length > MAX_BINS) {
      throw new IllegalArgumentException("it has " + widths.length + " bins");
    }
    for (int i = 1; i < widths.length; i++) {
      if (widths[i] == 0) {
        throw new IllegalArgumentException("bin %d has no width".formatted(i + 1));
      }
    }
    double[] edges = edges(widths, doseFactor(stored, widths, hundredPercentGy));
    boolean isPercent = isPercent(stored.volumeUnits());
    boolean isCumulative = stored.type().equals("CUMULATIVE");
    double[] volume = isCumulative ? falling(stored, volumes) : summed(stored, volumes, edges);
    double total = isPercent ? 100 : volume[0];
    if (!(volume[0] > 0) || !(edges[edges.length - 1] > 0)) {
      throw new IllegalArgumentException(
          volume[0] > 0 ? "its bins have no width" : "it holds no volume");
    }
    if (isPercent && volume[0] > MOST_PERCENT) {
      throw new IllegalArgumentException("it holds %s percent of a volume".formatted(volume[0]));
    }
    return new StoredCurve(edges, volume, isCumulative, isPercent, total);
  }

  /** The values, none negative, those that are by rounding made 0. */
  private static double[] numbers(List<Double> values, String what, double rounding) {
    double[] numbers = values.stream().mapToDouble(Double::doubleValue).toArray();
    double least = -rounding * Arrays.stream(numbers).max().orElse(0);
    for (int i = 0; i < numbers.length; i++) {
      if (!(numbers[i] >= least) || Double.isInfinite(numbers[i])) {
        throw new IllegalArgumentException(
            "the %s of bin %d is %s".formatted(what, i + 1, numbers[i]));
      }
      numbers[i] = Math.max(0, numbers[i]);
    }
    return numbers;
  }

  private static boolean isPercent(String units) {
    return switch (units) {
      case "CM3", "PER_U" -> false;
      case "PERCENT" -> true;
      default -> throw new IllegalArgumentException(unknown("volumes", units));
    };
  }

  private static String unknown(String what, String units) {
    return units.isEmpty()
        ? "the unit of its " + what + " is not stated"
        : "the unit of its " + what + " is unknown";
  }

  /** What the widths are multiplied by to be in Gy. */
  private static double doseFactor(
      PlanningSystemDvh stored, double[] widths, double hundredPercentGy) {
    if (stored.doseUnits().equals("GY")) {
      return 1;
    }
    if (!stored.doseUnits().equals("RELATIVE")) {
      throw new IllegalArgumentException(unknown("doses", stored.doseUnits()));
    }
    if (!(hundredPercentGy > 0)) {
      throw new IllegalArgumentException("its doses are relative, to what is not known");
    }
    double largest = Arrays.stream(widths).sum();
    if (largest <= MOST_FRACTION) {
      return hundredPercentGy;
    }
    if (largest < LEAST_PERCENT || largest > MOST_PERCENT_OF_DOSE) {
      throw new IllegalArgumentException(
          "its relative doses reach %s: neither a fraction (up to 3) nor percent (30 to 300)"
              .formatted(largest));
    }
    return hundredPercentGy / 100;
  }

  /** The doses at which the bins start, and where the last ends. */
  private static double[] edges(double[] widths, double factor) {
    double[] edges = new double[widths.length + 1];
    double sum = 0;
    for (int i = 0; i < widths.length; i++) {
      sum += widths[i];
      edges[i + 1] = sum * factor;
    }
    return edges;
  }

  private static double[] falling(PlanningSystemDvh stored, double[] volumes) {
    if (stored.volumeUnits().equals("PER_U")) {
      throw new IllegalArgumentException("a cumulative histogram has no volume per u");
    }
    double[] falling = Arrays.copyOf(volumes, volumes.length + 1);
    for (int i = 1; i < volumes.length; i++) {
      if (falling[i] > falling[i - 1] + ROUNDING * falling[0]) {
        throw new IllegalArgumentException(
            "it is said to be cumulative, but rises at bin %d from %s to %s"
                .formatted(i + 1, volumes[i - 1], volumes[i]));
      }
      falling[i] = Math.min(falling[i], falling[i - 1]);
    }
    return falling;
  }

  private static double[] summed(PlanningSystemDvh stored, double[] volumes, double[] edges) {
    if (!stored.type().equals("DIFFERENTIAL") && !stored.type().equals("NATURAL")) {
      throw new IllegalArgumentException(
          "its type is neither CUMULATIVE, DIFFERENTIAL nor NATURAL");
    }
    double[] summed = new double[edges.length];
    for (int i = volumes.length - 1; i >= 0; i--) {
      double inBin =
          stored.volumeUnits().equals("PER_U") && volumes[i] > 0
              ? volumes[i] * widthInU(edges[i], edges[i + 1])
              : volumes[i];
      summed[i] = summed[i + 1] + inBin;
    }
    return summed;
  }

  /** The width of a bin in u = D^(-3/2) (PS3.3 C.8.8.4; Anderson, Med Phys 1986;13:898). */
  private static double widthInU(double fromGy, double toGy) {
    if (fromGy == 0) {
      throw new IllegalArgumentException(
          "it has a volume per u down to dose 0, where u is infinite");
    }
    return Math.pow(fromGy, -1.5) - Math.pow(toGy, -1.5);
  }

  /** Whether the volume is known, not only shares of it. */
  boolean hasVolume() {
    return !isPercent;
  }

  /** The whole volume in cm3, or 100 where only shares are known. */
  double volumeCm3() {
    return total;
  }

  boolean isCumulative() {
    return isCumulative;
  }

  int points() {
    return doseGy.length;
  }

  double doseGy(int point) {
    return doseGy[point];
  }

  /** The share of the whole volume with at least the point's dose. */
  double share(int point) {
    return volume[point] / total;
  }

  /** The dose that the hottest share of the volume gets at least; linear within a bin. */
  double doseToHottestGy(double share) {
    int i = binOf(share);
    double above = share(i);
    double below = share(i + 1);
    return above > below && share < above
        ? doseGy[i] + (doseGy[i + 1] - doseGy[i]) * (above - share) / (above - below)
        : doseGy[i];
  }

  /** The width of the bin in which {@link #doseToHottestGy} lies. */
  double binWidthGy(double share) {
    int i = binOf(share);
    return doseGy[i + 1] - doseGy[i];
  }

  /** The last bin that starts with at least this share. */
  private int binOf(double share) {
    int low = 0;
    int high = doseGy.length - 2;
    while (low < high) {
      int middle = (low + high + 1) / 2;
      if (share(middle) >= share) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** The mean dose, that of a bin being its middle. */
  double meanGy() {
    double sum = 0;
    for (int i = 0; i + 1 < doseGy.length; i++) {
      sum += 0.5 * (doseGy[i] + doseGy[i + 1]) * (share(i) - share(i + 1));
    }
    return sum / share(0);
  }

  /** How far the mean could be off since it is not known where in its bin a volume lies. */
  double meanErrorGy() {
    double sum = 0;
    for (int i = 0; i + 1 < doseGy.length; i++) {
      sum += 0.5 * (doseGy[i + 1] - doseGy[i]) * (share(i) - share(i + 1));
    }
    return sum / share(0);
  }

  /** The same with all doses multiplied. */
  StoredCurve timesDose(double factor) {
    return new StoredCurve(
        Arrays.stream(doseGy).map(d -> d * factor).toArray(),
        volume,
        isCumulative,
        isPercent,
        total);
  }

  /** The same with its volumes read as percent. */
  StoredCurve inPercent() {
    return new StoredCurve(doseGy, volume, isCumulative, true, 100);
  }

  /** The dose this far into the first bin, from 0 where it starts to 1 where it ends. */
  double firstBinGy(double position) {
    return position * doseGy[1];
  }

  /**
   * The same with the volume of each bin read as that with at least the dose this far into the bin,
   * so that no bin holds what gets less than {@link #firstBinGy}.
   *
   * @param share the share of the structure that gets at least that dose, more than 0
   */
  StoredCurve within(double position, double share) {
    double whole = isPercent ? 100 : volume[0] / share;
    int n = doseGy.length;
    double[] volumes = new double[n + 1];
    double[] doses = new double[n + 1];
    volumes[0] = Math.max(whole, volume[0]);
    for (int i = 0; i < n; i++) {
      int bin = Math.min(i, n - 2);
      doses[i + 1] = doseGy[i] + position * (doseGy[bin + 1] - doseGy[bin]);
      volumes[i + 1] = volume[i];
    }
    return new StoredCurve(doses, volumes, true, isPercent, whole);
  }
}
