package org.oarlock.geometry;

/**
 * How far the outer of two structures reaches beyond the inner one. Negative where the inner one
 * pokes out.
 *
 * <p>The distance is that of a point of the outer surface to the surface of the inner structure,
 * negative inside; percentiles give equal areas equal weight. Without a direction it is taken in
 * three dimensions over the whole surface; radial, in the plane of each slice on which both have a
 * contour; towards left, right, anterior or posterior as radial, where the outer surface faces that
 * way within 30 degrees. Superior and inferior compare the end slices, and there is no percentile.
 *
 * @param mm the margin
 * @param lowMm the least that it may be
 * @param highMm the most: where end slices are compared, each end may lie anywhere up to one slice
 *     on; else the same as the margin
 * @param stepMm how far apart the points of the surface are; 0 where end slices are compared
 */
public record SurfaceMargin(double mm, double lowMm, double highMm, double stepMm) {
  private static final double PLANE_STEP_MM = 0.5;

  /**
   * The margin without a direction.
   *
   * @param percent from 0, the least, to 100
   * @throws GeometryException if one is empty or their slices are not parallel
   */
  public static SurfaceMargin everywhere(Solid inner, Solid outer, double percent) {
    Region a = inner.primary();
    Region b = outer.primary();
    Distances.requireBoth(a, b);
    SolidIndex index = SolidIndex.ofSlopes(SlabStack.of(a));
    SurfaceSamples surface = new SurfaceSamples(SlabStack.of(b));
    Samples samples = new Samples();
    Distances.Follower follower = new Distances.Follower();
    surface.each(
        (u, v, w, area) -> {
          double mm = index.signedDistance(u, v, w, follower.limit(u, v, w));
          follower.found(u, v, w, Math.max(0, mm));
          samples.add(mm, area);
        });
    return measured(samples, percent, surface.stepMm());
  }

  /**
   * The margin in a direction.
   *
   * @param percent from 0, the least, to 100; does not matter for superior and inferior
   * @param sliceMm the distance between slices
   * @throws GeometryException if one is empty, their slices are not transverse, or no slice has
   *     both and a surface that faces the direction
   */
  public static SurfaceMargin towards(
      Direction direction, Solid inner, Solid outer, double percent, double sliceMm) {
    Region a = inner.primary();
    Region b = outer.primary();
    requireTransverse(a, b, direction);
    if (direction.isAxial()) {
      return ends(direction, b, a, sliceMm);
    }
    Samples samples = new Samples();
    Region.eachCommon(
        a,
        b,
        (mine, theirs, lower, upper) -> {
          EdgeIndex edges = new EdgeIndex(mine.simplified());
          SurfaceSamples.along(
              theirs,
              PLANE_STEP_MM,
              (u, v, nu, nv, length) -> {
                if (direction.isFaced(nu, nv)) {
                  double mm = Math.sqrt(edges.nearestSquared(u, v, Double.POSITIVE_INFINITY));
                  samples.add(edges.contains(u, v) ? -mm : mm, length * (upper - lower));
                }
              });
        });
    if (samples.isEmpty()) {
      throw new GeometryException("there is no slice on which both have a surface facing that way");
    }
    return measured(samples, percent, PLANE_STEP_MM);
  }

  /**
   * By how much the second structure ends before the first one; negative if it goes on beyond.
   *
   * @param direction superior or inferior
   * @param sliceMm the distance between slices
   * @throws GeometryException if one is empty or their slices are not transverse
   */
  public static SurfaceMargin shortening(
      Direction direction, Solid first, Solid second, double sliceMm) {
    if (!direction.isAxial()) {
      throw new GeometryException("a structure is shortened superiorly or inferiorly only");
    }
    Region a = first.primary();
    Region b = second.primary();
    requireTransverse(a, b, direction);
    return ends(direction, a, b, sliceMm);
  }

  private static void requireTransverse(Region a, Region b, Direction direction) {
    Distances.requireBoth(a, b);
    if (!a.frame().isAxial()) {
      throw new GeometryException(
          "'%s' needs transverse slices, and these are slanted"
              .formatted(direction.name().toLowerCase(java.util.Locale.ROOT)));
    }
  }

  /** By how much the first goes on where the second ends. */
  private static SurfaceMargin ends(Direction direction, Region a, Region b, double sliceMm) {
    double[] first = Distances.extent(a);
    double[] second = Distances.extent(b);
    double mm = direction == Direction.SUPERIOR ? first[1] - second[1] : second[0] - first[0];
    return new SurfaceMargin(mm, mm - sliceMm, mm + sliceMm, 0);
  }

  private static SurfaceMargin measured(Samples samples, double percent, double stepMm) {
    double mm = samples.percentiles(percent)[0];
    return new SurfaceMargin(mm, mm, mm, stepMm);
  }
}
