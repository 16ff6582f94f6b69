package org.oarlock.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.oarlock.check.Explanation.DoseRegion;
import org.oarlock.check.Explanation.SharedPart;
import org.oarlock.check.Explanation.SlicePlace;
import org.oarlock.check.PlanResult;
import org.oarlock.check.PlanResult.ResolvedPrescription;
import org.oarlock.dvh.DosePlace;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.PlanarShape;
import org.oarlock.geometry.Region;
import org.oarlock.geometry.Slab;
import org.oarlock.geometry.Solid;
import org.oarlock.picture.AxialPicture;
import org.oarlock.picture.AxialView;
import org.oarlock.picture.AxialView.Isodose;
import org.oarlock.picture.AxialView.Outline;
import org.oarlock.picture.AxialView.Side;
import org.oarlock.picture.AxialView.Spot;
import org.oarlock.picture.AxialView.Violation;
import org.oarlock.picture.Figure;
import org.oarlock.plan.Colour;
import org.oarlock.plan.DoseGrid;
import org.oarlock.plan.Phase;
import org.oarlock.plan.Prescription;
import org.oarlock.plan.Structure;
import org.oarlock.plan.StructureSet;
import org.oarlock.protocol.Protocol;
import org.oarlock.quantity.Unit;
import org.oarlock.report.PlanPictures.Told;

/** Pictures of transverse planes of a plan. */
final class PlanePictures {
  private static final String TOTAL = "total";

  /** More lines would hide each other. */
  private static final int MOST_ISODOSES = 6;

  private final Protocol protocol;
  private final PlanResult result;
  private final DrawnPlan plan;
  private final StructureSet set;
  private final PlaneOutlines planes;

  PlanePictures(Protocol protocol, PlanResult result, DrawnPlan plan) {
    this.protocol = protocol;
    this.result = result;
    this.plan = plan;
    this.set = result.plan().structureSet();
    this.planes = new PlaneOutlines(set.sliceSpacingOrTypicalMm());
  }

  /** The plane through the hottest or coldest point of a structure that goals are about. */
  Figure throughPoint(String goals, List<Told<DoseRegion>> told) {
    DoseRegion region = told.get(0).where();
    DosePlace place = Objects.requireNonNull(region.place());
    PatientPoint at = place.extreme();
    String structure = TerminalText.name(region.structure());
    String extreme = (region.below() ? "coldest" : "hottest") + " point of " + structure;
    List<String> notes = new ArrayList<>();
    if (!region.doseName().equals(TOTAL)) {
      notes.add("The dose is that of %s.".formatted(region.doseName()));
    }
    String part =
        "%s %s in %s"
            .formatted(
                region.below() ? "below" : "at least",
                Figures.plain(region.thresholdGy(), Unit.GY),
                structure);
    PlanarShape shape = shapeAt(region.solid(), at.zMm());
    return figure(
        goals + ": plane through the " + extreme,
        at.zMm(),
        outlines(List.of(region.structure()), List.of(region.solid()), at.zMm()),
        List.of(region.dose()),
        isodoses(told),
        new Violation(shape, new Side(region.thresholdGy(), !region.below()), part),
        new Spot(
            at,
            "%s, %s at x = %s, y = %s, z = %s mm"
                .formatted(
                    extreme,
                    Figures.plain(place.extremeGy(), Unit.GY),
                    Figures.fixed(at.xMm(), 1),
                    Figures.fixed(at.yMm(), 1),
                    Figures.fixed(at.zMm(), 1))),
        notes);
  }

  /** The slice that decided. */
  Figure ofSlice(String goals, SlicePlace place) {
    return figure(
        goals + ": the slice that decided",
        place.atMm(),
        outlines(place.names(), place.solids(), place.atMm()),
        plan.doses(),
        List.of(),
        null,
        null,
        List.of());
  }

  /** The plane through the middle of a part inside or outside of another structure. */
  Figure throughPart(String goals, SharedPart shared, PatientPoint centre) {
    String words =
        TerminalText.name(shared.structure())
            + (shared.inside() ? " inside " : " outside ")
            + TerminalText.name(shared.other());
    List<Outline> outlines = new ArrayList<>();
    Set<Structure> drawn = new LinkedHashSet<>(plan.named(Set.of(shared.structure())));
    drawn.addAll(plan.named(Set.of(shared.other())));
    drawn.forEach(structure -> outlines.add(planes.of(structure, centre.zMm(), true)));
    PlanarShape part = shapeAt(shared.part(), centre.zMm());
    if (drawn.isEmpty() && !part.isEmpty()) {
      outlines.add(new Outline(words, null, true, part.rings()));
    }
    outlines.addAll(others(drawn, centre.zMm()));
    return figure(
        goals + ": plane through the centre of " + words,
        centre.zMm(),
        shown(outlines),
        plan.doses(),
        List.of(),
        new Violation(part, null, words),
        null,
        List.of());
  }

