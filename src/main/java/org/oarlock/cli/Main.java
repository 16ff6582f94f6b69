package org.oarlock.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The command {@code oarlock}: arguments in, exit code out. */
public final class Main {
  static final int USAGE_WIDTH = 100;

  private Main() {}

  public static void main(String[] arguments) {
    // reports are the same bytes everywhere, digits included
    Locale.setDefault(Locale.ROOT);
    // libraries look for a logger, and would say on the standard error that there is none
    System.setProperty("slf4j.internal.verbosity", "ERROR");
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
    CommandLine line =
        new CommandLine(root)
            .addSubcommand(new CheckCommand(console))
            .addSubcommand(new ExplainCommand(console))
            .addSubcommand(new VerifyCommand(console))
            .addSubcommand(new NamesCommand(console))
            .addSubcommand(new InfoCommand(console))
            .addSubcommand(new MetricsCommand(console))
            .addSubcommand(new DvhCommand(console))
            .addSubcommand(new BatchCommand(console))
            .addSubcommand(new ResultsCommand(console))
            .addSubcommand(new CompareCommand(console))
            .addSubcommand(new LintCommand(console))
            .addSubcommand(new TestCommand(console))
            .addSubcommand(new DiffCommand(console))
            .addSubcommand(new ValidateCommand(console))
            .addSubcommand(new SchemaCommand(console))
            .addSubcommand(new CompletionCommand(console));
    return line.setOut(new PrintWriter(console.writer(), true))
        .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setUsageHelpWidth(USAGE_WIDTH)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((e, arguments) -> UsageError.report(e, console.err()))
        .setExecutionExceptionHandler(
            (e, command, result) -> ProgramFault.report(e, root.isDebug(), console.err()));
  }
}
