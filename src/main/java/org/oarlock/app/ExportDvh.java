package org.oarlock.app;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oarlock.check.CrossCheck;
import org.oarlock.check.PlanResult;
import org.oarlock.dicom.Inventory;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;
import org.oarlock.report.DvhReport;

/** Computes dose-volume histograms of structures, judging none. */
public final class ExportDvh {
  private ExportDvh() {}

  /**
   * What is asked for.
   *
   * @param input where the plan is
   * @param structures exact names; empty for all structures that enclose a volume
   * @param computation how structures and doses are computed
   * @param showPatient whether the report may name patients
   */
  public record Request(
      PlanInput input, List<String> structures, Computation computation, boolean showPatient) {
    public Request {
      structures = List.copyOf(structures);
    }
  }

  /**
   * What came of it.
   *
   * @param report the curves, null where the input cannot be used
   * @param problems all problems, those of the report among them
   * @param outcome NOT_COMPLETE if a structure that was named or drawn has no curve
   */
  public record Result(@Nullable DvhReport report, List<Problem> problems, Outcome outcome) {
    public Result {
      problems = List.copyOf(problems);
    }
  }

  public static Result run(Request request, Progress progress) {
    Inventory inventory = PlanFinder.find(request.input(), progress);
    List<Problem> problems = new ArrayList<>(inventory.problems());
    MeasuredPlan plan = MeasuredPlan.of(inventory, request.computation().options(), problems);
    if (plan == null) {
      return new Result(null, problems, Outcome.NOT_COMPLETE);
    }
    List<PlanResult.Curve> curves = new ArrayList<>();
    List<SelectedStructure.Measured> structures = plan.measured(request.structures(), progress);
    for (SelectedStructure.Measured measured : structures) {
      if (measured.dose() != null) {
        curves.add(new PlanResult.Curve(measured.name(), "total", measured.dose().primary()));
      } else {
        problems.add(noCurve(measured, !request.structures().isEmpty() || measured.isDrawn()));
      }
    }
    CrossCheck crossCheck = plan.crossCheck(structures);
    problems.addAll(crossCheck.problems());
    return new Result(
        new DvhReport(
            ToolVersion.tool(),
            plan.plan(),
            curves,
            crossCheck,
            problems,
            plan.options(),
            request.showPatient()),
        problems,
        problems.stream().anyMatch(Problem::isError) ? Outcome.NOT_COMPLETE : Outcome.DONE);
  }

  /** What was named or drawn is an error if it has no curve, the rest is only worth a note. */
  private static Problem noCurve(SelectedStructure.Measured measured, boolean expected) {
    String message =
        "no histogram of '" + VisibleText.of(measured.name()) + "': " + measured.obstacle();
    return expected
        ? Problem.error(
            "no-histogram",
            SourceLocation.NOWHERE,
            message,
            "See with 'oarlock info' which structures there are")
        : Problem.note("no-histogram", SourceLocation.NOWHERE, message);
  }
}
