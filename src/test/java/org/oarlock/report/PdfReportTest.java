package org.oarlock.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oarlock.check.GoalResult;
import org.oarlock.check.GoalResult.Obligation;
import org.oarlock.check.Judgement;
import org.oarlock.check.PlanResult;
import org.oarlock.check.Verdict;
import org.oarlock.metric.Interval;
import org.oarlock.metric.MetricValue;
import org.oarlock.problem.SourceLocation;
import org.oarlock.protocol.Protocol;
import org.oarlock.quantity.Unit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PdfReportTest {
  private static final String HASH = "a".repeat(64);

  @TempDir Path folder;

  @Test
  void three_plans_with_sixty_goals_are_all_there_on_pages_that_say_what_they_belong_to()
      throws Exception {
    Report report = SampleReports.of(Protocol.Status.UNVERIFIED, many("A"), many("B"), many("C"));
    PdfReader reader = read(report);
    String text = reader.text();
    List<String> pages = reader.pages();

    int goals = 0;
    for (JsonNode plan : json(report).get("plans")) {
      for (JsonNode goal : plan.get("goals")) {
        goals++;
        assertThat(text).contains(goal.get("verdict").asString() + goal.get("id").asString());
        for (JsonNode judgement : goal.get("judgements")) {
          assertThat(text).contains(judgement.get("limit").asString().replace(" ", ""));
        }
      }
    }
    assertThat(goals).isEqualTo(3 * 60);
    assertThat(pages).hasSizeBetween(12, 40);
    for (int i = 0; i < pages.size(); i++) {
      String page = pages.get(i);
      assertThat(page)
          .contains("Postoperative IMRT of soft tissue sarcoma, trunk wall", "sts-trunk 1.0.0")
          .contains(HASH, "Oarlock 0.1.0", "UNVERIFIED PROTOCOL: nobody has approved it")
          .contains("Page " + (i + 1) + " of " + pages.size())
          .containsPattern(i == 0 ? "\n3 plans +Page" : "\nTrunk50 \\+ Boost14 +Page")
          .doesNotContain("PAT-007", "Doe^Jane");
      if (page.matches("(?s).*V\\d+Gy\\[%] < 3\\d %.*")) {
        assertThat(page).containsPattern("Verdict +Goal +Structure +Asked +Found +Band +Dose");
      }
    }
    assertThat(reader.outline())
        .hasSize(3)
        .allMatch(line -> line.contains(">Trunk50 + Boost14: FAIL<"));
    assertThat(text.split("Planner", -1)).hasSize(1 + 3);
    assertThat(text).contains("Physicist", "Physician", "Signature", "Date");
  }

  @Test
  void it_says_what_the_page_for_a_browser_says() throws Exception {
    Report report = SampleReports.trunk(false);
    String text = read(report).text();
    StringWriter html = new StringWriter();
    HtmlReport.write(report, html);
    List<String> cells = new ArrayList<>();
    Matcher cell =
        Pattern.compile("<(?:td|p|h1|h3|caption|li|dt|dd|summary)[^>]*>([^<]+)<")
            .matcher(html.toString());
    while (cell.find()) {
      cells.add(unescaped(cell.group(1)).replaceAll("\\s+", ""));
    }
    cells.removeIf(said -> said.contains("JavaScript") || said.contains("atthecursor"));
    assertThat(cells).hasSizeGreaterThan(200);
    assertThat(text).contains(cells);
  }

  private static String unescaped(String text) {
    return text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }

  @Test
  void letters_are_embedded_and_nothing_is_an_image() throws Exception {
    PdfReader reader = read(SampleReports.trunk(false));
    assertThat(reader.fonts())
        .hasSize(2)
        .allMatch(font -> font.matches("[A-Z]{6}\\+DejaVuSansCondensed.* yes yes yes .*"));
    assertThat(reader.images()).isEmpty();
    assertThat(reader.info())
        .contains("Plan check: Trunk50 + Boost14", "Oarlock 0.1.0", "A4")
        .doesNotContain("Date", "PAT-007");
  }

  @Test
  void the_patient_is_shown_on_each_page_only_when_asked() throws Exception {
    assertThat(read(SampleReports.trunk(true)).pages())
        .allMatch(page -> page.contains("Patient Doe^Jane, ID PAT-007"));
    assertThat(read(SampleReports.trunk(false)).text()).doesNotContain("PAT-007", "Doe^Jane");
  }

  @Test
  void only_a_protocol_that_nobody_approved_is_marked() throws Exception {
    PlanResult plan = SampleReports.trunkPlan();
    assertThat(read(SampleReports.of(Protocol.Status.APPROVED, plan)).text())
        .contains("APPROVED")
        .doesNotContain("nobodyhasapproved");
    assertThat(read(SampleReports.of(Protocol.Status.DRAFT, plan)).pages())
        .allMatch(page -> page.contains("DRAFT PROTOCOL: nobody has approved it"));
    assertThat(read(SampleReports.of(Protocol.Status.DRAFT)).text()).contains("Noplanwasjudged.");
  }

  @Test
  void the_bytes_depend_on_neither_locale_nor_zone_nor_time() throws Exception {
    Report report = SampleReports.trunk(true);
    byte[] first = bytes(report);
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      assertThat(Arrays.equals(bytes(report), first)).isTrue();
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
    String file = new String(first, StandardCharsets.ISO_8859_1);
    assertThat(file.substring(0, 7)).isEqualTo("%PDF-1.");
    assertThat(Pattern.compile("Date|D:20").matcher(file).find()).isFalse();
    assertThat(Arrays.equals(bytes(SampleReports.trunk(false)), first)).isFalse();
  }

  @Test
  void hostile_texts_are_shown_safely_on_a_bounded_number_of_pages() throws Exception {
    for (String text : HostileText.ALL) {
      PdfReader reader = read(SampleReports.named(text));
      List<String> pages = reader.pages();
      assertThat(pages)
          .as(HostileText.brief(text))
          .hasSizeLessThan(40)
          .allMatch(page -> page.contains("DRAFT PROTOCOL"))
          .allMatch(page -> page.contains(" of " + pages.size()))
          .allMatch(page -> page.contains("Oarlock 0.1.0"))
          .noneMatch(page -> page.matches("(?s).*[\\p{Cc}\\p{Cf}&&[^\\n\\f]].*"));
      assertThat(reader.fonts()).allMatch(font -> font.contains("yes yes yes"));
    }
  }

  @Test
  void characters_that_the_letters_lack_or_that_would_change_their_order_are_escapes()
      throws Exception {
    assertThat(read(SampleReports.named(HostileText.WIDE)).text())
        .contains("\\u809D\\u81D3")
        .doesNotContain("\u809D");
    assertThat(read(SampleReports.named("Leber \u05DB\u05D1\u05D3 \u0643\u0628\u062F")).text())
        .contains("Leber\\u05DB\\u05D1\\u05D3\\u0643\\u0628\\u062F");
    assertThat(read(SampleReports.named(HostileText.RIGHT_TO_LEFT)).text())
        .contains("Liver\\u202Ereviled\\u2066");
    assertThat(
            read(SampleReports.named("\u00B1 \u2264 \u03B1\u03B2 mm\u00B2 \u0434 \u015F")).text())
        .contains("\u00B1\u2264\u03B1\u03B2mm\u00B2\u0434\u015F");
  }

  private static PlanResult many(String name) {
    PlanResult plan = SampleReports.trunkPlan();
    List<GoalResult> goals = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Verdict verdict = Verdict.values()[i % Verdict.values().length];
      String reason = verdict == Verdict.PASS ? "" : name + ": reason " + i;
      Judgement judgement =
          new Judgement(
              "",
              List.of("Lung_L"),
              "V" + (10 + i) + "Gy[%]",
              new MetricValue(
                  i + 0.25,
                  Unit.PERCENT,
                  Interval.of(i, i + 0.5),
                  Interval.of(i, i + 0.5),
                  Interval.of(i, i + 0.5),
                  100,
                  List.of()),
              "< " + (30 + i % 10) + " %",
              verdict,
              reason,
              null);
      goals.add(
          new GoalResult(
              "goal-" + name + "-" + i,
              "Lung_L",
              "total",
              "",
              i % 5 == 0 ? Obligation.ADVISORY : Obligation.REQUIRED,
              0,
              verdict,
              reason,
              0,
              List.of(judgement),
              List.of(),
              "cams",
              SourceLocation.NOWHERE));
    }
    return new PlanResult(
        plan.plan(),
        Verdict.FAIL,
        goals,
        plan.structures(),
        plan.prescriptions(),
        plan.curves(),
        plan.structuresWithoutGoals(),
        plan.parameters(),
        plan.problems());
  }

  private static JsonNode json(Report report) throws IOException {
    StringWriter json = new StringWriter();
    JsonReport.write(report, json);
    return JsonMapper.shared().readTree(json.toString());
  }

  private PdfReader read(Report report) throws Exception {
    return new PdfReader(Files.write(folder.resolve("report.pdf"), bytes(report)));
  }

  private static byte[] bytes(Report report) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PdfReport.write(report, out);
    return out.toByteArray();
  }
}
