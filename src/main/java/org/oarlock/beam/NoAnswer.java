package org.oarlock.beam;

/** A question about beams that the plan does not answer, with the reason. Ends in a Finding. */
final class NoAnswer extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoAnswer(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
