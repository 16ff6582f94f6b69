package org.oarlock.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.oarlock.quantity.Unit;

/**
 * What the plans of an archive come to together. Everything is counted and ranked already, so that
 * it has the same size for ten plans and for a hundred thousand.
 *
 * @param tool what made it
 * @param editions results by protocol and version of the program that judged
 * @param unread the files that cannot be read and keep no plan from being judged, as far as known
 */
public record ArchiveReport(Report.Tool tool, List<Edition> editions, FileList unread) {
  public ArchiveReport {
    editions = List.copyOf(editions);
  }

  /**
   * The results by one protocol.
   *
   * @param title the protocol's title
   * @param name its id and version
   * @param settings what was stated about it, may be empty
   * @param tool the version of the program that judged
   * @param verdicts how many plans came to each verdict, the best first
   * @param goals in the protocol's order
   * @param periods the times that plans are dated with, rising: {@code 2025-Q1}
   * @param reasons why goals were not evaluated, those about structures' names first
   * @param errors why plans were not judged at all
   * @param held the files with errors that keep plans from being judged
   * @param worst the plans that fail most required goals
   * @param open plans that do not fail and leave something to look at
   * @param openCount how many of these there are
   * @param outliers values far from the others
   */
  public record Edition(
      String title,
      String name,
      String settings,
      String tool,
      Map<String, Long> verdicts,
      List<GoalFigures> goals,
      List<String> periods,
      List<Reason> reasons,
      List<Reason> errors,
      FileList held,
      List<BadPlan> worst,
      List<OpenPlan> open,
      long openCount,
      List<Outlier> outliers) {}

  /**
   * A goal over all plans.
   *
   * @param limit empty if there is none, or plans were judged by different limits
   * @param limitsDiffer whether plans were judged by different limits
   * @param isAdvisory whether it does not count
   * @param verdicts how many plans came to each verdict
   * @param box the distribution of the values, null if there are none
   * @param unit the unit of the values, NONE if they have different ones
   * @param byPeriod how many of the plans of each period are met, and to how many the goal applies
   */
  public record GoalFigures(
      String goal,
      String structure,
      String metric,
      String limit,
      boolean limitsDiffer,
      boolean isAdvisory,
      Map<String, Long> verdicts,
      @Nullable Box box,
      Unit unit,
      Map<String, Met> byPeriod) {
    /** Over all plans. */
    Met met() {
      long met = of("PASS") + of("VARIATION");
      long all = verdicts.values().stream().mapToLong(Long::longValue).sum();
      return new Met(met, all - of("NOT_APPLICABLE"));
    }

    private long of(String verdict) {
      return verdicts.getOrDefault(verdict, 0L);
    }
  }

  /**
   * How many plans meet a goal.
   *
   * @param met PASS and VARIATION
   * @param plans to which it applies, those included that could not be judged
   */
  public record Met(long met, long plans) {
    /** This and another. */
    public Met plus(Met other) {
      return new Met(met + other.met, plans + other.plans);
    }
  }

  /** Percentiles of the values of a goal. */
  public record Box(
      long values,
      double least,
      double p5,
      double p25,
      double median,
      double p75,
      double p95,
      double most) {}

  /**
   * A reason and how often it was given.
   *
   * @param about a goal, or a plan, that it was given for
   */
  public record Reason(String text, long times, String about) {}

  /**
   * A plan to look at.
   *
   * @param link where its single report lies, relative to the page; empty if nowhere
   */
  public record BadPlan(
      String label, String path, String link, long failed, long notEvaluated, String reason) {}

  /** A plan that does not fail and leaves something to look at. */
  public record OpenPlan(PlanLink plan, String verdict, String reason) {}

  /**
   * A plan by name.
   *
   * @param link as of {@link BadPlan}
   */
  public record PlanLink(String label, String path, String link) {}

  /**
   * A file with an error.
   *
   * @param plans how many plans it keeps from being judged
   * @param some the first of them
   */
  public record DamagedFile(String file, String reason, long plans, List<PlanLink> some) {}

  /**
   * The first of some files.
   *
   * @param more how many others there are
   */
  public record FileList(List<DamagedFile> files, long more) {}

  /**
   * A value far from the others.
   *
   * @param score how far, in robust standard deviations from the median
   */
  public record Outlier(
      String label,
      String path,
      String link,
      String goal,
      double value,
      Unit unit,
      double median,
      double score) {}

  /** Verdicts in the order in which they are shown. */
  static Map<String, Long> inOrder(Map<String, Long> verdicts) {
    Map<String, Long> ordered =
        new TreeMap<>(
            Comparator.<String>comparingInt(ORDER::indexOf)
                .thenComparing(Comparator.naturalOrder()));
    ordered.putAll(verdicts);
    return ordered;
  }

  private static final List<String> ORDER =
      List.of(
          "PASS",
          "VARIATION",
          "REVIEW",
          "FAIL",
          "NOT_EVALUATED",
          "NO_PROTOCOL",
          "ERROR",
          "NOT_APPLICABLE");
}
