package org.oarlock.protocol;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.SourceLocation;

/**
 * What a test of a protocol expects: plans, and what the protocol must say of them.
 *
 * @param protocol the protocol's file
 * @param plans where the plans are, each checked by itself; at least one
 * @param names the file that names structures, null if none
 * @param listsOthers whether goals that the test does not mention are listed
 * @param runs what is set and expected, at least one
 */
public record Expectations(
    Path protocol, List<Path> plans, @Nullable Path names, boolean listsOthers, List<Run> runs) {
  public Expectations {
    plans = List.copyOf(plans);
    runs = List.copyOf(runs);
  }

  /**
   * One check of each plan.
   *
   * @param set parameters and prescriptions by name, as text
   * @param goals the verdict expected of each goal that is mentioned, by its id
   * @param values the values expected
   * @param exit the exit code expected, null if any
   */
  public record Run(
      Map<String, String> set,
      Map<String, Expected> goals,
      List<ExpectedValue> values,
      @Nullable Expected exit) {
    public Run {
      set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
      goals = Collections.unmodifiableMap(new LinkedHashMap<>(goals));
      values = List.copyOf(values);
    }
  }

  /**
   * A word that is expected.
   *
   * @param word a verdict, or an exit code
   * @param location where it stands
   */
  public record Expected(String word, SourceLocation location) {}

  /**
   * A value that is expected.
   *
   * @param goal the id of the goal that it belongs to
   * @param metric the metric or function, as reports write it
   * @param structure the plan's structure, where a goal judges several; else empty
   * @param value in the unit of the metric
   * @param tolerance how far the computed value may be off
   * @param location where it stands
   */
  public record ExpectedValue(
      String goal,
      String metric,
      String structure,
      double value,
      double tolerance,
      SourceLocation location) {}
}
