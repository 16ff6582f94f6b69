package org.oarlock.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.oarlock.app.LintProtocols;
import org.oarlock.problem.Severity;
import org.oarlock.report.LintReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code oarlock lint}: looks for mistakes in protocols. */
@Command(
    name = "lint",
    description = {
      "Looks for what is wrong or suspicious in protocols.",
      "That is whatever keeps them from being read, limits that contradict one another or say",
      "nothing, conditions that never hold, unused names."
    },
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = {
      "  oarlock lint constraints/*.yaml --fail-on warning",
      "",
      "Ends with 0 if there is nothing of the severity that --fail-on names or worse, else with 1,",
      "and with 3 if a file cannot be read."
    })
final class LintCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Protocols, in YAML.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--fail-on",
      paramLabel = "error|warning|note",
      defaultValue = "error",
      description = "From which severity on a problem counts as a failure.")
  private Severity failOn = Severity.ERROR;

  @Mixin private FormatOption format;

  LintCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    LintProtocols.Result result = LintProtocols.run(new LintProtocols.Request(files, failOn));
    LintReport report = result.report();
    if (format.isJson()) {
      report.writeJson(console.writer());
    } else {
      report.writeText(console.writer());
    }
    return ExitCode.of(result.outcome());
  }
}
