package org.oarlock.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.oarlock.beam.SampleBeams.beam;
import static org.oarlock.beam.SampleBeams.cylinder;
import static org.oarlock.beam.SampleBeams.phase;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oarlock.beam.Finding.Known;
import org.oarlock.beam.Finding.Unknown;
import org.oarlock.beam.SampleBeams.BeamBuilder;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.Phase;

class BeamDirectionsTest {
  private static Phase fields(String position, double couch, double... gantries) {
    return phase(
        position,
        Arrays.stream(gantries)
            .mapToObj(g -> beam().gantry(g).couch(couch))
            .toArray(BeamBuilder[]::new));
  }

  private static double coveringArc(Phase phase) {
    Finding<Double> finding = BeamDirections.coveringArc(phase);
    assertThat(finding).isInstanceOf(Known.class);
    return ((Known<Double>) finding).value();
  }

  private static int opposite(Phase phase, Solid target, Solid limb) {
    Finding<Integer> finding = BeamDirections.opposite(phase, target, limb);
    assertThat(finding).isInstanceOf(Known.class);
    return ((Known<Integer>) finding).value();
  }

  private static String reason(Finding<?> finding) {
    assertThat(finding).isInstanceOf(Unknown.class);
    return ((Unknown<?>) finding).reason();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HFS", "HFP", "FFS", "FFP", "HFDR", "HFDL", "FFDR", "FFDL"})
  void smallest_arc_that_holds_all_fields_is_360_less_the_widest_gap(String position) {
    assertThat(coveringArc(fields(position, 0, 300, 330, 0, 30, 60))).isEqualTo(120);
    assertThat(coveringArc(fields(position, 0, 190, 230, 270, 310, 350))).isEqualTo(160);
    assertThat(coveringArc(fields(position, 0, 0, 72, 144, 216, 288))).isEqualTo(288);
    assertThat(coveringArc(fields(position, 0, 270, 315, 0, 45, 90, 95))).isEqualTo(185);
    assertThat(coveringArc(fields(position, 0, 17))).isEqualTo(0);
    assertThat(coveringArc(fields(position, 0, 20, 200))).isEqualTo(180);
  }

  @ParameterizedTest
  @CsvSource({
    "CW, 181, 179, 358",
    "CC, 179, 181, 358",
    "CW, 300, 60, 120",
    "CC, 300, 60, 240",
    "CC, 60, 300, 120",
    "CW, 40, 181, 141",
    "CC, 40, 181, 219"
  })
  void arcs_hold_all_that_they_sweep_in_their_direction(
      String way, double from, double to, double expected) {
    assertThat(coveringArc(phase("HFS", beam().arc(way, from, to)))).isEqualTo(expected);
    assertThat(coveringArc(phase("FFP", beam().arc(way, from, to)))).isEqualTo(expected);
  }

  @Test
  void arcs_and_fields_are_held_together() {
    BeamBuilder there = beam().arc("CW", 300, 0, 40);
    BeamBuilder back = beam().arc("CC", 50, 310);
    assertThat(coveringArc(phase("HFS", there, back))).isEqualTo(110);
    assertThat(coveringArc(phase("HFS", there, back, beam().gantry(100)))).isEqualTo(160);
    assertThat(coveringArc(phase("HFS", beam().arc("CW", 0, 120, 240, 0)))).isEqualTo(360);
  }

  @Test
  void only_where_there_are_monitor_units_does_a_beam_come_from() {
    assertThat(coveringArc(phase("HFS", beam().gantry(0, 0, 90, 90).weights(0, 0.5, 0.5, 1))))
        .isEqualTo(90);
  }

  @Test
  void couch_is_turned_first() {
    // couch 90: gantry 90 comes along the patient; 45 degrees lie in front of the patient
    assertThat(reason(BeamDirections.coveringArc(fields("HFS", 90, 0, 90))))
        .isEqualTo("field 1 (B1): it comes along the patient, from no side");
    assertThat(coveringArc(fields("HFS", 90, 315, 0, 45))).isEqualTo(0);
    // couch 60 makes of a gantry angle g the angle atan(tan g cos 60) in the transverse plane
    double half = Math.toDegrees(Math.atan(Math.tan(Math.toRadians(50)) / 2));
    assertThat(coveringArc(fields("HFS", 60, 310, 50))).isEqualTo(2 * half, within(1e-6));
  }

  @Test
  void without_directions_there_is_a_reason() {
    assertThat(reason(BeamDirections.coveringArc(fields("", 0, 0)))).contains("position");
    assertThat(reason(BeamDirections.coveringArc(phase("HFS", beam().gantry(10, 50)))))
        .contains("direction is not given");
    assertThat(reason(BeamDirections.coveringArc(phase("HFS")))).contains("no beams");
  }

  // opposite fields: the limb's centre is at (100, 0), the target in front and to the left of it

  private static final Solid LIMB = cylinder(100, 0, 70, -100, 100, 64);
  private static final Solid TARGET = cylinder(120, -20, 30, -40, 40, 64);

  @ParameterizedTest
  @CsvSource({
    "HFS, 45, 0",
    "HFS, 134, 0",
    "HFS, 135, 1", // at a right angle: not on the target's side
    "HFS, 136, 1",
    "HFS, 315, 1",
    "HFS, 316, 0",
    "HFS, 225, 1",
    "FFS, 315, 0", // feet first mirrors left and right
    "FFS, 45, 1",
    "FFS, 225, 1",
    "HFP, 225, 0",
    "HFP, 45, 1",
    "FFP, 135, 0"
  })
  void field_is_opposite_that_does_not_point_to_the_targets_side(
      String position, double gantry, int expected) {
    assertThat(opposite(fields(position, 0, gantry), TARGET, LIMB)).isEqualTo(expected);
  }

  @Test
  void every_opposite_field_counts_and_is_named() {
    Finding<Integer> finding =
        BeamDirections.opposite(fields("HFS", 0, 0, 45, 90, 180, 270), TARGET, LIMB);
    Known<Integer> known = (Known<Integer>) finding;
    assertThat(known.value()).isEqualTo(2);
    assertThat(known.details().get(0))
        .isEqualTo("the target lies at 45.0 deg of the limb's centre");
    assertThat(known.details().get(4))
        .isEqualTo("field 1 (B1): up to 135.0 deg from there, opposite");
  }

  @Test
  void arc_is_opposite_if_it_is_at_any_time() {
    assertThat(opposite(phase("HFS", beam().arc("CW", 320, 130)), TARGET, LIMB)).isZero();
    assertThat(opposite(phase("HFS", beam().arc("CW", 320, 136)), TARGET, LIMB)).isOne();
    assertThat(opposite(phase("HFS", beam().arc("CC", 130, 320)), TARGET, LIMB)).isZero();
    assertThat(opposite(phase("HFS", beam().arc("CC", 320, 130)), TARGET, LIMB)).isOne();
  }

  @Test
  void limb_is_taken_where_the_target_is() {
    // below the target the limb goes off to the left; its whole centre would be at x > 120
    Solid bent = Solid.union(java.util.List.of(LIMB, cylinder(300, 0, 70, -500, -100, 64)));
    assertThat(opposite(fields("HFS", 0, 45), TARGET, bent)).isZero();
  }

  @Test
  void target_in_the_middle_of_the_limb_has_no_side() {
    Solid middle = cylinder(100.5, 0.5, 30, -40, 40, 64);
    assertThat(reason(BeamDirections.opposite(fields("HFS", 0, 45), middle, LIMB)))
        .contains("centre of the limb");
    Solid elsewhere = cylinder(100, 0, 30, 140, 240, 64);
    assertThat(reason(BeamDirections.opposite(fields("HFS", 0, 45), elsewhere, LIMB)))
        .contains("not drawn where the target is");
    Solid nothing = Solid.ofContours(java.util.List.of(), 0);
    assertThat(reason(BeamDirections.opposite(fields("HFS", 0, 45), nothing, LIMB)))
        .contains("empty");
  }
}
