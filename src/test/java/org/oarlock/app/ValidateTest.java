package org.oarlock.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.oarlock.validation.Gate;
import org.oarlock.validation.ValidationSuite;

/** How a validation ends. */
class ValidateTest {
  private static Outcome outcome(double value) {
    Gate.Figure figure = new Gate.Figure("a figure", value, "%", 0.1, false);
    Gate gate = new Gate(1, "a title", 1, List.of(figure));
    return Validate.of(new ValidationSuite(List.of(gate), List.of())).outcome();
  }

  @Test
  void a_missed_gate_ends_with_1_and_none_with_0() {
    assertThat(outcome(0.1).code()).isZero();
    assertThat(outcome(0.11).code()).isEqualTo(1);
    assertThat(outcome(Double.NaN).code()).isEqualTo(1);
  }
}
