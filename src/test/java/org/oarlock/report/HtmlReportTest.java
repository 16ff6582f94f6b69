package org.oarlock.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oarlock.check.CrossCheck;
import org.oarlock.check.PlanResult;
import org.oarlock.check.PlanResult.Curve;
import org.oarlock.check.Verdict;
import org.oarlock.dvh.DvhOptions;
import org.oarlock.geometry.Convention;
import org.oarlock.protocol.Protocol;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HtmlReportTest {
  @Test
  void the_header_tells_what_was_judged_by_what() throws IOException {
    assertThat(html(SampleReports.trunk(false)))
        .startsWith("<!DOCTYPE html>\n")
        .contains(
            "Trunk50 + Boost14",
            "50 Gy to PTV1",
            "3 x 2 x 3 nodes, 2.5 x 2.5 x 2..3 mm",
            "1.2.3.100",
            "c".repeat(64),
            "sts-trunk 1.0.0",
            "UNVERIFIED",
            "nobody has approved it",
            "Oarlock 0.1.0");
  }

  @Test
  void an_approved_protocol_has_no_banner() throws IOException {
    assertThat(html(SampleReports.of(Protocol.Status.APPROVED, SampleReports.trunkPlan())))
        .contains("APPROVED")
        .doesNotContain("nobody has approved it");
  }

  @Test
  void the_patient_is_shown_only_when_asked() throws IOException {
    assertThat(html(SampleReports.trunk(false))).doesNotContain("PAT-007", "Doe^Jane");
    assertThat(html(SampleReports.trunk(true))).contains("Patient Doe^Jane, ID PAT-007");
  }

  @Test
  void the_policy_allows_exactly_the_scripts_and_styles_that_are_there()
      throws IOException, NoSuchAlgorithmException {
    String html = html(SampleReports.trunk(false));
    List<String> hashes = new ArrayList<>();
    Matcher matcher = Pattern.compile("<(script|style)>(.*?)</\\1>", Pattern.DOTALL).matcher(html);
    while (matcher.find()) {
      hashes.add("&#39;sha256-" + sha256Base64(matcher.group(2)) + "&#39;");
    }

    assertThat(hashes).hasSize(4);
    String policy = html.replaceAll("(?s).*Content-Security-Policy\" content=\"([^\"]*)\".*", "$1");
    assertThat(policy)
        .startsWith("default-src &#39;none&#39;; script-src ")
        .contains(hashes)
        .doesNotContain("unsafe", "http", "*");
    assertThat(html).doesNotContain(" style=", " onclick=", " src=", "javascript:");
  }

  @ParameterizedTest
  @CsvSource({
    "uPlot.iife.min.js, 19c8d4c6ad88929a79f4ae49d6f7161566dfd0ba3d15cc495e974f787eb78f1f",
    "uPlot.min.css, df630c6a8d6f8eeaff264b50f73ce5b114f646ffd9a0bb74f049b0a00135fa04",
    "uPlot.LICENSE.txt, 8f989229699b4fe2f1a0432d0e9edc338a8a911e250e2d1b01ecd770a5f5b1bd"
  })
  void the_vendored_files_are_those_of_the_npm_package_1_6_32(String name, String sha256)
      throws IOException, NoSuchAlgorithmException {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
      assertThat(HexFormat.of().formatHex(hash)).isEqualTo(sha256);
    }
  }

  @Test
  void the_licence_of_the_chart_library_is_in_every_page() throws IOException {
    assertThat(html(SampleReports.trunk(false)))
        .contains("Copyright (c) 2022 Leon Sorokin", "Permission is hereby granted");
  }

  @Test
  void no_asset_can_end_its_own_element() {
    for (Asset asset : Asset.values()) {
      assertThat(asset.text().toLowerCase(Locale.ROOT))
          .doesNotContain("</script", "</style", "<!--");
    }
  }

  @Test
  void hostile_texts_add_no_element() throws IOException {
    long elements = elements(html(SampleReports.named("harmless")));
    for (String text : HostileText.ALL) {
      String html = html(SampleReports.named(text));
      if (!text.isEmpty()) { // an empty reason has no row
        assertThat(elements(html)).as(HostileText.brief(text)).isEqualTo(elements);
      }
      String withoutAssets = html.replaceAll("(?s)<(script|style)>.*?</\\1>", "");
      assertThat(withoutAssets).doesNotContain("<script>alert", "<img", "\u001B", "\u202E", "\0");
      assertThat(html.length()).as(HostileText.brief(text)).isLessThan(400_000);
    }
  }

  @Test
  void names_and_attributes_of_elements_are_never_data() throws IOException {
    Html html = new Html(new StringWriter());
    assertThatThrownBy(() -> html.start("b onclick=x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> html.start("b", "a b", "c"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> html.start("b", "class")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_chart_data_are_the_curves_and_the_limits() throws IOException {
    JsonNode data = data(html(SampleReports.trunk(false)));

    assertThat(data.get("curves").size()).isEqualTo(7);
    JsonNode liver = data.at("/curves/2");
    assertThat(liver.get("label").asString()).isEqualTo("Liver");
    assertThat(liver.get("volumeCm3").asDouble()).isEqualTo(1480);
    LogisticDvh closedForm = LogisticDvh.of(1480, 0.2, 62, 14, 8);
    for (int i = 0; i < liver.get("doseGy").size(); i++) {
      double doseGy = liver.get("doseGy").get(i).asDouble();
      assertThat(liver.get("percent").get(i).asDouble())
          .isEqualTo(
              100 * closedForm.volumeAtLeastCm3(doseGy) / 1480,
              org.assertj.core.api.Assertions.within(2e-3));
    }
    assertThat(data.get("marks").valueStream().map(mark -> mark.get("text").asString()))
        .contains("heart-v30: V30Gy[%] < 30 %; found 31.02 %: FAIL");
  }

  @Test
  void a_hostile_name_is_inert_in_the_data_and_reads_back() throws IOException {
    for (String text : List.of(HostileText.END_OF_DATA, HostileText.SCRIPT, "a&b\u2028<!--")) {
      String html = html(SampleReports.named(text));
      JsonNode data = data(html);
      assertThat(data.at("/curves/0/label").asString())
          .startsWith(text.replace("\u2028", "\\u2028"));
    }
  }

  @Test
  void the_tables_hold_the_values_of_the_curves() throws IOException {
    // a uniform dose of 50 Gy in all of 7 cm3
    String html =
        html(withCurves(List.of(new Curve("Uniform", "total", new SteppedDvh(0, 50, 7, 50)))));

    assertThat(html)
        .contains(
            "<th scope=\"row\">Uniform</th><td class=\"number\">7.00</td>"
                + "<td class=\"number\">100.00</td>"
                + "<td class=\"number\">50.00</td>".repeat(7)
                + "</tr>");
    assertThat(html)
        .contains(
            "<th scope=\"row\">Uniform</th>"
                + "<td class=\"number\">100.0</td>".repeat(21)
                + "</tr>");
  }

  @Test
  void a_structure_without_any_dose_says_so() throws IOException {
    assertThat(
            html(
                withCurves(
                    List.of(
                        new Curve(
                            "Out", "total", new LogisticDvh(5, 0, Double.NaN, Double.NaN, 0, 1))))))
        .contains("no dose known");
  }

  @ParameterizedTest
  @CsvSource({"3.4, 4", "0.05, 0.05", "1, 1", "0.0101, 0.015", "9, 10", "0, 1", "81, 100"})
  void doses_of_the_table_are_round(double step, double nice) {
    assertThat(DvhSection.niceStep(step))
        .isEqualTo(nice, org.assertj.core.api.Assertions.within(1e-12));
  }

  @Test
  void neighbouring_curves_differ_in_colour_and_dash_and_28_are_unique() {
    List<CurveStyle> styles =
        java.util.stream.IntStream.range(0, 28).mapToObj(CurveStyle::of).toList();
    assertThat(styles).doesNotHaveDuplicates();
    for (int i = 1; i < styles.size(); i++) {
      assertThat(styles.get(i).colour()).isNotEqualTo(styles.get(i - 1).colour());
      assertThat(styles.get(i).dash()).isNotEqualTo(styles.get(i - 1).dash());
    }
  }

  @Test
  void twenty_structures_stay_far_below_three_megabytes() throws IOException {
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      curves.add(new Curve("S" + i, "total", LogisticDvh.of(100 + i, 0.1 * i, 66, 3 * i, 0.3 + i)));
    }
    assertThat(html(withCurves(curves)).length()).isLessThan(300_000);
  }

  @Test
  void the_same_report_gives_the_same_bytes_in_every_locale() throws IOException {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.ROOT);
      String root = html(SampleReports.trunk(true));
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(html(SampleReports.trunk(true))).isEqualTo(root);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void several_plans_have_a_list_and_a_chart_each() throws IOException {
    String html =
        html(
            SampleReports.of(
                Protocol.Status.APPROVED, SampleReports.trunkPlan(), SampleReports.trunkPlan()));

    assertThat(html).contains("href=\"#plan-2\"", "id=\"plan-2\"", "id=\"dvh-2-data\"");
  }

  @Test
  void the_dvh_page_has_the_chart_and_no_verdict() throws IOException {
    StringWriter out = new StringWriter();
    new DvhReport(
            SampleReports.TOOL,
            SampleReports.plan("P"),
            SampleReports.trunkCurves(),
            CrossCheck.NONE,
            List.of(),
            DvhOptions.DEFAULT.with(Convention.NO_CAP),
            false)
        .writeHtml(out);

    assertThat(out.toString())
        .contains("dvh-1-data", "Spinal", "the convention &#39;no cap&#39;, curves within 0.005 Gy")
        .doesNotContain("class=\"verdict");
    assertThat(data(out.toString()).get("marks").size()).isZero();
  }

  static Report withCurves(List<Curve> curves) {
    return SampleReports.of(
        Protocol.Status.APPROVED,
        new PlanResult(
            SampleReports.plan("P"),
            Verdict.NOT_EVALUATED,
            List.of(),
            List.of(),
            List.of(),
            curves,
            List.of(),
            List.of(),
            List.of()));
  }

  private static long elements(String html) {
    return Pattern.compile("<[a-z]").matcher(html).results().count();
  }

  private static JsonNode data(String html) {
    Matcher matcher =
        Pattern.compile("<script type=\"application/json\"[^>]*>([^<]*)</script>").matcher(html);
    assertThat(matcher.find()).isTrue();
    return JsonMapper.shared().readTree(matcher.group(1));
  }

  private static String sha256Base64(String text) throws NoSuchAlgorithmException {
    return Base64.getEncoder()
        .encodeToString(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String html(Report report) throws IOException {
    StringWriter out = new StringWriter();
    HtmlReport.write(report, out);
    return out.toString();
  }
}
