package org.oarlock.check;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.oarlock.check.Explanation.BeamShare;
import org.oarlock.check.Explanation.Distance;
import org.oarlock.check.Explanation.DoseRegion;
import org.oarlock.check.Explanation.Finding;
import org.oarlock.check.Explanation.Margin;
import org.oarlock.dvh.DosePlace;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.plan.BeamDose;
import org.oarlock.quantity.Unit;

/**
 * A box from x = 0 to 40, 20 x 20 mm across (16 cm3 on slices -9, -7, … 9), in a dose of 20 Gy +
 * 0.5 Gy per mm along x: what gets at least d lies beyond x = 2 (d - 20), 0.4 cm3 for each mm.
 */
class ExplanationTest {
  private static final Offset<Double> EXACT = within(1e-6);

  /** Volumes from histograms, to 0.02 % of 16 cm3. */
  private static final Offset<Double> CURVE = within(0.0033);

  private static CheckCase organ() {
    return new CheckCase()
        .draw(Phantom.box("Organ", 0, 40))
        .rule("Organ")
        .dose(Phantom.ramp(20, 0.5));
  }

  private static Finding finding(CheckCase testCase) {
    return explanation(testCase).findings().get(0);
  }

  private static Explanation explanation(CheckCase testCase) {
    PlanResult result = testCase.check();
    return result.explanations().of(CheckCase.row(result, "goal"));
  }

  private static DoseRegion region(CheckCase testCase) {
    return (DoseRegion) requireNonNull(finding(testCase).where());
  }

  @Test
  void a_volume_that_gets_too_much_is_told_by_amount_place_and_the_dose_that_would_pass() {
    CheckCase testCase = organ().goal("goal").of("Organ").asks("V30Gy[%]", "<", "40");
    Finding finding = finding(testCase);
    Margin margin = requireNonNull(finding.margin());
    assertThat(margin.limit()).isEqualTo(40);
    assertThat(margin.isUpper()).isTrue();
    assertThat(margin.unit()).isEqualTo(Unit.PERCENT);
    assertThat(margin.margin()).isCloseTo(-10, within(0.02));

    DoseRegion region = (DoseRegion) requireNonNull(finding.where());
    assertThat(region.structure()).isEqualTo("Organ");
    assertThat(region.doseName()).isEqualTo("total");
    assertThat(region.below()).isFalse();
    assertThat(region.thresholdGy()).isEqualTo(30);
    assertThat(region.volumeCm3()).isCloseTo(8, CURVE); // from x = 20 to 40
    assertThat(region.allowedCm3()).isCloseTo(6.4, EXACT);
    assertThat(region.excessCm3()).isCloseTo(1.6, CURVE);
    assertThat(region.passingGy()).isCloseTo(32, within(0.005)); // x = 24 and beyond: 6.4 cm3

    DosePlace place = requireNonNull(region.place());
    assertThat(place.extremeGy()).isCloseTo(40, within(1e-5));
    assertThat(place.extreme().xMm()).isCloseTo(40, within(0.01));
    DosePlace.Beyond beyond = requireNonNull(place.beyond());
    assertThat(beyond.lowestMm()).isEqualTo(-9);
    assertThat(beyond.highestMm()).isEqualTo(9);
    assertThat(beyond.slices()).isEqualTo(10);
    // cells are 0.55 mm: the volume's edge is told to half of that, its middle to a quarter
    assertThat(beyond.centroid().minus(new PatientPoint(30, 0, 0)).length())
        .isCloseTo(0, within(0.2));
  }

  @Test
  void what_keeps_a_target_from_being_covered_is_cold() {
    CheckCase testCase = organ().goal("goal").of("Organ").asks("V30Gy[cc]", ">=", "12");
    assertThat(requireNonNull(finding(testCase).margin()).margin()).isCloseTo(-4, CURVE);
    DoseRegion region = region(testCase);
    assertThat(region.below()).isTrue();
    assertThat(region.volumeCm3()).isCloseTo(8, CURVE); // from x = 0 to 20
    assertThat(region.allowedCm3()).isCloseTo(4, EXACT);
    assertThat(region.excessCm3()).isCloseTo(4, CURVE);
    assertThat(region.passingGy()).isCloseTo(25, within(0.005)); // x = 10 and beyond: 12 cm3
    DosePlace place = requireNonNull(region.place());
    assertThat(place.extremeGy()).isCloseTo(20, within(1e-5));
    assertThat(place.extreme().xMm()).isCloseTo(0, within(0.01));
    assertThat(requireNonNull(place.beyond()).centroid().xMm()).isCloseTo(10, within(0.2));
  }

