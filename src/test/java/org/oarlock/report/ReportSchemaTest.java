package org.oarlock.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.oarlock.app.CheckPlans;
import org.oarlock.app.Computation;
import org.oarlock.app.PlanInput;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.protocol.OtherValidator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The schema of reports, as a validator of another project reads it. */
class ReportSchemaTest {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private static String schema() throws IOException {
    StringWriter out = new StringWriter();
    JsonReport.writeSchema(out);
    return out.toString();
  }

  /** The schema without room for keys that it does not name: each key must be documented in it. */
  private static String closed() throws IOException {
    JsonNode schema = MAPPER.readTree(schema());
    close(schema);
    return schema.toString();
  }

  private static void close(JsonNode node) {
    if (node instanceof ObjectNode object && object.has("properties")) {
      object.put("additionalProperties", false);
    }
    node.valueStream().forEach(ReportSchemaTest::close);
  }

  static List<Path> plans() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("test-plans"))) {
      // one each of the phantoms, and what is special
      List<String> chosen =
          List.of("thigh-pass", "thigh-no-fields", "trunk-outside-grid", "trunk-liver-readings");
      return folders.filter(f -> chosen.contains(f.getFileName().toString())).sorted().toList();
    }
  }

  private static String report(Path plan, boolean showPatient) throws IOException {
    String region = plan.getFileName().toString().startsWith("thigh") ? "extremity" : "trunk";
    CheckPlans.Result result =
        CheckPlans.run(
            new CheckPlans.Request(
                new PlanInput(List.of(plan), List.of(), null, null),
                Path.of("constraints/sts-postop-cams-" + region + ".yaml"),
                java.util.Map.of(),
                null,
                List.of(),
                null,
                false,
                false,
                Computation.DEFAULT,
                showPatient),
            (activity, done, total) -> {});
    StringWriter out = new StringWriter();
    JsonReport.write(java.util.Objects.requireNonNull(result.report()), out);
    return out.toString();
  }

  @Test
  void it_is_a_schema_itself() throws IOException {
    OtherValidator draft7 =
        OtherValidator.of("{\"$ref\": \"http://json-schema.org/draft-07/schema#\"}");
    assertThat(draft7.problems(schema(), "JSON")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("plans")
  void reports_of_the_test_plans_are_valid_and_every_key_is_in_the_schema(Path plan)
      throws IOException {
    assertThat(OtherValidator.of(closed()).problems(report(plan, true), "JSON")).isEmpty();
    assertThat(OtherValidator.of(schema()).problems(report(plan, false), "JSON")).isEmpty();
  }

  @Test
  void histograms_of_a_planning_system_are_valid() throws IOException {
    String report = CrossCheckReportTest.written(JsonReport::write);
    assertThat(report).contains("\"statedMean\": {", "\"notCompared\": \"nobody asks\"");
    assertThat(OtherValidator.of(closed()).problems(report, "JSON")).isEmpty();
  }

  @Test
  void a_report_without_protocol_is_valid() throws IOException {
    StringWriter out = new StringWriter();
    Problem problem = Problem.error("yaml-syntax", SourceLocation.file("p.yaml"), "bad", null);
    JsonReport.writeWithoutProtocol(SampleReports.TOOL, List.of(problem), out);
    assertThat(OtherValidator.of(closed()).problems(out.toString(), "JSON")).isEmpty();
  }

  @Test
  void what_is_no_report_is_not_valid() throws IOException {
    String good = report(Path.of("test-plans/thigh-pass"), false);
    OtherValidator schema = OtherValidator.of(schema());
    assertThat(
            schema.problems(
                good.replaceFirst("\"verdict\": \"PASS\"", "\"verdict\": \"OK\""), "JSON"))
        .isNotEmpty();
    assertThat(schema.problems(good.replaceFirst("\"strict\": false", "\"strict\": 0"), "JSON"))
        .isNotEmpty();
    assertThat(
            schema.problems(good.replaceFirst("\"sha256\": \"[0-9a-f]", "\"sha256\": \""), "JSON"))
        .isNotEmpty();
    assertThat(schema.problems(good.replaceFirst("\"evidence\"", "\"evidences\""), "JSON"))
        .isNotEmpty();
  }

  @Test
  void keys_of_later_versions_are_no_problem() throws IOException {
    String good = report(Path.of("test-plans/thigh-pass"), false);
    String later = good.replaceFirst("\"formatVersion\": 1,", "\"formatVersion\": 1, \"new\": 2,");
    assertThat(OtherValidator.of(schema()).problems(later, "JSON")).isEmpty();
  }

  @Test
  void a_value_can_be_traced_back_to_its_files() throws IOException {
    JsonNode goals =
        MAPPER.readTree(report(Path.of("test-plans/thigh-pass"), false)).at("/plans/0/goals");
    JsonNode goal =
        goals
            .valueStream()
            .filter(g -> g.get("id").asString().equals("ptv1-d95"))
            .findFirst()
            .orElseThrow();
    JsonNode evidence = goal.at("/judgements/0/evidence");
    assertThat(evidence.at("/structures/0/name").asString()).isEqualTo("PTV1");
    assertThat(evidence.at("/structures/0/matched/0").asString()).isEqualTo("PTV1");
    assertThat(evidence.at("/prescription/name").asString()).isEqualTo("phase1");
    assertThat(evidence.at("/prescription/doseGy").asDouble()).isEqualTo(50);
    assertThat(evidence.at("/convention").asString()).isEqualTo("half-slice cap");
    assertThat(evidence.at("/tolerance/doseGy").asDouble()).isEqualTo(0.005);
    assertThat(evidence.get("files").valueStream().map(f -> f.get("role").asString()))
        .contains("STRUCTURE_SET", "PLAN", "DOSE");
    assertThat(evidence.at("/protocol/sha256").size()).isEqualTo(2); // it extends another
  }
}
