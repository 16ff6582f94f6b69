package org.oarlock.cli;

import java.util.concurrent.Callable;
import org.oarlock.app.DescribeFolder;
import org.oarlock.report.FolderReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code oarlock info}: says what lies there. */
@Command(
    name = "info",
    description = "Says what lies there, how it belongs together, and every problem found.",
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = "  oarlock info test-plans/thigh-pass")
final class InfoCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private InputOptions input;
  @Mixin private PatientOption patient;
  @Mixin private FormatOption format;

  InfoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    DescribeFolder.Request request =
        new DescribeFolder.Request(input.planInput().hashed(format.isJson()), patient.isShown());
    DescribeFolder.Result result;
    try (ProgressLine progress = ProgressLine.on(console)) {
      result = DescribeFolder.run(request, progress);
    }
    FolderReport report = result.report();
    Problems.show(report.problems(), console);
    if (format.isJson()) {
      report.writeJson(console.writer());
    } else {
      report.writeText(console.writer());
    }
    return ExitCode.of(result.outcome());
  }
}
