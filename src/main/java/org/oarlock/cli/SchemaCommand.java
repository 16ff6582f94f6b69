package org.oarlock.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.oarlock.app.DescribeLanguage;
import org.oarlock.report.AtomicFile;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code oarlock schema}: the JSON Schemas of protocols, case files and reports. */
@Command(
    name = "schema",
    description = {
      "Prints the JSON Schema of protocols, case files or reports.",
      "That of protocols and case files is for editors that complete and check, that of reports for",
      "programs that read them."
    },
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = {
      "  oarlock schema --output constraints/protocol.schema.json",
      "  oarlock schema --report --output report.schema.json",
      "",
      "Editors with yaml-language-server use it where a protocol starts with",
      "  # yaml-language-server: $schema=protocol.schema.json"
    })
final class SchemaCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec;

  /** What the schema is of, if not of protocols. */
  private static final class Subject {
    @Option(
        names = "--report",
        description = "The schema of what 'check --json' writes, instead of that of protocols.")
    private boolean report;

    @Option(
        names = "--overrides",
        description = "The schema of files of accepted violations, instead of that of protocols.")
    private boolean overrides;

    @Option(names = "--case", description = "The schema of case files, instead.")
    private boolean caseFile;

    @Option(
        names = "--select",
        description = "The schema of selections, which 'batch --select' takes, instead.")
    private boolean selection;

    AtomicFile.Content schema() {
      if (report) {
        return DescribeLanguage::writeReportSchema;
      }
      if (overrides) {
        return DescribeLanguage::writeOverridesSchema;
      }
      if (selection) {
        return DescribeLanguage::writeSelectionSchema;
      }
      return caseFile ? DescribeLanguage::writeCaseSchema : DescribeLanguage::writeSchema;
    }
  }

  @ArgGroup private Subject subject = new Subject();

  @Option(names = "--output", paramLabel = "FILE", description = "Write it to this file instead.")
  private @Nullable Path output;

  SchemaCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (output == null) {
      subject.schema().writeTo(console.writer());
      return ExitCode.DONE;
    }
    OutputFiles files = new OutputFiles(spec, console);
    files.isWrittenOrPrinted("--output", output);
    files.write(output, subject.schema());
    return files.allWritten() ? ExitCode.DONE : ExitCode.NOT_JUDGED;
  }
}
