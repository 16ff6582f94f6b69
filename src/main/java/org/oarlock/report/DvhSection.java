package org.oarlock.report;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.oarlock.check.CrossCheck;
import org.oarlock.check.PlanResult.Curve;
import org.oarlock.dvh.DoseVolumeHistogram;
import org.oarlock.dvh.DvhComparison;
import org.oarlock.quantity.DecimalText;

/**
 * The part of a page that shows dose-volume histograms: the data of the interactive chart, its list
 * of structures with the values under the cursor, and two tables that say the same in print and to
 * a screen reader.
 */
final class DvhSection {
  private static final int TABLE_STEPS = 20;

  private final HtmlPage page;
  private final Html html;
  private final String id;
  private final List<Curve> curves;
  private final List<LimitMark> marks;
  private final CrossCheck crossCheck;

  DvhSection(
      HtmlPage page, String id, List<Curve> curves, List<LimitMark> marks, CrossCheck crossCheck) {
    this.page = page;
    this.html = page.html();
    this.id = id;
    this.curves = curves;
    this.marks = marks;
    this.crossCheck = crossCheck;
  }

  void write() throws IOException {
    html.start("section", "class", "dvh", "id", id);
    html.leaf("h3", "Dose-volume histogram");
    if (curves.isEmpty()) {
      html.leaf("p", "There is no curve to show.").endLine();
      return;
    }
    Paper paper = page.paper();
    if (paper == null) {
      html.start("div", "class", "dvh-grid");
      chart();
      list();
      html.endLine();
      html.data(id + "-data", data());
    } else {
      new DvhPicture(curves, marks, chartEndGy(), this::stored).write(paper, html);
      notes();
    }
    statistics();
    volumes();
    new CrossCheckTable(html, crossCheck).write();
    html.endLine();
  }

  private void chart() throws IOException {
    html.start("div", "class", "dvh-chart");
    html.start(
            "div",
            "class",
            "plot",
            "role",
            "img",
            "aria-label",
            "Cumulative dose-volume histogram of "
                + curves.size()
                + (curves.size() == 1 ? " structure" : " structures")
                + "; the tables below hold its values")
        .end();
    html.start("noscript")
        .leaf("p", "The chart needs JavaScript; the tables below hold its values.")
        .end();
    html.start("div", "class", "tools");
    html.start("label").text("Dose ");
    html.empty(
        "input", "type", "range", "class", "cursor", "min", "0", "max", "1000", "value", "0");
    html.end();
    html.leaf("output", "", "class", "at", "aria-live", "polite");
    html.leaf("button", "Whole range", "type", "button", "class", "reset");
    html.end();
    html.leaf("p", "", "class", "mark-text", "aria-live", "polite");
    notes();
    html.end();
  }

  private void notes() throws IOException {
    if (!marks.isEmpty()) {
      html.leaf(
          "p",
          "Triangles are the goals' limits: the curve has to pass on the side that they point to;"
              + " a dark edge marks those that are not a plain pass. Limits on the mean and on"
              + " indices have no place in this chart.",
          "class",
          "note");
    }
    if (curves.stream().anyMatch(curve -> !stored(curve).isEmpty())) {
      html.leaf(
          "p",
          "Thin dotted lines are the planning system's own curves of the same structures.",
          "class",
          "note");
    }
  }

  private void list() throws IOException {
    html.start("div", "class", "dvh-list");
    html.start("table", "class", "curves");
    html.leaf("caption", "Structures, and their volume at the cursor");
    html.start("thead").start("tr");
    html.leaf("th", "Show", "scope", "col")
        .leaf("th", "Structure", "scope", "col")
        .leaf("th", "%", "scope", "col", "class", "number")
        .leaf("th", "cm\u00B3", "scope", "col", "class", "number");
    html.end().end().start("tbody");
    for (int i = 0; i < curves.size(); i++) {
      listRow(i);
    }
    html.end().end();
    html.start("div", "class", "tools")
        .leaf("button", "Show all", "type", "button", "class", "all")
        .leaf("button", "Show none", "type", "button", "class", "none")
        .end();
    html.end();
  }

