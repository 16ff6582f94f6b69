package org.oarlock.batch;

/** The user has asked to stop. */
final class BatchStopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BatchStopped() {
    super(null, null, false, false);
  }
}
