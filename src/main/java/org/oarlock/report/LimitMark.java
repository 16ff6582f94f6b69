package org.oarlock.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.oarlock.check.GoalResult;
import org.oarlock.check.Judgement;
import org.oarlock.check.PlanResult;
import org.oarlock.check.PlanResult.Curve;
import org.oarlock.check.PlanResult.ResolvedPrescription;
import org.oarlock.check.Verdict;
import org.oarlock.dvh.DoseVolumeHistogram;
import org.oarlock.quantity.Dose;
import org.oarlock.quantity.Unit;

/**
 * A goal's limit as a point that a curve must pass on one side.
 *
 * @param goal the goal's id
 * @param curve the index of the curve
 * @param doseGy where it lies
 * @param volumePercent where it lies, of the structure's whole volume
 * @param points to where it points: away from where the curve must not be
 * @param text goal, metric, limit and what was found
 * @param verdict of the comparison
 */
record LimitMark(
    String goal,
    int curve,
    double doseGy,
    double volumePercent,
    Direction points,
    String text,
    Verdict verdict) {

  /** The side on which the curve meets the goal. */
  enum Direction {
    DOWN,
    UP,
    LEFT,
    RIGHT
  }

  private static final Pattern VOLUME =
      Pattern.compile("(CV|V)([0-9]+(?:[.][0-9]+)?)(Gy|cGy|%)\\[(cc|%)]");
  private static final Pattern DOSE =
      Pattern.compile("(DC|D)([0-9]+(?:[.][0-9]+)?)(cc|%)\\[(Gy|cGy|%)]");
  private static final Pattern EXTREME = Pattern.compile("(Min|Max|Median)\\[(Gy|cGy|%)]");

  /** The marks of all goals whose limit is a point in the plane of a curve that is there. */
  static List<LimitMark> of(PlanResult result) {
    List<LimitMark> marks = new ArrayList<>();
    for (GoalResult goal : result.goals()) {
      for (Judgement judgement : goal.judgements()) {
        int curve = curve(result.curves(), goal, judgement);
        if (curve >= 0) {
          new Placing(result, goal, judgement, curve).addTo(marks);
        }
      }
    }
    return marks;
  }

  /** The curve on the goal's dose that bears the name of what was judged, -1 if there is none. */
  private static int curve(List<Curve> curves, GoalResult goal, Judgement judgement) {
    List<String> names = new ArrayList<>(List.of(judgement.label(), goal.structure()));
    if (judgement.matched().size() == 1) {
      names.addAll(judgement.matched());
    }
    for (String name : names) {
      for (int i = 0; i < curves.size() && !name.isEmpty(); i++) {
        Curve curve = curves.get(i);
        if (curve.structure().equals(name) && curve.dose().equals(goal.dose())) {
          return i;
        }
      }
    }
    return -1;
  }

  /** Works out where the limits of one judgement lie. */
  private record Placing(PlanResult result, GoalResult goal, Judgement judgement, int curve) {

    void addTo(List<LimitMark> marks) {
      for (Limit limit : Limit.parse(judgement.limit())) {
        place(limit).filter(Place::isOnTheChart).ifPresent(place -> marks.add(mark(place)));
      }
    }

    private LimitMark mark(Place place) {
      String text =
          "%s: %s %s; found %s: %s"
              .formatted(
                  goal.id(),
                  judgement.metric(),
                  judgement.limit(),
                  Figures.value(judgement),
                  judgement.verdict());
      return new LimitMark(
          goal.id(),
          curve,
          place.doseGy(),
          place.volumePercent(),
          place.points(),
          text,
          judgement.verdict());
    }

    private Optional<Place> place(Limit limit) {
      boolean atMost = limit.side() == Limit.Side.AT_MOST;
      Matcher volume = VOLUME.matcher(judgement.metric());
      if (volume.matches()) {
        boolean below = volume.group(1).equals("CV");
        double volumePercent = percent(limit.value(), volume.group(4));
        return Optional.of(
            new Place(
                gy(number(volume, 2), volume.group(3)),
                below ? 100 - volumePercent : volumePercent,
                atMost != below ? Direction.DOWN : Direction.UP));
      }
      Direction points = atMost ? Direction.LEFT : Direction.RIGHT;
      Matcher dose = DOSE.matcher(judgement.metric());
      if (dose.matches()) {
        double hottestPercent = percent(number(dose, 2), dose.group(3));
        return Optional.of(
            new Place(
                gy(limit.value(), dose.group(4)),
                dose.group(1).equals("DC") ? 100 - hottestPercent : hottestPercent,
                points));
      }
      Matcher extreme = EXTREME.matcher(judgement.metric());
      if (extreme.matches()) {
        double volumePercent =
            switch (extreme.group(1)) {
              case "Min" -> 100;
              case "Max" -> 0;
              default -> 50;
            };
        return Optional.of(new Place(gy(limit.value(), extreme.group(2)), volumePercent, points));
      }
      return Optional.empty();
    }

    private static double number(Matcher matcher, int group) {
      return Double.parseDouble(matcher.group(group));
    }

    private double percent(double volume, String unit) {
      DoseVolumeHistogram histogram = result.curves().get(curve).histogram();
      return unit.equals("%") ? volume : 100 * (volume / histogram.totalVolumeCm3());
    }

    /** The dose in Gy; not a number where the prescription that percent refers to is unknown. */
    private double gy(double dose, String unit) {
      return switch (unit) {
        case "Gy" -> dose;
        case "cGy" -> Unit.CGY.toBase(dose);
        default -> dose / 100 * prescriptionGy();
      };
    }

    private double prescriptionGy() {
      String name = goal.prescription().replaceFirst(":.*", "");
      return result.prescriptions().stream()
          .filter(prescription -> prescription.name().equals(name))
          .map(ResolvedPrescription::dose)
          .filter(Objects::nonNull)
          .mapToDouble(Dose::gy)
          .findFirst()
          .orElse(Double.NaN);
    }
  }

  private record Place(double doseGy, double volumePercent, Direction points) {
    boolean isOnTheChart() {
      return doseGy >= 0 && Double.isFinite(doseGy) && volumePercent >= 0 && volumePercent <= 100;
    }
  }
}
