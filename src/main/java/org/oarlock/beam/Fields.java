package org.oarlock.beam;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.oarlock.beam.Finding.Known;
import org.oarlock.plan.Beam;
import org.oarlock.plan.ControlPoint;
import org.oarlock.plan.Phase;
import org.oarlock.problem.VisibleText;
import org.oarlock.quantity.DecimalText;
import org.oarlock.quantity.Quantity;
import org.oarlock.quantity.Unit;

/** What the treatment fields of one phase are: how many, of which kind, energy and technique. */
public final class Fields {
  private Fields() {}

  /** The number and name of a beam, {@code field 3 (LAO)}. */
  public static String name(Beam beam) {
    return Delivery.name(beam);
  }

  /** How many treatment fields the phase has; those for set-up and images do not count. */
  public static Finding<Integer> count(Phase phase) {
    return Finding.of(
        () -> {
          List<Beam> beams = Delivery.treatmentBeams(phase);
          if (phase.source() == null) {
            throw new NoAnswer("the fields of several plans are known together only");
          }
          if (phase.fractionGroups() > 1) {
            throw new NoAnswer(
                "the plan has %d fraction groups, which may use different fields"
                    .formatted(phase.fractionGroups()));
          }
          requireMonitorUnitsOfAllOrNone(beams);
          int others = phase.beams().size() - beams.size();
          List<String> details = new ArrayList<>();
          details.add(Delivery.names(beams));
          if (others > 0) {
            details.add(others + " for set-up, images or verification not counted");
          }
          return new Known<>(beams.size(), details);
        });
  }

  /** A field that no fraction group refers to, or that has no monitor units, is not given. */
  private static void requireMonitorUnitsOfAllOrNone(List<Beam> beams) {
    List<Beam> without = beams.stream().filter(beam -> !(beam.meterset() > 0)).toList();
    if (!without.isEmpty() && without.size() < beams.size()) {
      throw new NoAnswer(
          "the plan gives monitor units for other fields but not for %s: whether that is treated is not known"
              .formatted(Delivery.names(without)));
    }
  }

  /** Whether the gantry turns while the beams are on. */
  public static Finding<Technique> technique(Phase phase) {
    return Finding.of(
        () -> {
          List<Delivery> deliveries = Delivery.of(phase);
          Map<Boolean, List<Beam>> byKind = new LinkedHashMap<>();
          deliveries.forEach(
              d -> byKind.computeIfAbsent(d.isArc(), k -> new ArrayList<>()).add(d.beam()));
          List<String> details = new ArrayList<>();
          byKind.forEach(
              (arc, beams) ->
                  details.add(
                      (arc ? "arcs: " : "static: ") + Delivery.names(beams, deliveries.size())));
          boolean arc = byKind.containsKey(true);
          return new Known<>(
              byKind.size() > 1 ? Technique.MIXED : arc ? Technique.ARC : Technique.STATIC,
              details,
              firstOfEachKind(deliveries));
        });
  }

  private static List<FieldPoint> firstOfEachKind(List<Delivery> deliveries) {
    Map<Boolean, FieldPoint> first = new LinkedHashMap<>();
    for (Delivery delivery : deliveries) {
      Stretch stretch =
          delivery.stretches().stream()
              .filter(s -> s.sweepDeg() != 0)
              .findFirst()
              .orElse(delivery.stretches().get(0));
      String words =
          delivery.isArc()
              ? "the gantry turns by " + degrees(stretch.sweepDeg()) + " to the next"
              : "the gantry stands still";
      first.putIfAbsent(delivery.isArc(), FieldPoint.at(delivery.beam(), stretch.index(), words));
    }
    return List.copyOf(first.values());
  }

  /** What the beams consist of. */
  public static Finding<Radiation> radiation(Phase phase) {
    return Finding.of(
        () -> {
          Map<Radiation, List<Beam>> byKind = new TreeMap<>();
          List<Beam> all = Delivery.treatmentBeams(phase);
          for (Beam beam : all) {
            Radiation kind = Delivery.about(beam, Fields::radiation);
            byKind.computeIfAbsent(kind, k -> new ArrayList<>()).add(beam);
          }
          List<String> details = new ArrayList<>();
          byKind.forEach(
              (kind, beams) -> details.add(word(kind) + ": " + Delivery.names(beams, all.size())));
          List<FieldPoint> points = new ArrayList<>();
          byKind.forEach((kind, beams) -> points.addAll(start(beams.get(0), word(kind))));
          return new Known<>(
              byKind.size() > 1 ? Radiation.MIXED : byKind.keySet().iterator().next(),
              details,
              points);
        });
  }

  /** The first control point of a beam, if it has one. */
  private static List<FieldPoint> start(Beam beam, String words) {
    return beam.controlPoints().isEmpty() ? List.of() : List.of(FieldPoint.at(beam, 0, words));
  }

