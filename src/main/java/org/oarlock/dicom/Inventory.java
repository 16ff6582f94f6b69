package org.oarlock.dicom;

import java.util.List;
import org.oarlock.plan.Plan;
import org.oarlock.problem.Problem;

/**
 * What was found and how it belongs together.
 *
 * @param plans what can be judged, by patient and structure set in the order of the files; a plan
 *     whose dose is missing or was refused has phases without dose
 * @param objects every DICOM object, in the order of the files
 * @param problems everything wrong or worth knowing, in a fixed order
 */
public record Inventory(List<Plan> plans, List<FoundObject> objects, List<Problem> problems) {
  public Inventory {
    plans = List.copyOf(plans);
    objects = List.copyOf(objects);
    problems = List.copyOf(problems);
  }
}
