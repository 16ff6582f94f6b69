package org.oarlock.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.oarlock.check.PlanResult;
import org.oarlock.check.Verdict;
import org.oarlock.dvh.DvhOptions;
import org.oarlock.problem.Problem;
import org.oarlock.protocol.Protocol;
import org.oarlock.quantity.Dose;

/**
 * What a check found, ready to be written in any format. All writers say the same.
 *
 * @param tool what made it
 * @param protocol what was asked
 * @param settings what the user said besides
 * @param plans what each plan came to, in the order in which they were found
 * @param problems what somebody must know and belongs to no plan
 * @param showPatient whether the patient's name and ID are written; only if the user asked for it
 */
public record Report(
    Tool tool,
    Protocol protocol,
    Settings settings,
    List<PlanResult> plans,
    List<Problem> problems,
    boolean showPatient) {
  public Report {
    plans = List.copyOf(plans);
    problems = List.copyOf(problems);
  }

  /** A report of a check of which the user said nothing special. */
  public Report(
      Tool tool,
      Protocol protocol,
      List<PlanResult> plans,
      List<Problem> problems,
      boolean showPatient) {
    this(tool, protocol, Settings.NONE, plans, problems, showPatient);
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

  /**
   * What the user said about a check, as far as results depend on it: with it and the same files
   * the check can be made again.
   *
   * @param set parameters and prescriptions by name, as text
   * @param names for structures of the protocol, their names in the plan
   * @param strict whether a verdict that a contouring convention would turn is a REVIEW
   * @param relativeDose what 100 % of a dose file in relative units is, null if not said
   * @param fractionDose what a dose of the summation type FRACTION is, {@code total} or {@code
   *     single}; null if not said
   * @param overrides the files of accepted violations
   * @param precision by which convention and how exactly structures and DVHs were computed
   */
  public record Settings(
      Map<String, String> set,
      Map<String, List<String>> names,
      boolean strict,
      @Nullable Dose relativeDose,
      @Nullable String fractionDose,
      List<Protocol.SourceFile> overrides,
      DvhOptions precision) {
    static final Settings NONE =
        new Settings(Map.of(), Map.of(), false, null, null, List.of(), DvhOptions.DEFAULT);

    public Settings {
      set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
      Map<String, List<String>> copy = new LinkedHashMap<>();
      names.forEach((name, matched) -> copy.put(name, List.copyOf(matched)));
      names = Collections.unmodifiableMap(copy);
      overrides = List.copyOf(overrides);
    }
  }

  /** All problems that somebody must know, each once: those of the plans behind the others. */
  public List<Problem> allProblems() {
    List<Problem> all = new ArrayList<>(problems);
    plans.forEach(plan -> all.addAll(plan.problems()));
    return all.stream().distinct().toList();
  }
}
