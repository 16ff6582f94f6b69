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
import org.oarlock.check.Explanation;
import org.oarlock.check.Explanation.DoseRegion;
import org.oarlock.check.Explanations;
import org.oarlock.check.GoalResult;
import org.oarlock.check.PlanResult;
import org.oarlock.check.PlanResult.ResolvedPrescription;
import org.oarlock.check.Verdict;
import org.oarlock.dvh.DosePlace;
import org.oarlock.geometry.GeometryException;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.PlanarContour;
import org.oarlock.geometry.PlanarShape;
import org.oarlock.geometry.Region;
import org.oarlock.geometry.Slab;
import org.oarlock.geometry.Solid;
import org.oarlock.picture.AxialPicture;
import org.oarlock.picture.AxialView;
import org.oarlock.picture.AxialView.Isodose;
import org.oarlock.picture.AxialView.Outline;
import org.oarlock.picture.AxialView.Spot;
import org.oarlock.picture.AxialView.Violation;
import org.oarlock.picture.Figure;
import org.oarlock.plan.Colour;
import org.oarlock.plan.DoseGrid;
import org.oarlock.plan.Phase;
import org.oarlock.plan.PhaseDose;
import org.oarlock.plan.Prescription;
import org.oarlock.plan.Structure;
import org.oarlock.plan.StructureSet;
import org.oarlock.protocol.PrescriptionRule;
import org.oarlock.protocol.Protocol;
import org.oarlock.quantity.Dose;
import org.oarlock.quantity.Unit;

/** The pictures that belong into a report about one plan. */
final class PlanPictures {
  private static final String TOTAL = "total";

  /** A report stays short, and below 3 MB. */
  private static final int MOST_GOALS = 10;

  /** More lines would hide each other. */
  private static final int MOST_ISODOSES = 6;

  private final Protocol protocol;
  private final PlanResult result;
  private final StructureSet set;
  private final PlaneOutlines planes;
  private final List<Figure> figures = new ArrayList<>();
  private final List<String> left = new ArrayList<>();

  private PlanPictures(Protocol protocol, PlanResult result) {
    this.protocol = protocol;
    this.result = result;
    this.set = result.plan().structureSet();
    this.planes = new PlaneOutlines(set.sliceSpacingOrTypicalMm());
  }

  /** All pictures of a plan in the order in which they are shown; perhaps none. */
  static PlanPictures of(Protocol protocol, PlanResult result) {
    PlanPictures pictures = new PlanPictures(protocol, result);
    pictures.ofGoals();
    pictures.throughTarget().ifPresent(pictures.figures::add);
    return pictures;
  }

  List<Figure> figures() {
    return figures;
  }

  /** What is not shown, in words; empty if nothing. */
  String left() {
    return left.isEmpty()
        ? ""
        : "No more than "
            + MOST_GOALS
            + " places are shown in pictures; without one are "
            + String.join(", ", left)
            + ".";
  }

  // through the places of goals

  /** A place that one or more goals are about. */
  private record Place(Solid solid, DoseGrid dose, boolean below, PatientPoint extreme) {}

  /** A goal with the part of a structure that it is about. */
  private record Missed(GoalResult goal, DoseRegion region) {}

  private void ofGoals() {
    Map<Place, List<Missed>> places = new LinkedHashMap<>();
    result.goals().stream()
        .filter(Explanations::isCalledFor)
        .sorted(
            Comparator.comparing(GoalResult::verdict)
                .reversed()
                .thenComparing(GoalResult::obligation))
        .forEach(goal -> collect(goal, places));
    places.values().forEach(missed -> figures.add(throughPlace(missed)));
  }

  private void collect(GoalResult goal, Map<Place, List<Missed>> into) {
    for (Explanation.Finding finding : result.explanations().of(goal).findings()) {
      if (finding.where() instanceof DoseRegion region && region.place() != null) {
        Place place =
            new Place(region.solid(), region.dose(), region.below(), region.place().extreme());
        if (into.containsKey(place) || into.size() < MOST_GOALS) {
          into.computeIfAbsent(place, p -> new ArrayList<>()).add(new Missed(goal, region));
        } else if (!left.contains(goal.id())) {
          left.add(goal.id());
        }
      }
    }
  }

  private Figure throughPlace(List<Missed> missed) {
    DoseRegion region = missed.get(0).region();
    DosePlace place = Objects.requireNonNull(region.place());
    PatientPoint at = place.extreme();
    String structure = TerminalText.name(region.structure());
    String extreme = (region.below() ? "coldest" : "hottest") + " point of " + structure;
    String goals =
        missed.stream()
            .map(m -> m.goal().id() + " (" + words(m.goal().verdict()) + ")")
            .distinct()
            .collect(Collectors.joining(", "));
    PlanarShape shape = shapeAt(region.solid().primary(), at.zMm());
    List<String> notes = new ArrayList<>();
    if (!region.doseName().equals(TOTAL)) {
      notes.add("The dose is that of %s.".formatted(region.doseName()));
    }
    if (shape.isEmpty()) {
      notes.add("%s is drawn on slanted slices and is not shown.".formatted(structure));
    }
    return AxialPicture.of(
        new AxialView(
            "%s: plane through the %s".formatted(goals, extreme),
            at.zMm(),
            outlines(region, shape, at.zMm()),
            List.of(region.dose()),
            isodoses(missed),
            new Violation(
                shape,
                region.thresholdGy(),
                !region.below(),
                "%s %s in %s"
                    .formatted(
                        region.below() ? "below" : "at least",
                        Figures.plain(region.thresholdGy(), Unit.GY),
                        structure)),
            new Spot(
                at,
                "%s, %s at x = %s, y = %s, z = %s mm"
                    .formatted(
                        extreme,
                        Figures.plain(place.extremeGy(), Unit.GY),
                        Figures.fixed(at.xMm(), 1),
                        Figures.fixed(at.yMm(), 1),
                        Figures.fixed(at.zMm(), 1))),
            set.images().nearest(at.zMm()),
            notes));
  }

