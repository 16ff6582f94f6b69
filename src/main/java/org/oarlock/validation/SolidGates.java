package org.oarlock.validation;

import java.util.ArrayList;
import java.util.List;
import org.oarlock.dvh.DoseVolumeHistogram;
import org.oarlock.dvh.DvhCalculator;
import org.oarlock.dvh.DvhOptions;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.Solid;

/**
 * Gates 4 and 5: the spheres and cylinders of Nelms et al., Med Phys 2015;42:4435, drawn anew:
 * radius 12 mm, 24 mm high, doses that rise by 1 Gy/mm to the front or the head. Here the truth is
 * the solid itself, of which contours are only samples; how far the stack of prisms itself is from
 * it is known in closed form.
 */
final class SolidGates {
  private static final double R = 12;
  private static final PatientPoint CENTRE = new PatientPoint(0, -6, 6);
  private static final List<Field.Linear> FIELDS =
      List.of(
          new Field.Linear(10, new PatientPoint(0, -1, 0)),
          new Field.Linear(10, new PatientPoint(0, 0, 1)));

  private SolidGates() {}

  static List<Gate> gates() {
    Offenders fine = new Offenders();
    for (double grid : new double[] {1, 2, 3}) {
      fine.addAll(0.2, 0.1, grid);
    }
    Offenders coarse = new Offenders();
    for (double spacing : new double[] {1, 2, 3}) {
      coarse.addAll(spacing, 0, spacing);
      coarse.addAll(spacing, spacing / 2, spacing);
    }
    List<Gate.Figure> figures = new ArrayList<>();
    for (int percent = 1; percent <= 3; percent++) {
      figures.add(
          Gate.Figure.atMost(
              "off by more than " + percent + " % (the stack itself as the limit)",
              coarse.found[percent - 1],
              "of " + coarse.metrics,
              coarse.stack[percent - 1]));
    }
    return List.of(
        new Gate(
            4,
            "solids of 24 mm from contours every 0.2 mm, against the solid",
            fine.cases,
            List.of(
                Gate.Figure.atMost(
                    "metrics off by more than 1 %", fine.found[0], "of " + fine.metrics, 0))),
        new Gate(
            5,
            "the same on contours and grids of 1, 2, 3 mm: only what the stack itself is off",
            coarse.cases,
            figures));
  }

  /** How many metrics are off the solid by more than 1, 2, 3 %. */
  private static final class Offenders {
    final int[] found = new int[3];
    final int[] stack = new int[3];
    int metrics;
    int cases;

    void addAll(double spacing, double phase, double gridMm) {
      for (Field.Linear field : FIELDS) {
        double[] planes = planes(spacing, phase, R - 1e-6);
        add(
            PrismStack.of(planes, z -> circle(Math.sqrt(Math.max(0, R * R - sq(z))))),
            new AnalyticSolid.Sphere(CENTRE, R).under(field),
            field,
            gridMm);
        double[] all = planes(spacing, phase, R + 1e-6);
        // drawn from end to end, so that the slabs of its end slices stand out
        double height = all[all.length - 1] - all[0] + spacing;
        PatientPoint middle =
            new PatientPoint(CENTRE.xMm(), CENTRE.yMm(), 0.5 * (all[0] + all[all.length - 1]));
        add(
            PrismStack.of(all, z -> circle(R)),
            AnalyticSolid.Frustum.cylinder(middle, new PatientPoint(0, 0, 1), height, R)
                .under(field),
            field,
            gridMm);
      }
    }

    private static double sq(double z) {
      return (z - CENTRE.zMm()) * (z - CENTRE.zMm());
    }

    private static double[] circle(double r) {
      return new double[] {CENTRE.xMm(), CENTRE.yMm(), r, r};
    }

    private static double[] planes(double spacing, double phase, double reach) {
      List<Double> planes = new ArrayList<>();
      int first = (int) Math.ceil((-reach - phase) / spacing);
      for (int i = first; i * spacing + phase <= reach; i++) {
        planes.add(CENTRE.zMm() + i * spacing + phase);
      }
      return planes.stream().mapToDouble(d -> d).toArray();
    }

    private void add(PrismStack drawn, ExactCurve truth, Field.Linear field, double gridMm) {
      int n = (int) Math.ceil(40 / gridMm) + 1;
      DoseVolumeHistogram dvh =
          DvhCalculator.calculate(
                  Solid.ofContours(drawn.contours(), 0),
                  field.onGrid(
                      CENTRE.minus(new PatientPoint(20, 20, 20)),
                      new int[] {n, n, n},
                      new double[] {gridMm, gridMm, gridMm}),
                  DvhOptions.DEFAULT)
              .primary();
      double[] ours = metrics(dvh);
      double[] theirs = metrics(drawn.under(field));
      double[] exact = metrics(truth);
      cases++;
      metrics += exact.length;
      for (int m = 0; m < exact.length; m++) {
        for (int percent = 1; percent <= 3; percent++) {
          found[percent - 1] += Math.abs(ours[m] / exact[m] - 1) > percent / 100.0 ? 1 : 0;
          stack[percent - 1] += Math.abs(theirs[m] / exact[m] - 1) > percent / 100.0 ? 1 : 0;
        }
      }
    }

    private static double[] metrics(DoseVolumeHistogram dvh) {
      double[] values = new double[LinearGates.PERCENT.length + 5];
      values[0] = 1000 * dvh.totalVolumeCm3();
      values[1] = dvh.minGy();
      values[2] = dvh.maxGy();
      values[3] = dvh.meanGy();
      values[4] = dvh.doseToHottestGy(0.03);
      for (int i = 0; i < LinearGates.PERCENT.length; i++) {
        values[5 + i] = dvh.doseToHottestGy(dvh.coveredVolumeCm3() * LinearGates.PERCENT[i] / 100);
      }
      return values;
    }

    private static double[] metrics(ExactCurve exact) {
      double[] values = new double[LinearGates.PERCENT.length + 5];
      values[0] = exact.volumeMm3();
      values[1] = exact.minGy();
      values[2] = exact.maxGy();
      values[3] = exact.meanGy();
      values[4] = exact.doseToHottestGy(30);
      for (int i = 0; i < LinearGates.PERCENT.length; i++) {
        values[5 + i] = exact.doseToHottestGy(exact.volumeMm3() * LinearGates.PERCENT[i] / 100);
      }
      return values;
    }
  }
}
