package org.oarlock.dicom;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.oarlock.plan.Beam;
import org.oarlock.plan.BeamDose;
import org.oarlock.plan.DoseGrid;
import org.oarlock.plan.DoseSum;
import org.oarlock.plan.PhaseDose;
import org.oarlock.plan.PlanningSystemDvh;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;

/**
 * Decides what the dose files of one plan add up to, by their DoseSummationType (PS3.3 C.8.8.3).
 *
 * <ul>
 *   <li>PLAN is the total and is taken as it is. Two of them are ambiguous: none is used.
 *   <li>MULTI_PLAN is the total of several plans: taken as it is for exactly those plans, if it
 *       names them all. One that names a single plan hides what else is in it and is refused.
 *   <li>FRACTION is the dose of one fraction in some planning systems and the total in others. It
 *       is taken as it is and marked uncertain, unless the user says which; if it is one fraction
 *       it is multiplied by the fractions planned.
 *   <li>BEAM is the dose of one or more beams over all fractions. The doses are added if every
 *       treatment beam that has a meterset is in exactly one of them, and there is no PLAN dose.
 *   <li>Everything else (CONTROL_POINT, BRACHY, sessions, records, overviews) is part of a plan and
 *       is refused.
 * </ul>
 */
final class DoseRules {
  private static final String MULTI_PLAN = "MULTI_PLAN";

  /** Doses of single beams with more nodes together are not kept: 400 MB. */
  private static final long MOST_BEAM_NODES = 100_000_000;

  private final LoadRequest request;
  private final List<Problem> problems;
  private final DoseSource reader;

  /** Reads a dose file; null if it cannot be used, which has been reported. */
  interface DoseSource {
    @Nullable DoseFile read(DicomObject object);
  }

  DoseRules(LoadRequest request, List<Problem> problems, DoseSource reader) {
    this.request = request;
    this.problems = problems;
    this.reader = reader;
  }

  /**
   * The dose of a phase.
   *
   * @param plan the plan, null if there is none
   * @param doses its doses
   * @return null if there is no dose or none that can be used, which has been reported
   */
  @Nullable PhaseDose phaseDose(@Nullable PlanFile plan, List<DicomObject> doses) {
    Map<String, List<DicomObject>> byType = new LinkedHashMap<>();
    for (DicomObject dose : doses) {
      String type = dose.summation();
      if (type.equals(MULTI_PLAN) && plan == null) {
        type = "PLAN"; // no plan is judged that it could be mistaken for
      }
      byType.computeIfAbsent(type, t -> new ArrayList<>()).add(dose);
    }
    List<DicomObject> totals = byType.getOrDefault("PLAN", List.of());
    List<DicomObject> fractions = byType.getOrDefault("FRACTION", List.of());
    List<DicomObject> beams = byType.getOrDefault("BEAM", List.of());
    if (totals.size() == 1) {
      doses.stream().filter(d -> d != totals.get(0)).forEach(d -> noteUnused(d, totals.get(0)));
      PhaseDose total = asItIs(totals.get(0));
      return total == null ? null : total.with(beside(total, beams));
    }
    if (totals.size() > 1) {
      return ambiguous(totals);
    }
    if (!fractions.isEmpty() && !beams.isEmpty()) {
      return ambiguous(doses);
    }
    refuseOthers(doses);
    if (fractions.size() > 1) {
      return ambiguous(fractions);
    }
    if (fractions.size() == 1) {
      return fraction(plan, fractions.get(0));
    }
    return beams.isEmpty() ? null : beams(plan, beams);
  }

  /** The dose that several plans have together. */
  @Nullable PhaseDose sumDose(DicomObject sum, int plans) {
    String type = sum.summation();
    if (!type.equals(MULTI_PLAN) && !type.equals("PLAN")) {
      return refuse(
          "dose-summation",
          sum,
          "the dose refers to %d plans, but its DoseSummationType is '%s'; expected %s"
              .formatted(plans, VisibleText.of(type), MULTI_PLAN),
          "Export the dose of each plan");
    }
    DoseFile file = reader.read(sum);
    String how = "taken as it is: the planning system's sum of %d plans".formatted(plans);
    // whatever the file calls it: what is judged must not take it for the dose of one phase
    return file == null ? null : total(MULTI_PLAN, file, file.grid(), how, true);
  }

