package org.oarlock.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.oarlock.app.CheckPlans;
import org.oarlock.app.Computation;
import org.oarlock.app.PlanInput;
import org.oarlock.app.Progress;

/** Reports about the bundled test plans, as a check makes them. */
final class CheckedPlans {
  private CheckedPlans() {}

  static Report of(String plan, String protocol) {
    return of(Path.of("test-plans", plan), protocol, false);
  }

  static Report of(Path plan, String protocol, boolean showPatient) {
    CheckPlans.Request request =
        new CheckPlans.Request(
            new PlanInput(List.of(plan), List.of(), null, null),
            Path.of("constraints", protocol + ".yaml"),
            Map.of(),
            null,
            List.of(),
            null,
            false,
            true,
            Computation.DEFAULT,
            showPatient);
    return Objects.requireNonNull(CheckPlans.run(request, Progress.NONE).report());
  }
}
