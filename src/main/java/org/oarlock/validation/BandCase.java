package org.oarlock.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.oarlock.dvh.DvhCalculator;
import org.oarlock.dvh.DvhOptions;
import org.oarlock.dvh.StructureDose;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.Solid;
import org.oarlock.metric.Metric;
import org.oarlock.metric.MetricResult;
import org.oarlock.metric.MetricValue;
import org.oarlock.plan.DoseGrid;

/**
 * One solid in one dose, drawn with one spacing: what each metric's band says, and what is true.
 *
 * @param family the kind of solid and field, in words
 * @param sizeMm the size that is varied
 */
record BandCase(
    String family,
    double sizeMm,
    double spacingMm,
    double phaseMm,
    AnalyticSolid solid,
    ExactCurve truth,
    Field field,
    double gridMm,
    int corners) {
  static final List<Double> SPACINGS_MM = List.of(0.2, 0.5, 1.0, 2.0, 3.0);

  private static final List<String> METRICS =
      List.of(
          "Volume[cc]",
          "Min[Gy]",
          "Max[Gy]",
          "Mean[Gy]",
          "D99%[Gy]",
          "D98%[Gy]",
          "D95%[Gy]",
          "D50%[Gy]",
          "D5%[Gy]",
          "D2%[Gy]",
          "D1%[Gy]",
          "D0.03cc[Gy]");

  /**
   * A metric's band and its true value.
   *
   * @param of the case
   * @param metric the metric's text
   * @param truth the value of the true solid
   * @param found the value with its band
   */
  record Outcome(BandCase of, String metric, double truth, MetricValue found) {
    /** Values this near count as equal, as they do for limits: doses are held as 32-bit numbers. */
    private static final double ROUNDING = 1e-6;

    /** Whether the true value lies within the band. */
    boolean isInside() {
      double equal = ROUNDING * Math.max(1, Math.abs(truth));
      return found.lower() - equal <= truth && truth <= found.upper() + equal;
    }

    /** The band's width as a share of the true value. */
    double width() {
      return (found.upper() - found.lower()) / Math.abs(truth);
    }
  }

  List<Outcome> outcomes() {
    StructureDose dose =
        DvhCalculator.calculate(
            Solid.ofContours(solid.contours(spacingMm, phaseMm, corners), spacingMm),
            grid(),
            DvhOptions.DEFAULT);
    List<Outcome> outcomes = new ArrayList<>();
    for (String text : metrics()) {
      double exact = exact(text);
      MetricResult result = Metric.parse(text).evaluate(dose, null, null);
      if (!Double.isNaN(exact) && result instanceof MetricValue value) {
        outcomes.add(new Outcome(this, text, exact, value));
      }
    }
    return outcomes;
  }

  private List<String> metrics() {
    List<String> all = new ArrayList<>(METRICS);
    if (field instanceof Field.Gaussian) {
      all.removeAll(List.of("Min[Gy]", "Max[Gy]")); // between nodes the dose is not the formula's
    }
    double gy = 0.5 * (truth.minGy() + truth.maxGy());
    all.add("V" + Math.round(10 * gy) / 10.0 + "Gy[%]");
    all.add("V" + Math.round(10 * gy) / 10.0 + "Gy[cc]");
    return all;
  }

  private double exact(String text) {
    double volume = truth.volumeMm3();
    if (text.endsWith("%[Gy]")) {
      return truth.doseToHottestGy(volume * number(text, 1, "%") / 100);
    }
    if (text.endsWith("cc[Gy]")) {
      boolean coldest = text.startsWith("DC");
      double mm3 = 1000 * number(text, coldest ? 2 : 1, "cc");
      return mm3 > volume ? Double.NaN : truth.doseToHottestGy(coldest ? volume - mm3 : mm3);
    }
    if (text.startsWith("V") && text.contains("Gy[")) {
      double mm3 = truth.atLeastMm3().applyAsDouble(number(text, 1, "Gy"));
      return text.endsWith("[%]") ? 100 * mm3 / volume : mm3 / 1000;
    }
    return switch (text) {
      case "Volume[cc]" -> volume / 1000;
      case "Min[Gy]" -> truth.minGy();
      case "Max[Gy]" -> truth.maxGy();
      default -> truth.meanGy();
    };
  }

  private static double number(String text, int from, String until) {
    return Double.parseDouble(text.substring(from, text.indexOf(until)));
  }

  private DoseGrid grid() {
    double reach = solid.reachMm() + 2 * spacingMm + 2 * gridMm;
    int n = (int) Math.ceil(2 * reach / gridMm) + 1;
    PatientPoint c = solid.centre();
    // the nodes stand to the solid in no special way
    PatientPoint origin =
        c.minus(new PatientPoint(reach, reach - 0.3 * gridMm, reach - 0.6 * gridMm));
    return field.onGrid(origin, new int[] {n, n, n}, new double[] {gridMm, gridMm, gridMm});
  }

  /** All cases, in a fixed order. */
  static List<BandCase> all() {
    Random random = new Random(20150801);
    List<BandCase> cases = new ArrayList<>();
    for (double spacing : SPACINGS_MM) {
      for (double diameter : new double[] {3, 4, 5, 7, 10, 13, 16, 20, 24, 40}) {
        spheres(cases, diameter, spacing, random);
      }
      for (double height : new double[] {6, 12, 24, 48}) {
        frusta(cases, height, spacing, random);
      }
    }
    return cases;
  }

  private static PatientPoint anywhere(Random random) {
    return new PatientPoint(
        10 * random.nextDouble() - 5, 10 * random.nextDouble() - 5, 10 * random.nextDouble() - 5);
  }

  private static PatientPoint direction(Random random) {
    double z = 2 * random.nextDouble() - 1;
    double phi = 2 * Math.PI * random.nextDouble();
    double r = Math.sqrt(1 - z * z);
    return new PatientPoint(r * Math.cos(phi), r * Math.sin(phi), z);
  }

  private static void spheres(
      List<BandCase> cases, double diameter, double spacing, Random random) {
    AnalyticSolid.Sphere sphere = new AnalyticSolid.Sphere(anywhere(random), diameter / 2);
    linear(cases, "sphere", diameter, spacing, sphere, random);
    if (diameter < 7) {
      return;
    }
    double thickness = diameter / 5;
    linear(
        cases,
        "hollow sphere",
        diameter,
        spacing,
        new AnalyticSolid.Hollow(
            sphere, new AnalyticSolid.Sphere(sphere.centre(), diameter / 2 - thickness)),
        random);
    Field.Gaussian gaussian = new Field.Gaussian(sphere.centre(), 60, 1.2 * sphere.radiusMm());
    cases.add(
        new BandCase(
            "sphere, Gaussian",
            diameter,
            spacing,
            random.nextDouble() * spacing,
            sphere,
            sphere.under(gaussian),
            gaussian,
            diameter / 80,
            180));
  }

  private static void frusta(List<BandCase> cases, double height, double spacing, Random random) {
    PatientPoint z = new PatientPoint(0, 0, 1);
    double r = height / 2;
    PatientPoint tilted = direction(random);
    linear(
        cases,
        "cylinder",
        height,
        spacing,
        AnalyticSolid.Frustum.cylinder(anywhere(random), z, height, r),
        random);
    linear(
        cases,
        "cone",
        height,
        spacing,
        AnalyticSolid.Frustum.cone(
            anywhere(random), random.nextBoolean() ? z : z.times(-1), height, r),
        random);
    linear(
        cases,
        "rotated cylinder",
        height,
        spacing,
        AnalyticSolid.Frustum.cylinder(anywhere(random), tilted, height, r),
        random);
    linear(
        cases,
        "rotated cone",
        height,
        spacing,
        AnalyticSolid.Frustum.cone(anywhere(random), tilted, height, r),
        random);
    PatientPoint centre = anywhere(random);
    linear(
        cases,
        "ring",
        height,
        spacing,
        new AnalyticSolid.Hollow(
            AnalyticSolid.Frustum.cylinder(centre, z, height, r),
            AnalyticSolid.Frustum.cylinder(centre, z, height, 0.7 * r)),
        random);
  }

  /** The solid with a gradient of 1 Gy/mm from front to back, along the axis, and aslant. */
  private static void linear(
      List<BandCase> cases,
      String family,
      double size,
      double spacing,
      AnalyticSolid solid,
      Random random) {
    PatientPoint[] directions = {
      new PatientPoint(0, -1, 0), new PatientPoint(0, 0, 1), direction(random)
    };
    String[] names = {"AP", "SI", "oblique"};
    double phase = random.nextDouble() * spacing;
    for (int i = 0; i < directions.length; i++) {
      double middle = 16 + solid.reachMm();
      Field.Linear field =
          new Field.Linear(middle - directions[i].dot(solid.centre()), directions[i]);
      cases.add(
          new BandCase(
              family + ", " + names[i],
              size,
              spacing,
              phase,
              solid,
              solid.under(field),
              field,
              Math.max(1, solid.reachMm() / 12),
              180));
    }
  }
}
