package org.oarlock.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The command {@code oarlock}: arguments in, exit code out. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(Console.ofProcess(), arguments));
  }

  /** Runs one command and says everything that there is to say; never throws. */
  static int run(Console console, String... arguments) {
    OarlockCommand root = new OarlockCommand();
    int code;
    try {
      code = commandLine(root, console).execute(arguments);
    } catch (Throwable e) {
      code = ProgramFault.report(e, root.isDebug(), console.err());
    }
    String lost = console.finish();
    if (lost != null) {
      console.err().println("error: results could not be written to the standard output: " + lost);
      return ExitCode.NOT_JUDGED;
    }
    return code;
  }

  private static CommandLine commandLine(OarlockCommand root, Console console) {
    return new CommandLine(root)
        .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setExecutionExceptionHandler(
            (e, line, result) -> ProgramFault.report(e, root.isDebug(), console.err()));
  }
}
