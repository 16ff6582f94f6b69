package org.oarlock.dvh;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.oarlock.geometry.Layer;
import org.oarlock.geometry.PlanarShape;
import org.oarlock.geometry.Slab;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.DoseGrid;

/**
 * What a solid's contours leave open: how its surface runs between them ({@link SurfaceStrips}),
 * and how far it goes on beyond the first and the last, where it ends before it would meet the next
 * plane. The certain part ends at the end contours and is no thicker than it must be; the open
 * parts are what the largest solid has besides: between the contours, below them, and above them.
 *
 * <p>Beyond an end contour the largest solid keeps the slope that it has before: where contours
 * become smaller it tapers. One that is drawn on a single plane widens by 45° up to the middle of
 * the gap.
 */
final class OpenPart {
  /** Parts that a cap is cut into along the normal. */
  private static final int CAP_PARTS = 4;

  /** Half the thickness of a leaf. */
  private static final double LEAF_MM = 1e-4;

  private static final int NODES = 2048;

  /** Layers are shared out to processors in so many at a time, whatever their number. */
  private static final int LAYERS_PER_SHARE = 6;

  private final Solid solid;
  private final DoseGrid dose;
  private final Supplier<SlabIntegrator> integrators;
  private final SlabIntegrator integrator;
  private final Resolution resolution;
  private final List<SurfaceStrips> strips = new ArrayList<>();
  private final List<Piece> pieces = new ArrayList<>();
  private final SlabIntegrator.Extremes certain = new SlabIntegrator.Extremes();
  private final SlabIntegrator.Extremes[] open = {
    new SlabIntegrator.Extremes(), new SlabIntegrator.Extremes(), new SlabIntegrator.Extremes()
  };

  private static final int CERTAIN = -1;
  private static final int BETWEEN = 0;
  private static final int BELOW = 1;
  private static final int ABOVE = 2;

  /**
   * A slab that is added to a part.
   *
   * @param part which
   * @param factor 1, or −1 if it is taken away
   */
  private record Piece(Slab slab, int part, double factor) {}

  /**
   * @param integrators makes an integrator for the use of one thread
   */
  OpenPart(
      Solid solid, DoseGrid dose, Supplier<SlabIntegrator> integrators, Resolution resolution) {
    this.solid = solid;
    this.dose = dose;
    this.integrators = integrators;
    this.integrator = integrators.get();
    this.resolution = resolution;
  }

  /**
   * The DVHs of what the solid may be, the largest last; none if it has no volume in the grid.
   *
   * @param noCap the spectra of the solid without caps
   * @param halfSlice the spectra with half-slice caps
   * @param known the extremes with half-slice caps
   */
  List<DoseVolumeHistogram> possible(
      List<DoseSpectrum> noCap, List<DoseSpectrum> halfSlice, SlabIntegrator.Extremes known) {
    for (List<Layer> group : solid.layers()) {
      add(group);
    }
    SlabIntegrator.Extremes all = new SlabIntegrator.Extremes();
    all.meet(known);
    all.meet(certain);
    for (SlabIntegrator.Extremes part : open) {
      all.meet(part);
    }
    if (all.isEmpty() || known.isEmpty()) {
      return List.of();
    }
    DoseSpectrum least = new DoseSpectrum(all.minGy, all.maxGy, NODES);
    DoseSpectrum bulging = least.likewise();
    noCap.forEach(least::addBins);
    halfSlice.forEach(bulging::addBins);
    DoseSpectrum[] parts = {least.likewise(), least.likewise(), least.likewise()};
    for (SurfaceStrips strip : strips) {
      strip.least.addTo(least);
      strip.open.addTo(parts[BETWEEN]);
      strip.bulging.addTo(bulging);
    }
    addPieces(least, parts);
    List<DoseVolumeHistogram> possible = new ArrayList<>();
    double mm3 = Math.max(0, bulging.volumeMm3() + bulging.outsideMm3());
    if (mm3 > 0 && bulging.volumeMm3() > 0) {
      possible.add(new SampledHistogram(List.of(bulging), mm3, known.minGy, known.maxGy));
    }
    possible.addAll(unions(least, parts));
    return possible;
  }

  /** What is taken away from a part is gathered first: a spectrum can only be added to. */
  private void addPieces(DoseSpectrum least, DoseSpectrum[] parts) {
    for (int part = CERTAIN; part < parts.length; part++) {
      DoseSpectrum to = part == CERTAIN ? least : parts[part];
      DoseSpectrum taken = null;
      for (Piece piece : pieces) {
        if (piece.part() == part && piece.factor() > 0) {
          integrator.add(piece.slab(), resolution, to);
        } else if (piece.part() == part) {
          taken = taken == null ? least.likewise() : taken;
          integrator.add(piece.slab(), resolution, taken);
        }
      }
      if (taken != null) {
        to.addAll(taken, -1);
      }
    }
  }

