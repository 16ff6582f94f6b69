package org.oarlock.cli;

import picocli.CommandLine.Option;

/** Which protocols plans may be judged by. */
final class TrustOption {
  @Option(
      names = "--allow-unverified",
      description =
          "Judge by a protocol of the status template, too, whose numbers have been compared with"
              + " no source.")
  private boolean allowUnverified;

  boolean allowsUnverified() {
    return allowUnverified;
  }
}
