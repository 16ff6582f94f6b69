package org.oarlock.geometry;

/**
 * The axis along which a structure is longest: that of its greatest second moment.
 *
 * @param degreesFromZ the angle to the patient's z axis, from 0 to 90
 * @param elongation how many times longer it is than wide: the ratio of the standard deviations
 *     along this axis and along the next one
 */
public record LongAxis(double degreesFromZ, double elongation) {
  /** Slices cut a structure slantwise whose axis leans by more from the patient's. */
  private static final double LEANING_DEG = 20;

  /** Less elongated, a structure has no axis to speak of. */
  private static final double ELONGATED = 1.25;

  /** Whether it leans so far from the patient's axis that slices cut it slantwise. */
  public boolean isLeaning() {
    return elongation >= ELONGATED && degreesFromZ > LEANING_DEG;
  }

  /**
   * The axis of a structure.
   *
   * @throws GeometryException if it is empty
   */
  public static LongAxis of(Solid solid) {
    Region region = solid.primary();
    if (region.isEmpty()) {
      throw new GeometryException("the structure is empty");
    }
    Moments moments = new Moments();
    region.slabs().forEach(moments::add);
    double[][] vectors = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    double[][] covariance = moments.covariance();
    diagonalize(covariance, vectors);
    int longest = 0;
    for (int k = 1; k < 3; k++) {
      longest = covariance[k][k] > covariance[longest][longest] ? k : longest;
    }
    double next = 0;
    for (int k = 0; k < 3; k++) {
      next = k == longest ? next : Math.max(next, covariance[k][k]);
    }
    PlaneFrame frame = region.frame();
    PatientPoint axis =
        frame.toPatient(vectors[0][longest], vectors[1][longest], vectors[2][longest]);
    double cos = Math.min(1, Math.abs(axis.zMm()) / axis.length());
    return new LongAxis(
        Math.toDegrees(Math.acos(cos)), Math.sqrt(covariance[longest][longest] / next));
  }

  /** Jacobi's method: the eigenvalues remain on the diagonal, the vectors are columns. */
  private static void diagonalize(double[][] m, double[][] vectors) {
    for (int sweep = 0; sweep < 30; sweep++) {
      for (int p = 0; p < 2; p++) {
        for (int q = p + 1; q < 3; q++) {
          if (Math.abs(m[p][q]) > 1e-14 * (Math.abs(m[p][p]) + Math.abs(m[q][q]))) {
            double angle = 0.5 * Math.atan2(2 * m[p][q], m[q][q] - m[p][p]);
            turn(m, vectors, p, q, Math.cos(angle), Math.sin(angle));
          }
        }
      }
    }
  }

  private static void turn(double[][] m, double[][] vectors, int p, int q, double cos, double sin) {
    for (int k = 0; k < 3; k++) {
      double a = m[k][p];
      double b = m[k][q];
      m[k][p] = cos * a - sin * b;
      m[k][q] = sin * a + cos * b;
    }
    for (int k = 0; k < 3; k++) {
      double a = m[p][k];
      double b = m[q][k];
      m[p][k] = cos * a - sin * b;
      m[q][k] = sin * a + cos * b;
    }
    for (int k = 0; k < 3; k++) {
      double a = vectors[k][p];
      double b = vectors[k][q];
      vectors[k][p] = cos * a - sin * b;
      vectors[k][q] = sin * a + cos * b;
    }
  }

  /** Volume, first and second moments of prisms, exact. */
  private static final class Moments {
    private double volume;
    private final double[] first = new double[3];
    private final double[][] second = new double[3][3];
    private double originU;
    private double originV;
    private double originW;

    void add(Slab slab) {
      if (volume == 0) {
        originU = slab.shape().minU();
        originV = slab.shape().minV();
        originW = slab.lowerMm();
      }
      double[] plane = plane(slab.shape());
      double low = slab.lowerMm() - originW;
      double high = slab.upperMm() - originW;
      double height = high - low;
      double w = (high * high - low * low) / 2;
      double ww = (high * high * high - low * low * low) / 3;
      volume += plane[0] * height;
      first[0] += plane[1] * height;
      first[1] += plane[2] * height;
      first[2] += plane[0] * w;
      second[0][0] += plane[3] * height;
      second[1][1] += plane[4] * height;
      second[0][1] += plane[5] * height;
      second[0][2] += plane[1] * w;
      second[1][2] += plane[2] * w;
      second[2][2] += plane[0] * ww;
    }

    /** The integrals of 1, u, v, uu, vv and uv over a figure. */
    private double[] plane(PlanarShape shape) {
      double[] sums = new double[6];
      for (double[] ring : shape.outline()) {
        for (int i = 0; i < ring.length; i += 2) {
          int j = i + 2 == ring.length ? 0 : i + 2;
          double a = ring[i] - originU;
          double b = ring[i + 1] - originV;
          double c = ring[j] - originU;
          double d = ring[j + 1] - originV;
          double cross = a * d - c * b;
          sums[0] += cross / 2;
          sums[1] += cross * (a + c) / 6;
          sums[2] += cross * (b + d) / 6;
          sums[3] += cross * (a * a + a * c + c * c) / 12;
          sums[4] += cross * (b * b + b * d + d * d) / 12;
          sums[5] += cross * (a * d + 2 * a * b + 2 * c * d + c * b) / 24;
        }
      }
      return sums;
    }

    double[][] covariance() {
      double[][] covariance = new double[3][3];
      for (int i = 0; i < 3; i++) {
        for (int j = i; j < 3; j++) {
          covariance[i][j] = second[i][j] / volume - first[i] / volume * (first[j] / volume);
          covariance[j][i] = covariance[i][j];
        }
      }
      return covariance;
    }
  }
}
