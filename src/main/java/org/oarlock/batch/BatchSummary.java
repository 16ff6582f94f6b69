package org.oarlock.batch;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.oarlock.app.Outcome;
import org.oarlock.check.Verdict;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;
import org.oarlock.store.DamagedFiles;
import org.oarlock.store.FileIndex;
import org.oarlock.store.FileIndex.Count;
import org.oarlock.store.IndexedFile.Kind;
import org.oarlock.store.StoredResult;

/**
 * What an archive comes to, at the end of a run.
 *
 * @param store where the results are, empty if in no store
 * @param protocol what was judged by, {@code id@version}, with what was stated about it
 * @param files how many files there are, by kind and by why they are not used
 * @param units how many units of files that belong together hold plans
 * @param unchanged how many of them had been judged before and were left as they are
 * @param tally the verdicts of all plans
 * @param unread the problems of files, errors first; of more than {@value #MOST_PROBLEMS} the
 *     first, and how many more there are
 * @param held the files whose errors keep plans from being judged
 */
public record BatchSummary(
    String store,
    String protocol,
    List<Count> files,
    long units,
    long unchanged,
    Tally tally,
    List<Problem> unread,
    DamagedFiles.Listing held) {
  static final int MOST_PROBLEMS = 20;
  static final int MOST_HELD = 10;
  private static final int LONGEST = 1000;

  public BatchSummary {
    files = List.copyOf(files);
    unread = List.copyOf(unread);
  }

  /** Of files that have problems as well and are not listed. */
  static Problem more(long files) {
    return Problem.note(
        "more-problems",
        SourceLocation.NOWHERE,
        "and %d more files; the table 'file' of a store has all of them".formatted(files));
  }

  /** Writes it for people. Flushes the writer and leaves it open. */
  public void writeText(Writer out) throws IOException {
    line(out, "Protocol", protocol);
    line(out, "Files", filesByKind());
    String label = "Not used";
    for (Map.Entry<String, Long> reason : unused().entrySet()) {
      line(out, label, "%d: %s".formatted(reason.getValue(), reason.getKey()));
      label = "";
    }
    line(out, "Plans", tally.total() + (tally.total() > 0 ? ": " + verdicts() : ""));
    if (tally.accepted() > 0) {
      String goals = tally.accepted() == 1 ? "goal is" : "goals are";
      line(
          out,
          "Accepted",
          "%d %s not met that somebody answers for; they stay FAIL"
              .formatted(tally.accepted(), goals));
    }
    writeHeld(out);
    if (unchanged > 0) {
      line(
          out,
          "",
          "%d of %d units were judged before and have not changed".formatted(unchanged, units));
    }
    if (!store.isEmpty()) {
      line(out, "Store", store);
    }
    out.flush();
  }

  private void writeHeld(Writer out) throws IOException {
    String label = "Held up";
    for (DamagedFiles.Damaged file : held.files()) {
      String plans = file.plans() == 1 ? "plan" : "plans";
      String why = VisibleText.of(file.file() + ": " + file.reason(), LONGEST);
      line(out, label, "%d %s by %s".formatted(file.plans(), plans, why));
      label = "";
    }
    if (held.more() > 0) {
      String files = held.more() == 1 ? "file" : "files";
      line(out, "", "and others by %d more %s".formatted(held.more(), files));
    }
  }

  /**
   * In one word.
   *
   * @param isJudged whether all goals of all plans have been judged
   */
  public Outcome outcome(boolean isJudged) {
    if (tally.of(Verdict.FAIL.name()) > 0) {
      return Outcome.GOAL_FAILED;
    }
    boolean complete =
        isJudged
            && tally.total() > 0
            && tally.of(Verdict.REVIEW.name()) == 0
            && tally.of(Verdict.NOT_EVALUATED.name()) == 0
            && tally.of(StoredResult.NO_PROTOCOL) == 0
            && tally.of(StoredResult.ERROR) == 0
            && unread.stream().noneMatch(Problem::isError);
    return complete ? Outcome.DONE : Outcome.NOT_COMPLETE;
  }

  private static void line(Writer out, String label, String text) throws IOException {
    out.write(String.format(Locale.ROOT, "%-12s%s%n", label, text).replace("\r\n", "\n"));
  }

  private String filesByKind() {
    Map<Kind, Long> byKind = new TreeMap<>();
    files.forEach(count -> byKind.merge(count.kind(), count.files(), Long::sum));
    long all = byKind.values().stream().mapToLong(Long::longValue).sum();
    return all
        + byKind.entrySet().stream()
            .map(kind -> kind.getValue() + " " + name(kind.getKey()))
            .collect(Collectors.joining(", ", all > 0 ? ": " : "", ""));
  }

  private static String name(Kind kind) {
    return switch (kind) {
      case RT_PLAN -> "RT Plan";
      case RT_STRUCTURE_SET -> "RT Structure Set";
      case RT_DOSE -> "RT Dose";
      case CT -> "CT";
      case OTHER -> "other DICOM";
      case ARCHIVE -> "zip archive";
      case NOT_DICOM -> "no DICOM";
      case UNREADABLE -> "unreadable";
    };
  }

  private Map<String, Long> unused() {
    Map<String, Long> reasons = new TreeMap<>();
    for (Count count : files) {
      boolean copy = count.unused().equals(FileIndex.COPY);
      if (!count.unused().isEmpty()) {
        reasons.merge(
            copy ? "it is a copy of another file" : count.unused(), count.files(), Long::sum);
      }
    }
    return reasons;
  }

  private String verdicts() {
    return tally.plans().entrySet().stream()
        .filter(verdict -> verdict.getValue() > 0)
        .map(verdict -> verdict.getValue() + " " + verdict.getKey())
        .collect(Collectors.joining(", "));
  }
}
