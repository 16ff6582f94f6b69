package org.oarlock.cli;

import picocli.CommandLine.Option;

/** Whether results may name the patient. */
final class PatientOption {
  @Option(
      names = "--show-patient",
      description = "Write the patient's name and ID into the results.")
  private boolean shown;

  boolean isShown() {
    return shown;
  }
}
