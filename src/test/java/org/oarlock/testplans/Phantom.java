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
  /** How far the CTV and the PTVs reach beyond the tumour bed in the plane of a slice. */
  double ctvMarginMm = 11;

  private static final double PTV_MARGIN_MM = 18;

  /** How much wider the tumour bed is drawn than it was when the CTV was made. */
  double bedGrownMm = 0;

  /** The first and last slices of the tumour bed. */
  double bedStartMm = -28;

  double bedEndMm = 28;

  /** The last slices of CTV and PTV1; the first are as far below 0. */
  double ctvEndMm = 64;

  double ptv1EndMm = 72;

  /** The first and last slices of PTV2. */
  double ptv2StartMm = -36;

  double ptv2EndMm = 36;

  double phase1Gy = 50;
  int phase1Fractions = 25;
  double phase2Gy = 14;
  int phase2Fractions = 7;
  boolean prescribed = true;

  /** How the dose of each phase falls off towards the ends of its target. */
  PiecewiseLinear phase1AlongZ =
      PiecewiseLinear.evenIn32nds(60, 32, 70, 30, 80, 26, 90, 14, 100, 3);

  PiecewiseLinear phase2AlongZ = PiecewiseLinear.evenIn32nds(25, 32, 35, 30, 45, 24, 55, 4);

  List<Field> fields;

  /** Doses of phase 1 that should not be there. */
  final List<AnalyticDose> extra = new ArrayList<>();

  /** Where the scar's last slice is; half of its length leaves the CTV if that does. */
  double scarEndMm = 40;

  /** Whether there is a second phase. */
  boolean hasPhase2 = true;

  /** Structures left out. */
  final List<String> missing = new ArrayList<>();

  Phantom(List<Field> fields) {
    this.fields = fields;
  }

  abstract String patient();

  abstract String protocol();

  /** The tumour bed in the plane: left, right, front, back. */
  abstract double[] bed();

  private Polygon around(double distance) {
    double[] bed = bed();
    return Polygon.around(bed[0], bed[1], bed[2], bed[3], distance);
  }

  final Polygon ptv() {
    return around(PTV_MARGIN_MM);
  }

  /** The centre of bed, CTV, PTVs and of all beams. */
  final PatientPoint isocentre() {
    double[] bed = bed();
    return new PatientPoint((bed[0] + bed[1]) / 2, (bed[2] + bed[3]) / 2, 0);
  }

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
    structures.addAll(bedWithScarAndDrain());
    structures.add(Drawn.of("CTV", "CTV", around(ctvMarginMm), -ctvEndMm, ctvEndMm));
    structures.add(Drawn.of("PTV1", "PTV", ptv(), -ptv1EndMm, ptv1EndMm));
    structures.add(Drawn.of("PTV2", "PTV", ptv(), ptv2StartMm, ptv2EndMm));
    structures.removeIf(drawn -> missing.contains(drawn.name()));
    List<TestPlan.PhasePlan> phases = new ArrayList<>();
    phases.add(
        phase(
            "PHASE1", phase1Gy, phase1Fractions, "PTV1", phase1Dose(), phase1Lattice(), ptv1EndMm));
    if (hasPhase2) {
      phases.add(
          phase(
              "PHASE2",
              phase2Gy,
              phase2Fractions,
              "PTV2",
              phase2Dose(),
              phase2Lattice(),
              Math.max(-ptv2StartMm, ptv2EndMm)));
    }
    return new TestPlan(name, summary, patient(), structures, Optional.empty(), phases, expected());
  }

  private List<Drawn> bedWithScarAndDrain() {
    double[] bed = bed();
    double g = bedGrownMm;
    Polygon outline = Polygon.rectangle(bed[0] - g, bed[1] + g, bed[2] - g, bed[3] + g);
    Polygon scar = Polygon.rectangle(bed[0], bed[0] + 4, bed[2] - 6, bed[2] - 2);
    Polygon drain = Polygon.rectangle(bed[1] - 4, bed[1], bed[2] - 6, bed[2] - 2);
    return List.of(
        Drawn.of("Tumor_Bed", "CONTROL", outline, bedStartMm, bedEndMm),
        Drawn.of("Scar", "CONTROL", scar, -40, scarEndMm),
        Drawn.of("Drain_Site", "CONTROL", drain, scarEndMm - 12, scarEndMm));
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
    expectMargins(expected);
    expected.function("fields", ofFields(fields.size() >= 5 && fields.size() <= 7));
    expected.function("energy", ofFields(fields.stream().allMatch(f -> f.energyMv() == 6)));
    expected.function("coplanar", ofFields(fields.stream().allMatch(f -> f.couchDeg() == 0)));
    expectOrgans(expected);
    return expected;
  }

  /** The verdict of a goal about the fields; without any it cannot be judged. */
  final Verdict ofFields(boolean met) {
    return fields.isEmpty() ? Verdict.NOT_EVALUATED : Expected.passIf(met);
  }

  private void expectMargins(Expected expected) {
    double radial = PTV_MARGIN_MM - ctvMarginMm;
    double along = ptv1EndMm - ctvEndMm;
    expectEnds(
        expected,
        "ctv-margin-long",
        "margin(Tumor_Bed, CTV, %s)[mm]",
        ctvEndMm - bedEndMm,
        ctvEndMm + bedStartMm);
    expected.advisoryFunction(
        "ctv-margin-radial", within(ctvMarginMm - bedGrownMm, 10 - 1, 15 + 1));
    Verdict contained = Expected.passIf(scarEndMm <= ctvEndMm);
    expected.function("ctv-scar", contained);
    expected.function("ctv-drain-sites", contained);
    expected.advisoryFunction(
        "ptv1-margin", Verdict.worst(List.of(within(radial, 4.5, 10.5), within(along, 4.5, 10.5))));
    expectEnds(
        expected,
        "ptv2-shortened",
        "shortening(PTV1, PTV2, %s)[mm]",
        ptv1EndMm - ptv2EndMm,
        ptv1EndMm + ptv2StartMm);
  }

  /** Expects both ends of a target, each by itself. */
  private static void expectEnds(
      Expected expected, String id, String function, double superiorMm, double inferiorMm) {
    List<Verdict> ends =
        List.of(within(superiorMm, 30 - 3, 40 + 3), within(inferiorMm, 30 - 3, 40 + 3));
    expected.advisoryFunction(id, Verdict.worst(ends));
    expected.value(id, function.formatted("superior"), superiorMm);
    expected.value(id, function.formatted("inferior"), inferiorMm);
  }

  private static Verdict within(double mm, double least, double most) {
    return Expected.passIf(mm >= least && mm <= most);
  }

  private void expectPrescriptions(Expected expected) {
    expected.goal("prescription-phase1", prescription(phase1Gy == 50 && phase1Fractions == 25));
    expected.goal(
        "prescription-phase2",
        hasPhase2 ? prescription(phase2Gy >= 10 && phase2Gy <= 16) : Verdict.NOT_EVALUATED);
    expected.goal("prescription-phase2-positive", Verdict.NOT_APPLICABLE);
  }

  private Verdict prescription(boolean met) {
    return prescribed ? Expected.passIf(met) : Verdict.NOT_EVALUATED;
  }

  private void expectTargets(Expected expected) {
    Shape ptv1 = Drawn.of("PTV1", "PTV", ptv(), -ptv1EndMm, ptv1EndMm).shape();
    Shape ptv2 = Drawn.of("PTV2", "PTV", ptv(), ptv2StartMm, ptv2EndMm).shape();
    expectTarget(expected, "ptv1", prescribed, ptv1, phase1Dose(), phase1Gy);
    expectTarget(expected, "ptv2", totalIsKnown(), ptv2, totalDose(), phase1Gy + phase2Gy);
  }

  /** Without all prescriptions and phases nobody can tell what the total is. */
  final boolean totalIsKnown() {
    return prescribed && hasPhase2;
  }

  private void expectTarget(
      Expected expected,
      String id,
      boolean known,
      Shape target,
      AnalyticDose dose,
      double prescribedGy) {
    if (!known) {
      expected.goal(id + "-d95", Verdict.NOT_EVALUATED);
      expected.goal(id + "-v95", Verdict.NOT_EVALUATED);
      return;
    }
    ExactHistogram histogram = ExactHistogram.of(target, dose);
    double d95 = 100 * histogram.doseToHottestGy(95) / prescribedGy;
    double v95 = histogram.atLeastPercent(0.95 * prescribedGy);
    expected.goal(
        id + "-d95", expected.value(id + "-d95", "D95%[%]", "", d95, Expected.Limit.AT_LEAST, 95));
    expected.goal(
        id + "-v95", expected.value(id + "-v95", "V95%[%]", "", v95, Expected.Limit.AT_LEAST, 95));
  }
}