  private static String words(Verdict verdict) {
    return verdict == Verdict.PASS ? "PASS, borderline" : verdict.toString();
  }

  /** The figure of a transverse region at a height; empty where it has none. */
  private static PlanarShape shapeAt(Region region, double zMm) {
    return region.frame().isAxial()
        ? region.slabs().stream()
            .filter(slab -> slab.lowerMm() <= zMm && zMm <= slab.upperMm())
            .findFirst()
            .map(Slab::shape)
            .orElse(PlanarShape.EMPTY)
        : PlanarShape.EMPTY;
  }

  private List<Outline> outlines(DoseRegion region, PlanarShape shape, double zMm) {
    Set<Structure> same = named(Set.of(region.structure()));
    Colour colour = same.size() == 1 ? same.iterator().next().colour() : null;
    List<Outline> outlines = new ArrayList<>();
    if (!shape.isEmpty()) {
      String name = TerminalText.name(region.structure());
      outlines.add(new Outline(name, colour, true, shape.rings()));
    }
    outlines.addAll(others(zMm, same));
    return outlines;
  }

  /** The limits of these goals, and what their percent refer to if it is on the same dose. */
  private List<Isodose> isodoses(List<Missed> missed) {
    Map<Double, String> lines = new LinkedHashMap<>();
    for (Missed one : missed) {
      lines.merge(one.region().thresholdGy(), "limit of " + one.goal().id(), PlanPictures::both);
    }
    for (Missed one : missed) {
      ResolvedPrescription prescription = result.explanations().of(one.goal()).prescription();
      if (prescription != null
          && prescription.dose() != null
          && isOfDose(prescription.name(), one.region().doseName())) {
        lines.merge(
            prescription.dose().gy(), "prescription " + prescription.name(), PlanPictures::both);
      }
    }
    return lines(lines);
  }

  /** Whether what is prescribed is given with the dose of this name. */
  private boolean isOfDose(String prescription, String dose) {
    return dose.equals(prescription)
        || (dose.equals(TOTAL)
            && (result.plan().phases().size() == 1
                || protocol.prescriptions().stream()
                    .anyMatch(rule -> rule.name().equals(prescription) && rule.isSum())));
  }

  // through the target

  /** The plane through the centre of the target that the most dose is prescribed to. */
  private Optional<Figure> throughTarget() {
    Set<Structure> targets = targets();
    PatientPoint centre = centre(targets);
    if (centre == null) {
      return Optional.empty();
    }
    double zMm = planes.nearest(targets, centre.zMm());
    String names =
        targets.stream().map(s -> TerminalText.name(s.name())).collect(Collectors.joining(", "));
    return Optional.of(
        AxialPicture.of(
            new AxialView(
                "Plane through the centre of " + names,
                zMm,
                outlines(targets, zMm),
                totalDose(),
                isodoses(targets),
                null,
                null,
                set.images().nearest(zMm),
                List.of())));
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
    Map<Double, String> lines = new LinkedHashMap<>();
    for (ResolvedPrescription prescription : result.prescriptions()) {
      if (prescription.dose() != null && isOfDose(prescription.name(), TOTAL)) {
        lines.merge(
            prescription.dose().gy(), "prescription " + prescription.name(), PlanPictures::both);
      }
    }
    if (lines.isEmpty() && result.plan().phases().size() == 1) {
      result.plan().phases().get(0).prescriptions().stream()
          .map(Prescription::dose)
          .forEach(dose -> lines.merge(dose.gy(), "prescribed by the plan", PlanPictures::both));
    }
    Set<String> names = targets.stream().map(Structure::name).collect(Collectors.toSet());
    for (LimitMark mark : LimitMark.of(result)) {
      PlanResult.Curve curve = result.curves().get(mark.curve());
      if (curve.dose().equals(TOTAL) && names.contains(curve.structure())) {
        lines.merge(mark.doseGy(), "limit of " + mark.goal(), PlanPictures::both);
      }
    }
    return lines(lines);
  }

  private static List<Isodose> lines(Map<Double, String> lines) {
    return lines.entrySet().stream()
        .filter(line -> line.getKey() > 0)
        .limit(MOST_ISODOSES)
        .map(line -> new Isodose(line.getKey(), line.getValue()))
        .toList();
  }

  private static String both(String first, String second) {
    return first.contains(second) ? first : first + ", " + second;
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

  /** The structures that the picture is about, then the others. */
  private List<Outline> outlines(Set<Structure> focus, double zMm) {
    List<Outline> outlines = new ArrayList<>();
    focus.forEach(structure -> outlines.add(planes.of(structure, zMm, true)));
    outlines.addAll(others(zMm, focus));
    return outlines;
  }

  /** The structures that goals look at, then the body, without those that are drawn already. */
  private List<Outline> others(double zMm, Set<Structure> drawn) {
    Set<String> unasked = Set.copyOf(result.structuresWithoutGoals());
    return set.structures().stream()
        .filter(structure -> !drawn.contains(structure))
        .filter(structure -> !unasked.contains(structure.name()) || isBody(structure))
        .sorted(Comparator.comparing(PlanPictures::isBody))
        .map(structure -> planes.of(structure, zMm, false))
        .filter(outline -> !outline.ringsMm().isEmpty())
        .toList();
  }

  private static boolean isBody(Structure structure) {
    return structure.type().equals("EXTERNAL");
  }
}
