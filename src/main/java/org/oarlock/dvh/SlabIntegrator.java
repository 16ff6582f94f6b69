package org.oarlock.dvh;

import org.oarlock.geometry.Slab;

/** Adds the dose in a slab to a spectrum, in cells of a given size. */
interface SlabIntegrator {
  /**
   * Adds all of a slab: its volume in the spectrum is the slab's exact volume.
   *
   * @return how many pieces were added
   */
  long add(Slab slab, Resolution resolution, DoseSpectrum spectrum);

  /** Adds the lowest and highest dose in a slab to the extremes; nothing if it is all outside. */
  void extremes(Slab slab, Extremes extremes);

  /** Lowest and highest dose met so far. */
  final class Extremes {
    double minGy = Double.POSITIVE_INFINITY;
    double maxGy = Double.NEGATIVE_INFINITY;

    void meet(double doseGy) {
      if (doseGy < minGy) {
        minGy = doseGy;
      }
      if (doseGy > maxGy) {
        maxGy = doseGy;
      }
    }

    void meet(Extremes other) {
      meetIfAny(other.minGy);
      meetIfAny(other.maxGy);
    }

    private void meetIfAny(double doseGy) {
      if (Double.isFinite(doseGy)) {
        meet(doseGy);
      }
    }

    boolean isEmpty() {
      return minGy > maxGy;
    }
  }
}
