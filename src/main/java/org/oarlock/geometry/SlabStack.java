package org.oarlock.geometry;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The slabs of a region as a margin sees them: neighbours with one figure joined, ends and ledges
 * told from slopes.
 */
final class SlabStack {
  /** Where one slab stands out from the next by a band of half this width, there is a ledge. */
  private static final double LEDGE_MM = 2;

  private final List<Slab> slabs;

  /** The height up to which, and down to which, a slab counts for what lies beyond. */
  private final double[] lowest;

  private final double[] highest;

  /** What the steps between two slabs are. */
  enum Surface {
    SLOPE,
    LEDGE,
    END
  }

  private final Face[] above;
  private final Face[] below;

  /**
   * What a slab leaves bare of the next one, or its whole figure where there is none.
   *
   * @param bare the figure, its corners simplified unless it is an end
   */
  record Face(Surface surface, PlanarShape bare) {}

  private SlabStack(
      List<Slab> slabs, double[] lowest, double[] highest, Face[] above, Face[] below) {
    this.slabs = slabs;
    this.lowest = lowest;
    this.highest = highest;
    this.above = above;
    this.below = below;
  }

  static SlabStack of(Region region) {
    return of(region, new Steps());
  }

  /**
   * @param steps known from other regions that share figures, and added to
   */
  static SlabStack of(Region region, Steps steps) {
    List<Slab> pieces = region.slabs();
    List<Slab> slabs = new ArrayList<>();
    double[] lowest = new double[pieces.size()];
    double[] highest = new double[pieces.size()];
    for (int i = 0; i < pieces.size(); i++) {
      Slab piece = pieces.get(i);
      int last = slabs.size() - 1;
      if (last >= 0 && isSame(slabs.get(last), piece)) {
        slabs.set(last, new Slab(slabs.get(last).lowerMm(), piece.upperMm(), piece.shape()));
        highest[last] = planeOf(pieces, i);
      } else {
        slabs.add(piece);
        lowest[last + 1] = planeOf(pieces, i);
        highest[last + 1] = lowest[last + 1];
      }
    }
    int n = slabs.size();
    Face[] above = new Face[n];
    Face[] below = new Face[n];
    steps.make(slabs);
    for (int i = 0; i < n; i++) {
      above[i] = face(slabs, i, i + 1, steps);
      below[i] = face(slabs, i, i - 1, steps);
    }
    for (int i = 0; i < n; i++) {
      boolean slopesUp = isSlope(above[i]) && isSlope(below[i + 1]);
      boolean slopesDown = isSlope(below[i]) && isSlope(above[i - 1]);
      highest[i] = slopesUp ? highest[i] : slabs.get(i).upperMm();
      lowest[i] = slopesDown ? lowest[i] : slabs.get(i).lowerMm();
    }
    return new SlabStack(slabs, lowest, highest, above, below);
  }

  private static boolean isSame(Slab below, Slab above) {
    return below.shape() == above.shape() && touch(below, above);
  }

  private static boolean touch(Slab below, Slab above) {
    return above.lowerMm() - below.upperMm() <= Region.SAME_PLANE_MM;
  }

  /** The contour plane of a slab: its middle, or at an end the plane between its two halves. */
  private static double planeOf(List<Slab> pieces, int i) {
    Slab piece = pieces.get(i);
    boolean hasNext = i + 1 < pieces.size() && isSame(piece, pieces.get(i + 1));
    boolean hasLast = i > 0 && isSame(pieces.get(i - 1), piece);
    boolean begins = i == 0 || !touch(pieces.get(i - 1), piece);
    boolean ends = i + 1 == pieces.size() || !touch(piece, pieces.get(i + 1));
    if (begins && hasNext) {
      return piece.upperMm();
    }
    if (ends && hasLast) {
      return piece.lowerMm();
    }
    boolean afterBegin = hasLast && (i == 1 || !touch(pieces.get(i - 2), pieces.get(i - 1)));
    boolean beforeEnd =
        hasNext && (i + 2 == pieces.size() || !touch(pieces.get(i + 1), pieces.get(i + 2)));
    if (afterBegin && !beforeEnd) {
      return piece.lowerMm();
    }
    return beforeEnd && !afterBegin ? piece.upperMm() : 0.5 * (piece.lowerMm() + piece.upperMm());
  }

  private static boolean isSlope(Face face) {
    return face.surface() == Surface.SLOPE;
  }

  private static Face face(List<Slab> slabs, int i, int neighbour, Steps steps) {
    Slab slab = slabs.get(i);
    if (neighbour < 0 || neighbour >= slabs.size()) {
      return new Face(Surface.END, slab.shape());
    }
    Slab other = slabs.get(neighbour);
    if (neighbour > i ? !touch(slab, other) : !touch(other, slab)) {
      return new Face(Surface.END, slab.shape());
    }
    return steps.from(slab.shape(), other.shape());
  }

  /** What figures leave bare of their neighbours; conventions share most of both. */
  static final class Steps {
    private record Step(PlanarShape from, PlanarShape to) {}

    private final Map<Step, Face> known = new HashMap<>();

    private void make(List<Slab> slabs) {
      List<Step> steps = new ArrayList<>();
      for (int i = 1; i < slabs.size(); i++) {
        if (touch(slabs.get(i - 1), slabs.get(i))) {
          steps.add(new Step(slabs.get(i - 1).shape(), slabs.get(i).shape()));
          steps.add(new Step(slabs.get(i).shape(), slabs.get(i - 1).shape()));
        }
      }
      Concurrently.complete(known, steps, Steps::face);
    }

    private static Face face(Step step) {
      PlanarShape bare = step.from().simplified().subtract(step.to().simplified());
      boolean isLedge =
          bare.areaMm2() > Math.PI * LEDGE_MM * LEDGE_MM && !bare.grow(-LEDGE_MM).isEmpty();
      return new Face(isLedge ? Surface.LEDGE : Surface.SLOPE, bare);
    }

    Face from(PlanarShape shape, PlanarShape neighbour) {
      return requireNonNull(known.get(new Step(shape, neighbour)));
    }
  }

  /** The stack prolonged below, above, or both. */
  SlabStack continued(double belowMm, double aboveMm) {
    List<Slab> longer = new ArrayList<>(slabs);
    Slab first = longer.get(0);
    longer.set(0, new Slab(first.lowerMm() - belowMm, first.upperMm(), first.shape()));
    Slab last = longer.get(longer.size() - 1);
    longer.set(longer.size() - 1, new Slab(last.lowerMm(), last.upperMm() + aboveMm, last.shape()));
    double[] low = lowest.clone();
    low[0] -= belowMm;
    double[] high = highest.clone();
    high[longer.size() - 1] += aboveMm;
    return new SlabStack(longer, low, high, above, below);
  }

  List<Slab> slabs() {
    return slabs;
  }

  Face face(int slab, boolean upwards) {
    return (upwards ? above : below)[slab];
  }

  /**
   * The nearest height at which a slab counts for a height beyond it.
   *
   * @param mostMm its edge stands out by no more than this
   */
  double seenFrom(int slab, double at, double mostMm) {
    return at > slabs.get(slab).upperMm()
        ? Math.max(highest[slab], slabs.get(slab).upperMm() - mostMm)
        : Math.min(lowest[slab], slabs.get(slab).lowerMm() + mostMm);
  }
}
