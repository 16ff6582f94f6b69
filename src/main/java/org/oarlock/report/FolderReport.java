package org.oarlock.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oarlock.plan.Plan;
import org.oarlock.plan.Structure;
import org.oarlock.problem.Problem;

/**
 * What lies in files and folders, and how it belongs together.
 *
 * @param tool what made it
 * @param plans the plans, in the order in which they were found
 * @param files every DICOM RT object and image that was found
 * @param problems what somebody must know
 * @param showPatient whether patients' names and IDs are written; else patients have numbers
 */
public record FolderReport(
    Report.Tool tool,
    List<FoundPlan> plans,
    List<FoundFile> files,
    List<Problem> problems,
    boolean showPatient) {

  public FolderReport {
    plans = List.copyOf(plans);
    files = List.copyOf(files);
    problems = List.copyOf(problems);
  }

  /**
   * A plan.
   *
   * @param plan the plan
   * @param patient whom it is of among the patients found, {@code patient 1}
   * @param structures its structures, in file order
   */
  public record FoundPlan(Plan plan, String patient, List<FoundStructure> structures) {
    public FoundPlan {
      structures = List.copyOf(structures);
    }
  }

  /**
   * A structure.
   *
   * @param structure the structure
   * @param volumeCm3 its volume under the primary contouring convention, null if it encloses none
   */
  public record FoundStructure(Structure structure, @Nullable Double volumeCm3) {}

  /**
   * A file, or all images of one series.
   *
   * @param path where it was found; the first of several
   * @param count how many files they are
   * @param kind what it is, {@code RT Plan}
   * @param label its label or description, empty if none
   * @param patient whom it is of, {@code patient 1}; empty if it does not say
   * @param sopInstanceUid its UID; empty if it has none, or for several files
   * @param frameOfReferenceUid its frame of reference, empty if not stated
   * @param refersTo the UIDs of the RT objects that it refers to
   */
  public record FoundFile(
      String path,
      int count,
      String kind,
      String label,
      String patient,
      String sopInstanceUid,
      String frameOfReferenceUid,
      List<String> refersTo) {
    public FoundFile {
      refersTo = List.copyOf(refersTo);
    }
  }

  /** Writes it for a terminal. Flushes the writer and leaves it open. */
  public void writeText(Writer out) throws IOException {
    FolderText.write(this, out);
  }

  /** Writes it for programs. Flushes the writer and leaves it open. */
  public void writeJson(Writer out) throws IOException {
    FolderJson.write(this, out);
  }
}
