package org.oarlock.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.oarlock.dicom.Inventory;
import org.oarlock.dicom.KnownFile;
import org.oarlock.dicom.LoadRequest;
import org.oarlock.dicom.PlanLoader;
import org.oarlock.plan.Phase;
import org.oarlock.plan.Plan;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;

/** Loads the plans that a {@link PlanInput} means. */
final class PlanFinder {
  private PlanFinder() {}

  static Inventory find(PlanInput input, Progress progress) {
    return find(input, false, progress);
  }

  /**
   * Loads what files hold, none of which was chosen.
   *
   * @param known what is known of them since they were read before
   */
  static Inventory find(List<Path> files, Map<Path, KnownFile> known) {
    LoadRequest request = new LoadRequest(files, null, null, List.of(), null, null, false, true);
    return PlanLoader.load(request, known, org.oarlock.dicom.Progress.NONE);
  }

  /**
   * Loads them.
   *
   * @param beamDoses whether doses of single beams are kept
   */
  static Inventory find(PlanInput input, boolean beamDoses, Progress progress) {
    return InputRemarks.added(input, found(input, beamDoses, progress));
  }

  private static Inventory found(PlanInput input, boolean beamDoses, Progress progress) {
    if (!input.namesPhases()) {
      return load(input, together(input.chosen()), beamDoses, progress);
    }
    List<Inventory> phases = new ArrayList<>();
    PlanInput.Chosen before = new PlanInput.Chosen(null, null, List.of());
    for (PlanInput.Chosen chosen : input.chosen()) {
      Path structures = chosen.structures() != null ? chosen.structures() : before.structures();
      before = new PlanInput.Chosen(chosen.plan(), structures, chosen.doses());
      phases.add(load(input, before, beamDoses, progress));
    }
    return asCourse(phases);
  }

  /** Files that were named one after the other, of one plan. */
  private static PlanInput.Chosen together(List<PlanInput.Chosen> chosen) {
    return new PlanInput.Chosen(
        first(chosen.stream().map(PlanInput.Chosen::plan).toList()),
        first(chosen.stream().map(PlanInput.Chosen::structures).toList()),
        chosen.stream().flatMap(c -> c.doses().stream()).toList());
  }

  private static @Nullable Path first(List<@Nullable Path> paths) {
    return paths.stream().filter(Objects::nonNull).findFirst().orElse(null);
  }

  private static Inventory load(
      PlanInput input, PlanInput.Chosen chosen, boolean beamDoses, Progress progress) {
    LoadRequest request =
        new LoadRequest(
            input.paths(),
            chosen.plan(),
            chosen.structures(),
            chosen.doses(),
            input.relativeDose(),
            fractionDose(input.fractionDose()),
            beamDoses,
            input.hashed());
    return PlanLoader.load(request, (done, total) -> progress.at("reading", done, total));
  }

  private static org.oarlock.dicom.@Nullable FractionDose fractionDose(
      PlanInput.@Nullable FractionDose said) {
    return said == null
        ? null
        : switch (said) {
          case TOTAL -> org.oarlock.dicom.FractionDose.TOTAL;
          case SINGLE -> org.oarlock.dicom.FractionDose.SINGLE;
        };
  }

  /** The plans that were chosen phase by phase, as one plan if they lie on one structure set. */
  private static Inventory asCourse(List<Inventory> loaded) {
    List<Plan> plans = loaded.stream().flatMap(i -> i.plans().stream()).toList();
    List<Problem> problems =
        new ArrayList<>(loaded.stream().flatMap(i -> i.problems().stream()).distinct().toList());
    List<Plan> course = plans;
    if (plans.size() > 1) {
      Plan first = plans.get(0);
      if (plans.stream().allMatch(p -> isSameStructureSet(first, p))) {
        List<Phase> phases = plans.stream().flatMap(p -> p.phases().stream()).toList();
        course = List.of(new Plan(first.patient(), first.structureSet(), phases));
      } else {
        course = List.of();
        problems.add(
            Problem.error(
                "phases-apart",
                SourceLocation.NOWHERE,
                "the plans chosen with --plan do not lie on one structure set",
                "Name the structure set of all of them with --structures"));
      }
    }
    return new Inventory(
        course, loaded.stream().flatMap(i -> i.objects().stream()).distinct().toList(), problems);
  }

  private static boolean isSameStructureSet(Plan a, Plan b) {
    return a.structureSet().source().sha256().equals(b.structureSet().source().sha256());
  }
}
