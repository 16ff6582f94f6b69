package org.oarlock.geometry;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Margins in three dimensions around a stack of prisms. At a height between the planes, the grown
 * solid is the union of all slabs within reach, each grown in its plane by what is left of the
 * margin there; the shrunk solid is their intersection, each shrunk as much. The result is made of
 * slabs, each true at its middle height.
 *
 * <p>Drawn on slices, a slope is a flight of steps, and their edges stand out from it by up to half
 * a slice. A slab therefore counts at the height of its contour plane for what lies beyond it,
 * where its outline is on the slope, and up to its edge only where the solid ends or has a ledge.
 *
 * <p>Where the solid ends, its surface is followed in steps of an eighth of the margin, elsewhere
 * in steps of a quarter, since the solid itself changes from slice to slice only; none is thicker
 * than 1.25 mm. The planes that a flat end or ledge moves to are hit exactly.
 */
final class RegionMargin {
  /** Steps in the margin where the solid ends, and elsewhere. */
  private static final int FINE_STEPS = 8;

  private static final int COARSE_STEPS = 4;

  private static final double MAX_STEP_MM = 1.25;

  /** … but in none thinner than this. */
  private static final double MIN_STEP_MM = 0.05;

  /** The edge of a step is left out of account by no more than this share of the margin. */
  private static final double STEP_SHARE = 1.0 / 3;

  /** A figure is drawn anew whenever it has grown by so much. */
  private static final double STAGE_MM = 1;

  /** Corners that may take part in all sections together: more takes a minute and longer. */
  private static final long MAX_CORNERS = 60_000_000;

  private final Margins margins;
  private final boolean grows;
  private final boolean isShell;
  private final Reach reach;
  private final double flatness;
  private final Map<PlanarShape, Growth> growths = new LinkedHashMap<>();
  private final SlabStack.Steps steps = new SlabStack.Steps();
  private final Map<Figure, Integer> indexes = new HashMap<>();
  private final List<Figure> figures = new ArrayList<>();
  private long corners;

  private RegionMargin(Margins margins, Result result) {
    this.margins = margins;
    this.grows = result == Result.GROWN;
    this.isShell = result == Result.SHELL;
    this.reach =
        new Reach(margins.leftMm(), margins.rightMm(), margins.posteriorMm(), margins.anteriorMm());
    this.flatness = PlanarShape.flatness(reach.largestMm());
  }

  /** A figure to be grown or shrunk by a share of the margin's reach in the plane, in 1e-9. */
  private record Layer(PlanarShape shape, long share) {
    private static final double WHOLE = 1e9;

    static Layer of(PlanarShape shape, double share) {
      return new Layer(shape, Math.round(share * WHOLE));
    }
  }

  /**
   * What a section is made of: the layers, united or intersected; for a shell, what they leave of
   * the solid's own figure.
   */
  private record Figure(List<Layer> layers, @Nullable PlanarShape around) {}

  /** A slab of the result before its figure is known. */
  private record Section(double lowerMm, double upperMm, int index) {}

  private enum Result {
    GROWN,
    SHRUNK,
    SHELL
  }

  /** All points within the margin of each region. */
  static Map<Convention, Region> expand(Map<Convention, Region> regions, Margins margins) {
    return new RegionMargin(margins, Result.GROWN).applied(regions, Cut.NONE);
  }

  /** All points of each region at least the margin away from everything outside it. */
  static Map<Convention, Region> contract(Map<Convention, Region> regions, Margins margins) {
    return new RegionMargin(margins, Result.SHRUNK).applied(regions, Cut.NONE);
  }

  /** What a margin takes away from each region, which goes on where it is cut. */
  static Map<Convention, Region> shell(Map<Convention, Region> regions, Margins margins, Cut cut) {
    return new RegionMargin(margins, Result.SHELL).applied(regions, cut);
  }

  private Map<Convention, Region> applied(Map<Convention, Region> regions, Cut cut) {
    Map<Convention, List<Section>> planned = new EnumMap<>(Convention.class);
    regions.forEach((convention, region) -> planned.put(convention, planned(region, cut)));
    Concurrently.map(List.copyOf(growths.values()), Growth::run);
    List<PlanarShape> shapes = Concurrently.map(figures, this::drawn);
    Map<Convention, Region> results = new EnumMap<>(Convention.class);
    planned.forEach(
        (convention, own) -> {
          List<Slab> slabs = new ArrayList<>();
          for (Section section : own) {
            PlanarShape shape = shapes.get(section.index());
            if (!shape.isEmpty()) {
              slabs.add(new Slab(section.lowerMm(), section.upperMm(), shape));
            }
          }
          results.put(
              convention, Region.of(requireNonNull(regions.get(convention)).frame(), slabs));
        });
    return results;
  }

