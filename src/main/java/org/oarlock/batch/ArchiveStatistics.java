package org.oarlock.batch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.statistics.descriptive.Quantile;
import org.jspecify.annotations.Nullable;
import org.oarlock.app.ToolVersion;
import org.oarlock.quantity.Unit;
import org.oarlock.report.ArchiveReport;
import org.oarlock.report.ArchiveReport.BadPlan;
import org.oarlock.report.ArchiveReport.Box;
import org.oarlock.report.ArchiveReport.DamagedFile;
import org.oarlock.report.ArchiveReport.FileList;
import org.oarlock.report.ArchiveReport.GoalFigures;
import org.oarlock.report.ArchiveReport.Met;
import org.oarlock.report.ArchiveReport.OpenPlan;
import org.oarlock.report.ArchiveReport.Outlier;
import org.oarlock.report.ArchiveReport.PlanLink;
import org.oarlock.report.ArchiveReport.Reason;
import org.oarlock.store.DamagedFiles;
import org.oarlock.store.GoalTable;
import org.oarlock.store.GoalTable.Edition;
import org.oarlock.store.Statistics;
import org.oarlock.store.Statistics.GoalOverview;
import org.oarlock.store.Statistics.Monthly;
import org.oarlock.store.Statistics.PlanValue;
import org.oarlock.store.Store;

/**
 * What all results in a store come to together. Percentiles are those of Hyndman and Fan's
 * definition 7, which spreadsheets, pandas and R use; outliers have a modified z-score beyond 3.5
 * (Iglewicz and Hoaglin, How to detect and handle outliers, 1993), which a few wild values do not
 * hide as they would hide in a mean and a standard deviation.
 */
public final class ArchiveStatistics {
  /** 0.6745 is the third quartile of the standard normal distribution. */
  private static final double DEVIATIONS_PER_MAD = 0.6745;

  private static final double FARTHEST_USUAL_SCORE = 3.5;
  private static final int FEWEST_FOR_OUTLIERS = 10;
  private static final int LONGEST_LIST = 30;
  private static final int MOST_PERIODS = 12;

  private static final Quantile QUANTILE =
      Quantile.withDefaults().with(Quantile.EstimationMethod.HF7);

  private final Store store;
  private final @Nullable Path reports;
  private final @Nullable Path page;

  private ArchiveStatistics(Store store, @Nullable Path reports, @Nullable Path page) {
    this.store = store;
    this.reports = reports;
    this.page = page;
  }

  /**
   * Works out the statistics of a store.
   *
   * @param reports the folder of the single reports, null if there is none
   * @param page where the page will lie that links to them
   */
  public static ArchiveReport of(Store store, @Nullable Path reports, Path page) {
    ArchiveStatistics statistics = new ArchiveStatistics(store, reports, page);
    List<Edition> editions = new GoalTable(store).editions();
    List<EditionName> names = editions.stream().map(EditionName::of).toList();
    return new ArchiveReport(
        ToolVersion.tool(),
        editions.stream().map(e -> statistics.edition(e, EditionName.of(e).among(names))).toList(),
        statistics.files(new DamagedFiles(store).others(LONGEST_LIST)));
  }

  private ArchiveReport.Edition edition(Edition edition, String name) {
    Statistics statistics = new Statistics(store, edition);
    List<Monthly> monthly = statistics.monthly();
    Periods periods = Periods.of(monthly);
    List<GoalFigures> goals = new ArrayList<>();
    List<Outlier> outliers = new ArrayList<>();
    for (GoalOverview goal : statistics.goals()) {
      double[] values = goal.unit() == null ? new double[0] : statistics.values(goal.goal());
      Arrays.sort(values);
      Unit unit = Unit.ofSymbol(String.valueOf(goal.unit())).orElse(Unit.NONE);
      goals.add(figures(goal, unit, box(values), monthly, periods));
      addOutliers(statistics, goal, unit, values, outliers);
    }
    outliers.sort(Comparator.comparingDouble((Outlier o) -> -Math.abs(o.score())));
    return new ArchiveReport.Edition(
        statistics.title(),
        name,
        edition.settings(),
        edition.tool(),
        statistics.verdicts(),
        goals,
        periods.names(),
        reasons(statistics.notEvaluated(LONGEST_LIST)),
        reasons(statistics.notJudged(LONGEST_LIST)),
        files(new DamagedFiles(store).keepingPlans(scope(edition), LONGEST_LIST)),
        statistics.worst(LONGEST_LIST).stream()
            .map(
                p ->
                    new BadPlan(
                        p.label(),
                        p.path(),
                        link(p.report()),
                        p.failed(),
                        p.notEvaluated(),
                        p.reason()))
            .toList(),
        statistics.open(LONGEST_LIST).stream()
            .map(
                p ->
                    new OpenPlan(
                        new PlanLink(p.label(), p.path(), link(p.report())),
                        p.verdict(),
                        p.reason()))
            .toList(),
        statistics.openCount(),
        outliers.stream().limit(LONGEST_LIST).toList());
  }

