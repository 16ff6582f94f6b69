package org.oarlock.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.oarlock.check.Acceptance;
import org.oarlock.check.Conflict;
import org.oarlock.check.Explanations;
import org.oarlock.check.GoalResult;
import org.oarlock.check.Judgement;
import org.oarlock.check.PlanResult;
import org.oarlock.check.Verdict;
import org.oarlock.metric.Interval;
import org.oarlock.metric.MetricResult;
import org.oarlock.metric.MetricValue;
import org.oarlock.metric.NoValue;
import org.oarlock.metric.WordValue;
import org.oarlock.plan.Plan;
import org.oarlock.problem.Problem;
import org.oarlock.protocol.Protocol;
import org.oarlock.quantity.Dose;
import tools.jackson.core.exc.JacksonIOException;

/**
 * A report for programs. Keys, units and what null means are documented in {@code json-format.md};
 * within one {@value #FORMAT_VERSION} of the format keys are only ever added. Nothing is rounded.
 */
public final class JsonReport {
  /** The version of the format; a new one means that a key went, or changed its meaning. */
  public static final int FORMAT_VERSION = 1;

  private final Report report;
  private final JsonOutput json;

  private JsonReport(Report report, JsonOutput json) {
    this.report = report;
    this.json = json;
  }

  /** Writes the report and a line end. Flushes the writer and leaves it open. */
  public static void write(Report report, Writer out) throws IOException {
    try (JsonOutput json = JsonOutput.indented(out)) {
      new JsonReport(report, json).write();
    } catch (JacksonIOException e) {
      throw e.getCause();
    }
    out.write('\n');
    out.flush();
  }

  /**
   * Writes the report of a check that came to nothing because its protocol cannot be read, with the
   * same keys. Flushes the writer and leaves it open.
   */
  public static void writeWithoutProtocol(Report.Tool tool, List<Problem> problems, Writer out)
      throws IOException {
    try (JsonOutput json = JsonOutput.indented(out)) {
      json.startObject().integer("formatVersion", FORMAT_VERSION);
      tool(json, tool);
      json.none("protocol").none("settings").text("verdict", Verdict.NOT_EVALUATED.name());
      json.startArray("plans").endArray();
      problems(json, problems);
      json.endObject();
    } catch (JacksonIOException e) {
      throw e.getCause();
    }
    out.write('\n');
    out.flush();
  }

  /** Writes goals that somebody asked about, each as a report has it and explained. */
  static void writeExplained(ExplainReport explain, Writer out) throws IOException {
    try (JsonOutput json = JsonOutput.indented(out)) {
      new JsonReport(explain.report(), json).write(explain);
    } catch (JacksonIOException e) {
      throw e.getCause();
    }
    out.write('\n');
    out.flush();
  }

  private void write(ExplainReport explain) {
    json.startObject().integer("formatVersion", FORMAT_VERSION);
    tool(json, report.tool());
    protocol(report.protocol());
    settings(report.settings());
    json.startArray("plans");
    for (ExplainReport.ExplainedPlan explained : explain.plans()) {
      PlanResult plan = explained.plan();
      json.startObject()
          .text("label", plan.plan().label())
          .text("verdict", plan.verdict().name())
          .startArray("goals");
      explained.goals().forEach(goal -> goal(goal, plan, true));
      json.endArray().endObject();
    }
    json.endArray();
    problems(json, explain.problems());
    json.endObject();
  }

  /** Writes the JSON Schema of these reports. Flushes the writer and leaves it open. */
  public static void writeSchema(Writer out) throws IOException {
    out.write(Asset.REPORT_SCHEMA.text());
    out.flush();
  }

  private void write() {
    json.startObject().integer("formatVersion", FORMAT_VERSION);
    tool(json, report.tool());
    protocol(report.protocol());
    settings(report.settings());
    json.text("verdict", report.verdict().name());
    json.startArray("plans");
    report.plans().forEach(this::plan);
    json.endArray();
    problems(json, report.problems());
    json.endObject();
  }

  static void tool(JsonOutput json, Report.Tool tool) {
    json.startObject("tool").text("name", tool.name()).text("version", tool.version()).endObject();
  }

  private void protocol(Protocol protocol) {
    json.startObject("protocol")
        .text("id", protocol.id())
        .text("title", protocol.title())
        .text("version", protocol.version())
        .text("status", protocol.status().name())
        .texts("extends", protocol.extended());
    texts("sources", protocol.sources());
    files("files", protocol.files());
    json.endObject();
  }

