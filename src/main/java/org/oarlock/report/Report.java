package org.oarlock.report;

import java.util.List;
import org.oarlock.check.PlanResult;
import org.oarlock.check.Verdict;
import org.oarlock.problem.Problem;
import org.oarlock.protocol.Protocol;

/**
 * What a check found, ready to be written in any format. All writers say the same.
 *
 * @param tool what made it
 * @param protocol what was asked
 * @param plans what each plan came to, in the order in which they were found
 * @param problems what somebody must know and belongs to no plan
 * @param showPatient whether the patient's name and ID are written; only if the user asked for it
 */
public record Report(
    Tool tool,
    Protocol protocol,
    List<PlanResult> plans,
    List<Problem> problems,
    boolean showPatient) {
  public Report {
    plans = List.copyOf(plans);
    problems = List.copyOf(problems);
  }

  /** The worst verdict of all plans; NOT_EVALUATED where no plan was judged. */
  public Verdict verdict() {
    return plans.isEmpty()
        ? Verdict.NOT_EVALUATED
        : Verdict.worst(plans.stream().map(PlanResult::verdict).toList());
  }

  /**
   * The program that made a report.
   *
   * @param name its name
   * @param version its version
   */
  public record Tool(String name, String version) {}
}
