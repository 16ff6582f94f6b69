package org.oarlock.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.protocol.OtherValidator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** SARIF under the schema that OASIS publishes with the standard. */
class SarifReportTest {
  private static OtherValidator schema() throws IOException {
    try (InputStream in =
        SarifReportTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      return OtherValidator.of(
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static String sarif(Report report) throws IOException {
    StringWriter out = new StringWriter();
    SarifReport.write(report, out);
    return out.toString();
  }

  private static JsonNode run(Report report) throws IOException {
    String sarif = sarif(report);
    assertThat(schema().problems(sarif, "JSON")).isEmpty();
    return JsonMapper.shared().readTree(sarif).at("/runs/0");
  }

  private static JsonNode result(JsonNode run, String goal) {
    return run.get("results")
        .valueStream()
        .filter(result -> result.get("ruleId").asString().equals(goal))
        .findFirst()
        .orElseThrow();
  }

  private static String kindAndLevel(JsonNode run, String goal) {
    JsonNode result = result(run, goal);
    return result.get("kind").asString() + " " + result.get("level").asString();
  }

  @Test
  void the_schema_is_one_that_finds_mistakes() throws IOException {
    String good = sarif(SampleReports.trunk(false));
    assertThat(schema().problems(good.replace("\"kind\": \"open\"", "\"kind\": \"maybe\""), "JSON"))
        .isNotEmpty();
  }

  @Test
  void a_goal_is_a_rule_and_what_came_of_it_a_result_at_its_line() throws IOException {
    JsonNode run = run(SampleReports.trunk(false));
    JsonNode result = result(run, "heart-v30");
    assertThat(run.at("/tool/driver/rules").get(result.get("ruleIndex").asInt()).get("id"))
        .isEqualTo(result.get("ruleId"));
    assertThat(result.at("/message/text").asString())
        .isEqualTo("FAIL: Heart V30Gy[%] is 31.02 %: 31.02 % is not below 30 %");
    assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri").asString())
        .isEqualTo("trunk.yaml");
    assertThat(result.at("/locations/0/physicalLocation/region/startLine").asInt()).isEqualTo(12);
    assertThat(result.at("/locations/0/logicalLocations/0/name").asString())
        .isEqualTo("Trunk50 + Boost14");
    assertThat(result.at("/properties/band").asString()).isEqualTo("[30.90, 31.20]");
  }

  @Test
  void only_what_is_judged_and_not_met_has_a_level() throws IOException {
    JsonNode run = run(SampleReports.trunk(false));
    assertThat(kindAndLevel(run, "ptv1-d95")).isEqualTo("pass none");
    assertThat(kindAndLevel(run, "ptv2-d95")).isEqualTo("fail note");
    assertThat(kindAndLevel(run, "heart-v30")).isEqualTo("fail error");
    assertThat(kindAndLevel(run, "liver")).isEqualTo("review none");
    assertThat(kindAndLevel(run, "bowel-v50")).isEqualTo("open none");
    assertThat(kindAndLevel(run, "fields")).isEqualTo("notApplicable none");
  }

  @Test
  void what_is_open_is_told_as_a_notification_too() throws IOException {
    JsonNode notifications =
        run(SampleReports.trunk(false)).at("/invocations/0/toolExecutionNotifications");
    assertThat(notifications.valueStream().map(n -> n.at("/associatedRule/id").asString()))
        .filteredOn(id -> !id.isEmpty())
        .containsExactly("liver", "bowel-v50");
    assertThat(notifications.get(0).at("/descriptor/id").asString())
        .isEqualTo("grid-does-not-cover");
  }

  @Test
  void files_are_artifacts_with_their_hashes() throws IOException {
    JsonNode artifacts = run(SampleReports.trunk(false)).get("artifacts");
    assertThat(artifacts.valueStream().map(a -> a.at("/location/uri").asString()))
        .containsExactly(
            "trunk.yaml",
            "base.yaml",
            "structures.dcm",
            "plan1.dcm",
            "dose1.dcm",
            "plan2.dcm",
            "dose2.dcm");
    assertThat(artifacts.get(2).at("/hashes/sha-256").asString()).isEqualTo("c".repeat(64));
  }

  @Test
  void paths_become_uris() {
    assertThat(SarifReport.uri("plans/a b#1.yaml")).isEqualTo("plans/a%20b%231.yaml");
    assertThat(SarifReport.uri("/data/ü.yaml")).isEqualTo("file:///data/%c3%bc.yaml");
    assertThat(SarifReport.uri("a:b")).isEqualTo("a%3ab");
  }

  @Test
  void without_a_protocol_the_problems_are_told() throws IOException {
    StringWriter out = new StringWriter();
    Problem problem =
        Problem.error("yaml-syntax", SourceLocation.at("p.yaml", 3, 7, ""), "not YAML", "Quote it");
    SarifReport.writeWithoutProtocol(SampleReports.TOOL, List.of(problem), out);
    assertThat(schema().problems(out.toString(), "JSON")).isEmpty();
    JsonNode invocation = JsonMapper.shared().readTree(out.toString()).at("/runs/0/invocations/0");
    assertThat(invocation.get("executionSuccessful").asBoolean()).isFalse();
    assertThat(invocation.at("/toolExecutionNotifications/0/message/text").asString())
        .isEqualTo("not YAML. Quote it");
  }

  @Test
  void hostile_texts_are_valid_and_no_links() throws IOException {
    for (String text : HostileText.ALL) {
      JsonNode run = run(SampleReports.named(text));
      assertThat(run.get("results").size()).isEqualTo(2);
    }
    assertThat(sarif(SampleReports.named("[look](x) {0}")))
        .contains("[look] (x) {{0}}")
        .doesNotContain("text\": \"[look](x)");
  }
}
