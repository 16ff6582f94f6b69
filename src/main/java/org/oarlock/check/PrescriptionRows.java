package org.oarlock.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oarlock.check.Prescriptions.Resolution;
import org.oarlock.metric.Interval;
import org.oarlock.metric.MetricResult;
import org.oarlock.metric.MetricValue;
import org.oarlock.protocol.PrescriptionRule;
import org.oarlock.quantity.DecimalText;
import org.oarlock.quantity.Dose;
import org.oarlock.quantity.Unit;

/** The rows that judge the prescriptions themselves against what the protocol expects. */
final class PrescriptionRows {
  private static final String METRIC = "prescription[Gy]";

  private PrescriptionRows() {}

  /** One row per prescription that the protocol bounds. */
  static List<GoalResult> rows(List<Resolution> resolutions) {
    List<GoalResult> rows = new ArrayList<>();
    for (Resolution resolution : resolutions) {
      if (!expected(resolution.rule()).isEmpty()) {
        rows.add(row(resolution));
      }
    }
    return rows;
  }

  private static GoalResult row(Resolution resolution) {
    PrescriptionRule rule = resolution.rule();
    Judgement judgement = judgement(resolution);
    return new GoalResult(
        "prescription-" + rule.name(),
        rule.target(),
        rule.name(),
        "",
        GoalResult.Obligation.REQUIRED,
        0,
        judgement.verdict(),
        judgement.reason(),
        0,
        List.of(judgement),
        List.of(),
        "",
        rule.location(),
        evidence(resolution),
        null);
  }

  private static Evidence evidence(Resolution resolution) {
    List<Integer> phases =
        resolution.phases() instanceof Answer.Found<List<Integer>> found
            ? found.value()
            : List.of();
    return new Evidence(List.of(resolution.rule().target()), phases, resolution.rule().name());
  }

  private static Judgement judgement(Resolution resolution) {
    if (resolution.dose() instanceof Answer.Missing<Dose> missing) {
      return judgement(resolution, null, missing.verdict(), missing.reason());
    }
    double gy = ((Answer.Found<Dose>) resolution.dose()).value().gy();
    Interval point = Interval.point(gy);
    MetricResult value = new MetricValue(gy, Unit.GY, point, point, point, 100, List.of());
    if (resolution.phases() instanceof Answer.Missing<List<Integer>> missing) {
      return judgement(resolution, value, missing.verdict(), missing.reason());
    }
    return compared(resolution, Dose.ofGy(gy), value);
  }

  private static Judgement compared(Resolution resolution, Dose dose, MetricResult value) {
    PrescriptionRule rule = resolution.rule();
    if (!PhaseAssignment.inRange(rule, dose)) {
      return judgement(
          resolution,
          value,
          Verdict.FAIL,
          "%s is not %s%s".formatted(dose, bounds(rule), perFraction(resolution, dose)));
    }
    if (rule.fractions() > 0 && resolution.fractions() == 0) {
      return judgement(
          resolution,
          value,
          Verdict.NOT_EVALUATED,
          "the plan does not say in how many fractions; state it with --set %s=\"%s in FRACTIONS\""
              .formatted(rule.name(), dose));
    }
    if (rule.fractions() > 0 && resolution.fractions() != rule.fractions()) {
      return judgement(
          resolution,
          value,
          Verdict.FAIL,
          "%d fractions, expected %d".formatted(resolution.fractions(), rule.fractions()));
    }
    return resolution.doubt().isEmpty()
        ? judgement(resolution, value, Verdict.PASS, "")
        : judgement(resolution, value, Verdict.REVIEW, resolution.doubt());
  }

  /** What the value would be if it were the dose of one fraction, where that explains it. */
  private static String perFraction(Resolution resolution, Dose dose) {
    int fractions = resolution.fractions();
    Dose total = Dose.ofGy(dose.gy() * fractions);
    return fractions > 1 && PhaseAssignment.inRange(resolution.rule(), total)
        ? "; %d times as much would be: if the plan states the dose of one fraction, state the prescription with --set %s"
            .formatted(fractions, resolution.rule().name())
        : "";
  }

  private static Judgement judgement(
      Resolution resolution, @Nullable MetricResult value, Verdict verdict, String reason) {
    return new Judgement(
        "", List.of(), METRIC, value, expected(resolution.rule()), verdict, reason, null);
  }

  /** {@code = 50 Gy in 25}, {@code in 10..16 Gy}, {@code any dose in 5}; empty if nothing. */
  static String expected(PrescriptionRule rule) {
    String bounds = rule.lowest() == null && rule.highest() == null ? "" : bounds(rule);
    return rule.fractions() == 0
        ? bounds
        : (bounds.isEmpty() ? "any dose" : bounds) + " in " + rule.fractions();
  }

  private static String bounds(PrescriptionRule rule) {
    Dose lowest = rule.lowest();
    Dose highest = rule.highest();
    if (lowest == null || highest == null) {
      return highest == null ? ">= " + lowest : "<= " + highest;
    }
    return lowest.equals(highest)
        ? "= " + lowest
        : "in " + DecimalText.print(lowest.gy()) + ".." + highest;
  }

  /** What a prescription came to, for the report. */
  static PlanResult.ResolvedPrescription resolved(Resolution resolution) {
    PrescriptionRule rule = resolution.rule();
    Dose dose = resolution.dose() instanceof Answer.Found<Dose> f ? f.value() : null;
    String expected =
        rule.isSum()
            ? "sum of " + rule.sum().stream().map(t -> String.join(" or ", t)).toList()
            : expected(rule);
    return new PlanResult.ResolvedPrescription(
        rule.name(),
        expected,
        dose == null ? "" : PhaseAssignment.text(dose, resolution.fractions()),
        dose == null && resolution.dose() instanceof Answer.Missing<Dose> missing
            ? missing.reason()
            : resolution.origin(),
        dose);
  }
}
