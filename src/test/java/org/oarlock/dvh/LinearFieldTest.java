package org.oarlock.dvh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.PlanarContour;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.DoseGrid;

/**
 * Gates 1, 2, 3, 6 and 9 of the engine: stacks of discs and rings in linear fields of 1 Gy/mm, of
 * any direction, phase and voxel size, against the closed form of the prism stack.
 */
class LinearFieldTest {
  private static final double[] PERCENT = {99, 98, 95, 50, 5, 2, 1};

  /** A disc slab: circle of radius r around the axis through (cx, cy), between two planes. */
  private record Disc(double cx, double cy, double r, double lower, double upper) {}

  /** The volume (mm3) of a disc slab where {@code d0 + gx x + gy y + gz z >= dose}. */
  private static double volumeAtLeast(
      Disc disc, double d0, double gx, double gy, double gz, double dose) {
    double gPlane = Math.hypot(gx, gy);
    double delta = dose - d0 - gx * disc.cx() - gy * disc.cy();
    if (gPlane < 1e-9) {
      double thickness = disc.upper() - disc.lower();
      double edge = delta / gz; // gz z >= delta
      double above =
          gz > 0
              ? Math.max(0, Math.min(disc.upper(), Double.MAX_VALUE) - Math.max(disc.lower(), edge))
              : Math.max(0, Math.min(disc.upper(), edge) - disc.lower());
      return Math.PI * disc.r() * disc.r() * Math.min(above, thickness);
    }
    if (Math.abs(gz) < 1e-9) {
      return segment(delta / gPlane, disc.r()) * (disc.upper() - disc.lower());
    }
    return gPlane
        / gz
        * (integral((delta - gz * disc.lower()) / gPlane, disc.r())
            - integral((delta - gz * disc.upper()) / gPlane, disc.r()));
  }

  /** The antiderivative of -segment(u, r), 0 at u = r. */
  private static double integral(double u, double r) {
    if (u >= r) {
      return 0;
    }
    if (u <= -r) {
      return u * Math.PI * r * r;
    }
    return u * segment(u, r) - 2.0 / 3 * Math.pow(r * r - u * u, 1.5);
  }

  private static double segment(double s, double r) {
    if (s >= r) {
      return 0;
    }
    if (s <= -r) {
      return Math.PI * r * r;
    }
    return r * r * Math.acos(s / r) - s * Math.sqrt(r * r - s * s);
  }

