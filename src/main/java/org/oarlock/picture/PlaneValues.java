package org.oarlock.picture;

/**
 * Values at the nodes of a square lattice in a plane; between them they are taken as linear along
 * the lattice. Node (i, j) lies at {@code (x + i * step, y + j * step)}, its value at {@code
 * values[j * columns + i]}; NaN where it is not known.
 */
@SuppressWarnings("ArrayRecordComponent") // package-private, and never compared
record PlaneValues(double x, double y, double step, int columns, int rows, double[] values) {
  PlaneValues {
    if (values.length != columns * rows) {
      throw new IllegalArgumentException(
          "%d x %d nodes but %d values".formatted(columns, rows, values.length));
    }
  }

  double x(int column) {
    return x + column * step;
  }

  double y(int row) {
    return y + row * step;
  }

  double at(int column, int row) {
    return values[row * columns + column];
  }

  /** The largest value, 0 if none is known or larger. */
  double largest() {
    double largest = 0;
    for (double value : values) {
      largest = value > largest ? value : largest;
    }
    return largest;
  }
}
