package org.oarlock.testplans;

import static org.oarlock.testplans.Expected.Limit.AT_LEAST;
import static org.oarlock.testplans.Expected.Limit.BELOW;

import java.util.ArrayList;
import java.util.List;
import org.oarlock.check.Verdict;

/**
 * A sarcoma in the front of the left thigh. Two legs are cylinders along z that do not touch; the
 * femur lies behind the target, the knee at its lower end. The dose is {@code P * across(x) * y(y)
 * * z(z)}: none in the right leg, the same all across the left one, falling from front to back.
 */
final class ThighPhantom extends Phantom {
  private static final double LEG_X = 100;
  private static final double LEG_RADIUS = 90;
  private static final double TARGET_Y = -61;
  private static final double LEG_END = 112;

  private static final PiecewiseLinear ACROSS = PiecewiseLinear.through(-10, 0, 0, 1);

  /** The dose below which skin and joint count as spared, where they are set. */
  private static final double SKIN_SPARED_BELOW_GY = 20;

  private static final double JOINT_SPARED_BELOW_GY = 50;

  double femurY = -25;

  /** Where the knee is drawn, from front to back. */
  double kneeBack = 5;

  /** The dose at the femur, in 32nds of the prescription. */
  double femurPhase1 = 21;

  double femurPhase2 = 18;

  /**
   * Where the dose of phase 1 has begun to fall to the back of the leg, and where it has fallen.
   */
  double fallsFrom = -15;

  double fallenAt = 0;

  ThighPhantom() {
    super(List.of(Field.at(300), Field.at(320), Field.at(345), Field.at(5), Field.at(30)));
  }

  @Override
  String patient() {
    return "OARLOCK^THIGH";
  }

  @Override
  String protocol() {
    return "constraints/sts-postop-cams-extremity.yaml";
  }

  @Override
  double[] bed() {
    return new double[] {92, 108, -63, -59};
  }

  @Override
  double halfWidthMm() {
    return 30;
  }

  private static Polygon leg(double x) {
    return Polygon.circle(x, 0, LEG_RADIUS, 36);
  }

  private Drawn femur() {
    return Drawn.of("Femur_L", "ORGAN", Polygon.circle(LEG_X, femurY, 9.5, 24), -76, LEG_END);
  }

  private static Drawn tibia() {
    return Drawn.of("Tibia_L", "ORGAN", Polygon.circle(LEG_X, -20, 9.5, 24), -LEG_END, -100);
  }

  private Drawn knee() {
    return Drawn.of("Joint_Knee_L", "ORGAN", Polygon.rectangle(60, 140, -65, kneeBack), -100, -60);
  }

  @Override
  List<Drawn> organs() {
    Drawn external =
        new Drawn(
            "External",
            "EXTERNAL",
            List.of(
                new Drawn.Stack(leg(LEG_X), -LEG_END, LEG_END),
                new Drawn.Stack(leg(-LEG_X), -LEG_END, LEG_END)));
    return List.of(external, femur(), tibia(), knee());
  }

  @Override
  Lattice phase1Lattice() {
    return lattice(120);
  }

  @Override
  Lattice phase2Lattice() {
    return lattice(115);
  }

  private static Lattice lattice(double endMm) {
    return new Lattice(
        new Lattice.Axis(-200, 200, 10),
        new Lattice.Axis(-95, 95, 5),
        new Lattice.Axis(-endMm, endMm, 10));
  }

  @Override
  AnalyticDose phase1Planned() {
    PiecewiseLinear y =
        PiecewiseLinear.in32nds(-40, 33, -35, femurPhase1, fallsFrom, femurPhase1, fallenAt, 3);
    return AnalyticDose.of(phase1Gy, ACROSS, y, phase1AlongZ);
  }

  @Override
  AnalyticDose phase2Dose() {
    PiecewiseLinear y =
        PiecewiseLinear.in32nds(-40, 33, -35, femurPhase2, -15, femurPhase2, -10, 1);
    return AnalyticDose.of(phase2Gy, ACROSS, y, phase2AlongZ);
  }

  @Override
  void expectOrgans(Expected expected) {
    expectBones(expected);
    expectCortex(expected);
    expectSpared(expected, "joint", knee().shape(), JOINT_SPARED_BELOW_GY);
    Shape skin =
        new Shape(List.of(new Drawn.Stack(leg(LEG_X), -LEG_END, LEG_END).prism())).shell(5);
    expectSpared(expected, "skin", skin, SKIN_SPARED_BELOW_GY);
    boolean onItsSide =
        fields.stream().allMatch(field -> StrictMath.cos(Math.toRadians(field.gantryDeg())) > 0);
    expected.function("one-sided", ofFields(coveringArcDeg() <= 180 && onItsSide));
    boolean missed =
        fields.stream()
            .allMatch(field -> field.misses(LEG_X, TARGET_Y, halfWidthMm(), -LEG_X, 0, LEG_RADIUS));
    expected.advisoryFunction("contralateral-leg", ofFields(missed));
  }

  private List<Drawn> bones() {
    List<Drawn> bones = new ArrayList<>(List.of(femur(), tibia()));
    bones.removeIf(bone -> missing.contains(bone.name()));
    return bones;
  }

