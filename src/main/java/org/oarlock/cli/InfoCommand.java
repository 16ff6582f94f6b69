package org.oarlock.cli;

import java.util.concurrent.Callable;
import org.oarlock.app.DescribeFolder;
import org.oarlock.report.FolderReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code oarlock info}: says what lies there. */
@Command(
    name = "info",
    description = {
      "Says what lies there: plans, phases, structures and doses, how they belong together,",
      "and every problem found."
    },
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = "  oarlock info test-plans/thigh-pass")
final class InfoCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private InputOptions input;

  @Option(
      names = "--show-patient",
      description = "Write the patient's name and ID into the results.")
  private boolean showPatient;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "The form of the standard output.")
  private OutputFormat.TextOrJson format = OutputFormat.TextOrJson.TEXT;

  InfoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    DescribeFolder.Request request = new DescribeFolder.Request(input.planInput(), showPatient);
    DescribeFolder.Result result;
    try (ProgressLine progress = ProgressLine.on(console)) {
      result = DescribeFolder.run(request, progress);
    }
    FolderReport report = result.report();
    Problems.show(report.problems(), console);
    switch (format) {
      case TEXT -> report.writeText(console.writer());
      case JSON -> report.writeJson(console.writer());
    }
    return ExitCode.of(result.outcome());
  }
}
