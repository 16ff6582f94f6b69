package org.oarlock.batch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.oarlock.app.ToolVersion;
import org.oarlock.check.PlanResult;
import org.oarlock.problem.Problem;
import org.oarlock.report.AtomicFile;
import org.oarlock.report.HtmlReport;
import org.oarlock.report.Report;

/**
 * Writes one report for a browser per plan into a folder. Their names follow from the plan's UIDs,
 * the protocol and the version of this program, and tell nothing about the patient.
 */
record SingleReports(Path folder, String protocolKey) {
  private static final int NAME_LENGTH = 20;

  /** Whether a report of this name is there; none has an empty one. */
  static boolean exists(Path folder, String name) {
    return !name.isEmpty() && Files.isRegularFile(folder.resolve(name));
  }

  /** Writes a report; returns its name, empty, with the problem, if it cannot be written. */
  String write(Report report, PlanResult result, String plan, List<Problem> problems) {
    Report single =
        new Report(
            report.tool(),
            report.protocol(),
            report.settings(),
            List.of(result),
            List.of(),
            report.showPatient());
    return write(plan, out -> HtmlReport.write(single, out), problems);
  }

  /**
   * Writes a report that says why a plan was not judged; returns its name, empty, with the problem,
   * if it cannot be written.
   *
   * @param why in a sentence
   * @param found the problems that it shows
   */
  String writeNotJudged(String plan, String why, List<Problem> found, List<Problem> problems) {
    List<Problem> shown = List.copyOf(found);
    return write(
        plan, out -> HtmlReport.writeNotJudged(ToolVersion.tool(), why, shown, out), problems);
  }

  private String write(String plan, AtomicFile.Content content, List<Problem> problems) {
    String identity = plan + "\n" + protocolKey + "\n" + ToolVersion.text();
    String name = Hash.of(identity).substring(0, NAME_LENGTH) + ".html";
    Optional<Problem> problem = AtomicFile.write(folder.resolve(name), content);
    problem.ifPresent(problems::add);
    return problem.isEmpty() ? name : "";
  }
}
