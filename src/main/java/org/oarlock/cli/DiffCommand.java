package org.oarlock.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.oarlock.app.CompareProtocols;
import org.oarlock.report.DiffReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code oarlock diff}: what changed in meaning from one protocol to another. */
@Command(
    name = "diff",
    description = {
      "Says what changed in meaning from one protocol to another.",
      "What is looser comes first; with plans, which verdicts change."
    },
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = {
      "  oarlock diff old.yaml new.yaml --plan test-plans/trunk-lungs",
      "",
      "Ends with 0 if nothing means anything else, 1 if something does, 3 if a protocol or a plan",
      "cannot be read."
    })
final class DiffCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(index = "0", paramLabel = "OLD", description = "The old protocol, in YAML.")
  private Path before = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW", description = "The new protocol.")
  private Path after = Path.of("");

  @Option(
      names = "--plan",
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files, folders and archives with plans to check against both.")
  private List<Path> plans = new ArrayList<>();

  @Mixin private SettingOption settings;
  @Mixin private FormatOption format;

  DiffCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    CompareProtocols.Request request =
        new CompareProtocols.Request(before, after, plans, settings.values());
    CompareProtocols.Result result;
    try (ProgressLine progress = ProgressLine.on(console)) {
      result = CompareProtocols.run(request, progress);
    }
    Problems.show(result.problems(), console);
    DiffReport report = result.report();
    if (report == null) {
      return ExitCode.of(result.outcome());
    }
    if (format.isJson()) {
      report.writeJson(console.writer());
    } else {
      report.writeText(console.writer());
    }
    return ExitCode.of(result.outcome());
  }
}
