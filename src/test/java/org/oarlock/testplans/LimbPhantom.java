package org.oarlock.testplans;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.oarlock.check.Verdict;
import org.oarlock.geometry.PatientPoint;

/**
 * A limb treated with arcs, as the second paper describes it: a cylinder along z with a box in its
 * middle, and targets that reach beyond the box by margins of their own. All of a target's outline
 * but its rounded corners, and so more than half, runs at the margin from the box, which makes the
 * margin the median. The dose is {@code P * across(x)}.
 */
abstract class LimbPhantom {
  private static final double RADIUS = 70;
  private static final double END = 60;
  private static final double HALF_WIDTH = 30;
  private static final double HALF_DEPTH = 20;
  private static final double BOX_END = 15;
  private static final PiecewiseLinear ACROSS = PiecewiseLinear.in32nds(-80, 31, 80, 33);
  private static final Lattice LATTICE =
      new Lattice(
          new Lattice.Axis(-80, 80, 10),
          new Lattice.Axis(-80, 80, 10),
          new Lattice.Axis(-70, 70, 10));

  /** How far apart slices are, and how thick the images of the CT. */
  double sliceMm = 3;

  boolean hasImages = true;

  List<Field> fields = List.of(Field.arc(181, 358), Field.arc(179, -358));

  /**
   * How far a target reaches beyond the box.
   *
   * @param radialMm to all sides in a slice
   * @param superiorMm above its last slice
   * @param inferiorMm below its first slice
   */
  record Margins(double radialMm, double superiorMm, double inferiorMm) {
    Polygon outline() {
      return Polygon.around(-HALF_WIDTH, HALF_WIDTH, -HALF_DEPTH, HALF_DEPTH, radialMm);
    }
  }

  /** A phase of 2 Gy per fraction to a target. */
  record Prescribed(String label, int fractions, String target) {
    double gy() {
      return 2.0 * fractions;
    }

    AnalyticDose dose() {
      return AnalyticDose.of(gy(), ACROSS, PiecewiseLinear.ONE, PiecewiseLinear.ONE);
    }
  }

  /** What the cohort had. */
  record Range(double leastMm, double mostMm) {
    Range orNearerThan(double toleranceMm) {
      return new Range(leastMm - toleranceMm, mostMm + toleranceMm);
    }

    Verdict judge(double mm) {
      return Expected.passOrVary(mm >= leastMm && mm <= mostMm);
    }
  }

  abstract String protocol();

  /** All that is drawn but for the limb itself. */
  abstract List<Drawn> structures();

  abstract List<Prescribed> prescribed();

  abstract void expectTargets(Expected expected);

  final TestPlan plan(String name, String summary) {
    Drawn limb = stack("External", "EXTERNAL", Polygon.circle(0, 0, RADIUS, 24), -END, END);
    List<Drawn> structures = new ArrayList<>(List.of(limb));
    structures.addAll(structures());
    Optional<TestPlan.Images> images =
        hasImages ? Optional.of(new TestPlan.Images(limb, 8, 20)) : Optional.empty();
    List<TestPlan.PhasePlan> phases = prescribed().stream().map(this::phase).toList();
    return new TestPlan(name, summary, "OARLOCK^LIMB", structures, images, phases, expected());
  }

  private TestPlan.PhasePlan phase(Prescribed phase) {
    return new TestPlan.PhasePlan(
        phase.label(),
        phase.gy(),
        phase.fractions(),
        Optional.of(phase.target()),
        phase.dose(),
        LATTICE,
        fields,
        new PatientPoint(0, 0, 0),
        50,
        60);
  }

  private Expected expected() {
    Expected expected = new Expected(protocol());
    expected.advisoryFunction(
        "slice-thickness", hasImages ? Expected.passOrVary(sliceMm == 3) : Verdict.NOT_EVALUATED);
    expected.advisoryFunction("technique", ofFields(fields.stream().allMatch(Field::isArc)));
    expected.advisoryFunction(
        "energy", ofFields(fields.stream().allMatch(field -> field.energyMv() == 6)));
    expectTargets(expected);
    return expected;
  }

  private Verdict ofFields(boolean met) {
    return fields.isEmpty() ? Verdict.NOT_EVALUATED : Expected.passOrVary(met);
  }

  // ---- structures

  private Drawn stack(String name, String type, Polygon polygon, double firstMm, double lastMm) {
    return new Drawn(name, type, List.of(new Drawn.Stack(polygon, firstMm, lastMm, sliceMm)));
  }

  final Drawn box(String name, String type) {
    Polygon box = Polygon.rectangle(-HALF_WIDTH, HALF_WIDTH, -HALF_DEPTH, HALF_DEPTH);
    return stack(name, type, box, -BOX_END, BOX_END);
  }

  final Drawn target(String name, Margins margins) {
    return stack(
        name,
        "CTV",
        margins.outline(),
        -BOX_END - margins.inferiorMm(),
        BOX_END + margins.superiorMm());
  }

  /** A small square in front of the box, on slices up to one. */
  final Drawn square(String name, double leftMm, double lastMm) {
    Polygon outline = Polygon.rectangle(leftMm, leftMm + 4, -28, -24);
    return stack(name, "CONTROL", outline, -39, lastMm);
  }

  // ---- expectations

  /** The values that the report of a target's dose has, after ICRU 83. */
  final void expectVolumes(Expected expected, String id, Drawn target) {
    AnalyticDose total =
        prescribed().stream().map(Prescribed::dose).reduce(AnalyticDose::plus).orElseThrow();
    ExactHistogram histogram = ExactHistogram.of(target.shape(), total);
    double d98 = histogram.doseToHottestGy(98);
    double d50 = histogram.doseToHottestGy(50);
    double d2 = histogram.doseToHottestGy(2);
    expected.goal(id, Verdict.NOT_APPLICABLE);
    expected.value(id, "D98%[Gy]", d98);
    expected.value(id, "D50%[Gy]", d50);
    expected.value(id, "D2%[Gy]", d2);
    expected.value(id, "HI", (d2 - d98) / d50);
  }

  /**
   * Expects what the cohort's margins make of a target's, where they can be known: within a slice
   * of 3 mm along the patient, within 1 mm in a slice.
   *
   * @param id what the ids of the goals begin with
   * @param arguments of the function, the box's structure and the target
   */
  static void expectMargins(
      Expected expected,
      String id,
      String arguments,
      Optional<Margins> margins,
      Range along,
      Range radial) {
    Range alongSlices = along.orNearerThan(3);
    expectMargin(
        expected, id, arguments, "superior", margins.map(Margins::superiorMm), alongSlices);
    expectMargin(
        expected, id, arguments, "inferior", margins.map(Margins::inferiorMm), alongSlices);
    expectMargin(
        expected, id, arguments, "radial", margins.map(Margins::radialMm), radial.orNearerThan(1));
  }

  private static void expectMargin(
      Expected expected,
      String id,
      String arguments,
      String direction,
      Optional<Double> mm,
      Range range) {
    String goal = id + "-margin-" + direction;
    expected.advisoryFunction(goal, mm.map(range::judge).orElse(Verdict.NOT_EVALUATED));
    mm.ifPresent(
        found -> expected.value(goal, "margin(%s, %s)[mm]".formatted(arguments, direction), found));
  }
}
