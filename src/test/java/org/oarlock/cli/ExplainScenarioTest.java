package org.oarlock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oarlock.protocol.OtherValidator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code oarlock explain} as a whole command, on the test plans with their formulas. */
class ExplainScenarioTest {
  private static final String THIGH = "constraints/sts-postop-cams-extremity.yaml";
  private static final String TRUNK = "constraints/sts-postop-cams-trunk.yaml";

  @TempDir Path folder;

  private static Scenario.Run explain(String plan, String protocol, Object... more) {
    Object[] all = new Object[more.length + 4];
    all[0] = "explain";
    all[1] = "test-plans/" + plan;
    all[2] = "--protocol";
    all[3] = protocol;
    System.arraycopy(more, 0, all, 4, more.length);
    return Scenario.run(all);
  }

  /**
   * Both phases give the shell of the femur 21/32 and 18/32 of their dose, and 30 Gy more where z
   * is within 10 mm: 50 * 21/32 + 14 * 18/32 + 30 = 70.6875 Gy.
   */
  @Test
  void a_hot_spot_is_told_with_its_place_volume_and_what_would_pass() {
    Scenario.Run run = explain("thigh-hot-spot", THIGH, "--goal", "cortex-max");
    assertThat(run.out())
        .contains("cortex-max: FAIL")
        .contains("Asked       Femur_L: Max[Gy] < 50 Gy on total")
        .contains("Margin        20.69 Gy above the limit of 50.00 Gy")
        .contains("Just passes   with a limit of 70.69 Gy, or if ")
        .containsPattern("Hottest +70\\.69 Gy at \\([0-9., -]+\\), [0-9.]+ mm from PTV1, ")
        .containsPattern("centre at \\(100\\.0, -25\\.0, -?0\\.[01]\\)")
        .contains("BoneCortex: not drawn; made: shell(Bone, 4 mm)")
        .contains("x to the patient's left, y to the back, z to the")
        .doesNotContain("cortex-circumference");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
    assertThat(run.code()).isZero();
  }

  @Test
  void without_a_goal_all_that_are_no_plain_pass_are_explained() {
    Scenario.Run run = explain("thigh-noncoplanar", THIGH);
    assertThat(run.out())
        .contains("coplanar: FAIL")
        .contains("field 5 (B5) of plan 'PHASE1', control point 0, gantry 5.0 deg: couch at 15.0")
        .contains("joint-spared: NOT_EVALUATED")
        .doesNotContain("fields: PASS");
    assertThat(run.code()).isZero();
    Scenario.Run named = explain("thigh-noncoplanar", THIGH, "--goal", "fields");
    assertThat(named.out()).contains("fields: PASS").doesNotContain("coplanar: FAIL");
  }

  @Test
  void what_would_let_a_goal_be_judged_is_told() {
    assertThat(explain("trunk-two-cords", TRUNK, "--goal", "cord-max").out())
        .contains("To judge it   Say in a file for --names which structure of the plan is meant");
    assertThat(explain("trunk-heart-missing", TRUNK, "--goal", "heart-v30").out())
        .contains("To judge it   Draw Heart, or say in a file for --names which structure");
    assertThat(explain("trunk-phase2-missing", TRUNK, "--goal", "cord-max").out())
        .contains("To judge it   Add a plan that prescribes phase2, or state it with --set");
    // the cord is drawn from -148 to 148 with 2 mm more at its ends; phase 2 starts at -105
    assertThat(explain("trunk-outside-grid", TRUNK, "--goal", "cord-max").out())
        .contains("along z it reaches")
        .contains("from -150.0 to 150.0 mm, the grid from -105.0 to");
  }

  @Test
  void a_goal_that_is_not_there_gets_a_suggestion_and_the_others_are_explained() {
    Scenario.Run run =
        explain("thigh-pass", THIGH, "--goal", "cortx-max", "--goal", "fields", "--goal", "fields");
    assertThat(run.err())
        .contains("the protocol has no goal 'cortx-max' [goal-unknown]")
        .contains("hint: Write 'cortex-max', if that is what you mean");
    assertThat(run.out()).containsOnlyOnce("fields: PASS");
    assertThat(run.code()).isEqualTo(ExitCode.NOT_JUDGED);
    Scenario.Run alone = explain("thigh-pass", THIGH, "--goal", "\u001b[2Jx");
    assertThat(alone.err()).contains("no goal '\\u001B[2Jx'");
    assertThat(alone.out()).doesNotContain("PASS;", "plain PASS");
    assertThat(alone.code()).isEqualTo(ExitCode.NOT_JUDGED);
  }

