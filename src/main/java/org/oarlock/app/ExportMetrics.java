package org.oarlock.app;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.oarlock.check.CrossCheck;
import org.oarlock.dicom.Inventory;
import org.oarlock.dvh.DoseVolumeHistogram;
import org.oarlock.dvh.StructureDose;
import org.oarlock.metric.Metric;
import org.oarlock.metric.MetricSyntaxException;
import org.oarlock.metric.NoValue;
import org.oarlock.plan.Structure;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.quantity.Dose;
import org.oarlock.report.MetricRow;
import org.oarlock.report.Report;

/** Computes metrics of structures, judging none. */
public final class ExportMetrics {
  private final Request request;
  private final Progress progress;
  private final List<Problem> problems = new ArrayList<>();

  private ExportMetrics(Request request, Progress progress) {
    this.request = request;
    this.progress = progress;
  }

  /**
   * What is asked for.
   *
   * @param input where the plan is
   * @param metrics the metrics' texts
   * @param structures exact names; empty for all structures
   * @param prescription what percent of dose refers to, null if nothing
   * @param computation how structures and doses are computed
   */
  public record Request(
      PlanInput input,
      List<String> metrics,
      List<String> structures,
      @Nullable Dose prescription,
      Computation computation) {
    public Request {
      metrics = List.copyOf(metrics);
      structures = List.copyOf(structures);
    }
  }

  /**
   * What came of it.
   *
   * @param tool what computed them
   * @param rows one per structure and metric, structures first; none if the input cannot be used
   * @param crossCheck the planning system's histograms of these structures, beside ours
   * @param problems what somebody must know besides
   * @param outcome NOT_COMPLETE if a metric has no value; of a structure that draws nothing, such
   *     as points, only if it was named
   */
  public record Result(
      Report.Tool tool,
      List<MetricRow> rows,
      CrossCheck crossCheck,
      List<Problem> problems,
      Outcome outcome) {
    public Result {
      rows = List.copyOf(rows);
      problems = List.copyOf(problems);
    }
  }

  public static Result run(Request request, Progress progress) {
    return new ExportMetrics(request, progress).run();
  }

  private Result run() {
    List<Metric> metrics = request.metrics().stream().flatMap(this::parsed).toList();
    if (!problems.isEmpty()) {
      return result(List.of(), Outcome.BAD_REQUEST);
    }
    if (request.prescription() != null && metrics.stream().noneMatch(Metric::needsPrescription)) {
      problems.add(
          IdleOption.problem(
              "--prescription has no effect: none of the metrics is in percent of dose",
              "Leave it out, or write % for the dose, as in V95%[cc]"));
    }
    Inventory inventory = PlanFinder.find(request.input(), progress);
    problems.addAll(inventory.problems());
    MeasuredPlan plan = MeasuredPlan.of(inventory, request.computation().options(), problems);
    if (plan == null) {
      return result(List.of(), Outcome.NOT_COMPLETE);
    }
    StructureDose body = metrics.stream().anyMatch(Metric::needsBody) ? body(plan) : null;
    List<SelectedStructure.Measured> measured = plan.measured(request.structures(), progress);
    List<MetricRow> rows = new ArrayList<>();
    boolean lacking = false;
    for (SelectedStructure.Measured one : measured) {
      List<MetricRow> own = rows(one, metrics, body);
      boolean expected = !request.structures().isEmpty() || one.isDrawn();
      lacking |= expected && own.stream().anyMatch(row -> row.result() instanceof NoValue);
      rows.addAll(own);
    }
    CrossCheck crossCheck = plan.crossCheck(measured);
    problems.addAll(crossCheck.problems());
    lacking |= rows.stream().allMatch(row -> row.result() instanceof NoValue);
    boolean incomplete = lacking || problems.stream().anyMatch(Problem::isError);
    Outcome outcome = incomplete ? Outcome.NOT_COMPLETE : Outcome.DONE;
    return new Result(ToolVersion.tool(), rows, crossCheck, problems, outcome);
  }

  private Result result(List<MetricRow> rows, Outcome outcome) {
    return new Result(ToolVersion.tool(), rows, CrossCheck.NONE, problems, outcome);
  }

  private Stream<Metric> parsed(String text) {
    try {
      return Stream.of(Metric.parse(text));
    } catch (MetricSyntaxException e) {
      problems.add(
          Problem.error(
              "metric-syntax",
              SourceLocation.NOWHERE,
              "--metric: "
                  + e.getMessage()
                  + (e.index() > 0 ? " (at character " + (e.index() + 1) + ")" : ""),
              e.hint()));
      return Stream.empty();
    }
  }

  private List<MetricRow> rows(
      SelectedStructure.Measured measured, List<Metric> metrics, @Nullable StructureDose body) {
    StructureDose dose = measured.dose();
    Double coveredPercent = dose == null ? null : coveredPercent(dose.primary());
    return metrics.stream()
        .map(
            metric ->
                new MetricRow(
                    measured.name(),
                    metric.text(),
                    metric.unit(),
                    dose == null
                        ? new NoValue(measured.obstacle())
                        : metric.evaluate(dose, request.prescription(), body),
                    coveredPercent,
                    request.computation().options().convention().label()))
        .toList();
  }

  private static double coveredPercent(DoseVolumeHistogram histogram) {
    return Math.min(100, 100 * (histogram.coveredVolumeCm3() / histogram.totalVolumeCm3()));
  }

  /** The dose of the only structure of type EXTERNAL, null if there is not exactly one. */
  private static @Nullable StructureDose body(MeasuredPlan plan) {
    List<Structure> externals =
        plan.structureSet().structures().stream().filter(s -> s.type().equals("EXTERNAL")).toList();
    return externals.size() == 1
        ? new SelectedStructure("", externals.get(0), "").under(plan).dose()
        : null;
  }
}
