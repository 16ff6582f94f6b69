package org.oarlock.dvh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.oarlock.geometry.Convention;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.DoseGrid;

/** What a curve says of its own exactness. */
class ReachedToleranceTest {
  private static final Solid BALL =
      Solid.ofContours(Phantoms.sphere(new PatientPoint(0, 0, 0), 20, 2, 0, 96), 0);

  private static DvhOptions reached(DoseGrid grid, long maxPieces) {
    DvhOptions asked = new DvhOptions(Convention.HALF_SLICE_CAP, 0.005, 2e-4, maxPieces);
    return DvhCalculator.calculate(BALL, grid, asked).options();
  }

  private static DoseGrid grid(Phantoms.Field field) {
    return Phantoms.grid(new PatientPoint(-30, -30, -30), 31, 31, 31, 2, 2, 2, field);
  }

  @Test
  void what_was_asked_for_is_said_where_it_was_met() {
    DoseGrid smooth = grid((x, y, z) -> 40 + 0.5 * x);
    assertThat(reached(smooth, 20_000_000).doseToleranceGy()).isEqualTo(0.005);
  }

  @Test
  void a_wider_tolerance_is_said_where_the_number_of_pieces_ended_sampling() {
    Random random = new Random(7);
    DoseGrid noisy = grid((x, y, z) -> 40 + 9 * random.nextInt(2));
    assertThat(reached(noisy, 1).doseToleranceGy()).isGreaterThan(0.005);
    assertThat(reached(noisy, 1).volumeTolerance()).isGreaterThan(2e-4);
  }
}
