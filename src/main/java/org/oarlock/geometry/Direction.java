package org.oarlock.geometry;

/** A direction in the patient, whatever way the patient lies. */
public enum Direction {
  SUPERIOR(0, 0),
  INFERIOR(0, 0),
  LEFT(1, 0),
  RIGHT(-1, 0),
  ANTERIOR(0, -1),
  POSTERIOR(0, 1),
  /** All directions within the transverse plane. */
  RADIAL(0, 0);

  private final int x;
  private final int y;

  Direction(int x, int y) {
    this.x = x;
    this.y = y;
  }

  /** Along the patient's length. */
  boolean isAxial() {
    return this == SUPERIOR || this == INFERIOR;
  }

  /** Whether an outline faces this direction where it has that unit normal: within 30 degrees. */
  boolean isFaced(double nx, double ny) {
    return this == RADIAL || x * nx + y * ny > FACING;
  }

  private static final double FACING = Math.sqrt(0.75);
}
