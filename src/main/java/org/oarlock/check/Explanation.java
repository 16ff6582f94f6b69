package org.oarlock.check;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oarlock.check.PlanResult.MatchedStructure;
import org.oarlock.check.PlanResult.ResolvedPrescription;
import org.oarlock.dvh.DosePlace;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.DoseGrid;
import org.oarlock.quantity.Unit;

/**
 * How a goal came to its verdict: where and by how much it meets or misses its limits, and what its
 * values rest on. Places are for people who look for them; nothing is judged by them.
 *
 * @param findings one for each of the goal's judgements, in their order
 * @param structures the structures of the protocol that the goal is about, and those that they are
 *     made of: what they are in the plan, and how they were found
 * @param prescription what percent of dose refers to; null if the goal names none
 * @param doses how the dose of each phase that it draws on came about, in words
 * @param advice what would let it be judged, or judged for certain, where that is not so; each
 *     starts with a verb
 */
public record Explanation(
    List<Finding> findings,
    List<MatchedStructure> structures,
    @Nullable ResolvedPrescription prescription,
    List<String> doses,
    List<String> advice) {
  public Explanation {
    findings = List.copyOf(findings);
    structures = List.copyOf(structures);
    doses = List.copyOf(doses);
    advice = List.copyOf(advice);
  }

  /**
   * What there is to say about one judgement.
   *
   * @param margin how far the value is from its limit; null if it has no value or no limit of
   *     numbers
   * @param where where it was decided; null if it was nowhere in particular
   */
  public record Finding(@Nullable Margin margin, @Nullable Where where) {
    static final Finding NOTHING = new Finding(null, null);
  }

  /**
   * How far a value is from its limit.
   *
   * @param limit the limit itself, of several the one that the value misses or is nearest to
   * @param isUpper whether the value has to stay below it
   * @param margin by how much the value keeps the limit; negative if it misses it
   * @param unit of both
   */
  public record Margin(double limit, boolean isUpper, double margin, Unit unit) {}

  /** Where something was decided. */
  public sealed interface Where permits DoseRegion, SharedPart, SlicePlace, FieldPlace {}

  /**
   * The part of a structure that a dose-volume metric is about: what gets the dose that the metric
   * or its limit names, or does not get it.
   *
   * @param structure its name, as beside its curve
   * @param solid the structure
   * @param doseName a phase's name, or {@code total}
   * @param dose the dose, on which the places are
   * @param thresholdGy the dose that the metric names ({@code V20Gy}) or its limit ({@code D2cc <
   *     50 Gy})
   * @param ofLimit whether the threshold is the limit itself
   * @param below whether the part below the threshold is meant, as for the coverage of a target,
   *     instead of that at or above it
   * @param volumeCm3 the volume of the part, from the histogram that was judged
   * @param allowedCm3 how much of it the limit allows; null where it allows no volume in
   *     particular, as for a mean
   * @param passingGy the threshold with which the limit would just be kept; null if there is none
   * @param place where the dose is extreme (highest, or lowest where {@code below}) and where the
   *     part lies; null if it was not looked for, or if the structure lies outside the dose grid
   * @param target the target that is nearest to the extreme point; null if there is none
   * @param surface the patient's outline; null if it is not known
   * @param beams what beams contribute at the extreme point, the highest first; empty if the dose
   *     files do not tell
   */
  public record DoseRegion(
      String structure,
      Solid solid,
      String doseName,
      DoseGrid dose,
      double thresholdGy,
      boolean ofLimit,
      boolean below,
      double volumeCm3,
      @Nullable Double allowedCm3,
      @Nullable Double passingGy,
      @Nullable DosePlace place,
      @Nullable Distance target,
      @Nullable Distance surface,
      List<BeamShare> beams)
      implements Where {
    public DoseRegion {
      beams = List.copyOf(beams);
    }

    /** How much more of the part there is than the limit allows, 0 if it is no more. */
    public double excessCm3() {
      return allowedCm3 == null ? 0 : Math.max(0, volumeCm3 - allowedCm3);
    }
  }

  /**
   * The part of a structure inside another one, or outside of it, that a limit on the shared volume
   * is about.
   *
   * @param structure the structure
   * @param other the other one
   * @param inside whether the part lies inside the other
   * @param part the part; empty if there is none
   * @param centroid its centre; null if it is empty
   */
  public record SharedPart(
      String structure, String other, boolean inside, Solid part, @Nullable PatientPoint centroid)
      implements Where {}

  /**
   * A slice.
   *
   * @param names the structures that were compared there, the measured one first
   * @param solids the same structures
   * @param atMm its height along the normal of the slices, z for transverse ones
   */
  public record SlicePlace(List<String> names, List<Solid> solids, double atMm) implements Where {
    public SlicePlace {
      names = List.copyOf(names);
      solids = List.copyOf(solids);
    }
  }

  /**
   * Moments of the delivery of fields.
   *
   * @param phase the index of the plan's phase
   * @param structure the structure that they pass through; null if it is about none
   * @param solid the same structure
   * @param shots the moments, the one that says most first; at least one
   */
  public record FieldPlace(
      int phase, @Nullable String structure, @Nullable Solid solid, List<Shot> shots)
      implements Where {
    public FieldPlace {
      shots = List.copyOf(shots);
    }
  }

  /**
   * A moment of a field's delivery.
   *
   * @param beam the beam number
   * @param name the number and the name, {@code field 3 (LAO)}
   * @param controlPoint the number of the control point that it starts from, counted from 0 as in
   *     the file
   * @param gantryDeg the gantry angle then, IEC 61217, [0, 360); null if the file does not say
   * @param words what was found there
   */
  public record Shot(
      int beam, String name, int controlPoint, @Nullable Double gantryDeg, String words) {}

  /**
   * What a beam, or several that are known together only, contributes to the dose at a point.
   *
   * @param name the number and the name, {@code field 3 (LAO)}
   */
  public record BeamShare(String name, double doseGy) {}

  /**
   * How far a point is from a structure.
   *
   * @param structure the structure's name in the protocol
   * @param mm from its surface, negative inside it
   */
  public record Distance(String structure, double mm) {}
}
