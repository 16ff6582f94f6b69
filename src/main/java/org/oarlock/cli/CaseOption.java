package org.oarlock.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the case file is. */
final class CaseOption {
  @Option(
      names = "--case",
      paramLabel = "FILE",
      description =
          "YAML: what is known of one plan beside its DICOM files. Without it oarlock-case.yaml,"
              + " where it lies beside the plan.")
  private @Nullable Path file;

  /** The file, null if none is named. */
  @Nullable Path file() {
    return file;
  }
}
