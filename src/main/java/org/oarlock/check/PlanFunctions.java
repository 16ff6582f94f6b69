package org.oarlock.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.oarlock.check.Functions.Computation;
import org.oarlock.metric.MetricValue;
import org.oarlock.metric.WordValue;
import org.oarlock.plan.DoseGrid;
import org.oarlock.plan.ImageSeries;
import org.oarlock.plan.Phase;
import org.oarlock.plan.PhaseDose;
import org.oarlock.plan.StructureSet;
import org.oarlock.problem.VisibleText;
import org.oarlock.quantity.DecimalText;
import org.oarlock.quantity.Unit;

/** Functions about a plan's status, its dose grids and the images that it was drawn on. */
final class PlanFunctions {
  private PlanFunctions() {}

  static Map<String, Computation> all(List<Phase> phases, StructureSet structures) {
    PerPhase perPhase = new PerPhase(phases);
    return Map.of(
        "approval",
        call -> perPhase.of(call, PlanFunctions::approval),
        "dose_grid_spacing",
        call -> perPhase.of(call, phase -> gridSpacing(phase, call.unit())),
        "ct_slice_thickness",
        call -> sliceThickness(structures.imageSeries(), call.unit()));
  }

  private static Measured approval(Phase phase) {
    return switch (phase.approval()) {
      case "APPROVED" -> Measured.of(new WordValue("approved"));
      case "UNAPPROVED" -> Measured.of(new WordValue("unapproved"));
      case "REJECTED" -> Measured.of(new WordValue("rejected"));
      case "" ->
          Measured.unknown(
              phase.source() == null && phase.beams().isEmpty()
                  ? "there is no RT Plan"
                  : "the plan does not state one approval status");
      default ->
          Measured.unknown(
              "the plan's approval status '%s' is not known"
                  .formatted(VisibleText.of(phase.approval(), 20)));
    };
  }

  // ---- dose grid

  private static Measured gridSpacing(Phase phase, Unit unit) {
    PhaseDose dose = phase.dose();
    if (dose == null) {
      return Measured.unknown("there is no dose");
    }
    DoseGrid grid = dose.grid();
    if (grid.columns() < 2 || grid.rows() < 2 || grid.frames() < 2) {
      return Measured.unknown("the dose grid has one plane only in some direction");
    }
    double[] spacings = {
      widest(grid.columns(), grid::columnMm),
      widest(grid.rows(), grid::rowMm),
      widest(grid.frames(), grid::frameMm)
    };
    double largest = Math.max(spacings[0], Math.max(spacings[1], spacings[2]));
    return length(largest, unit)
        .with(
            "%s x %s x %s mm along the patient's x, y and z"
                .formatted(
                    DecimalText.print(spacings[0]),
                    DecimalText.print(spacings[1]),
                    DecimalText.print(spacings[2])));
  }

  /** The widest gap between neighbours, rounded to nanometres: offsets are decimals in files. */
  private static double widest(int count, IntToDoubleFunction offset) {
    double widest = 0;
    for (int i = 1; i < count; i++) {
      widest = Math.max(widest, offset.applyAsDouble(i) - offset.applyAsDouble(i - 1));
    }
    return Math.rint(widest * 1e6) / 1e6;
  }

  // ---- images

  private static List<Measured> sliceThickness(List<ImageSeries> series, Unit unit) {
    List<Measured> values = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      ImageSeries images = series.get(i);
      String which = series.size() > 1 ? "CT series %d: ".formatted(i + 1) : "";
      String detail = "of %d CT images".formatted(images.slices());
      for (double mm : images.thicknessesMm()) {
        values.add(length(mm, unit).with("SliceThickness " + detail).labelled(which + "thickness"));
      }
      for (double mm : images.gapsMm()) {
        values.add(
            length(mm, unit)
                .with("distance of neighbouring slices " + detail)
                .labelled(which + "distance"));
      }
    }
    return values.isEmpty()
        ? List.of(
            Measured.unknown(
                series.isEmpty()
                    ? "there are no CT images"
                    : "the CT images state neither a thickness nor two places"))
        : values;
  }

  private static Measured length(double mm, Unit unit) {
    return Measured.of(MetricValue.exact(unit.fromBase(mm), unit));
  }
}
