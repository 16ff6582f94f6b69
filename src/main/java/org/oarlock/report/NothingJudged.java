package org.oarlock.report;

import java.io.IOException;
import java.util.List;
import org.oarlock.problem.Problem;

/**
 * The page that stands where a report was asked for but no protocol could be used: whoever opens
 * the file must not take an older report for the result.
 *
 * @param tool what should have made the report
 * @param problems why it could not
 */
record NothingJudged(Report.Tool tool, List<Problem> problems) {
  static final String TITLE = "Nothing was judged";

  void write(HtmlPage page) throws IOException {
    Html html = page.html();
    if (page.paper() != null) {
      PaperParts.edges(html, tool, TITLE);
    }
    html.start("header").start("div", "class", "made-by");
    html.leaf("span", tool.name() + " " + tool.version()).leaf("span", "Plan check");
    html.end().endLine();
    html.start("main").start("article").leaf("h1", TITLE);
    html.leaf("p", "No plan was checked, since the protocol could not be used.", "class", "banner");
    page.problems("Problems", problems);
    html.end().endLine();
  }
}
