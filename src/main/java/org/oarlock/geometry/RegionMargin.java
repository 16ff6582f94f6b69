package org.oarlock.geometry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * Margins in three dimensions around a stack of prisms. At a height between the planes, the grown
 * solid is the union of all slabs within reach, each grown in its plane by what is left of the
 * margin there; the shrunk solid is their intersection. The result is made of thin slabs, each true
 * at its middle height.
 */
final class RegionMargin {
  /** A margin is followed in at least this many steps, and in none thicker than a millimetre. */
  private static final int STEPS = 8;

  private static final double MAX_STEP_MM = 1;

  /** … but in none thinner than this. */
  private static final double MIN_STEP_MM = 0.05;

  private final Region region;
  private final double marginMm;
  private final Memory memory;

  private RegionMargin(Region region, double marginMm, Memory memory) {
    this.region = region;
    this.marginMm = marginMm;
    this.memory = memory;
  }

  /** A figure to be grown (or shrunk) in its plane, by so many nanometres. */
  private record Layer(PlanarShape shape, long byNm) {
    static Layer of(PlanarShape shape, double byMm) {
      return new Layer(shape, Math.round(byMm * 1e6));
    }
  }

  /** What has been worked out for one margin, shared by regions that share slabs. */
  static final class Memory {
    private final Map<Layer, PlanarShape> grown = new HashMap<>();
    private final Map<List<Layer>, PlanarShape> sections = new HashMap<>();

    private PlanarShape grown(Layer layer) {
      return grown.computeIfAbsent(layer, k -> k.shape().grow(k.byNm() / 1e6));
    }

    private PlanarShape section(List<Layer> layers, BinaryOperator<PlanarShape> operation) {
      PlanarShape known = sections.get(layers);
      if (known == null) {
        known = grown(layers.get(0));
        for (Layer layer : layers.subList(1, layers.size())) {
          known = operation.apply(known, grown(layer));
        }
        sections.put(layers, known);
      }
      return known;
    }
  }

  /** All points within the margin of the region. */
  static Region expand(Region region, double marginMm, Memory memory) {
    if (marginMm == 0 || region.isEmpty()) {
      return region;
    }
    RegionMargin margin = new RegionMargin(region, marginMm, memory);
    return margin.sampled(margin.reachPlanes(), middle -> margin.unionAt(middle));
  }

  /** All points of the region at least the margin away from everything outside it. */
  static Region contract(Region region, double marginMm, Memory memory) {
    if (marginMm == 0 || region.isEmpty()) {
      return region;
    }
    RegionMargin margin = new RegionMargin(region, marginMm, memory);
    return margin.sampled(margin.reachPlanes(), middle -> margin.intersectionAt(middle));
  }

  private interface Section {
    PlanarShape at(double middleMm);
  }

  private Region sampled(double[] planes, Section section) {
    double step = Math.max(MIN_STEP_MM, Math.min(MAX_STEP_MM, marginMm / STEPS));
    List<Slab> slabs = new ArrayList<>();
    for (int i = 0; i + 1 < planes.length; i++) {
      double length = planes[i + 1] - planes[i];
      int n =
          changesWithin(planes[i], planes[i + 1])
              ? Math.max(1, (int) Math.ceil(length / step - 1e-9))
              : 1;
      for (int k = 0; k < n; k++) {
        double lower = planes[i] + length * k / n;
        double upper = k + 1 == n ? planes[i + 1] : planes[i] + length * (k + 1) / n;
        PlanarShape shape = section.at(0.5 * (lower + upper));
        if (!shape.isEmpty()) {
          slabs.add(new Slab(lower, upper, shape));
        }
      }
    }
    return Region.of(region.frame(), slabs);
  }

  /**
   * Whether the section varies between two neighbouring reach planes: more than one slab counts.
   */
  private boolean changesWithin(double lower, double upper) {
    double at = 0.5 * (lower + upper);
    return region.slabs().stream().anyMatch(s -> distance(s, at) > 0 && distance(s, at) < marginMm);
  }

  private static double distance(Slab slab, double at) {
    return Math.max(0, Math.max(slab.lowerMm() - at, at - slab.upperMm()));
  }

  /** Where the set of slabs within reach changes. */
  private double[] reachPlanes() {
    List<Slab> shifted = new ArrayList<>();
    for (Slab slab : region.slabs()) {
      shifted.add(slab);
      shifted.add(new Slab(slab.lowerMm() - marginMm, slab.upperMm() + marginMm, slab.shape()));
      if (slab.thicknessMm() > 2 * marginMm) {
        shifted.add(new Slab(slab.lowerMm() + marginMm, slab.upperMm() - marginMm, slab.shape()));
      } else {
        shifted.add(new Slab(slab.upperMm() - marginMm, slab.upperMm(), slab.shape()));
        shifted.add(new Slab(slab.lowerMm(), slab.lowerMm() + marginMm, slab.shape()));
      }
    }
    return Region.planes(List.of(shifted));
  }

  private PlanarShape unionAt(double at) {
    List<Layer> layers = new ArrayList<>();
    for (Slab slab : region.slabs()) {
      double distance = distance(slab, at);
      if (distance < marginMm) {
        layers.add(Layer.of(slab.shape(), inPlane(distance)));
      }
    }
    return layers.isEmpty() ? PlanarShape.EMPTY : memory.section(layers, PlanarShape::union);
  }

  private PlanarShape intersectionAt(double at) {
    List<Layer> layers = new ArrayList<>();
    double covered = at - marginMm;
    for (Slab slab : region.slabs()) {
      if (slab.upperMm() <= at - marginMm || slab.lowerMm() >= at + marginMm) {
        continue;
      }
      if (slab.lowerMm() > covered + Region.SAME_PLANE_MM) {
        return PlanarShape.EMPTY; // a gap within reach: all of it is outside
      }
      covered = slab.upperMm();
      layers.add(Layer.of(slab.shape(), -inPlane(distance(slab, at))));
    }
    return layers.isEmpty() || covered < at + marginMm - Region.SAME_PLANE_MM
        ? PlanarShape.EMPTY
        : memory.section(layers, PlanarShape::intersect);
  }

  private double inPlane(double distanceMm) {
    return Math.sqrt(Math.max(0, marginMm * marginMm - distanceMm * distanceMm));
  }
}
