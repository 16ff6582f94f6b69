package org.oarlock.geometry;

import java.util.List;

/**
 * What two structures have in common, exact.
 *
 * @param sharedCm3 the volume that both have
 * @param firstCm3 the volume of the first
 */
public record Overlap(double sharedCm3, double firstCm3) {
  /**
   * The overlap under a contouring convention.
   *
   * @throws GeometryException if their slices are not parallel
   */
  public static Overlap of(Solid first, Solid second, Convention convention) {
    Solid both = Solid.intersect(List.of(first, second));
    return new Overlap(
        both.region(convention).volumeMm3() / 1000, first.region(convention).volumeMm3() / 1000);
  }

  /** The volume of the first that lies outside the second. */
  public double outsideCm3() {
    return Math.max(0, firstCm3 - sharedCm3);
  }

  /** The share of the first that lies inside the second, from 0 to 1; NaN if it has no volume. */
  public double insideShare() {
    return Math.min(1, sharedCm3 / firstCm3);
  }

  /** The share of the first that lies outside the second, from 0 to 1; NaN if it has no volume. */
  public double outsideShare() {
    return 1 - insideShare();
  }
}
