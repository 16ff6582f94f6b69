package org.oarlock.dvh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oarlock.dicom.LoadRequest;
import org.oarlock.dicom.PlanLoader;
import org.oarlock.geometry.Convention;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.Plan;
import org.oarlock.plan.PlanningSystemDvh;
import org.oarlock.plan.Structure;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The engine on real plans: against the planning system's own DVHs where the dose file holds them,
 * and against an independent brute-force sampler, which is good to about 1 %.
 */
class ClinicalSetsTest {
  private static final Path DATA = Path.of("../shared/data");

  private static Plan load(String set) {
    Path folder = DATA.resolve(set);
    Assumptions.assumeTrue(Files.isDirectory(folder), "no reference data at " + folder);
    return PlanLoader.load(LoadRequest.of(folder), (done, total) -> {}).plans().get(0);
  }

  private static StructureDose dvh(Plan plan, Structure structure) {
    return DvhCalculator.calculate(
        Solid.ofContours(structure.contours(), plan.structureSet().sliceSpacingMm()),
        plan.phases().get(0).dose().grid(),
        DvhOptions.DEFAULT);
  }

  private static long slices(Structure structure) {
    return structure.contours().stream().map(c -> Math.round(100 * c.zMm(0))).distinct().count();
  }

  /**
   * The system that made breast-eclipse ends structures at their end contours, so its curves are
   * held against ours without caps. Two kinds of structure are told apart:
   *
   * <ul>
   *   <li>BODY: the system's first bin is the volume with at least 0.01 Gy, and a tenth of this
   *       body gets less, so shares of the volume mean other volumes; it is compared by absolute
   *       volumes from 1 Gy on.
   *   <li>structures on at most 6 slices: the system rasterises them (Scar, a strip of one or two
   *       pixels, has 0.343 cm3 there and 0.493 cm3 by its polygons), so only what does not hang on
   *       their outline is compared: D50 within 0.1 Gy, volume within half.
   * </ul>
   */
  @Test
  void curves_agree_with_those_the_planning_system_stored() {
    Plan plan = load("breast-eclipse");
    List<PlanningSystemDvh> stored = plan.phases().get(0).dose().planningSystemDvhs();
    assertThat(stored).hasSize(9);
    for (PlanningSystemDvh theirs : stored) {
      Structure structure =
          plan.structureSet().structures().stream()
              .filter(s -> s.number() == theirs.structureNumber())
              .findFirst()
              .orElseThrow();
      DoseVolumeHistogram ours = dvh(plan, structure).under(Convention.NO_CAP);
      double volume = theirs.binVolumes().get(0);
      if (structure.name().equals("BODY")) {
        for (double cc : new double[] {50, 100, 200, 400, 900, 1700}) {
          assertThat(ours.doseToHottestGy(cc))
              .as("BODY D%scc", cc)
              .isCloseTo(doseAt(theirs, cc), within(0.1));
        }
        continue;
      }
      boolean small = slices(structure) <= 6;
      assertThat(ours.totalVolumeCm3() / volume)
          .as("%s volume", structure.name())
          .isCloseTo(1, within(small ? 0.5 : 0.015));
      for (double percent : small ? new double[] {50} : new double[] {95, 50, 2}) {
        assertThat(ours.doseToHottestGy(ours.coveredVolumeCm3() * percent / 100))
            .as("%s D%s%%", structure.name(), percent)
            .isCloseTo(doseAt(theirs, volume * percent / 100), within(0.1));
      }
    }
  }

  /** The dose that a volume gets at least, between the bins of a cumulative curve. */
  private static double doseAt(PlanningSystemDvh dvh, double volume) {
    double dose = 0;
    for (int i = 1; i < dvh.binVolumes().size(); i++) {
      double above = dvh.binVolumes().get(i - 1);
      double below = dvh.binVolumes().get(i);
      if (below < volume) {
        return dose + dvh.binWidths().get(i) * (above - volume) / (above - below);
      }
      dose += dvh.binWidths().get(i);
    }
    return dose;
  }

  /**
   * Volume within 1 %, doses within 1 % of the value, of 0.1 Gy where that is more, or of 0.5 % of
   * the volume at that dose. The sampler excludes points outside the grid; so does a dose statistic
   * of a partly covered structure. On structures that it hits with fewer than 1300 points its own
   * error is several percent: there only the volume, within 4 %, and D50 are compared; up to 10,000
   * points its volume is good to 2 %.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "breast-eclipse",
        "brain-srs-raystation",
        "proton-ramp-raystation",
        "sarcoma-extremity-hybrid"
      })
  void curves_agree_with_an_independent_sampler(String set) throws Exception {
    Plan plan = load(set);
    Map<String, Map<String, Double>> sampled = sampler(set);
    int compared = 0;
    for (Structure structure : plan.structureSet().structures()) {
      Map<String, Double> theirs = sampled.get(structure.number() + ":" + structure.name());
      if (theirs == null) {
        continue;
      }
      compared++;
      DoseVolumeHistogram ours = dvh(plan, structure).primary();
      boolean small = theirs.get("n") < 1300;
      assertThat(ours.totalVolumeCm3() / theirs.get("vol"))
          .as("%s volume", structure.name())
          .isCloseTo(1, within(small ? 0.04 : theirs.get("n") < 10_000 ? 0.02 : 0.01));
      for (String metric : small ? List.of("D50") : List.of("D95", "D50", "D2", "mean")) {
        double expected = theirs.get(metric);
        double covered = ours.coveredVolumeCm3();
        double got =
            metric.equals("mean")
                ? ours.meanGy()
                : ours.doseToHottestGy(covered * Double.parseDouble(metric.substring(1)) / 100);
        double off = Math.abs(got - expected);
        double share =
            metric.equals("mean")
                ? 1
                : Math.abs(
                    ours.volumeAtLeastCm3(expected) / covered
                        - Double.parseDouble(metric.substring(1)) / 100);
        assertThat(off <= Math.max(0.1, (small ? 0.02 : 0.01) * expected) || share < 0.005)
            .as("%s %s: %s, sampler %s", structure.name(), metric, got, expected)
            .isTrue();
      }
    }
    assertThat(compared).isGreaterThan(3);
  }

  /** The sampler's numbers per structure of one set. */
  private static Map<String, Map<String, Double>> sampler(String set) throws Exception {
    Map<String, Map<String, Double>> all = new TreeMap<>();
    try (Stream<String> lines = Files.lines(DATA.resolve("independent-sampler.json"));
        JsonParser parser =
            new JsonFactory()
                .createParser(ObjectReadContext.empty(), String.join("\n", lines.toList()))) {
      java.util.ArrayDeque<String> path = new java.util.ArrayDeque<>();
      String name = "";
      while (parser.nextToken() != null) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.PROPERTY_NAME) {
          name = parser.currentName();
        } else if (token == JsonToken.START_OBJECT) {
          path.addLast(name);
        } else if (token == JsonToken.END_OBJECT) {
          path.removeLast();
        } else if (token.isNumeric() && path.size() == 5 && path.peekLast().equals("quick")) {
          List<String> steps = List.copyOf(path);
          if (steps.get(1).startsWith(set + " ")) {
            all.computeIfAbsent(steps.get(3), k -> new TreeMap<>())
                .put(name, parser.getDoubleValue());
          }
        }
      }
    }
    return all;
  }
}
