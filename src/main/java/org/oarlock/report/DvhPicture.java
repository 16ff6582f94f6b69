package org.oarlock.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.oarlock.check.PlanResult.Curve;
import org.oarlock.check.Verdict;
import org.oarlock.dvh.DoseVolumeHistogram;
import org.oarlock.dvh.DvhComparison;
import org.oarlock.picture.Picture;
import org.oarlock.picture.Picture.Anchor;
import org.oarlock.picture.Picture.Fill;
import org.oarlock.picture.Picture.Path;
import org.oarlock.picture.Picture.Shape;
import org.oarlock.picture.Picture.Stroke;
import org.oarlock.picture.Picture.Text;
import org.oarlock.plan.Colour;
import org.oarlock.quantity.DecimalText;

/**
 * The chart of dose-volume histograms as a drawing, with the same curves, limits and styles as the
 * interactive one, and the list of what its lines are.
 */
final class DvhPicture {
  private static final double WIDTH = 680;
  private static final double HEIGHT = 300;
  private static final double LEFT = 34;
  private static final double RIGHT = 672;
  private static final double TOP = 20;
  private static final double BOTTOM = 264;

  /** The volume at the upper edge, which leaves room for a line at 100 %. */
  private static final double TOP_PERCENT = 104;

  private static final int STEPS = 14;

  private static final double LETTERS = 9.5;
  private static final Colour INK = Colour.of(0x3b4650);
  private static final Colour GRID = Colour.of(0xe3e8ec);
  private static final Colour EDGE = Colour.of(0x111111);
  private static final Colour WHITE = Colour.of(0xffffff);

  private final List<Curve> curves;
  private final List<LimitMark> marks;
  private final Function<Curve, List<List<DvhComparison.Point>>> stored;
  private final double endGy;
  private final List<Shape> shapes = new ArrayList<>();

  /**
   * A chart.
   *
   * @param stored the planning system's own curves beside one of ours
   */
  DvhPicture(
      List<Curve> curves,
      List<LimitMark> marks,
      double maxGy,
      Function<Curve, List<List<DvhComparison.Point>>> stored) {
    this.curves = curves;
    this.marks = marks;
    this.stored = stored;
    this.endGy = maxGy > 0 ? maxGy * 1.03 : 1;
  }

  void write(Paper paper, Html html) throws IOException {
    html.start("div", "class", "plot");
    paper.write(html, picture(), "chart");
    html.start("p", "class", "key");
    for (int i = 0; i < curves.size(); i++) {
      html.start("span", "class", "entry");
      paper.write(html, sample(i), "sample");
      html.text(" " + DvhSection.label(curves.get(i))).end().text(" ");
    }
    html.end().endLine();
  }

  Picture picture() {
    axes();
    for (int i = 0; i < curves.size(); i++) {
      curve(i);
    }
    for (LimitMark mark : marks) {
      mark(mark);
    }
    return new Picture(WIDTH, HEIGHT, "Dose-volume histogram", "", shapes);
  }

  private Picture sample(int i) {
    double[] line = {2, 4, 34, 4};
    return new Picture(36, 8, "", "", List.of(new Path(List.of(line), stroke(i), null)));
  }

  private void axes() {
    for (int percent = 0; percent <= 100; percent += 10) {
      double y = y(percent);
      line(GRID, LEFT, y, RIGHT, y);
      text(LEFT - 5, y + 3.5, String.valueOf(percent), Anchor.END);
    }
    double stepGy = DvhSection.niceStep(endGy / STEPS);
    for (int k = 0; k * stepGy <= endGy; k++) {
      double x = x(k * stepGy);
      line(GRID, x, TOP, x, BOTTOM);
      String dose = DecimalText.print(DvhSection.round(k * stepGy, 6));
      text(x, BOTTOM + 13, dose, Anchor.MIDDLE);
    }
    line(INK, LEFT, BOTTOM, RIGHT, BOTTOM);
    line(INK, LEFT, TOP, LEFT, BOTTOM);
    text(0, TOP - 9, "Volume (%)", Anchor.START);
    text(RIGHT, BOTTOM + 28, "Dose (Gy)", Anchor.END);
  }

