package org.oarlock.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "< 30 % | AT_MOST 30.0",
        ">= 95 % | AT_LEAST 95.0",
        "in 5..10 mm | AT_LEAST 5.0, AT_MOST 10.0",
        "= 6 MV | AT_LEAST 6.0, AT_MOST 6.0",
        "in 30..40 +- 3 mm | AT_LEAST 27.0, AT_MOST 43.0",
        "= 15 +- 0.1 mm | AT_LEAST 14.9, AT_MOST 15.1",
        "= 50 Gy in 25 | AT_LEAST 50.0, AT_MOST 50.0",
        "= 1e-3 +- 1e-4 mm | AT_LEAST 9.0E-4, AT_MOST 0.0011",
        "= static | ''",
      })
  void both_sides_of_a_limit_are_read_back(String text, String sides) {
    assertThat(
            Limit.parse(text).stream()
                .map(limit -> limit.side() + " " + limit.value())
                .reduce((a, b) -> a + ", " + b)
                .orElse(""))
        .isEqualTo(sides);
  }
}
