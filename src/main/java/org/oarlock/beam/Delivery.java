package org.oarlock.beam;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.oarlock.plan.Beam;
import org.oarlock.plan.ControlPoint;
import org.oarlock.plan.Phase;
import org.oarlock.problem.VisibleText;

/**
 * A treatment beam as it is delivered: the stretches between its control points that have monitor
 * units. Where leaves or gantry move without any, as between the segments of step and shoot, there
 * is no beam.
 *
 * @param beam the beam
 * @param stretches in order, at least one
 * @param weighted false where the file has no meterset weights, and all stretches count alike
 */
record Delivery(Beam beam, List<Stretch> stretches, boolean weighted) {
  /** A phase with more control points is refused. */
  private static final int MAX_CONTROL_POINTS = 50_000;

  Delivery {
    stretches = List.copyOf(stretches);
  }

  /** The treatment beams of a phase: all but those for set-up, portal images and verification. */
  static List<Beam> treatmentBeams(Phase phase) {
    List<Beam> beams = phase.beams().stream().filter(Delivery::treats).toList();
    if (beams.isEmpty()) {
      throw new NoAnswer(
          !phase.beams().isEmpty()
              ? "the plan has no treatment beams, only others"
              : phase.source() == null ? "there is no RT Plan" : "the plan has no beams");
    }
    return beams;
  }

  private static boolean treats(Beam beam) {
    return switch (beam.deliveryType()) {
      case "SETUP", "OPEN_PORTFILM", "VERIFICATION" -> false;
      default -> true;
    };
  }

  /** The deliveries of all treatment beams of a phase. */
  static List<Delivery> of(Phase phase) {
    List<Beam> beams = treatmentBeams(phase);
    if (beams.stream().mapToLong(b -> b.controlPoints().size()).sum() > MAX_CONTROL_POINTS) {
      throw new NoAnswer(
          "the plan's beams have more than " + MAX_CONTROL_POINTS + " control points");
    }
    return beams.stream().map(beam -> about(beam, Delivery::of)).toList();
  }

  /** What follows from a beam; where nothing does, the reason names the beam. */
  static <T> T about(Beam beam, Function<Beam, T> question) {
    try {
      return question.apply(beam);
    } catch (NoAnswer e) {
      throw new NoAnswer(name(beam) + ": " + e.reason());
    }
  }

  /** The number and name of a beam, {@code field 3 (LAO)}. */
  static String name(Beam beam) {
    String name = beam.name().strip();
    return "field "
        + beam.number()
        + (name.isEmpty() || name.equals(String.valueOf(beam.number()))
            ? ""
            : " (" + VisibleText.of(name, 40) + ")");
  }

  static String names(List<Beam> beams) {
    return beams.stream().map(Delivery::name).collect(Collectors.joining(", "));
  }

  /** The names of some of a number of beams, shorter where these are all. */
  static String names(List<Beam> beams, int of) {
    return of > 1 && beams.size() == of ? "all " + of + " fields" : names(beams);
  }

  private static Delivery of(Beam beam) {
    List<ControlPoint> points = beam.controlPoints();
    if (points.size() < 2) {
      throw new NoAnswer("it has " + points.size() + " control points, and needs two");
    }
    double total =
        points.get(points.size() - 1).cumulativeMetersetWeight()
            - points.get(0).cumulativeMetersetWeight();
    List<Stretch> stretches = new ArrayList<>();
    for (int i = 0; i + 1 < points.size(); i++) {
      ControlPoint from = points.get(i);
      ControlPoint to = points.get(i + 1);
      double weight = to.cumulativeMetersetWeight() - from.cumulativeMetersetWeight();
      if (Double.isNaN(weight)) {
        throw new NoAnswer(
            "its meterset weight is not given at every control point, so it is not known where its"
                + " monitor units are delivered");
      }
      if (!(weight >= 0)) {
        throw new NoAnswer("its meterset weight falls at control point " + (i + 1));
      }
      if (total > 0 && weight == 0) {
        continue;
      }
      double share = total > 0 ? weight / total : 1.0 / (points.size() - 1);
      stretches.add(new Stretch(i, from, to, share, sweep(from, to, i)));
    }
    requireTurning(stretches);
    return new Delivery(beam, stretches, total > 0);
  }

  private static double sweep(ControlPoint from, ControlPoint to, int index) {
    if (Double.isNaN(from.gantryDeg()) || Double.isNaN(to.gantryDeg())) {
      throw new NoAnswer("its gantry angle is not given");
    }
    double sweep = Stretch.sweep(from, to);
    if (Double.isNaN(sweep)) {
      throw new NoAnswer(
          "its gantry turns after control point %d, but the direction is not given"
              .formatted(index));
    }
    return sweep;
  }

  /** One and the same angle with a direction is a full turn, or none: nobody can tell. */
  private static void requireTurning(List<Stretch> stretches) {
    boolean stated = stretches.stream().anyMatch(s -> !s.from().gantryDirection().equals("NONE"));
    if (stated && stretches.stream().allMatch(s -> s.sweepDeg() == 0)) {
      throw new NoAnswer("its gantry is said to turn, but its angle stays the same");
    }
  }

  /** Whether the gantry turns while it delivers. */
  boolean isArc() {
    return stretches.stream().anyMatch(s -> s.sweepDeg() != 0);
  }
}
