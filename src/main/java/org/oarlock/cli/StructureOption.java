package org.oarlock.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which structures of a plan a command is about. */
final class StructureOption {
  @Option(
      names = "--structure",
      paramLabel = "NAME",
      description = "A structure by its exact name in the plan; all of them if none is named.")
  private List<String> names = new ArrayList<>();

  /** Empty for all of them. */
  List<String> names() {
    return names;
  }
}
