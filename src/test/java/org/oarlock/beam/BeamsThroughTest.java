package org.oarlock.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.oarlock.beam.SampleBeams.beam;
import static org.oarlock.beam.SampleBeams.box;
import static org.oarlock.beam.SampleBeams.phase;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oarlock.beam.BeamsThrough.FieldThrough;
import org.oarlock.beam.Finding.Known;
import org.oarlock.beam.Finding.Unknown;
import org.oarlock.beam.SampleBeams.BeamBuilder;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.Beam;
import org.oarlock.plan.ControlPoint;
import org.oarlock.plan.Phase;

class BeamsThroughTest {
  /** A leg beside the isocentre, longer than the field on one side. */
  private static final double[] LEG = {40, 150, -50, 70, -160, 100};

  private static final Solid SLAB_LEG = box(40, 150, -50, 70, -160, 100);

  static BeamsThrough through(Phase phase, Solid structure) {
    Finding<BeamsThrough> finding = BeamsThrough.of(phase, structure);
    assertThat(finding).isInstanceOf(Known.class);
    return ((Known<BeamsThrough>) finding).value();
  }

  static String reason(Phase phase, Solid structure) {
    Finding<BeamsThrough> finding = BeamsThrough.of(phase, structure);
    assertThat(finding).isInstanceOf(Unknown.class);
    return ((Unknown<BeamsThrough>) finding).reason();
  }

  private static FieldThrough field(Phase phase, Solid structure) {
    return through(phase, structure).fields().get(0);
  }

