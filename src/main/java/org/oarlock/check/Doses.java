package org.oarlock.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import org.oarlock.plan.DoseGrid;
import org.oarlock.plan.DoseSum;
import org.oarlock.plan.EquivalentDose;
import org.oarlock.plan.Phase;
import org.oarlock.plan.PhaseDose;
import org.oarlock.problem.VisibleText;

/** The doses of phases and of their sums, each made when it is first asked for, and once. */
final class Doses {
  private static final String MULTI_PLAN = "MULTI_PLAN";
  private static final Set<String> KNOWN_TYPES = Set.of("PHYSICAL", "EFFECTIVE");

  private final List<Phase> phases;
  private final Map<Key, Answer<DoseGrid>> made = new HashMap<>();

  /** Phases, and the alpha/beta in Gy of their EQD2; 0 for their dose as it is. */
  private record Key(List<Integer> phases, double alphaBetaGy) {}

  Doses(List<Phase> phases) {
    this.phases = phases;
  }

  /** The dose of these phases together. */
  Answer<DoseGrid> of(List<Integer> indexes) {
    return made(indexes, 0, index -> Answer.found(dose(index).grid()));
  }

  /**
   * The EQD2 of these phases together, each converted by itself.
   *
   * @param fractions of each phase, or why they are not known
   */
  Answer<DoseGrid> eqd2(
      List<Integer> indexes, double alphaBetaGy, IntFunction<Answer<Integer>> fractions) {
    return made(indexes, alphaBetaGy, index -> eqd2(index, alphaBetaGy, fractions.apply(index)));
  }

  private Answer<DoseGrid> made(
      List<Integer> indexes, double alphaBetaGy, IntFunction<Answer<DoseGrid>> grid) {
    Key key = new Key(indexes, alphaBetaGy);
    Answer<DoseGrid> known = made.get(key);
    if (known != null) {
      return known;
    }
    Answer<DoseGrid> sum = make(indexes, grid);
    made.put(key, sum);
    return sum;
  }

  private Answer<DoseGrid> make(List<Integer> indexes, IntFunction<Answer<DoseGrid>> grid) {
    if (indexes.isEmpty()) {
      return Answer.unknown("there is no phase whose dose it could be");
    }
    Set<String> types = new HashSet<>();
    for (int index : indexes) {
      String obstacle = obstacle(index);
      if (!obstacle.isEmpty()) {
        return Answer.unknown(obstacle);
      }
      types.add(dose(index).doseType());
    }
    if (types.size() > 1) {
      return Answer.unknown("physical and effective doses of different phases do not add up");
    }
    List<DoseGrid> grids = new ArrayList<>();
    for (int index : indexes) {
      Answer<DoseGrid> one = grid.apply(index);
      if (!(one instanceof Answer.Found<DoseGrid> found)) {
        return one;
      }
      grids.add(found.value());
    }
    try {
      return Answer.found(DoseSum.of(grids));
    } catch (IllegalArgumentException e) {
      return Answer.unknown("the doses of the phases do not add up: " + e.getMessage());
    }
  }

  private Answer<DoseGrid> eqd2(int index, double alphaBetaGy, Answer<Integer> fractions) {
    String name = PhaseAssignment.name(phases, index);
    PhaseDose dose = dose(index);
    if (!dose.doseType().equals("PHYSICAL")) {
      return Answer.unknown(
          "the dose of %s is %s: it has been weighted for its effect already, and has no EQD2"
              .formatted(name, VisibleText.of(dose.doseType())));
    }
    if (dose.summation().equals(MULTI_PLAN)) {
      return Answer.unknown(
          "the dose of %s is the sum of several plans, and EQD2 needs the dose of each"
              .formatted(name));
    }
    return fractions.then(
        n -> {
          try {
            return Answer.found(EquivalentDose.eqd2(dose.grid(), n, alphaBetaGy));
          } catch (IllegalArgumentException e) {
            return Answer.unknown("the EQD2 of %s: %s".formatted(name, e.getMessage()));
          }
        });
  }

  private PhaseDose dose(int index) {
    return Objects.requireNonNull(phases.get(index).dose());
  }

  private String obstacle(int index) {
    String name = PhaseAssignment.name(phases, index);
    PhaseDose dose = phases.get(index).dose();
    if (dose == null) {
      return name + " has no usable dose";
    }
    if (!dose.totalIsCertain()) {
      return "it is not certain that the dose of %s is its total dose (%s)"
          .formatted(name, VisibleText.of(dose.derivation()));
    }
    if (!KNOWN_TYPES.contains(dose.doseType())) {
      return "the dose of %s is of the type %s".formatted(name, VisibleText.of(dose.doseType()));
    }
    if (phases.size() > 1 && dose.summation().equals(MULTI_PLAN)) {
      return "the dose of %s is the sum of several plans already; what is in it is not known"
          .formatted(name);
    }
    return "";
  }
}
