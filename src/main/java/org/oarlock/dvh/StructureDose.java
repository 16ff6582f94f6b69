package org.oarlock.dvh;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.oarlock.geometry.Convention;

/**
 * One solid under one dose: its DVH under every contouring convention, and once more under the
 * primary one with cells of twice the size, from which the sampling error is told.
 */
public final class StructureDose {
  private final Convention convention;
  private final Map<Convention, DoseVolumeHistogram> byConvention;
  private final DoseVolumeHistogram coarser;

  StructureDose(
      Convention convention,
      Map<Convention, ? extends DoseVolumeHistogram> byConvention,
      DoseVolumeHistogram coarser) {
    this.convention = convention;
    this.byConvention = new EnumMap<>(byConvention);
    this.coarser = coarser;
  }

  /** The DVH under the primary convention. */
  public DoseVolumeHistogram primary() {
    return java.util.Objects.requireNonNull(byConvention.get(convention));
  }

  /** The primary convention. */
  public Convention convention() {
    return convention;
  }

  /** The conventions under which there are DVHs. */
  public Set<Convention> conventions() {
    return Collections.unmodifiableSet(byConvention.keySet());
  }

  /** The DVH under a convention; under one that is not known, that under the primary one. */
  public DoseVolumeHistogram under(Convention other) {
    DoseVolumeHistogram curve = byConvention.get(other);
    return curve == null ? primary() : curve;
  }

  /**
   * The primary DVH once more, sampled half as finely. The error of {@link #primary()} is about a
   * third of the difference, since it falls with the square of the step.
   */
  public DoseVolumeHistogram coarser() {
    return coarser;
  }
}
