package org.oarlock.quantity;

/** A text is not a number, or not a number with a known unit; the message says what was read. */
public final class QuantityFormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public QuantityFormatException(String message) {
    super(message);
  }
}
