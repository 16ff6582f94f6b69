package org.oarlock.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.TypeConversionException;

/** The command {@code oarlock}: arguments in, exit code out. */
public final class Main {
  static final int USAGE_WIDTH = 100;

  /** Writes a script about all commands. */
  private static final String COMPLETION = "completion";

  /** All subcommands, in the order of the help. */
  private static final List<String> COMMANDS =
      List.of(
          "check",
          "explain",
          "verify",
          "names",
          "info",
          "metrics",
          "dvh",
          "batch",
          "results",
          "compare",
          "lint",
          "test",
          "diff",
          "validate",
          "schema",
          COMPLETION);

  private Main() {}

  public static void main(String[] arguments) {
    // reports are the same bytes everywhere, digits included
    Locale.setDefault(Locale.ROOT);
    // libraries look for a logger, and would say on the standard error that there is none
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    System.exit(run(Console.ofProcess(), arguments));
  }

  /** Runs one command and says everything that there is to say; never throws. */
  static int run(Console console, String... words) {
    String[] arguments = withHelpAsOption(words);
    OarlockCommand root = new OarlockCommand();
    int code;
    try {
      code = commandLine(root, console, arguments).execute(arguments);
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

  /**
   * The command line with the one subcommand that the arguments name, or with all of them where
   * they name none: setting up one of them takes about as long as Java's own start.
   */
  private static CommandLine commandLine(
      OarlockCommand root, Console console, String... arguments) {
    CommandLine line = new CommandLine(root);
    for (String name : asked(arguments)) {
      line.addSubcommand(name, command(name, console));
    }
    return line.setOut(new PrintWriter(console.writer(), true))
        .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setUsageHelpWidth(USAGE_WIDTH)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Path.class, Main::path)
        .setParameterExceptionHandler((e, text) -> UsageError.report(e, console.err()))
        .setExecutionExceptionHandler(
            (e, command, result) -> ProgramFault.report(e, root.isDebug(), console.err()));
  }

  /**
   * {@code help} is {@code --help}, and so is {@code help help}; {@code help check} is {@code check
   * --help}.
   */
  private static String[] withHelpAsOption(String... words) {
    int first = 0;
    while (first < words.length && words[first].startsWith("-")) {
      first++;
    }
    if (first == words.length || !words[first].equals("help")) {
      return words;
    }
    List<String> arguments = new ArrayList<>(List.of(words));
    while (first < arguments.size() && arguments.get(first).equals("help")) {
      arguments.remove(first);
    }
    boolean nothing = first == arguments.size();
    if (nothing || COMMANDS.contains(arguments.get(first))) {
      arguments.add(nothing ? first : first + 1, "--help");
    }
    return arguments.toArray(String[]::new);
  }

  /** An empty text would be the current folder, and a plan in it be judged instead. */
  private static Path path(String text) {
    if (text.isEmpty()) {
      throw new TypeConversionException("an empty text names no file; is a variable not set?");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException("no file can have this name: " + e.getReason());
    }
  }

  /** The options before a subcommand are flags, so its name is the first that is no option. */
  private static List<String> asked(String... arguments) {
    for (String argument : arguments) {
      if (!argument.startsWith("-")) {
        boolean one = COMMANDS.contains(argument) && !argument.equals(COMPLETION);
        return one ? List.of(argument) : COMMANDS;
      }
    }
    return COMMANDS;
  }

  private static Object command(String name, Console console) {
    return switch (name) {
      case "check" -> new CheckCommand(console);
      case "explain" -> new ExplainCommand(console);
      case "verify" -> new VerifyCommand(console);
      case "names" -> new NamesCommand(console);
      case "info" -> new InfoCommand(console);
      case "metrics" -> new MetricsCommand(console);
      case "dvh" -> new DvhCommand(console);
      case "batch" -> new BatchCommand(console);
      case "results" -> new ResultsCommand(console);
      case "compare" -> new CompareCommand(console);
      case "lint" -> new LintCommand(console);
      case "test" -> new TestCommand(console);
      case "diff" -> new DiffCommand(console);
      case "validate" -> new ValidateCommand(console);
      case "schema" -> new SchemaCommand(console);
      case COMPLETION -> new CompletionCommand(console);
      default -> throw new IllegalArgumentException(name);
    };
  }
}