  private void add(List<Layer> group) {
    List<Walls> shares = new ArrayList<>();
    for (int i = 0; i < group.size(); i += LAYERS_PER_SHARE) {
      shares.add(new Walls(group, i, Math.min(group.size(), i + LAYERS_PER_SHARE)));
    }
    each(shares, Walls::find);
    for (SlabIntegrator.Extremes part : open) {
      part.meet(certain); // it is in all unions, so what cannot beat it need not be looked for
    }
    for (Walls share : shares) {
      strips.add(share.strips);
      share.ends.forEach(end -> ringEnds(end.ring(), end.from(), end.towards()));
    }
    each(shares, share -> share.findExtremes(open[BETWEEN]));
    shares.forEach(share -> open[BETWEEN].meet(share.open));
    if (group.size() == 1) {
      single(group.get(0));
      return;
    }
    cap(group.get(0), group.get(1), BELOW);
    cap(group.get(group.size() - 1), group.get(group.size() - 2), ABOVE);
  }

  private static void each(List<Walls> shares, Consumer<Walls> work) {
    (shares.size() == 1 ? shares.stream() : shares.parallelStream()).forEach(work);
  }

  /** A ring that ends. */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  private record RingEnd(double[] ring, Layer from, Layer towards) {}

  /** The walls around some of the layers of a group; for one thread at a time. */
  private final class Walls {
    private final List<Layer> group;
    private final int first;
    private final int end;
    private final SlabIntegrator integrator = integrators.get();
    private final List<RingEnd> ends = new ArrayList<>();
    private final SurfaceStrips strips =
        new SurfaceStrips(
            new DoseProbe(dose, solid.primary().frame()),
            resolution.blockMm(),
            (ring, from, towards) -> ends.add(new RingEnd(ring, from, towards)));
    private final SlabIntegrator.Extremes open = new SlabIntegrator.Extremes();

    Walls(List<Layer> group, int first, int end) {
      this.group = group;
      this.first = first;
      this.end = end;
    }

    void find() {
      for (int i = first; i < end; i++) {
        Layer layer = group.get(i);
        Slab leaf = new Slab(layer.planeMm() - LEAF_MM, layer.planeMm() + LEAF_MM, layer.shape());
        SlabIntegrator.Extremes known = copyOf(certain);
        integrator.extremes(leaf, known);
        meet(certain, known);
        strips.add(group, i);
      }
    }

    void findExtremes(SlabIntegrator.Extremes known) {
      open.meet(known);
      for (int i = first; i < end; i++) {
        strips.extremes(group, i, open);
      }
    }
  }

  /** What all threads have found so far: no thread looks for what cannot beat that. */
  private static SlabIntegrator.Extremes copyOf(SlabIntegrator.Extremes shared) {
    SlabIntegrator.Extremes copy = new SlabIntegrator.Extremes();
    synchronized (shared) {
      copy.meet(shared);
    }
    return copy;
  }

  private static void meet(SlabIntegrator.Extremes shared, SlabIntegrator.Extremes found) {
    synchronized (shared) {
      shared.meet(found);
    }
  }

  /** A ring that ends between two planes: it may do so anywhere between them. */
  private void ringEnds(double[] ring, Layer from, Layer towards) {
    PlanarShape figure = PlanarShape.polygon(ring.clone());
    if (figure.isEmpty()) {
      return;
    }
    boolean isHole = isClockwise(ring);
    boolean upwards = towards.planeMm() > from.planeMm();
    double middle = upwards ? from.upperMm() : from.lowerMm();
    // an island is in the stack up to the middle, a hole is out of it
    if (isHole) {
      take(figure, middle, towards.planeMm(), CERTAIN, -1);
    } else {
      take(figure, from.planeMm(), middle, CERTAIN, -1);
    }
    take(figure, from.planeMm(), towards.planeMm(), BETWEEN, 1);
  }

  private static boolean isClockwise(double[] ring) {
    double twice = 0;
    for (int i = 0; i < ring.length; i += 2) {
      int j = i + 2 == ring.length ? 0 : i + 2;
      twice += (ring[i] - ring[0]) * (ring[j + 1] - ring[1]);
      twice -= (ring[j] - ring[0]) * (ring[i + 1] - ring[1]);
    }
    return twice < 0;
  }

  private static Slab slab(double a, double b, PlanarShape shape) {
    return new Slab(Math.min(a, b), Math.max(a, b), shape);
  }

