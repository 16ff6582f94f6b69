package org.oarlock.dicom;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oarlock.quantity.Dose;

/**
 * What to load.
 *
 * @param paths files, folders (searched through) and zip archives; may be empty if files are named
 * @param plan the RT Plan to take, whatever else lies there; null to take all that belong together
 * @param structures the structure set to take instead of the one that the plan refers to, or null
 * @param doses the doses to take instead of those that refer to the plan; empty to go by references
 * @param relativeDoseHundredPercent the dose that 100 % stands for in a dose of RELATIVE units;
 *     null if the user has not said, and such a dose is refused
 * @param fractionDose what a dose of DoseSummationType FRACTION holds; null if the user has not
 *     said, and the total is uncertain
 * @param beamDoses whether doses of single beams are kept, which takes memory for each
 * @param hashed whether the hashes of the files will be asked for: they are then computed beside
 *     the reading, which takes longer than the reading itself
 */
public record LoadRequest(
    List<Path> paths,
    @Nullable Path plan,
    @Nullable Path structures,
    List<Path> doses,
    @Nullable Dose relativeDoseHundredPercent,
    @Nullable FractionDose fractionDose,
    boolean beamDoses,
    boolean hashed) {
  public LoadRequest {
    paths = List.copyOf(paths);
    doses = List.copyOf(doses);
  }

  /** A request that keeps no doses of single beams and will ask for no hash. */
  public LoadRequest(
      List<Path> paths,
      @Nullable Path plan,
      @Nullable Path structures,
      List<Path> doses,
      @Nullable Dose relativeDoseHundredPercent,
      @Nullable FractionDose fractionDose) {
    this(paths, plan, structures, doses, relativeDoseHundredPercent, fractionDose, false, false);
  }

  /** A request to load what lies at these paths, linked as the files say. */
  public static LoadRequest of(Path... paths) {
    return new LoadRequest(List.of(paths), null, null, List.of(), null, null);
  }
}
