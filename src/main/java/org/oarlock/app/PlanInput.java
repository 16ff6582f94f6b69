package org.oarlock.app;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
  }

  /** What a dose with the summation type FRACTION is. */
  public enum FractionDose {
    /** The dose of all fractions, whatever its summation type says. */
    TOTAL,
    /** The dose of one fraction. */
    SINGLE
  }
}
