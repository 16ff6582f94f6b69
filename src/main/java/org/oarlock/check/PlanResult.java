package org.oarlock.check;

import java.util.List;
import java.util.Map;
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
 * @param goals one per goal of the protocol, in its order; none is ever left out
 * @param prescriptions per prescription of the protocol: what it resolved to, and who said so
 * @param curves the DVHs that were needed, on the total dose or the dose the goals name
 * @param structuresWithoutGoals names of the plan's structures that no goal looked at
 * @param parameters the protocol's parameters as they were set, in the protocol's order
 * @param problems everything that somebody must know besides
 */
public record PlanResult(
    Plan plan,
    Verdict verdict,
    List<GoalResult> goals,
    List<ResolvedPrescription> prescriptions,
    List<Curve> curves,
    List<String> structuresWithoutGoals,
    Map<String, String> parameters,
    List<Problem> problems) {
  public PlanResult {
    goals = List.copyOf(goals);
    prescriptions = List.copyOf(prescriptions);
    curves = List.copyOf(curves);
    structuresWithoutGoals = List.copyOf(structuresWithoutGoals);
    problems = List.copyOf(problems);
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
}
