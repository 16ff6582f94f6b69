package org.oarlock.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.oarlock.beam.Fields;
import org.oarlock.check.Explanation.BeamShare;
import org.oarlock.check.Explanation.Distance;
import org.oarlock.check.Explanation.DoseRegion;
import org.oarlock.check.Explanation.Finding;
import org.oarlock.check.Explanation.Margin;
import org.oarlock.check.Explanation.SharedPart;
import org.oarlock.check.Explanation.Where;
import org.oarlock.check.Piece.Drawn;
import org.oarlock.check.StructureDoses.NamedDose;
import org.oarlock.check.Traces.Cause;
import org.oarlock.check.Traces.Cause.Dosed;
import org.oarlock.check.Traces.Trace;
import org.oarlock.dvh.DosePlace;
import org.oarlock.dvh.DoseVolumeHistogram;
import org.oarlock.dvh.PointDose;
import org.oarlock.geometry.Cut;
import org.oarlock.geometry.Distances;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.Solid;
import org.oarlock.metric.Metric;
import org.oarlock.metric.Metric.DoseAtVolume;
import org.oarlock.metric.Metric.DoseStatistic;
import org.oarlock.metric.Metric.VolumeAtDose;
import org.oarlock.metric.MetricValue;
import org.oarlock.plan.BeamDose;
import org.oarlock.plan.PhaseDose;
import org.oarlock.plan.Plan;
import org.oarlock.protocol.Expression;
import org.oarlock.protocol.PrescriptionRule;
import org.oarlock.quantity.Quantity;
import org.oarlock.quantity.Unit;

/** Says how the goals of one plan came to their verdicts. */
final class Explainer {
  private final Plan plan;
  private final Traces traces;
  private final Structures structures;
  private final StructureDoses structureDoses;
  private final List<PrescriptionRule> prescriptions;
  private final @Nullable Expression body;
  private final Advice advice;

  /**
   * @param prescriptions those of the protocol that apply, for their targets
   * @param body the patient's outline, null if the protocol knows none
   * @param advice what would let goals be judged
   */
  Explainer(
      Plan plan,
      Traces traces,
      Structures structures,
      StructureDoses structureDoses,
      List<PrescriptionRule> prescriptions,
      @Nullable Expression body,
      Advice advice) {
    this.plan = plan;
    this.traces = traces;
    this.structures = structures;
    this.structureDoses = structureDoses;
    this.prescriptions = List.copyOf(prescriptions);
    this.body = body;
    this.advice = advice;
  }

  /**
   * Explains a goal.
   *
   * @param matched what the structures of the protocol are in the plan
   * @param resolved what its prescriptions are
   * @param places whether to look for places
   */
  Explanation of(
      GoalResult goal,
      List<PlanResult.MatchedStructure> matched,
      List<PlanResult.ResolvedPrescription> resolved,
      boolean places) {
    Evidence evidence = goal.evidence();
    return new Explanation(
        goal.judgements().stream().map(j -> finding(j, evidence, places)).toList(),
        matched.stream().filter(s -> evidence.structures().contains(s.name())).toList(),
        resolved.stream()
            .filter(p -> p.name().equals(evidence.prescription()))
            .findFirst()
            .orElse(null),
        evidence.phases().stream().map(this::dose).toList(),
        advice.of(goal));
  }

  /** How the dose of a phase came about. */
  private String dose(int phase) {
    String name = PhaseAssignment.name(plan.phases(), phase);
    return Optional.ofNullable(plan.phases().get(phase).dose())
        .map(dose -> name + ": " + dose.doseType() + ", " + dose.derivation())
        .orElse(name + ": no usable dose");
  }

  private Finding finding(Judgement judgement, Evidence evidence, boolean places) {
    Trace trace = traces.of(judgement);
    if (trace == null) {
      return Finding.NOTHING;
    }
    Limit limit = trace.limit();
    MetricValue value = judgement.result() instanceof MetricValue number ? number : null;
    Bound bound = limit == null || value == null ? null : Bound.of(limit, value.value());
    return new Finding(
        bound == null || value == null ? null : bound.margin(value),
        where(trace.cause(), bound, evidence, places));
  }

