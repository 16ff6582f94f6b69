package org.oarlock.protocol;

import java.util.List;
import java.util.Map;

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
    List<SourceFile> files) {
  public Protocol {
    extended = List.copyOf(extended);
    parameters = List.copyOf(parameters);
    prescriptions = List.copyOf(prescriptions);
    structures = List.copyOf(structures);
    goals = List.copyOf(goals);
    files = List.copyOf(files);
  }

  /** How far a protocol can be trusted, as its author says. */
  public enum Status {
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
