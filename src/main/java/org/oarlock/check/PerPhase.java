package org.oarlock.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.oarlock.check.Answer.Found;
import org.oarlock.check.Answer.Missing;
import org.oarlock.plan.Phase;

/**
 * Values of the phases of a plan, each by itself: five fields in one and four in the other are not
 * nine. A goal that names a dose is about the phases of that dose, any other about all phases that
 * are there.
 *
 * @param phases of the plan
 */
record PerPhase(List<Phase> phases) {
  /** One value per phase. */
  List<Measured> of(FunctionCall call, Function<Phase, Measured> measure) {
    return each(call, phase -> List.of(measure.apply(phases.get(phase))));
  }

  /** One value per phase, told by its index. */
  List<Measured> one(FunctionCall call, IntFunction<Measured> measure) {
    return each(call, phase -> List.of(measure.apply(phase)));
  }

  /** The values of every phase; the label of each starts with the phase where there are several. */
  List<Measured> each(FunctionCall call, IntFunction<List<Measured>> measure) {
    Answer<List<Integer>> asked =
        call.basis().goal().dose() == null
            ? Answer.found(IntStream.range(0, phases.size()).boxed().toList())
            : call.basis().phases();
    if (asked instanceof Missing<List<Integer>> missing) {
      return List.of(Measured.without(missing));
    }
    List<Integer> indexes = ((Found<List<Integer>>) asked).value();
    List<Measured> values = new ArrayList<>();
    for (int i : indexes) {
      String name = indexes.size() > 1 ? PhaseAssignment.name(phases, i) : "";
      for (Measured value : measure.apply(i)) {
        values.add(value.labelled(joined(name, value.label())));
      }
    }
    return values;
  }

  private static String joined(String first, String second) {
    return first.isEmpty() || second.isEmpty() ? first + second : first + ", " + second;
  }
}
