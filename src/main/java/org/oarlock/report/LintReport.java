package org.oarlock.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.oarlock.problem.Problem;
import org.oarlock.problem.Severity;
import tools.jackson.core.exc.JacksonIOException;

/**
 * What is wrong or suspicious in protocols.
 *
 * @param tool what found it
 * @param files the protocols, in the order in which they were named
 */
public record LintReport(Report.Tool tool, List<LintedFile> files) {
  public LintReport {
    files = List.copyOf(files);
  }

  /**
   * A protocol.
   *
   * @param path its file, as the user named it
   * @param problems what was found in it and in the files that it extends
   */
  public record LintedFile(String path, List<Problem> problems) {
    public LintedFile {
      problems = List.copyOf(problems);
    }
  }

  /** All problems, each once: files that extend the same file share its problems. */
  public List<Problem> problems() {
    return files.stream().flatMap(file -> file.problems().stream()).distinct().toList();
  }

  /** Writes it for a terminal. Flushes the writer and leaves it open. */
  public void writeText(Writer out) throws IOException {
    for (Problem problem : problems()) {
      for (String line : problem.toString().lines().toList()) {
        out.write(TerminalText.sentence(line) + "\n");
      }
    }
    out.write(summary() + "\n");
    out.flush();
  }

  private String summary() {
    List<String> counts = new ArrayList<>();
    Stream.of(Severity.values())
        .map(this::counted)
        .filter(text -> !text.isEmpty())
        .forEach(counts::add);
    return Wording.counted(files.size(), "protocol")
        + ": "
        + (counts.isEmpty() ? "no problems" : String.join(", ", counts));
  }

  private String counted(Severity severity) {
    long count = problems().stream().filter(p -> p.severity() == severity).count();
    String noun =
        switch (severity) {
          case ERROR -> "error";
          case WARNING -> "warning";
          case NOTE -> "note";
        };
    return count == 0 ? "" : Wording.counted(count, noun);
  }

  /** Writes it for programs. Flushes the writer and leaves it open. */
  public void writeJson(Writer out) throws IOException {
    try (JsonOutput json = JsonOutput.indented(out)) {
      json.startObject().integer("formatVersion", JsonReport.FORMAT_VERSION);
      JsonReport.tool(json, tool);
      json.startArray("files");
      for (LintedFile file : files) {
        json.startObject().text("path", file.path());
        JsonReport.problems(json, file.problems());
        json.endObject();
      }
      json.endArray().endObject();
    } catch (JacksonIOException e) {
      throw e.getCause();
    }
    out.write('\n');
    out.flush();
  }
}
