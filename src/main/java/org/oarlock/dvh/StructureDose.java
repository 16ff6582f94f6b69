package org.oarlock.dvh;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.oarlock.geometry.Convention;

/**
 * One solid under one dose: its DVH under the conventions that it is known under, and what its
 * contours leave open, which is worked out when it is first asked for.
 */
public final class StructureDose {
  private final Convention convention;
  private final Map<Convention, DoseVolumeHistogram> byConvention;
  private final DvhOptions options;
  private final Supplier<Others> opening;
  private @Nullable Others others;

  /**
   * What only bands need.
   *
   * @param possible the solids that the contours leave open, the largest last
   * @param interpolated the solid whose surface is interpolated between the contours, null if none
   */
  record Others(List<DoseVolumeHistogram> possible, @Nullable DoseVolumeHistogram interpolated) {
    static final Others NONE = new Others(List.of(), null);

    Others {
      possible = List.copyOf(possible);
    }
  }

  StructureDose(
      Convention convention,
      Map<Convention, ? extends DoseVolumeHistogram> byConvention,
      DvhOptions options,
      Supplier<Others> opening) {
    this.convention = convention;
    this.byConvention = new EnumMap<>(byConvention);
    this.options = options;
    this.opening = opening;
  }

  /** The DVH under the primary convention. */
  public DoseVolumeHistogram primary() {
    return java.util.Objects.requireNonNull(byConvention.get(convention));
  }

  /** The primary convention. */
  public Convention convention() {
    return convention;
  }

  /**
   * How exact the curves are: off by no more than this in dose, or else in volume. Wider than what
   * was asked for where sampling ended at its number of pieces.
   */
  public DvhOptions options() {
    return options;
  }

  /** The conventions that the solid is known under; others are worked out when asked for. */
  public Set<Convention> conventions() {
    return Collections.unmodifiableSet(byConvention.keySet());
  }

  /** The DVH under a convention; under one that is not known, that under the primary one. */
  public DoseVolumeHistogram under(Convention other) {
    DoseVolumeHistogram curve = byConvention.get(other);
    if (curve == null && other == Convention.SHAPE) {
      curve = others().interpolated();
    }
    return curve == null ? primary() : curve;
  }

  private synchronized Others others() {
    if (others == null) {
      others = opening.get();
    }
    return others;
  }

  /**
   * The DVHs of solids that all pass through the contours: with the least and with the largest
   * surface between them, and with nothing or as much as there can be beyond the end contours, at
   * either end; the largest last. Whatever the structure is, it lies between these. None if the
   * structure has no volume in the grid.
   */
  public List<DoseVolumeHistogram> possible() {
    return others().possible();
  }
}