  /** What a rectangular field sees of a box: the hull of its projected corners, cut by the jaws. */
  private static double analyticShare(
      String position, double gantry, double collimator, double couch, double[] b, double[] jaws) {
    List<double[]> corners = new ArrayList<>();
    for (int corner = 0; corner < 8; corner++) {
      double[] seen =
          Iec.toCollimator(
              position,
              new double[3],
              gantry,
              collimator,
              couch,
              b[corner & 1],
              b[2 + (corner >> 1 & 1)],
              b[4 + (corner >> 2)]);
      corners.add(Iec.project(1000, seen));
    }
    List<double[]> hull = Convex.hull(corners);
    return Convex.area(Convex.clip(hull, jaws[0], jaws[1], jaws[2], jaws[3])) / Convex.area(hull);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HFS", "HFP", "FFS", "FFP", "HFDR", "HFDL", "FFDR", "FFDL"})
  void share_of_a_slab_leg_is_that_of_its_analytic_projection(String position) {
    double[] jaws = {-60, 90, -110, 70};
    for (double gantry : new double[] {0, 25, 90, 140, 180, 251, 270, 333}) {
      for (double collimator : new double[] {0, 30, 90}) {
        for (double couch : new double[] {0, 15, 90, 330}) {
          double expected = analyticShare(position, gantry, collimator, couch, LEG, jaws);
          BeamBuilder beam =
              beam()
                  .gantry(gantry)
                  .collimator(collimator)
                  .couch(couch)
                  .jaws(jaws[0], jaws[1], jaws[2], jaws[3]);
          FieldThrough field = field(phase(position, beam), SLAB_LEG);
          assertThat(field.areaShare()).isCloseTo(expected, within(0.004 * expected));
          assertThat(field.share()).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void isocentre_and_axis_distance_decide_what_is_seen() {
    // at 850 mm from the source, 150 above the isocentre, 10 mm are magnified to 11.76
    Solid box = box(100, 120, -151, -149, 40, 60);
    BeamBuilder beam = beam().isocentre(100, 0, 40).jaws(0, 11.76, 0, 11.76);
    double wide = 20 / 0.85;
    assertThat(field(phase("HFS", beam), box).areaShare())
        .isCloseTo(11.76 * 11.76 / (wide * wide), within(0.005));
    BeamBuilder near = beam().isocentre(100, 0, 40).jaws(0, 50, 0, 50);
    near.axisDistance = 500;
    assertThat(field(phase("HFS", near), box).areaShare()).isEqualTo(1, within(1e-9));
  }

  @Test
  void closed_leaf_bank_over_the_leg_lets_nothing_through() {
    double[] boundaries = {-110, -60, -10, 40, 90};
    double[] shut = {-30, -30, -30, -30, -30, -30, -30, -30};
    double[] besides = {-60, -60, -60, -60, 30, 30, 30, 30};
    double[] one = {-60, -60, -60, -60, 30, 30, 41, 30};
    assertThat(percentThrough(leaves(boundaries, besides))).isZero();
    assertThat(percentThrough(leaves(boundaries, one))).isEqualTo(100);
    assertThat(reason(phase("HFS", leaves(boundaries, shut)), SLAB_LEG))
        .isEqualTo("field 1 (B1): its jaws and leaves are closed all the time, though it delivers");
  }

  private static BeamBuilder leaves(double[] boundaries, double[]... positions) {
    return beam().jaws(-60, 90, -110, 70).leaves("MLCX", boundaries, positions);
  }

  private static double percentThrough(BeamBuilder... beams) {
    return percent(through(phase("HFS", beams), SLAB_LEG));
  }

  private static double percent(BeamsThrough through) {
    Finding<Double> percent = through.percent();
    assertThat(percent).isInstanceOf(Known.class);
    return ((Known<Double>) percent).value();
  }

  @Test
  void overlaps_of_up_to_one_square_millimetre_are_none() {
    // the leg's side is seen from 40 / 1.001 on, so that 0.8 and 4.8 mm2 of it are open
    Solid box = box(40, 150, -1, 1, -160, 100);
    assertThat(through(phase("HFS", beam().jaws(-60, 40, -10, 10)), box).count()).isZero();
    assertThat(through(phase("HFS", beam().jaws(-60, 40.2, -10, 10)), box).count()).isOne();
    assertThat(through(phase("HFS", beam().jaws(-60, 39, -10, 10)), box).count()).isZero();
  }

  @Test
  void fields_count_and_their_monitor_units_weigh() {
    BeamBuilder seeing = beam().number(1).meterset(150).gantry(0);
    BeamBuilder missing = beam().number(2).meterset(50).gantry(0).jaws(-60, 0, -50, 50);
    BeamsThrough through = through(phase("HFS", seeing, missing), SLAB_LEG);
    assertThat(through.count()).isEqualTo(1);
    assertThat(percent(through)).isCloseTo(75, within(1e-9));
    assertThat(through.fields().get(1).words())
        .isEqualTo("field 2 (B2): never in the open aperture");
    assertThat(through.fields().get(0).words())
        .startsWith("field 1 (B1): in the open aperture for 100.0 % of its monitor units")
        .contains("control point 0, gantry 0.0 deg");
  }

  @Test
  void step_and_shoot_counts_only_where_there_are_monitor_units() {
    double[] boundaries = {-110, 70};
    double[] away = {-60, 0};
    double[] over = {-60, 90};
    BeamBuilder beam =
        beam()
            .weights(0, 0.6, 0.6, 0.85, 0.85, 1)
            .jaws(-60, 90, -110, 70)
            .leaves("MLCX", boundaries, away, away, over, over, away, away);
    assertThat(percentThrough(beam)).isCloseTo(25, within(1e-9));
  }

  @Test
  void leaves_that_move_while_the_beam_is_on_are_followed() {
    // the leading edge goes from -60 to 90: it passes the leg's side, seen at x = 40 / 0.95 where
    // the leg is nearest to the source and at 40 / 1.07 where it is farthest
    double[] boundaries = {-110, 70};
    BeamBuilder beam =
        beam()
            .jaws(-60, 90, -110, 70)
            .leaves("MLCX", boundaries, new double[] {-60, -60}, new double[] {-60, 90});
    double expected = 100 * (90 - 40 / 1.07) / 150;
    assertThat(percentThrough(beam)).isBetween(expected, expected + 100.0 * 5 / 150);
  }

  @Test
  void window_that_jumps_over_a_thin_structure_between_control_points_is_noticed() {
    double[] boundaries = {-110, 70};
    BeamBuilder beam =
        beam()
            .jaws(-60, 90, -110, 70)
            .leaves("MLCX", boundaries, new double[] {-50, -45}, new double[] {70, 75});
    Solid nerve = box(19, 21, -1, 1, -60, 60);
    assertThat(through(phase("HFS", beam), nerve).count()).isOne();
  }

  @Test
  void arc_is_followed_between_its_control_points() {
    // seen from the gantry, a rod at 100 mm passes a slit of 4 mm once in each half turn
    double[] boundaries = {-110, 70};
    double[] slit = {-2, 2};
    BeamBuilder arc =
        beam()
            .arc("CW", 181, 270, 0, 90, 179)
            .jaws(-60, 90, -110, 70)
            .leaves("MLCX", boundaries, slit);
    Solid rod = SampleBeams.cylinder(100, 0, 1, -50, 50, 24);
    BeamsThrough through = through(phase("HFS", arc), rod);
    assertThat(through.count()).isOne();
    // it is seen while it is within 3 mm of the axis: 3 / 100 rad to either side of 90 and 270,
    // and each quarter has a quarter of the monitor units; pieces are 2 degrees
    double seenDeg = 2 * Math.toDegrees(Math.asin(3 / 100.0));
    double most = 100 * 2 * (seenDeg + 4) / 4 / 89;
    assertThat(percent(through)).isBetween(100 * 2 * seenDeg / 4 / 90 * 0.9, most);
  }

  @Test
  void arcs_see_a_leg_from_where_its_projection_enters_the_field() {
    // a rod at (200, 0) of radius 20, field 100 wide: the share of a full turn in which the
    // shadow's edge is inside of the field
    Solid rod = SampleBeams.cylinder(200, 0, 20, -40, 40, 96);
    BeamBuilder arc = beam().arc("CC", 179, 90, 0, 270, 181).jaws(-50, 50, -50, 50);
    int seen = 0;
    int steps = 35_800;
    for (int i = 0; i < steps; i++) {
      double gantry = Math.toRadians(179 - (i + 0.5) * 358.0 / steps);
      double sourceX = 1000 * Math.sin(gantry);
      double sourceY = -1000 * Math.cos(gantry);
      double axis = Math.atan2(-sourceY, -sourceX);
      double centre = Math.atan2(-sourceY, 200 - sourceX);
      double between = Math.abs(Math.IEEEremainder(centre - axis, 2 * Math.PI));
      double half = Math.asin(20 / Math.hypot(200 - sourceX, sourceY));
      // the share of a stretch's monitor units is even over its sweep: 89, 90, 90, 89 degrees
      seen += between < half + Math.atan(0.05) ? 1 : 0;
    }
    double expected = 100.0 * seen / steps;
    assertThat(percent(through(phase("HFS", arc), rod)))
        .isBetween(expected - 0.5, expected + 100 * 4 * 2.0 / 358);
  }

  @Test
  void table_that_moves_during_delivery_carries_the_structure_with_it() {
    BeamBuilder beam = beam().arc("CW", 0, 60, 120, 180).jaws(-50, 50, -10, 10);
    beam.isocentres =
        List.of(
            new PatientPoint(0, 0, 0),
            new PatientPoint(0, 0, 100),
            new PatientPoint(0, 0, 200),
            new PatientPoint(0, 0, 300));
    Solid slice = box(-20, 20, -20, 20, 149, 151);
    // within 11 mm of the isocentre's height, with the divergence 10.2 to 11.2: 22 of 300 mm
    assertThat(percent(through(phase("HFS", beam), slice))).isBetween(7.0, 10.7);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 30, 90})
  void leaves_along_y_are_leaves_along_x_turned_by_a_quarter(double collimator) {
    double[] boundaries = {-60, -20, 15, 90};
    BeamBuilder alongY =
        beam()
            .gantry(40)
            .collimator(collimator)
            .jaws(-60, 90, -110, 70)
            .leaves("MLCY", boundaries, new double[] {-100, -30, 0, 20, 50, 0});
    BeamBuilder alongX =
        beam()
            .gantry(40)
            .collimator(collimator + 90)
            .jaws(-110, 70, -90, 60)
            .leaves(
                "MLCX", new double[] {-90, -15, 20, 60}, new double[] {0, -30, -100, 0, 50, 20});
    double turned = field(phase("HFS", alongX), SLAB_LEG).areaShare();
    assertThat(turned).isPositive();
    assertThat(field(phase("HFS", alongY), SLAB_LEG).areaShare()).isEqualTo(turned, within(1e-6));
  }

  @Test
  void several_collimators_leave_open_what_all_of_them_do() {
    double[] wide = {-60, 90};
    double[] low = {-60, 60};
    BeamBuilder one = beam().jaws(-60, 90, -110, 70).leaves("MLCX", new double[] {-110, 70}, low);
    BeamBuilder two =
        beam()
            .jaws(-60, 90, -110, 70)
            .leaves("MLCX", new double[] {-110, 70}, wide)
            .leaves("MLCX", new double[] {-110, -20, 70}, new double[] {-60, -60, 60, 60});
    BeamBuilder crossed =
        beam()
            .jaws(-60, 90, -110, 70)
            .leaves("MLCX", new double[] {-110, 70}, wide)
            .leaves("MLCY", new double[] {-60, 60}, new double[] {-110, 70});
    double expected = field(phase("HFS", one), SLAB_LEG).areaShare();
    assertThat(field(phase("HFS", two), SLAB_LEG).areaShare()).isEqualTo(expected, within(1e-6));
    assertThat(field(phase("HFS", crossed), SLAB_LEG).areaShare())
        .isEqualTo(expected, within(1e-6));
  }

  @Test
  void structure_behind_the_source_is_not_seen_and_one_around_it_is() {
    Solid behind = box(-20, 20, -1300, -1100, -20, 20);
    assertThat(through(phase("HFS", beam()), behind).count()).isZero();
    Solid around = box(-20, 20, -1300, -400, -20, 20);
    assertThat(through(phase("HFS", beam()), around).count()).isOne();
    // its far end, 600 mm from the source, fills 1 / 0.6 of its width
    Solid beside = box(80, 120, -1300, -400, -20, 20);
    assertThat(through(phase("HFS", beam().jaws(-50, 50, -50, 50)), beside).count()).isZero();
    assertThat(through(phase("HFS", beam().jaws(-50, 150, -50, 50)), beside).count()).isOne();
    // a body that reaches beyond the source at a turned couch
    Solid body = box(-200, 200, -100, 100, -300, 1400);
    assertThat(through(phase("HFS", beam().gantry(270).couch(90)), body).count()).isOne();
  }

  @Test
  void what_the_plan_does_not_tell_is_a_reason() {
    assertThat(reasonOf(b -> b.axisDistance = 0)).contains("source-axis distance is not given");
    assertThat(reasonOf(b -> b.withIsocentre = false)).contains("isocentre is not given");
    assertThat(reasonOf(b -> b.gantry(Double.NaN))).contains("gantry angle is not given");
    assertThat(reasonOf(b -> b.collimator(Double.NaN))).contains("collimator angle is not given");
    assertThat(reasonOf(b -> b.couch(Double.NaN))).contains("couch angle is not given");
    assertThat(reasonOf(b -> b.pitch = 2)).contains("tilted");
    assertThat(reasonOf(b -> b.positions = List.of())).contains("no positions of jaws or leaves");
    assertThat(reasonOf(b -> b.devices.clear())).contains("no positions of jaws or leaves");
    assertThat(reasonOf(b -> b.radiation("ELECTRON"))).contains("only photon beams");
    assertThat(reasonOf(b -> b.radiation("PROTON"))).contains("only photon beams");
    assertThat(reasonOf(b -> b.jaws(50, -50, -50, 50))).contains("overlap");
    assertThat(reasonOf(b -> b.gantry(0, 90))).contains("direction is not given");
    assertThat(reasonOf(b -> b.arc("CW", 180, 180))).contains("said to turn");
    assertThat(reasonOf(b -> b.weights(0, 0.5, 0.4, 1))).contains("falls at control point 2");
    assertThat(reasonOf(b -> b.weights(0, Double.NaN, 1)))
        .contains("meterset weight is not given at every control point");
    assertThat(reasonOf(b -> b.leaves("MLCX", new double[] {-10, 0, 10}, new double[] {-1, 1})))
        .contains("two per pair");
    assertThat(reasonOf(b -> b.leaves("MLCX", new double[] {0, 0, 10}, new double[4])))
        .contains("boundaries");
    assertThat(reasonOf(b -> b.delivery = "SETUP")).contains("no treatment beams");
    assertThat(reason(phase("", beam()), SLAB_LEG)).contains("position of the patient");
    assertThat(reason(phase("HFS"), SLAB_LEG)).isEqualTo("the plan has no beams");
    assertThat(reason(phase("HFS", beam()), Solid.ofContours(List.of(), 0))).contains("empty");
  }

  private static String reasonOf(Consumer<BeamBuilder> change) {
    BeamBuilder beam = beam();
    change.accept(beam);
    return reason(phase("HFS", beam), SLAB_LEG);
  }

  @Test
  void couch_and_collimator_that_turn_while_the_beam_is_on_are_refused() {
    Phase sample = phase("HFS", beam());
    ControlPoint first = sample.beams().get(0).controlPoints().get(0);
    for (boolean couch : new boolean[] {false, true}) {
      ControlPoint turned =
          new ControlPoint(
              1,
              6,
              0,
              "NONE",
              0,
              couch ? 0 : 20,
              couch ? 20 : 0,
              0,
              0,
              first.isocenter(),
              first.leafPositions());
      Beam beam = sample.beams().get(0);
      Beam changed =
          new Beam(
              1,
              "",
              "PHOTON",
              "DYNAMIC",
              "",
              "",
              1000,
              1,
              100,
              "",
              beam.devices(),
              List.of(first, turned));
      Phase phase =
          new Phase(sample.source(), "", "", 1, 1, List.of(), List.of(changed), "HFS", null);
      assertThat(reason(phase, SLAB_LEG)).contains(couch ? "couch turns" : "collimator turns");
    }
  }

  @Test
  void without_monitor_units_fields_count_but_have_no_share() {
    BeamBuilder unweighted = beam().weights(0, 0);
    BeamsThrough through = through(phase("HFS", unweighted), SLAB_LEG);
    assertThat(through.count()).isOne();
    assertThat(through.percent()).isInstanceOf(Unknown.class);
    BeamsThrough noMeterset = through(phase("HFS", beam().meterset(0)), SLAB_LEG);
    assertThat(noMeterset.count()).isOne();
    assertThat(((Unknown<Double>) noMeterset.percent()).reason()).contains("monitor units");
  }

  @Test
  void what_the_jaws_alone_let_through_is_unknown_where_leaves_are_not_positioned() {
    BeamBuilder beam = beam().jaws(-60, 90, -110, 70);
    beam.devices.add(new Beam.Device("MLCX", 2, 0, List.of(-10.0, 0.0, 10.0)));
    assertThat(reason(phase("HFS", beam), SLAB_LEG))
        .contains("MLCX not positioned", "is not known");
  }

  @Test
  void what_the_jaws_alone_shield_is_shielded_whatever_the_leaves_do() {
    BeamBuilder beam = beam().jaws(-200, -190, -110, 70);
    beam.devices.add(new Beam.Device("MLCX", 2, 0, List.of(-10.0, 0.0, 10.0)));
    FieldThrough field = field(phase("HFS", beam), SLAB_LEG);
    assertThat(field.share()).isZero();
    assertThat(field.words()).contains("MLCX not positioned, taken as not there");
  }

  /** Rays marched through a bent tube, off any axis: a concave outline with a hole. */
  @Test
  void concave_and_hollow_structures_are_seen_as_rays_meet_them() {
    double[] outer = {-40, -30, 45, -35, 60, 40, 10, 15, -35, 50};
    double[] inner = {-20, -15, 25, -20, 5, 0};
    Solid tube = SampleBeams.prism(-12, 12, outer).subtract(SampleBeams.prism(-12, 12, inner));
    for (double[] angles : new double[][] {{10, 0, 0}, {75, 30, 65}, {20, 45, 80}, {300, 90, 25}}) {
      BeamBuilder beam =
          beam()
              .gantry(angles[0])
              .collimator(angles[1])
              .couch(angles[2])
              .isocentre(5, 3, 2)
              .jaws(-25, 20, -15, 30);
      BeamView view =
          BeamView.at(
              PatientPosition.HFS,
              new PatientPoint(5, 3, 2),
              1000,
              angles[0],
              angles[1],
              angles[2]);
      double all = 0;
      double open = 0;
      for (double x = -119.5; x < 120; x++) {
        for (double y = -119.5; y < 120; y++) {
          if (meets(view, x, y, outer, inner)) {
            all++;
            open += x > -25 && x < 20 && y > -15 && y < 30 ? 1 : 0;
          }
        }
      }
      assertThat(field(phase("HFS", beam), tube).areaShare()).isEqualTo(open / all, within(0.01));
    }
  }

  private static boolean meets(BeamView view, double x, double y, double[] outer, double[] inner) {
    PatientPoint source = view.source();
    PatientPoint ray =
        view.isocentre().plus(view.x().times(x)).plus(view.y().times(y)).minus(source);
    double length = ray.length();
    for (double at = 850; at < 1150; at += 0.5) {
      PatientPoint p = source.plus(ray.times(at / length));
      if (Math.abs(p.zMm()) < 12
          && contains(outer, p.xMm(), p.yMm())
          && !contains(inner, p.xMm(), p.yMm())) {
        return true;
      }
    }
    return false;
  }

  private static boolean contains(double[] ring, double x, double y) {
    boolean inside = false;
    for (int i = 0; i < ring.length; i += 2) {
      int j = (i + 2) % ring.length;
      if (ring[i + 1] > y != ring[j + 1] > y) {
        double share = (y - ring[i + 1]) / (ring[j + 1] - ring[i + 1]);
        inside ^= ring[i] + share * (ring[j] - ring[i]) > x;
      }
    }
    return inside;
  }
}
