package org.oarlock.validation;

import org.oarlock.geometry.PatientPoint;
import org.oarlock.plan.DoseGrid;

/** A dose as a formula of patient coordinates. */
@FunctionalInterface
interface Field {
  double gy(double xMm, double yMm, double zMm);

  /**
   * A dose that rises evenly.
   *
   * @param atOriginGy the dose at the origin of the patient coordinates
   * @param gradient in Gy/mm
   */
  record Linear(double atOriginGy, PatientPoint gradient) implements Field {
    @Override
    public double gy(double xMm, double yMm, double zMm) {
      return at(new PatientPoint(xMm, yMm, zMm));
    }

    double at(PatientPoint p) {
      return atOriginGy + gradient.dot(p);
    }
  }

  /** A dose that falls off from a centre as A exp(-r² / 2 sigma²). */
  record Gaussian(PatientPoint centre, double highestGy, double sigmaMm) implements Field {
    @Override
    public double gy(double xMm, double yMm, double zMm) {
      double r = new PatientPoint(xMm, yMm, zMm).minus(centre).length();
      return highestGy * Math.exp(-r * r / (2 * sigmaMm * sigmaMm));
    }

    /** How far from the centre the dose is this one. */
    double radiusMm(double gy) {
      return gy >= highestGy ? 0 : sigmaMm * Math.sqrt(2 * Math.log(highestGy / gy));
    }
  }

  /** This dose on a grid parallel to the patient. */
  default DoseGrid onGrid(PatientPoint origin, int[] nodes, double[] stepMm) {
    float[] dose = new float[nodes[0] * nodes[1] * nodes[2]];
    int at = 0;
    for (int k = 0; k < nodes[2]; k++) {
      for (int j = 0; j < nodes[1]; j++) {
        for (int i = 0; i < nodes[0]; i++) {
          dose[at++] =
              (float)
                  gy(
                      origin.xMm() + i * stepMm[0],
                      origin.yMm() + j * stepMm[1],
                      origin.zMm() + k * stepMm[2]);
        }
      }
    }
    return new DoseGrid(
        origin,
        new PatientPoint(1, 0, 0),
        new PatientPoint(0, 1, 0),
        new PatientPoint(0, 0, 1),
        offsets(nodes[0], stepMm[0]),
        offsets(nodes[1], stepMm[1]),
        offsets(nodes[2], stepMm[2]),
        dose);
  }

  private static double[] offsets(int n, double step) {
    double[] offsets = new double[n];
    for (int i = 0; i < n; i++) {
      offsets[i] = i * step;
    }
    return offsets;
  }
}
