package org.oarlock.dvh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oarlock.geometry.Convention;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.DoseGrid;

/**
 * A cylinder whose surface is interpolated is the stack of prisms, and has its curve: also where
 * the dose is simple in most of the steps that an interpolated surface is cut into.
 */
class InterpolatedSamplingTest {
  private static final double MM = 2.5;

  /** Noise at the heights of these frames, the same dose elsewhere. */
  private static DoseGrid grid(double from, double to) {
    Random random = new Random(11);
    return Phantoms.grid(
        new PatientPoint(-60, -60, -20),
        49,
        49,
        121,
        MM,
        MM,
        MM,
        (x, y, z) -> {
          double noise = 30 * random.nextDouble();
          return z > from && z < to ? 20 + noise : 50;
        });
  }

  private static DoseVolumeHistogram curve(
      Convention convention, DoseGrid grid, double gap, int planes) {
    Solid solid =
        Solid.ofContours(
            Phantoms.cylinder(1.1, -0.7, 38, 0, gap * (planes - 1), gap, 180), 0, convention);
    return DvhCalculator.calculate(solid, grid, DvhOptions.DEFAULT.with(convention)).primary();
  }

  @ParameterizedTest
  @CsvSource({"10, 3, -20, -1", "20, 13, 14, 16", "10, 9, 31, 34"})
  void a_cylinder_has_the_curve_of_its_prisms(double gap, int planes, double from, double to) {
    DoseGrid grid = grid(from, to);
    DoseVolumeHistogram prisms = curve(Convention.HALF_SLICE_CAP, grid, gap, planes);
    DoseVolumeHistogram shape = curve(Convention.SHAPE, grid, gap, planes);
    double volume = prisms.coveredVolumeCm3();
    assertThat(shape.coveredVolumeCm3()).isCloseTo(volume, within(1e-9 * volume));
    assertThat(shape.meanGy()).isCloseTo(prisms.meanGy(), within(0.01));
    double worst = 0;
    for (double gy = 18; gy < 50; gy += 0.05) {
      double here = shape.volumeAtLeastCm3(gy);
      double over = here - prisms.volumeAtLeastCm3(gy - 0.01);
      double under = prisms.volumeAtLeastCm3(gy + 0.01) - here;
      worst = Math.max(worst, Math.max(over, under) / volume);
    }
    assertThat(worst).isLessThan(4e-4);
  }
}