  @Test
  void two_plans_are_explained_each_by_itself() {
    Scenario.Run run =
        Scenario.run(
            "explain",
            "test-plans/thigh-energy",
            "test-plans/thigh-few-fields",
            "--protocol",
            THIGH,
            "--goal",
            "fields",
            "--format",
            "json");
    JsonNode plans = JsonMapper.shared().readTree(run.out()).get("plans");
    assertThat(plans.valueStream().map(p -> p.get("goals").get(0).get("verdict").asString()))
        .containsExactlyInAnyOrder("PASS", "FAIL");
    assertThat(run.code()).isZero();
  }

  @Test
  void no_plan_no_protocol_and_bad_settings_are_told_as_a_check_does() throws IOException {
    Files.writeString(folder.resolve("note.txt"), "no plan");
    Scenario.Run none = Scenario.run("explain", folder, "--protocol", THIGH, "--goal", "nothing");
    assertThat(none.err()).contains("[no-plan]").doesNotContain("[goal-unknown]");
    assertThat(none.code()).isEqualTo(ExitCode.NOT_JUDGED);
    Scenario.Run lost = explain("thigh-pass", folder.resolve("lost.yaml").toString());
    assertThat(lost.out()).isEmpty();
    assertThat(lost.code()).isEqualTo(ExitCode.NOT_JUDGED);
    assertThat(explain("thigh-pass", THIGH, "--set", "x").code()).isEqualTo(2);
    assertThat(Scenario.run("explain", "test-plans/thigh-pass").code()).isEqualTo(2);
  }

  @Test
  void json_has_each_goal_as_a_report_has_it_with_every_number() {
    Scenario.Run run = explain("thigh-hot-spot", THIGH, "--goal", "cortex-max", "--format", "json");
    JsonNode goal = JsonMapper.shared().readTree(run.out()).get("plans").get(0).get("goals").get(0);
    JsonNode finding = goal.get("explanation").get("findings").get(0);
    assertThat(finding.get("margin").get("amount").asDouble()).isCloseTo(-20.6875, within(1e-4));
    JsonNode where = finding.get("where");
    assertThat(where.get("kind").asString()).isEqualTo("DOSE_REGION");
    assertThat(where.get("extreme").get("doseGy").asDouble()).isCloseTo(70.6875, within(1e-4));
    assertThat(where.get("allowedCm3").asDouble()).isZero();
    assertThat(where.get("excessCm3").asDouble()).isEqualTo(where.get("volumeCm3").asDouble());
    assertThat(
            Scenario.run(
                    "explain",
                    "test-plans/thigh-hot-spot",
                    "--protocol",
                    THIGH,
                    "--goal",
                    "cortex-max",
                    "--format",
                    "json")
                .out())
        .isEqualTo(run.out());
  }

  @Test
  void a_report_explains_what_is_no_plain_pass_and_still_agrees() throws IOException {
    Path json = folder.resolve("report.json");
    Path html = folder.resolve("report.html");
    Scenario.Run run =
        Scenario.run(
            "check", "test-plans/trunk-bowel", "--protocol", TRUNK, "--json", json, "--html", html);
    assertThat(run.out())
        .contains("By how much; 'oarlock explain' says where")
        .containsPattern("- bowel-v50: [0-9.]+ cc get at least 50\\.00 Gy, [0-9.]+ cc are allowed");
    String text = Files.readString(json);
    assertThat(OtherValidator.of(Scenario.run("schema", "--report").out()).problems(text, "JSON"))
        .isEmpty();
    for (JsonNode goal : JsonMapper.shared().readTree(text).get("plans").get(0).get("goals")) {
      boolean plain =
          goal.get("verdict").asString().equals("NOT_APPLICABLE")
              || (goal.get("verdict").asString().equals("PASS")
                  && goal.get("judgements")
                      .valueStream()
                      .allMatch(j -> j.get("borderline").isNull()));
      assertThat(goal.get("explanation").isNull()).as(goal.get("id").asString()).isEqualTo(plain);
    }
    assertThat(Files.readString(html))
        .contains("<details class=\"explained\"", ">Hottest</th>", ">Just passes</th>");
    Scenario.Run verified = Scenario.run("verify", json, "test-plans/trunk-bowel");
    assertThat(verified.out()).contains("AGREES");

    Files.writeString(json, text.replaceFirst("(\"slices\": )\\d+", "$199"));
    assertThat(Scenario.run("verify", json, "test-plans/trunk-bowel").out())
        .contains("explanation/findings/0/where/beyond/slices: the report says 99");
    Files.writeString(json, withoutExplanations(text));
    Scenario.Run old = Scenario.run("verify", json, "test-plans/trunk-bowel");
    assertThat(old.out())
        .contains("DIFFERS: 1 difference")
        .contains("the explanations of goals: the report has none: it is of an older version");
  }

  private static String withoutExplanations(String report) {
    JsonNode all = JsonMapper.shared().readTree(report);
    for (JsonNode plan : all.get("plans")) {
      for (JsonNode goal : plan.get("goals")) {
        ((tools.jackson.databind.node.ObjectNode) goal).remove("explanation");
      }
    }
    return all.toString();
  }
}