  private static double doseAtHottest(DoubleUnaryOperator volumeAt, double volume) {
    double low = -1000;
    double high = 1000;
    for (int i = 0; i < 100; i++) {
      double middle = 0.5 * (low + high);
      if (volumeAt.applyAsDouble(middle) >= volume) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Test
  void prism_stacks_in_linear_fields_meet_the_gates_in_any_phase_direction_and_voxel() {
    Random random = new Random(20261121);
    double worst = 0;
    double sum = 0;
    int metrics = 0;
    double worstCurve = 0;
    double worstExtreme = 0;
    for (int trial = 0; trial < 60; trial++) {
      double spacing = 1 + random.nextInt(3);
      double r = 3 + 12 * random.nextDouble();
      PatientPoint centre =
          new PatientPoint(
              random.nextDouble() * 3, random.nextDouble() * 3, random.nextDouble() * 3);
      List<PlanarContour> contours =
          Phantoms.sphere(centre, r, spacing, random.nextDouble() * spacing, 720);
      double theta = Math.acos(2 * random.nextDouble() - 1);
      double phi = 2 * Math.PI * random.nextDouble();
      if (trial % 6 == 0) {
        theta = 0; // along z
      } else if (trial % 6 == 1) {
        theta = Math.PI / 2;
        phi = trial % 12 == 1 ? Math.PI / 2 : 0;
      } else if (trial % 6 == 2) {
        theta = Math.PI / 4;
      }
      double gx = Math.sin(theta) * Math.cos(phi);
      double gy = Math.sin(theta) * Math.sin(phi);
      double gz = Math.cos(theta);
      double d0 = 40;
      double dx = 1 + 2 * random.nextDouble();
      double dy = 1 + 2 * random.nextDouble();
      double dz = 1 + 2 * random.nextDouble();
      PatientPoint origin =
          new PatientPoint(
              -30 + random.nextDouble(), -30 + random.nextDouble(), -30 + random.nextDouble());
      DoseGrid grid =
          Phantoms.grid(
              origin,
              (int) (64 / dx),
              (int) (64 / dy),
              (int) (64 / dz),
              dx,
              dy,
              dz,
              (x, y, z) -> d0 + gx * x + gy * y + gz * z);
      DoseVolumeHistogram dvh =
          DvhCalculator.calculate(Solid.ofContours(contours, 0), grid, DvhOptions.DEFAULT)
              .primary();
      List<Disc> discs = discs(contours, centre, r, spacing);
      double volume =
          discs.stream().mapToDouble(d -> Math.PI * d.r() * d.r() * (d.upper() - d.lower())).sum();
      assertThat(dvh.totalVolumeCm3() * 1000).isCloseTo(volume, within(1e-4 * volume));
      assertThat(dvh.coveredVolumeCm3()).isEqualTo(dvh.totalVolumeCm3());
      double fgx = gx;
      double fgy = gy;
      double fgz = gz;
      DoubleUnaryOperator truth =
          dose -> discs.stream().mapToDouble(d -> volumeAtLeast(d, d0, fgx, fgy, fgz, dose)).sum();
      for (double percent : PERCENT) {
        double expected = doseAtHottest(truth, volume * percent / 100);
        double error =
            Math.abs(dvh.doseToHottestGy(dvh.coveredVolumeCm3() * percent / 100) - expected);
        worst = Math.max(worst, error);
        sum += error;
        metrics++;
      }
      if (volume > 30) {
        double error = Math.abs(dvh.doseToHottestGy(0.03) - doseAtHottest(truth, 30));
        worst = Math.max(worst, error);
      }
      double mean =
          discs.stream()
                  .mapToDouble(
                      d ->
                          Math.PI
                              * d.r()
                              * d.r()
                              * (d.upper() - d.lower())
                              * (d0
                                  + fgx * d.cx()
                                  + fgy * d.cy()
                                  + fgz * 0.5 * (d.lower() + d.upper())))
                  .sum()
              / volume;
      worst = Math.max(worst, Math.abs(mean - dvh.meanGy()));
      // the extremes of the polygons themselves: on their vertices, at the slabs' faces
      double min = Double.POSITIVE_INFINITY;
      double max = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < contours.size(); i++) {
        PlanarContour c = contours.get(i);
        for (int p = 0; p < c.size(); p++) {
          for (double z : new double[] {discs.get(i).lower(), discs.get(i).upper()}) {
            double dose = d0 + gx * c.xMm(p) + gy * c.yMm(p) + gz * z;
            min = Math.min(min, dose);
            max = Math.max(max, dose);
          }
        }
      }
      worstExtreme =
          Math.max(
              worstExtreme, Math.max(Math.abs(dvh.minGy() - min), Math.abs(dvh.maxGy() - max)));
      for (int i = 0; i <= 300; i++) {
        double dose = min + (max - min) * i / 300;
        double share =
            Math.abs(dvh.volumeAtLeastCm3(dose) * 1000 - truth.applyAsDouble(dose)) / volume;
        worstCurve = Math.max(worstCurve, share);
      }
    }
    System.out.printf(
        java.util.Locale.ROOT,
        "linear fields: worst dose %.5f Gy, mean %.5f Gy, extremes %.6f Gy, curve %.6f %%%n",
        worst,
        sum / metrics,
        worstExtreme,
        100 * worstCurve);
    assertThat(worst).isLessThan(0.03);
    assertThat(sum / metrics).isLessThan(0.01);
    assertThat(worstExtreme).isLessThan(0.005);
    assertThat(worstCurve).isLessThan(0.001);
  }

  private static List<Disc> discs(
      List<PlanarContour> contours, PatientPoint centre, double r, double spacing) {
    List<Disc> discs = new ArrayList<>();
    for (PlanarContour contour : contours) {
      double z = contour.zMm(0);
      double h = z - centre.zMm();
      discs.add(
          new Disc(
              centre.xMm(),
              centre.yMm(),
              Math.sqrt(r * r - h * h),
              z - spacing / 2,
              z + spacing / 2));
    }
    return discs;
  }
}
