package org.oarlock.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.oarlock.app.VerifyReport;
import org.oarlock.report.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code oarlock verify}: whether a report, its files and its protocol still agree. */
@Command(
    name = "verify",
    description = {
      "Makes the check of a JSON report again, and says whether it still agrees.",
      "Report, files and protocol are compared: every hash, verdict and value."
    },
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = {
      "  oarlock verify report.json test-plans/thigh-pass",
      "",
      "Ends with 0 if all agrees, 1 if something differs, 3 if it could not be verified."
    })
final class VerifyCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(index = "0", paramLabel = "REPORT", description = "What 'check --json' wrote.")
  private Path report = Path.of("");

  @Mixin private InputOptions input;
  @Mixin private OverridesOption overrides;
  @Mixin private CaseOption caseFile;
  @Mixin private FormatOption format;

  @Option(
      names = "--protocol",
      paramLabel = "FILE",
      description = "Where the protocol is now, if not where it was.")
  private @Nullable Path protocol;

  VerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    VerifyReport.Result result;
    try (ProgressLine progress = ProgressLine.on(console)) {
      result =
          VerifyReport.run(
              new VerifyReport.Request(
                  report, input.planInput(1), protocol, overrides.files(), caseFile.file()),
              progress);
    }
    Problems.show(result.problems(), console);
    Verification verification = result.verification();
    if (verification != null && format.isJson()) {
      verification.writeJson(console.writer());
    } else if (verification != null) {
      verification.writeText(console.writer());
    }
    return ExitCode.of(result.outcome());
  }
}
