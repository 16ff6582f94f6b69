package org.oarlock.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.oarlock.check.PlanResult;
import org.oarlock.check.PlanResult.ResolvedPrescription;
import org.oarlock.geometry.GeometryException;
import org.oarlock.geometry.PlanarContour;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.DoseGrid;
import org.oarlock.plan.Phase;
import org.oarlock.plan.PhaseDose;
import org.oarlock.plan.Structure;
import org.oarlock.plan.StructureSet;
import org.oarlock.protocol.PrescriptionRule;
import org.oarlock.protocol.Protocol;
import org.oarlock.quantity.Dose;

/** What a plan has of what pictures show. */
final class DrawnPlan {
  private static final String MULTI_PLAN = "MULTI_PLAN";
  private static final List<String> TARGET_TYPES = List.of("PTV", "CTV", "GTV");

  private final Protocol protocol;
  private final PlanResult result;
  private final StructureSet set;

  DrawnPlan(Protocol protocol, PlanResult result) {
    this.protocol = protocol;
    this.result = result;
    this.set = result.plan().structureSet();
  }

  /** What the plan draws of the target of the largest prescription. */
  Set<Structure> targets() {
    Map<String, Dose> doses = new LinkedHashMap<>();
    for (ResolvedPrescription prescription : result.prescriptions()) {
      if (prescription.dose() != null) {
        doses.put(prescription.name(), prescription.dose());
      }
    }
    return protocol.prescriptions().stream()
        .filter(rule -> !rule.target().isEmpty() && doses.containsKey(rule.name()))
        .sorted(
            Comparator.comparingDouble(
                (PrescriptionRule rule) -> -Objects.requireNonNull(doses.get(rule.name())).gy()))
        .map(rule -> drawn(rule.target()))
        .filter(structures -> !structures.isEmpty())
        .findFirst()
        .orElseGet(this::targetsOfPlan);
  }

  /** What the plan itself prescribes a dose to. */
  private Set<Structure> targetsOfPlan() {
    return result.plan().phases().stream()
        .flatMap(phase -> phase.prescriptions().stream())
        .sorted(Comparator.comparingDouble(prescription -> -prescription.dose().gy()))
        .map(prescription -> named(Set.of(prescription.targetName())))
        .filter(structures -> !structures.isEmpty())
        .findFirst()
        .orElseGet(this::largestOfType);
  }

  /** Where no prescription names a target: what is drawn on the most contours as one. */
  private Set<Structure> largestOfType() {
    return TARGET_TYPES.stream()
        .map(
            type ->
                set.structures().stream()
                    .filter(s -> s.type().equals(type) && !s.contours().isEmpty())
                    .max(Comparator.comparingInt(s -> s.contours().size())))
        .flatMap(Optional::stream)
        .findFirst()
        .map(Set::of)
        .orElse(Set.of());
  }

  /** The structures of the plan that a structure of the protocol is or is made of. */
  private Set<Structure> drawn(String name) {
    return result.structures().stream()
        .filter(structure -> structure.name().equals(name))
        .findFirst()
        .map(structure -> named(Set.copyOf(structure.matched())))
        .orElse(Set.of());
  }

  /** The structures of these names, so far as they are drawn. */
  Set<Structure> named(Set<String> names) {
    return set.structures().stream()
        .filter(structure -> names.contains(structure.name()) && !structure.contours().isEmpty())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** What structures are together; empty if that cannot be made. */
  Solid solid(Set<Structure> structures) {
    List<PlanarContour> contours =
        structures.stream().flatMap(structure -> structure.contours().stream()).toList();
    try {
      return Solid.ofContours(contours, set.sliceSpacingOrTypicalMm());
    } catch (GeometryException e) {
      return Solid.union(List.of()); // the check has said that it cannot be used
    }
  }

  /** The structures that goals look at, then the body, without some. */
  List<Structure> lookedAt(Set<Structure> without) {
    Set<String> unasked = Set.copyOf(result.structuresWithoutGoals());
    return set.structures().stream()
        .filter(structure -> !without.contains(structure))
        .filter(structure -> !unasked.contains(structure.name()) || isBody(structure))
        .sorted(Comparator.comparing(DrawnPlan::isBody))
        .toList();
  }

  private static boolean isBody(Structure structure) {
    return structure.type().equals("EXTERNAL");
  }

  /** The doses of all phases; none if one is missing, or they do not add up. */
  List<DoseGrid> doses() {
    List<DoseGrid> grids = new ArrayList<>();
    Set<String> types = new LinkedHashSet<>();
    List<Phase> phases = result.plan().phases();
    for (Phase phase : phases) {
      PhaseDose dose = phase.dose();
      if (dose == null
          || !dose.totalIsCertain()
          || (phases.size() > 1 && dose.summation().equals(MULTI_PLAN))) {
        return List.of();
      }
      types.add(dose.doseType());
      grids.add(dose.grid());
    }
    return types.size() == 1 ? grids : List.of();
  }
}
