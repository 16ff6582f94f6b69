package org.oarlock.dvh;

import java.util.Arrays;
import org.oarlock.geometry.PlanarShape;

/**
 * A figure cut into rows of cells: for each row its middle, height, and where its middle line runs
 * inside the figure. The rows' lengths times heights are scaled so that they add up to the figure's
 * exact area.
 */
final class ScanLines {
  private final double[] borders;
  private final double[][] spans;
  private final double areaFactor;

  private ScanLines(double[] borders, double[][] spans, double areaFactor) {
    this.borders = borders;
    this.spans = spans;
    this.areaFactor = areaFactor;
  }

  static ScanLines of(PlanarShape shape, Axis axisV, double stepV) {
    if (shape.isEmpty()) {
      return new ScanLines(new double[1], new double[0][], 0);
    }
    double step = Math.min(stepV, Math.max((shape.maxV() - shape.minV()) / 8, 1e-3));
    for (int attempt = 0; ; attempt++) {
      ScanLines lines = cut(shape, axisV.cells(shape.minV(), shape.maxV(), step));
      if ((lines.areaFactor > 0.5 && lines.areaFactor < 2) || attempt == 8) {
        return lines;
      }
      step /= 3; // a sliver that the lines have missed
    }
  }

  private static ScanLines cut(PlanarShape shape, double[] borders) {
    SpanScanner scanner = new SpanScanner(shape);
    double[][] spans = new double[borders.length - 1][];
    double area = 0;
    for (int r = 0; r + 1 < borders.length; r++) {
      int n = scanner.at(0.5 * (borders[r] + borders[r + 1]));
      spans[r] = Arrays.copyOf(scanner.spans(), n);
      double length = 0;
      for (int i = 0; i < n; i += 2) {
        length += spans[r][i + 1] - spans[r][i];
      }
      area += length * (borders[r + 1] - borders[r]);
    }
    return new ScanLines(borders, spans, area > 0 ? shape.areaMm2() / area : 0);
  }

  int rows() {
    return spans.length;
  }

  double middle(int row) {
    return 0.5 * (borders[row] + borders[row + 1]);
  }

  double height(int row) {
    return borders[row + 1] - borders[row];
  }

  /** From, to, from, to, … along the row's middle line, rising. */
  double[] spans(int row) {
    return spans[row];
  }

  /** The exact area over the sum of the rows; 0 if no row meets the figure. */
  double areaFactor() {
    return areaFactor;
  }
}
