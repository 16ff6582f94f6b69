package org.oarlock.picture;

/** Pixels from black to white, row by row from the top. */
public final class GreyImage {
  private final int columns;
  private final int rows;
  private final byte[] pixels;

  /**
   * @param pixels {@code [row * columns + column]}, unsigned, 0 for black; taken over, not copied
   * @throws IllegalArgumentException if there are not so many
   */
  public GreyImage(int columns, int rows, byte[] pixels) {
    if (columns < 1 || rows < 1 || (long) columns * rows != pixels.length) {
      throw new IllegalArgumentException(
          "%d x %d pixels but %d values".formatted(columns, rows, pixels.length));
    }
    this.columns = columns;
    this.rows = rows;
    this.pixels = pixels;
  }

  public int columns() {
    return columns;
  }

  public int rows() {
    return rows;
  }

  /** The grey of a pixel, 0 for black to 255 for white. */
  public int grey(int column, int row) {
    return pixels[row * columns + column] & 0xFF;
  }

  /** All pixels, unsigned, {@code [row * columns + column]}; shared, not to be written to. */
  public byte[] pixels() {
    return pixels;
  }
}
