package org.oarlock.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.oarlock.app.ReviewNames;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.report.NamesReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code oarlock names}: what the structures of a protocol are called in a plan. */
@Command(
    name = "names",
    description = {
      "Says what the structures of a protocol are in a plan, or may be, and why.",
      "Nothing is ever matched by likeness: a person reviews the names and gives them to",
      "'check --names'."
    },
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = {
      "  oarlock names test-plans/trunk-pass \\",
      "      --protocol constraints/sts-postop-cams-trunk.yaml --write names.yaml",
      "",
      "Ends with 0 if every structure that the protocol needs is there, 3 if not."
    })
final class NamesCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec;
  @Mixin private InputOptions input;
  @Mixin private SettingOption settings;
  @Mixin private CaseOption caseOption;
  @Mixin private FormatOption format;

  @Option(
      names = "--protocol",
      required = true,
      paramLabel = "FILE",
      description = "The protocol, in YAML.")
  private Path protocol = Path.of("");

  @Option(
      names = "--names",
      paramLabel = "FILE",
      description = "YAML: for structures of the protocol, their names in the plan.")
  private @Nullable Path names;

  @Option(
      names = "--write",
      paramLabel = "FILE",
      description = "Write a names file to review: what may be meant, commented out.")
  private @Nullable Path write;

  NamesCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    OutputFiles files = new OutputFiles(spec, console);
    input.named().forEach(files::isRead);
    files.isRead(protocol);
    if (names != null) {
      files.isRead(names);
    }
    Path caseFile = caseOption.file();
    if (caseFile != null) {
      files.isRead(caseFile);
    }
    files.isWritten("--write", write);
    ReviewNames.Result result;
    try (ProgressLine progress = ProgressLine.on(console)) {
      result =
          ReviewNames.run(
              new ReviewNames.Request(
                  input.planInput(), protocol, settings.values(), names, caseFile),
              progress);
    }
    Problems.show(result.problems(), console);
    NamesReport report = result.report();
    if (report == null) {
      return ExitCode.of(result.outcome());
    }
    if (format.isJson()) {
      report.writeJson(console.writer());
    } else {
      report.writeText(console.writer());
    }
    if (write != null && report.plans().size() != 1) {
      Problems.show(severalPlans(report.plans().size()), console);
      return ExitCode.NOT_JUDGED;
    }
    files.write(write, out -> NamesReport.writeNames(report.plans().get(0).review(), out));
    return files.allWritten() ? ExitCode.of(result.outcome()) : ExitCode.NOT_JUDGED;
  }

  private static Problem severalPlans(int plans) {
    return Problem.error(
        "names-several-plans",
        SourceLocation.NOWHERE,
        "a names file is of one plan, and there are %d".formatted(plans),
        "Name one plan");
  }
}