  private @Nullable Where where(
      @Nullable Cause cause, @Nullable Bound bound, Evidence evidence, boolean places) {
    if (cause instanceof Cause.At at) {
      return at.where();
    }
    if (bound == null) {
      return null;
    }
    if (cause instanceof Cause.Shared shared) {
      return places ? part(shared, bound) : null;
    }
    return cause instanceof Dosed dosed ? where(dosed, bound, evidence, places) : null;
  }

  /** What there is too much of: the part that is measured, or the rest. */
  private static SharedPart part(Cause.Shared shared, Bound bound) {
    boolean inside = shared.inside() == bound.isUpper();
    Solid solid = shared.piece().solid();
    Solid other = shared.other().solid();
    Solid part = inside ? Solid.intersect(List.of(solid, other)) : solid.subtract(other);
    return new SharedPart(
        shared.piece().name(),
        shared.other().name(),
        inside,
        part,
        part.volumeCm3() > 0 ? part.primary().centroid() : null);
  }

  /**
   * One end of what a goal asks: the one that a value misses, or is nearest to.
   *
   * @param isUpper whether values have to stay below it
   */
  private record Bound(double limit, boolean isUpper) {
    static @Nullable Bound of(Limit limit, double value) {
      if (limit instanceof Limit.Tiered tiered) {
        return of(tiered.goal(), value);
      }
      if (limit instanceof Limit.Range range) {
        boolean isUpper = value - range.low() > range.high() - value;
        return new Bound(isUpper ? range.high() : range.low(), isUpper);
      }
      Limit.Bound bound = (Limit.Bound) limit;
      return switch (bound.operator()) {
        case LESS, AT_MOST -> new Bound(bound.limit(), true);
        case GREATER, AT_LEAST -> new Bound(bound.limit(), false);
        case EQUAL, NOT_EQUAL -> null;
      };
    }

    Margin margin(MetricValue value) {
      return new Margin(
          limit, isUpper, isUpper ? limit - value.value() : value.value() - limit, value.unit());
    }
  }

  // ---- dose-volume metrics

  private @Nullable Where where(Dosed dosed, Bound bound, Evidence evidence, boolean places) {
    Double threshold = thresholdGy(dosed, bound);
    if (threshold == null) {
      return null;
    }
    DoseVolumeHistogram dvh = structureDoses.of(dosed.piece(), dosed.dose()).primary();
    boolean below = isBelow(dosed.metric(), bound);
    double reached = dvh.volumeAtLeastCm3(threshold);
    DosePlace place =
        places
            ? structureDoses.place(dosed.piece(), dosed.dose(), threshold, below).orElse(null)
            : null;
    PatientPoint point = place == null ? null : place.extreme();
    Double allowed = allowedCm3(dosed.metric(), bound, dvh);
    return new DoseRegion(
        dosed.piece().name(),
        dosed.piece().solid(),
        dosed.dose().name(),
        dosed.dose().grid(),
        threshold,
        !(dosed.metric() instanceof VolumeAtDose),
        below,
        below ? Math.max(0, dvh.coveredVolumeCm3() - reached) : reached,
        allowed,
        allowed == null ? null : passingGy(below, allowed, dvh),
        place,
        point == null ? null : toTarget(point, evidence),
        point == null ? null : toSurface(point),
        point == null ? List.of() : beams(point, dosed.dose()));
  }

  /** What gets too little is what keeps coverage and minima from being met. */
  private static boolean isBelow(Metric metric, Bound bound) {
    boolean ofCold = metric instanceof VolumeAtDose volume && volume.below();
    return bound.isUpper() == ofCold;
  }

  /** The dose that the metric names, or its limit; null if neither is a dose. */
  private static @Nullable Double thresholdGy(Dosed dosed, Bound bound) {
    Metric metric = dosed.metric();
    if (metric instanceof VolumeAtDose volume) {
      return gy(volume.dose(), dosed);
    }
    boolean isDose =
        metric instanceof DoseAtVolume
            || metric instanceof DoseStatistic
            || metric instanceof Metric.Geud;
    return isDose ? gy(new Quantity(bound.limit(), metric.unit()), dosed) : null;
  }