  private void line(Colour colour, double x1, double y1, double x2, double y2) {
    double[] line = {x1, y1, x2, y2};
    shapes.add(new Path(List.of(line), new Stroke(colour, 0.8), null));
  }

  private void text(double x, double y, String text, Anchor anchor) {
    shapes.add(new Text(x, y, text, LETTERS, false, anchor, INK));
  }

  private void curve(int i) {
    Curve curve = curves.get(i);
    DoseVolumeHistogram histogram = curve.histogram();
    Corners corners = new Corners();
    for (SampledCurve.Point point : SampledCurve.of(histogram).points()) {
      corners.add(point.doseGy(), 100 * (point.volumeCm3() / histogram.totalVolumeCm3()));
    }
    corners.draw(stroke(i));
    for (List<DvhComparison.Point> theirs : stored.apply(curve)) {
      Corners dotted = new Corners();
      theirs.forEach(point -> dotted.add(point.doseGy(), point.percent()));
      dotted.draw(new Stroke(colour(i), 1, 1, List.of(0.6, 2.6)));
    }
  }

  /** A triangle whose tip is the limit and points to where the curve should be. */
  private void mark(LimitMark mark) {
    double x = x(mark.doseGy());
    double y = y(mark.volumePercent());
    double[] triangle = new double[8];
    double[][] pointingDown = {{0, 0}, {-4.5, -8.5}, {4.5, -8.5}, {0, 0}};
    for (int i = 0; i < pointingDown.length; i++) {
      double across = pointingDown[i][0];
      double behind = pointingDown[i][1];
      switch (mark.points()) {
        case DOWN -> set(triangle, i, x + across, y + behind);
        case UP -> set(triangle, i, x + across, y - behind);
        case LEFT -> set(triangle, i, x - behind, y + across);
        case RIGHT -> set(triangle, i, x + behind, y + across);
      }
    }
    boolean passes = mark.verdict() == Verdict.PASS;
    shapes.add(
        new Path(
            List.of(triangle),
            new Stroke(passes ? WHITE : EDGE, passes ? 0.8 : 1.8),
            new Fill(colour(mark.curve()), 1)));
  }

  private static void set(double[] corners, int i, double x, double y) {
    corners[2 * i] = x;
    corners[2 * i + 1] = y;
  }

  private static Stroke stroke(int i) {
    List<Double> dashes =
        CurveStyle.of(i).dash().stream().map(length -> length.doubleValue() * 0.8).toList();
    return new Stroke(colour(i), 1, 1.5, dashes);
  }

  private static Colour colour(int i) {
    return Colour.of(Integer.decode(CurveStyle.of(i).colour()));
  }

  private double x(double doseGy) {
    return LEFT + (RIGHT - LEFT) * Math.min(doseGy / endGy, 1);
  }

  private static double y(double percent) {
    return BOTTOM - (BOTTOM - TOP) * Math.max(0, percent) / TOP_PERCENT;
  }

  /** The corners of a line, without those too near to the last to be seen. */
  private final class Corners {
    private static final double SEEN = 0.1;

    private final List<double[]> corners = new ArrayList<>();

    void add(double doseGy, double percent) {
      double[] next = {x(doseGy), y(percent)};
      double @Nullable [] last = corners.isEmpty() ? null : corners.get(corners.size() - 1);
      if (last == null
          || Math.abs(next[0] - last[0]) >= SEEN
          || Math.abs(next[1] - last[1]) >= SEEN) {
        corners.add(next);
      }
    }

    void draw(Stroke stroke) {
      if (corners.size() < 2) {
        return;
      }
      double[] line = new double[2 * corners.size()];
      for (int i = 0; i < corners.size(); i++) {
        set(line, i, corners.get(i)[0], corners.get(i)[1]);
      }
      shapes.add(new Path(List.of(line), stroke, null));
    }
  }
}
