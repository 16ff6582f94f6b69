package org.oarlock.geometry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The connected parts of a region: figures of touching slabs that share area belong together. */
final class RegionParts {
  private RegionParts() {}

  private record Piece(Slab slab, int slabIndex) {}

  /** The parts, largest volume first. */
  static List<Region> of(Region region) {
    List<Piece> pieces = new ArrayList<>();
    List<Slab> slabs = region.slabs();
    int[] first = new int[slabs.size() + 1];
    for (int i = 0; i < slabs.size(); i++) {
      first[i] = pieces.size();
      Slab slab = slabs.get(i);
      for (PlanarShape part : slab.shape().parts()) {
        pieces.add(new Piece(new Slab(slab.lowerMm(), slab.upperMm(), part), i));
      }
    }
    first[slabs.size()] = pieces.size();
    int[] parent = new int[pieces.size()];
    for (int i = 0; i < parent.length; i++) {
      parent[i] = i;
    }
    for (int i = 1; i < slabs.size(); i++) {
      if (slabs.get(i).lowerMm() - slabs.get(i - 1).upperMm() <= Region.SAME_PLANE_MM) {
        join(pieces, parent, first[i - 1], first[i], first[i + 1]);
      }
    }
    Map<Integer, List<Piece>> groups = new LinkedHashMap<>();
    for (int i = 0; i < parent.length; i++) {
      groups.computeIfAbsent(root(parent, i), k -> new ArrayList<>()).add(pieces.get(i));
    }
    List<Region> parts = new ArrayList<>();
    for (List<Piece> group : groups.values()) {
      parts.add(region(region.frame(), group));
    }
    parts.sort(Comparator.comparingDouble(Region::volumeMm3).reversed());
    return parts;
  }

  private static void join(List<Piece> pieces, int[] parent, int from, int middle, int to) {
    for (int a = from; a < middle; a++) {
      for (int b = middle; b < to; b++) {
        if (root(parent, a) != root(parent, b)
            && pieces.get(a).slab().shape().overlaps(pieces.get(b).slab().shape())) {
          parent[root(parent, b)] = root(parent, a);
        }
      }
    }
  }

  private static int root(int[] parent, int i) {
    int at = i;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  private static Region region(PlaneFrame frame, List<Piece> group) {
    Map<Integer, Slab> bySlab = new LinkedHashMap<>();
    for (Piece piece : group) {
      bySlab.merge(
          piece.slabIndex(),
          piece.slab(),
          (a, b) -> new Slab(a.lowerMm(), a.upperMm(), a.shape().union(b.shape())));
    }
    return Region.of(frame, List.copyOf(bySlab.values()));
  }
}
