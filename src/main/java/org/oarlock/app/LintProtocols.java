package org.oarlock.app;

import java.nio.file.Path;
import java.util.List;
import org.oarlock.problem.Problem;
import org.oarlock.problem.Severity;
import org.oarlock.protocol.ProtocolLinter;
import org.oarlock.protocol.SelectionReader;
import org.oarlock.report.LintReport;

/** Looks for what is wrong or suspicious in protocols, and in selections of protocols. */
public final class LintProtocols {
  /** The one problem that says that a file was not looked at. */
  private static final String UNREADABLE = "file-unreadable";

  private LintProtocols() {}

  /**
   * What is asked for.
   *
   * @param files the protocols
   * @param failOn from which severity on a problem makes the outcome FOUND
   */
  public record Request(List<Path> files, Severity failOn) {
    public Request {
      files = List.copyOf(files);
    }
  }

  /**
   * What came of it.
   *
   * @param report what was found
   * @param outcome FOUND, or NOT_COMPLETE if a file could not be looked at
   */
  public record Result(LintReport report, Outcome outcome) {}

  public static Result run(Request request) {
    List<LintReport.LintedFile> files = request.files().stream().map(LintProtocols::lint).toList();
    LintReport report = new LintReport(ToolVersion.tool(), files);
    return new Result(report, outcome(report.problems(), request.failOn()));
  }

  private static LintReport.LintedFile lint(Path file) {
    List<Problem> problems =
        SelectionReader.isMeant(file)
            ? StatedSelection.read(file, true).problems()
            : ProtocolLinter.lint(file);
    return new LintReport.LintedFile(file.toString(), problems);
  }

  private static Outcome outcome(List<Problem> problems, Severity failOn) {
    boolean found =
        problems.stream()
            .filter(problem -> !problem.code().equals(UNREADABLE))
            .anyMatch(problem -> problem.severity().compareTo(failOn) <= 0);
    if (found) {
      return Outcome.FOUND;
    }
    boolean unreadable = problems.stream().anyMatch(p -> p.code().equals(UNREADABLE));
    return unreadable ? Outcome.NOT_COMPLETE : Outcome.DONE;
  }
}