  @Test
  void a_dose_to_a_volume_is_told_by_the_volume_that_its_limit_has() {
    DoseRegion hot = region(organ().goal("goal").of("Organ").asks("D4cc[Gy]", "<=", "30"));
    assertThat(hot.thresholdGy()).isEqualTo(30);
    assertThat(hot.volumeCm3()).isCloseTo(8, CURVE);
    assertThat(hot.excessCm3()).isCloseTo(4, CURVE);
    assertThat(hot.passingGy()).isCloseTo(35, within(0.005)); // D4cc itself: x = 30 and beyond

    DoseRegion cold = region(organ().goal("goal").of("Organ").asks("D75%[Gy]", ">=", "30"));
    assertThat(cold.below()).isTrue();
    assertThat(cold.allowedCm3()).isCloseTo(4, EXACT);
    assertThat(cold.excessCm3()).isCloseTo(4, CURVE);
    assertThat(cold.passingGy()).isCloseTo(25, within(0.005));

    DoseRegion coldest = region(organ().goal("goal").of("Organ").asks("DC4cc[Gy]", ">=", "30"));
    assertThat(coldest.below()).isTrue();
    assertThat(coldest.allowedCm3()).isCloseTo(4, EXACT);

    DoseRegion rest = region(organ().goal("goal").of("Organ").asks("CV30Gy[cc]", ">=", "12"));
    assertThat(rest.below()).isFalse();
    assertThat(rest.allowedCm3()).isCloseTo(4, EXACT); // of 16 cm3, 12 have to stay below
    assertThat(rest.excessCm3()).isCloseTo(4, CURVE);
    assertThat(rest.passingGy()).isCloseTo(35, within(0.005));
  }

  @Test
  void extremes_allow_no_volume_and_means_name_none() {
    DoseRegion max = region(organ().goal("goal").of("Organ").asks("Max[Gy]", "<", "38"));
    assertThat(max.allowedCm3()).isZero();
    assertThat(max.excessCm3()).isCloseTo(1.6, CURVE); // from x = 36 to 40
    assertThat(max.passingGy()).isCloseTo(40, within(1e-5));

    DoseRegion min = region(organ().goal("goal").of("Organ").asks("Min[Gy]", ">=", "22"));
    assertThat(min.below()).isTrue();
    assertThat(min.excessCm3()).isCloseTo(1.6, CURVE);
    assertThat(requireNonNull(min.place()).extremeGy()).isCloseTo(20, within(1e-5));

    DoseRegion mean = region(organ().goal("goal").of("Organ").asks("Mean[Gy]", "<", "28"));
    assertThat(mean.allowedCm3()).isNull();
    assertThat(mean.passingGy()).isNull();
    assertThat(mean.volumeCm3()).isCloseTo(9.6, CURVE);
  }

  @Test
  void a_goal_that_is_met_has_room_and_no_excess() {
    CheckCase testCase = organ().goal("goal").of("Organ").asks("V45Gy[cc]", "<=", "2");
    assertThat(requireNonNull(finding(testCase).margin()).margin()).isEqualTo(2);
    DoseRegion region = region(testCase);
    assertThat(region.volumeCm3()).isZero();
    assertThat(region.excessCm3()).isZero();
    assertThat(region.passingGy()).isCloseTo(37.5, within(0.005));
    DosePlace place = requireNonNull(region.place());
    assertThat(place.beyond()).isNull();
    assertThat(place.extremeGy()).isCloseTo(40, within(1e-5));
    PlanResult result = testCase.check();
    assertThat(Explanations.isCalledFor(CheckCase.row(result, "goal"))).isFalse();
  }