  private void files(String name, List<Protocol.SourceFile> files) {
    json.startArray(name);
    for (Protocol.SourceFile file : files) {
      json.startObject().text("path", file.path()).text("sha256", file.sha256()).endObject();
    }
    json.endArray();
  }

  private void settings(Report.Settings settings) {
    json.startObject("settings");
    texts("set", settings.set());
    json.startObject("names");
    settings.names().forEach(json::texts);
    json.endObject().flag("strict", settings.strict());
    Dose relative = settings.relativeDose();
    if (relative == null) {
      json.none("relativeDoseGy");
    } else {
      json.number("relativeDoseGy", relative.gy());
    }
    json.text("fractionDose", settings.fractionDose())
        .text("convention", settings.precision().convention().label())
        .number("toleranceGy", settings.precision().doseToleranceGy());
    files("overrides", settings.overrides());
    json.endObject();
  }

  private void plan(PlanResult result) {
    Plan plan = result.plan();
    json.startObject().text("label", plan.label()).text("verdict", result.verdict().name());
    if (report.showPatient()) {
      new JsonPlan(json).patient(plan.patient());
    }
    new JsonPlan(json).write(plan);
    prescriptions(result.prescriptions());
    parameters(result.parameters());
    structures(result.structures());
    json.startArray("goals");
    for (GoalResult goal : result.goals()) {
      goal(goal, result, Explanations.isCalledFor(goal));
    }
    json.endArray();
    conflicts(result.conflicts());
    json.texts("structuresWithoutGoals", result.structuresWithoutGoals());
    json.texts(
        "goalsWithoutStructure",
        GoalsWithoutStructure.of(report.protocol(), result).stream()
            .map(GoalsWithoutStructure.Lacking::id)
            .toList());
    new CrossCheckJson(json).write(result.crossCheck());
    problems(json, result.problems());
    json.endObject();
  }

  private void prescriptions(List<PlanResult.ResolvedPrescription> prescriptions) {
    json.startArray("prescriptions");
    for (PlanResult.ResolvedPrescription prescription : prescriptions) {
      json.startObject();
      prescriptionKeys(json, prescription);
      json.endObject();
    }
    json.endArray();
  }

  static void prescriptionKeys(JsonOutput json, PlanResult.ResolvedPrescription prescription) {
    json.text("name", prescription.name())
        .text("expected", prescription.expected())
        .text("found", prescription.found())
        .text("origin", prescription.origin());
    if (prescription.dose() == null) {
      json.none("doseGy");
    } else {
      json.number("doseGy", prescription.dose().gy());
    }
  }

  private void conflicts(List<Conflict> conflicts) {
    json.startArray("conflicts");
    for (Conflict conflict : conflicts) {
      json.startObject()
          .text("upperGoal", conflict.upperGoal())
          .text("upperStructure", conflict.upperStructure())
          .text("upperLimit", conflict.upperLimit())
          .texts("coverageGoals", conflict.coverageGoals())
          .text("coverageStructure", conflict.coverageStructure())
          .number("neededGy", conflict.neededGy())
          .number("sharedCm3", conflict.sharedCm3())
          .number("toleratedCm3", conflict.toleratedCm3());
      Conflict.Room room = conflict.room();
      if (room == null) {
        json.none("room");
      } else {
        json.startObject("room")
            .number("fromGy", room.fromGy())
            .number("toGy", room.toGy())
            .endObject();
      }
      json.texts("alternatives", conflict.alternatives()).text("text", conflict.text()).endObject();
    }
    json.endArray();
  }

  private void parameters(List<PlanResult.ResolvedParameter> parameters) {
    json.startArray("parameters");
    for (PlanResult.ResolvedParameter parameter : parameters) {
      json.startObject()
          .text("name", parameter.name())
          .text("value", parameter.value().isEmpty() ? null : parameter.value())
          .text("origin", parameter.origin())
          .endObject();
    }
    json.endArray();
  }

  private void structures(List<PlanResult.MatchedStructure> structures) {
    json.startArray("structures");
    structures.forEach(structure -> structure(json, structure));
    json.endArray();
  }

  static void structure(JsonOutput json, PlanResult.MatchedStructure structure) {
    json.startObject()
        .text("name", structure.name())
        .texts("matched", structure.matched())
        .text("how", structure.how())
        .endObject();
  }

