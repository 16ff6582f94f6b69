package org.oarlock.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.oarlock.check.NameReview;
import org.oarlock.check.NameReview.Candidate;
import org.oarlock.check.NameReview.Reviewed;
import org.oarlock.problem.Problem;
import org.oarlock.problem.VisibleText;
import org.oarlock.protocol.Protocol;
import tools.jackson.core.exc.JacksonIOException;

/**
 * What the structures of a protocol are called in plans.
 *
 * @param tool what made it
 * @param protocol the protocol
 * @param plans per plan its label and what was found
 * @param problems what belongs to no plan
 */
public record NamesReport(
    Report.Tool tool, Protocol protocol, List<ReviewedPlan> plans, List<Problem> problems) {
  public NamesReport {
    plans = List.copyOf(plans);
    problems = List.copyOf(problems);
  }

  /** A plan and what its structures are. */
  public record ReviewedPlan(String plan, NameReview review) {}

  // text

  /** Writes it for a terminal. Flushes the writer and leaves it open. */
  public void writeText(Writer out) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("Protocol    " + TerminalText.sentence(protocol.id() + " " + protocol.version()));
    plans.forEach(plan -> plan(plan, lines));
    for (String line : lines) {
      out.write(line + "\n");
    }
    out.flush();
  }

  private static void plan(ReviewedPlan plan, List<String> lines) {
    lines.add("");
    lines.add("Plan        " + TerminalText.name(plan.plan()));
    lines.add("");
    TextTable table =
        new TextTable(TextReport.WIDTH, "!Structure", "!In the plan", "!State", "How, or why not");
    for (Reviewed structure : plan.review().structures()) {
      table.row(
          TerminalText.name(structure.name()),
          structure.matched().isEmpty() ? "-" : names(structure.matched()),
          structure.state().name(),
          TerminalText.sentence(structure.how()));
    }
    lines.addAll(table.lines());
    for (Reviewed structure : plan.review().structures()) {
      candidates(structure, lines);
    }
    if (!plan.review().unused().isEmpty()) {
      lines.add("");
      lines.add("Structures of the plan that the protocol does not know");
      lines.add("  " + names(plan.review().unused()));
    }
  }

  private static void candidates(Reviewed structure, List<String> lines) {
    if (structure.candidates().isEmpty() && structure.risks().isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(
        TerminalText.name(structure.name())
            + (structure.candidates().isEmpty() ? "" : " may be, and is not taken for:"));
    for (Candidate candidate : structure.candidates()) {
      lines.add(
          "  '%s' (%s): %s"
              .formatted(
                  TerminalText.name(candidate.name()),
                  candidate.likeness(),
                  TerminalText.sentence(candidate.reason())));
    }
    for (String risk : structure.risks()) {
      lines.add("  LEFT OR RIGHT: " + TerminalText.sentence(risk));
    }
  }

  private static String names(List<String> names) {
    return names.stream().map(TerminalText::name).collect(Collectors.joining(", "));
  }

  // JSON

  /** Writes it for programs. Flushes the writer and leaves it open. */
  public void writeJson(Writer out) throws IOException {
    try (JsonOutput json = JsonOutput.indented(out)) {
      json.startObject().integer("formatVersion", JsonReport.FORMAT_VERSION);
      JsonReport.tool(json, tool);
      json.startObject("protocol")
          .text("id", protocol.id())
          .text("version", protocol.version())
          .endObject();
      json.startArray("plans");
      plans.forEach(plan -> plan(plan, json));
      json.endArray();
      JsonReport.problems(json, problems);
      json.endObject();
    } catch (JacksonIOException e) {
      throw e.getCause();
    }
    out.write('\n');
    out.flush();
  }

  private static void plan(ReviewedPlan plan, JsonOutput json) {
    json.startObject().text("label", plan.plan()).startArray("structures");
    for (Reviewed structure : plan.review().structures()) {
      json.startObject()
          .text("name", structure.name())
          .text("state", structure.state().name())
          .texts("matched", structure.matched())
          .text("how", structure.how())
          .startArray("candidates");
      for (Candidate candidate : structure.candidates()) {
        json.startObject()
            .text("name", candidate.name())
            .text("likeness", candidate.likeness().name())
            .text("reason", candidate.reason())
            .endObject();
      }
      json.endArray().texts("risks", structure.risks()).endObject();
    }
    json.endArray().texts("unused", plan.review().unused());
    JsonReport.problems(json, plan.review().problems());
    json.endObject();
  }

  // names file

  /**
   * Writes a names file of one plan: what may be meant, all of it commented out, so that nothing
   * counts that nobody has looked at.
   */
  public static void writeNames(NameReview review, Writer out) throws IOException {
    line(out, "# What structures of the protocol are called in a plan, for 'check --names'.");
    line(out, "# Nothing here counts yet: take the '# ' away from each line that is right.");
    for (Reviewed structure : review.structures()) {
      line(out, "");
      line(
          out,
          "# %s: %s%s"
              .formatted(
                  comment(structure.name()),
                  structure.state(),
                  structure.matched().isEmpty() ? "" : ": " + comments(structure.matched())));
      for (String risk : structure.risks()) {
        line(out, "#   LEFT OR RIGHT: " + comment(risk));
      }
      List<Candidate> candidates =
          structure.candidates().isEmpty() && structure.isOpen()
              ? structure.matched().stream()
                  .map(name -> new Candidate(name, NameReview.Likeness.WORDS, structure.how()))
                  .toList()
              : structure.candidates();
      for (Candidate candidate : candidates) {
        line(out, "#   " + comment(candidate.reason()));
        line(out, "# " + quoted(structure.name()) + ": " + quoted(candidate.name()));
      }
    }
    out.flush();
  }

  private static String comments(List<String> names) {
    return names.stream().map(NamesReport::comment).collect(Collectors.joining(", "));
  }

  /** Cannot end the line, and so the comment. */
  private static String comment(String text) {
    return VisibleText.of(text);
  }

  /** A double-quoted scalar of YAML 1.2, in which what cannot be seen is an escape. */
  private static String quoted(String name) {
    StringBuilder quoted = new StringBuilder("\"");
    name.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
              } else if (VisibleText.of(Character.toString(c)).equals(Character.toString(c))) {
                quoted.appendCodePoint(c);
              } else {
                quoted.append(c <= 0xFFFF ? "\\u%04X".formatted(c) : "\\U%08X".formatted(c));
              }
            });
    return quoted.append('"').toString();
  }

  private static void line(Writer out, String text) throws IOException {
    out.write(text + "\n");
  }
}
