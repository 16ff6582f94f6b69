package org.oarlock.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.oarlock.app.Validate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code oarlock validate}: the analytic suite. */
@Command(
    name = "validate",
    description = "Computes phantoms with closed forms and holds the results against its gates.",
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = {
      "  oarlock validate --html validation.html",
      "",
      "Ends with 0 if every gate is passed, 1 if one is missed. Takes about half a minute."
    })
final class ValidateCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec;

  @Option(names = "--html", paramLabel = "FILE", description = "Write a report for a browser.")
  private @Nullable Path html;

  ValidateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    OutputFiles files = new OutputFiles(spec, console);
    files.isWrittenOrPrinted("--html", html);
    Validate.Result result = Validate.run();
    if (!files.isPrinted()) {
      result.report().writeText(console.writer());
    }
    files.write(html, result.report()::writeHtml);
    return files.allWritten() ? ExitCode.of(result.outcome()) : ExitCode.NOT_JUDGED;
  }
}
