package org.oarlock.protocol;

import java.util.List;
import java.util.Map;
import org.oarlock.quantity.DecimalText;
import org.oarlock.quantity.Dose;

/**
 * A protocol, complete: what it extends has been merged in, every name resolved, every expression
 * parsed. In the order of the file, what was inherited first.
 *
 * @param id its name
 * @param title a line for people
 * @param version its version
 * @param status how far it can be trusted
 * @param extended the ids of the protocols that it extends, nearest first
 * @param sources citations by key
 * @param parameters what can be set
 * @param prescriptions what is expected to be prescribed
 * @param structures how structures are found or made
 * @param goals what is asked
 * @param fractionDose the doses per fraction that its limits are meant for
 * @param files the files it was read from, itself first
 */
public record Protocol(
    String id,
    String title,
    String version,
    Status status,
    List<String> extended,
    Map<String, String> sources,
    List<Parameter> parameters,
    List<PrescriptionRule> prescriptions,
    List<StructureRule> structures,
    List<Goal> goals,
    FractionDose fractionDose,
    List<SourceFile> files) {
  public Protocol {
    extended = List.copyOf(extended);
    parameters = List.copyOf(parameters);
    prescriptions = List.copyOf(prescriptions);
    structures = List.copyOf(structures);
    goals = List.copyOf(goals);
    files = List.copyOf(files);
  }

  /**
   * Doses per fraction, both ends included, and the number of fractions.
   *
   * @param lowest 0 Gy if there is no least one
   * @param stated whether the protocol says anything of this
   * @param fractions in how many fractions the whole course is given, 0 if in any number
   */
  public record FractionDose(Dose lowest, Dose highest, boolean stated, int fractions) {
    /** What a protocol is meant for that says nothing: up to 2.2 Gy, our choice. */
    public static final FractionDose CONVENTIONAL =
        new FractionDose(Dose.ofGy(0), Dose.ofGy(2.2), false, 0);

    /** More than any treatment gives. */
    private static final Dose ANY = Dose.ofGy(1000);

    /** Doses per fraction, of any number of fractions. */
    public FractionDose(Dose lowest, Dose highest, boolean stated) {
      this(lowest, highest, stated, 0);
    }

    /** A number of fractions; limits for a number of fractions are meant for any dose in them. */
    public FractionDose in(int number) {
      return stated
          ? new FractionDose(lowest, highest, true, number)
          : new FractionDose(lowest, ANY, true, number);
    }

    /** Whether no dose per fraction is refused. */
    public boolean isAnyDose() {
      return lowest.gy() == 0 && highest.gy() >= ANY.gy();
    }

    /** {@code 5..6 Gy}, {@code 2 Gy}, {@code at most 2.2 Gy}, {@code any dose in 5 fractions}. */
    @Override
    public String toString() {
      String count =
          fractions == 0 ? "" : " in %d fraction%s".formatted(fractions, fractions == 1 ? "" : "s");
      return dose() + count;
    }

    /** The doses alone: {@code 5..6 Gy}. */
    public String dose() {
      if (isAnyDose()) {
        return "any dose";
      }
      if (lowest.gy() == 0) {
        return "at most " + highest;
      }
      return lowest.equals(highest)
          ? highest.toString()
          : DecimalText.print(lowest.gy()) + ".." + highest;
    }
  }

  /** How far a protocol can be trusted, as its author says. */
  public enum Status {
    /** Its numbers have been compared with no source: judged only where the user insists. */
    TEMPLATE,
    DRAFT,
    UNVERIFIED,
    APPROVED
  }

  /**
   * A file that a protocol was read from.
   *
   * @param path as the user would name it
   * @param sha256 of its bytes, lower-case hexadecimal
   */
  public record SourceFile(String path, String sha256) {}
}
