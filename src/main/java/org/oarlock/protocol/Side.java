package org.oarlock.protocol;

import java.util.Locale;

/** The left or the right side of a patient. */
public enum Side {
  LEFT("L"),
  RIGHT("R");

  private final String letter;

  Side(String letter) {
    this.letter = letter;
  }

  /** How AAPM TG-263 writes it behind a name. */
  public String letter() {
    return letter;
  }

  public Side other() {
    return this == LEFT ? RIGHT : LEFT;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
