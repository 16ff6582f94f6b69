package org.oarlock.bench;

import de.erichseifert.vectorgraphics2d.Processors;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.AffineTransform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws what {@link CostCurves} has measured. Arguments: the CSV file, the SVG file to write. */
final class CostPlot {
  private static final int WIDTH = 480;
  private static final int HEIGHT = 340;
  private static final int COLUMNS = 2;

  // told apart without colours, too: by lines, marks and how dark they are
  private static final Color[] COLOURS = {new Color(0x0B3F75), new Color(0xD07A2D)};
  private static final BasicStroke[] LINES = {SeriesLines.SOLID, SeriesLines.DASH_DASH};
  private static final Marker[] MARKERS = {SeriesMarkers.CIRCLE, SeriesMarkers.SQUARE};

  private enum Scale {
    LINEAR,
    LOG_TIME,
    LOG_BOTH
  }

  private CostPlot() {}

  public static void main(String[] arguments) throws IOException {
    List<String> lines = Files.readAllLines(Path.of(arguments[0]), StandardCharsets.UTF_8);
    List<XYChart> charts = List.of(spacing(lines), points(lines), structures(lines), cores(lines));
    VectorGraphics2D page = new VectorGraphics2D();
    for (int i = 0; i < charts.size(); i++) {
      AffineTransform before = page.getTransform();
      page.translate(i % COLUMNS * WIDTH, i / COLUMNS * HEIGHT);
      charts.get(i).paint(page, WIDTH, HEIGHT);
      page.setTransform(before);
    }
    int rows = (charts.size() + COLUMNS - 1) / COLUMNS;
    PageSize size = new PageSize(0, 0, COLUMNS * WIDTH, rows * HEIGHT);
    ByteArrayOutputStream svg = new ByteArrayOutputStream();
    Processors.get("svg").getDocument(page.getCommands(), size).writeTo(svg);
    Files.writeString(Path.of(arguments[1]), compact(svg.toString(StandardCharsets.UTF_8)));
  }

  /** Without decimals that nobody sees, and with names that are the same each time. */
  private static String compact(String svg) {
    Map<String, String> names = new HashMap<>();
    return Pattern.compile("clip\\d{2,}")
        .matcher(svg.replaceAll("(\\.\\d{2})\\d+", "$1").replaceAll("(?m)^ +", ""))
        .replaceAll(clip -> names.computeIfAbsent(clip.group(), id -> "clip-" + names.size()));
  }

  private static XYChart spacing(List<String> lines) {
    XYChart chart =
        chart("Spacing of the dose grid", "spacing (mm)", "time of all cores (ms)", Scale.LOG_TIME);
    add(chart, lines, "grid spacing, body", "body, 35 litres");
    add(chart, lines, "grid spacing, target", "target, 33 cm³");
    return chart;
  }

  private static XYChart points(List<String> lines) {
    XYChart chart =
        chart("Points of contours", "points per contour", "time of all cores (ms)", Scale.LOG_BOTH);
    add(chart, lines, "points per contour, curve", "curve of the target");
    add(chart, lines, "points per contour, solid", "its solid");
    return chart;
  }

  private static XYChart structures(List<String> lines) {
    XYChart chart =
        chart("Structures of a plan", "structures", "time of all cores (ms)", Scale.LINEAR);
    add(chart, lines, "structures", "curves");
    return chart;
  }

  private static XYChart cores(List<String> lines) {
    XYChart chart = chart("Cores, 20 structures", "cores", "time by the clock (ms)", Scale.LINEAR);
    add(chart, lines, "cores", "measured");
    double[] cores = CostCurves.column(lines, "cores", 0);
    double[] ms = CostCurves.column(lines, "cores", 1);
    double[] shared = Arrays.stream(cores).map(n -> ms[0] * cores[0] / n).toArray();
    add(chart, "shared evenly", cores, shared);
    // there are whole cores only
    chart.getStyler().setXAxisDecimalPattern("0");
    chart.getStyler().setXAxisMin(cores[0]).setXAxisMax(cores[cores.length - 1] + 0.0);
    return chart;
  }

  private static XYChart chart(String title, String x, String y, Scale scale) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .build();
    chart.getStyler().setYAxisLogarithmic(scale != Scale.LINEAR);
    chart.getStyler().setXAxisLogarithmic(scale == Scale.LOG_BOTH);
    chart.getStyler().setYAxisMin(scale == Scale.LINEAR ? 0.0 : null);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
    chart.getStyler().setLegendLayout(LegendLayout.Horizontal);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    return chart;
  }

  private static void add(XYChart chart, List<String> lines, String series, String label) {
    add(chart, label, CostCurves.column(lines, series, 0), CostCurves.column(lines, series, 1));
  }

  private static void add(XYChart chart, String label, double[] x, double[] y) {
    int i = chart.getSeriesCollection().size();
    XYSeries series = chart.addSeries(label, x, y);
    series.setMarkerColor(COLOURS[i]);
    series.setMarker(MARKERS[i]);
    series.setLineColor(COLOURS[i]);
    series.setLineStyle(LINES[i]);
  }
}
