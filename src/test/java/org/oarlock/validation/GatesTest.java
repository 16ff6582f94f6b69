package org.oarlock.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The engine passes every gate, and the gates are what was agreed. */
class GatesTest {
  @Test
  void stacks_of_discs_in_linear_fields_meet_their_closed_forms() {
    List<Gate> gates = LinearGates.anyDirection();
    assertThat(gates).extracting(Gate::number).containsExactly(1, 2, 3, 6);
    assertThat(limits(gates)).containsExactly(0.01, 0.03, 0.01, 0.005, 0.1);
    passes(gates);
  }

  @Test
  void solids_are_missed_only_where_the_stack_itself_misses_them() {
    List<Gate> gates = SolidGates.gates();
    assertThat(gates).extracting(Gate::number).containsExactly(4, 5);
    assertThat(gates.get(0).figures().get(0).limit()).isZero();
    passes(gates);
  }

  @Test
  void shifting_the_grid_hardly_moves_a_curve() {
    Gate gate = ShiftGate.gate();
    assertThat(limits(List.of(gate))).containsExactly(0.1);
    passes(List.of(gate));
  }

  @Test
  void small_spheres_in_a_radial_dose_agree_with_the_trilinear_dose() {
    Gate gate = RadialGate.gate();
    assertThat(limits(List.of(gate))).containsExactly(0.01, 0.5, 0.1);
    passes(List.of(gate));
  }

  @Test
  void gradients_at_45_degrees_meet_their_closed_forms() {
    Gate gate = LinearGates.oblique();
    assertThat(limits(List.of(gate))).containsExactly(0.03, 0.01);
    passes(List.of(gate));
  }

  @Test
  void a_figure_beyond_its_limit_or_without_a_value_misses_the_gate() {
    assertThat(Gate.Figure.atMost("a", 1, "", 1).isWithin()).isTrue();
    assertThat(Gate.Figure.atMost("a", 1.1, "", 1).isWithin()).isFalse();
    assertThat(Gate.Figure.atMost("a", Double.NaN, "", 1).isWithin()).isFalse();
    assertThat(Gate.Figure.atLeast("a", 98.9, "%", 99).isWithin()).isFalse();
    Worst worst = new Worst();
    worst.add(Double.NaN, 0);
    worst.add(0.5, 0);
    assertThat(worst.worst()).as("an error that is no number").isNaN();
  }

  private static List<Double> limits(List<Gate> gates) {
    return gates.stream().flatMap(g -> g.figures().stream()).map(Gate.Figure::limit).toList();
  }

  private static void passes(List<Gate> gates) {
    for (Gate gate : gates) {
      assertThat(gate.cases()).isPositive();
      assertThat(gate.figures())
          .as("gate %d, %s", gate.number(), gate.title())
          .allMatch(Gate.Figure::isWithin);
    }
  }
}
