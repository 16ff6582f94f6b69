package org.oarlock.app;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.oarlock.check.CrossCheck;
import org.oarlock.dicom.Inventory;
import org.oarlock.dvh.DvhCalculator;
import org.oarlock.dvh.DvhOptions;
import org.oarlock.plan.DoseGrid;
import org.oarlock.plan.DoseSum;
import org.oarlock.plan.Phase;
import org.oarlock.plan.Plan;
import org.oarlock.plan.Structure;
import org.oarlock.plan.StructureSet;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;

/**
 * One plan under one dose: what metrics and histograms are computed from where no protocol says
 * which dose it means.
 */
record MeasuredPlan(Plan plan, DvhOptions options, DvhCalculator calculator) {
  StructureSet structureSet() {
    return plan.structureSet();
  }

  /** The only one there is; null, and a problem, if there is none or more than one. */
  static @Nullable MeasuredPlan of(
      Inventory inventory, DvhOptions options, List<Problem> problems) {
    List<Plan> plans = inventory.plans();
    if (plans.size() == 1) {
      return of(plans.get(0), options, problems);
    }
    problems.add(plans.isEmpty() ? nothingFound() : several(plans));
    return null;
  }

  private static @Nullable MeasuredPlan of(Plan plan, DvhOptions options, List<Problem> problems) {
    List<DoseGrid> doses =
        plan.phases().stream()
            .map(Phase::dose)
            .flatMap(java.util.stream.Stream::ofNullable)
            .map(d -> d.grid())
            .toList();
    if (doses.isEmpty() || doses.size() < plan.phases().size()) {
      problems.add(doseMissing(plan));
      return null;
    }
    if (doses.size() > 1) {
      problems.add(summed(plan));
    }
    try {
      return new MeasuredPlan(plan, options, new DvhCalculator(DoseSum.of(doses), options));
    } catch (IllegalArgumentException e) {
      problems.add(
          Problem.error(
              "doses-not-added",
              SourceLocation.NOWHERE,
              String.valueOf(e.getMessage()),
              "Choose one with --dose"));
      return null;
    }
  }

  /**
   * The structures of these exact names under the dose, all structures if no name is given; side by
   * side on all processors, in order.
   */
  List<SelectedStructure.Measured> measured(List<String> names, Progress progress) {
    List<SelectedStructure> selected = SelectedStructure.of(structureSet().structures(), names);
    AtomicInteger done = new AtomicInteger();
    return selected.parallelStream()
        .map(
            structure -> {
              SelectedStructure.Measured measured = structure.under(this);
              progress.at("computing", done.incrementAndGet(), selected.size());
              return measured;
            })
        .toList();
  }

  /**
   * The planning system's histograms of these structures, beside ours. A stored histogram is of one
   * dose file, and says nothing about a sum.
   */
  CrossCheck crossCheck(List<SelectedStructure.Measured> measured) {
    boolean isSum = plan.phases().size() > 1;
    IdentityHashMap<Structure, SelectedStructure.Measured> byStructure = new IdentityHashMap<>();
    for (SelectedStructure.Measured one : measured) {
      if (one.structure() != null) {
        byStructure.put(one.structure(), one);
      }
    }
    return CrossCheck.of(
        plan,
        (structure, phase) -> {
          SelectedStructure.Measured own = byStructure.get(structure);
          return isSum || own == null || own.solid() == null || own.dose() == null
              ? null
              : new CrossCheck.Own(own.solid(), own.dose(), "total");
        },
        isSum ? "the doses of several plans are added" : "");
  }

  private static Problem nothingFound() {
    return Problem.error(
        "nothing-to-measure",
        SourceLocation.NOWHERE,
        "no structure set with a dose was found",
        "Name the files with --structures and --dose");
  }

  private static Problem several(List<Plan> plans) {
    return Problem.error(
        "several-plans",
        SourceLocation.NOWHERE,
        plans.size()
            + " plans were found: "
            + plans.stream().limit(10).map(MeasuredPlan::shown).collect(Collectors.joining(", "))
            + (plans.size() > 10 ? ", …" : ""),
        "Choose one with --plan, or with --structures and --dose");
  }

  private static String shown(Plan plan) {
    return "'"
        + VisibleText.of(plan.label())
        + "' ("
        + plan.phases().stream()
            .map(Phase::source)
            .flatMap(java.util.stream.Stream::ofNullable)
            .map(source -> VisibleText.of(source.path()))
            .findFirst()
            .orElse(VisibleText.of(plan.structureSet().source().path()))
        + ")";
  }

  private static Problem doseMissing(Plan plan) {
    return Problem.error(
        "dose-missing",
        SourceLocation.NOWHERE,
        plan.phases().size() == 1
            ? "the plan has no dose that can be used"
            : "not every phase of " + shown(plan) + " has a dose that can be used",
        "Name the dose with --dose");
  }

  private static Problem summed(Plan plan) {
    return Problem.warning(
        "doses-added",
        SourceLocation.NOWHERE,
        "the doses of "
            + plan.phases().size()
            + " plans are added, as those of one course: '"
            + plan.phases().stream()
                .map(p -> VisibleText.of(p.label()))
                .collect(Collectors.joining("', '"))
            + "'",
        "Choose one with --plan or --dose if they are alternatives");
  }
}
