package org.oarlock.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Bands are honest and narrow. */
class BandsTest {
  @Test
  void the_true_solid_lies_inside_the_bands_and_they_are_narrow() {
    Bands bands = Bands.run();
    System.out.println(bands.gate());
    assertThat(bands.gate().figures()).hasSize(2 + BandCase.SPACINGS_MM.size());
    assertThat(bands.gate().figures()).allMatch(Gate.Figure::isWithin);
    assertThat(bands.rows()).hasSize(4 * BandCase.SPACINGS_MM.size() + 1);
    assertThat(bands.rows()).allMatch(row -> row.metrics() > 100 && row.widthPercent() > 0);
    assertThat(bands.rows()).allMatch(row -> row.insidePercent() > 95);
  }
}