  private void texts(String name, Map<String, String> texts) {
    json.startObject(name);
    texts.forEach(json::text);
    json.endObject();
  }

  /**
   * Writes a goal.
   *
   * @param explained whether to say how it came to its verdict
   */
  private void goal(GoalResult goal, PlanResult plan, boolean explained) {
    JsonEvidence evidence = new JsonEvidence(report, plan, json);
    Judgement deciding = goal.decidingJudgement();
    json.startObject()
        .text("id", goal.id())
        .text("structure", goal.structure())
        .texts("matched", deciding.matched())
        .text("verdict", goal.verdict().name())
        .text("reason", goal.reason());
    acceptance(goal.acceptance());
    json.text("metric", deciding.metric()).text("detail", deciding.detail());
    result(deciding.result());
    json.text("limit", deciding.limit())
        .text("obligation", goal.obligation().name())
        .text("dose", goal.dose())
        .text("prescription", goal.prescription())
        .text("borderline", deciding.borderline());
    json.positiveOrNull("priority", goal.priority());
    json.text("source", goal.source()).text("file", goal.location().file());
    json.positiveOrNull("line", goal.location().line());
    json.integer("deciding", goal.deciding()).startArray("judgements");
    for (Judgement judgement : goal.judgements()) {
      json.startObject();
      judged(judgement);
      json.text("limit", judgement.limit())
          .text("verdict", judgement.verdict().name())
          .text("reason", judgement.reason())
          .text("borderline", judgement.borderline());
      evidence.write(goal);
      json.endObject();
    }
    json.endArray().startArray("alsoReported");
    for (Judgement judgement : goal.alsoReported()) {
      json.startObject();
      judged(judgement);
      evidence.write(goal);
      json.endObject();
    }
    json.endArray();
    if (explained) {
      new ExplanationJson(json, plan.plan()).write(plan.explanations().of(goal));
    } else {
      json.none("explanation");
    }
    json.endObject();
  }

  private void acceptance(@Nullable Acceptance acceptance) {
    if (acceptance == null) {
      json.none("accepted");
      return;
    }
    json.startObject("accepted")
        .text("by", acceptance.by())
        .text("date", acceptance.date())
        .text("reason", acceptance.reason())
        .endObject();
  }

  private void judged(Judgement judgement) {
    json.text("label", judgement.label())
        .texts("matched", judgement.matched())
        .text("metric", judgement.metric())
        .text("detail", judgement.detail());
    result(judgement.result());
    if (judgement.result() instanceof MetricValue value) {
      band(value);
    }
  }

  private void result(@Nullable MetricResult result) {
    if (result instanceof MetricValue value) {
      json.number("value", value.value())
          .text("unit", value.unit().symbol())
          .number("lower", value.lower())
          .number("upper", value.upper())
          .number("coveredPercent", value.coveredPercent())
          .none("noValue");
      return;
    }
    if (result instanceof WordValue word) {
      json.text("value", word.word());
    } else {
      json.none("value");
    }
    List.of("unit", "lower", "upper", "coveredPercent").forEach(json::none);
    json.text("noValue", result instanceof NoValue none ? none.reason() : null);
  }

  /** How the band came about. */
  private void band(MetricValue value) {
    json.startObject("sampling");
    ends(value.sampling());
    json.endObject().startObject("conventions");
    ends(value.conventions());
    json.endObject().startObject("missing");
    ends(value.missing());
    json.endObject().startArray("alternatives");
    for (MetricValue.Alternative alternative : value.alternatives()) {
      json.startObject()
          .text("convention", alternative.name())
          .number("value", alternative.value())
          .endObject();
    }
    json.endArray();
  }

  private void ends(Interval interval) {
    json.number("lower", interval.lower()).number("upper", interval.upper());
  }

  static void problems(JsonOutput json, List<Problem> problems) {
    json.startArray("problems");
    for (Problem problem : problems) {
      json.startObject()
          .text("severity", problem.severity().name())
          .text("code", problem.code())
          .text("file", problem.location().file())
          .positiveOrNull("line", problem.location().line())
          .positiveOrNull("column", problem.location().column())
          .text("path", problem.location().path())
          .text("message", problem.message())
          .text("hint", problem.hint())
          .endObject();
    }
    json.endArray();
  }
}
