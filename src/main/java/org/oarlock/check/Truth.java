package org.oarlock.check;

/**
 * Whether a condition holds: yes, no, or nobody can tell.
 *
 * @param state which of them
 * @param reason why it does not hold or cannot be told, in words
 */
record Truth(State state, String reason) {
  static final Truth YES = new Truth(State.YES, "");

  enum State {
    YES,
    NO,
    UNKNOWN
  }

  static Truth no(String reason) {
    return new Truth(State.NO, reason);
  }

  static Truth unknown(String reason) {
    return new Truth(State.UNKNOWN, reason);
  }

  static Truth of(boolean holds, String reasonIfNot) {
    return holds ? YES : no(reasonIfNot);
  }

  boolean isYes() {
    return state == State.YES;
  }

  boolean isNo() {
    return state == State.NO;
  }

  /** Both hold; no as soon as one does not, whatever is known of the other. */
  Truth and(Truth other) {
    if (isNo() || other.isYes()) {
      return this;
    }
    return other.isNo() || isYes() ? other : this;
  }

  /** At least one holds; yes as soon as one does, whatever is known of the other. */
  Truth or(Truth other) {
    if (isYes() || other.isNo()) {
      return this;
    }
    return other.isYes() || isNo() ? other : this;
  }

  Truth not(String reasonIfNot) {
    return switch (state) {
      case YES -> no(reasonIfNot);
      case NO -> YES;
      case UNKNOWN -> this;
    };
  }
}
