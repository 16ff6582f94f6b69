package org.oarlock.bench;

import de.erichseifert.vectorgraphics2d.Processors;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Color;
import java.awt.geom.AffineTransform;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws what {@link CostCurves} has measured. Arguments: the CSV file, the SVG file to write. */
final class CostPlot {
  private static final int WIDTH = 480;
  private static final int HEIGHT = 340;
  private static final int COLUMNS = 2;
  private static final Color[] COLOURS = {new Color(0x0B5FA5), new Color(0xB5530A)};

  private enum Scale {
    LINEAR,
    LOG_TIME,
    LOG_BOTH
  }

  private CostPlot() {}

  public static void main(String[] arguments) throws IOException {
    List<String> lines = Files.readAllLines(Path.of(arguments[0]), StandardCharsets.UTF_8);
    List<XYChart> charts = new ArrayList<>();
    charts.add(
        chart(
            lines,
            "Spacing of the dose grid",
            "mm",
            Scale.LOG_TIME,
            "grid spacing, target",
            "grid spacing, body"));
    charts.add(
        chart(
            lines,
            "Points of each contour, 33 cm³",
            "points",
            Scale.LOG_BOTH,
            "points per contour, curve",
            "points per contour, solid"));
    charts.add(chart(lines, "Structures of a plan", "structures", Scale.LINEAR, "structures"));
    charts.add(chart(lines, "Cores, 20 structures", "cores", Scale.LINEAR, "cores"));
    VectorGraphics2D page = new VectorGraphics2D();
    for (int i = 0; i < charts.size(); i++) {
      AffineTransform before = page.getTransform();
      page.translate(i % COLUMNS * WIDTH, i / COLUMNS * HEIGHT);
      charts.get(i).paint(page, WIDTH, HEIGHT);
      page.setTransform(before);
    }
    int rows = (charts.size() + COLUMNS - 1) / COLUMNS;
    PageSize size = new PageSize(0, 0, COLUMNS * WIDTH, rows * HEIGHT);
    try (OutputStream svg = Files.newOutputStream(Path.of(arguments[1]))) {
      Processors.get("svg").getDocument(page.getCommands(), size).writeTo(svg);
    }
  }

  private static XYChart chart(
      List<String> lines, String title, String unit, Scale scale, String... series) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(unit)
            .yAxisTitle("ms")
            .build();
    chart.getStyler().setYAxisLogarithmic(scale != Scale.LINEAR);
    chart.getStyler().setXAxisLogarithmic(scale == Scale.LOG_BOTH);
    chart.getStyler().setYAxisMin(scale == Scale.LINEAR ? 0.0 : null);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
    chart.getStyler().setLegendVisible(series.length > 1);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setSeriesColors(COLOURS);
    for (String name : series) {
      String label = name.substring(name.indexOf(',') + 1).strip();
      chart
          .addSeries(label, CostCurves.column(lines, name, 0), CostCurves.column(lines, name, 1))
          .setMarker(SeriesMarkers.CIRCLE);
    }
    return chart;
  }
}
