package org.oarlock.dvh;

/**
 * Adds boxes of trilinear dose to a spectrum, which knows linear dose only: a box is halved until
 * its dose is linear enough, or until it is as small as was asked for.
 *
 * <p>In a box with edges from -1/2 to 1/2, dose = mean + a u + b v + c w + d uv + e uw + f vw + g
 * uvw. Leaving out the terms from d on moves no dose by more than (|d| + |e| + |f| + |g| / 2) / 4.
 */
final class TrilinearBox {
  private final DoseSpectrum spectrum;
  private final double twistGy;
  private final double narrowGy;
  private long pieces;

  /**
   * @param toleranceGy what leaving out terms and folding spreads may move doses by
   */
  TrilinearBox(DoseSpectrum spectrum, double toleranceGy) {
    this.spectrum = spectrum;
    this.twistGy = 4 * toleranceGy;
    this.narrowGy = 16 * toleranceGy; // folding errs by less than a sixteenth of the spread
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
    double alongU = Math.abs(a);
    double alongV = Math.abs(b);
    double alongW = Math.abs(c);
    double twist = Math.abs(d) + Math.abs(e) + Math.abs(f) + 0.5 * Math.abs(g);
    double least = alongU < alongV ? alongU : alongV;
    least = alongW < least ? alongW : least;
    if (halveU + halveV + halveW == 0 || (twist <= twistGy && least <= narrowGy)) {
      pieces++;
      spectrum.add(mean, a * a, b * b, c * c, mm3);
      return;
    }
    alongU += 0.5 * (Math.abs(d) + Math.abs(e));
    alongV += 0.5 * (Math.abs(d) + Math.abs(f));
    alongW += 0.5 * (Math.abs(e) + Math.abs(f));
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
}
