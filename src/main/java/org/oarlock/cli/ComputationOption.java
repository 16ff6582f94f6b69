package org.oarlock.cli;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.oarlock.app.Computation;
import org.oarlock.quantity.Dose;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How contours become solids, and how exactly their doses are computed. */
final class ComputationOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--convention",
      paramLabel = "NAME",
      completionCandidates = Names.class,
      description =
          "How contours become a solid: ${COMPLETION-CANDIDATES}; the first unless stated.")
  private @Nullable String convention;

  @Option(
      names = "--tolerance",
      paramLabel = "DOSE",
      converter = DoseText.class,
      description = "How exactly curves are computed, from 0.01cGy to 50cGy; 0.5cGy unless stated.")
  private @Nullable Dose tolerance;

  /** What was chosen; a usage error if there is no such thing. */
  Computation chosen() {
    Computation chosen = Computation.DEFAULT;
    if (convention != null) {
      String name = convention;
      chosen =
          chosen
              .withConvention(name)
              .orElseThrow(
                  () ->
                      usage(
                          "Invalid value for option '--convention': '%s' is none of %s"
                              .formatted(name, String.join(", ", Computation.conventions()))));
    }
    try {
      return tolerance == null ? chosen : chosen.within(tolerance);
    } catch (IllegalArgumentException e) {
      throw usage("Invalid value for option '--tolerance': " + e.getMessage());
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** The names of the conventions, the default first. */
  static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Names() {
      super(Computation.conventions());
    }
  }
}
