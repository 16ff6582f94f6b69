package org.oarlock.cli;

import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.VisibleText;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, and what may have been meant. */
final class UsageError {
  private static final int LONGEST = 2000;

  private UsageError() {}

  static int report(ParameterException error, PrintStream err) {
    CommandLine command = error.getCommandLine();
    // of options that exclude each other the message begins with a word of its own
    String message = String.valueOf(error.getMessage()).replaceFirst("^Error: ", "");
    err.println("error: " + VisibleText.of(message, LONGEST));
    UnmatchedArgumentException unmatched = unmatched(error, command);
    if (unmatched != null) {
      unmatched.getSuggestions().stream()
          .limit(3)
          .forEach(suggestion -> err.println("  hint: did you mean '" + suggestion + "'?"));
    }
    err.println("  hint: see '" + command.getCommandSpec().qualifiedName() + " --help'");
    return ExitCode.USAGE;
  }

  /** What nobody asked for; a required option may be missing because its name was misspelt. */
  private static @Nullable UnmatchedArgumentException unmatched(
      ParameterException error, CommandLine command) {
    if (error instanceof UnmatchedArgumentException unmatched) {
      return unmatched;
    }
    List<String> options =
        command.getUnmatchedArguments().stream().filter(word -> word.startsWith("-")).toList();
    return options.isEmpty() ? null : new UnmatchedArgumentException(command, options);
  }
}
