package org.oarlock.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.oarlock.check.CrossCheck;
import org.oarlock.check.PlanResult;
import org.oarlock.check.PlanResult.Curve;
import org.oarlock.dvh.DvhComparison;
import org.oarlock.dvh.DvhComparison.Cause;
import org.oarlock.dvh.DvhComparison.Figure;
import org.oarlock.dvh.DvhComparison.Gap;
import org.oarlock.dvh.DvhComparison.Point;
import org.oarlock.dvh.DvhComparison.Reason;
import org.oarlock.dvh.DvhComparison.StatedMean;
import org.oarlock.dvh.DvhOptions;
import org.oarlock.protocol.Protocol;
import org.oarlock.quantity.Unit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CrossCheckReportTest {
  private static final String HOSTILE = "</script><b>Heart\u001B[2J";

  interface Writer {
    void write(Report report, java.io.Writer out) throws IOException;
  }

  private static DvhComparison comparison() {
    return new DvhComparison(
        List.of(
            new Figure("Volume", Unit.CC, 40, 50, 1.5),
            new Figure("Mean", Unit.GY, 12.01, 12, 0.12)),
        new Gap(10, 50, 52, 0.25),
        new StatedMean(24.02, 12.01, new Reason(Cause.DOSE_IN_PERCENT, "percent of 50 Gy")),
        List.of(new Reason(Cause.CONVENTION, "without caps")),
        List.of(new Point(0, 100), new Point(7.25, 31.5), new Point(20, 0)));
  }

  static String written(Writer writer) throws IOException {
    PlanResult plain = SampleReports.trunkPlan();
    Curve curve = new Curve(HOSTILE, "total", new SteppedDvh(25, 6, 25, 18));
    CrossCheck check =
        new CrossCheck(
            List.of(new CrossCheck.Compared(HOSTILE, "total", "dose.dcm", comparison())),
            List.of(
                new CrossCheck.NotCompared("Lung_L", "dose.dcm", false, "nobody asks"),
                new CrossCheck.NotCompared("Lung_R", "dose.dcm", false, "nobody asks")));
    PlanResult result =
        new PlanResult(
            plain.plan(),
            plain.verdict(),
            plain.goals(),
            plain.structures(),
            plain.prescriptions(),
            List.of(curve),
            plain.structuresWithoutGoals(),
            plain.parameters(),
            plain.conflicts(),
            check,
            plain.problems());
    StringWriter out = new StringWriter();
    writer.write(SampleReports.of(Protocol.Status.APPROVED, result), out);
    return out.toString();
  }

  @Test
  void text_has_one_line_of_summary_and_the_figures_that_differ() throws IOException {
    String text = written(TextReport::write);
    assertThat(text)
        .contains("3 histograms stored in the dose files: 0 of 1 compared agree", "2 not compared")
        .containsPattern("Volume +40.00 cc +50.00 cc +1.50 cc")
        .doesNotContain("12.01 Gy", "\u001B");
  }

  @Test
  void a_plan_without_stored_histograms_says_nothing_of_them() throws IOException {
    StringWriter out = new StringWriter();
    TextReport.write(SampleReports.trunk(false), out);
    HtmlReport.write(SampleReports.trunk(false), out);
    assertThat(out.toString())
        .doesNotContain("own histograms", "Thin dotted", "class=\"figures cross-check\"");
  }

  @Test
  void json_has_every_figure() throws IOException {
    JsonNode all =
        JsonMapper.shared().readTree(written(JsonReport::write)).at("/plans/0/planningSystemDvhs");
    assertThat(all.size()).isEqualTo(3);
    JsonNode one = all.get(0);
    assertThat(one.propertyNames())
        .containsExactly(
            "structure",
            "dose",
            "file",
            "agrees",
            "notCompared",
            "figures",
            "curve",
            "statedMean",
            "reasons");
    assertThat(one.at("/structure").asString()).isEqualTo(HOSTILE);
    assertThat(one.at("/agrees").asBoolean()).isFalse();
    assertThat(one.at("/figures/0/difference").asDouble()).isEqualTo(-10);
    assertThat(one.at("/figures/0/agrees").asBoolean()).isFalse();
    assertThat(one.at("/figures/1/agrees").asBoolean()).isTrue();
    assertThat(one.at("/curve/tolerancePercent").asDouble()).isEqualTo(3);
    assertThat(one.at("/statedMean/cause").asString()).isEqualTo("DOSE_IN_PERCENT");
    assertThat(one.at("/reasons/0/cause").asString()).isEqualTo("CONVENTION");
    assertThat(all.get(2).propertyNames()).isEqualTo(one.propertyNames());
    assertThat(all.get(2).at("/notCompared").asString()).isEqualTo("nobody asks");
  }

  @Test
  void the_page_of_curves_shows_them_as_the_report_does() throws IOException {
    CrossCheck check =
        new CrossCheck(
            List.of(new CrossCheck.Compared("Heart", "total", "dose.dcm", comparison())),
            List.of());
    StringWriter page = new StringWriter();
    new DvhReport(
            SampleReports.TOOL,
            SampleReports.plan("P"),
            List.of(new Curve("Heart", "total", new SteppedDvh(25, 6, 25, 18))),
            check,
            List.of(),
            DvhOptions.DEFAULT,
            false)
        .writeHtml(page);
    assertThat(page.toString())
        .contains("\"stored\":[{\"doseGy\":[0.0,7.25,20.0],\"percent\":[100.0,31.5,0.0]}]")
        .contains("Thin dotted lines", "class=\"figures cross-check\"", "40.00 / 50.00");
  }

  @Test
  void the_page_shows_a_table_and_draws_the_stored_curve() throws IOException {
    String page = written(HtmlReport::write);
    assertThat(page)
        .contains("\"stored\":[{\"doseGy\":[0.0,7.25,20.0],\"percent\":[100.0,31.5,0.0]}]")
        .contains("<strong>\u2260 40.00 / 50.00</strong>", "12.01 / 12.00")
        .contains("without caps; the mean stated, 24.02: percent of 50 Gy")
        .contains("Lung_L, Lung_R")
        .contains("not compared: nobody asks")
        .doesNotContain("</script><b>", "\u001B");
  }
}
