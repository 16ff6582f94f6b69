package org.oarlock.geometry;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How much of a structure lies outside another one on the slice where that is least: on each slice
 * of the other structure, the volume outside divided by the volume on that slice. Slices are the
 * slabs of the contour planes; of a structure that was made rather than drawn, its slabs. Slices
 * that only one of the two has do not count.
 *
 * @param share the smallest share, 0 to 1
 * @param atMm the height of the middle of the slice that has it, the lowest of several
 */
public record OutsideShare(double share, double atMm) {
  /** Shares that differ by less are the same. */
  private static final double SAME_SHARE = 1e-6;

  /** What one slice has of the structure. */
  private static final class Slice {
    private double lowerMm = Double.POSITIVE_INFINITY;
    private double upperMm = Double.NEGATIVE_INFINITY;
    private double volume;
    private double outside;
    private double arcInside;

    void add(PlanarShape mine, PlanarShape theirs, double lower, double upper) {
      lowerMm = Math.min(lowerMm, lower);
      upperMm = Math.max(upperMm, upper);
      volume += mine.areaMm2() * (upper - lower);
      outside += mine.subtract(theirs).areaMm2() * (upper - lower);
      arcInside = Math.max(arcInside, Circumference.largest(mine, theirs));
    }

    OutsideShare share() {
      return new OutsideShare(outside / volume, 0.5 * (lowerMm + upperMm));
    }
  }

  /**
   * The smallest share of all slices on which more than a share of the first structure's outline
   * lies inside the second: of the outer ring that has most of it inside, where there are several.
   *
   * @param moreThan 0 to 1; a negative one takes all slices that both have
   * @return empty if there is no such slice
   * @throws GeometryException if their slices are not parallel
   */
  public static Optional<OutsideShare> least(
      Solid first, Solid second, Convention convention, double moreThan) {
    Region a = first.region(convention);
    Region b = second.region(convention);
    a.requireParallelTo(b);
    Map<Double, Slice> slices = new TreeMap<>();
    Region.eachCommon(
        a,
        b,
        (mine, theirs, lower, upper) ->
            slices
                .computeIfAbsent(
                    second.sliceAt(0.5 * (lower + upper), convention), at -> new Slice())
                .add(mine, theirs, lower, upper));
    return slices.values().stream()
        .filter(slice -> slice.arcInside > moreThan + SAME_SHARE)
        .map(Slice::share)
        .min(Comparator.comparingDouble(OutsideShare::share));
  }
}
