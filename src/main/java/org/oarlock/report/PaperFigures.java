package org.oarlock.report;

import java.io.IOException;
import java.util.List;
import org.oarlock.picture.Figure;
import org.oarlock.picture.Picture;

/** Figures on paper, two in a row. */
final class PaperFigures {
  /** How much smaller than on a screen pictures are, so that two fit side by side. */
  private static final double FACTOR = 0.69;

  private final Html html;
  private final Paper paper;

  PaperFigures(Html html, Paper paper) {
    this.html = html;
    this.paper = paper;
  }

  void write(List<Figure> figures) throws IOException {
    html.start("table", "class", "pictures").start("tbody");
    for (int i = 0; i < figures.size(); i += 2) {
      html.start("tr").start("td");
      write(figures.get(i));
      html.end().start("td");
      if (i + 1 < figures.size()) {
        write(figures.get(i + 1));
      }
      html.end().endLine();
    }
    html.end().endLine();
  }

  private void write(Figure figure) throws IOException {
    html.start("p").leaf("strong", figure.picture().title()).end();
    paper.write(html, figure.picture(), "chart", FACTOR);
    html.start("p", "class", "key");
    for (Figure.Key key : figure.keys()) {
      html.start("span", "class", "entry");
      Picture sample =
          new Picture(Figure.Key.SAMPLE_WIDTH, Figure.Key.SAMPLE_HEIGHT, "", "", key.sample());
      paper.write(html, sample, "sample", FACTOR);
      html.text(" " + TerminalText.sentence(key.text())).end().text(" ");
    }
    html.end();
    for (String note : figure.notes()) {
      html.leaf("p", note, "class", "note");
    }
  }
}
