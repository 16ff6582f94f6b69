package org.oarlock.plan;

import org.oarlock.geometry.PatientPoint;

/**
 * One transverse slice of a CT, in the order of its file: pixel (column, row) has its centre at
 * {@code origin + column * perColumn + row * perRow}, and its number at {@code hounsfield[row *
 * columns + column]}.
 */
public final class CtSlice implements CtImage {
  /** Pixels are seen this far beyond the centres of the outermost. */
  private static final double EDGE = 0.5;

  private final PatientPoint origin;
  private final PatientPoint perColumn;
  private final PatientPoint perRow;
  private final int columns;
  private final int rows;
  private final float[] hounsfield;

  /**
   * @param origin the centre of the first pixel, in patient coordinates
   * @param perColumn from one column to the next, transverse, in mm
   * @param perRow from one row to the next, perpendicular to it, in mm
   * @param hounsfield in HU; taken over, not copied
   * @throws IllegalArgumentException if there are not columns x rows numbers
   */
  public CtSlice(
      PatientPoint origin,
      PatientPoint perColumn,
      PatientPoint perRow,
      int columns,
      int rows,
      float[] hounsfield) {
    if ((long) columns * rows != hounsfield.length || hounsfield.length == 0) {
      throw new IllegalArgumentException(
          "%d x %d pixels but %d numbers".formatted(columns, rows, hounsfield.length));
    }
    this.origin = origin;
    this.perColumn = perColumn;
    this.perRow = perRow;
    this.columns = columns;
    this.rows = rows;
    this.hounsfield = hounsfield;
  }

  /** Where the slice lies along the patient. */
  public double zMm() {
    return origin.zMm();
  }

  /** The distance between neighbouring pixels, the smaller of the two. */
  public double pixelMm() {
    return Math.min(perColumn.length(), perRow.length());
  }

  /** The number at a point of the slice, in HU, bilinear between pixels; NaN outside. */
  public double hounsfield(double xMm, double yMm) {
    PatientPoint offset = new PatientPoint(xMm - origin.xMm(), yMm - origin.yMm(), 0);
    double column = offset.dot(perColumn) / perColumn.dot(perColumn);
    double row = offset.dot(perRow) / perRow.dot(perRow);
    if (!(column >= -EDGE
        && column <= columns - 1 + EDGE
        && row >= -EDGE
        && row <= rows - 1 + EDGE)) {
      return Double.NaN;
    }
    int i = below(column, columns);
    int j = below(row, rows);
    int right = Math.min(1, columns - 1);
    int down = Math.min(1, rows - 1) * columns;
    double s = Math.max(0, Math.min(1, column - i));
    double t = Math.max(0, Math.min(1, row - j));
    int at = j * columns + i;
    double upper = mix(hounsfield[at], hounsfield[at + right], s);
    double lower = mix(hounsfield[at + down], hounsfield[at + down + right], s);
    return mix(upper, lower, t);
  }

  private static int below(double index, int count) {
    return Math.max(0, Math.min(count - 2, (int) Math.floor(index)));
  }

  private static double mix(double a, double b, double t) {
    return a + t * (b - a);
  }
}
