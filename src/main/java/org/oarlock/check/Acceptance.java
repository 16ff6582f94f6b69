package org.oarlock.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.oarlock.metric.MetricValue;
import org.oarlock.metric.WordValue;
import org.oarlock.problem.Problem;
import org.oarlock.problem.VisibleText;
import org.oarlock.protocol.Overrides;
import org.oarlock.quantity.DecimalText;
import org.oarlock.quantity.QuantityFormatException;
import org.oarlock.quantity.Unit;

/**
 * A violation that somebody answers for. It changes no verdict: the goal stays a FAIL.
 *
 * @param by who accepted it
 * @param date when, as ISO 8601 writes a day
 * @param reason why
 */
public record Acceptance(String by, String date, String reason) {

  /** In a line, {@code accepted by A on 2026-11-30: reason}. */
  public String text() {
    return "accepted by %s on %s: %s".formatted(by, date, reason);
  }

  /**
   * The results with what is accepted of them. An entry is accepted only if its goal fails now and
   * the values of all its comparisons that fail are those that were accepted, as reports show them;
   * any other is an error, since nobody has looked at what it is now.
   *
   * @param problems what does not fit is added here
   */
  static List<GoalResult> applied(
      List<GoalResult> results, List<Overrides.Entry> entries, List<Problem> problems) {
    Map<String, Overrides.Entry> byGoal = new LinkedHashMap<>();
    entries.forEach(entry -> byGoal.put(entry.goal(), entry));
    List<GoalResult> applied = new ArrayList<>();
    for (GoalResult result : results) {
      Overrides.Entry entry = byGoal.remove(result.id());
      applied.add(entry == null ? result : applied(result, entry, problems));
    }
    byGoal.values().forEach(entry -> problems.add(unknown(entry)));
    return applied;
  }

  private static GoalResult applied(
      GoalResult result, Overrides.Entry entry, List<Problem> problems) {
    List<Judgement> failed =
        result.judgements().stream().filter(j -> j.verdict() == Verdict.FAIL).toList();
    if (result.verdict() != Verdict.FAIL || failed.isEmpty()) {
      problems.add(
          error(
              "override-pointless",
              entry,
              "is %s and no violation".formatted(result.verdict()),
              "Remove the entry"));
      return result;
    }
    if (failed.stream().anyMatch(judgement -> shown(judgement).isEmpty())) {
      problems.add(
          error(
              "override-without-value",
              entry,
              "fails without a value that could be accepted",
              "Remove the entry; what has no value cannot be accepted"));
      return result;
    }
    boolean same = failed.size() == entry.values().size();
    for (int i = 0; same && i < failed.size(); i++) {
      same = isSame(failed.get(i), entry.values().get(i));
    }
    if (!same) {
      problems.add(changed(entry, failed));
      return result;
    }
    return result.accepted(new Acceptance(entry.by(), entry.date(), entry.reason()));
  }

  private static Problem unknown(Overrides.Entry entry) {
    return error(
        "override-unknown-goal",
        entry,
        "is no goal of this protocol",
        "Remove or correct the entry");
  }

  private static Problem changed(Overrides.Entry entry, List<Judgement> failed) {
    String accepted =
        entry.values().stream().map(VisibleText::of).collect(Collectors.joining(", "));
    String now = failed.stream().map(Acceptance::shown).collect(Collectors.joining(", "));
    return error(
        "override-changed",
        entry,
        "was accepted with %s, and is %s now".formatted(accepted, now),
        "Let somebody decide anew and, if it is accepted, write value: " + written(failed));
  }

  private static String written(List<Judgement> failed) {
    String values = failed.stream().map(Acceptance::shown).collect(Collectors.joining(", "));
    return failed.size() == 1 ? values : "[" + values + "]";
  }

  private static Problem error(String code, Overrides.Entry entry, String what, String hint) {
    return Problem.error(
        code,
        entry.location(),
        "the accepted violation '%s' %s".formatted(VisibleText.of(entry.goal()), what),
        hint);
  }

  /** The value as reports show it; empty if there is none. */
  private static String shown(Judgement judgement) {
    if (judgement.result() instanceof WordValue word) {
      return word.word();
    }
    return judgement.result() instanceof MetricValue value
        ? DecimalText.print(value.value(), value.unit().decimals()) + ValueText.suffix(value.unit())
        : "";
  }

  /** Whether a value is the one that is written, to the decimals that reports show. */
  private static boolean isSame(Judgement judgement, String written) {
    if (!(judgement.result() instanceof MetricValue value)) {
      return written.equals(shown(judgement));
    }
    Unit unit = value.unit();
    String symbol = ValueText.suffix(unit).strip();
    String number = written.strip();
    if (!number.endsWith(symbol)) {
      return false;
    }
    try {
      double accepted =
          DecimalText.parse(number.substring(0, number.length() - symbol.length()).strip());
      double half = 0.5 * Math.pow(10, -unit.decimals());
      return Math.abs(accepted - value.value()) <= half * (1 + 1e-6);
    } catch (QuantityFormatException e) {
      return false;
    }
  }
}
