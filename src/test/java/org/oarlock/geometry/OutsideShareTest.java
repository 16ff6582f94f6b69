package org.oarlock.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The cortex of a round bone in a target that reaches more or less far into each slice. */
class OutsideShareTest {
  private static final double R = 12;
  private static final double CORTEX = 4;
  private static final double EVERY = -1;

  /** A bone along 60 mm on slices of 3 mm. */
  private static Solid bone() {
    return Solids.cylinder(0, 0, R, 0, 60, 3);
  }

  private static Solid tube() {
    List<PlanarContour> contours = new ArrayList<>();
    for (double w : Rings.planes(1.5, 3, 20)) {
      contours.add(Rings.at(w, Rings.circle(0, 0, R, 360)));
      contours.add(Rings.at(w, Rings.circle(0, 0, R - CORTEX, 360)));
    }
    return Solid.ofContours(contours, 3);
  }

  /** All that lies beyond h(w) to the right, on slices of 3 mm. */
  private static Solid beyond(DoubleUnaryOperator h) {
    return Solids.stacked(0, 60, 3, w -> Rings.rectangle(h.applyAsDouble(w), -50, 50, 50));
  }

  /** The area of a circle's segment beyond h. */
  private static double segment(double r, double h) {
    double at = Math.max(-r, Math.min(h, r));
    return r * r * Math.acos(at / r) - at * Math.sqrt(r * r - at * at);
  }

  /** The share of a ring that does not lie beyond h. */
  private static double outside(double h) {
    double inner = R - CORTEX;
    double ring = Math.PI * (R * R - inner * inner);
    return 1 - (segment(R, h) - segment(inner, h)) / ring;
  }

  private static OutsideShare least(Solid part, Solid other, double moreThan) {
    return OutsideShare.least(part, other, Convention.HALF_SLICE_CAP, moreThan).orElseThrow();
  }

  @Test
  void a_ring_cut_by_a_half_plane_has_its_segments_outside() {
    for (double h : new double[] {-13, -9, -6, -2, 0, 3, 7, 11}) {
      assertThat(least(tube(), beyond(w -> h), EVERY).share())
          .as("h %s", h)
          .isCloseTo(outside(h), within(1e-4));
    }
  }

  @Test
  void the_slice_with_the_least_decides_and_is_named() {
    Solid other = beyond(w -> w == 31.5 ? -7 : -3);
    OutsideShare least = least(tube(), other, EVERY);
    assertThat(least.share()).isCloseTo(outside(-7), within(1e-4));
    assertThat(least.atMm()).isEqualTo(31.5);
    double whole = tube().subtract(other).volumeCm3() / tube().volumeCm3();
    assertThat(whole).as("on all slices together").isGreaterThan(outside(-3) - 0.02);
  }

  @Test
  void a_shell_counts_on_the_slices_of_the_other_structure() {
    // the shell is made of thinner slabs, and closed at its ends, which lie outside the target
    Solid shell = bone().shell(CORTEX);
    List<PlanarContour> contours = new ArrayList<>();
    for (double w : Rings.planes(11.2, 2.5, 12)) {
      contours.add(Rings.at(w, Rings.rectangle(w > 20 && w < 22 ? -8 : -1, -50, 50, 50)));
    }
    OutsideShare least = least(shell, Solid.ofContours(contours, 2.5), EVERY);
    assertThat(least.share()).isCloseTo(outside(-8), within(2e-3));
    assertThat(least.atMm()).isCloseTo(21.2, within(1e-9));
  }

  @Test
  void only_slices_with_enough_of_the_outline_inside_count() {
    // up to 30 mm half of the outline and more is inside; beyond, a core that no outline lies in
    Solid half = Solids.stacked(0, 30, 3, w -> Rings.rectangle(w < 15 ? -4 : 2, -50, 50, 50));
    Solid core = Solids.cylinder(0, 0, R - 0.5, 30, 60, 3);
    Solid other = Solid.union(List.of(half, core));
    double ofCore = (R * R - (R - 0.5) * (R - 0.5)) / (R * R - (R - CORTEX) * (R - CORTEX));
    assertThat(least(tube(), other, EVERY).share()).isCloseTo(ofCore, within(1e-3));
    assertThat(least(tube(), other, 0.5).share()).isCloseTo(outside(-4), within(1e-4));
    // acos(-4/12)/pi of the outline is 61 %
    assertThat(OutsideShare.least(tube(), other, Convention.HALF_SLICE_CAP, 0.62)).isEmpty();
  }

  @Test
  void a_share_that_is_reached_exactly_is_not_exceeded() {
    Solid square = Solids.box(-10, -10, 0, 10, 10, 30, 3);
    Solid right = Solids.box(0, -50, 0, 50, 50, 30, 3);
    assertThat(Circumference.inside(square, right).largest()).isCloseTo(0.5, within(1e-3));
    assertThat(least(square, right, 0.499).share()).isCloseTo(0.5, within(1e-9));
    assertThat(OutsideShare.least(square, right, Convention.HALF_SLICE_CAP, 0.501)).isEmpty();
  }

  @Test
  void without_a_common_slice_there_is_none() {
    Solid above = Solids.box(-10, -10, 70, 10, 10, 90, 3);
    assertThat(OutsideShare.least(tube(), above, Convention.HALF_SLICE_CAP, EVERY)).isEmpty();
    Solid sagittal =
        Solid.ofContours(
            Rings.turned(
                Rings.stack(Rings.rectangle(0, 0, 10, 10), 0, 3),
                new PatientPoint(0, 1, 0),
                new PatientPoint(0, 0, 1),
                new PatientPoint(1, 0, 0)),
            0);
    assertThatThrownBy(() -> OutsideShare.least(tube(), sagittal, Convention.HALF_SLICE_CAP, EVERY))
        .isInstanceOf(IncompatiblePlanesException.class);
  }
}
