package org.oarlock.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.oarlock.app.ExportMetrics;
import org.oarlock.app.Outcome;
import org.oarlock.quantity.Dose;
import org.oarlock.report.MetricRows;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code oarlock metrics}: dose-volume metrics as a table, judged by nobody. */
@Command(
    name = "metrics",
    description = "Computes dose-volume metrics of structures, as a table.",
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = {
      "  oarlock metrics test-plans/thigh-pass \\",
      "      --metric 'D95%%[Gy]' --metric 'V40Gy[%%]' --structure PTV1 --structure Femur_L"
    })
final class MetricsCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private InputOptions input;
  @Mixin private StructureOption structures;
  @Mixin private ComputationOption computation;

  @Option(
      names = "--metric",
      required = true,
      paramLabel = "TEXT",
      description = "A metric, such as D95%%[Gy], V20Gy[%%], Mean[Gy] or Volume[cc].")
  private List<String> metrics = new ArrayList<>();

  @Option(
      names = "--prescription",
      paramLabel = "DOSE",
      converter = DoseText.class,
      description = "The dose that percent of dose refers to, such as 50Gy.")
  private @Nullable Dose prescription;

  @Option(
      names = "--format",
      paramLabel = "csv|json",
      defaultValue = "csv",
      description = "The form of the standard output.")
  private OutputFormat.CsvOrJson format = OutputFormat.CsvOrJson.CSV;

  MetricsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    ExportMetrics.Request request =
        new ExportMetrics.Request(
            input.planInput(), metrics, structures.names(), prescription, computation.chosen());
    ExportMetrics.Result result;
    try (ProgressLine progress = ProgressLine.on(console)) {
      result = ExportMetrics.run(request, progress);
    }
    Problems.show(result.problems(), console);
    if (result.outcome() == Outcome.BAD_REQUEST) {
      return ExitCode.USAGE;
    }
    switch (format) {
      case CSV -> MetricRows.writeCsv(result.rows(), console.writer());
      case JSON ->
          MetricRows.writeJson(
              result.tool(),
              result.rows(),
              result.crossCheck(),
              result.problems(),
              console.writer());
    }
    return ExitCode.of(result.outcome());
  }
}
