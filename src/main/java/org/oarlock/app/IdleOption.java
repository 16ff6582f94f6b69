package org.oarlock.app;

import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;

/** An option that was given and does nothing. */
public final class IdleOption {
  private IdleOption() {}

  /**
   * Says so.
   *
   * @param message which one, and why it has no effect
   * @param hint what to do instead
   */
  public static Problem problem(String message, String hint) {
    return Problem.warning("option-without-effect", SourceLocation.NOWHERE, message, hint);
  }
}
