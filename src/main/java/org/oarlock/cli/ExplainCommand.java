package org.oarlock.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.oarlock.app.CheckPlans;
import org.oarlock.app.ExplainGoals;
import org.oarlock.report.ExplainReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code oarlock explain}: how goals came to their verdicts. */
@Command(
    name = "explain",
    description = {
      "Says how goals came to their verdicts, and what would just pass.",
      "For each goal: where its limit is missed and by how much, how the band came about, and what",
      "structures, prescription and dose were taken. Without --goal, every goal that applies and is",
      "no plain PASS."
    },
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = {
      "  oarlock explain test-plans/thigh-hot-spot \\",
      "      --protocol constraints/sts-postop-cams-extremity.yaml --goal cortex-max",
      "",
      "Ends with 0 if all that was asked for is explained, whatever the verdicts; 3 if not."
    })
final class ExplainCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private InputOptions input;

  @Option(
      names = "--protocol",
      required = true,
      paramLabel = "FILE",
      description = "The protocol, in YAML.")
  private Path protocol = Path.of("");

  @Option(
      names = "--goal",
      paramLabel = "ID",
      description = "The id of a goal to explain, whatever its verdict; may be repeated.")
  private List<String> goals = new ArrayList<>();

  @Mixin private SettingOption settings;

  @Option(
      names = "--names",
      paramLabel = "FILE",
      description = "YAML: for structures of the protocol, their names in the plan.")
  private @Nullable Path names;

  @Option(
      names = "--strict",
      description = "A verdict that another contouring convention would turn becomes REVIEW.")
  private boolean strict;

  @Mixin private OverridesOption overrides;
  @Mixin private CaseOption caseOption;
  @Mixin private FormatOption format;
  @Mixin private ComputationOption computation;
  @Mixin private TrustOption trust;

  ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    ExplainGoals.Result result;
    try (ProgressLine progress = ProgressLine.on(console)) {
      result = ExplainGoals.run(request(), goals, progress);
    }
    Problems.show(result.problems(), console);
    ExplainReport report = result.report();
    if (report != null && format.isJson()) {
      report.writeJson(console.writer());
    } else if (report != null) {
      report.writeText(console.writer());
    }
    return ExitCode.of(result.outcome());
  }

  private CheckPlans.Request request() {
    return new CheckPlans.Request(
        input.planInput().hashed(format.isJson()),
        protocol,
        settings.values(),
        names,
        overrides.files(),
        caseOption.file(),
        strict,
        trust.allowsUnverified(),
        computation.chosen(),
        false);
  }
}
