package org.oarlock.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which violations are accepted. */
final class OverridesOption {
  @Option(
      names = "--overrides",
      paramLabel = "FILE",
      description =
          "YAML: violations of a plan that somebody answers for; oarlock-overrides.yaml in a PATH is"
              + " read by itself.")
  private List<Path> files = new ArrayList<>();

  List<Path> files() {
    return files;
  }
}
