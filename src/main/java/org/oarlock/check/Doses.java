package org.oarlock.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.oarlock.plan.DoseGrid;
import org.oarlock.plan.DoseSum;
import org.oarlock.plan.Phase;
import org.oarlock.plan.PhaseDose;
import org.oarlock.problem.VisibleText;

/** The doses of phases and of their sums, each made when it is first asked for, and once. */
final class Doses {
  private static final String MULTI_PLAN = "MULTI_PLAN";
  private static final Set<String> KNOWN_TYPES = Set.of("PHYSICAL", "EFFECTIVE");

  private final List<Phase> phases;
  private final Map<List<Integer>, Answer<DoseGrid>> made = new HashMap<>();

  Doses(List<Phase> phases) {
    this.phases = phases;
  }

  /** The dose of these phases together. */
  Answer<DoseGrid> of(List<Integer> indexes) {
    return made.computeIfAbsent(indexes, this::make);
  }

  private Answer<DoseGrid> make(List<Integer> indexes) {
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
    List<DoseGrid> grids = indexes.stream().map(i -> dose(i).grid()).toList();
    try {
      return Answer.found(DoseSum.of(grids));
    } catch (IllegalArgumentException e) {
      return Answer.unknown("the doses of the phases do not add up: " + e.getMessage());
    }
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
