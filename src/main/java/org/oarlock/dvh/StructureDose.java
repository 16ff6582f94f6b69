package org.oarlock.dvh;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.oarlock.geometry.Convention;

/**
 * One solid under one dose: its DVH under the conventions that it is known under, and what its
 * contours leave open. What only bands and other conventions need is worked out when it is first
 * asked for. A curve is the same to the bit whichever convention is the primary one.
 */
public final class StructureDose {
  private final Convention convention;
  private final DoseVolumeHistogram primary;
  private final DvhOptions options;
  private final Supplier<Prisms> prisms;
  private @Nullable Prisms known;

  /** The DVHs of a solid as a stack of prisms. */
  interface Prisms {
    DoseVolumeHistogram under(Convention prisms);

    List<DoseVolumeHistogram> possible();
  }

  /**
   * @param options the tolerance that was met
   */
  StructureDose(
      Convention convention,
      DoseVolumeHistogram primary,
      DvhOptions options,
      Supplier<? extends Prisms> prisms) {
    this.convention = convention;
    this.primary = primary;
    this.options = options;
    this.prisms = prisms::get;
  }

  /** The DVH under the primary convention. */
  public DoseVolumeHistogram primary() {
    return primary;
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

  /** The conventions under which the solid is known: the primary one and all stacks of prisms. */
  public Set<Convention> conventions() {
    Set<Convention> all = EnumSet.of(convention);
    all.addAll(Convention.PRISMS);
    return all;
  }

  /** The DVH under a convention; under one that is not known, that under the primary one. */
  public DoseVolumeHistogram under(Convention other) {
    return other == convention || !Convention.PRISMS.contains(other)
        ? primary
        : prisms().under(other);
  }

  private synchronized Prisms prisms() {
    if (known == null) {
      known = prisms.get();
    }
    return known;
  }

  /**
   * The DVHs of solids that all pass through the contours: with the least, a middle and the largest
   * surface between them, and with nothing or as much as there can be beyond the end contours, at
   * either end; the largest last. Whatever the structure is, it lies between the least and the
   * largest. None if the structure has no volume in the grid.
   *
   * <p>The middle one is the largest with a half-slice cap at either end, where the surface follows
   * the parabola through three contours. It is an estimate, made of strips along the outlines, and
   * not what {@link Convention#SHAPE} gives.
   */
  public List<DoseVolumeHistogram> possible() {
    return prisms().possible();
  }
}
