package org.oarlock.dvh;

/**
 * How exact a DVH has to be.
 *
 * @param doseToleranceGy sampling is refined until no dose at a volume (D99 to D1, mean) changes by
 *     more than this …
 * @param volumeTolerance … or no volume at a dose by more than this share of the structure; either
 *     is enough, since where the curve is flat only the second can be met, and where it is steep
 *     only the first
 * @param maxPieces no further refinement beyond this many pieces of scan line
 */
public record DvhOptions(double doseToleranceGy, double volumeTolerance, long maxPieces) {
  /**
   * 0.005 Gy or 0.02 % of the volume: a twentieth of what planning systems agree to among
   * themselves, and reached by most structures at the first sampling.
   */
  public static final DvhOptions DEFAULT = new DvhOptions(0.005, 2e-4, 20_000_000);

  public DvhOptions {
    if (!(doseToleranceGy > 0) || !(volumeTolerance > 0) || maxPieces < 1) {
      throw new IllegalArgumentException("tolerances must be positive");
    }
  }
}
