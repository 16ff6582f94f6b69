package org.oarlock.dvh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Curves from known mixtures of ramps and plateaus. Volumes in mm3 go in, cm3 come out. */
class SampledHistogramTest {
  private static final int NODES = 4096;

  /** Ramps are shared out among bins of 60 Gy / 4096 = 0.015 Gy. */
  private static final double BIN_GY = 0.016;

  /** 5 cm3 spread evenly over 0 to 60 Gy, 2 cm3 at 20 Gy, 3 cm3 at 50 Gy. */
  private static SampledHistogram mixture() {
    DoseSpectrum spectrum = new DoseSpectrum(0, 60, NODES);
    spectrum.add(30, 60 * 60, 0, 0, 5000);
    spectrum.add(20, 0, 0, 0, 1500);
    spectrum.add(50, 0, 0, 0, 3000);
    spectrum.add(20, 0, 0, 0, 500);
    return new SampledHistogram(List.of(spectrum), 10_000, 0, 60);
  }

  private static double ramp(double gy) {
    return 5 * (60 - gy) / 60;
  }

  private static double binCm3() {
    return 5 * BIN_GY / 60;
  }

  @Test
  void a_plateau_counts_as_getting_its_own_dose() {
    SampledHistogram dvh = mixture();
    assertThat(dvh.volumeAtLeastCm3(50)).isCloseTo(3 + ramp(50), within(binCm3()));
    assertThat(dvh.volumeAtLeastCm3(50.01)).isCloseTo(ramp(50.01), within(binCm3()));
    assertThat(dvh.volumeAtLeastCm3(49.99)).isCloseTo(3 + ramp(49.99), within(binCm3()));
    assertThat(dvh.volumeAtLeastCm3(20)).isCloseTo(5 + ramp(20), within(binCm3()));
    assertThat(dvh.volumeAtLeastCm3(20.01)).isCloseTo(3 + ramp(20.01), within(binCm3()));
    assertThat(dvh.volumeAtLeastCm3(0)).isEqualTo(10);
    assertThat(dvh.volumeAtLeastCm3(-5)).isEqualTo(10);
    assertThat(dvh.volumeAtLeastCm3(60.1)).isZero();
  }

  @Test
  void the_dose_to_a_volume_within_a_plateau_is_the_plateaus_dose_exactly() {
    SampledHistogram dvh = mixture();
    double above = ramp(50);
    for (double v = above + 0.01; v < above + 3 - 0.01; v += 0.1) {
      assertThat(dvh.doseToHottestGy(v)).isEqualTo(50);
    }
    assertThat(dvh.doseToHottestGy(3 + ramp(20) + 1)).isEqualTo(20);
    assertThat(dvh.doseToHottestGy(ramp(55))).isCloseTo(55, within(BIN_GY));
    assertThat(dvh.doseToHottestGy(3 + ramp(35))).isCloseTo(35, within(BIN_GY));
    assertThat(dvh.doseToHottestGy(0)).isEqualTo(60);
    assertThat(dvh.doseToHottestGy(10)).isZero();
  }

