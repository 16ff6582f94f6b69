package org.oarlock.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.oarlock.app.TestProtocols;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code oarlock test}: holds protocols against plans whose verdicts are known. */
@Command(
    name = "test",
    description = {
      "Holds protocols against plans whose verdicts are known.",
      "Checks the plans that a test names, and says where a verdict or a value is not the one that",
      "the test expects."
    },
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = {
      "  oarlock test test-plans/*/expected.yaml",
      "",
      "Ends with 0 if all is as expected, 1 if something differs, 3 if a test could not be run."
    })
final class TestCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Tests, in YAML.")
  private List<Path> files = new ArrayList<>();

  @Mixin private FormatOption format;

  TestCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    TestProtocols.Result result;
    try (ProgressLine progress = ProgressLine.on(console)) {
      result = TestProtocols.run(new TestProtocols.Request(files), progress);
    }
    if (format.isJson()) {
      result.report().writeJson(console.writer());
    } else {
      result.report().writeText(console.writer());
    }
    return ExitCode.of(result.outcome());
  }
}