  private @Nullable PhaseDose asItIs(DicomObject dose) {
    DoseFile file = reader.read(dose);
    return file == null ? null : total(dose.summation(), file, file.grid(), "taken as it is", true);
  }

  private @Nullable PhaseDose fraction(@Nullable PlanFile plan, DicomObject dose) {
    if (plan != null && plan.fractionGroups() > 1) {
      return refuse(
          "dose-fraction",
          dose,
          "the dose is of one of %d fraction groups".formatted(plan.fractionGroups()),
          "Export the dose of the whole plan");
    }
    FractionDose meaning = request.fractionDose();
    if (meaning == FractionDose.SINGLE && (plan == null || plan.fractions() == 0)) {
      return refuse(
          "dose-fraction",
          dose,
          "the dose is of one fraction, but the number of fractions is not known",
          "Export the dose of the whole plan");
    }
    DoseFile file = reader.read(dose);
    if (file == null) {
      return null;
    }
    if (meaning == FractionDose.SINGLE && plan != null) {
      int fractions = plan.fractions();
      String derivation = "FRACTION dose multiplied by %d fractions".formatted(fractions);
      List<PlanningSystemDvh> dvhs = file.dvhs().stream().map(d -> d.times(fractions)).toList();
      if (!dvhs.isEmpty()) {
        derivation += ", and so are the planning system's histograms";
      }
      return total(dose.summation(), file, times(file.grid(), fractions), derivation, true, dvhs);
    }
    if (meaning == FractionDose.TOTAL) {
      return total(
          dose.summation(), file, file.grid(), "FRACTION dose, said to be the total", true);
    }
    problems.add(
        Problem.warning(
            "dose-fraction",
            at(dose),
            "DoseSummationType is FRACTION: the file leaves open whether this is the dose of one"
                + " fraction or of all; it is taken as it is and nothing passes on it",
            "Check it by itself with --fraction-dose, which says whether it is the total or a single fraction"));
    return total(
        dose.summation(),
        file,
        file.grid(),
        "FRACTION dose taken as it is; may be of one fraction",
        false);
  }

  // beams

  private @Nullable PhaseDose beams(@Nullable PlanFile plan, List<DicomObject> doses) {
    DicomObject first = doses.get(0);
    if (plan == null) {
      return refuse(
          "dose-beam",
          first,
          "doses of single beams cannot be added without the plan: which beams it has is not known",
          "Add the RT Plan, or export the dose of the whole plan");
    }
    if (!areAllBeams(plan, doses)) {
      return null;
    }
    List<DoseFile> files = new ArrayList<>();
    for (DicomObject dose : doses) {
      DoseFile file = reader.read(dose);
      if (file == null) {
        return null; // why has been reported; the others are no total without it
      }
      files.add(file);
    }
    List<String> types = files.stream().map(DoseFile::doseType).distinct().toList();
    if (types.size() > 1) {
      return refuse(
          "dose-beam",
          first,
          "physical and effective beam doses cannot be added",
          "Export the dose of the whole plan");
    }
    DoseGrid sum;
    try {
      sum = DoseSum.of(files.stream().map(DoseFile::grid).toList());
    } catch (IllegalArgumentException e) {
      return refuse("dose-beam", first, String.valueOf(e.getMessage()), EXPORT_PLAN_DOSE);
    }
    List<PlanningSystemDvh> none = List.of(); // those of single beams say nothing about the plan
    List<BeamDose> parts = new ArrayList<>();
    for (int i = 0; i < files.size() && request.beamDoses(); i++) {
      parts.add(new BeamDose(referencedBeams(doses.get(i)), files.get(i).grid()));
    }
    return new PhaseDose(
        files.stream().map(DoseFile::source).toList(),
        sum,
        types.get(0),
        "BEAM",
        derivation(
            "%d BEAM doses added, which together hold every treatment beam".formatted(files.size()),
            files),
        true,
        none,
        kept(parts));
  }

