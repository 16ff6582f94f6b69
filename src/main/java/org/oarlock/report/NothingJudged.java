package org.oarlock.report;

import java.io.IOException;
import java.util.List;
import org.oarlock.problem.Problem;

/**
 * The page that stands where a report was asked for but nothing could be judged: whoever opens the
 * file must not take an older report for the result.
 *
 * @param tool what should have made the report
 * @param why why it could not, in a sentence
 * @param problems why, one by one
 */
record NothingJudged(Report.Tool tool, String why, List<Problem> problems) {
  static final String TITLE = "Nothing was judged";

  /** No protocol could be used. */
  static NothingJudged withoutProtocol(Report.Tool tool, List<Problem> problems) {
    return new NothingJudged(
        tool, "No plan was checked, since the protocol could not be used.", problems);
  }

  void write(HtmlPage page) throws IOException {
    Html html = page.html();
    if (page.paper() != null) {
      PaperParts.edges(html, tool, TITLE);
    }
    html.start("header").start("div", "class", "made-by");
    html.leaf("span", tool.name() + " " + tool.version()).leaf("span", "Plan check");
    html.end().endLine();
    html.start("main").start("article").leaf("h1", TITLE);
    html.leaf("p", why, "class", "banner");
    page.problems("Problems", problems);
    html.end().endLine();
  }
}
