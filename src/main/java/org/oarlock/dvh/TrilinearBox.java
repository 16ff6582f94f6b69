package org.oarlock.dvh;

/**
 * Adds boxes of trilinear dose to a spectrum, which knows linear dose only: a box is halved until
 * its dose is linear enough.
 *
 * <p>In a box with edges from -1/2 to 1/2, dose = mean + a u + b v + c w + d uv + e uw + f vw + g
 * uvw. The terms from d on, the twist, are taken for a spread of the same variance. They are
 * uncorrelated with the others and as often positive as negative, so what that leaves out is of the
 * third order.
 */
final class TrilinearBox {
  private final DoseSpectrum spectrum;
  private final double twistGy;
  private long pieces;

  /**
   * @param twistGy a box with no more twist than this, |d| + |e| + |f| + |g| / 2, is not halved
   */
  TrilinearBox(DoseSpectrum spectrum, double twistGy) {
    this.spectrum = spectrum;
    this.twistGy = twistGy;
  }

  /** How many pieces have been added. */
  long pieces() {
    return pieces;
  }

  /**
   * Adds a box.
   *
   * @param a to g as above, in Gy
   * @param halveU how often it may be halved along u
   * @param mm3 its volume
   */
  void add(
      double mean,
      double a,
      double b,
      double c,
      double d,
      double e,
      double f,
      double g,
      int halveU,
      int halveV,
      int halveW,
      double mm3) {
    double twist = Math.abs(d) + Math.abs(e) + Math.abs(f) + 0.5 * Math.abs(g);
    if (twist <= twistGy || halveU + halveV + halveW == 0) {
      pieces++;
      addLeaf(mean, a * a, b * b, c * c, (d * d + e * e + f * f + g * g / 12) / 12, mm3);
      return;
    }
    // what halving an edge takes off the twist
    double alongU = Math.abs(d) + Math.abs(e);
    double alongV = Math.abs(d) + Math.abs(f);
    double alongW = Math.abs(e) + Math.abs(f);
    double half = 0.5 * mm3;
    if (halveU > 0 && (halveV == 0 || alongU >= alongV) && (halveW == 0 || alongU >= alongW)) {
      add(
          mean - 0.25 * a,
          0.5 * a,
          b - 0.25 * d,
          c - 0.25 * e,
          0.5 * d,
          0.5 * e,
          f - 0.25 * g,
          0.5 * g,
          halveU - 1,
          halveV,
          halveW,
          half);
      add(
          mean + 0.25 * a,
          0.5 * a,
          b + 0.25 * d,
          c + 0.25 * e,
          0.5 * d,
          0.5 * e,
          f + 0.25 * g,
          0.5 * g,
          halveU - 1,
          halveV,
          halveW,
          half);
    } else if (halveV > 0 && (halveW == 0 || alongV >= alongW)) {
      add(
          mean - 0.25 * b,
          a - 0.25 * d,
          0.5 * b,
          c - 0.25 * f,
          0.5 * d,
          e - 0.25 * g,
          0.5 * f,
          0.5 * g,
          halveU,
          halveV - 1,
          halveW,
          half);
      add(
          mean + 0.25 * b,
          a + 0.25 * d,
          0.5 * b,
          c + 0.25 * f,
          0.5 * d,
          e + 0.25 * g,
          0.5 * f,
          0.5 * g,
          halveU,
          halveV - 1,
          halveW,
          half);
    } else {
      add(
          mean - 0.25 * c,
          a - 0.25 * e,
          b - 0.25 * f,
          0.5 * c,
          d - 0.25 * g,
          0.5 * e,
          0.5 * f,
          0.5 * g,
          halveU,
          halveV,
          halveW - 1,
          half);
      add(
          mean + 0.25 * c,
          a + 0.25 * e,
          b + 0.25 * f,
          0.5 * c,
          d + 0.25 * g,
          0.5 * e,
          0.5 * f,
          0.5 * g,
          halveU,
          halveV,
          halveW - 1,
          half);
    }
  }

  /** The twist's variance goes to the least of the spreads, which is the nearest to one. */
  private void addLeaf(
      double mean, double squareA, double squareB, double squareC, double twist, double mm3) {
    if (squareA <= squareB && squareA <= squareC) {
      spectrum.add(mean, squareA + twist, squareB, squareC, mm3);
    } else if (squareB <= squareC) {
      spectrum.add(mean, squareA, squareB + twist, squareC, mm3);
    } else {
      spectrum.add(mean, squareA, squareB, squareC + twist, mm3);
    }
  }
}
