package org.oarlock.problem;

/** How bad a {@link Problem} is. */
public enum Severity {
  /** The input cannot be used; nothing that depends on it is judged. */
  ERROR,
  /** The input can be used, but somebody must know. */
  WARNING,
  /** Worth knowing: how something was read or decided. */
  NOTE
}