  /**
   * The doses of single beams beside the dose of their plan. Nothing is judged on them, so what is
   * wrong with them is nobody's problem.
   */
  private List<BeamDose> beside(PhaseDose total, List<DicomObject> doses) {
    List<BeamDose> parts = new ArrayList<>();
    int before = problems.size();
    for (int i = 0; i < doses.size() && request.beamDoses(); i++) {
      DoseFile file = reader.read(doses.get(i));
      List<Integer> numbers = referencedBeams(doses.get(i));
      if (file == null || numbers.isEmpty() || !file.doseType().equals(total.doseType())) {
        parts.clear();
        break;
      }
      parts.add(new BeamDose(numbers, file.grid()));
      if (kept(parts).isEmpty()) {
        parts.clear();
        break;
      }
    }
    problems.subList(before, problems.size()).clear();
    return parts;
  }

  /** All of them or, where they take too much memory, none. */
  private static List<BeamDose> kept(List<BeamDose> parts) {
    long nodes = parts.stream().mapToLong(part -> part.grid().doseGy().length).sum();
    return nodes > MOST_BEAM_NODES ? List.of() : parts;
  }

  /** Whether each treatment beam with meterset is in exactly one dose, and nothing else is. */
  private boolean areAllBeams(PlanFile plan, List<DicomObject> doses) {
    Map<Integer, Integer> times = new LinkedHashMap<>();
    for (DicomObject dose : doses) {
      List<Integer> numbers = referencedBeams(dose);
      if (numbers.isEmpty()) {
        refuse("dose-beam", dose, "the dose does not say which beams it is of", EXPORT_PLAN_DOSE);
        return false;
      }
      numbers.forEach(number -> times.merge(number, 1, Integer::sum));
    }
    List<Beam> needed = deliveringBeams(plan);
    List<String> wrong = new ArrayList<>();
    for (Beam beam : needed) {
      int count = times.getOrDefault(beam.number(), 0);
      if (count != 1) {
        wrong.add(
            "beam %d '%s' %s"
                .formatted(
                    beam.number(),
                    VisibleText.of(beam.name()),
                    count == 0 ? "is missing" : "is there " + count + " times"));
      }
    }
    TreeSet<Integer> extra = new TreeSet<>(times.keySet());
    treatmentBeams(plan).forEach(beam -> extra.remove(beam.number()));
    extra.forEach(number -> wrong.add("beam %d is no treatment beam".formatted(number)));
    if (plan.beams().stream().map(Beam::number).distinct().count() != plan.beams().size()) {
      wrong.add("two beams have the same number");
    }
    if (wrong.isEmpty()) {
      return true;
    }
    refuse(
        "dose-beam",
        doses.get(0),
        "the beam doses are not the dose of the plan: " + String.join(", ", wrong),
        EXPORT_PLAN_DOSE);
    return false;
  }

  private static final String EXPORT_PLAN_DOSE =
      "Export the dose of the whole plan, or of all beams";

  private static List<Beam> treatmentBeams(PlanFile plan) {
    return plan.beams().stream()
        .filter(b -> b.deliveryType().isEmpty() || b.deliveryType().equals("TREATMENT"))
        .toList();
  }

  /** The treatment beams with meterset; all of them if the plan states no metersets. */
  private static List<Beam> deliveringBeams(PlanFile plan) {
    List<Beam> treatment = treatmentBeams(plan);
    List<Beam> delivering = treatment.stream().filter(b -> b.meterset() > 0).toList();
    return delivering.isEmpty() ? treatment : delivering;
  }

