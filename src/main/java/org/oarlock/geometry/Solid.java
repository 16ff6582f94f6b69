package org.oarlock.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.DoubleStream;

/**
 * A structure as a solid, under several contouring {@link Convention}s at once: the primary one,
 * which its volume and dose go by, and all that are stacks of prisms. Every operation is carried
 * out under each convention.
 *
 * <p>Operations between solids whose planes differ in orientation throw {@link
 * IncompatiblePlanesException}.
 */
public final class Solid {
  private final Convention convention;
  private final Map<Convention, Region> regions;
  private final List<String> remarks;
  private final double[] planesMm;

  private Solid(Convention convention, Map<Convention, Region> regions, List<String> remarks) {
    this(convention, regions, remarks, new double[0]);
  }

  /**
   * @param convention the primary one
   * @param regions those of the primary convention and of {@link Convention#PRISMS}
   */
  Solid(
      Convention convention,
      Map<Convention, Region> regions,
      List<String> remarks,
      double[] planesMm) {
    this.convention = convention;
    this.regions = new EnumMap<>(regions);
    this.remarks = List.copyOf(remarks);
    this.planesMm = planesMm;
  }

  /**
   * The solid that a structure's contours stand for, with half-slice caps.
   *
   * @param contours in any order; the even-odd rule decides what is inside
   * @param fallbackThicknessMm the slice spacing of the image or of the other structures, for a
   *     structure on a single slice; 0 if unknown, and such a structure has no volume
   */
  public static Solid ofContours(List<PlanarContour> contours, double fallbackThicknessMm) {
    return ofContours(contours, fallbackThicknessMm, Convention.HALF_SLICE_CAP);
  }

  /**
   * The solid that a structure's contours stand for.
   *
   * @param contours in any order; the even-odd rule decides what is inside
   * @param fallbackThicknessMm the slice spacing of the image or of the other structures, for a
   *     structure on a single slice; 0 if unknown, and such a structure has no volume
   * @param convention what its volume and dose go by, and those of all that is derived from it
   */
  public static Solid ofContours(
      List<PlanarContour> contours, double fallbackThicknessMm, Convention convention) {
    return ContourStack.solid(contours, fallbackThicknessMm, convention);
  }

  static Map<Convention, Region> everywhere(Region region, Convention primary) {
    Map<Convention, Region> regions = new EnumMap<>(Convention.class);
    Convention.PRISMS.forEach(convention -> regions.put(convention, region));
    regions.put(primary, region);
    return regions;
  }

  /** The conventions under which the solid is known. */
  public Set<Convention> conventions() {
    return Collections.unmodifiableSet(regions.keySet());
  }

  /** The region under a convention; under one that is not known, that under the primary one. */
  public Region region(Convention under) {
    Region region = regions.get(under);
    return region == null ? primary() : region;
  }

  /** The convention that volume and dose go by. */
  public Convention convention() {
    return convention;
  }

  /** The region under the primary convention. */
  public Region primary() {
    return java.util.Objects.requireNonNull(regions.get(convention));
  }

  /**
   * The layers that the solid is made of, with half-slice caps, in groups that touch; each where it
   * was drawn. Of a solid that was made rather than drawn, its slabs: the planes are in their
   * middle, at the ends where the solid without caps ends.
   */
  public List<List<Layer>> layers() {
    return Layers.of(region(Convention.HALF_SLICE_CAP), region(Convention.NO_CAP), planesMm);
  }

  /** What was repaired or assumed when the solid was made, in words; empty if nothing. */
  public List<String> remarks() {
    return remarks;
  }

  public boolean isEmpty() {
    return primary().isEmpty();
  }

  /** The volume under the primary convention. */
  public double volumeCm3() {
    return primary().volumeMm3() / 1000;
  }