  @Test
  void distances_are_to_the_nearest_target_and_to_the_outline() {
    CheckCase testCase =
        new CheckCase()
            .draw(
                Phantom.box("Organ", 0, 40),
                Phantom.box("PTV1", 52, 60),
                Phantom.box("PTV2", 45, 60),
                Phantom.box("External", "EXTERNAL", -50, 90, -60, 60))
            .rule("Organ")
            .rule("External")
            .prescription("phase1", "PTV1", 50, 50, 25)
            .prescription("phase2", "PTV2", 50, 50, 25)
            .phase(
                Phantom.phase(
                    "Plan",
                    25,
                    Phantom.dose(Phantom.ramp(20, 0.5)),
                    Phantom.to("PTV1", 50),
                    Phantom.to("PTV2", 50)));
    testCase.goal("goal").of("Organ").on("phase1").asks("Max[Gy]", "<", "38");
    testCase.goal("named").of("Organ").on("phase1").percentOf("phase1").asks("Max[%]", "<", "70");
    PlanResult result = testCase.check();
    Explanation explanation = result.explanations().of(CheckCase.row(result, "goal"));
    DoseRegion region = (DoseRegion) requireNonNull(explanation.findings().get(0).where());
    Distance target = requireNonNull(region.target());
    assertThat(target.structure()).isEqualTo("PTV2");
    assertThat(target.mm()).isCloseTo(5, within(0.02));
    // the extreme is on the face at x = 40; the outline's nearest faces are at y = -10 and 10
    Distance surface = requireNonNull(region.surface());
    assertThat(surface.structure()).isEqualTo("External");
    PatientPoint point = requireNonNull(region.place()).extreme();
    assertThat(surface.mm()).isCloseTo(-(10 - Math.abs(point.yMm())), within(1e-9));

    Explanation named = result.explanations().of(CheckCase.row(result, "named"));
    DoseRegion ofNamed = (DoseRegion) requireNonNull(named.findings().get(0).where());
    assertThat(ofNamed.thresholdGy()).isCloseTo(35, EXACT);
    assertThat(requireNonNull(ofNamed.target()).structure()).isEqualTo("PTV1");
    assertThat(requireNonNull(named.prescription()).name()).isEqualTo("phase1");
    assertThat(named.structures()).extracting(s -> s.name()).containsExactly("Organ");
  }

  @Test
  void beams_are_told_by_what_they_contribute_at_the_extreme_point() {
    // 20 + 0.5 x of which the first gives 5 + 0.125 x: at x = 40, 10 of 40 Gy
    List<BeamDose> parts =
        List.of(
            new BeamDose(List.of(1), Phantom.ramp(5, 0.125)),
            new BeamDose(List.of(7, 8), Phantom.ramp(15, 0.375)));
    CheckCase testCase =
        new CheckCase()
            .draw(Phantom.box("Organ", 0, 40))
            .rule("Organ")
            .phase(Phantom.phase("Plan", 25, Phantom.dose(Phantom.ramp(20, 0.5)).with(parts)));
    testCase.goal("goal").of("Organ").asks("V30Gy[%]", "<", "40");
    testCase.goal("eqd2").of("Organ").asEqd2(CheckCase.literal("3 Gy")).asks("Max[Gy]", "<", "1");
    PlanResult result = testCase.check();
    DoseRegion region =
        (DoseRegion)
            requireNonNull(
                result.explanations().of(CheckCase.row(result, "goal")).findings().get(0).where());
    assertThat(region.beams())
        .extracting(BeamShare::name)
        .containsExactly("field 7 and field 8", "field 1");
    assertThat(region.beams().get(0).doseGy()).isCloseTo(30, within(0.01));
    assertThat(region.beams().get(1).doseGy()).isCloseTo(10, within(0.01));
    DoseRegion eqd2 =
        (DoseRegion)
            requireNonNull(
                result.explanations().of(CheckCase.row(result, "eqd2")).findings().get(0).where());
    assertThat(eqd2.beams()).isEmpty();
  }

  @Test
  void what_cannot_be_judged_has_no_margin_and_no_place() {
    Explanation explanation =
        explanation(organ().goal("goal").of("Missing").asks("Max[Gy]", "<", "38"));
    assertThat(explanation.findings()).containsExactly(Finding.NOTHING);
    Finding ofVolume = finding(organ().goal("goal").of("Organ").asks("Volume[cc]", "<", "10"));
    assertThat(requireNonNull(ofVolume.margin()).margin()).isCloseTo(-6, EXACT);
    assertThat(ofVolume.where()).isNull();
  }

  @Test
  void without_places_nothing_is_looked_for() {
    PlanResult result = organ().goal("goal").of("Organ").asks("V30Gy[%]", "<", "40").check();
    GoalResult row = CheckCase.row(result, "goal");
    DoseRegion quick =
        (DoseRegion)
            requireNonNull(result.explanations().withoutPlaces(row).findings().get(0).where());
    assertThat(quick.place()).isNull();
    assertThat(quick.excessCm3()).isCloseTo(1.6, CURVE);
    assertThat(result.explanations().of(row)).isSameAs(result.explanations().of(row));
    assertThat(Explanations.isCalledFor(row)).isTrue();
  }
}
