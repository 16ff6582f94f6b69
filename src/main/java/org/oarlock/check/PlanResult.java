package org.oarlock.check;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oarlock.dvh.DoseVolumeHistogram;
import org.oarlock.plan.Plan;
import org.oarlock.problem.Problem;
import org.oarlock.quantity.Dose;

/**
 * What a plan comes to under a protocol.
 *
 * @param plan the plan
 * @param verdict never better than the worst required goal; NOT_EVALUATED if there is none
 * @param goals first one per prescription that the protocol bounds, with the id {@code
 *     prescription-NAME}, then one per goal of the protocol, in its order; none is ever left out
 * @param structures per structure of the protocol: what it matched, and how
 * @param prescriptions per prescription of the protocol: what it resolved to, and who said so
 * @param curves the DVHs that were needed, on the total dose or the dose the goals name
 * @param structuresWithoutGoals names of the plan's structures that no goal looked at
 * @param parameters the protocol's parameters as they were set or by default, in the protocol's
 *     order
 * @param conflicts goals that pull in opposite directions where their structures share volume;
 *     said, and never decided
 * @param crossCheck the planning system's own histograms beside ours; no verdict hangs on it
 * @param problems everything that somebody must know besides, those of the input first
 * @param explanations how its goals came to their verdicts, for those who ask
 */
public record PlanResult(
    Plan plan,
    Verdict verdict,
    List<GoalResult> goals,
    List<MatchedStructure> structures,
    List<ResolvedPrescription> prescriptions,
    List<Curve> curves,
    List<String> structuresWithoutGoals,
    List<ResolvedParameter> parameters,
    List<Conflict> conflicts,
    CrossCheck crossCheck,
    List<Problem> problems,
    Explanations explanations) {
  public PlanResult {
    goals = List.copyOf(goals);
    structures = List.copyOf(structures);
    prescriptions = List.copyOf(prescriptions);
    curves = List.copyOf(curves);
    structuresWithoutGoals = List.copyOf(structuresWithoutGoals);
    parameters = List.copyOf(parameters);
    conflicts = List.copyOf(conflicts);
    problems = List.copyOf(problems);
  }

  /** A result without conflicts between goals, and without histograms to compare with. */
  public PlanResult(
      Plan plan,
      Verdict verdict,
      List<GoalResult> goals,
      List<MatchedStructure> structures,
      List<ResolvedPrescription> prescriptions,
      List<Curve> curves,
      List<String> structuresWithoutGoals,
      List<ResolvedParameter> parameters,
      List<Problem> problems) {
    this(
        plan,
        verdict,
        goals,
        structures,
        prescriptions,
        curves,
        structuresWithoutGoals,
        parameters,
        List.of(),
        CrossCheck.NONE,
        problems);
  }

  /** A result that says nothing beyond its goals. */
  public PlanResult(
      Plan plan,
      Verdict verdict,
      List<GoalResult> goals,
      List<MatchedStructure> structures,
      List<ResolvedPrescription> prescriptions,
      List<Curve> curves,
      List<String> structuresWithoutGoals,
      List<ResolvedParameter> parameters,
      List<Conflict> conflicts,
      CrossCheck crossCheck,
      List<Problem> problems) {
    this(
        plan,
        verdict,
        goals,
        structures,
        prescriptions,
        curves,
        structuresWithoutGoals,
        parameters,
        conflicts,
        crossCheck,
        problems,
        Explanations.NONE);
  }

  /**
   * A structure of the protocol and what it is in the plan.
   *
   * @param name its name in the protocol
   * @param matched the names of the plan's structures as written there; empty if none matched
   * @param how how they were found, or how it was made, or why there is none, in words
   */
  public record MatchedStructure(String name, List<String> matched, String how) {
    public MatchedStructure {
      matched = List.copyOf(matched);
    }
  }

  /**
   * A DVH to draw.
   *
   * @param structure the plan's structure, or the derived structure's name in the protocol
   * @param dose the phase's name, or {@code total}
   * @param histogram the curve
   */
  public record Curve(String structure, String dose, DoseVolumeHistogram histogram) {}

  /**
   * A prescription of the protocol and what the plan makes of it.
   *
   * @param name its name in the protocol
   * @param expected what the protocol asks for, {@code 10..16 Gy}
   * @param found what it resolved to, {@code 14 Gy in 7}, empty if nothing was found
   * @param origin who said so: the DICOM attribute and plan label, or the user
   * @param dose the total dose it resolved to, that percent of it refers to; null if nothing was
   *     found
   */
  public record ResolvedPrescription(
      String name, String expected, String found, String origin, @Nullable Dose dose) {}

  /**
   * A parameter of the protocol and its value.
   *
   * @param name its name in the protocol
   * @param value as an author would write it, empty if it is not set
   * @param origin who said so: an option, the case file and line, the protocol's default; empty if
   *     it is not set
   */
  public record ResolvedParameter(String name, String value, String origin) {}
}