  /** The plane through the centre of the target that the most dose is prescribed to. */
  Optional<Figure> throughTarget() {
    Set<Structure> targets = plan.targets();
    Solid solid = plan.solid(targets);
    if (solid.isEmpty()) {
      return Optional.empty();
    }
    double zMm = planes.nearest(targets, solid.primary().centroid().zMm());
    List<Outline> outlines = new ArrayList<>();
    targets.forEach(target -> outlines.add(planes.of(target, zMm, true)));
    outlines.addAll(others(targets, zMm));
    List<Phase> phases = result.plan().phases();
    boolean summed = phases.size() > 1 && !plan.doses().isEmpty();
    return Optional.of(
        figure(
            "Plane through the centre of "
                + targets.stream()
                    .map(target -> TerminalText.name(target.name()))
                    .collect(Collectors.joining(", ")),
            zMm,
            shown(outlines),
            plan.doses(),
            isodoses(targets),
            null,
            null,
            summed ? List.of("The dose is that of all phases together.") : List.of()));
  }

  private Figure figure(
      String title,
      double zMm,
      List<Outline> outlines,
      List<DoseGrid> doses,
      List<Isodose> isodoses,
      @Nullable Violation violation,
      @Nullable Spot spot,
      List<String> notes) {
    return AxialPicture.of(
        new AxialView(
            title,
            zMm,
            outlines,
            doses,
            isodoses,
            violation,
            spot,
            set.images().nearest(zMm),
            notes));
  }

  // outlines

  /** The figure of a transverse solid at a height; empty where it has none. */
  private static PlanarShape shapeAt(Solid solid, double zMm) {
    Region region = solid.primary();
    return region.frame().isAxial()
        ? region.slabs().stream()
            .filter(slab -> slab.lowerMm() <= zMm && zMm <= slab.upperMm())
            .findFirst()
            .map(Slab::shape)
            .orElse(PlanarShape.EMPTY)
        : PlanarShape.EMPTY;
  }

  /** These structures as they were judged, and the others as they are drawn. */
  private List<Outline> outlines(List<String> names, List<Solid> solids, double zMm) {
    List<Outline> outlines = new ArrayList<>();
    Set<Structure> drawn = new LinkedHashSet<>();
    for (int i = 0; i < solids.size(); i++) {
      Set<Structure> same = plan.named(Set.of(names.get(i)));
      Colour colour = same.size() == 1 ? same.iterator().next().colour() : null;
      String name = TerminalText.name(names.get(i));
      outlines.add(new Outline(name, colour, true, shapeAt(solids.get(i), zMm).rings()));
      drawn.addAll(same);
    }
    outlines.addAll(others(drawn, zMm));
    return shown(outlines);
  }

  private List<Outline> others(Set<Structure> drawn, double zMm) {
    return plan.lookedAt(drawn).stream().map(s -> planes.of(s, zMm, false)).toList();
  }

  private static List<Outline> shown(List<Outline> outlines) {
    return outlines.stream().filter(outline -> !outline.ringsMm().isEmpty()).toList();
  }

  // isodoses

  /** The limits of these goals, and what their percent refer to if it is on the same dose. */
  private List<Isodose> isodoses(List<Told<DoseRegion>> told) {
    Map<Double, String> lines = new LinkedHashMap<>();
    for (Told<DoseRegion> one : told) {
      lines.merge(one.where().thresholdGy(), "limit of " + one.goal().id(), PlanePictures::both);
    }
    for (Told<DoseRegion> one : told) {
      ResolvedPrescription prescription = result.explanations().of(one.goal()).prescription();
      if (prescription != null
          && prescription.dose() != null
          && isOfDose(prescription.name(), one.where().doseName())) {
        lines.merge(
            prescription.dose().gy(), "prescription " + prescription.name(), PlanePictures::both);
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

  /** The lines of what is prescribed to the whole course, and of limits of the targets. */
  private List<Isodose> isodoses(Set<Structure> targets) {
    Map<Double, String> lines = new LinkedHashMap<>();
    for (ResolvedPrescription prescription : result.prescriptions()) {
      if (prescription.dose() != null && isOfDose(prescription.name(), TOTAL)) {
        lines.merge(
            prescription.dose().gy(), "prescription " + prescription.name(), PlanePictures::both);
      }
    }
    if (lines.isEmpty() && result.plan().phases().size() == 1) {
      result.plan().phases().get(0).prescriptions().stream()
          .map(Prescription::dose)
          .forEach(dose -> lines.merge(dose.gy(), "prescribed by the plan", PlanePictures::both));
    }
    Set<String> names = targets.stream().map(Structure::name).collect(Collectors.toSet());
    for (LimitMark mark : LimitMark.of(result)) {
      PlanResult.Curve curve = result.curves().get(mark.curve());
      if (curve.dose().equals(TOTAL) && names.contains(curve.structure())) {
        lines.merge(mark.doseGy(), "limit of " + mark.goal(), PlanePictures::both);
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
}
