package org.oarlock.dvh;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.Phase;
import org.oarlock.plan.PlanningSystemDvh;
import org.oarlock.quantity.Unit;

/**
 * A histogram that the planning system stored, beside ours of the same structure and dose.
 *
 * <p>Tolerances: of the volume {@value #VOLUME_TOLERANCE}, the criterion of Nelms et al. (Med Phys
 * 2015;42:4435), who hold planning systems against closed forms, and about the median precision of
 * the coarsest of five systems of Pepin et al. (Med Phys 2022; 0.9 to 3.2 %); of the curve the same
 * share of the volume. Of doses {@value #DOSE_TOLERANCE}, at least {@value #DOSE_TOLERANCE_GY} Gy:
 * our choice.
 *
 * @param figures the volume in cm3 unless the planning system states percent only, then mean, D95%,
 *     D50% and D2% in Gy
 * @param gap where the curves differ most
 * @param statedMean the mean dose that the file states besides the curve, null if it states none
 * @param causes what removes every difference between figures and curves if it is assumed; {@link
 *     Cause#UNEXPLAINED} alone if nothing known does; empty if there is no difference
 * @param curve the stored curve, for drawing
 */
public record DvhComparison(
    List<Figure> figures,
    Gap gap,
    @Nullable StatedMean statedMean,
    List<Reason> causes,
    List<Point> curve) {
  /** Volumes, and shares of the volume along the curve, may differ by this share. */
  public static final double VOLUME_TOLERANCE = 0.03;

  /** Doses may differ by this share of ours … */
  public static final double DOSE_TOLERANCE = 0.01;

  /** … or by this, whichever is more. */
  public static final double DOSE_TOLERANCE_GY = 0.1;

  public DvhComparison {
    figures = List.copyOf(figures);
    causes = List.copyOf(causes);
    curve = List.copyOf(curve);
  }

  /**
   * Compares.
   *
   * @param solid the structure
   * @param ours the structure under the phase's dose
   * @param phase the phase whose dose file the histogram comes from; has a dose
   * @throws IllegalArgumentException if the two cannot be compared; the message is for the user
   */
  public static DvhComparison of(
      PlanningSystemDvh stored, Solid solid, StructureDose ours, Phase phase) {
    return new CurveComparer(stored, solid, ours, phase).compare();
  }

  /** Whether everything agrees within the tolerances. */
  public boolean agrees() {
    return causes.isEmpty() && (statedMean == null || statedMean.agrees());
  }

  /**
   * A number that both have.
   *
   * @param name {@code Volume}, {@code Mean}, {@code D95%}
   * @param unit of all three numbers
   * @param tolerance how far they may be apart: beyond the tolerances above, half a stored bin, and
   *     what 0.5 % of the volume more or less would change where our curve is flat
   */
  public record Figure(String name, Unit unit, double theirs, double ours, double tolerance) {
    /** Theirs less ours. */
    public double difference() {
      return theirs - ours;
    }

    public boolean agrees() {
      return Math.abs(difference()) <= tolerance;
    }
  }

  /**
   * Where the curves differ most.
   *
   * @param doseGy the dose
   * @param theirsPercent their share of the volume with at least that dose
   * @param oursPercent ours
   * @param percent the difference in percent of the volume that is left where our doses may be off
   *     by their tolerance; 0 if none is
   */
  public record Gap(double doseGy, double theirsPercent, double oursPercent, double percent) {
    public boolean agrees() {
      return percent <= 100 * VOLUME_TOLERANCE;
    }
  }

  /**
   * The mean dose that a file states besides the curve.
   *
   * @param value as stated, in whatever unit
   * @param curveGy the mean dose of the stored curve
   * @param reason why they differ, null if they do not
   */
  public record StatedMean(double value, double curveGy, @Nullable Reason reason) {
    /** Whether it goes with the curve, be it in another unit. */
    public boolean agrees() {
      return reason == null || reason.cause() != Cause.UNEXPLAINED;
    }
  }

  /**
   * What a difference comes from.
   *
   * @param text in words
   */
  public record Reason(Cause cause, String text) {}

  /** The usual reasons for a difference. */
  public enum Cause {
    /** Another contouring convention, end caps above all. */
    CONVENTION,
    /** The part outside the dose grid is left out of the volume. */
    CLIPPED_TO_GRID,
    /** The part outside the dose grid counts as dose 0. */
    ZERO_OUTSIDE_GRID,
    /**
     * Volumes belong into or to the end of their bins, so the first leaves out the coldest part.
     */
    FIRST_BIN,
    /** Doses are in percent although the file says Gy. */
    DOSE_IN_PERCENT,
    /** Doses are in cGy although the file says Gy. */
    DOSE_IN_CGY,
    /** The dose was multiplied by the number of fractions, and the histogram is of all already. */
    FRACTIONS_TWICE,
    /** Volumes are in percent although the file says cm3. */
    VOLUME_IN_PERCENT,
    /** The structure is thin and made of whole pixels. */
    PIXELS,
    /** None of these. */
    UNEXPLAINED
  }

  /** A point of the stored curve: the share of the volume that receives at least a dose. */
  public record Point(double doseGy, double percent) {}
}
