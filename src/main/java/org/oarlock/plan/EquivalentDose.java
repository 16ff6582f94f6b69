package org.oarlock.plan;

/**
 * The dose in fractions of 2 Gy that is expected to have the same effect as a dose in fractions of
 * another size, by the linear-quadratic model: {@code EQD2 = D (D/n + a/b) / (2 + a/b)}.
 *
 * <p>It belongs to one phase, all of whose fractions are alike: a sum of phases has no number of
 * fractions, so each phase is converted and the sum comes after.
 *
 * <p>Nodes are converted, and between nodes the result is trilinear as any dose is. The conversion
 * bends upwards, so between nodes this is never below the conversion of the interpolated dose, and
 * above it by at most {@code d² / (4 n (2 + a/b))} where the corners of a cell differ by d.
 */
public final class EquivalentDose {
  private EquivalentDose() {}

  /**
   * The EQD2 of one phase's dose.
   *
   * @param physical the dose over all fractions
   * @param fractions their number, at least 1
   * @param alphaBetaGy the ratio of the tissue, above 0
   * @throws IllegalArgumentException if a result is too large for a dose
   */
  public static DoseGrid eqd2(DoseGrid physical, int fractions, double alphaBetaGy) {
    if (fractions < 1 || !(alphaBetaGy > 0)) {
      throw new IllegalArgumentException(
          "EQD2 with %d fractions and alpha/beta %s".formatted(fractions, alphaBetaGy));
    }
    float[] doses = physical.doseGy();
    float[] converted = new float[doses.length];
    for (int i = 0; i < doses.length; i++) {
      converted[i] = (float) eqd2(doses[i], fractions, alphaBetaGy);
    }
    return physical.withDoses(converted);
  }

  /** The EQD2 in Gy of a dose in Gy. */
  static double eqd2(double doseGy, int fractions, double alphaBetaGy) {
    return doseGy * (doseGy / fractions + alphaBetaGy) / (2 + alphaBetaGy);
  }
}
