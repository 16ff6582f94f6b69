package org.oarlock.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.oarlock.app.ExportDvh;
import org.oarlock.app.IdleOption;
import org.oarlock.problem.Problem;
import org.oarlock.report.DvhReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code oarlock dvh}: dose-volume histograms as a table or a chart. */
@Command(
    name = "dvh",
    description = "Computes cumulative dose-volume histograms of structures.",
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = "  oarlock dvh test-plans/thigh-pass --structure PTV1 --html dvh.html")
final class DvhCommand implements Callable<Integer> {
  private static final Problem NAMELESS =
      IdleOption.problem(
          "--show-patient has no effect: the table names no patient",
          "Leave it out, or draw a chart with --html FILE");

  private final Console console;

  @Spec private CommandSpec spec;
  @Mixin private InputOptions input;
  @Mixin private StructureOption structures;
  @Mixin private PatientOption patient;
  @Mixin private ComputationOption computation;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Write the table to this file; without --csv and --html it is printed.")
  private @Nullable Path csv;

  @Option(names = "--html", paramLabel = "FILE", description = "Write a chart for a browser.")
  private @Nullable Path html;

  DvhCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    OutputFiles files = new OutputFiles(spec, console);
    input.named().forEach(files::isRead);
    files.isWrittenOrPrinted("--csv", csv);
    files.isWrittenOrPrinted("--html", html);
    ExportDvh.Request request =
        new ExportDvh.Request(
            input.planInput(), structures.names(), computation.chosen(), patient.isShown());
    ExportDvh.Result result;
    try (ProgressLine progress = ProgressLine.on(console)) {
      result = ExportDvh.run(request, progress);
    }
    Problems.show(result.problems(), console);
    if (patient.isShown() && html == null) {
      Problems.show(NAMELESS, console);
    }
    DvhReport report = result.report();
    if (report == null) {
      return ExitCode.of(result.outcome());
    }
    if (csv == null && html == null) {
      report.writeCsv(console.writer());
    }
    files.write(csv, report::writeCsv);
    files.write(html, report::writeHtml);
    return files.allWritten() ? ExitCode.of(result.outcome()) : ExitCode.NOT_JUDGED;
  }
}
