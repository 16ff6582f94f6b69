package org.oarlock.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.oarlock.geometry.Convention;
import org.oarlock.geometry.PlanarContour;

/**
 * Verdicts under each convention, and those that another one would turn. The structure has squares
 * of 20 mm on five slices, 5 mm apart: 25 mm long with half-slice caps, 23 mm with limited ones, 20
 * mm without; 10, 9.2 and 8 cm3.
 */
class ConventionVerdictTest {
  private static final Map<Convention, Double> CM3 =
      Map.of(
          Convention.HALF_SLICE_CAP, 10.0,
          Convention.SHAPE, 10.0,
          Convention.LIMITED_CAP, 9.2,
          Convention.NO_CAP, 8.0);

  private static PlanarContour square(double z) {
    return new PlanarContour(new double[] {0, -10, z, 20, -10, z, 20, 10, z, 0, 10, z});
  }

  private static CheckCase.GoalBuilder goal(Convention convention, boolean strict) {
    CheckCase check = new CheckCase();
    check.convention = convention;
    check.strict = strict;
    return check
        .draw(
            Phantom.structure(
                "A", "ORGAN", Stream.of(0, 5, 10, 15, 20).map(z -> square(z)).toList()))
        .dose(Phantom.ramp(50, 0.5))
        .rule("A")
        .goal("g")
        .of("A");
  }

  static List<Arguments> conventions_limits_and_sides() {
    return Stream.of(Convention.values())
        .flatMap(
            convention ->
                Stream.of("8.6", "9.6", "7", "11")
                    .flatMap(
                        limit ->
                            Stream.of("<=", ">=")
                                .map(side -> Arguments.of(convention, limit, side))))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("conventions_limits_and_sides")
  void the_verdict_is_that_of_the_convention_and_others_that_turn_it_are_named(
      Convention convention, String limit, String side) {
    boolean own = isMet(convention, limit, side);
    List<Convention> turning =
        Stream.of(Convention.values())
            .filter(other -> other != convention && isMet(other, limit, side) != own)
            .toList();

    GoalResult row = goal(convention, false).asks("Volume[cc]", side, limit).row("g");
    assertThat(row.verdict()).isEqualTo(own ? Verdict.PASS : Verdict.FAIL);
    String borderline = String.valueOf(row.decidingJudgement().borderline());
    for (Convention other : turning) {
      assertThat(borderline)
          .contains((own ? "FAIL" : "PASS") + " with the convention '" + other.label() + "'");
    }
    GoalResult strict = goal(convention, true).asks("Volume[cc]", side, limit).row("g");
    GoalResult asked =
        goal(convention, false).borderlineReview().asks("Volume[cc]", side, limit).row("g");
    if (!turning.isEmpty()) {
      assertThat(strict.verdict()).isEqualTo(Verdict.REVIEW);
      assertThat(asked.verdict()).isEqualTo(Verdict.REVIEW);
      assertThat(asked.reason()).startsWith("borderline: ");
    } else if (row.decidingJudgement().borderline() == null) {
      assertThat(strict.verdict()).isEqualTo(row.verdict());
      assertThat(asked.verdict()).isEqualTo(row.verdict());
    }
  }

  private static boolean isMet(Convention convention, String limit, String side) {
    double cm3 = CM3.get(convention);
    return side.equals("<=") ? cm3 <= Double.parseDouble(limit) : cm3 >= Double.parseDouble(limit);
  }
}
