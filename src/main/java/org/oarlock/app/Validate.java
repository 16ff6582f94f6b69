package org.oarlock.app;

import org.oarlock.report.ValidationReport;
import org.oarlock.validation.ValidationSuite;

/** Runs the analytic suite, so that the program can be commissioned where it is used. */
public final class Validate {
  private Validate() {}

  /**
   * What came of it.
   *
   * @param report the report
   * @param outcome GOAL_FAILED if a gate is missed
   */
  public record Result(ValidationReport report, Outcome outcome) {}

  public static Result run() {
    return of(ValidationSuite.run());
  }

  static Result of(ValidationSuite suite) {
    return new Result(
        new ValidationReport(ToolVersion.tool(), suite),
        suite.isPassed() ? Outcome.DONE : Outcome.GOAL_FAILED);
  }
}
