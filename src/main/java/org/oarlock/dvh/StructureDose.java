package org.oarlock.dvh;

import java.util.EnumMap;
import java.util.Map;
import org.oarlock.geometry.Convention;

/**
 * One solid under one dose: its DVH under every contouring convention, and once more under the
 * primary one with cells of twice the size, from which the sampling error is told.
 */
public final class StructureDose {
  private final Map<Convention, DoseVolumeHistogram> byConvention;
  private final DoseVolumeHistogram coarser;

  StructureDose(
      Map<Convention, ? extends DoseVolumeHistogram> byConvention, DoseVolumeHistogram coarser) {
    this.byConvention = new EnumMap<>(byConvention);
    this.coarser = coarser;
  }

  /** The DVH under the primary convention. */
  public DoseVolumeHistogram primary() {
    return under(Convention.HALF_SLICE_CAP);
  }

  /** The DVH under a convention. */
  public DoseVolumeHistogram under(Convention convention) {
    return java.util.Objects.requireNonNull(byConvention.get(convention));
  }

  /**
   * The primary DVH once more, sampled half as finely. The error of {@link #primary()} is about a
   * third of the difference, since it falls with the square of the step.
   */
  public DoseVolumeHistogram coarser() {
    return coarser;
  }
}