  /**
   * The largest distance between neighbouring contour planes; none for a solid that was made rather
   * than drawn, or drawn on a single plane.
   */
  public OptionalDouble largestSliceSpacingMm() {
    double largest = 0;
    for (int i = 1; i < planesMm.length; i++) {
      largest = Math.max(largest, planesMm[i] - planesMm[i - 1]);
    }
    return largest > 0 ? OptionalDouble.of(largest) : OptionalDouble.empty();
  }

  /**
   * The height that stands for the slice at a height within this solid: that of the nearest contour
   * plane, or of a solid that was made rather than drawn, where the slab there starts.
   */
  double sliceAt(double atMm, Convention convention) {
    DoubleStream candidates =
        planesMm.length > 0
            ? Arrays.stream(planesMm)
            : region(convention).slabs().stream()
                .mapToDouble(Slab::lowerMm)
                .filter(lower -> lower <= atMm);
    return candidates
        .boxed()
        .min(Comparator.comparingDouble(plane -> Math.abs(plane - atMm)))
        .orElse(atMm);
  }

  /**
   * The contour plane that a slab of this solid stands for, along the normal; of a solid that was
   * made rather than drawn, the middle of the slab.
   */
  public double planeMm(Slab slab) {
    double middle = 0.5 * (slab.lowerMm() + slab.upperMm());
    return planesMm.length > 0 ? sliceAt(middle, convention) : middle;
  }

  /** What lies in any of them; empty for none. */
  public static Solid union(List<Solid> solids) {
    return fold(solids, Operation.UNION);
  }

  /** What lies in all of them; empty for none. */
  public static Solid intersect(List<Solid> solids) {
    return fold(solids, Operation.INTERSECT);
  }

  private static Solid fold(List<Solid> solids, Operation operation) {
    if (solids.isEmpty()) {
      return ofContours(List.of(), 0);
    }
    Solid result = solids.get(0);
    for (Solid next : solids.subList(1, solids.size())) {
      result = result.combine(next, operation);
    }
    return result;
  }

  /** What lies in this but not in the other. */
  public Solid subtract(Solid other) {
    return combine(other, Operation.SUBTRACT);
  }

  private enum Operation {
    UNION,
    INTERSECT,
    SUBTRACT,
    ALONG
  }

  private Solid combine(Solid other, Operation operation) {
    return combine(other, operation, new Region.SlabMemory());
  }

  private Solid combine(Solid other, Operation operation, Region.SlabMemory memory) {
    Map<Convention, Region> combined = new EnumMap<>(Convention.class);
    Set<Convention> known = EnumSet.copyOf(conventions());
    known.addAll(other.conventions());
    for (Convention under : known) {
      Region a = region(under);
      Region b = other.region(under);
      combined.put(
          under,
          switch (operation) {
            case UNION -> a.combine(b, PlanarShape::union, memory);
            case INTERSECT -> a.combine(b, PlanarShape::intersect, memory);
            case SUBTRACT -> a.combine(b, PlanarShape::subtract, memory);
            case ALONG -> a.along(b, memory);
          });
    }
    List<String> all = new ArrayList<>(remarks);
    other.remarks.stream().filter(r -> !all.contains(r)).forEach(all::add);
    return new Solid(isEmpty() ? other.convention : convention, combined, all);
  }

  /**
   * All points within a margin of this solid, in three dimensions.
   *
   * @throws GeometryException if the margin differs by direction and the slices are not transverse,
   *     or if it would take too long
   */
  public Solid expand(Margins margins) {
    requireDirections(margins);
    return new Solid(convention, RegionMargin.expand(regions, margins), remarks);
  }

  /**
   * All points of this solid at least a margin away from everything outside it: what lies outside
   * to the left is kept away from by the left margin, and so on.
   *
   * @throws GeometryException if the margin differs by direction and the slices are not transverse,
   *     or if it would take too long
   */
  public Solid contract(Margins margins) {
    requireDirections(margins);
    return new Solid(convention, RegionMargin.contract(regions, margins), remarks);
  }