  private static @Nullable Double gy(Quantity dose, Dosed dosed) {
    if (dose.unit() != Unit.PERCENT) {
      return dose.base();
    }
    return dosed.hundred() == null ? null : dose.value() / 100 * dosed.hundred().gy();
  }

  /** How much of the part beyond the threshold the limit allows; null if no volume is named. */
  private static @Nullable Double allowedCm3(Metric metric, Bound bound, DoseVolumeHistogram dvh) {
    double whole = dvh.coveredVolumeCm3();
    boolean below = isBelow(metric, bound);
    Double named = null; // the volume that is named, of what is hottest or of what is coldest
    boolean ofCold = false;
    if (metric instanceof VolumeAtDose volume) {
      named = cm3(new Quantity(bound.limit(), volume.unit()), whole);
      ofCold = volume.below();
    } else if (metric instanceof DoseAtVolume dose) {
      named = cm3(dose.volume(), whole);
      ofCold = dose.coldest();
    } else if (metric instanceof DoseStatistic statistic) {
      switch (statistic.kind()) {
        case MAX -> named = 0.0;
        case MIN -> {
          named = 0.0;
          ofCold = true;
        }
        case MEDIAN -> named = whole / 2;
        case MEAN -> {
          return null;
        }
      }
    }
    if (named == null) {
      return null;
    }
    return Math.max(0, Math.min(whole, below == ofCold ? named : whole - named));
  }

  private static double cm3(Quantity volume, double whole) {
    return volume.unit() == Unit.PERCENT ? volume.value() / 100 * whole : volume.base();
  }

  /** The threshold beyond which just the allowed volume would lie. */
  private static @Nullable Double passingGy(
      boolean below, double allowed, DoseVolumeHistogram dvh) {
    return dvh.coveredVolumeCm3() > 0
        ? dvh.doseToHottestGy(below ? dvh.coveredVolumeCm3() - allowed : allowed)
        : null;
  }

  // ---- beams

  /** Those of the doses of single beams that the phases have; EQD2 does not add up over beams. */
  private List<BeamShare> beams(PatientPoint point, NamedDose dose) {
    List<BeamShare> shares = new ArrayList<>();
    for (int index :
        dose.name().contains(GoalResult.AS_EQD2) ? List.<Integer>of() : dose.phases()) {
      PhaseDose ofPhase = plan.phases().get(index).dose();
      for (BeamDose part : ofPhase == null ? List.<BeamDose>of() : ofPhase.beamDoses()) {
        PointDose.at(part.grid(), point)
            .ifPresent(gy -> shares.add(new BeamShare(name(index, part.beams()), gy)));
      }
    }
    shares.sort(Comparator.comparingDouble(BeamShare::doseGy).reversed());
    return shares;
  }

  private String name(int phase, List<Integer> numbers) {
    String beams =
        numbers.stream()
            .map(
                number ->
                    plan.phases().get(phase).beams().stream()
                        .filter(beam -> beam.number() == number)
                        .findFirst()
                        .map(Fields::name)
                        .orElse("field " + number))
            .collect(Collectors.joining(" and "));
    return plan.phases().size() > 1
        ? beams + " of " + PhaseAssignment.name(plan.phases(), phase)
        : beams;
  }

  // ---- distances

  private @Nullable Distance toTarget(PatientPoint point, Evidence evidence) {
    Distance nearest = null;
    for (PrescriptionRule rule : prescriptions) {
      boolean isNamed =
          evidence.prescription().isEmpty() || evidence.prescription().equals(rule.name());
      if (isNamed
          && structures.whole(new Expression.Name(rule.target(), 0)) instanceof Drawn target) {
        double mm = Distances.toSurface(point, target.solid(), Cut.NONE);
        nearest = nearest == null || mm < nearest.mm() ? new Distance(rule.target(), mm) : nearest;
      }
    }
    return nearest;
  }

  /** To the outline that the protocol knows, else to the only one that the plan has. */
  private @Nullable Distance toSurface(PatientPoint point) {
    Drawn outline =
        body == null
            ? structures.external()
            : structures.whole(body) instanceof Drawn drawn ? drawn : null;
    return outline == null
        ? null
        : new Distance(
            body == null ? outline.name() : body.text(),
            Distances.toSurface(point, outline.solid(), structures.scanEnd(outline)));
  }
}
