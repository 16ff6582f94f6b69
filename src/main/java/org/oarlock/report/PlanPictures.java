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
import org.jspecify.annotations.Nullable;
import org.oarlock.check.PlanResult;
import org.oarlock.check.PlanResult.ResolvedPrescription;
import org.oarlock.geometry.GeometryException;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.PlanarContour;
import org.oarlock.geometry.Solid;
import org.oarlock.picture.AxialPicture;
import org.oarlock.picture.AxialView;
import org.oarlock.picture.AxialView.Isodose;
import org.oarlock.picture.AxialView.Outline;
import org.oarlock.picture.Figure;
import org.oarlock.plan.DoseGrid;
import org.oarlock.plan.Phase;
import org.oarlock.plan.PhaseDose;
import org.oarlock.plan.Structure;
import org.oarlock.plan.StructureSet;
import org.oarlock.protocol.PrescriptionRule;
import org.oarlock.protocol.Protocol;
import org.oarlock.quantity.Dose;

/** The pictures that belong into a report about one plan. */
final class PlanPictures {
  private static final String TOTAL = "total";

  /** More lines would hide each other. */
  private static final int MOST_ISODOSES = 6;

  private final Protocol protocol;
  private final PlanResult result;
  private final StructureSet set;
  private final PlaneOutlines planes;

  private PlanPictures(Protocol protocol, PlanResult result) {
    this.protocol = protocol;
    this.result = result;
    this.set = result.plan().structureSet();
    this.planes = new PlaneOutlines(set.sliceSpacingOrTypicalMm());
  }

  /** All pictures of a plan in the order in which they are shown; perhaps none. */
  static List<Figure> of(Protocol protocol, PlanResult result) {
    return new PlanPictures(protocol, result).all();
  }

  private List<Figure> all() {
    List<Figure> figures = new ArrayList<>();
    throughTarget().ifPresent(figures::add);
    return figures;
  }

  // through the target

  /** The plane through the centre of the target that the most dose is prescribed to. */
  private Optional<Figure> throughTarget() {
    Set<Structure> targets = targets();
    PatientPoint centre = centre(targets);
    if (centre == null) {
      return Optional.empty();
    }
    String names =
        targets.stream().map(s -> TerminalText.name(s.name())).collect(Collectors.joining(", "));
    return Optional.of(
        AxialPicture.of(
            new AxialView(
                "Plane through the centre of " + names,
                centre.zMm(),
                outlines(centre.zMm(), targets),
                totalDose(),
                isodoses(targets),
                null,
                null,
                set.images().nearest(centre.zMm()))));
  }

  /** What the plan draws of the target of the largest prescription. */
  private Set<Structure> targets() {
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

  private Set<Structure> named(Set<String> names) {
    return set.structures().stream()
        .filter(structure -> names.contains(structure.name()) && !structure.contours().isEmpty())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private @Nullable PatientPoint centre(Set<Structure> targets) {
    List<PlanarContour> contours =
        targets.stream().flatMap(target -> target.contours().stream()).toList();
    try {
      Solid solid = Solid.ofContours(contours, set.sliceSpacingOrTypicalMm());
      return solid.isEmpty() ? null : solid.primary().centroid();
    } catch (GeometryException e) {
      return null; // the check has said that it cannot be used
    }
  }

  /** The lines of what is prescribed to the whole course, and of limits of the targets. */
  private List<Isodose> isodoses(Set<Structure> targets) {
    boolean single = result.plan().phases().size() == 1;
    Map<Double, String> lines = new LinkedHashMap<>();
    for (PrescriptionRule rule : protocol.prescriptions()) {
      Dose dose = doseOf(rule.name());
      if (dose != null && (single || rule.isSum())) {
        lines.merge(dose.gy(), "prescription " + rule.name(), PlanPictures::both);
      }
    }
    Set<String> names = targets.stream().map(Structure::name).collect(Collectors.toSet());
    for (LimitMark mark : LimitMark.of(result)) {
      PlanResult.Curve curve = result.curves().get(mark.curve());
      if (curve.dose().equals(TOTAL) && names.contains(curve.structure())) {
        lines.merge(mark.doseGy(), "limit of " + mark.goal(), PlanPictures::both);
      }
    }
    return lines.entrySet().stream()
        .filter(line -> line.getKey() > 0)
        .limit(MOST_ISODOSES)
        .map(line -> new Isodose(line.getKey(), line.getValue()))
        .toList();
  }

  private static String both(String first, String second) {
    return first.contains(second) ? first : first + ", " + second;
  }

  private @Nullable Dose doseOf(String prescription) {
    return result.prescriptions().stream()
        .filter(resolved -> resolved.name().equals(prescription))
        .map(ResolvedPrescription::dose)
        .findFirst()
        .orElse(null);
  }

  // of all pictures

  /** The doses of all phases; none if one is missing, or may be something else. */
  private List<DoseGrid> totalDose() {
    List<DoseGrid> grids = new ArrayList<>();
    for (Phase phase : result.plan().phases()) {
      PhaseDose dose = phase.dose();
      if (dose == null || !dose.totalIsCertain()) {
        return List.of();
      }
      grids.add(dose.grid());
    }
    return grids;
  }

  /** The structures that the picture is about, then those that goals look at, then the body. */
  private List<Outline> outlines(double zMm, Set<Structure> focus) {
    Set<String> left = new LinkedHashSet<>(result.structuresWithoutGoals());
    List<Outline> outlines = new ArrayList<>();
    focus.forEach(structure -> outlines.add(planes.of(structure, zMm, true)));
    set.structures().stream()
        .filter(structure -> !focus.contains(structure))
        .filter(structure -> !left.contains(structure.name()) || isBody(structure))
        .sorted(Comparator.comparing(PlanPictures::isBody))
        .forEach(structure -> outlines.add(planes.of(structure, zMm, false)));
    return outlines.stream().filter(outline -> !outline.ringsMm().isEmpty()).toList();
  }

  private static boolean isBody(Structure structure) {
    return structure.type().equals("EXTERNAL");
  }
}
