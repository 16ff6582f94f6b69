package org.oarlock.dvh;

import java.io.Serializable;
import org.oarlock.geometry.Convention;
import org.oarlock.quantity.Dose;

/**
 * How structures and their DVHs are computed.
 *
 * @param convention how contours become a solid
 * @param doseToleranceGy sampling is refined until no dose at a volume (D99 to D1, mean) changes by
 *     more than this …
 * @param volumeTolerance … or no volume at a dose by more than this share of the structure; either
 *     is enough, since where the curve is flat only the second can be met, and where it is steep
 *     only the first
 * @param maxPieces no further refinement beyond this many pieces of scan line
 */
public record DvhOptions(
    Convention convention, double doseToleranceGy, double volumeTolerance, long maxPieces)
    implements Serializable {
  /**
   * Half-slice caps; 0.005 Gy or 0.02 % of the volume: a twentieth of what planning systems agree
   * to among themselves, and reached by most structures at the first sampling.
   */
  public static final DvhOptions DEFAULT =
      new DvhOptions(Convention.HALF_SLICE_CAP, 0.005, 2e-4, 20_000_000);

  /** The finest and the coarsest tolerance that can be asked for. */
  private static final double FINEST_GY = 1e-4;

  private static final double COARSEST_GY = 0.5;

  public DvhOptions {
    if (!(doseToleranceGy > 0) || !(volumeTolerance > 0) || maxPieces < 1) {
      throw new IllegalArgumentException("tolerances must be positive");
    }
  }

  /** These with another convention. */
  public DvhOptions with(Convention other) {
    return new DvhOptions(other, doseToleranceGy, volumeTolerance, maxPieces);
  }

  /** These with both tolerances so many times as wide. */
  DvhOptions widened(double factor) {
    return new DvhOptions(
        convention, factor * doseToleranceGy, factor * volumeTolerance, maxPieces);
  }

  /**
   * These with another tolerance of dose, and one of volume in the proportion of the defaults.
   *
   * @throws IllegalArgumentException if it is below 0.0001 Gy or above 0.5 Gy
   */
  public DvhOptions within(Dose tolerance) {
    double gy = tolerance.gy();
    if (!(gy >= FINEST_GY && gy <= COARSEST_GY)) {
      throw new IllegalArgumentException("expected a tolerance from 0.01 cGy to 50 cGy");
    }
    double share = gy / DEFAULT.doseToleranceGy * DEFAULT.volumeTolerance;
    return new DvhOptions(convention, gy, share, maxPieces);
  }
}
