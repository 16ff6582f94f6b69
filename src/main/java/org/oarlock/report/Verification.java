package org.oarlock.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.stream.Stream;
import org.oarlock.problem.Problem;
import tools.jackson.core.exc.JacksonIOException;

/**
 * Whether a report still says what comes of its files and its protocol.
 *
 * @param tool what verified it
 * @param report the report's file
 * @param plans how many plans were computed anew
 * @param goals how many goals
 * @param differences what the report says otherwise, empty if it agrees
 * @param problems what somebody must know besides
 */
public record Verification(
    Report.Tool tool,
    String report,
    int plans,
    int goals,
    List<Difference> differences,
    List<Problem> problems) {
  public Verification {
    differences = List.copyOf(differences);
    problems = List.copyOf(problems);
  }

  /** What a difference is about. */
  public enum Kind {
    /** The program or its version. */
    TOOL,
    /** The protocol: its files' hashes, its id, version, sources. */
    PROTOCOL,
    /** What was set. */
    SETTINGS,
    /** A DICOM file: its hash or its UID. */
    FILE,
    /** A plan that one of the two does not have. */
    PLAN,
    /** A goal that one of the two does not have. */
    GOAL,
    VERDICT,
    /** A number of a goal. */
    VALUE,
    /** Evidence that contradicts the report that it stands in. */
    EVIDENCE,
    /** A problem that is told and not found, or the other way round. */
    PROBLEM,
    /** Anything else that the report says. */
    CONTENT
  }

  /**
   * A difference.
   *
   * @param kind what it is about
   * @param plan the plan's label, empty for the report as a whole
   * @param goal the goal's id, empty if it is about none
   * @param what in words, or the place in the report below the goal or plan
   * @param recorded what the report says
   * @param found what was computed or found now
   */
  public record Difference(
      Kind kind, String plan, String goal, String what, String recorded, String found) {}

  public boolean agrees() {
    return differences.isEmpty();
  }

  /** Writes it for a terminal. Flushes the writer and leaves it open. */
  public void writeText(Writer out) throws IOException {
    line(out, "Report      " + report);
    line(
        out,
        "Computed    %s of %s anew"
            .formatted(Wording.counted(goals, "goal"), Wording.counted(plans, "plan")));
    line(
        out,
        agrees()
            ? "Result      AGREES: report, files and protocol say the same"
            : "Result      DIFFERS: " + Wording.counted(differences.size(), "difference"));
    for (Difference difference : differences) {
      line(
          out,
          "  %s%s%s: %s: the report %s, now %s"
              .formatted(
                  difference.kind(),
                  difference.plan().isEmpty() ? "" : " plan " + difference.plan(),
                  difference.goal().isEmpty() ? "" : " goal " + difference.goal(),
                  difference.what(),
                  says(difference.recorded()),
                  says(difference.found())));
    }
    out.flush();
  }

  private static String says(String text) {
    return Stream.of("is ", "are ", "has ", "does ", "says ").anyMatch(text::startsWith)
        ? text
        : "says " + text;
  }

  private static void line(Writer out, String text) throws IOException {
    out.write(TerminalText.sentence(text) + "\n");
  }

  /** Writes it for programs. Flushes the writer and leaves it open. */
  public void writeJson(Writer out) throws IOException {
    try (JsonOutput json = JsonOutput.indented(out)) {
      json.startObject().integer("formatVersion", JsonReport.FORMAT_VERSION);
      JsonReport.tool(json, tool);
      json.text("report", report)
          .flag("agrees", agrees())
          .integer("plans", plans)
          .integer("goals", goals)
          .startArray("differences");
      for (Difference difference : differences) {
        json.startObject()
            .text("kind", difference.kind().name())
            .text("plan", difference.plan())
            .text("goal", difference.goal())
            .text("what", difference.what())
            .text("recorded", difference.recorded())
            .text("found", difference.found())
            .endObject();
      }
      json.endArray();
      JsonReport.problems(json, problems);
      json.endObject();
    } catch (JacksonIOException e) {
      throw e.getCause();
    }
    out.write('\n');
    out.flush();
  }
}