  private PlanarShape drawn(Figure figure) {
    List<double[]> rings = new ArrayList<>();
    List<Layer> layers = figure.layers();
    for (Layer layer : layers) {
      rings.addAll(growth(layer.shape()).at(layer.share()));
    }
    if (figure.around() != null) {
      PlanarShape around = figure.around().simplified();
      return layers.isEmpty()
          ? around
          : PlanarShape.ofDrawn(StripOverlay.without(around.outline(), rings, layers.size()));
    }
    return layers.size() == 1 && layers.get(0).share() == Layer.WHOLE
        ? PlanarShape.ofDrawn(rings)
        : PlanarShape.ofDrawn(StripOverlay.wound(rings, grows ? 1 : layers.size()));
  }

  private Growth growth(PlanarShape shape) {
    return requireNonNull(growths.get(shape));
  }

  // ---- what is needed

  private List<Section> planned(Region region, Cut cut) {
    if (region.isEmpty()) {
      return List.of();
    }
    SlabStack own = SlabStack.of(region, steps);
    SlabStack stack = cut.continued(own, margins.largestMm() + 1);
    Heights heights = new Heights(stack, own);
    List<Section> planned = new ArrayList<>();
    for (int i = 0; i + 1 < heights.planes.length; i++) {
      double lower = heights.planes[i];
      double length = heights.planes[i + 1] - lower;
      int n = heights.stepsBetween(lower, lower + length);
      for (int k = 0; k < n; k++) {
        double from = lower + length * k / n;
        double to = k + 1 == n ? heights.planes[i + 1] : lower + length * (k + 1) / n;
        double at = 0.5 * (from + to);
        List<Layer> layers = layersAt(stack, at);
        PlanarShape around = isShell ? Region.shapeAt(own.slabs(), at) : null;
        if (isShell ? around != null : !layers.isEmpty()) {
          planned.add(new Section(from, to, indexOf(new Figure(layers, around))));
        }
      }
    }
    return planned;
  }

  private int indexOf(Figure figure) {
    return indexes.computeIfAbsent(
        figure,
        k -> {
          for (Layer layer : figure.layers()) {
            growths.computeIfAbsent(layer.shape(), Growth::new).shares.add(layer.share());
            corners += layer.shape().simplified().corners();
          }
          if (corners > MAX_CORNERS) {
            throw new GeometryException(
                String.format(
                    Locale.ROOT,
                    "a margin of %.0f mm takes too long to draw on so many slices",
                    margins.largestMm()));
          }
          figures.add(figure);
          return figures.size() - 1;
        });
  }

  private List<Layer> layersAt(SlabStack stack, double at) {
    List<Layer> layers = new ArrayList<>();
    double from = at - towards(false);
    double to = at + towards(true);
    double covered = from;
    for (int i = 0; i < stack.slabs().size(); i++) {
      Slab slab = stack.slabs().get(i);
      if (slab.upperMm() <= from || slab.lowerMm() >= to) {
        continue;
      }
      if (!grows && slab.lowerMm() > covered + Region.SAME_PLANE_MM) {
        return List.of(); // a gap within reach: all of it is outside
      }
      covered = slab.upperMm();
      double share =
          share(slab, stack.seenFrom(i, at, STEP_SHARE * towards(slab.lowerMm() > at)), at);
      if (share >= 0) {
        layers.add(Layer.of(slab.shape(), share));
      }
    }
    return grows || covered >= to - Region.SAME_PLANE_MM ? layers : List.of();
  }

  /**
   * How far away the slabs may lie that matter at a height. A grown solid reaches upwards by the
   * superior margin, so that it matters what lies below; a shrunk one keeps that far from what lies
   * above.
   */
  private double towards(boolean above) {
    return above == grows ? margins.inferiorMm() : margins.superiorMm();
  }

  /** What is left of the reach in the plane, as a share; negative if the figure is too far away. */
  private double share(Slab slab, double seenAt, double at) {
    if (slab.lowerMm() <= at && at <= slab.upperMm()) {
      return 1;
    }
    double distance = Math.abs(seenAt - at) / towards(slab.lowerMm() > at);
    return distance <= 1 ? Math.sqrt(1 - distance * distance) : -1;
  }

  /** The planes between which the result changes, and in how many steps it does so. */
  private final class Heights {
    private final SlabStack stack;
    private final TreeSet<Double> all = new TreeSet<>();

    /** Intervals of height in which an end of the solid shows. */
    private final List<double[]> ends = new ArrayList<>();

    final double[] planes;