  private void take(PlanarShape shape, double from, double to, int part, double factor) {
    if (from != to) {
      Slab slab = slab(from, to, shape);
      pieces.add(new Piece(slab, part, factor));
      if (part != CERTAIN) {
        integrator.extremes(slab, open[part]);
      }
    }
  }

  /** The cap beyond an end layer, as high as to the next plane, on with the slope from the last. */
  private void cap(Layer end, Layer last, int part) {
    boolean top = part == ABOVE;
    double height = 2 * (top ? end.upperMm() - end.planeMm() : end.planeMm() - end.lowerMm());
    double gap = Math.abs(end.planeMm() - last.planeMm());
    if (!(height > 0) || !(gap > 0)) {
      return;
    }
    double shrink = (Math.sqrt(last.shape().areaMm2() / end.shape().areaMm2()) - 1) / gap;
    double tip = shrink > 0 ? Math.min(height, 1 / shrink) : height;
    double[] here = end.shape().centroid();
    double[] there = last.shape().centroid();
    for (int i = 0; i < CAP_PARTS; i++) {
      double from = tip * i / CAP_PARTS;
      double to = tip * (i + 1) / CAP_PARTS;
      double at = 0.5 * (from + to);
      double factor = 1 - shrink * at;
      if (factor > 0) {
        PlanarShape shape =
            end.shape()
                .scaled(factor, (here[0] - there[0]) / gap * at, (here[1] - there[1]) / gap * at);
        double sign = top ? 1 : -1;
        take(shape, end.planeMm() + sign * from, end.planeMm() + sign * to, part, 1);
        double widest = 1 - shrink * (shrink > 0 ? from : to);
        integrator.extremes(
            slab(
                end.planeMm() + sign * from,
                end.planeMm() + sign * to,
                end.shape()
                    .scaled(
                        widest,
                        (here[0] - there[0]) / gap * (shrink > 0 ? from : to),
                        (here[1] - there[1]) / gap * (shrink > 0 ? from : to))),
            open[part]);
      }
    }
  }

  /** A layer that is alone: nothing but its figure is certain. */
  private void single(Layer layer) {
    double radius = Math.sqrt(layer.shape().areaMm2() / Math.PI);
    for (boolean top : new boolean[] {false, true}) {
      double height =
          2 * (top ? layer.upperMm() - layer.planeMm() : layer.planeMm() - layer.lowerMm());
      double sign = top ? 1 : -1;
      double tip = Math.min(height, radius);
      for (int i = 0; i < CAP_PARTS; i++) {
        double share = (i + 0.5) / CAP_PARTS;
        double from = layer.planeMm() + sign * height * i / CAP_PARTS;
        double to = layer.planeMm() + sign * height * (i + 1) / CAP_PARTS;
        double factor = 1 + Math.min(share, 1 - share) * height / radius;
        int part = top ? ABOVE : BELOW;
        take(layer.shape().scaled(factor, 0, 0), from, to, part, 1);
        // of this, what tapers by 45 degrees may be there alone
        double narrow = 1 - share * tip / radius;
        from = layer.planeMm() + sign * tip * i / CAP_PARTS;
        to = layer.planeMm() + sign * tip * (i + 1) / CAP_PARTS;
        PlanarShape tapered = layer.shape().scaled(narrow, 0, 0);
        take(tapered, from, to, part, -1);
        take(tapered, from, to, BETWEEN, 1);
      }
    }
    Slab leaf = new Slab(layer.planeMm() - LEAF_MM, layer.planeMm() + LEAF_MM, layer.shape());
    pieces.add(new Piece(leaf, CERTAIN, 1));
  }

  /** All unions of the certain part with some of the others; the largest last. */
  private List<DoseVolumeHistogram> unions(DoseSpectrum least, DoseSpectrum[] parts) {
    List<DoseVolumeHistogram> unions = new ArrayList<>();
    for (int set = 0; set < 1 << parts.length; set++) {
      List<DoseSpectrum> sum = new ArrayList<>(List.of(least));
      SlabIntegrator.Extremes extremes = new SlabIntegrator.Extremes();
      extremes.meet(certain);
      for (int i = 0; i < parts.length; i++) {
        if ((set >> i & 1) != 0) {
          sum.add(parts[i]);
          extremes.meet(open[i]);
        }
      }
      double covered = sum.stream().mapToDouble(DoseSpectrum::volumeMm3).sum();
      double mm3 = covered + sum.stream().mapToDouble(DoseSpectrum::outsideMm3).sum();
      if (mm3 > 0 && covered > 0) {
        unions.add(new SampledHistogram(sum, mm3, extremes.minGy, extremes.maxGy));
      }
    }
    return unions;
  }
}
