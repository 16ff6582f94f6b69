package org.oarlock.dvh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.oarlock.geometry.Convention;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.PlanarContour;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.DoseGrid;

/** Curves are the same to the bit whatever the number of threads. */
class ParallelTest {
  private static final DoseGrid GRID =
      Phantoms.grid(
          new PatientPoint(-100, -100, -100),
          81,
          81,
          81,
          2.5,
          2.5,
          2.5,
          (x, y, z) -> 60 * Math.exp(-(x * x + y * y + z * z) / 4000) + 0.1 * Math.sin(x / 3));

  private static List<Double> numbers(Solid solid, int threads) throws Exception {
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      return pool.submit(
              () -> {
                StructureDose dose = DvhCalculator.calculate(solid, GRID, DvhOptions.DEFAULT);
                List<Double> numbers = new ArrayList<>();
                for (Convention convention : Convention.values()) {
                  DoseVolumeHistogram curve = dose.under(convention);
                  numbers.add(curve.minGy());
                  numbers.add(curve.maxGy());
                  numbers.add(curve.meanGy());
                  for (int gy = 0; gy < 60; gy++) {
                    numbers.add(curve.volumeAtLeastCm3(gy));
                  }
                }
                return numbers;
              })
          .get();
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void one_thread_and_several_give_the_same_bits() throws Exception {
    List<PlanarContour> contours = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      contours.add(Phantoms.circle(1.1, -2.2, -80 + 3 * i, 85 + 5 * Math.sin(i / 4.0), 200));
      contours.add(Phantoms.circle(1.1, -2.2, -80 + 3 * i, 20, 60));
    }
    Solid solid = Solid.ofContours(contours, 0);
    List<Double> alone = numbers(solid, 1);
    for (int threads : new int[] {2, 3, 7}) {
      assertThat(numbers(solid, threads)).isEqualTo(alone);
    }
  }
}
