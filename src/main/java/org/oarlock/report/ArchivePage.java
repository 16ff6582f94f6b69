package org.oarlock.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.oarlock.metric.MetricValue;
import org.oarlock.quantity.Unit;
import org.oarlock.report.ArchiveReport.BadPlan;
import org.oarlock.report.ArchiveReport.Box;
import org.oarlock.report.ArchiveReport.DamagedFile;
import org.oarlock.report.ArchiveReport.Edition;
import org.oarlock.report.ArchiveReport.FileList;
import org.oarlock.report.ArchiveReport.GoalFigures;
import org.oarlock.report.ArchiveReport.Met;
import org.oarlock.report.ArchiveReport.OpenPlan;
import org.oarlock.report.ArchiveReport.Outlier;
import org.oarlock.report.ArchiveReport.PlanLink;
import org.oarlock.report.ArchiveReport.Reason;

/**
 * The page about an archive: one file that needs nothing else and runs no script. Its charts are
 * drawn as vectors, and every figure in them stands beside them as text.
 */
public final class ArchivePage {
  private static final double CHART_WIDTH = 240;
  private static final double MARGIN = 8;

  private final Html html;
  private final HtmlPage page;

  private ArchivePage(HtmlPage page) {
    this.page = page;
    this.html = page.html();
  }

  /** Writes the page. Flushes the writer and leaves it open. */
  public static void write(ArchiveReport report, Writer out) throws IOException {
    HtmlPage.writeStatic(
        out,
        "Archive",
        report.tool(),
        "Made by %s %s from the results store. It does not replace the review of any plan."
            .formatted(report.tool().name(), report.tool().version()),
        page -> new ArchivePage(page).body(report));
  }

  private void body(ArchiveReport report) throws IOException {
    html.start("header").start("div", "class", "made-by");
    html.leaf("span", "Oarlock archive").endLine();
    html.endLine();
    html.start("main");
    if (report.editions().isEmpty()) {
      html.start("article").leaf("p", "There are no results yet.").endLine();
    }
    for (Edition edition : report.editions()) {
      edition(edition);
    }
    unread(report.unread());
    html.endLine();
  }

