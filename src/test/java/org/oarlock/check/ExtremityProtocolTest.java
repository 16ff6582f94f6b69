package org.oarlock.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.oarlock.check.Phantom.box;
import static org.oarlock.check.Phantom.dose;
import static org.oarlock.check.Phantom.phase;
import static org.oarlock.check.Phantom.ramp;
import static org.oarlock.check.Phantom.to;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.oarlock.dvh.DvhOptions;
import org.oarlock.geometry.PlanarContour;
import org.oarlock.metric.MetricValue;
import org.oarlock.plan.Plan;
import org.oarlock.plan.Structure;
import org.oarlock.plan.StructureSet;
import org.oarlock.protocol.Protocol;
import org.oarlock.protocol.ProtocolReader;

/**
 * The shipped protocol for extremities on two legs of boxes, x from -40 to 0 and from 60 to 100 mm,
 * in a dose of 45 Gy - 0.44 Gy/mm x: at least 45 Gy in the one, below 19 Gy in the other.
 */
class ExtremityProtocolTest {
  private static final Path PROTOCOL = Path.of("constraints/sts-postop-cams-extremity.yaml");

  private static Structure legs(String name, String type) {
    List<PlanarContour> contours = new ArrayList<>(Phantom.contours(-40, 0, -10, 10));
    contours.addAll(Phantom.contours(60, 100, -10, 10));
    return Phantom.structure(name, type, contours);
  }

  private static PlanResult check(Structure... drawn) {
    Protocol protocol = Objects.requireNonNull(ProtocolReader.read(PROTOCOL).protocol());
    StructureSet set =
        new StructureSet(
            Phantom.file("rs.dcm"), "set", "1.2.840", List.of(drawn), Phantom.SLICE_MM);
    Plan plan =
        new Plan(
            new Plan.Patient(null, null),
            set,
            List.of(
                phase("ONE", 25, dose(ramp(45, -0.44)), to("PTV1", 50)),
                phase("TWO", 7, dose(ramp(1, 0)), to("PTV2", 1))));
    Map<String, String> values = Map.of("skin_spared_below", "20 Gy");
    return PlanChecker.check(
        plan, protocol, new Settings(values, Map.of(), false, DvhOptions.DEFAULT, List.of()));
  }

  @Test
  void the_skin_of_the_other_leg_is_not_spared_skin() {
    PlanResult result =
        check(
            legs("External", "EXTERNAL"),
            legs("Skin", "ORGAN"),
            box("PTV1", "PTV", -30, -10, -6, 6),
            box("PTV2", "PTV", -30, -10, -4, 4));
    GoalResult skin = CheckCase.row(result, "skin-spared");
    assertThat(((MetricValue) skin.decidingJudgement().result()).value())
        .isCloseTo(0, within(1e-6));
    assertThat(skin.verdict()).isEqualTo(Verdict.FAIL);
  }
}
