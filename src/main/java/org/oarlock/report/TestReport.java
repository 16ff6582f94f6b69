package org.oarlock.report;

import java.io.IOException;
import java.io.Writer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import tools.jackson.core.exc.JacksonIOException;

/**
 * What tests of protocols came to.
 *
 * @param tool what ran them
 * @param tests the tests, in the order in which they were named
 */
public record TestReport(Report.Tool tool, List<TestedFile> tests) {
  public TestReport {
    tests = List.copyOf(tests);
  }

  /** What a test comes to. */
  public enum Result {
    AS_EXPECTED("as expected"),
    DIFFERENT("different"),
    /** Something that the test needs cannot be read or is not there. */
    NOT_RUN("not run");

    private final String words;

    Result(String words) {
      this.words = words;
    }
  }

  /**
   * A test.
   *
   * @param path its file, as the user named it
   * @param checks what was checked; those that could be
   * @param problems what kept it from running whole; empty if nothing did
   */
  public record TestedFile(String path, List<TestedPlan> checks, List<Problem> problems) {
    public TestedFile {
      checks = List.copyOf(checks);
      problems = List.copyOf(problems);
    }

    /** What it comes to: a difference goes before what could not be run. */
    public Result result() {
      if (checks.stream().flatMap(c -> c.findings().stream()).anyMatch(f -> !f.asExpected())) {
        return Result.DIFFERENT;
      }
      return problems.stream().anyMatch(Problem::isError) ? Result.NOT_RUN : Result.AS_EXPECTED;
    }
  }

  /**
   * One check of one plan.
   *
   * @param plan where the plan is
   * @param set what was set, by name
   * @param findings what was expected and found
   * @param unchecked the ids of the goals that the test does not mention; empty if it says so
   */
  public record TestedPlan(
      String plan, Map<String, String> set, List<Finding> findings, List<String> unchecked) {
    public TestedPlan {
      set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
      findings = List.copyOf(findings);
      unchecked = List.copyOf(unchecked);
    }
  }

  /**
   * Something that was expected.
   *
   * @param what of what: {@code goal}, {@code value} or {@code exit}
   * @param goal the id of the goal, empty for the exit code
   * @param metric the metric of a value, else empty
   * @param expected in words
   * @param found in words
   * @param reason why it was found, empty if there is nothing to say
   * @param asExpected whether the two agree
   * @param location where the expectation stands
   */
  public record Finding(
      String what,
      String goal,
      String metric,
      String expected,
      String found,
      String reason,
      boolean asExpected,
      SourceLocation location) {}

  // text

  /** Writes it for a terminal. Flushes the writer and leaves it open. */
  public void writeText(Writer out) throws IOException {
    for (TestedFile test : tests) {
      line(out, "%-11s  %s%s".formatted(test.result().words, test.path(), size(test)));
      for (TestedPlan check : test.checks()) {
        write(check, test, out);
      }
      for (Problem problem : test.problems()) {
        for (String line : problem.toString().lines().toList()) {
          line(out, "  " + line);
        }
      }
    }
    line(out, summary());
    out.flush();
  }

  private static void line(Writer out, String text) throws IOException {
    out.write(TerminalText.sentence(text).stripTrailing() + "\n");
  }

  private static String size(TestedFile test) {
    List<Finding> findings = test.checks().stream().flatMap(c -> c.findings().stream()).toList();
    return findings.isEmpty()
        ? ""
        : ": %s, %s"
            .formatted(
                Wording.counted(test.checks().size(), "check"),
                Wording.counted(findings.size(), "expectation"));
  }

  private static void write(TestedPlan check, TestedFile test, Writer out) throws IOException {
    for (Finding finding : check.findings()) {
      if (!finding.asExpected()) {
        line(out, "  " + finding.location() + ": " + text(finding) + where(check, test));
      }
    }
    if (!check.unchecked().isEmpty()) {
      line(out, "  not mentioned: " + String.join(", ", check.unchecked()) + where(check, test));
    }
  }

  private static String text(Finding finding) {
    String subject =
        (finding.what() + " " + finding.goal() + " " + finding.metric()).strip().replace("  ", " ");
    return "%s: expected %s, found %s%s"
        .formatted(
            subject,
            finding.expected(),
            finding.found(),
            finding.reason().isEmpty() ? "" : ": " + finding.reason());
  }

  /** Which of several checks it was. */
  private static String where(TestedPlan check, TestedFile test) {
    if (test.checks().size() == 1) {
      return "";
    }
    StringBuilder where = new StringBuilder(" [").append(check.plan());
    check.set().forEach((name, value) -> where.append(", ").append(name).append('=').append(value));
    return where.append(']').toString();
  }

  private String summary() {
    StringBuilder summary = new StringBuilder(Wording.counted(tests.size(), "test")).append(':');
    String separator = " ";
    for (Result result : Result.values()) {
      long count = tests.stream().filter(test -> test.result() == result).count();
      if (count > 0) {
        summary.append(separator).append(count).append(' ').append(result.words);
        separator = ", ";
      }
    }
    return summary.toString();
  }

  // JSON

  /** Writes it for programs. Flushes the writer and leaves it open. */
  public void writeJson(Writer out) throws IOException {
    try (JsonOutput json = JsonOutput.indented(out)) {
      json.startObject().integer("formatVersion", JsonReport.FORMAT_VERSION);
      JsonReport.tool(json, tool);
      json.startArray("tests");
      tests.forEach(test -> write(test, json));
      json.endArray().endObject();
    } catch (JacksonIOException e) {
      throw e.getCause();
    }
    out.write('\n');
    out.flush();
  }

  private static void write(TestedFile test, JsonOutput json) {
    json.startObject().text("path", test.path()).text("result", test.result().name());
    json.startArray("checks");
    for (TestedPlan check : test.checks()) {
      json.startObject().text("plan", check.plan()).startObject("set");
      check.set().forEach(json::text);
      json.endObject().startArray("findings");
      check.findings().forEach(finding -> write(finding, json));
      json.endArray().texts("unchecked", check.unchecked()).endObject();
    }
    json.endArray();
    JsonReport.problems(json, test.problems());
    json.endObject();
  }

  private static void write(Finding finding, JsonOutput json) {
    json.startObject()
        .text("what", finding.what())
        .text("goal", finding.goal())
        .text("metric", finding.metric())
        .text("expected", finding.expected())
        .text("found", finding.found())
        .text("reason", finding.reason())
        .flag("asExpected", finding.asExpected())
        .positiveOrNull("line", finding.location().line())
        .endObject();
  }
}
