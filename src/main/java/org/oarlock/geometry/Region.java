package org.oarlock.geometry;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A solid made of slabs: right prisms stacked along the normal of their planes, that neither
 * overlap nor need to touch. Exact under boolean operations.
 */
public final class Region {
  /** Planes closer than this are the same plane. */
  static final double SAME_PLANE_MM = 1e-6;

  private final PlaneFrame frame;
  private final List<Slab> slabs;

  private Region(PlaneFrame frame, List<Slab> slabs) {
    this.frame = frame;
    this.slabs = List.copyOf(slabs);
  }

  /**
   * @param slabs in rising order, without overlap; empty shapes are left out
   * @throws IllegalArgumentException if slabs overlap or are out of order
   */
  static Region of(PlaneFrame frame, List<Slab> slabs) {
    List<Slab> kept = slabs.stream().filter(s -> !s.shape().isEmpty()).toList();
    for (int i = 1; i < kept.size(); i++) {
      if (kept.get(i).lowerMm() < kept.get(i - 1).upperMm() - SAME_PLANE_MM) {
        throw new IllegalArgumentException("slabs overlap at " + kept.get(i).lowerMm());
      }
    }
    return new Region(frame, kept);
  }

  public PlaneFrame frame() {
    return frame;
  }

  /** The slabs in rising order, none empty. */
  public List<Slab> slabs() {
    return slabs;
  }

  public boolean isEmpty() {
    return slabs.isEmpty();
  }

  /** The volume in mm3, exact. */
  public double volumeMm3() {
    double volume = 0;
    for (Slab slab : slabs) {
      volume += slab.volumeMm3();
    }
    return volume;
  }

  /** The centre of the enclosed volume, in patient coordinates. */
  public PatientPoint centroid() {
    double volume = volumeMm3();
    if (!(volume > 0)) {
      throw new IllegalStateException("an empty region has no centre");
    }
    PatientPoint sum = new PatientPoint(0, 0, 0);
    for (Slab slab : slabs) {
      double[] uv = slab.shape().centroid();
      double middle = 0.5 * (slab.lowerMm() + slab.upperMm());
      sum = sum.plus(frame.toPatient(uv[0], uv[1], middle).times(slab.volumeMm3() / volume));
    }
    return sum;
  }

  /**
   * Combines two regions slab by slab. Where neither changes, a pair of slabs that has been
   * combined before gives the identical result object, so that regions which share slabs go on
   * sharing them.
   *
   * @throws IncompatiblePlanesException if the planes are not parallel
   */
  Region combine(Region other, BinaryOperator<PlanarShape> operation, SlabMemory memory) {
    if (other.isEmpty() && isEmpty()) {
      return this;
    }
    requireParallelTo(other);
    double[] planes = planes(List.of(slabs, other.slabs));
    List<SlabMemory.Key> pairs = new ArrayList<>();
    int a = 0;
    int b = 0;
    for (int i = 0; i + 1 < planes.length; i++) {
      double middle = 0.5 * (planes[i] + planes[i + 1]);
      a = skipBelow(slabs, a, middle);
      b = skipBelow(other.slabs, b, middle);
      PlanarShape left = shapeAt(slabs, a, middle);
      PlanarShape right = shapeAt(other.slabs, b, middle);
      pairs.add(new SlabMemory.Key(left, right, planes[i], planes[i + 1]));
    }
    List<Slab> combined =
        memory.combine(pairs, operation).stream().filter(s -> !s.shape().isEmpty()).toList();
    return new Region(isEmpty() ? other.frame : frame, combined);
  }

  /**
   * @throws IncompatiblePlanesException if the planes are not parallel
   */
  void requireParallelTo(Region other) {
    if (!isEmpty() && !other.isEmpty() && !frame.isParallelTo(other.frame)) {
      throw new IncompatiblePlanesException(frame, other.frame);
    }
  }

  /** Takes what two regions have between two planes. */
  interface Taker {
    void take(PlanarShape a, PlanarShape b, double lowerMm, double upperMm);
  }

