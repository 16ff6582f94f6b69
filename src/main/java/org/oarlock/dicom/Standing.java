package org.oarlock.dicom;

import java.util.List;
import java.util.Set;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;

/**
 * What a plan or structure set says about its own standing: its approval (PS3.3 C.8.8.16) and what
 * a plan is meant for (PS3.3 C.8.8.9). One that was rejected, and a plan by which nobody is
 * treated, are warnings: somebody may have taken the wrong file. Whether one is approved already
 * makes no difference, for plans are checked before that.
 */
final class Standing {
  /** Intents of plans by which nobody is treated. */
  private static final Set<String> NO_TREATMENT =
      Set.of("VERIFICATION", "MACHINE_QA", "RESEARCH", "SERVICE");

  private Standing() {}

  /**
   * Reports what speaks against judging an object.
   *
   * @param what the object in words
   */
  static void report(DataSet data, String what, String file, List<Problem> problems) {
    if (data.code(Tag.APPROVAL_STATUS).equals("REJECTED")) {
      problems.add(
          Problem.warning(
              "approval-rejected",
              SourceLocation.tag(file, data.path(Tag.APPROVAL_STATUS)),
              "the %s was rejected: its ApprovalStatus is REJECTED".formatted(what),
              "Check that this is the %s that is to be judged".formatted(what)));
    }
    String intent = data.code(Tag.PLAN_INTENT);
    if (NO_TREATMENT.contains(intent)) {
      problems.add(
          Problem.warning(
              "plan-intent",
              SourceLocation.tag(file, data.path(Tag.PLAN_INTENT)),
              "the plan is not meant to treat anybody: its PlanIntent is " + intent,
              "Check that this is the plan that is to be judged"));
    }
  }
}
