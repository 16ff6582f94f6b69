package org.oarlock.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The share of an outline inside another structure against closed forms. */
class CircumferenceTest {
  private static final double R = 30;

  /** A bone of 96 corners. */
  private static Solid bone() {
    return Solids.stacked(0, 60, 3, w -> Rings.polygon(5, -8, R, 96));
  }

  /** All that lies farther than h from the bone's axis in a direction, on planes of its own. */
  private static Solid halfSpace(double h, double angle, double from, double to, double spacing) {
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double[] rectangle = Rings.rectangle(h, -100, 200, 100);
    double[] turned = new double[8];
    for (int i = 0; i < 8; i += 2) {
      turned[i] = 5 + cos * rectangle[i] - sin * rectangle[i + 1];
      turned[i + 1] = -8 + sin * rectangle[i] + cos * rectangle[i + 1];
    }
    return Solids.stacked(from, to, spacing, w -> turned);
  }

  @Test
  void a_circle_cut_by_a_half_plane_has_its_arc_inside() {
    for (double angle : new double[] {0, 0.3, 1.2, 2.5, 4}) {
      for (double h : new double[] {-25, -10, 0, 3, 12, 20, 28}) {
        double exact = Math.acos(h / R) / Math.PI;
        Circumference same = Circumference.inside(bone(), halfSpace(h, angle, 0, 60, 3));
        assertThat(same.largest()).as("h %s, %s rad", h, angle).isCloseTo(exact, within(1e-3));
        assertThat(same.mean()).isCloseTo(exact, within(1e-3));
        Circumference off = Circumference.inside(bone(), halfSpace(h, angle, 10.7, 44.7, 2));
        assertThat(off.largest()).as("between the slices").isCloseTo(exact, within(1e-3));
        assertThat(off.largestGrown()).isCloseTo(Math.acos((h - 1) / R) / Math.PI, within(1e-3));
        assertThat(off.largestShrunk()).isCloseTo(Math.acos((h + 1) / R) / Math.PI, within(1e-3));
      }
    }
  }

  @Test
  void all_none_and_a_ring_within_are_exact() {
    Solid bone = bone();
    assertThat(Circumference.inside(bone, halfSpace(-60, 0, 0, 60, 3)).largest()).isEqualTo(1);
    assertThat(Circumference.inside(bone, halfSpace(60, 0, 0, 60, 3)).largest()).isZero();
    Solid core = Solids.cylinder(5, -8, 10, 0, 60, 3);
    assertThat(Circumference.inside(bone, core).largest()).isZero();
    assertThat(Circumference.inside(core, bone).largest()).isEqualTo(1);
  }

  @Test
  void an_outline_along_the_others_outline_is_inside() {
    Solid bone = bone();
    Solid cropped = Solids.box(-60, -60, 0, 80, 80, 60, 3).subtract(bone);
    Circumference along = Circumference.inside(bone, cropped);
    assertThat(along.largest()).isEqualTo(1);
    assertThat(along.largestGrown()).isEqualTo(1);
    assertThat(along.largestShrunk()).as("cropped by more than a millimetre").isZero();
    assertThat(Circumference.inside(bone, bone).largest()).isEqualTo(1);
    // half of the outline shared exactly, by figures that touch
    Solid left = Solids.box(0, 0, 0, 10, 10, 30, 3);
    Solid right = Solids.box(10, 0, 0, 20, 10, 30, 3);
    assertThat(Circumference.inside(left, right).largest()).isCloseTo(0.25, within(1e-3));
  }

  @Test
  void the_largest_share_is_told_with_its_slice() {
    Solid slope = Solids.stacked(0, 60, 3, w -> Rings.rectangle(5 + 30 - w, -100, 200, 100));
    Circumference result = Circumference.inside(bone(), slope);
    assertThat(result.atMm()).isCloseTo(58.5, within(0.76));
    assertThat(result.largest()).isCloseTo(Math.acos((30 - 58.5) / R) / Math.PI, within(1e-3));
    double mean = 0;
    for (int i = 0; i < 20; i++) {
      mean += Math.acos((30 - 1.5 - 3 * i) / R) / Math.PI / 20;
    }
    assertThat(result.mean()).isCloseTo(mean, within(1e-3));
  }

  @Test
  void holes_are_no_circumference_and_rings_are_judged_one_by_one() {
    List<PlanarContour> contours = new ArrayList<>();
    for (double w : Rings.planes(1.5, 3, 10)) {
      contours.add(Rings.at(w, Rings.polygon(0, 0, 30, 96)));
      contours.add(Rings.at(w, Rings.polygon(0, 0, 20, 96)));
    }
    Solid tube = Solid.ofContours(contours, 3);
    Solid half = Solids.box(0, -100, 0, 100, 100, 30, 3);
    assertThat(Circumference.inside(tube, half).largest()).isCloseTo(0.5, within(1e-3));
    Solid core = Solids.cylinder(0, 0, 25, 0, 30, 3);
    assertThat(Circumference.inside(tube, core).largest()).isZero();
    Solid pair =
        Solid.union(
            List.of(Solids.cylinder(0, 0, 5, 0, 30, 3), Solids.cylinder(40, 0, 15, 0, 30, 3)));
    Circumference one = Circumference.inside(pair, Solids.box(20, -50, 0, 100, 50, 30, 3));
    assertThat(one.largest()).as("the one that is inside").isEqualTo(1);
    assertThat(one.mean()).isCloseTo(0.75, within(1e-3));
  }

  @Test
  void without_a_common_slice_there_is_none() {
    Circumference none = Circumference.inside(bone(), halfSpace(0, 0, 90, 120, 3));
    assertThat(none.sharesSlices()).isFalse();
    assertThat(none.largest()).isZero();
    assertThat(none.mean()).isZero();
    Solid sagittal =
        Solid.ofContours(
            Rings.turned(
                Rings.stack(Rings.rectangle(0, 0, 10, 10), 0, 3),
                new PatientPoint(0, 1, 0),
                new PatientPoint(0, 0, 1),
                new PatientPoint(1, 0, 0)),
            0);
    assertThatThrownBy(() -> Circumference.inside(bone(), sagittal))
        .isInstanceOf(IncompatiblePlanesException.class);
  }
}
