package org.oarlock.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --csv} and {@code --parquet}: files with the table of goals. */
final class TableOption {
  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Write the table of goals, all columns, to a CSV file.")
  private @Nullable Path csv;

  @Option(
      names = "--parquet",
      paramLabel = "FILE",
      description = "Write the same table to an Apache Parquet file.")
  private @Nullable Path parquet;

  @Nullable Path csv() {
    return csv;
  }

  @Nullable Path parquet() {
    return parquet;
  }

  boolean isGiven() {
    return csv != null || parquet != null;
  }

  /** Refuses files that could not be written. */
  void requireFolders(OutputFiles files) {
    files.requireFolder("--csv", csv);
    files.requireFolder("--parquet", parquet);
  }

  /** Refuses files that the command uses already. */
  void claim(OutputFiles files) {
    files.isWritten("--csv", csv);
    files.isWritten("--parquet", parquet);
  }
}