  /** Every range of height in which both regions have a slab, rising. */
  static void eachCommon(Region a, Region b, Taker taker) {
    int j = 0;
    for (Slab slab : a.slabs) {
      while (j > 0 && b.slabs.get(j - 1).upperMm() > slab.lowerMm()) {
        j--;
      }
      while (j < b.slabs.size() && b.slabs.get(j).lowerMm() < slab.upperMm()) {
        double lower = Math.max(slab.lowerMm(), b.slabs.get(j).lowerMm());
        double upper = Math.min(slab.upperMm(), b.slabs.get(j).upperMm());
        if (upper - lower > SAME_PLANE_MM) {
          taker.take(slab.shape(), b.slabs.get(j).shape(), lower, upper);
        }
        j++;
      }
    }
  }

  /**
   * Whether both have volume in common.
   *
   * @throws IncompatiblePlanesException if the planes are not parallel
   */
  boolean overlaps(Region other) {
    requireParallelTo(other);
    boolean[] found = {false};
    eachCommon(this, other, (a, b, lower, upper) -> found[0] = found[0] || a.overlaps(b));
    return found[0];
  }

  /** This region where the other has a slab, whatever the other's shape there. */
  Region along(Region other, SlabMemory memory) {
    return combine(other, (mine, theirs) -> theirs.isEmpty() ? PlanarShape.EMPTY : mine, memory);
  }

  private static int skipBelow(List<Slab> slabs, int from, double at) {
    int i = from;
    while (i < slabs.size() && slabs.get(i).upperMm() <= at) {
      i++;
    }
    return i;
  }

  /** The figure at a height, null if there is none. */
  static @Nullable PlanarShape shapeAt(List<Slab> slabs, double at) {
    PlanarShape shape = shapeAt(slabs, skipBelow(slabs, 0, at), at);
    return shape.isEmpty() ? null : shape;
  }

  private static PlanarShape shapeAt(List<Slab> slabs, int index, double at) {
    return index < slabs.size() && slabs.get(index).lowerMm() <= at
        ? slabs.get(index).shape()
        : PlanarShape.EMPTY;
  }

  /** All planes where a slab starts or ends, rising, those closer than SAME_PLANE_MM as one. */
  static double[] planes(Collection<List<Slab>> stacks) {
    TreeSet<Double> all = new TreeSet<>();
    for (List<Slab> stack : stacks) {
      for (Slab slab : stack) {
        all.add(slab.lowerMm());
        all.add(slab.upperMm());
      }
    }
    double[] planes = new double[all.size()];
    int n = 0;
    for (double plane : all) {
      if (n == 0 || plane - planes[n - 1] > SAME_PLANE_MM) {
        planes[n++] = plane;
      }
    }
    return java.util.Arrays.copyOf(planes, n);
  }

  /** Remembers combined slabs, so that equal inputs give identical outputs. */
  static final class SlabMemory {
    record Key(PlanarShape left, PlanarShape right, double lower, double upper) {
      Shapes shapes() {
        return new Shapes(left, right);
      }
    }

    private record Shapes(PlanarShape left, PlanarShape right) {}

    private final Map<Key, Slab> slabs = new HashMap<>();
    private final Map<Shapes, PlanarShape> shapes = new HashMap<>();

    /** Says beforehand what comes of two figures. */
    void know(PlanarShape left, PlanarShape right, PlanarShape result) {
      shapes.put(new Shapes(left, right), result);
    }

    /** A slab for each pair, in their order. */
    List<Slab> combine(List<Key> pairs, BinaryOperator<PlanarShape> operation) {
      Concurrently.complete(
          shapes,
          pairs.stream().map(Key::shapes).toList(),
          s -> operation.apply(s.left(), s.right()));
      return pairs.stream()
          .map(
              pair ->
                  slabs.computeIfAbsent(
                      pair,
                      p -> new Slab(p.lower(), p.upper(), requireNonNull(shapes.get(p.shapes())))))
          .toList();
    }
  }
}
