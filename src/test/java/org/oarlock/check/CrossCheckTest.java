package org.oarlock.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oarlock.check.CheckCase.literal;
import static org.oarlock.check.Phantom.box;
import static org.oarlock.check.Phantom.phase;
import static org.oarlock.check.Phantom.ramp;
import static org.oarlock.check.Phantom.to;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.oarlock.plan.DoseGrid;
import org.oarlock.plan.PhaseDose;
import org.oarlock.plan.PlanningSystemDvh;
import org.oarlock.plan.Structure;
import org.oarlock.problem.Problem;
import org.oarlock.problem.Severity;

/**
 * Histograms of boxes in a dose that rises by 1 Gy per mm from 20 Gy at x = 0, as a planning system
 * could have stored them: [0, 20] has 8 cm3 between 20 and 40 Gy.
 */
class CrossCheckTest {
  private static final Structure CORD = box("Cord", 0, 20);
  private static final Structure LIVER = box("Liver", -40, 0);
  private static final DoseGrid GRID = ramp(20, 1);

  private static PlanningSystemDvh stored(int structure, double shiftGy) {
    List<Double> volumes =
        IntStream.rangeClosed(0, 450)
            .mapToObj(i -> 8 * Math.min(1, Math.max(0, (40 + shiftGy - 0.1 * i) / 20)))
            .toList();
    List<Double> widths = Collections.nCopies(volumes.size(), 0.1);
    return new PlanningSystemDvh(
        structure, "CUMULATIVE", "GY", "CM3", 1, widths, volumes, null, null, null);
  }

  private static PhaseDose dose(DoseGrid grid, PlanningSystemDvh... stored) {
    return new PhaseDose(
        List.of(Phantom.file("dose.dcm")),
        grid,
        "PHYSICAL",
        "PLAN",
        "taken as it is",
        true,
        List.of(stored));
  }

  private static CheckCase cord(PhaseDose dose) {
    CheckCase testCase =
        new CheckCase().draw(CORD, LIVER).rule("Cord").rule("Liver").phase(phase("P", 25, dose));
    testCase.goal("cord").of("Cord").asks("Max[Gy]", "<", "45");
    return testCase;
  }

  private static List<Problem> problems(PlanResult result) {
    return result.problems().stream().filter(p -> p.code().equals("planning-system-dvh")).toList();
  }

  @Test
  void a_histogram_that_agrees_is_no_problem() {
    PlanResult result = cord(dose(GRID, stored(CORD.number(), 0))).check();
    assertThat(problems(result)).isEmpty();
    assertThat(result.crossCheck().compared()).hasSize(1);
    assertThat(result.crossCheck().compared().get(0).dose()).isEqualTo("total");
    assertThat(result.crossCheck().compared().get(0).comparison().agrees()).isTrue();
  }

  @Test
  void one_that_differs_is_a_warning_and_changes_no_verdict() {
    PlanResult result = cord(dose(GRID, stored(CORD.number(), 4))).check();
    assertThat(problems(result)).hasSize(1);
    Problem problem = problems(result).get(0);
    assertThat(problem.severity()).isEqualTo(Severity.WARNING);
    assertThat(problem.location().file()).isEqualTo("dose.dcm");
    assertThat(problem.message())
        .contains("'Cord'", "D50% 34.00 Gy, ours 30.00", "none of the usual reasons");
    assertThat(result.verdict()).isEqualTo(Verdict.PASS);

    CheckCase failing = cord(dose(GRID, stored(CORD.number(), 0)));
    failing.goal("lower").of("Cord").asks("Max[Gy]", "<", "39");
    assertThat(failing.check().verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void structures_that_no_goal_needs_are_listed_in_one_note() {
    PlanResult result =
        cord(dose(GRID, stored(CORD.number(), 0), stored(LIVER.number(), 0))).check();
    assertThat(problems(result)).hasSize(1);
    assertThat(problems(result).get(0).severity()).isEqualTo(Severity.NOTE);
    assertThat(problems(result).get(0).message()).contains("'Liver'").doesNotContain("'Cord'");
    assertThat(result.curves()).hasSize(1);
  }

  @Test
  void histograms_that_make_no_sense_or_belong_to_nothing_are_told() {
    PlanningSystemDvh rising =
        new PlanningSystemDvh(
            CORD.number(),
            "CUMULATIVE",
            "GY",
            "CM3",
            1,
            List.of(1.0, 1.0),
            List.of(1.0, 2.0),
            null,
            null,
            null);
    PlanResult result = cord(dose(GRID, rising, stored(-5, 0))).check();
    assertThat(problems(result)).extracting(Problem::severity).containsOnly(Severity.WARNING);
    assertThat(problems(result)).hasSize(2);
    assertThat(problems(result).get(0).message()).contains("'Cord'", "rises");
    assertThat(problems(result).get(1).message()).contains("number -5");
    assertThat(result.crossCheck().compared()).isEmpty();
    assertThat(result.verdict()).isEqualTo(Verdict.PASS);
  }

  /** The sum of two phases is judged; each file's histogram is held against its own dose. */
  @Test
  void a_histogram_is_compared_with_the_dose_of_its_own_phase() {
    CheckCase testCase =
        new CheckCase()
            .draw(box("PTV1", 30, 40), box("PTV2", 30, 35), CORD)
            .prescription("phase1", "PTV1", 40, 40, 20)
            .prescription("phase2", "PTV2", 15, 15, 10)
            .sum("total", "PTV2", List.of(List.of("phase1"), List.of("phase2")))
            .phase(phase("A", 20, dose(GRID, stored(CORD.number(), 0)), to("PTV1", 40)))
            .phase(phase("B", 10, dose(ramp(10, 1), stored(CORD.number(), 0)), to("PTV2", 15)))
            .rule("PTV1")
            .rule("PTV2")
            .rule("Cord");
    testCase.goal("cord").of("Cord").asks("Max[Gy]", "<", "90");
    PlanResult result = testCase.check();
    assertThat(result.crossCheck().compared())
        .extracting(CrossCheck.Compared::dose, c -> c.comparison().agrees())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("plan 'A'", true),
            org.assertj.core.groups.Tuple.tuple("plan 'B'", false));
    assertThat(result.curves()).hasSize(1);
  }

  @Test
  void the_dose_is_compared_as_it_is_where_goals_ask_for_eqd2() {
    CheckCase testCase =
        new CheckCase()
            .draw(CORD)
            .rule("Cord")
            .phase(phase("P", 5, dose(GRID, stored(CORD.number(), 0))));
    testCase.goal("cord").of("Cord").asEqd2(literal("3 Gy")).asks("Max[Gy]", "<", "200");
    PlanResult result = testCase.check();
    assertThat(result.crossCheck().compared()).hasSize(1);
    assertThat(result.crossCheck().compared().get(0).comparison().agrees()).isTrue();
  }
}
