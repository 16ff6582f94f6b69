package org.oarlock.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.oarlock.report.ArchiveReport.Edition;
import org.oarlock.report.ArchiveReport.GoalFigures;

class ArchivePageTest {
  private static String page(String limit, boolean limitsDiffer) throws IOException {
    ArchiveReport sample = SampleArchive.report();
    Edition edition = sample.editions().get(0);
    GoalFigures goal = edition.goals().get(0);
    GoalFigures other =
        new GoalFigures(
            goal.goal(),
            goal.structure(),
            goal.metric(),
            limit,
            limitsDiffer,
            goal.isAdvisory(),
            goal.verdicts(),
            goal.box(),
            goal.unit(),
            goal.byPeriod());
    StringWriter out = new StringWriter();
    ArchivePage.write(
        new ArchiveReport(
            sample.tool(),
            List.of(
                new Edition(
                    edition.title(),
                    edition.name(),
                    edition.settings(),
                    edition.tool(),
                    edition.verdicts(),
                    List.of(other),
                    edition.periods(),
                    edition.reasons(),
                    edition.errors(),
                    edition.held(),
                    edition.worst(),
                    edition.open(),
                    edition.openCount(),
                    edition.outliers())),
            sample.unread()),
        out);
    return out.toString();
  }

  @Test
  void limits_that_differ_are_told_from_none() throws IOException {
    assertThat(page("< 40 Gy", false)).contains("limit &lt; 40 Gy").doesNotContain("differs");
    assertThat(page("", true)).contains("<td>differs</td>", "; limit differs");
    assertThat(page("", false)).doesNotContain("differs", "; limit");
  }
}
