package org.oarlock.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oarlock.check.GoalResult;
import org.oarlock.check.GoalResult.Obligation;
import org.oarlock.check.Judgement;
import org.oarlock.check.PlanResult;
import org.oarlock.check.Verdict;
import org.oarlock.plan.FileIdentity;
import org.oarlock.plan.Phase;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.protocol.Protocol;
import tools.jackson.core.exc.JacksonIOException;

/**
 * The results of a check in the Static Analysis Results Interchange Format, SARIF 2.1.0 (OASIS
 * Standard, 27 March 2020): a goal is a rule, what a plan comes to under it a result, at the line
 * of the protocol where the goal stands. What could not be judged is of the kind {@code open}, what
 * a person must decide of the kind {@code review}; both have no level (section 3.27.10), so each is
 * told as a notification too, for viewers that show failures only.
 */
public final class SarifReport {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private final JsonOutput json;

  private SarifReport(JsonOutput json) {
    this.json = json;
  }

  /** Writes the report and a line end. Flushes the writer and leaves it open. */
  public static void write(Report report, Writer out) throws IOException {
    write(out, sarif -> sarif.run(report));
  }

  /** Writes the report of a check whose protocol cannot be read: no results, the problems told. */
  public static void writeWithoutProtocol(Report.Tool tool, List<Problem> problems, Writer out)
      throws IOException {
    write(out, sarif -> sarif.run(tool, problems));
  }

  private interface Content {
    void writeTo(SarifReport sarif);
  }

  private static void write(Writer out, Content content) throws IOException {
    try (JsonOutput json = JsonOutput.indented(out)) {
      json.startObject().text("$schema", SCHEMA).text("version", "2.1.0").startArray("runs");
      content.writeTo(new SarifReport(json));
      json.endArray().endObject();
    } catch (JacksonIOException e) {
      throw e.getCause();
    }
    out.write('\n');
    out.flush();
  }

  private void run(Report.Tool tool, List<Problem> problems) {
    json.startObject();
    driver(tool, Map.of());
    invocation(problems, List.of(), false);
    json.startArray("results").endArray().endObject();
  }

  private void run(Report report) {
    Map<String, GoalResult> rules = new LinkedHashMap<>();
    for (PlanResult plan : report.plans()) {
      plan.goals().forEach(goal -> rules.putIfAbsent(goal.id(), goal));
    }
    List<String> ids = List.copyOf(rules.keySet());
    json.startObject();
    driver(report.tool(), rules);
    List<Problem> problems = report.allProblems();
    boolean used = !report.plans().isEmpty() && problems.stream().noneMatch(Problem::isError);
    invocation(problems, report.plans(), used);
    artifacts(report);
    json.startArray("results");
    for (PlanResult plan : report.plans()) {
      plan.goals().forEach(goal -> result(plan, goal, ids.indexOf(goal.id())));
    }
    json.endArray().startObject("properties");
    Protocol protocol = report.protocol();
    json.text("protocol", protocol.id())
        .text("protocolVersion", protocol.version())
        .text("protocolStatus", protocol.status().name())
        .text("verdict", report.verdict().name())
        .endObject()
        .endObject();
  }

  // ---- rules

  private void driver(Report.Tool tool, Map<String, GoalResult> rules) {
    json.startObject("tool")
        .startObject("driver")
        .text("name", tool.name())
        .text("version", tool.version())
        .startArray("rules");
    rules.values().forEach(this::rule);
    json.endArray().endObject().endObject();
  }

  private void rule(GoalResult goal) {
    json.startObject().text("id", goal.id());
    message("shortDescription", asked(goal));
    json.startObject("defaultConfiguration").text("level", level(goal)).endObject();
    json.startObject("properties")
        .text("obligation", goal.obligation().name())
        .text("source", goal.source())
        .endObject()
        .endObject();
  }

  private static String asked(GoalResult goal) {
    List<String> asked = goal.judgements().stream().map(Wording::asked).distinct().toList();
    String what = String.join("; ", asked);
    String text = goal.structure().isEmpty() ? what : goal.structure() + ": " + what;
    return text.isBlank() ? goal.id() : text;
  }

  private static String level(GoalResult goal) {
    return goal.obligation() == Obligation.REQUIRED ? "error" : "warning";
  }

  // ---- invocation

  private void invocation(List<Problem> problems, List<PlanResult> plans, boolean successful) {
    json.startArray("invocations").startObject().flag("executionSuccessful", successful);
    json.startArray("toolExecutionNotifications");
    problems.forEach(this::notification);
    for (PlanResult plan : plans) {
      plan.goals().stream().filter(SarifReport::isOpen).forEach(goal -> notification(plan, goal));
    }
    json.endArray().endObject().endArray();
  }

  private static boolean isOpen(GoalResult goal) {
    return goal.verdict() == Verdict.REVIEW || goal.verdict() == Verdict.NOT_EVALUATED;
  }

  private void notification(Problem problem) {
    json.startObject().startObject("descriptor").text("id", problem.code()).endObject();
    message("message", problem.message() + (problem.hint() == null ? "" : ". " + problem.hint()));
    json.text(
        "level",
        switch (problem.severity()) {
          case ERROR -> "error";
          case WARNING -> "warning";
          case NOTE -> "note";
        });
    locations(problem.location(), null);
    json.endObject();
  }

