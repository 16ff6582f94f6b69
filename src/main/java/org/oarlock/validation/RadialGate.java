package org.oarlock.validation;

import java.util.List;
import java.util.Random;
import org.oarlock.dvh.DoseVolumeHistogram;
import org.oarlock.dvh.DvhCalculator;
import org.oarlock.dvh.DvhOptions;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.PlanarContour;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.DoseGrid;

/**
 * Gate 8: small spheres in a dose that falls off from near their middle, as in Stanley et al., J
 * Appl Clin Med Phys 2021. The truth is the trilinear dose between the nodes itself, in the stack
 * of circles, taken along many lines.
 */
final class RadialGate {
  private static final int SPHERES = 50;
  private static final double LIMIT_GY = 20;

  /** Lines over a diameter; the truth is then known to 0.02 % of the volume. */
  private static final int LINES = 120;

  private static final int CORNERS = 720;

  private RadialGate() {}

  static Gate gate() {
    Random random = new Random(2021);
    Worst volume = new Worst();
    Worst small = new Worst();
    Worst large = new Worst();
    for (int i = 0; i < SPHERES; i++) {
      // diameters of 3 to 20 mm, the smallest ones often
      double diameter = i % 5 == 0 ? 3 : 3 + 17 * random.nextDouble();
      Sphere sphere = Sphere.random(diameter / 2, random);
      DoseVolumeHistogram found =
          DvhCalculator.calculate(
                  Solid.ofContours(sphere.contours(), 0), sphere.dose(), DvhOptions.DEFAULT)
              .primary();
      double mm3 = sphere.volumeMm3();
      volume.add(1000 * found.totalVolumeCm3() / mm3, 1);
      (diameter < 7 ? small : large)
          .add(1000 * found.volumeAtLeastCm3(LIMIT_GY) / mm3, sphere.atLeastMm3() / mm3);
    }
    return new Gate(
        8,
        "spheres of 3 to 20 mm in a radial dose",
        SPHERES,
        List.of(
            Gate.Figure.atMost("volume, largest error", 100 * volume.worst(), "%", 0.01),
            Gate.Figure.atMost(
                "V20Gy from 3 mm, largest error", 100 * small.worst(), "% of the volume", 0.5),
            Gate.Figure.atMost(
                "V20Gy from 7 mm, largest error", 100 * large.worst(), "% of the volume", 0.1)));
  }

  /** A stack of circles and a dose. */
  private record Sphere(
      PatientPoint centre, double radiusMm, double spacingMm, double phaseMm, DoseGrid dose) {
    static Sphere random(double radius, Random random) {
      PatientPoint centre =
          new PatientPoint(random.nextDouble(), random.nextDouble(), random.nextDouble());
      PatientPoint peak =
          centre.plus(LinearGates.anyDirection(random).times(0.2 * radius * random.nextDouble()));
      // 20 Gy lie at this distance from the peak
      double isodose = radius * (0.5 + 0.5 * random.nextDouble());
      double voxel = 1 + 1.5 * random.nextDouble();
      Field field =
          (x, y, z) -> {
            double q = new PatientPoint(x, y, z).minus(peak).length() / isodose;
            return 3 * LIMIT_GY / (1 + 2 * q * q);
          };
      double reach = radius + 4;
      int n = (int) Math.ceil(2 * reach / voxel) + 2;
      PatientPoint origin =
          new PatientPoint(
              -reach - random.nextDouble(),
              -reach - random.nextDouble(),
              -reach - random.nextDouble());
      return new Sphere(
          centre,
          radius,
          1,
          random.nextDouble(),
          field.onGrid(origin, new int[] {n, n, n}, new double[] {voxel, voxel, voxel}));
    }

    private int firstPlane() {
      return (int) Math.ceil((centre.zMm() - radiusMm - phaseMm) / spacingMm);
    }

    private double squareOn(int plane) {
      double h = phaseMm + plane * spacingMm - centre.zMm();
      return radiusMm * radiusMm - h * h;
    }

    List<PlanarContour> contours() {
      List<PlanarContour> contours = new java.util.ArrayList<>();
      for (int i = firstPlane(); squareOn(i) > 0; i++) {
        contours.add(
            Sections.circleOfArea(
                centre.xMm(),
                centre.yMm(),
                phaseMm + i * spacingMm,
                Math.sqrt(squareOn(i)),
                CORNERS));
      }
      return contours;
    }

    double volumeMm3() {
      double sum = 0;
      for (int i = firstPlane(); squareOn(i) > 0; i++) {
        sum += Math.PI * squareOn(i) * spacingMm;
      }
      return sum;
    }

    /** The volume that gets the limit, along lines whose weights add up to the circles' area. */
    double atLeastMm3() {
      double sum = 0;
      for (int i = firstPlane(); squareOn(i) > 0; i++) {
        double r = Math.sqrt(squareOn(i));
        double at = phaseMm + i * spacingMm;
        int levels = (int) Math.ceil(spacingMm * LINES / radiusMm);
        double all = 0;
        double hit = 0;
        for (int j = 0; j < LINES; j++) {
          double v = r * ((2 * j + 1.0) / LINES - 1);
          double half = Math.sqrt(r * r - v * v);
          all += 2 * half * levels;
          for (int k = 0; k < levels; k++) {
            double z = at + spacingMm * ((k + 0.5) / levels - 0.5);
            hit += lengthAtLeast(centre.xMm() - half, centre.xMm() + half, centre.yMm() + v, z);
          }
        }
        sum += Math.PI * r * r * spacingMm * hit / all;
      }
      return sum;
    }

    /**
     * Between columns the trilinear dose is straight along x, so the ends of a piece say it all.
     */
    private double lengthAtLeast(double from, double to, double y, double z) {
      double sum = 0;
      double left = from;
      double leftGy = gy(left, y, z);
      for (int i = 0; left < to; i++) {
        double column = i < dose.columns() ? dose.origin().xMm() + dose.columnMm(i) : to;
        if (column <= left) {
          continue;
        }
        double right = Math.min(to, column);
        double rightGy = gy(right, y, z);
        boolean a = leftGy >= LIMIT_GY;
        boolean b = rightGy >= LIMIT_GY;
        double crossing = a == b ? 0 : (LIMIT_GY - leftGy) / (rightGy - leftGy);
        sum += (right - left) * (a ? (b ? 1 : crossing) : (b ? 1 - crossing : 0));
        left = right;
        leftGy = rightGy;
      }
      return sum;
    }

    /** The trilinear dose, by its definition. */
    private double gy(double x, double y, double z) {
      double fx = (x - dose.origin().xMm()) / dose.columnMm(1);
      double fy = (y - dose.origin().yMm()) / dose.rowMm(1);
      double fz = (z - dose.origin().zMm()) / dose.frameMm(1);
      int i = (int) fx;
      int j = (int) fy;
      int k = (int) fz;
      double sum = 0;
      for (int corner = 0; corner < 8; corner++) {
        int a = corner & 1;
        int b = corner >> 1 & 1;
        int c = corner >> 2;
        double weight =
            (a == 1 ? fx - i : 1 - fx + i)
                * (b == 1 ? fy - j : 1 - fy + j)
                * (c == 1 ? fz - k : 1 - fz + k);
        sum += weight * dose.doseGy(i + a, j + b, k + c);
      }
      return sum;
    }
  }
}