  private void edition(Edition edition) throws IOException {
    long plans = sum(edition.verdicts());
    html.start("article", "class", "edition");
    html.start("div", "class", "title").start("div");
    html.leaf("h1", edition.title());
    html.leaf(
        "p",
        edition.name()
            + (edition.settings().isEmpty() ? "" : " (" + edition.settings() + ")")
            + ", judged by Oarlock "
            + edition.tool(),
        "class",
        "tally");
    html.leaf("p", plans + (plans == 1 ? " plan" : " plans"), "class", "tally plans");
    html.end().endLine();
    verdicts(edition.verdicts());
    worst(edition.worst());
    open(edition);
    held(edition.held());
    errors(edition.errors());
    goals(edition.goals());
    reasons(edition.reasons());
    periods(edition);
    outliers(edition.outliers());
    html.endLine();
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  // verdicts

  private void verdicts(Map<String, Long> verdicts) throws IOException {
    bar(verdicts, 1000, 18, "verdicts");
    html.start("p", "class", "legend");
    for (Map.Entry<String, Long> verdict : ArchiveReport.inOrder(verdicts).entrySet()) {
      html.leaf(
              "strong",
              "%d %s (%s)"
                  .formatted(
                      verdict.getValue(),
                      verdict.getKey(),
                      percent(verdict.getValue(), sum(verdicts))),
              "class",
              style(verdict.getKey()))
          .text(" ");
    }
    html.endLine();
  }

  private static String style(String verdict) {
    return verdict.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String percent(long part, long all) {
    return all == 0 ? "-" : Figures.fixed(100.0 * part / all, 1) + " %";
  }

  /** Parts of a bar; said in words for those who do not see it. */
  private void bar(Map<String, Long> counts, double width, double height, String style)
      throws IOException {
    Map<String, Long> ordered = ArchiveReport.inOrder(counts);
    String words =
        ordered.entrySet().stream()
            .map(e -> e.getValue() + " " + e.getKey())
            .collect(Collectors.joining(", "));
    html.start(
        "svg",
        "class",
        "bar " + style,
        "viewBox",
        "0 0 %s %s".formatted(number(width), number(height)),
        "preserveAspectRatio",
        "none",
        "role",
        "img",
        "aria-label",
        words);
    html.leaf("title", words);
    double x = 0;
    for (Map.Entry<String, Long> count : ordered.entrySet()) {
      double part = width * count.getValue() / Math.max(1, sum(counts));
      html.start(
          "rect",
          "class",
          style(count.getKey()),
          "x",
          number(x),
          "y",
          "0",
          "width",
          number(part),
          "height",
          number(height));
      html.end();
      x += part;
    }
    html.end();
  }

  // goals

  private void goals(List<GoalFigures> goals) throws IOException {
    if (goals.isEmpty()) {
      return;
    }
    html.start("section").leaf("h3", "Goals");
    html.start("div", "class", "scroll").start("table", "class", "archive-goals");
    page.headRow(
        "Goal", "Limit", "Met", "Plans", "Verdicts", "Values and limit", "5 %", "Median", "95 %");
    html.start("tbody");
    for (GoalFigures goal : goals) {
      goal(goal);
    }
    html.end().end().end();
    html.leaf(
        "p",
        "Met: PASS and VARIATION among the plans to which the goal applies; what could not be judged"
            + " counts as not met. Box: the middle half of the values with their median; whiskers:"
            + " from 5 % to 95 % of them; the dashed line is the limit.",
        "class",
        "note");
    html.endLine();
  }

  private void goal(GoalFigures goal) throws IOException {
    html.start("tr").start("td").leaf("strong", goal.goal());
    if (goal.isAdvisory()) {
      html.text(" ").leaf("span", "advisory", "class", "tag");
    }
    html.empty("br").text(goal.structure() + " " + goal.metric()).end();
    html.leaf("td", goal.limitsDiffer() ? "differs" : goal.limit());
    Met met = goal.met();
    html.leaf("td", percent(met.met(), met.plans()), "class", "number");
    html.leaf("td", String.valueOf(met.plans()), "class", "number");
    html.start("td");
    bar(goal.verdicts(), 120, 12, "small");
    html.end().start("td");
    Box box = goal.box();
    if (box != null) {
      chart(goal, box);
    }
    html.end();
    figure(goal, box == null ? null : Double.valueOf(box.p5()));
    figure(goal, box == null ? null : Double.valueOf(box.median()));
    figure(goal, box == null ? null : Double.valueOf(box.p95()));
    html.endLine();
  }

  private static String inWords(GoalFigures goal) {
    if (goal.limitsDiffer()) {
      return "; limit differs";
    }
    return goal.limit().isEmpty() ? "" : "; limit " + goal.limit();
  }

  private void figure(GoalFigures goal, @Nullable Double value) throws IOException {
    html.leaf(
        "td",
        value == null ? "" : Figures.value(MetricValue.exact(value, goal.unit()), goal.limit()),
        "class",
        "number");
  }

  /** A box with whiskers on the scale of its whiskers and of the limit. */
  private void chart(GoalFigures goal, Box box) throws IOException {
    List<Double> limits =
        Limit.parse(goal.limit()).stream()
            .filter(limit -> limit.unit() == goal.unit() || limit.unit() == Unit.NONE)
            .map(Limit::value)
            .distinct()
            .toList();
    double low = Stream.concat(limits.stream(), Stream.of(box.p5())).min(Double::compare).get();
    double high = Stream.concat(limits.stream(), Stream.of(box.p95())).max(Double::compare).get();
    Scale scale = new Scale(low, high);
    String words =
        "5 %% of %d values are below %s, half below %s, 95 %% below %s%s"
            .formatted(
                box.values(),
                number(box.p5()),
                number(box.median()),
                number(box.p95()),
                inWords(goal));
    html.start(
        "svg",
        "class",
        "box",
        "viewBox",
        "0 0 " + number(CHART_WIDTH) + " 22",
        "width",
        number(CHART_WIDTH),
        "height",
        "22",
        "role",
        "img",
        "aria-label",
        words);
    html.leaf("title", words);
    line("whisker", scale.x(box.p5()), 11, scale.x(box.p95()), 11);
    line("whisker", scale.x(box.p5()), 7, scale.x(box.p5()), 15);
    line("whisker", scale.x(box.p95()), 7, scale.x(box.p95()), 15);
    html.start(
        "rect",
        "class",
        "quartiles",
        "x",
        number(scale.x(box.p25())),
        "y",
        "5",
        "width",
        number(Math.max(1, scale.x(box.p75()) - scale.x(box.p25()))),
        "height",
        "12");
    html.end();
    line("median", scale.x(box.median()), 5, scale.x(box.median()), 17);
    for (double limit : limits) {
      line("limit", scale.x(limit), 0, scale.x(limit), 22);
    }
    html.end();
  }

  private void line(String style, double x1, double y1, double x2, double y2) throws IOException {
    html.start(
        "line",
        "class",
        style,
        "x1",
        number(x1),
        "y1",
        number(y1),
        "x2",
        number(x2),
        "y2",
        number(y2));
    html.end();
  }

  /** Where a value lies on a chart. */
  private record Scale(double low, double high) {
    double x(double value) {
      return high > low
          ? MARGIN + (CHART_WIDTH - 2 * MARGIN) * (value - low) / (high - low)
          : CHART_WIDTH / 2;
    }
  }

  private static String number(double value) {
    return Figures.fixed(value, 2);
  }

  // time

  private void periods(Edition edition) throws IOException {
    if (edition.periods().size() < 2) {
      return;
    }
    html.start("section").leaf("h3", "Goals met over time");
    html.start("div", "class", "scroll").start("table", "class", "periods");
    page.headRow(
        Stream.concat(Stream.of("Goal"), edition.periods().stream()).toArray(String[]::new));
    html.start("tbody");
    for (GoalFigures goal : edition.goals()) {
      html.start("tr").leaf("th", goal.goal(), "scope", "row");
      for (String period : edition.periods()) {
        Met met = goal.byPeriod().getOrDefault(period, new Met(0, 0));
        html.leaf(
            "td",
            met.plans() == 0 ? "" : percent(met.met(), met.plans()) + " of " + met.plans(),
            "class",
            "number");
      }
      html.endLine();
    }
    html.end().end().end();
    html.leaf("p", "By the date that the RT Plans state.", "class", "note").endLine();
  }

  // lists

  private void worst(List<BadPlan> plans) throws IOException {
    if (plans.isEmpty()) {
      return;
    }
    html.start("section").leaf("h3", "Plans that fail most goals");
    html.start("div", "class", "scroll").start("table", "class", "worst");
    page.headRow("Plan", "Failed", "Not evaluated", "First reason", "File");
    html.start("tbody");
    for (BadPlan plan : plans) {
      html.start("tr");
      plan(plan.label(), plan.link());
      html.leaf("td", String.valueOf(plan.failed()), "class", "number");
      html.leaf("td", String.valueOf(plan.notEvaluated()), "class", "number");
      html.leaf("td", plan.reason()).leaf("td", plan.path(), "class", "code").endLine();
    }
    html.end().end().end().endLine();
  }

  private void plan(String label, String link) throws IOException {
    html.start("td");
    name(label, link);
    html.end();
  }

  private void name(String label, String link) throws IOException {
    String shown = label.isBlank() ? "(no label)" : TerminalText.name(label);
    if (link.isEmpty()) {
      html.text(shown);
    } else {
      html.leaf("a", shown, "href", link);
    }
  }

  private void open(Edition edition) throws IOException {
    if (edition.open().isEmpty()) {
      return;
    }
    html.start("section").leaf("h3", "Other plans to look at");
    html.start("div", "class", "scroll").start("table", "class", "open");
    page.headRow("Plan", "Verdict", "First reason", "File");
    html.start("tbody");
    for (OpenPlan open : edition.open()) {
      html.start("tr");
      plan(open.plan().label(), open.plan().link());
      html.leaf("td", open.verdict()).leaf("td", open.reason());
      html.leaf("td", open.plan().path(), "class", "code").endLine();
    }
    html.end().end().end();
    more(
        edition.openCount() - edition.open().size(),
        "plan",
        "One for each reason stands first; oarlock results --where \"plan_verdict ="
            + " NOT_EVALUATED\" lists all with that verdict.");
    html.endLine();
  }

  private void held(FileList held) throws IOException {
    if (!held.files().isEmpty()) {
      html.start("section").leaf("h3", "Files that keep plans from being judged");
      files("held", held, true);
      html.endLine();
    }
  }

  /** Of the whole store, whatever plans are judged by. */
  private void unread(FileList unread) throws IOException {
    if (!unread.files().isEmpty()) {
      html.start("article").start("section").leaf("h3", "Other files that cannot be read");
      files("unread", unread, false);
      html.leaf("p", "Nobody knows whether they belong to a plan.", "class", "note");
      html.end().endLine();
    }
  }

  private void files(String style, FileList list, boolean hasPlans) throws IOException {
    html.start("div", "class", "scroll").start("table", "class", style);
    if (hasPlans) {
      page.headRow("File", "Reason", "Plans", "Which");
    } else {
      page.headRow("File", "Reason");
    }
    html.start("tbody");
    for (DamagedFile file : list.files()) {
      html.start("tr").leaf("td", file.file(), "class", "code").leaf("td", file.reason());
      if (hasPlans) {
        html.leaf("td", String.valueOf(file.plans()), "class", "number").start("td");
        for (PlanLink plan : file.some()) {
          html.start("div");
          name(plan.label(), plan.link());
          html.text(" ").leaf("span", plan.path(), "class", "code").end();
        }
        if (file.plans() > file.some().size()) {
          html.leaf("div", "and %d more".formatted(file.plans() - file.some().size()));
        }
        html.end();
      }
      html.endLine();
    }
    html.end().end().end();
    more(list.more(), "file", "The tables 'file' and 'problem' of the store have all of them.");
  }

  private void more(long more, String what, String where) throws IOException {
    if (more > 0) {
      String text = "And %d more %s. %s".formatted(more, more == 1 ? what : what + "s", where);
      html.leaf("p", text, "class", "note");
    }
  }

  private void errors(List<Reason> reasons) throws IOException {
    reasons("Plans that were not judged", "errors", "Plans", "Such as", reasons);
  }

  private void reasons(List<Reason> reasons) throws IOException {
    reasons("Goals that were not evaluated", "reasons", "Times", "Such as", reasons);
  }

  private void reasons(String title, String style, String times, String about, List<Reason> reasons)
      throws IOException {
    if (reasons.isEmpty()) {
      return;
    }
    html.start("section").leaf("h3", title);
    html.start("div", "class", "scroll").start("table", "class", style);
    page.headRow("Reason", times, about);
    html.start("tbody");
    for (Reason reason : reasons) {
      html.start("tr").leaf("td", reason.text());
      html.leaf("td", String.valueOf(reason.times()), "class", "number");
      html.leaf("td", reason.about()).endLine();
    }
    html.end().end().end().endLine();
  }

  private void outliers(List<Outlier> outliers) throws IOException {
    if (outliers.isEmpty()) {
      return;
    }
    html.start("section").leaf("h3", "Values far from the others");
    html.start("div", "class", "scroll").start("table", "class", "outliers");
    page.headRow("Plan", "Goal", "Value", "Median", "Score", "File");
    html.start("tbody");
    for (Outlier outlier : outliers) {
      html.start("tr");
      plan(outlier.label(), outlier.link());
      html.leaf("td", outlier.goal());
      html.leaf("td", shown(outlier.value(), outlier.unit()), "class", "number");
      html.leaf("td", shown(outlier.median(), outlier.unit()), "class", "number");
      html.leaf("td", Figures.fixed(outlier.score(), 1), "class", "number");
      html.leaf("td", outlier.path(), "class", "code").endLine();
    }
    html.end().end().end();
    html.leaf(
        "p",
        "Score: the distance from the median in units of the median absolute deviation, scaled to a"
            + " standard deviation; more than 3.5 either way is listed (Iglewicz and Hoaglin 1993).",
        "class",
        "note");
    html.endLine();
  }

  private static String shown(double value, Unit unit) {
    return Figures.plain(value, unit);
  }
}
