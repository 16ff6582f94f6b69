package org.oarlock.geometry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The connected parts of a region: figures of touching slabs that share area belong together. */
final class RegionParts {
  /** Noise, not anatomy, has more. */
  private static final int MAX_PARTS = 5_000;

  private RegionParts() {}

  private record Piece(Slab slab, int slabIndex) {}

  /**
   * The parts, largest volume first.
   *
   * @throws GeometryException if they are more than 5000
   */
  static List<Region> of(Region region) {
    List<Piece> pieces = new ArrayList<>();
    List<Slab> slabs = region.slabs();
    List<List<PlanarShape>> partsOf = Concurrently.map(slabs, slab -> slab.shape().parts());
    int[] first = new int[slabs.size() + 1];
    for (int i = 0; i < slabs.size(); i++) {
      first[i] = pieces.size();
      Slab slab = slabs.get(i);
      for (PlanarShape part : partsOf.get(i)) {
        pieces.add(new Piece(new Slab(slab.lowerMm(), slab.upperMm(), part), i));
      }
    }
    first[slabs.size()] = pieces.size();
    int[] parent = IntStream.range(0, pieces.size()).toArray();
    List<Integer> touching = new ArrayList<>();
    for (int i = 1; i < slabs.size(); i++) {
      if (slabs.get(i).lowerMm() - slabs.get(i - 1).upperMm() <= Region.SAME_PLANE_MM) {
        touching.add(i);
      }
    }
    for (List<int[]> pairs :
        Concurrently.map(
            touching, i -> overlapping(pieces, first[i - 1], first[i], first[i + 1]))) {
      pairs.forEach(pair -> parent[root(parent, pair[1])] = root(parent, pair[0]));
    }
    Map<Integer, List<Piece>> groups = new LinkedHashMap<>();
    for (int i = 0; i < parent.length; i++) {
      groups.computeIfAbsent(root(parent, i), k -> new ArrayList<>()).add(pieces.get(i));
    }
    if (groups.size() > MAX_PARTS) {
      throw new GeometryException(
          "it has %s connected parts, more than the %s that are told apart"
              .formatted(String.valueOf(groups.size()), String.valueOf(MAX_PARTS)));
    }
    List<Region> parts = new ArrayList<>();
    for (List<Piece> group : groups.values()) {
      parts.add(region(region.frame(), group));
    }
    parts.sort(Comparator.comparingDouble(Region::volumeMm3).reversed());
    return parts;
  }

  /** The pieces of two slabs that share area, as pairs; of those in one group enough to tell. */
  private static List<int[]> overlapping(List<Piece> pieces, int from, int middle, int to) {
    int[] parent = IntStream.range(0, to - from).toArray();
    List<int[]> pairs = new ArrayList<>();
    ShapeIndex upper = new ShapeIndex();
    for (int b = middle; b < to; b++) {
      upper.add(b, pieces.get(b).slab().shape().bounds());
    }
    for (int a = from; a < middle; a++) {
      PlanarShape shape = pieces.get(a).slab().shape();
      for (int b : upper.meeting(shape.bounds())) {
        int rootA = root(parent, a - from);
        int rootB = root(parent, b - from);
        if (rootA != rootB && shape.overlaps(pieces.get(b).slab().shape())) {
          parent[rootB] = rootA;
          pairs.add(new int[] {a, b});
        }
      }
    }
    return pairs;
  }

  private static int root(int[] parent, int i) {
    int at = i;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  /** The pieces of one slab do not overlap: their rings together are their union. */
  private static Region region(PlaneFrame frame, List<Piece> group) {
    Map<Integer, List<Piece>> bySlab = new LinkedHashMap<>();
    for (Piece piece : group) {
      bySlab.computeIfAbsent(piece.slabIndex(), k -> new ArrayList<>()).add(piece);
    }
    return Region.of(frame, bySlab.values().stream().map(RegionParts::slab).toList());
  }

  private static Slab slab(List<Piece> pieces) {
    Slab first = pieces.get(0).slab();
    if (pieces.size() == 1) {
      return first;
    }
    List<double[]> rings = new ArrayList<>();
    pieces.forEach(piece -> rings.addAll(piece.slab().shape().outline()));
    return new Slab(first.lowerMm(), first.upperMm(), PlanarShape.ofDrawn(rings));
  }
}
