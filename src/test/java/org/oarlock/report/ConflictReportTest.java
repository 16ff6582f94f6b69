package org.oarlock.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.oarlock.check.Conflict;
import org.oarlock.check.PlanResult;
import org.oarlock.check.Verdict;
import org.oarlock.protocol.Protocol;

class ConflictReportTest {
  private static Report report(Conflict.Room room) {
    Conflict conflict =
        new Conflict(
            "cortex-max",
            "BoneCortex",
            "Max[Gy] < 50",
            List.of("ptv1-d95"),
            "PTV1",
            47.5,
            3.25,
            0.8,
            room,
            List.of("cortex-circumference"),
            "cortex-max <b>contradicts</b> ptv1-d95");
    PlanResult plain = SampleReports.trunkPlan();
    PlanResult result =
        new PlanResult(
            plain.plan(),
            Verdict.FAIL,
            plain.goals(),
            plain.structures(),
            plain.prescriptions(),
            plain.curves(),
            plain.structuresWithoutGoals(),
            plain.parameters(),
            List.of(conflict),
            plain.crossCheck(),
            plain.problems());
    return SampleReports.of(Protocol.Status.APPROVED, result);
  }

  private interface Writer {
    void write(Report report, java.io.Writer out) throws IOException;
  }

  private static String written(Writer writer, Conflict.Room room) throws IOException {
    StringWriter out = new StringWriter();
    writer.write(report(room), out);
    return out.toString();
  }

  @Test
  void text_and_page_say_the_conflict_and_the_page_escapes_it() throws IOException {
    assertThat(written(TextReport::write, null))
        .contains("Goals that pull in opposite directions", "cortex-max <b>contradicts</b>");
    assertThat(written(HtmlReport::write, null))
        .contains("Goals that pull in opposite directions", "&lt;b&gt;contradicts&lt;/b&gt;");
  }

  @Test
  void json_gives_the_numbers() throws IOException {
    String json = written(JsonReport::write, new Conflict.Room(47.5, 50)).replaceAll("\\s+", "");
    assertThat(json)
        .contains(
            "\"upperGoal\":\"cortex-max\"",
            "\"neededGy\":47.5",
            "\"sharedCm3\":3.25",
            "\"room\":{\"fromGy\":47.5,\"toGy\":50",
            "\"alternatives\":[\"cortex-circumference\"]");
    assertThat(written(JsonReport::write, null).replaceAll("\\s+", "")).contains("\"room\":null");
  }
}
