package org.oarlock.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.oarlock.check.GoalResult;
import org.oarlock.check.Judgement;
import org.oarlock.check.PlanResult;
import org.oarlock.metric.MetricResult;
import org.oarlock.metric.MetricValue;
import org.oarlock.metric.WordValue;
import org.oarlock.plan.Phase;
import org.oarlock.protocol.Protocol;

/**
 * The results of a check as one table: a row for each comparison of each goal, and for each value
 * that is reported besides. Nothing is rounded. {@link Csv} says what cells look like.
 */
public final class CsvReport {
  private static final List<String> COLUMNS =
      List.of(
          "plan",
          "plan_uid",
          "goal",
          "verdict",
          "obligation",
          "priority",
          "role",
          "label",
          "structure",
          "matched",
          "metric",
          "value",
          "unit",
          "lower",
          "upper",
          "limit",
          "row_verdict",
          "covered_percent",
          "reason",
          "borderline",
          "accepted",
          "dose",
          "prescription",
          "source",
          "protocol",
          "protocol_version",
          "protocol_sha256",
          "tool_version");

  private final Report report;
  private final Csv csv;

  private CsvReport(Report report, Csv csv) {
    this.report = report;
    this.csv = csv;
  }

  /** Writes a header and the rows. Flushes the writer and leaves it open. */
  public static void write(Report report, Writer out) throws IOException {
    CsvReport table = new CsvReport(report, header(out));
    for (PlanResult plan : report.plans()) {
      for (GoalResult goal : plan.goals()) {
        table.rows(plan, goal);
      }
    }
    out.flush();
  }

  /** Writes the table of a check whose protocol cannot be read: it has no rows. */
  public static void writeWithoutProtocol(Writer out) throws IOException {
    header(out);
    out.flush();
  }

  private static Csv header(Writer out) throws IOException {
    Csv csv = new Csv(out);
    for (String column : COLUMNS) {
      csv.text(column);
    }
    csv.endRow();
    return csv;
  }

  private void rows(PlanResult plan, GoalResult goal) throws IOException {
    for (int i = 0; i < goal.judgements().size(); i++) {
      row(plan, goal, goal.judgements().get(i), i == goal.deciding() ? "deciding" : "judged");
    }
    for (Judgement judgement : goal.alsoReported()) {
      row(plan, goal, judgement, "reported");
    }
  }

  private void row(PlanResult plan, GoalResult goal, Judgement judgement, String role)
      throws IOException {
    csv.text(plan.plan().label()).text(uids(plan)).text(goal.id());
    csv.text(goal.verdict().name()).text(goal.obligation().name());
    if (goal.priority() > 0) {
      csv.number(goal.priority());
    } else {
      csv.empty();
    }
    csv.text(role).text(judgement.label()).text(goal.structure());
    csv.text(String.join("; ", judgement.matched())).text(judgement.metric());
    value(judgement.result());
    csv.text(judgement.limit()).text(role.equals("reported") ? "" : judgement.verdict().name());
    if (judgement.result() instanceof MetricValue value) {
      csv.number(value.coveredPercent());
    } else {
      csv.empty();
    }
    csv.text(reason(goal, judgement, role));
    csv.text(judgement.borderline() == null ? "" : judgement.borderline());
    csv.text(goal.acceptance() == null ? "" : goal.acceptance().text());
    csv.text(goal.dose()).text(goal.prescription()).text(goal.source());
    Protocol protocol = report.protocol();
    csv.text(protocol.id()).text(protocol.version());
    csv.text(
        protocol.files().stream()
            .map(Protocol.SourceFile::sha256)
            .collect(Collectors.joining(" ")));
    csv.text(report.tool().version()).endRow();
  }

  /** Of the row that decided the goal's own reason, where the row itself has none. */
  private static String reason(GoalResult goal, Judgement judgement, String role) {
    String own = Wording.reason(judgement);
    return own.isEmpty() && role.equals("deciding") ? goal.reason() : own;
  }

  private void value(@Nullable MetricResult result) throws IOException {
    if (result instanceof MetricValue value) {
      csv.number(value.value())
          .text(value.unit().symbol())
          .number(value.lower())
          .number(value.upper());
    } else {
      csv.text(result instanceof WordValue word ? word.word() : "").empty().empty().empty();
    }
  }

  private static String uids(PlanResult plan) {
    return plan.plan().phases().stream()
        .map(Phase::source)
        .map(source -> source == null ? "" : source.sopInstanceUid())
        .collect(Collectors.joining(" "))
        .strip();
  }
}
