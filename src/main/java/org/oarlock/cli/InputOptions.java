package org.oarlock.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.oarlock.app.PlanInput;
import org.oarlock.quantity.Dose;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Where a command finds plans: arguments that all commands share. */
final class InputOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description = "Files, folders (searched through) and zip archives of DICOM RT files.")
  private List<Path> paths = new ArrayList<>();

  @ArgGroup(exclusive = false, multiplicity = "0..*")
  private List<Files> files = new ArrayList<>();

  @Option(
      names = "--relative-dose",
      paramLabel = "GY",
      converter = DoseText.class,
      description = "What 100 %% is of a dose file in relative units, such as 50Gy.")
  private @Nullable Dose relativeDose;

  @Option(
      names = "--fraction-dose",
      paramLabel = "total|single",
      description =
          "What a dose file with the summation type FRACTION holds: the total dose, or that of a"
              + " single fraction.")
  private PlanInput.@Nullable FractionDose fractionDose;

  /** Files named one by one; the options may be repeated, once for each phase. */
  static final class Files {
    @Option(names = "--plan", paramLabel = "FILE", description = "The RT Plan to use.")
    private @Nullable Path plan;

    @Option(
        names = "--structures",
        paramLabel = "FILE",
        description = "The RT Structure Set to use, whatever the plan refers to.")
    private @Nullable Path structures;

    @Option(
        names = "--dose",
        paramLabel = "FILE",
        description = "The RT Dose to use, whatever plan it refers to.")
    private @Nullable Path dose;

    private PlanInput.Chosen chosen() {
      return new PlanInput.Chosen(plan, structures, dose == null ? List.of() : List.of(dose));
    }

    private Stream<Path> paths() {
      return Stream.of(plan, structures, dose).flatMap(Stream::ofNullable);
    }
  }

  /** The input as it was asked for; a usage error if nothing was. */
  PlanInput planInput() {
    return planInput(0);
  }

  /** The same for a command that takes so many other arguments before the first PATH. */
  PlanInput planInput(int before) {
    List<Path> paths = this.paths.subList(Math.min(before, this.paths.size()), this.paths.size());
    if (paths.isEmpty() && files.isEmpty()) {
      throw usage(
          "Missing PATH: name a file, a folder or a zip archive, or --structures and --dose");
    }
    PlanInput input =
        new PlanInput(
            paths, files.stream().map(Files::chosen).toList(), relativeDose, fractionDose);
    refuseLooseFiles(input);
    return input;
  }

  /**
   * Refuses files of which no order of the options says what they go with: the first of them would
   * be taken, and the others be left out or go with the wrong plan.
   */
  private void refuseLooseFiles(PlanInput input) {
    List<PlanInput.Chosen> chosen = input.chosen();
    if (input.namesPhases() && chosen.stream().anyMatch(phase -> phase.plan() == null)) {
      throw usage(
          "Files are taken together phase by phase, in the order of the options, and one phase has"
              + " no plan: "
              + input.grouping()
              + "; write --plan FILE --dose FILE --plan FILE --dose FILE");
    }
    if (!input.namesPhases() && chosen.stream().filter(c -> c.structures() != null).count() > 1) {
      throw usage(
          "Several structure sets, but not a plan for each: "
              + input.grouping()
              + "; name one, or --plan FILE --structures FILE for each phase");
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** Every file and folder that the user named. */
  List<Path> named() {
    return Stream.concat(paths.stream(), files.stream().flatMap(Files::paths)).toList();
  }
}
