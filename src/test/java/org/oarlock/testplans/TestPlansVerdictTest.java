package org.oarlock.testplans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oarlock.app.CheckPlans;
import org.oarlock.app.Outcome;
import org.oarlock.app.PlanInput;
import org.oarlock.app.Progress;
import org.oarlock.check.GoalResult;
import org.oarlock.check.Judgement;
import org.oarlock.check.PlanResult;
import org.oarlock.metric.MetricValue;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Checks each test plan's folder and compares with what its formulas say. */
class TestPlansVerdictTest {
  private static final Path FOLDER = Path.of("test-plans");

  static Stream<Path> folders() throws IOException {
    try (Stream<Path> entries = Files.list(FOLDER)) {
      return entries.filter(Files::isDirectory).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void a_check_says_what_the_formulas_say(Path folder) throws IOException {
    Map<?, ?> expected = expected(folder);
    CheckPlans.Result checked = check(folder, expected, Map.of());
    PlanResult result = onlyPlan(checked);

    Map<String, String> verdicts = new TreeMap<>();
    result.goals().forEach(goal -> verdicts.put(goal.id(), goal.verdict().name()));
    assertThat(verdicts).isEqualTo(texts(expected, "goals"));
    compareValues(result, expected);
    assertThat(exit(checked.outcome())).isEqualTo(expected.get("exit"));
  }

  /** Each of the verdicts that the parameters can turn; in the other plans they are the same. */
  @ParameterizedTest
  @ValueSource(strings = {"thigh-pass", "thigh-joint", "thigh-skin", "thigh-femur-missing"})
  void with_the_parameters_set_a_check_says_what_the_formulas_say(String name) throws IOException {
    Path folder = FOLDER.resolve(name);
    Map<?, ?> expected = expected(folder);
    Map<?, ?> with = (Map<?, ?>) expected.get("with");
    PlanResult result = onlyPlan(check(folder, expected, texts(with, "set")));

    Map<String, String> verdicts = texts(expected, "goals");
    verdicts.putAll(texts(with, "goals"));
    for (GoalResult goal : result.goals()) {
      assertThat(goal.verdict().name()).as(goal.id()).isEqualTo(verdicts.get(goal.id()));
    }
    compareValues(result, with);
  }

  private static Map<?, ?> expected(Path folder) throws IOException {
    LoadSettings settings = LoadSettings.builder().build();
    String text = Files.readString(folder.resolve("expected.yaml"));
    return (Map<?, ?>) new Load(settings).loadFromString(text);
  }

  private static Map<String, String> texts(Map<?, ?> section, String key) {
    Map<String, String> texts = new TreeMap<>();
    Map<?, ?> map = (Map<?, ?>) section.get(key);
    map.forEach((name, value) -> texts.put(name.toString(), value.toString()));
    return texts;
  }

  private static CheckPlans.Result check(
      Path folder, Map<?, ?> expected, Map<String, String> settings) {
    PlanInput input = new PlanInput(List.of(folder), List.of(), null, null);
    Path protocol = Path.of(expected.get("protocol").toString());
    return CheckPlans.run(
        new CheckPlans.Request(input, protocol, settings, null, false, false), Progress.NONE);
  }

  private static PlanResult onlyPlan(CheckPlans.Result checked) {
    assertThat(checked.report()).as(checked.problems().toString()).isNotNull();
    assertThat(checked.report().plans()).hasSize(1);
    return checked.report().plans().get(0);
  }

  private static void compareValues(PlanResult result, Map<?, ?> section) {
    for (Object item : (List<?>) section.get("values")) {
      Map<?, ?> value = (Map<?, ?>) item;
      MetricValue computed = computed(result, value);
      assertThat(computed.value())
          .as(value.toString())
          .isCloseTo((double) value.get("value"), within((double) value.get("tolerance")));
      assertThat(computed.isFullyCovered()).as(value.toString()).isTrue();
    }
  }

  /** The one judgement of a goal with this metric, and about this structure if one is named. */
  private static MetricValue computed(PlanResult result, Map<?, ?> value) {
    GoalResult goal =
        result.goals().stream()
            .filter(candidate -> candidate.id().equals(value.get("goal")))
            .findFirst()
            .orElseThrow();
    Object metric = value.get("metric");
    List<Judgement> judgements =
        goal.judgements().stream()
            .filter(judgement -> judgement.metric().equals(metric))
            .filter(
                judgement ->
                    !value.containsKey("structure")
                        || judgement.matched().equals(List.of(value.get("structure"))))
            .toList();
    assertThat(judgements).as(value + " in " + goal.judgements()).hasSize(1);
    return (MetricValue) judgements.get(0).result();
  }

  private static int exit(Outcome outcome) {
    return switch (outcome) {
      case DONE -> 0;
      case GOAL_FAILED, FOUND -> 1;
      case BAD_REQUEST -> 2;
      case NOT_COMPLETE -> 3;
    };
  }
}