    /**
     * @param stack what the margin is drawn around
     * @param own what a shell may take from
     */
    Heights(SlabStack stack, SlabStack own) {
      this.stack = stack;
      for (Slab slab : own.slabs()) {
        all.add(slab.lowerMm());
        all.add(slab.upperMm());
      }
      for (int i = 0; i < stack.slabs().size(); i++) {
        all.add(stack.slabs().get(i).lowerMm());
        all.add(stack.slabs().get(i).upperMm());
        addSurface(i, true);
        addSurface(i, false);
      }
      planes = distinct();
    }

    /** The plane that the upper or lower surface of a slab moves to, if that can be told. */
    private void addSurface(int i, boolean upwards) {
      Slab slab = stack.slabs().get(i);
      double surface = upwards ? slab.upperMm() : slab.lowerMm();
      double margin = upwards ? margins.superiorMm() : margins.inferiorMm();
      double moved = upwards == grows ? surface + margin : surface - margin;
      if (surfaceOf(i, upwards) == SlabStack.Surface.END) {
        all.add(moved);
        ends.add(new double[] {Math.min(surface, moved), Math.max(surface, moved)});
      } else if (surfaceOf(i, upwards) == SlabStack.Surface.LEDGE) {
        all.add(moved);
      } else {
        addSlope(i, upwards ? i + 1 : i - 1, upwards, margin);
      }
    }

    private SlabStack.Surface surfaceOf(int slab, boolean upwards) {
      return stack.face(slab, upwards).surface();
    }

    /** Where a neighbour is out of reach within the other's slab: a section can end there. */
    private void addSlope(int i, int neighbour, boolean upwards, double margin) {
      int from = upwards == grows ? i : neighbour;
      int in = upwards == grows ? neighbour : i;
      Slab slab = stack.slabs().get(in);
      double seen =
          stack.seenFrom(from, 0.5 * (slab.lowerMm() + slab.upperMm()), STEP_SHARE * margin);
      double reached = upwards == grows ? seen + margin : seen - margin;
      if (slab.lowerMm() < reached && reached < slab.upperMm()) {
        all.add(reached);
      }
    }

    private double[] distinct() {
      double[] distinct = new double[all.size()];
      int n = 0;
      for (double plane : all) {
        if (n == 0 || plane - distinct[n - 1] > Region.SAME_PLANE_MM) {
          distinct[n++] = plane;
        }
      }
      return Arrays.copyOf(distinct, n);
    }

    int stepsBetween(double lower, double upper) {
      double at = 0.5 * (lower + upper);
      boolean changes = layersAt(stack, at).stream().anyMatch(l -> l.share() != Layer.WHOLE);
      if (!changes) {
        return 1;
      }
      boolean isEnd = ends.stream().anyMatch(s -> s[0] < at && at < s[1]);
      double margin = Math.max(margins.superiorMm(), margins.inferiorMm());
      double step =
          Math.max(
              MIN_STEP_MM, Math.min(MAX_STEP_MM, margin / (isEnd ? FINE_STEPS : COARSE_STEPS)));
      return Math.max(1, (int) Math.ceil((upper - lower) / step - 1e-9));
    }
  }

  /** A figure grown by ever larger shares of the reach, each from the one before. */
  private final class Growth {
    private final PlanarShape shape;
    private final TreeSet<Long> shares = new TreeSet<>();
    private final NavigableMap<Long, List<double[]>> grown = new TreeMap<>();

    Growth(PlanarShape shape) {
      this.shape = shape;
    }

    /** Draws the stages that others are pushed from; the whole reach is one of them. */
    Growth run() {
      List<double[]> rings = shape.simplified().outline();
      grown.put(0L, rings);
      long step =
          Math.max(1, (long) Math.ceil(Layer.WHOLE / Math.ceil(reach.largestMm() / STAGE_MM)));
      long reached = 0;
      for (long share : shares) {
        long stage = share == Layer.WHOLE ? share : share / step * step;
        if (stage > reached && reach.largestMm() > 0) {
          rings = StripOverlay.wound(pushed(rings, stage - reached), 1).rings();
          reached = stage;
          grown.put(stage, rings);
        }
      }
      return this;
    }

    /** The rings, which may cross themselves: inside, they wind around a point once or more. */
    List<double[]> at(long share) {
      Map.Entry<Long, List<double[]>> stage = grown.floorEntry(share);
      return share == stage.getKey() || reach.largestMm() == 0
          ? stage.getValue()
          : pushed(stage.getValue(), share - stage.getKey());
    }

    private List<double[]> pushed(List<double[]> rings, long share) {
      Reach more = reach.times(share / Layer.WHOLE);
      return grows
          ? GrownOutline.outwards(rings, more, flatness)
          : GrownOutline.inwards(rings, more, flatness);
    }
  }
}
