package org.oarlock.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code oarlock completion}: the script that lets a shell complete commands and options. */
@Command(
    name = "completion",
    description = "Prints a script that lets bash and zsh complete commands and options.",
    footerHeading = "%nExample:%n",
    footer = "  source <(oarlock completion)")
final class CompletionCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec;

  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    console.writer().write(AutoComplete.bash("oarlock", spec.root().commandLine()));
    console.writer().flush();
    return ExitCode.DONE;
  }
}
