package org.oarlock.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.protocol.Protocol;
import org.oarlock.protocol.ProtocolChange;
import org.oarlock.protocol.ProtocolChange.Effect;
import tools.jackson.core.exc.JacksonIOException;

/**
 * What changed in meaning from one protocol to another.
 *
 * @param tool what compared them
 * @param before the old protocol
 * @param after the new protocol
 * @param changes what changed, the looser first
 * @param plans how many plans were checked against both
 * @param verdicts what changes for these plans
 * @param problems what somebody must know besides
 */
public record DiffReport(
    Report.Tool tool,
    Protocol before,
    Protocol after,
    List<ProtocolChange> changes,
    int plans,
    List<ChangedVerdict> verdicts,
    List<Problem> problems) {
  public DiffReport {
    changes = List.copyOf(changes);
    verdicts = List.copyOf(verdicts);
    problems = List.copyOf(problems);
  }

  /**
   * A goal of which a plan's verdict is another one.
   *
   * @param plan the plan, as the user named it, with its label
   * @param goal the id of the goal; empty for the plan's own verdict
   * @param before the old verdict, empty if there is none
   * @param after the new verdict, empty if there is none
   * @param reason why it is the new one
   */
  public record ChangedVerdict(
      String plan, String goal, String before, String after, String reason) {}

  /** Whether anything means something else. */
  public boolean isDifferent() {
    return !changes.isEmpty() || !verdicts.isEmpty();
  }

  // text

  /** Writes it for a terminal. Flushes the writer and leaves it open. */
  public void writeText(Writer out) throws IOException {
    line(out, "Old  " + named(before));
    line(out, "New  " + named(after));
    for (Effect effect : Effect.values()) {
      List<ProtocolChange> some = changes.stream().filter(c -> c.effect() == effect).toList();
      if (!some.isEmpty()) {
        line(out, "");
        line(out, heading(effect));
        for (ProtocolChange change : some) {
          line(
              out,
              "  %s %s: %s%s"
                  .formatted(change.section(), change.name(), change.what(), places(change)));
        }
      }
    }
    if (plans > 0) {
      line(out, "");
      line(out, verdicts.isEmpty() ? unchanged() : "Verdicts of " + Wording.counted(plans, "plan"));
      for (ChangedVerdict verdict : verdicts) {
        line(out, "  " + text(verdict));
      }
    }
    if (!isDifferent()) {
      line(out, "");
      line(out, "No difference in meaning.");
    }
    out.flush();
  }

  private String unchanged() {
    return "No verdict of " + Wording.counted(plans, "plan") + " changes.";
  }

  private static String heading(Effect effect) {
    return switch (effect) {
      case LOOSER -> "Looser: a plan that did not pass may pass now";
      case STRICTER -> "Stricter: a plan that passed may not pass any more";
      case CHANGED -> "Changed: either way, or neither";
    };
  }

  private static String text(ChangedVerdict verdict) {
    return "%s: %s: %s -> %s%s"
        .formatted(
            verdict.plan(),
            verdict.goal().isEmpty() ? "the plan's verdict" : verdict.goal(),
            verdict.before().isEmpty() ? "not asked" : verdict.before(),
            verdict.after().isEmpty() ? "not asked" : verdict.after(),
            verdict.reason().isEmpty() ? "" : ": " + verdict.reason());
  }

  private static String named(Protocol protocol) {
    return "%s %s (%s)"
        .formatted(protocol.id(), protocol.version(), protocol.files().get(0).path());
  }

  private static String places(ProtocolChange change) {
    String old = place(change.before());
    String now = place(change.after());
    if (old.isEmpty() && now.isEmpty()) {
      return "";
    }
    return " (" + old + (old.isEmpty() || now.isEmpty() ? "" : ", ") + now + ")";
  }

  private static String place(@Nullable SourceLocation location) {
    return location == null || location.file() == null
        ? ""
        : location.file() + (location.line() > 0 ? ":" + location.line() : "");
  }

  private static void line(Writer out, String text) throws IOException {
    out.write(TerminalText.sentence(text) + "\n");
  }

  // JSON

  /** Writes it for programs. Flushes the writer and leaves it open. */
  public void writeJson(Writer out) throws IOException {
    try (JsonOutput json = JsonOutput.indented(out)) {
      json.startObject().integer("formatVersion", JsonReport.FORMAT_VERSION);
      JsonReport.tool(json, tool);
      protocol(json, "old", before);
      protocol(json, "new", after);
      json.startArray("changes");
      changes.forEach(change -> write(change, json));
      json.endArray().integer("plans", plans).startArray("verdicts");
      for (ChangedVerdict verdict : verdicts) {
        json.startObject()
            .text("plan", verdict.plan())
            .text("goal", verdict.goal().isEmpty() ? null : verdict.goal())
            .text("old", verdict.before().isEmpty() ? null : verdict.before())
            .text("new", verdict.after().isEmpty() ? null : verdict.after())
            .text("reason", verdict.reason())
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

  private static void protocol(JsonOutput json, String key, Protocol protocol) {
    json.startObject(key)
        .text("id", protocol.id())
        .text("version", protocol.version())
        .text("path", protocol.files().get(0).path())
        .text("sha256", protocol.files().get(0).sha256())
        .endObject();
  }

  private static void write(ProtocolChange change, JsonOutput json) {
    json.startObject()
        .text("effect", change.effect().name())
        .text("section", change.section())
        .text("name", change.name())
        .text("what", change.what());
    place(json, "old", change.before());
    place(json, "new", change.after());
    json.endObject();
  }

  private static void place(JsonOutput json, String which, @Nullable SourceLocation location) {
    json.text(which + "File", location == null ? null : location.file());
    json.positiveOrNull(which + "Line", location == null ? 0 : location.line());
  }
}
