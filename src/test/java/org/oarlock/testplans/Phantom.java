package org.oarlock.testplans;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.oarlock.check.Verdict;
import org.oarlock.geometry.PatientPoint;

/**
 * What the two phantoms share: a target that is a stack of equal slices, treated in two phases,
 * whose dose along z is the same function everywhere; and the goals that both protocols share. The
 * fields are what a variant changes.
 */
abstract class Phantom {
  /** Half of the length of the drawn slices, CTV, PTV1 and PTV2. */
  double ctvEndMm = 64;

  double ptv1EndMm = 72;
  double ptv2EndMm = 36;

  double phase1Gy = 50;
  int phase1Fractions = 25;
  double phase2Gy = 14;
  int phase2Fractions = 7;
  boolean prescribed = true;
  boolean marginNegative = true;

  /** How the dose of each phase falls off towards the ends of its target. */
  PiecewiseLinear phase1AlongZ =
      PiecewiseLinear.evenIn32nds(60, 32, 70, 30, 80, 26, 90, 14, 100, 3);

  PiecewiseLinear phase2AlongZ = PiecewiseLinear.evenIn32nds(25, 32, 35, 30, 45, 24, 55, 4);

  List<Field> fields;

  /** Doses of phase 1 that should not be there. */
  final List<AnalyticDose> extra = new ArrayList<>();

  /** Structures left out. */
  final List<String> missing = new ArrayList<>();

  Phantom(List<Field> fields) {
    this.fields = fields;
  }

  abstract String patient();

  abstract String protocol();

  abstract Polygon ctv();

  abstract Polygon ptv();

  /** The distance from the CTV's outline to the PTV's. */
  abstract double radialMarginMm();

  abstract PatientPoint isocentre();

  /** Half of the width of the apertures. */
  abstract double halfWidthMm();

  abstract List<Drawn> organs();

  abstract Lattice phase1Lattice();

  abstract Lattice phase2Lattice();

  abstract AnalyticDose phase1Planned();

  abstract AnalyticDose phase2Dose();

  abstract void expectOrgans(Expected expected);

  final AnalyticDose phase1Dose() {
    return extra.stream().reduce(phase1Planned(), AnalyticDose::plus);
  }

  final AnalyticDose totalDose() {
    return phase1Dose().plus(phase2Dose());
  }

  final TestPlan plan(String name, String summary) {
    List<Drawn> structures = new ArrayList<>(organs());
    structures.add(Drawn.of("CTV", "CTV", ctv(), -ctvEndMm, ctvEndMm));
    structures.add(Drawn.of("PTV1", "PTV", ptv(), -ptv1EndMm, ptv1EndMm));
    structures.add(Drawn.of("PTV2", "PTV", ptv(), -ptv2EndMm, ptv2EndMm));
    structures.removeIf(drawn -> missing.contains(drawn.name()));
    TestPlan.PhasePlan phase1 =
        phase(
            "PHASE1", phase1Gy, phase1Fractions, "PTV1", phase1Dose(), phase1Lattice(), ptv1EndMm);
    TestPlan.PhasePlan phase2 =
        phase(
            "PHASE2", phase2Gy, phase2Fractions, "PTV2", phase2Dose(), phase2Lattice(), ptv2EndMm);
    return new TestPlan(name, summary, patient(), structures, List.of(phase1, phase2), expected());
  }

  private TestPlan.PhasePlan phase(
      String label,
      double gy,
      int fractions,
      String target,
      AnalyticDose dose,
      Lattice lattice,
      double endMm) {
    return new TestPlan.PhasePlan(
        label,
        gy,
        fractions,
        prescribed ? Optional.of(target) : Optional.empty(),
        dose,
        lattice,
        fields,
        isocentre(),
        halfWidthMm(),
        endMm + 8);
  }

  private Expected expected() {
    Expected expected = new Expected(protocol());
    expectPrescriptions(expected);
    expectTargets(expected);
    expected.advisoryFunction("ptv1-margin", Expected.passIf(marginsMet()));
    double shorter = ptv1EndMm - ptv2EndMm;
    expected.advisoryFunction("ptv2-shortened", Expected.passIf(shorter >= 30 && shorter <= 40));
    expected.function("fields", Expected.passIf(fields.size() >= 5 && fields.size() <= 7));
    expected.function(
        "energy", Expected.passIf(fields.stream().allMatch(field -> field.energyMv() == 6)));
    expected.function(
        "coplanar", Expected.passIf(fields.stream().allMatch(field -> field.couchDeg() == 0)));
    expectOrgans(expected);
    return expected;
  }

  private boolean marginsMet() {
    double alongZ = ptv1EndMm - ctvEndMm;
    return Math.min(radialMarginMm(), alongZ) >= 5 && Math.max(radialMarginMm(), alongZ) <= 10;
  }

  private void expectPrescriptions(Expected expected) {
    expected.goal("prescription-phase1", prescription(phase1Gy == 50 && phase1Fractions == 25));
    expected.goal("prescription-phase2", prescription(phase2Gy >= 10 && phase2Gy <= 16));
    expected.goal("prescription-phase2-positive", Verdict.NOT_APPLICABLE);
  }

  private Verdict prescription(boolean met) {
    return prescribed ? Expected.passIf(met) : Verdict.NOT_EVALUATED;
  }

  private void expectTargets(Expected expected) {
    expectTarget(expected, "ptv1", ptv1EndMm, phase1Dose(), phase1Gy);
    expectTarget(expected, "ptv2", ptv2EndMm, totalDose(), phase1Gy + phase2Gy);
  }

  private void expectTarget(
      Expected expected, String id, double endMm, AnalyticDose dose, double prescribedGy) {
    if (!prescribed) {
      expected.goal(id + "-d95", Verdict.NOT_EVALUATED);
      expected.goal(id + "-v95", Verdict.NOT_EVALUATED);
      return;
    }
    ExactHistogram histogram =
        ExactHistogram.of(Drawn.of(id, "PTV", ptv(), -endMm, endMm).shape(), dose);
    double d95 = 100 * histogram.doseToHottestGy(95) / prescribedGy;
    double v95 = histogram.atLeastPercent(0.95 * prescribedGy);
    expected.goal(
        id + "-d95", expected.value(id + "-d95", "D95%[%]", "", d95, Expected.Limit.AT_LEAST, 95));
    expected.goal(
        id + "-v95", expected.value(id + "-v95", "V95%[%]", "", v95, Expected.Limit.AT_LEAST, 95));
  }
}
