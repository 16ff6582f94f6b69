package org.oarlock.testplans;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.oarlock.check.Verdict;

/** What a check must say of a test plan, as the formulas have it. */
final class Expected {
  private final String protocol;
  private final Map<String, Verdict> goals = new LinkedHashMap<>();
  private final Set<String> advisory = new LinkedHashSet<>();
  private final List<Value> values = new ArrayList<>();
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final Map<String, Verdict> goalsWhenSet = new LinkedHashMap<>();
  private final List<Value> valuesWhenSet = new ArrayList<>();

  /**
   * A metric's value.
   *
   * @param goal the goal's id
   * @param metric as the protocol writes it
   * @param structure the plan's structure, where a goal judges several; else empty
   * @param tolerance how far a computed value may be off
   */
  record Value(String goal, String metric, String structure, double value, double tolerance) {}

  /** How a value compares with a limit. */
  enum Limit {
    BELOW,
    AT_MOST,
    AT_LEAST
  }

  Expected(String protocol) {
    this.protocol = protocol;
  }

  /** Expects a verdict. */
  void goal(String id, Verdict verdict) {
    if (goals.put(id, verdict) != null) {
      throw new IllegalStateException("goal " + id + " is there twice");
    }
  }

  /** Expects a verdict of a goal that uses geometry or beam functions. */
  void function(String id, Verdict verdict) {
    goal(id, verdict);
  }

  /** The same, where the plan can pass without it. */
  void advisoryFunction(String id, Verdict verdict) {
    advisory.add(id);
    function(id, verdict);
  }

  /**
   * Expects that a goal is not judged, for its parameter is not set, and its verdict when it is.
   */
  void parameter(String id, String parameter, String setting, Verdict verdict) {
    goal(id, Verdict.NOT_EVALUATED);
    settings.put(parameter, setting);
    goalsWhenSet.put(id, verdict);
  }

  /** Expects a value when the parameters are set. */
  void valueWhenSet(String goal, String metric, double value) {
    valuesWhenSet.add(new Value(goal, metric, "", value, tolerance(metric)));
  }

  /** Expects a value of a goal that reports it, or whose verdict is expected otherwise. */
  void value(String goal, String metric, double value) {
    values.add(new Value(goal, metric, "", value, tolerance(metric)));
  }

  private static double tolerance(String metric) {
    return metric.endsWith("[%]") ? 0.05 : 0.01;
  }

  /** Expects a value, and returns how it compares with the limit. */
  Verdict value(
      String goal, String metric, String structure, double value, Limit limit, double at) {
    double tolerance = tolerance(metric);
    values.add(new Value(goal, metric, structure, value, tolerance));
    return compare(value, limit, at, tolerance);
  }

  /**
   * How a value compares with a limit.
   *
   * @throws IllegalArgumentException if it is so near that rounding could decide
   */
  static Verdict compare(double value, Limit limit, double at, double tolerance) {
    if (Math.abs(value - at) < 3 * tolerance) {
      throw new IllegalArgumentException(value + " is too near to the limit " + at);
    }
    boolean above = value > at;
    return above == (limit == Limit.AT_LEAST) ? Verdict.PASS : Verdict.FAIL;
  }

  /** How a goal is judged that a plan may miss. */
  static Verdict passOrVary(boolean met) {
    return met ? Verdict.PASS : Verdict.VARIATION;
  }

  static Verdict passIf(boolean met) {
    return met ? Verdict.PASS : Verdict.FAIL;
  }

  /**
   * 1 where a required goal fails; 3 where any goal is not judged or to be reviewed, and where no
   * required one applies: nobody has said then what would make the plan a good one. Else 0.
   */
  int exit() {
    Map<String, Verdict> verdicts = verdicts();
    Map<String, Verdict> required = new LinkedHashMap<>(verdicts);
    required.keySet().removeAll(advisory);
    if (required.containsValue(Verdict.FAIL)) {
      return 1;
    }
    boolean judged =
        required.values().stream().anyMatch(verdict -> verdict != Verdict.NOT_APPLICABLE)
            && !verdicts.containsValue(Verdict.REVIEW)
            && !verdicts.containsValue(Verdict.NOT_EVALUATED);
    return judged ? 0 : 3;
  }

  /** The verdict of each goal where no parameter is set. */
  Map<String, Verdict> verdicts() {
    return new LinkedHashMap<>(goals);
  }

  /** The verdict of each goal that the formulas give, whether or not a check can tell. */
  Map<String, Verdict> verdictsByFormula() {
    Map<String, Verdict> verdicts = new LinkedHashMap<>(goals);
    verdicts.putAll(goalsWhenSet);
    return verdicts;
  }

  /** The file expected.yaml. */
  String yaml(String summary) {
    StringBuilder out = new StringBuilder();
    out.append("# ").append(summary).append('\n');
    out.append("# Made by the test plan generator from the phantom's formulas; do not edit.\n");
    out.append("protocol: ../../").append(protocol).append('\n');
    out.append("plans: [.]\n");
    out.append("exit: ").append(exit()).append('\n');
    section(out, "", verdicts(), values);
    if (!settings.isEmpty()) {
      out.append("with:\n  - set:\n");
      settings.forEach((name, text) -> out.append("      %s: %s\n".formatted(name, text)));
      section(out, "    ", goalsWhenSet, valuesWhenSet);
    }
    return out.toString();
  }

  private static void section(
      StringBuilder out, String indent, Map<String, Verdict> goals, List<Value> values) {
    out.append(indent).append("goals:\n");
    goals.forEach((id, verdict) -> out.append("%s  %s: %s\n".formatted(indent, id, verdict)));
    out.append(indent).append(values.isEmpty() ? "values: []\n" : "values:\n");
    values.forEach(value -> out.append(indent).append(line(value)));
  }

  private static String line(Value value) {
    return "  - {goal: %s, metric: \"%s\"%s, value: %s, tolerance: %s}\n"
        .formatted(
            value.goal(),
            value.metric(),
            value.structure().isEmpty() ? "" : ", structure: " + value.structure(),
            BigDecimal.valueOf(value.value()).setScale(4, RoundingMode.HALF_EVEN).toPlainString(),
            BigDecimal.valueOf(value.tolerance()).toPlainString());
  }
}
