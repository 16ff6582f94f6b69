package org.oarlock.app;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.oarlock.dicom.Inventory;
import org.oarlock.plan.Phase;
import org.oarlock.plan.PhaseDose;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;

/** What a user should know of their own words about the input, once it has been loaded. */
final class InputRemarks {
  private final PlanInput input;
  private final Inventory found;
  private final List<Problem> problems;

  private InputRemarks(PlanInput input, Inventory found) {
    this.input = input;
    this.found = found;
    this.problems = new ArrayList<>(found.problems());
  }

  /** What was found, with these remarks among its problems. */
  static Inventory added(PlanInput input, Inventory found) {
    InputRemarks remarks = new InputRemarks(input, found);
    remarks.explainGroups();
    remarks.reportIdleOptions();
    return new Inventory(found.plans(), found.objects(), remarks.problems);
  }

  /** How options were taken together, where the files do not fit as they were. */
  private void explainGroups() {
    if (input.chosen().size() < 2 || problems.stream().noneMatch(InputRemarks::isMisfit)) {
      return;
    }
    problems.add(
        Problem.warning(
            "files-grouped",
            SourceLocation.NOWHERE,
            (input.namesPhases()
                    ? "the files named are taken together phase by phase, in the order of the options: "
                    : "the files named are taken as those of one plan: ")
                + input.grouping(),
            "Name the files of a phase one after the other, then those of the next:"
                + " --plan FILE --structures FILE --dose FILE --plan FILE --dose FILE"));
  }

  private static boolean isMisfit(Problem problem) {
    return problem.isError() || problem.code().startsWith("link-");
  }

  /** Where no plan was found, nobody can tell what an option would have been for. */
  private void reportIdleOptions() {
    if (found.plans().isEmpty()) {
      return;
    }
    if (input.relativeDose() != null && !isReported("dose-units-relative")) {
      idle("--relative-dose", "in relative units", "the doses of this plan are in Gy");
    }
    if (input.fractionDose() != null && !isReported("dose-fraction") && !hasFractionDose()) {
      idle(
          "--fraction-dose",
          "of the summation type FRACTION",
          "the doses of this plan are of another type");
    }
  }

  private boolean isReported(String code) {
    return problems.stream().anyMatch(problem -> problem.code().equals(code));
  }

  private boolean hasFractionDose() {
    return found.plans().stream()
        .flatMap(plan -> plan.phases().stream())
        .map(Phase::dose)
        .flatMap(Stream::ofNullable)
        .map(PhaseDose::summation)
        .anyMatch("FRACTION"::equals);
  }

  private void idle(String option, String kind, String instead) {
    problems.add(
        IdleOption.problem(
            option + " has no effect: it is about doses " + kind + ", and " + instead,
            "Leave it out, and check that this is the dose that is meant"));
  }
}
