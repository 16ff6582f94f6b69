package org.oarlock.cli;

import org.oarlock.app.ToolVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command without a subcommand: says what there is. */
@Command(
    name = "oarlock",
    description = {
      "Checks a radiotherapy plan (DICOM RT) against a protocol.",
      "'oarlock help COMMAND' shows the options of a command, with an example."
    },
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = OarlockCommand.Version.class,
    usageHelpAutoWidth = false,
    sortOptions = false)
final class OarlockCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show stack traces of internal errors.")
  private boolean debug;

  boolean isDebug() {
    return debug;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }

  /** What {@code --version} prints. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"oarlock " + ToolVersion.text()};
    }
  }
}