  private void expectBones(Expected expected) {
    for (String id : List.of("bone-v40", "bone-hot-spot-phase1", "bone-hot-spot-total")) {
      if (bones().isEmpty() || !totalIsKnown()) {
        expected.goal(id, Verdict.NOT_EVALUATED);
      } else {
        expected.goal(
            id, Verdict.worst(bones().stream().map(bone -> bone(expected, id, bone)).toList()));
      }
    }
  }

  private Verdict bone(Expected expected, String id, Drawn bone) {
    if (id.equals("bone-v40")) {
      double v40 = ExactHistogram.of(bone.shape(), totalDose()).atLeastPercent(40);
      return expected.value(id, "V40Gy[%]", bone.name(), v40, BELOW, 60);
    }
    boolean total = id.endsWith("total");
    AnalyticDose dose = total ? totalDose() : phase1Dose();
    double prescribedGy = total ? phase1Gy + phase2Gy : phase1Gy;
    double max = 100 * ExactHistogram.of(bone.shape(), dose).maxGy() / prescribedGy;
    return expected.value(id, "Max[%]", bone.name(), max, BELOW, 107);
  }

  private void expectCortex(Expected expected) {
    Polygon femur = femur().stacks().get(0).polygon();
    double inside = 100 * femur.perimeterInsideMm(ptv()) / femur.perimeterMm();
    boolean mostlyInside = inside > 50;
    // each bone by itself: the tibia, which lies apart, is judged whatever becomes of the femur
    Verdict below50 = cortexBelow50(mostlyInside ? List.of(tibia()) : List.of(femur(), tibia()));
    Verdict third = Verdict.NOT_APPLICABLE;
    boolean drawn = !bones().isEmpty();
    if (mostlyInside) {
      // femur and target have the same outlines on all slices, so all slices have the same share
      double outside = 100 * cortexOutsideTarget(femur);
      third =
          expected.value(
              "cortex-third",
              "outside_per_slice(BoneCortex, PTV1, 50%)[%]",
              "Femur_L",
              outside,
              AT_LEAST,
              100.0 / 3);
    }
    // The dose is the same across the femur, which lies apart from the target where this applies:
    // all of its cortex reaches a dose, on some slice, or none does.
    expected.function("cortex-max", drawn ? below50 : Verdict.NOT_EVALUATED);
    expected.advisoryFunction("cortex-max-outside", drawn ? below50 : Verdict.NOT_EVALUATED);
    expected.advisoryFunction("cortex-circumference", drawn ? below50 : Verdict.NOT_EVALUATED);
    expected.advisoryFunction("cortex-third", drawn ? third : Verdict.NOT_EVALUATED);
  }

  private Verdict cortexBelow50(List<Drawn> judged) {
    if (!totalIsKnown()) {
      return Verdict.NOT_EVALUATED;
    }
    return Verdict.worst(
        judged.stream()
            .map(bone -> ExactHistogram.of(bone.shape(), totalDose()).maxGy())
            .map(gy -> Expected.compare(gy, BELOW, 50, 0.1))
            .toList());
  }

  private double cortexOutsideTarget(Polygon femur) {
    List<Polygon> cortex = femur.strip(4);
    double whole = cortex.stream().mapToDouble(Polygon::areaMm2).sum();
    double inside =
        cortex.stream()
            .map(piece -> piece.within(ptv()))
            .filter(piece -> !piece.isEmpty())
            .mapToDouble(Polygon::areaMm2)
            .sum();
    return 1 - inside / whole;
  }

  private void expectSpared(Expected expected, String part, Shape shape, double belowGy) {
    String id = part + "-spared";
    String parameter = part + "_spared_below";
    String setting = "%d Gy".formatted((int) belowGy);
    if (!totalIsKnown()) {
      expected.parameter(id, parameter, setting, Verdict.NOT_EVALUATED);
      return;
    }
    double half = Drawn.SLICE_MM / 2;
    Shape alongTarget = shape.between(-ptv1EndMm - half, ptv1EndMm + half);
    double spared = ExactHistogram.of(alongTarget, totalDose()).belowPercent(belowGy);
    boolean met = Expected.compare(spared, AT_LEAST, 50, 0.1) == Verdict.PASS;
    boolean acceptable = Expected.compare(spared, AT_LEAST, 40, 0.1) == Verdict.PASS;
    expected.valueWhenSet(id, "CV%dGy[%%]".formatted((int) belowGy), spared);
    expected.parameter(
        id, parameter, setting, met ? Verdict.PASS : acceptable ? Verdict.VARIATION : Verdict.FAIL);
  }

  /** 360 degrees without the widest gap between gantry angles. */
  private double coveringArcDeg() {
    double[] angles = fields.stream().mapToDouble(Field::gantryDeg).sorted().toArray();
    if (angles.length == 0) {
      return 0;
    }
    double widest = angles[0] + 360 - angles[angles.length - 1];
    for (int i = 1; i < angles.length; i++) {
      widest = Math.max(widest, angles[i] - angles[i - 1]);
    }
    return 360 - widest;
  }
}
