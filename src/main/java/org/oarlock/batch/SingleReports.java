package org.oarlock.batch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
    String identity = plan + "\n" + protocolKey + "\n" + report.tool().version();
    String name = Hash.of(identity).substring(0, NAME_LENGTH) + ".html";
    Report single =
        new Report(
            report.tool(),
            report.protocol(),
            report.settings(),
            List.of(result),
            List.of(),
            report.showPatient());
    Optional<Problem> problem =
        AtomicFile.write(folder.resolve(name), out -> HtmlReport.write(single, out));
    problem.ifPresent(problems::add);
    return problem.isEmpty() ? name : "";
  }
}
