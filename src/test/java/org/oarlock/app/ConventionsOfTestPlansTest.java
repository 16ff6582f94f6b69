package org.oarlock.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oarlock.check.GoalResult;
import org.oarlock.check.Judgement;
import org.oarlock.geometry.Convention;
import org.oarlock.metric.MetricValue;
import org.oarlock.metric.MetricValue.Alternative;
import org.oarlock.quantity.DecimalText;

/**
 * Bundled plans under limits that lie between what the conventions give: whatever a check says of
 * another convention is what {@code --convention} finds.
 */
class ConventionsOfTestPlansTest {
  private static final List<String> METRICS =
      List.of("Volume[cc]", "D95%[Gy]", "D2%[Gy]", "Mean[Gy]", "V45Gy[%]", "D1cc[Gy]");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "thigh-pass, PTV2, Femur_L, Tibia_L",
    "trunk-pass, PTV1, SpinalCord, Kidney_L",
    "postop-pass, CTV2, Tumor_Bed, Scar"
  })
  void what_is_said_of_a_convention_is_what_a_check_under_it_finds(
      String plan, String target, String organ, String small) throws IOException {
    List<String> structures =
        List.of(
            target,
            organ,
            small,
            "shell(%s, 5 mm)".formatted(target),
            "subtract(expand(%s, 10 mm), %s)".formatted(target, organ));
    Map<Convention, List<Double>> values = new EnumMap<>(Convention.class);
    for (Convention convention : Convention.values()) {
      List<Double> found = new ArrayList<>();
      for (MetricValue value : run(plan, structures, List.of(), convention)) {
        found.add(value.value());
      }
      values.put(convention, found);
    }
    List<Double> limits = new ArrayList<>();
    int apart = 0;
    for (int i = 0; i < structures.size() * METRICS.size(); i++) {
      int at = i;
      List<Double> all = values.values().stream().map(found -> found.get(at)).toList();
      limits.add(0.5 * (Collections.min(all) + Collections.max(all)));
      apart += isApart(all) ? 1 : 0;
    }
    assertThat(apart).as("metrics on which conventions differ").isGreaterThan(6);
    for (Convention own : Convention.values()) {
      List<MetricValue> near = run(plan, structures, limits, own);
      for (int i = 0; i < limits.size(); i++) {
        int at = i;
        String what = "metric %d under %s".formatted(i, own);
        assertThat(near.get(i).value()).as(what).isEqualTo(values.get(own).get(i));
        for (Convention other : EnumSet.complementOf(EnumSet.of(own))) {
          Alternative found = Alternative.under(other, values.get(other).get(i));
          if (isApart(values.values().stream().map(v -> v.get(at)).toList())) {
            boolean hasMargin = i >= 3 * METRICS.size();
            if (hasMargin && other == Convention.SHAPE) {
              assertThat(near.get(i).alternatives())
                  .as(what)
                  .noneMatch(a -> a.name().equals("shape"));
            } else {
              assertThat(near.get(i).alternatives()).as(what).contains(found);
            }
          }
        }
      }
    }
  }

  private static boolean isApart(List<Double> values) {
    double most = Collections.max(values);
    return most - Collections.min(values) > 1e-5 * Math.max(1, most);
  }

  /**
   * The values of all metrics of all structures in order.
   *
   * @param limits of as many goals; none for limits far away
   */
  private List<MetricValue> run(
      String plan, List<String> structures, List<Double> limits, Convention convention)
      throws IOException {
    StringBuilder yaml =
        new StringBuilder(
            "protocol: near\ntitle: Near\nversion: 1.0.0\nstatus: draft\nstructures:\n");
    structures.stream()
        .filter(name -> !name.contains("("))
        .forEach(name -> yaml.append("  ").append(name).append(": {}\n"));
    yaml.append("goals:\n");
    int goals = 0;
    for (String structure : structures) {
      for (String metric : METRICS) {
        double limit = limits.isEmpty() ? 1e6 : limits.get(goals);
        String unit = metric.replaceAll(".*\\[|]", "");
        yaml.append(
            "  - {id: g%d, structure: \"%s\", goal: \"%s <= %s %s\"}%n"
                .formatted(goals++, structure, metric, DecimalText.print(limit), unit));
      }
    }
    Path protocol = Files.writeString(folder.resolve("near.yaml"), yaml);
    String name = convention.name().toLowerCase(Locale.ROOT).replace('_', '-');
    CheckPlans.Request request =
        new CheckPlans.Request(
            new PlanInput(List.of(Path.of("test-plans", plan)), List.of(), null, null),
            protocol,
            Map.of(),
            null,
            List.of(),
            null,
            false,
            true,
            Computation.DEFAULT.withConvention(name).orElseThrow(),
            false);
    List<GoalResult> rows =
        Objects.requireNonNull(CheckPlans.run(request, Progress.NONE).report())
            .plans()
            .get(0)
            .goals();
    List<MetricValue> values = new ArrayList<>();
    for (GoalResult row : rows) {
      Judgement judgement = row.decidingJudgement();
      assertThat(judgement.result())
          .as(row.id() + ": " + row.reason())
          .isInstanceOf(MetricValue.class);
      values.add((MetricValue) judgement.result());
    }
    return values;
  }
}