  private static List<Integer> referencedBeams(DicomObject dose) {
    List<Integer> numbers = new ArrayList<>();
    for (DataSet plan : dose.data().items(Tag.REFERENCED_RT_PLAN_SEQUENCE)) {
      for (DataSet group : plan.items(Tag.REFERENCED_FRACTION_GROUP_SEQUENCE)) {
        for (DataSet beam : group.items(Tag.REFERENCED_BEAM_SEQUENCE)) {
          beam.integer(Tag.REFERENCED_BEAM_NUMBER).ifPresent(numbers::add);
        }
      }
    }
    return numbers;
  }

  // outcomes

  private static PhaseDose total(
      String summation, DoseFile file, DoseGrid grid, String how, boolean certain) {
    return total(summation, file, grid, how, certain, file.dvhs());
  }

  private static PhaseDose total(
      String summation,
      DoseFile file,
      DoseGrid grid,
      String how,
      boolean certain,
      List<PlanningSystemDvh> dvhs) {
    return new PhaseDose(
        List.of(file.source()),
        grid,
        file.doseType(),
        summation,
        derivation(how, List.of(file)),
        certain,
        dvhs);
  }

  private static String derivation(String how, List<DoseFile> files) {
    String remarks =
        files.stream()
            .flatMap(f -> f.remarks().stream())
            .distinct()
            .collect(Collectors.joining("; "));
    return remarks.isEmpty() ? how : how + "; " + remarks;
  }

  private static DoseGrid times(DoseGrid grid, int factor) {
    float[] dose = grid.doseGy().clone();
    for (int i = 0; i < dose.length; i++) {
      dose[i] *= factor;
    }
    double[] columns = new double[grid.columns()];
    double[] rows = new double[grid.rows()];
    double[] frames = new double[grid.frames()];
    java.util.Arrays.setAll(columns, grid::columnMm);
    java.util.Arrays.setAll(rows, grid::rowMm);
    java.util.Arrays.setAll(frames, grid::frameMm);
    return new DoseGrid(
        grid.origin(), grid.axisX(), grid.axisY(), grid.axisZ(), columns, rows, frames, dose);
  }

  private void refuseOthers(List<DicomObject> doses) {
    for (DicomObject dose : doses) {
      String type = dose.summation();
      if (type.equals(MULTI_PLAN)) {
        refuse(
            "dose-multi-plan",
            dose,
            "DoseSummationType is MULTI_PLAN, but the dose does not name the plans that it is the sum of",
            "Export the dose of each plan");
      } else if (!type.equals("FRACTION") && !type.equals("BEAM")) {
        refuse(
            "dose-summation",
            dose,
            type.isEmpty()
                ? "no DoseSummationType; expected PLAN"
                : "DoseSummationType is '%s', which is not the dose of a plan; expected PLAN"
                    .formatted(VisibleText.of(type)),
            "Export the dose of the whole plan");
      }
    }
  }

  private @Nullable PhaseDose ambiguous(List<DicomObject> doses) {
    List<String> paths =
        doses.stream().map(DicomObject::path).sorted(Comparator.naturalOrder()).toList();
    return refuse(
        "dose-ambiguous",
        doses.get(0),
        "%d doses claim to be the dose of one plan: %s"
            .formatted(paths.size(), String.join(", ", paths)),
        "Check one by itself with --dose");
  }

  private @Nullable PhaseDose refuse(String code, DicomObject dose, String message, String hint) {
    problems.add(Problem.error(code, at(dose), message, hint));
    return null;
  }

  private void noteUnused(DicomObject dose, DicomObject total) {
    problems.add(
        Problem.note(
            "object-unused",
            SourceLocation.file(dose.path()),
            "%s is not used: %s is the dose of its plan".formatted(dose.shown(), total.path())));
  }

  private static SourceLocation at(DicomObject dose) {
    return SourceLocation.tag(dose.path(), Tag.text(Tag.DOSE_SUMMATION_TYPE));
  }
}
