package org.oarlock.app;

/** What a use case comes to, as a caller that can act on one word needs it. */
public enum Outcome {
  /** All that was asked has been done; of a check: every required goal is met. */
  DONE(0),
  /** A check found that at least one required goal is not met. */
  GOAL_FAILED(1),
  /** What was looked for is there: a finding in a protocol, a test that fails, a difference. */
  FOUND(1),
  /** The request itself cannot be understood, a metric's text for example. */
  BAD_REQUEST(2),
  /** Not all could be judged or computed, or the input cannot be used. */
  NOT_COMPLETE(3);

  private final int code;

  Outcome(int code) {
    this.code = code;
  }

  /** The exit code of a command that comes to this; fixed for ever. */
  public int code() {
    return code;
  }
}