  private void listRow(int i) throws IOException {
    String box = id + "-show-" + i;
    html.start("tr");
    html.start("td");
    html.empty("input", "type", "checkbox", "id", box, "checked", "checked");
    html.end().start("td").start("label", "for", box);
    swatch(CurveStyle.of(i));
    html.text(label(curves.get(i))).end().end();
    html.leaf("td", "", "class", "number percent").leaf("td", "", "class", "number volume");
    html.endLine();
  }

  private void swatch(CurveStyle style) throws IOException {
    html.start(
        "svg",
        "class",
        "swatch",
        "width",
        "36",
        "height",
        "8",
        "viewBox",
        "0 0 36 8",
        "aria-hidden",
        "true");
    html.start(
            "line",
            "x1",
            "1",
            "y1",
            "4",
            "x2",
            "35",
            "y2",
            "4",
            "stroke",
            style.colour(),
            "stroke-width",
            "2.5",
            "stroke-dasharray",
            style.dash().isEmpty()
                ? "none"
                : style.dash().stream().map(String::valueOf).collect(Collectors.joining(" ")))
        .end();
    html.end();
  }

  private void statistics() throws IOException {
    html.start("div", "class", "scroll").start("table", "class", "figures");
    html.leaf("caption", "Doses in Gy; where the dose grid covers a part only, of that part");
    html.start("thead").start("tr").leaf("th", "Structure", "scope", "col");
    for (String head :
        List.of(
            "Volume cm\u00B3", "Covered %", "Min", "D98%", "D95%", "Mean", "D50%", "D2%", "Max")) {
      html.leaf("th", head, "scope", "col", "class", "number");
    }
    html.end().end().start("tbody");
    for (int i = 0; i < curves.size(); i++) {
      DoseVolumeHistogram histogram = curves.get(i).histogram();
      rowHead(i);
      number(histogram.totalVolumeCm3());
      double coveredCm3 = histogram.coveredVolumeCm3();
      number(100 * (coveredCm3 / histogram.totalVolumeCm3()));
      if (coveredCm3 > 0) {
        number(histogram.minGy());
        number(histogram.doseToHottestGy(0.98 * coveredCm3));
        number(histogram.doseToHottestGy(0.95 * coveredCm3));
        number(histogram.meanGy());
        number(histogram.doseToHottestGy(0.50 * coveredCm3));
        number(histogram.doseToHottestGy(0.02 * coveredCm3));
        number(histogram.maxGy());
      } else {
        html.leaf("td", "no dose known", "colspan", "7");
      }
      html.endLine();
    }
    html.end().end().endLine();
  }

  private void volumes() throws IOException {
    double stepGy = niceStep(maxGy() / TABLE_STEPS);
    int steps = (int) Math.ceil(maxGy() / stepGy);
    html.start("div", "class", "scroll").start("table", "class", "figures volumes");
    html.leaf("caption", "Volume in % that receives at least this dose in Gy");
    html.start("thead").start("tr").leaf("th", "Gy", "scope", "col");
    for (int k = 0; k <= steps; k++) {
      html.leaf("th", DecimalText.print(round(k * stepGy, 6)), "scope", "col", "class", "number");
    }
    html.end().end().start("tbody");
    for (int i = 0; i < curves.size(); i++) {
      DoseVolumeHistogram histogram = curves.get(i).histogram();
      rowHead(i);
      for (int k = 0; k <= steps; k++) {
        double volumeCm3 =
            histogram.coveredVolumeCm3() > 0 ? histogram.volumeAtLeastCm3(k * stepGy) : 0;
        html.leaf(
            "td",
            volumeCm3 > 0 ? Figures.fixed(100 * volumeCm3 / histogram.totalVolumeCm3(), 1) : "",
            "class",
            "number");
      }
      html.endLine();
    }
    html.end().end().endLine();
  }

