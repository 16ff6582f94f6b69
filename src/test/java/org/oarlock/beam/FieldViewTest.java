package org.oarlock.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.oarlock.beam.SampleBeams.beam;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.oarlock.beam.FieldView.Device;
import org.oarlock.beam.Finding.Known;
import org.oarlock.beam.Finding.Unknown;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.Phase;

/** What a field sees at one moment. */
class FieldViewTest {
  private static FieldView view(Phase phase, int controlPoint, @Nullable Double gantryDeg) {
    Finding<FieldView> found = FieldView.at(phase, 1, controlPoint, gantryDeg);
    assertThat(found).as("%s", found).isInstanceOf(Known.class);
    return ((Known<FieldView>) found).value();
  }

  @Test
  void jaws_leave_a_rectangle_open() {
    FieldView view = view(SampleBeams.phase("HFS", beam().jaws(-50, 30, -20, 60)), 0, null);

    assertThat(view.opening().areaMm2()).isCloseTo(80 * 80, within(1e-9));
    assertThat(view.opening().minU()).isEqualTo(-50);
    assertThat(view.opening().maxV()).isEqualTo(60);
    assertThat(view.devices()).extracting(Device::isJaw).containsExactly(true, true);
    assertThat(view.devices()).extracting(Device::alongX).containsExactly(true, false);
  }

  @Test
  void leaves_and_jaws_leave_open_what_both_do() {
    // two pairs of leaves of 10 mm each, the second closed, behind jaws of 100 x 100 mm
    for (String type : List.of("MLCX", "MLCY")) {
      FieldView view =
          view(
              SampleBeams.phase(
                  "HFS",
                  beam()
                      .leaves(
                          type,
                          new double[] {-10, 0, 10},
                          new double[] {-70, 5, 20, 5},
                          new double[] {-70, 5, 20, 5})),
              0,
              null);
      assertThat(view.opening().areaMm2()).as(type).isCloseTo(10 * 70, within(1e-9));
      assertThat(type.equals("MLCX") ? view.opening().maxU() : view.opening().maxV()).isEqualTo(20);
    }
  }

  @Test
  void a_box_is_seen_as_large_as_its_nearer_face() {
    // faces 10 mm in front of the isocentre are magnified by 1000 / 990
    Solid box = SampleBeams.box(-20, 20, -10, 10, -30, 30);
    FieldView view = view(SampleBeams.phase("HFS", beam()), 0, null);
    double[] covered = view.coverage(box, -50, -50, 0.5, 201, 201);
    double cells = 0;
    for (double share : covered) {
      assertThat(share).isBetween(0.0, 1 + 1e-9);
      cells += share;
    }
    double magnified = 1000.0 / 990;
    assertThat(cells * 0.25).isCloseTo(40 * 60 * magnified * magnified, within(40 * 0.5 + 1.0));
    assertThat(covered[100 * 201 + 100]).isCloseTo(1, within(1e-9));
  }

  @Test
  void rows_rise_with_y_and_columns_with_x() {
    // from the front, head first on the back: x is the patient's left, y the head
    Solid box = SampleBeams.box(15, 25, -5, 5, -35, -25);
    FieldView view = view(SampleBeams.phase("HFS", beam()), 0, null);
    double[] covered = view.coverage(box, -50, -50, 1, 101, 101);

    assertThat(view.x()).isEqualTo(new PatientPoint(1, 0, 0));
    assertThat(view.y()).isEqualTo(new PatientPoint(0, 0, 1));
    assertThat(covered[20 * 101 + 70]).isCloseTo(1, within(1e-9));
    assertThat(covered[80 * 101 + 70]).isZero();
    assertThat(covered[20 * 101 + 30]).isZero();
  }

  @Test
  void a_moment_between_control_points_has_the_gantry_there() {
    Phase arc = SampleBeams.phase("HFS", beam().arc("CC", 20, 340));
    assertThat(view(arc, 0, 350.0).gantryDeg()).isCloseTo(350, within(1e-9));
    assertThat(view(arc, 0, null).gantryDeg()).isCloseTo(20, within(1e-9));
  }

  @Test
  void what_the_plan_does_not_tell_is_unknown() {
    Phase phase = SampleBeams.phase("HFS", beam());
    assertThat(FieldView.at(phase, 7, 0, null)).isInstanceOf(Unknown.class);
    assertThat(FieldView.at(SampleBeams.phase("", beam()), 1, 0, null)).isInstanceOf(Unknown.class);
  }
}
