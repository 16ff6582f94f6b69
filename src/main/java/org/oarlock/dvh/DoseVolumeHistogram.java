package org.oarlock.dvh;

/**
 * The volume of a structure over dose. Volumes in cm3, doses in Gy. All dose statistics are those
 * of the part of the structure that the dose grid covers.
 */
public interface DoseVolumeHistogram {
  /** The structure's whole volume, also where the dose is unknown. */
  double totalVolumeCm3();

  /** The volume inside the dose grid; at most {@link #totalVolumeCm3()}. */
  double coveredVolumeCm3();

  /** The lowest dose in the covered part. */
  double minGy();

  /** The highest dose in the covered part. */
  double maxGy();

  /** The mean dose of the covered part. */
  double meanGy();

  /** The covered volume that receives at least this dose (closed: plateaus at it count). */
  double volumeAtLeastCm3(double doseGy);

  /**
   * The dose that the hottest {@code volumeCm3} of the covered part receives at least: sup{d: V(d)
   * >= v}. Interpolates; no bin decides.
   *
   * @throws IllegalArgumentException if the volume is negative or more than the covered volume
   */
  double doseToHottestGy(double volumeCm3);

  /**
   * The mean over the covered volume of the dose to a power, to the inverse power: {@code (sum v_i
   * D_i^a)^(1/a)}, the generalised equivalent uniform dose.
   *
   * @param exponent not 0
   */
  double powerMeanGy(double exponent);
}
