package org.oarlock.testplans;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.oarlock.check.Verdict;

/** What a check must say of a test plan, as the formulas have it. */
final class Expected {
  /**
   * Whether conditions and goals that use geometry and beam functions are judged, and the
   * parameters of the joint and the skin set. The one switch: the verdicts behind it are computed
   * all the time.
   */
  static final boolean FUNCTIONS_ARE_JUDGED = false;

  private final String protocol;
  private final Map<String, Verdict> goals = new LinkedHashMap<>();
  private final Set<String> functions = new LinkedHashSet<>();
  private final Set<String> advisory = new LinkedHashSet<>();
  private final List<Value> values = new ArrayList<>();

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
    functions.add(id);
    goal(id, verdict);
  }

  /** The same, where the plan can pass without it. */
  void advisoryFunction(String id, Verdict verdict) {
    advisory.add(id);
    function(id, verdict);
  }

  /** Expects a value, and returns how it compares with the limit. */
  Verdict value(
      String goal, String metric, String structure, double value, Limit limit, double at) {
    double tolerance = metric.endsWith("[%]") ? 0.1 : 0.03;
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

  static Verdict passIf(boolean met) {
    return met ? Verdict.PASS : Verdict.FAIL;
  }

  /** 1 where a required goal fails, 3 where one is not judged or to be reviewed, else 0. */
  int exit() {
    Collection<Verdict> required =
        verdicts().entrySet().stream()
            .filter(goal -> !advisory.contains(goal.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    if (required.contains(Verdict.FAIL)) {
      return 1;
    }
    return required.contains(Verdict.REVIEW) || required.contains(Verdict.NOT_EVALUATED) ? 3 : 0;
  }

  /** The verdict of each goal that a check gives today. */
  Map<String, Verdict> verdicts() {
    Map<String, Verdict> verdicts = new LinkedHashMap<>(goals);
    if (!FUNCTIONS_ARE_JUDGED) {
      functions.forEach(id -> verdicts.put(id, Verdict.NOT_EVALUATED));
    }
    return verdicts;
  }

  /** The verdict of each goal that the formulas give, whether or not a check can tell. */
  Map<String, Verdict> verdictsByFormula() {
    return Collections.unmodifiableMap(goals);
  }

  List<Value> values() {
    return Collections.unmodifiableList(values);
  }

  String protocol() {
    return protocol;
  }

  /** The file expected.yaml. */
  String yaml(String summary) {
    StringBuilder out = new StringBuilder();
    out.append("# ").append(summary).append('\n');
    out.append("# Made by the test plan generator from the phantom's formulas; do not edit.\n");
    out.append("protocol: ").append(protocol).append('\n');
    out.append("exit: ").append(exit()).append('\n');
    out.append("goals:\n");
    verdicts().forEach((id, verdict) -> out.append("  %s: %s\n".formatted(id, verdict)));
    out.append("values:\n");
    values.forEach(value -> out.append(line(value)));
    return out.toString();
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