  @Test
  void volumes_outside_the_curve_are_refused() {
    SampledHistogram dvh = mixture();
    for (double bad : new double[] {-0.1, 10.01, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> dvh.doseToHottestGy(bad))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void mean_and_power_means_are_those_of_the_mixture() {
    SampledHistogram dvh = mixture();
    assertThat(dvh.meanGy()).isCloseTo((5 * 30 + 2 * 20 + 3 * 50) / 10.0, within(1e-9));
    for (double a : new double[] {0.5, 1, 2, 8, 20}) {
      double mean =
          (5 * Math.pow(60, a) / (a + 1) + 2 * Math.pow(20, a) + 3 * Math.pow(50, a)) / 10;
      assertThat(dvh.powerMeanGy(a))
          .as("a = %s", a)
          .isCloseTo(Math.pow(mean, 1 / a), within(BIN_GY / 10));
    }
  }

  @Test
  void the_power_mean_of_an_even_spread_is_the_closed_form() {
    DoseSpectrum spectrum = new DoseSpectrum(0, 60, NODES);
    spectrum.add(30, 60 * 60, 0, 0, 1000);
    SampledHistogram dvh = new SampledHistogram(List.of(spectrum), 1000, 0, 60);
    assertThat(dvh.powerMeanGy(8)).isCloseTo(45.590141, within(1e-4));
    for (double a : new double[] {0.001, 0.1, 1, 3, 50, 1000}) {
      double exact = 60 * Math.exp(-Math.log(a + 1) / a);
      assertThat(dvh.powerMeanGy(a)).as("a = %s", a).isCloseTo(exact, within(0.01));
    }
  }

  @Test
  void power_means_with_negative_and_extreme_exponents_stay_between_minimum_and_maximum() {
    DoseSpectrum spectrum = new DoseSpectrum(2, 60, NODES);
    spectrum.add(31, 58 * 58, 0, 0, 1000);
    SampledHistogram dvh = new SampledHistogram(List.of(spectrum), 1000, 2, 60);
    for (double a : new double[] {-0.5, -0.999999999, -1, -1.000000001, -2, -10, -1000}) {
      double exact;
      if (Math.abs(a + 1) < 1e-6) {
        exact = 58 / Math.log(30); // harmonic mean of an even spread
      } else if (a == -1000) {
        // (2^-999 (1 - 30^-999) / (999 * 58))^(-1/1000)
        exact = Math.exp((999 * Math.log(2) + Math.log(999.0 * 58)) / 1000);
      } else {
        exact = Math.pow((Math.pow(60, a + 1) - Math.pow(2, a + 1)) / ((a + 1) * 58), 1 / a);
      }
      assertThat(dvh.powerMeanGy(a)).as("a = %s", a).isCloseTo(exact, within(0.02));
    }
  }

  @Test
  void many_small_boxes_add_up_to_the_whole_ramp() {
    Random random = new Random(4);
    DoseSpectrum spectrum = new DoseSpectrum(0, 60, NODES);
    int n = 20_000;
    for (int i = 0; i < n; i++) {
      double a = random.nextDouble();
      double b = random.nextDouble();
      double width = 60.0 / n;
      spectrum.add((i + 0.5) * width, width * a * width * a, width * b * width * b, 0, 1);
    }
    SampledHistogram dvh = new SampledHistogram(List.of(spectrum), n, 0, 60);
    for (double dose = 1; dose < 60; dose += 1.7) {
      assertThat(dvh.volumeAtLeastCm3(dose))
          .isCloseTo(n / 1000.0 * (60 - dose) / 60, within(n / 1000.0 * BIN_GY / 60));
    }
  }

  @Test
  void a_box_with_three_spreads_has_the_distribution_of_their_sum() {
    // spreads 6, 4 and 1 around 30: against 10^6 points of the box
    DoseSpectrum spectrum = new DoseSpectrum(20, 40, NODES);
    spectrum.add(30, 6 * 6, 4 * 4, 1, 1000);
    SampledHistogram dvh = new SampledHistogram(List.of(spectrum), 1000, 24.5, 35.5);
    for (double dose = 24.6; dose < 35.5; dose += 0.37) {
      int hits = 0;
      for (int i = 0; i < 100; i++) {
        for (int j = 0; j < 100; j++) {
          for (int k = 0; k < 100; k++) {
            double d = 30 + 6 * (i - 49.5) / 100 + 4 * (j - 49.5) / 100 + (k - 49.5) / 100;
            hits += d >= dose ? 1 : 0;
          }
        }
      }
      // the least spread is folded into the next by variance: at most 0.5 % of the box off
      assertThat(dvh.volumeAtLeastCm3(dose)).isCloseTo(hits / 1e6, within(0.005));
    }
  }

  @Test
  void negative_doses_are_doses() {
    DoseSpectrum spectrum = new DoseSpectrum(-1, 1, 64);
    spectrum.add(0, 2 * 2, 0, 0, 1000);
    SampledHistogram dvh = new SampledHistogram(List.of(spectrum), 1000, -1, 1);
    assertThat(dvh.volumeAtLeastCm3(0)).isCloseTo(0.5, within(0.01));
    assertThat(dvh.volumeAtLeastCm3(-1)).isEqualTo(1);
    assertThat(dvh.powerMeanGy(8)).isBetween(0.0, 1.0);
  }

  @Test
  void unknown_volume_is_not_covered() {
    DoseSpectrum spectrum = new DoseSpectrum(10, 20, 64);
    spectrum.add(15, 10 * 10, 0, 0, 600);
    spectrum.addOutside(400);
    SampledHistogram dvh = new SampledHistogram(List.of(spectrum), 1000, 10, 20);
    assertThat(dvh.totalVolumeCm3()).isEqualTo(1);
    assertThat(dvh.coveredVolumeCm3()).isCloseTo(0.6, within(1e-12));
    assertThat(dvh.volumeAtLeastCm3(0)).isCloseTo(0.6, within(1e-12));
    assertThat(dvh.meanGy()).isEqualTo(15);
  }
}
