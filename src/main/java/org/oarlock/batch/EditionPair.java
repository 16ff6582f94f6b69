package org.oarlock.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.oarlock.app.Outcome;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;
import org.oarlock.report.Csv;
import org.oarlock.store.GoalTable;
import org.oarlock.store.GoalTable.Change;
import org.oarlock.store.GoalTable.Edition;
import org.oarlock.store.Store;
import org.oarlock.store.StoreException;

/**
 * Results by two versions of a protocol: which verdicts change from one to the other, plan by plan.
 */
public final class EditionPair {
  private static final int LONGEST_PATH = 300;
  private static final int MOST_LISTED = 20;

  private final GoalTable table;
  private final Edition before;
  private final Edition after;
  private final long common;

  private EditionPair(GoalTable table, Edition before, Edition after) {
    this.table = table;
    this.before = before;
    this.after = after;
    this.common = table.common(before, after);
  }

  /**
   * Finds two editions in a store.
   *
   * @param before {@code PROTOCOL@VERSION}; where that leaves several, with {@code #KEY}, with
   *     {@code /TOOL}, or both behind it
   * @param after the same
   * @throws StoreException if one of them names none or more than one
   */
  public static EditionPair of(Store store, String before, String after) {
    GoalTable table = new GoalTable(store);
    List<Edition> editions = table.editions();
    return new EditionPair(
        table, named(editions, "--old", before), named(editions, "--new", after));
  }

  private static Edition named(List<Edition> editions, String option, String name) {
    List<Edition> found =
        editions.stream().filter(edition -> EditionName.of(edition).all().contains(name)).toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    List<Edition> shown = found.isEmpty() ? editions : found;
    String choice =
        shown.stream()
            .limit(20)
            .map(EditionName::of)
            .map(e -> found.isEmpty() ? VisibleText.of(e.plain()) : e.shown(e.full()))
            .distinct()
            .collect(Collectors.joining(", "));
    throw new StoreException(
        Problem.error(
            found.isEmpty() ? "edition-unknown" : "edition-ambiguous",
            new SourceLocation(option, 0, 0, null),
            found.isEmpty()
                ? "the store has no results by '%s'; it has results by %s"
                    .formatted(VisibleText.of(name), choice.isEmpty() ? "nothing" : choice)
                : "'%s' stands for several: %s".formatted(VisibleText.of(name), choice),
            "Name one of them"));
  }

  /** FOUND if a verdict changes, NOT_COMPLETE if a plan is in one edition only, else DONE. */
  public Outcome outcome() {
    boolean[] changes = new boolean[1];
    table.eachChange(before, after, change -> changes[0] = true);
    if (changes[0]) {
      return Outcome.FOUND;
    }
    boolean complete = common > 0 && common == before.plans() && common == after.plans();
    return complete ? Outcome.DONE : Outcome.NOT_COMPLETE;
  }

  // writing