  private void rowHead(int i) throws IOException {
    html.start("tr").leaf("th", label(curves.get(i)), "scope", "row");
  }

  private void number(double value) throws IOException {
    html.leaf("td", Figures.fixed(value, 2), "class", "number");
  }

  /** The structure's name, with the dose where that is not the total. */
  static String label(Curve curve) {
    return TerminalText.name(curve.structure())
        + (curve.dose().equals("total") ? "" : " (" + TerminalText.name(curve.dose()) + ")");
  }

  /** The highest dose that the chart has to show. */
  private double chartEndGy() {
    return Math.max(maxGy(), marks.stream().mapToDouble(LimitMark::doseGy).max().orElse(0));
  }

  private double maxGy() {
    return curves.stream()
        .map(Curve::histogram)
        .filter(histogram -> histogram.coveredVolumeCm3() > 0)
        .mapToDouble(DoseVolumeHistogram::maxGy)
        .max()
        .orElse(0);
  }

  /** The smallest round step, 1 to 8 times a power of ten, that is at least this. */
  static double niceStep(double step) {
    if (!(step > 0)) {
      return 1;
    }
    double power = Math.pow(10, Math.floor(Math.log10(step)));
    for (double factor : new double[] {1, 1.5, 2, 2.5, 3, 4, 5, 6, 8}) {
      if (factor * power >= step) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  /** What the page's script draws; rounded to what a screen can show. */
  private String data() {
    StringWriter text = new StringWriter();
    try (JsonOutput json = JsonOutput.compact(text)) {
      json.startObject().number("maxGy", chartEndGy()).startArray("curves");
      for (int i = 0; i < curves.size(); i++) {
        curve(json, i);
      }
      json.endArray().startArray("marks");
      for (LimitMark mark : marks) {
        json.startObject()
            .integer("curve", mark.curve())
            .number("doseGy", mark.doseGy())
            .number("volumePercent", mark.volumePercent())
            .text("points", mark.points().name())
            .text("text", TerminalText.sentence(mark.text()))
            .text("verdict", mark.verdict().name())
            .endObject();
      }
      json.endArray().endObject();
    }
    return text.toString();
  }

  private void curve(JsonOutput json, int i) {
    DoseVolumeHistogram histogram = curves.get(i).histogram();
    CurveStyle style = CurveStyle.of(i);
    json.startObject()
        .text("label", label(curves.get(i)))
        .text("colour", style.colour())
        .number("volumeCm3", histogram.totalVolumeCm3())
        .startArray("dash");
    style.dash().forEach(json::number);
    List<SampledCurve.Point> points = SampledCurve.of(histogram).points();
    json.endArray().startArray("doseGy");
    points.forEach(point -> json.number(round(point.doseGy(), 4)));
    json.endArray().startArray("percent");
    points.forEach(
        point -> json.number(round(100 * (point.volumeCm3() / histogram.totalVolumeCm3()), 3)));
    json.endArray().startArray("stored");
    for (List<DvhComparison.Point> stored : stored(curves.get(i))) {
      json.startObject().startArray("doseGy");
      stored.forEach(point -> json.number(round(point.doseGy(), 4)));
      json.endArray().startArray("percent");
      stored.forEach(point -> json.number(round(point.percent(), 3)));
      json.endArray().endObject();
    }
    json.endArray().endObject();
  }

  /** The planning system's own curves of the same structure and dose. */
  private List<List<DvhComparison.Point>> stored(Curve curve) {
    return crossCheck.compared().stream()
        .filter(c -> c.structure().equals(curve.structure()) && c.dose().equals(curve.dose()))
        .map(c -> c.comparison().curve())
        .toList();
  }

  static double round(double value, int decimals) {
    return Double.parseDouble(Figures.fixed(value, decimals));
  }
}