  private void notification(PlanResult plan, GoalResult goal) {
    json.startObject();
    json.startObject("associatedRule").text("id", goal.id()).endObject();
    message("message", plan.plan().label() + ": " + text(goal));
    json.text("level", level(goal));
    locations(goal.location(), null);
    json.endObject();
  }

  // ---- artifacts

  private void artifacts(Report report) {
    Map<String, String> hashes = new LinkedHashMap<>();
    report.protocol().files().forEach(file -> hashes.put(file.path(), file.sha256()));
    Set<String> protocolFiles = Set.copyOf(hashes.keySet());
    for (PlanResult plan : report.plans()) {
      files(plan).forEach(file -> hashes.putIfAbsent(file.path(), file.sha256()));
    }
    json.startArray("artifacts");
    hashes.forEach(
        (path, sha256) -> {
          json.startObject().startObject("location").text("uri", uri(path)).endObject();
          json.texts(
              "roles",
              List.of(
                  protocolFiles.contains(path) ? "userSpecifiedConfiguration" : "analysisTarget"));
          json.startObject("hashes").text("sha-256", sha256).endObject().endObject();
        });
    json.endArray();
  }

  private static List<FileIdentity> files(PlanResult plan) {
    List<FileIdentity> files = new ArrayList<>();
    files.add(plan.plan().structureSet().source());
    for (Phase phase : plan.plan().phases()) {
      if (phase.source() != null) {
        files.add(phase.source());
      }
      if (phase.dose() != null) {
        files.addAll(phase.dose().sources());
      }
    }
    return files;
  }

  // ---- results

  private void result(PlanResult plan, GoalResult goal, int rule) {
    json.startObject().text("ruleId", goal.id()).integer("ruleIndex", rule);
    json.text("kind", kind(goal.verdict()));
    json.text(
        "level",
        switch (goal.verdict()) {
          case FAIL -> level(goal);
          case VARIATION -> "note";
          default -> "none";
        });
    message("message", text(goal));
    locations(goal.location(), plan.plan().label());
    if (goal.acceptance() != null) {
      json.startArray("suppressions")
          .startObject()
          .text("kind", "external")
          .text("status", "accepted")
          .text("justification", goal.acceptance().text())
          .endObject()
          .endArray();
    }
    Judgement deciding = goal.decidingJudgement();
    json.startObject("properties")
        .text("verdict", goal.verdict().name())
        .text("obligation", goal.obligation().name())
        .text("plan", plan.plan().label())
        .text("structure", goal.structure())
        .texts("matched", deciding.matched())
        .text("metric", deciding.metric())
        .text("value", Figures.value(deciding))
        .text("band", Figures.band(deciding.result()))
        .text("limit", deciding.limit())
        .endObject()
        .endObject();
  }

  private static String kind(Verdict verdict) {
    return switch (verdict) {
      case PASS -> "pass";
      case VARIATION, FAIL -> "fail";
      case REVIEW -> "review";
      case NOT_EVALUATED -> "open";
      case NOT_APPLICABLE -> "notApplicable";
    };
  }

  private static String text(GoalResult goal) {
    Judgement deciding = goal.decidingJudgement();
    String reason = Wording.reason(goal);
    String found = Figures.hasValue(deciding) ? " is " + Figures.value(deciding) : "";
    String what = goal.structure().isEmpty() ? "" : goal.structure() + " ";
    return "%s: %s%s%s"
        .formatted(
            goal.verdict(), what, deciding.metric() + found, reason.isEmpty() ? "" : ": " + reason);
  }

  // ---- parts

  /** Nothing of it is a placeholder (section 3.11.5) or a link (3.11.6). */
  private void message(String name, String text) {
    String plain =
        TerminalText.sentence(text).replace("{", "{{").replace("}", "}}").replace("](", "] (");
    json.startObject(name).text("text", plain).endObject();
  }

  /** Where in which file; and of which plan, as a logical location. */
  private void locations(SourceLocation location, @Nullable String plan) {
    if (location.file() == null && plan == null) {
      return;
    }
    json.startArray("locations").startObject();
    if (location.file() != null) {
      json.startObject("physicalLocation")
          .startObject("artifactLocation")
          .text("uri", uri(location.file()))
          .endObject();
      if (location.line() > 0) {
        json.startObject("region").integer("startLine", location.line());
        if (location.column() > 0) {
          json.integer("startColumn", location.column());
        }
        json.endObject();
      }
      json.endObject();
    }
    if (plan != null) {
      json.startArray("logicalLocations")
          .startObject()
          .text("name", plan)
          .text("kind", "plan")
          .endObject()
          .endArray();
    }
    json.endObject().endArray();
  }

  /** A path as a URI: relative as it is, absolute with the scheme file. */
  static String uri(String path) {
    StringBuilder uri = new StringBuilder(path.startsWith("/") ? "file://" : "");
    for (byte b : path.replace('\\', '/').getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "-._~/".indexOf(c) >= 0;
      if (plain) {
        uri.append(c);
      } else {
        uri.append('%')
            .append(Character.forDigit(c >> 4, 16))
            .append(Character.forDigit(c & 15, 16));
      }
    }
    return uri.toString();
  }
}
