package org.oarlock.plan;

import org.oarlock.geometry.PatientPoint;

/**
 * Dose on a rectilinear grid in patient coordinates. Between nodes the dose is trilinear; outside
 * the box of its nodes it is unknown, never 0.
 *
 * <p>The grid is held in canonical order: its three axes are orthonormal, and each grid axis lies
 * as close as can be to the patient axis of the same name and points the same way (columns along
 * +x, rows along +y, frames along +z). A grid whose file order is another, as in decubitus or prone
 * positions, has been reordered by its reader, so a grid that is parallel to the patient's axes has
 * exactly the unit vectors. Node (i, j, k) lies at {@code origin + columnMm[i] * axisX + rowMm[j] *
 * axisY + frameMm[k] * axisZ}, its dose at {@code doseGy[(k * rows + j) * columns + i]}.
 */
public final class DoseGrid {
  private final PatientPoint origin;
  private final PatientPoint axisX;
  private final PatientPoint axisY;
  private final PatientPoint axisZ;
  private final double[] columnMm;
  private final double[] rowMm;
  private final double[] frameMm;
  private final float[] doseGy;

  /**
   * @param origin the patient coordinates of node (0, 0, 0)
   * @param axisX unit vector of growing column index, closest to patient +x
   * @param axisY unit vector of growing row index
   * @param axisZ unit vector of growing frame index
   * @param columnMm strictly rising offsets of the columns from the origin, the first is 0
   * @param rowMm the same for rows
   * @param frameMm the same for frames; may be uneven
   * @param doseGy in Gy, {@code columns * rows * frames} values; taken over, not copied
   * @throws IllegalArgumentException if the lengths disagree, offsets do not rise strictly, or a
   *     dose is not finite
   */
  public DoseGrid(
      PatientPoint origin,
      PatientPoint axisX,
      PatientPoint axisY,
      PatientPoint axisZ,
      double[] columnMm,
      double[] rowMm,
      double[] frameMm,
      float[] doseGy) {
    if ((long) columnMm.length * rowMm.length * frameMm.length != doseGy.length) {
      throw new IllegalArgumentException(
          "%d x %d x %d nodes but %d doses"
              .formatted(columnMm.length, rowMm.length, frameMm.length, doseGy.length));
    }
    requireRising(columnMm);
    requireRising(rowMm);
    requireRising(frameMm);
    requireFinite(doseGy);
    this.origin = origin;
    this.axisX = axisX;
    this.axisY = axisY;
    this.axisZ = axisZ;
    this.columnMm = columnMm.clone();
    this.rowMm = rowMm.clone();
    this.frameMm = frameMm.clone();
    this.doseGy = doseGy;
  }

  private static void requireRising(double[] offsets) {
    if (offsets.length == 0 || offsets[0] != 0) {
      throw new IllegalArgumentException("offsets start at 0");
    }
    for (int i = 1; i < offsets.length; i++) {
      if (!(offsets[i] > offsets[i - 1] && offsets[i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("offsets do not rise strictly at " + i);
      }
    }
  }

  private static void requireFinite(float[] doses) {
    for (float dose : doses) {
      if (!(dose > Float.NEGATIVE_INFINITY && dose < Float.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("a dose is not finite: " + dose);
      }
    }
  }

  public int columns() {
    return columnMm.length;
  }

  public int rows() {
    return rowMm.length;
  }

  public int frames() {
    return frameMm.length;
  }

  public PatientPoint origin() {
    return origin;
  }

  public PatientPoint axisX() {
    return axisX;
  }

  public PatientPoint axisY() {
    return axisY;
  }

  public PatientPoint axisZ() {
    return axisZ;
  }

  /** Offset of a column from the first, along {@link #axisX()}. */
  public double columnMm(int column) {
    return columnMm[column];
  }

  /** Offset of a row from the first, along {@link #axisY()}. */
  public double rowMm(int row) {
    return rowMm[row];
  }

  /** Offset of a frame from the first, along {@link #axisZ()}. */
  public double frameMm(int frame) {
    return frameMm[frame];
  }

  /** The dose at a node, in Gy. */
  public double doseGy(int column, int row, int frame) {
    return doseGy[index(column, row, frame)];
  }

  /** All doses in Gy, {@code [(k * rows + j) * columns + i]}; shared, not to be written to. */
  public float[] doseGy() {
    return doseGy;
  }

  /** Where a node's dose stands in {@link #doseGy()}. */
  public int index(int column, int row, int frame) {
    return (frame * rowMm.length + row) * columnMm.length + column;
  }

  /** Other doses at the same nodes; taken over, not copied. */
  public DoseGrid withDoses(float[] dosesGy) {
    return new DoseGrid(origin, axisX, axisY, axisZ, columnMm, rowMm, frameMm, dosesGy);
  }

  /** Whether the grid is parallel to the patient's axes. */
  public boolean isAxisAligned() {
    return axisX.xMm() == 1 && axisY.yMm() == 1 && axisZ.zMm() == 1;
  }
}