  private static Radiation radiation(Beam beam) {
    return switch (beam.radiationType()) {
      case "PHOTON" -> Radiation.PHOTON;
      case "ELECTRON" -> Radiation.ELECTRON;
      case "PROTON" -> Radiation.PROTON;
      case "ION" -> Radiation.ION;
      case "" -> throw new NoAnswer("its radiation type is not given");
      default ->
          throw new NoAnswer(
              "its radiation type '%s' is not known"
                  .formatted(VisibleText.of(beam.radiationType(), 16)));
    };
  }

  private static String word(Radiation kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /**
   * An energy that occurs.
   *
   * @param amount in MV for photons, in MeV for particles
   * @param words the fields that have it
   * @param first where it occurs first
   */
  public record Energy(Quantity amount, String words, FieldPoint first) {}

  /**
   * Every energy that occurs, photons before particles, each rising. A flattening filter that is
   * taken out does not change the nominal energy; it is only said.
   */
  public static Finding<List<Energy>> energies(Phase phase) {
    return Finding.of(
        () -> {
          SortedMap<Unit, SortedMap<Double, List<Beam>>> found = new TreeMap<>();
          List<Beam> all = Delivery.treatmentBeams(phase);
          for (Beam beam : all) {
            Unit unit =
                Delivery.about(beam, Fields::radiation) == Radiation.PHOTON ? Unit.MV : Unit.MEV;
            for (double energy : Delivery.about(beam, Fields::energiesOf)) {
              found
                  .computeIfAbsent(unit, u -> new TreeMap<>())
                  .computeIfAbsent(energy, e -> new ArrayList<>())
                  .add(beam);
            }
          }
          List<Energy> energies = new ArrayList<>();
          found.forEach(
              (unit, byEnergy) ->
                  byEnergy.forEach(
                      (energy, beams) ->
                          energies.add(energy(new Quantity(energy, unit), beams, all.size()))));
          return new Known<>(energies, List.of());
        });
  }

  private static Energy energy(Quantity amount, List<Beam> beams, int of) {
    Beam beam = beams.get(0);
    List<ControlPoint> points = beam.controlPoints();
    int first = 0;
    while (points.get(first).nominalEnergy() != amount.value()) {
      first++;
    }
    return new Energy(
        amount, names(beams, of), FieldPoint.at(beam, first, "the energy is " + amount));
  }

  /** The names of beams, with what is unusual about their fluence. */
  private static String names(List<Beam> beams, int of) {
    if (beams.stream().allMatch(beam -> beam.fluenceMode().isEmpty())) {
      return Delivery.names(beams, of);
    }
    return beams.stream()
        .map(
            beam ->
                Delivery.name(beam)
                    + (beam.fluenceMode().isEmpty()
                        ? ""
                        : ", fluence " + VisibleText.of(beam.fluenceMode(), 20)))
        .collect(Collectors.joining(", "));
  }

  private static List<Double> energiesOf(Beam beam) {
    List<Double> energies =
        beam.controlPoints().stream().map(ControlPoint::nominalEnergy).distinct().toList();
    if (energies.isEmpty() || energies.stream().anyMatch(e -> !(e > 0))) {
      throw new NoAnswer("its energy is not given");
    }
    return energies;
  }

  /**
   * How many fields have a turned couch, or a tilted table or gantry. A couch at 180 degrees is not
   * turned: the gantry's plane is the same transverse plane of the patient.
   */
  public static Finding<Integer> noncoplanar(Phase phase) {
    return Finding.of(
        () -> {
          List<String> details = new ArrayList<>();
          List<FieldPoint> points = new ArrayList<>();
          for (Beam beam : Delivery.treatmentBeams(phase)) {
            points.addAll(Delivery.about(beam, Fields::turned));
          }
          points.forEach(point -> details.add(point.name() + ": " + point.words()));
          if (points.isEmpty()) {
            details.add("every couch at 0 or 180 deg, no table or gantry tilted");
          }
          return new Known<>(points.size(), details, points);
        });
  }

  /** The first control point at which it is turned or tilted; none if it never is. */
  private static List<FieldPoint> turned(Beam beam) {
    if (beam.controlPoints().isEmpty()) {
      throw new NoAnswer("it has no control points");
    }
    for (int i = 0; i < beam.controlPoints().size(); i++) {
      String turned = turned(beam.controlPoints().get(i));
      if (!turned.isEmpty()) {
        return List.of(FieldPoint.at(beam, i, turned));
      }
    }
    return List.of();
  }

  private static String turned(ControlPoint point) {
    double couch = point.couchDeg();
    if (Double.isNaN(couch)) {
      throw new NoAnswer("its couch angle is not given");
    }
    if (Stretch.isTilted(couch) && Stretch.isTilted(couch - 180)) {
      return "couch at " + degrees(couch);
    }
    if (Stretch.isTilted(point.tablePitchDeg())) {
      return "table pitch " + degrees(point.tablePitchDeg());
    }
    if (Stretch.isTilted(point.tableRollDeg())) {
      return "table roll " + degrees(point.tableRollDeg());
    }
    return Stretch.isTilted(point.gantryPitchDeg())
        ? "gantry pitch " + degrees(point.gantryPitchDeg())
        : "";
  }

  static String degrees(double angle) {
    return DecimalText.print(angle, 1) + " deg";
  }
}
