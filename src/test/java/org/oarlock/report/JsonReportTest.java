package org.oarlock.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.oarlock.check.Verdict;
import org.oarlock.geometry.Convention;
import org.oarlock.metric.Interval;
import org.oarlock.metric.MetricValue;
import org.oarlock.metric.NoValue;
import org.oarlock.protocol.Protocol;
import org.oarlock.quantity.Unit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonReportTest {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  @Test
  void the_keys_and_their_order_are_fixed() throws IOException {
    JsonNode root = read(SampleReports.trunk(false));

    assertThat(root.propertyNames())
        .containsExactly(
            "formatVersion", "tool", "protocol", "settings", "verdict", "plans", "problems");
    assertThat(root.get("formatVersion").asInt()).isEqualTo(1);
    assertThat(root.get("plans").get(0).propertyNames())
        .containsExactly(
            "label",
            "verdict",
            "structureSet",
            "phases",
            "prescriptions",
            "parameters",
            "structures",
            "goals",
            "conflicts",
            "structuresWithoutGoals",
            "goalsWithoutStructure",
            "planningSystemDvhs",
            "problems");
    assertThat(root.get("plans").get(0).get("goals").get(0).propertyNames())
        .containsExactly(
            "id",
            "structure",
            "matched",
            "verdict",
            "reason",
            "accepted",
            "metric",
            "detail",
            "value",
            "unit",
            "lower",
            "upper",
            "coveredPercent",
            "noValue",
            "limit",
            "obligation",
            "dose",
            "prescription",
            "borderline",
            "priority",
            "source",
            "file",
            "line",
            "deciding",
            "judgements",
            "alsoReported",
            "explanation");
  }

  @Test
  void a_goal_is_written_in_full() throws IOException {
    String json =
        json(
            SampleReports.withGoals(
                SampleReports.single(
                    "heart",
                    "Heart",
                    "total",
                    Verdict.FAIL,
                    "31.02 % is not below 30 %",
                    SampleReports.judgement(
                        "Heart",
                        "V30Gy[%]",
                        new MetricValue(
                            31.02,
                            Unit.PERCENT,
                            Interval.of(31, 31.04),
                            Interval.of(30.9, 31.2),
                            Interval.of(31.02, Double.POSITIVE_INFINITY),
                            99.5,
                            List.of(MetricValue.Alternative.under(Convention.NO_CAP, 31.2))),
                        "< 30 %"))));

    assertThat(json)
        .contains(
            """
                "goals": [ {
                  "id": "heart",
                  "structure": "Heart",
                  "matched": [ "Heart" ],
                  "verdict": "FAIL",
                  "reason": "31.02 % is not below 30 %",
                  "accepted": null,
                  "metric": "V30Gy[%]",
                  "detail": "",
                  "value": 31.02,
                  "unit": "%",
                  "lower": 30.9,
                  "upper": null,
                  "coveredPercent": 99.5,
                  "noValue": null,
                  "limit": "< 30 %",
                  "obligation": "REQUIRED",
                  "dose": "total",
                  "prescription": "total: 64 Gy",
                  "borderline": null,
                  "priority": null,
                  "source": "cams",
                  "file": "trunk.yaml",
                  "line": 12,
                  "deciding": 0,
                  "judgements": [ {
                    "label": "",
                    "matched": [ "Heart" ],
                    "metric": "V30Gy[%]",
                    "detail": "",
                    "value": 31.02,
                    "unit": "%",
                    "lower": 30.9,
                    "upper": null,
                    "coveredPercent": 99.5,
                    "noValue": null,
                    "sampling": {
                      "lower": 31.0,
                      "upper": 31.04
                    },
                    "conventions": {
                      "lower": 30.9,
                      "upper": 31.2
                    },
                    "missing": {
                      "lower": 31.02,
                      "upper": null
                    },
                    "alternatives": [ {
                      "convention": "no cap",
                      "value": 31.2
                    } ],
                    "limit": "< 30 %",
                    "verdict": "FAIL",
                    "reason": "",
                    "borderline": null,
                    "evidence": {
            """);
  }

  @Test
  void no_value_is_null_with_a_reason() throws IOException {
    JsonNode goal =
        read(SampleReports.withGoals(
                SampleReports.single(
                    "g",
                    "S",
                    "total",
                    Verdict.NOT_EVALUATED,
                    "",
                    SampleReports.judgement(
                        "S", "D2cc[Gy]", new NoValue("2 cc is too much"), "< 1 Gy"))))
            .at("/plans/0/goals/0");

    assertThat(goal.get("value").isNull()).isTrue();
    assertThat(goal.get("unit").isNull()).isTrue();
    assertThat(goal.get("lower").isNull()).isTrue();
    assertThat(goal.get("coveredPercent").isNull()).isTrue();
    assertThat(goal.get("noValue").asString()).isEqualTo("2 cc is too much");
  }

  @Test
  void the_evidence_is_there() throws IOException {
    JsonNode plan = read(SampleReports.trunk(false)).at("/plans/0");

    assertThat(plan.at("/structureSet/file/sopInstanceUid").asString()).isEqualTo("1.2.3.100");
    assertThat(plan.at("/phases/1/file/sha256").asString()).isEqualTo("d".repeat(64));
    assertThat(plan.at("/phases/1/dose/files/0/path").asString()).isEqualTo("dose2.dcm");
    assertThat(plan.at("/phases/0/dose/derivation").asString()).isEqualTo("taken as it is");
    assertThat(plan.at("/phases/0/dose/grid/spacingMm/2/upper").asDouble()).isEqualTo(3);
    assertThat(plan.at("/prescriptions/2/doseGy").asDouble()).isEqualTo(64);
    assertThat(plan.at("/prescriptions/0/origin").asString())
        .isEqualTo("TargetPrescriptionDose of plan 'Trunk50'");
    assertThat(plan.at("/parameters/0/name").asString()).isEqualTo("margin");
    assertThat(plan.at("/parameters/0/value").asString()).isEqualTo("negative");
    assertThat(plan.at("/parameters/0/origin").asString()).isEqualTo("default of the protocol");
    assertThat(plan.at("/parameters/1/value").isNull()).isTrue();
    assertThat(plan.at("/goals/2/judgements").size()).isEqualTo(2);
    assertThat(plan.at("/goals/5/alsoReported/0/value").asDouble()).isEqualTo(9.8765);
    assertThat(plan.at("/goalsWithoutStructure").valueStream().map(JsonNode::asString))
        .containsExactly("bowel-v50");
    assertThat(plan.at("/problems/0/path").asString()).isEqualTo("(3004,000C)");
  }

  @Test
  void the_patient_is_written_only_when_asked() throws IOException {
    assertThat(json(SampleReports.trunk(false))).doesNotContain("PAT-007", "Doe", "patient\"");
    assertThat(read(SampleReports.trunk(true)).at("/plans/0/patient/name").asString())
        .isEqualTo("Doe^Jane");
  }

  @Test
  void every_number_reads_back_as_itself() throws IOException {
    Random random = new Random(20260101);
    for (int i = 0; i < 2000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (!Double.isFinite(value)) {
        continue;
      }
      StringWriter out = new StringWriter();
      try (JsonOutput json = JsonOutput.compact(out)) {
        json.number(value);
      }
      assertThat(Double.parseDouble(out.toString())).isEqualTo(value);
    }
  }

  @Test
  void numbers_are_the_shortest_whatever_the_jdk() {
    StringWriter out = new StringWriter();
    try (JsonOutput json = JsonOutput.compact(out)) {
      // Double.toString of JDK 17 says 1.9999999999999998E23, that of JDK 19 says 2.0E23
      json.startArray().number(2e23).number(8.41e21).number(0.1 + 0.2).number(-0.0).endArray();
    }
    assertThat(out.toString()).isEqualTo("[2.0E23,8.41E21,0.30000000000000004,-0.0]");
  }

  @Test
  void hostile_texts_are_valid_json_and_read_back_as_they_are() throws IOException {
    for (String text : HostileText.ALL) {
      String json = json(SampleReports.named(text));
      assertThat(json.chars())
          .as(HostileText.brief(text))
          .allMatch(c -> c == '\n' || (c >= 0x20 && c < 0x7F || c == 0x7F));
      JsonNode plan = MAPPER.readTree(json).at("/plans/0");
      String expected = text.equals(HostileText.HALF_PAIR) ? "lone\uFFFDhigh\uFFFDlow" : text;
      assertThat(plan.at("/goals/0/id").asString()).isEqualTo(expected);
      assertThat(plan.at("/goals/0/matched/1").asString()).isEqualTo(expected);
      assertThat(plan.at("/problems/0/hint").asString()).isEqualTo(expected);
    }
  }

  @Test
  void the_same_report_gives_the_same_bytes_in_every_locale() throws IOException {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.ROOT);
      String root = json(SampleReports.trunk(true));
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(json(SampleReports.trunk(true))).isEqualTo(root);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void no_plan_is_not_evaluated() throws IOException {
    assertThat(read(SampleReports.of(Protocol.Status.APPROVED)).get("verdict").asString())
        .isEqualTo("NOT_EVALUATED");
  }

  private static JsonNode read(Report report) throws IOException {
    return MAPPER.readTree(json(report));
  }

  private static String json(Report report) throws IOException {
    StringWriter out = new StringWriter();
    JsonReport.write(report, out);
    return out.toString();
  }
}
