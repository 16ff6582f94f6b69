package org.oarlock.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.oarlock.check.GoalResult;
import org.oarlock.check.GoalResult.Obligation;
import org.oarlock.check.Judgement;
import org.oarlock.check.Verdict;

/** What a reader of a report must know first: how many goals came to what, and which to look at. */
final class Summary {
  private static final List<Verdict> URGENCY =
      List.of(
          Verdict.FAIL,
          Verdict.REVIEW,
          Verdict.NOT_EVALUATED,
          Verdict.VARIATION,
          Verdict.PASS,
          Verdict.NOT_APPLICABLE);

  /** What a person has to do something about comes first. */
  static final Comparator<Verdict> BY_URGENCY = Comparator.comparing(URGENCY::indexOf);

  private Summary() {}

  /** {@code 14 goals: 1 FAIL, 1 REVIEW, 12 PASS}. */
  static String tally(List<GoalResult> goals) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    goals.stream()
        .sorted(
            Comparator.comparing(GoalResult::verdict, BY_URGENCY)
                .thenComparing(goal -> goal.acceptance() != null))
        .forEach(goal -> counts.merge(Wording.verdict(goal), 1, Integer::sum));
    return counted(goals.size())
        + (goals.isEmpty() ? "" : ": ")
        + String.join(
            ", ", counts.entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).toList());
  }

  static String tally(List<GoalResult> goals, Obligation obligation) {
    return tally(goals.stream().filter(goal -> goal.obligation() == obligation).toList());
  }

  /** {@code 1 goal}, {@code 2 goals}. */
  static String counted(long goals) {
    return goals + (goals == 1 ? " goal" : " goals");
  }

  /**
   * A goal that failed, or that a person must decide.
   *
   * @param verdict FAIL or REVIEW
   * @param id the goal's id; advisory goals say so
   * @param text what was found against what was asked, in a line; as it was read, not made safe
   */
  record Finding(Verdict verdict, String id, String text) {}

  /** The failed goals, then those to review; required ones before advisory ones. */
  static List<Finding> findings(List<GoalResult> goals) {
    return goals.stream()
        .filter(goal -> goal.verdict() == Verdict.FAIL || goal.verdict() == Verdict.REVIEW)
        .sorted(
            Comparator.comparing(GoalResult::verdict, BY_URGENCY)
                .thenComparing(GoalResult::obligation))
        .map(goal -> new Finding(goal.verdict(), Wording.id(goal), finding(goal)))
        .toList();
  }

  private static String finding(GoalResult goal) {
    Judgement deciding = goal.decidingJudgement();
    String member = goal.judgements().size() == 1 ? "" : Wording.member(deciding);
    String subject =
        Stream.of(goal.structure(), member)
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(", "));
    String band = Figures.band(deciding.result());
    boolean open = deciding.verdict() == Verdict.REVIEW && !band.isEmpty();
    String found =
        open
            ? "%s (could be %s), asked %s"
                .formatted(Figures.value(deciding), band, deciding.limit())
            : Wording.reason(deciding).isEmpty() ? goal.reason() : Wording.reason(deciding);
    String readings = goal.verdict() == deciding.verdict() ? "" : " (the readings differ)";
    String accepted = goal.acceptance() == null ? "" : "; " + goal.acceptance().text();
    return (subject + " " + deciding.metric()).strip() + ": " + found + readings + accepted;
  }

  /**
   * Goals that came to the same for the same reason.
   *
   * @param verdict their verdict
   * @param reason why; as it was read, not made safe
   * @param branches what the reason does not say of single judgements
   * @param goals their ids, in the protocol's order
   */
  record Group(Verdict verdict, String reason, List<String> branches, List<String> goals) {}

  /** Every reason once, the most urgent first. */
  static List<Group> reasons(List<GoalResult> goals) {
    Map<Group, List<String>> ids = new LinkedHashMap<>();
    for (GoalResult goal : goals) {
      String reason = Wording.reason(goal);
      List<String> branches = branches(goal, reason);
      if (!reason.isEmpty() || !branches.isEmpty()) {
        ids.computeIfAbsent(
                new Group(goal.verdict(), reason, branches, List.of()), g -> new ArrayList<>())
            .add(goal.id());
      }
    }
    return ids.entrySet().stream()
        .map(
            entry ->
                new Group(
                    entry.getKey().verdict(),
                    entry.getKey().reason(),
                    entry.getKey().branches(),
                    List.copyOf(entry.getValue())))
        .sorted(Comparator.comparing(Group::verdict, BY_URGENCY))
        .toList();
  }

  private static List<String> branches(GoalResult goal, String reason) {
    return goal.judgements().stream()
        .filter(judgement -> goal.judgements().size() > 1)
        .filter(judgement -> !reason.contains(Wording.reason(judgement)))
        .map(judgement -> Wording.labelled(judgement, Wording.reason(judgement)))
        .distinct()
        .toList();
  }
}
