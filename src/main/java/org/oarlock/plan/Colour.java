package org.oarlock.plan;

/**
 * A colour on a screen (sRGB).
 *
 * @param red from 0 to 255
 * @param green from 0 to 255
 * @param blue from 0 to 255
 */
public record Colour(int red, int green, int blue) {
  public Colour {
    requireByte(red);
    requireByte(green);
    requireByte(blue);
  }

  private static void requireByte(int part) {
    if (part < 0 || part > 255) {
      throw new IllegalArgumentException("part of a colour: " + part);
    }
  }

  /** The colour of these 24 bits, red first. */
  public static Colour of(int rgb) {
    return new Colour(rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255);
  }
}
