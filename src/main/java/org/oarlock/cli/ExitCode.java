package org.oarlock.cli;

import org.oarlock.app.Outcome;

/** The exit codes, fixed for ever. */
final class ExitCode {
  /** Every required goal is met; for commands that judge nothing: done. */
  static final int DONE = 0;

  /**
   * At least one required goal failed; what {@code lint}, {@code test} or {@code diff} look for.
   */
  static final int GOAL_FAILED = 1;

  /** The command line cannot be understood. */
  static final int USAGE = 2;

  /** Not fully judged, or the input cannot be used. */
  static final int NOT_JUDGED = 3;

  /** A fault of this program. */
  static final int INTERNAL_ERROR = 70;

  private ExitCode() {}

  static int of(Outcome outcome) {
    return outcome.code();
  }
}