  private void requireDirections(Margins margins) {
    if (!margins.isUniform() && !isEmpty() && !primary().frame().isAxial()) {
      throw new GeometryException(
          "a margin that differs by direction needs transverse slices, and these are slanted");
    }
  }

  /**
   * The layer of this thickness inside the surface, measured in three dimensions. Both ends are
   * surfaces. Outlines are followed to 0.01 mm.
   *
   * @throws GeometryException if it would take too long
   */
  public Solid shell(double thicknessMm) {
    return shell(thicknessMm, Cut.NONE);
  }

  /**
   * The layer of this thickness inside the surface, measured in three dimensions. An end on the
   * first or last slice of the images is a cut, not a surface: the skin of a limb that goes on
   * beyond the scan has no layer across it. All other ends are surfaces.
   *
   * @throws GeometryException if it would take too long
   */
  public Solid shell(double thicknessMm, Cut cut) {
    Margins margins = Margins.uniform(thicknessMm);
    return thicknessMm == 0
        ? union(List.of())
        : new Solid(convention, RegionMargin.shell(regions, margins, cut), remarks);
  }

  /** This solid within the slabs of the other's slices, whatever the other's outline there. */
  public Solid along(Solid other) {
    return combine(other, Operation.ALONG);
  }

  /**
   * What decisions go by: that with half-slice caps if the solid is a stack of prisms, so that each
   * convention of these decides alike, else the primary one.
   */
  private Region deciding() {
    return Convention.PRISMS.contains(convention) ? region(Convention.HALF_SLICE_CAP) : primary();
  }

  /**
   * The connected parts in three dimensions, largest first; of a stack of prisms, those with
   * half-slice caps, whichever its own.
   *
   * @throws GeometryException if they are more than 5000
   */
  public List<Solid> parts() {
    Region deciding = deciding();
    List<Region> parts = RegionParts.of(deciding);
    if (parts.size() <= 1) {
      return isEmpty() ? List.of() : List.of(this);
    }
    Region prisms = region(Convention.HALF_SLICE_CAP);
    List<Region> ofPrisms =
        prisms == deciding ? parts : counterparts(parts, RegionParts.of(prisms));
    List<Solid> solids = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Region part = parts.get(i);
      Map<Convention, Region> regions = everywhere(ofPrisms.get(i), convention);
      regions.put(convention, part);
      Region.SlabMemory memory = new Region.SlabMemory();
      Region.eachCommon(deciding, part, (whole, own, from, to) -> memory.know(whole, own, own));
      Solid solid = combine(new Solid(convention, regions, List.of()), Operation.INTERSECT, memory);
      double[] planes =
          Arrays.stream(planesMm).filter(w -> Region.shapeAt(part.slabs(), w) != null).toArray();
      solids.add(new Solid(convention, solid.regions, solid.remarks, planes));
    }
    return solids;
  }

  /**
   * For each part of an interpolated solid the one part of the stack of prisms that goes with no
   * other; itself if there is none.
   */
  private static List<Region> counterparts(List<Region> parts, List<Region> ofPrisms) {
    List<Region> counterparts = new ArrayList<>();
    for (Region part : parts) {
      List<Region> shared = ofPrisms.stream().filter(part::overlaps).toList();
      boolean isOnly =
          shared.size() == 1 && parts.stream().filter(shared.get(0)::overlaps).count() == 1;
      counterparts.add(isOnly ? shared.get(0) : part);
    }
    return counterparts;
  }

  /** The connected parts that share volume with the other solid, together. */
  public Solid partContaining(Solid other) {
    return union(parts().stream().filter(p -> p.overlaps(other)).toList());
  }

  /** The connected parts that share no volume with the other solid, together. */
  public Solid partsWithout(Solid other) {
    return union(parts().stream().filter(p -> !p.overlaps(other)).toList());
  }

  /** Whether they share volume; of stacks of prisms, with half-slice caps. */
  public boolean overlaps(Solid other) {
    return deciding().overlaps(other.deciding());
  }
}