  private static DamagedFiles.Scope scope(Edition edition) {
    return new DamagedFiles.Scope(List.of(), List.of(edition.protocol()), edition.tool());
  }

  private FileList files(DamagedFiles.Listing listing) {
    return new FileList(
        listing.files().stream()
            .map(
                f ->
                    new DamagedFile(
                        f.file(),
                        f.reason(),
                        f.plans(),
                        f.some().stream()
                            .map(p -> new PlanLink(p.label(), p.path(), link(p.report())))
                            .toList()))
            .toList(),
        listing.more());
  }

  private static List<Reason> reasons(List<Statistics.Given> given) {
    return given.stream().map(g -> new Reason(g.reason(), g.times(), g.about())).toList();
  }

  /** The way from the page to a single report, as a link. */
  private String link(String report) {
    if (report.isEmpty() || reports == null || page == null) {
      return "";
    }
    Path folder = page.toAbsolutePath().normalize().getParent();
    Path file = reports.toAbsolutePath().normalize().resolve(report);
    Path relative = folder == null ? file : folder.relativize(file);
    List<String> steps = new ArrayList<>();
    relative.forEach(step -> steps.add(encoded(step.toString())));
    return String.join("/", steps);
  }

  private static String encoded(String step) {
    return java.net.URLEncoder.encode(step, java.nio.charset.StandardCharsets.UTF_8)
        .replace("+", "%20");
  }

  // goals

  private static GoalFigures figures(
      GoalOverview goal, Unit unit, @Nullable Box box, List<Monthly> monthly, Periods periods) {
    Map<String, Long> verdicts = new TreeMap<>();
    Map<String, Met> byPeriod = new TreeMap<>();
    for (Monthly some : monthly) {
      if (some.goal().equals(goal.goal())) {
        verdicts.merge(some.verdict(), some.plans(), Long::sum);
        boolean met = some.verdict().equals("PASS") || some.verdict().equals("VARIATION");
        boolean applies = !some.verdict().equals("NOT_APPLICABLE");
        byPeriod.merge(
            periods.of(some.month()),
            new Met(met ? some.plans() : 0, applies ? some.plans() : 0),
            Met::plus);
      }
    }
    return new GoalFigures(
        goal.goal(),
        goal.structure(),
        goal.metric(),
        goal.limit(),
        goal.limitsDiffer(),
        goal.obligation().equals("ADVISORY"),
        verdicts,
        box,
        unit,
        byPeriod);
  }

  /** Percentiles of values that rise; null if there are none. */
  static @Nullable Box box(double[] rising) {
    if (rising.length == 0) {
      return null;
    }
    double[] at = QUANTILE.evaluate(rising, 0.05, 0.25, 0.5, 0.75, 0.95);
    return new Box(
        rising.length, rising[0], at[0], at[1], at[2], at[3], at[4], rising[rising.length - 1]);
  }

  private void addOutliers(
      Statistics statistics,
      GoalOverview goal,
      Unit unit,
      double[] rising,
      List<Outlier> outliers) {
    if (rising.length < FEWEST_FOR_OUTLIERS) {
      return;
    }
    double median = QUANTILE.evaluate(rising, 0.5);
    double[] distances = Arrays.stream(rising).map(v -> Math.abs(v - median)).toArray();
    double mad = QUANTILE.evaluate(distances, 0.5);
    if (!(mad > 0)) {
      return; // more than half of the values are the same: no scale to measure others by
    }
    double usual = FARTHEST_USUAL_SCORE * mad / DEVIATIONS_PER_MAD;
    for (PlanValue value :
        statistics.outside(goal.goal(), median - usual, median + usual, LONGEST_LIST)) {
      outliers.add(
          new Outlier(
              value.label(),
              value.path(),
              link(value.report()),
              goal.goal(),
              value.value(),
              unit,
              median,
              DEVIATIONS_PER_MAD * (value.value() - median) / mad));
    }
  }

  // time

  /** Months, quarters or years, whichever are few enough to be read side by side. */
  private record Periods(int length, List<String> names) {
    private static final List<Integer> LENGTHS = List.of(1, 3, 12);

    static Periods of(List<Monthly> monthly) {
      for (int length : LENGTHS) {
        TreeSet<String> names = new TreeSet<>();
        monthly.forEach(some -> names.add(name(some.month(), length)));
        names.remove("");
        if (names.size() <= MOST_PERIODS || length == LENGTHS.get(LENGTHS.size() - 1)) {
          List<String> all = List.copyOf(names);
          return new Periods(
              length, all.subList(Math.max(0, all.size() - MOST_PERIODS), all.size()));
        }
      }
      throw new IllegalStateException("no lengths");
    }

    String of(String month) {
      return name(month, length);
    }

    private static String name(String month, int length) {
      if (!month.matches("[0-9]{4}(0[1-9]|1[0-2])")) {
        return "";
      }
      String year = month.substring(0, 4);
      int number = Integer.parseInt(month.substring(4));
      return switch (length) {
        case 1 -> year + "-" + month.substring(4);
        case 3 -> year + "-Q" + (number + 2) / 3;
        default -> year;
      };
    }
  }
}