  /** Writes what changes for people; flushes the writer and leaves it open. */
  public void writeText(Writer out) throws IOException {
    line(out, "Old", "%s: %s".formatted(shown(before), plans(before.plans())));
    line(out, "New", "%s: %s".formatted(shown(after), plans(after.plans())));
    Printed printed = new Printed(out);
    line(out, "Compared", plans(common) + (common == 1 ? " that is in both" : " that are in both"));
    try {
      table.eachChange(before, after, printed::change);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    out.write("\n");
    line(
        out,
        "Changed",
        "the verdicts of %s, and of goals in %s"
            .formatted(plans(printed.plans), plans(printed.plansWithGoals)));
    writeLone(out, "Only old", "new", before, after);
    writeLone(out, "Only new", "old", after, before);
    if (before.plans() > common || after.plans() > common) {
      line(
          out,
          "Not whole",
          "plans that are in one of the two only cannot be compared; without any change the"
              + " command ends with 3 for them");
    }
    out.flush();
  }

  private void writeLone(Writer out, String label, String missing, Edition one, Edition other)
      throws IOException {
    long lone = one.plans() - common;
    if (lone == 0) {
      return;
    }
    line(
        out,
        label,
        "%s not judged by the %s%s"
            .formatted(
                plans(lone),
                missing,
                lone > MOST_LISTED
                    ? ", the first %d here, all with --csv".formatted(MOST_LISTED)
                    : ""));
    long[] written = new long[1];
    try {
      table.eachOnlyIn(
          one,
          other,
          plan -> {
            if (++written[0] <= MOST_LISTED) {
              write(
                  out,
                  "  %s  %s\n"
                      .formatted(
                          named(plan.label(), plan.plan()),
                          VisibleText.of(plan.path(), LONGEST_PATH)));
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void write(Writer out, String text) {
    try {
      out.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String named(String label, String plan) {
    return label.isEmpty()
        ? VisibleText.of(plan)
        : "%s (%s)".formatted(VisibleText.of(label), VisibleText.of(plan));
  }

  private static String plans(long count) {
    return count + (count == 1 ? " plan" : " plans");
  }

  private static String shown(Edition edition) {
    EditionName name = EditionName.of(edition);
    return name.shown(name.plain()) + ", judged by Oarlock " + VisibleText.of(edition.tool());
  }

  private static void line(Writer out, String label, String text) throws IOException {
    out.write(String.format(Locale.ROOT, "%-12s%s", label, text) + "\n");
  }

  /** Prints changes that come plan by plan. */
  private static final class Printed {
    private final Writer out;
    private String plan = "";
    private String planWithGoal = "";
    private long plans;
    private long plansWithGoals;

    Printed(Writer out) {
      this.out = out;
    }

    private void change(Change change) {
      try {
        if (!change.plan().equals(plan)) {
          plan = change.plan();
          out.write(
              "\n%s\n%s\n"
                  .formatted(
                      named(change.label(), plan), VisibleText.of(change.path(), LONGEST_PATH)));
        }
        if (change.goal().isEmpty()) {
          plans++;
        } else if (!plan.equals(planWithGoal)) {
          planWithGoal = plan;
          plansWithGoals++;
        }
        String what = change.goal().isEmpty() ? "the plan" : VisibleText.of(change.goal());
        String reason =
            change.reason().isEmpty() ? "" : "  " + VisibleText.of(change.reason(), 300);
        out.write(
            String.format(
                    Locale.ROOT,
                    "  %-24s  %s -> %s%s",
                    what,
                    orNone(change.before()),
                    orNone(change.after()),
                    reason)
                + "\n");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static String orNone(String verdict) {
      return verdict.isEmpty() ? "(no such goal)" : verdict;
    }
  }

  /**
   * Writes the changes as CSV, then the plans that are in one edition only; flushes the writer and
   * leaves it open.
   */
  public void writeCsv(Writer out) throws IOException {
    out.write(ResultList.BYTE_ORDER_MARK);
    Csv csv = new Csv(out, "\r\n");
    for (String column :
        List.of("plan", "label", "goal", "old_verdict", "new_verdict", "reason", "path")) {
      csv.text(column);
    }
    csv.endRow();
    try {
      table.eachChange(before, after, change -> write(csv, change));
      table.eachOnlyIn(before, after, plan -> write(csv, change(plan, plan.verdict(), "")));
      table.eachOnlyIn(after, before, plan -> write(csv, change(plan, "", plan.verdict())));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    out.flush();
  }

  private static Change change(GoalTable.Lone plan, String before, String after) {
    String missing = before.isEmpty() ? "not judged by the old" : "not judged by the new";
    return new Change(plan.plan(), plan.label(), plan.path(), "", before, after, missing);
  }

  private static void write(Csv csv, Change change) {
    try {
      csv.text(change.plan()).text(change.label()).text(change.goal());
      csv.text(change.before()).text(change.after()).text(change.reason());
      csv.text(change.path()).endRow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
