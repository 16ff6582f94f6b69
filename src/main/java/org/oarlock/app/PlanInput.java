package org.oarlock.app;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.VisibleText;
import org.oarlock.quantity.Dose;

/**
 * Where plans are to be found, and what the user says about them.
 *
 * @param paths files, folders and zip archives to search
 * @param chosen files named one by one; each entry is one phase
 * @param relativeDose what 100 % of a dose file in relative units is, null if not said
 * @param fractionDose what a dose with the summation type FRACTION is, null if not said
 * @param hashed whether the hashes of the plans' files will be asked for: they are then computed
 *     while the files are read, and otherwise when somebody asks
 */
public record PlanInput(
    List<Path> paths,
    List<Chosen> chosen,
    @Nullable Dose relativeDose,
    @Nullable FractionDose fractionDose,
    boolean hashed) {
  private static final int LONGEST_OPTION = 1000;

  public PlanInput {
    paths = List.copyOf(paths);
    chosen = List.copyOf(chosen);
  }

  /** An input of which no hash will be asked for. */
  public PlanInput(
      List<Path> paths,
      List<Chosen> chosen,
      @Nullable Dose relativeDose,
      @Nullable FractionDose fractionDose) {
    this(paths, chosen, relativeDose, fractionDose, false);
  }

  /** Whether files are named phase by phase: several plans are. */
  public boolean namesPhases() {
    return chosen.stream().filter(c -> c.plan() != null).count() > 1;
  }

  /** Which named files are taken together: {@code (1) --plan a --dose b; (2) --plan c}. */
  public String grouping() {
    return IntStream.range(0, chosen.size())
        .mapToObj(i -> "(%d) %s".formatted(i + 1, chosen.get(i).options()))
        .collect(Collectors.joining("; "));
  }

  /** The same input, saying whether hashes will be asked for. */
  public PlanInput hashed(boolean asked) {
    return new PlanInput(paths, chosen, relativeDose, fractionDose, asked);
  }

  /**
   * Files that belong together because the user says so.
   *
   * @param plan the RT Plan, null if it is to be found
   * @param structures the RT Structure Set, null if it is to be found
   * @param doses the RT Doses, empty if they are to be found
   */
  public record Chosen(@Nullable Path plan, @Nullable Path structures, List<Path> doses) {
    public Chosen {
      doses = List.copyOf(doses);
    }

    private String options() {
      return Stream.of(
              Stream.ofNullable(plan).map(file -> "--plan " + file),
              Stream.ofNullable(structures).map(file -> "--structures " + file),
              doses.stream().map(file -> "--dose " + file))
          .flatMap(option -> option)
          .map(option -> VisibleText.of(option, LONGEST_OPTION))
          .collect(Collectors.joining(" "));
    }
  }

  /** What a dose with the summation type FRACTION is. */
  public enum FractionDose {
    /** The dose of all fractions, whatever its summation type says. */
    TOTAL,
    /** The dose of one fraction. */
    SINGLE
  }
}
