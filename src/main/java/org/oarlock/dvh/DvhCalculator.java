package org.oarlock.dvh;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.oarlock.geometry.Convention;
import org.oarlock.geometry.Region;
import org.oarlock.geometry.Slab;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.DoseGrid;

/**
 * Computes DVHs of solids under one dose, by integrating trilinear dose over a solid's slabs, cell
 * by cell, each cell with its own linear spread of dose. First several dose intervals are gathered
 * in a cell, then, unless the curve agrees with one of cells twice as large, cells are made smaller
 * until it no longer changes by more than the tolerance.
 *
 * <p>Slabs that several stacks of prisms share are integrated once, and these are refined together,
 * so that the curve of each is the same whichever is the primary one. A solid's slabs are divided
 * among the processors, always in the same way whatever their number, and the shares are added in
 * order. Pure: same input, same bits. For any number of threads.
 */
public final class DvhCalculator {
  /** Blocks of a structure are at first as small as gives about this many. */
  private static final double FIRST_BLOCKS = 1000;

  /** Slabs are shared out so that a share has about this many blocks … */
  private static final double BLOCKS_PER_SHARE = 1000;

  /** … but there are never more than this: each holds a curve of its own. */
  private static final int MAX_SHARES = 16;

  /** No dose grid is meant to be finer; one that is does not make the steps endless. */
  private static final double FINEST_MM = 0.1;

  private static final int MAX_REFINEMENTS = 6;

  /**
   * The error of a first sampling, in tolerances, from which on one that is half as fine is not
   * expected to do: errors fall by about four where cells are halved.
   */
  private static final double FAR_OFF = 16;

  /** Until it is more than any dose and any volume. */
  private static final int MAX_WIDENINGS = 20;

  private static final int MAX_NODES = 4096;
  private static final double NODE_GY = 5e-4;

  private final DoseGrid dose;
  private final DvhOptions options;
  private final DoseBounds bounds;
  private final double spacingMm;

  /** How far apart nodes are along a normal, at least. */
  private final double nearestMm;

  /**
   * @param dose the dose; what lies outside its grid counts as volume of unknown dose
   */
  public DvhCalculator(DoseGrid dose, DvhOptions options) {
    this.dose = dose;
    this.options = options;
    this.bounds = new DoseBounds(dose);
    int n = dose.columns() - 1;
    this.spacingMm = n > 0 ? Math.max(FINEST_MM, dose.columnMm(n) / n) : 1;
    double nearestFrames =
        IntStream.range(1, dose.frames())
            .mapToDouble(k -> dose.frameMm(k) - dose.frameMm(k - 1))
            .min()
            .orElse(spacingMm);
    this.nearestMm = Math.max(FINEST_MM, Math.min(spacingMm, nearestFrames));
  }

  /** The DVHs of a solid under a dose, for a dose that is used once. */
  public static StructureDose calculate(Solid solid, DoseGrid dose, DvhOptions options) {
    return new DvhCalculator(dose, options).of(solid);
  }

  /**
   * The DVHs of a solid.
   *
   * @param solid may be empty: all volumes are then 0, and there are no dose statistics
   */
  public StructureDose of(Solid solid) {
    Convention own = solid.convention();
    boolean isPrisms = Convention.PRISMS.contains(own);
    Sampled sampled = isPrisms ? prisms(solid) : new Refinement(solid, List.of(own)).run();
    return new StructureDose(
        own, sampled.under(own), sampled.reached, isPrisms ? () -> sampled : () -> prisms(solid));
  }

  /** All stacks of prisms, whichever is the primary one, so that it makes no difference. */
  private Sampled prisms(Solid solid) {
    return new Refinement(solid, Convention.PRISMS).run();
  }

  /**
   * Where the dose of a solid is extreme, and where it lies beyond a threshold.
   *
   * @param below whether doses below the threshold are meant and the lowest is looked for, instead
   *     of those at or above it and the highest
   * @return empty if no part of the solid lies inside the dose grid
   */
  public Optional<DosePlace> place(Solid solid, double thresholdGy, boolean below) {
    if (solid.isEmpty()) {
      return Optional.empty();
    }
    Region region = solid.primary();
    DoseProbe probe = new DoseProbe(dose, region.frame());
    return probe.isGrid()
        ? new DoseSearch(solid, integrator(region), probe, thresholdGy, below).run()
        : Optional.empty();
  }

  private SlabIntegrator integrator(Region region) {
    return dose.isAxisAligned() && region.frame().isAxial()
        ? new AlignedIntegrator(dose, bounds, options, region.volumeMm3())
        : new ObliqueIntegrator(dose, region.frame());
  }

  /** A slab, and the conventions under which it belongs to the solid. */
  private record SharedSlab(Slab slab, EnumSet<Convention> conventions) {}

  /** One solid, sampled ever more finely. */
  private final class Refinement {
    private final Solid solid;
    private final List<Convention> conventions;
    private final Region region;
    private final Resolution first;

    /**
     * The slabs that decide how finely to sample, and those that are sampled when that is known.
     */
    private final List<List<SharedSlab>> deciding;

    private final List<List<SharedSlab>> others;

    /** There are so many slabs to one that decides. */
    private final double slabsPerDeciding;

    private final Extremes extremes = new Extremes();

    /**
     * @param conventions those to sample together; the first one decides where to start
     */
    Refinement(Solid solid, List<Convention> conventions) {
      this.solid = solid;
      this.conventions = conventions;
      this.region = solid.region(conventions.get(0));
      double volume = region.volumeMm3();
      double block = Math.cbrt(volume / FIRST_BLOCKS);
      this.first = Resolution.ofBlocks(Math.max(FINEST_MM, Math.min(2 * spacingMm, block)));
      List<SharedSlab> slabs = slabs();
      List<SharedSlab> decide = new ArrayList<>();
      List<SharedSlab> follow = new ArrayList<>();
      divide(slabs, decide, follow);
      this.slabsPerDeciding = follow.isEmpty() ? 1 : (double) slabs.size() / decide.size();
      double blocks = volume / Math.pow(first.blockMm(), 3);
      double ofDeciding = blocks / slabsPerDeciding;
      this.deciding = shares(decide, ofDeciding);
      this.others = follow.isEmpty() ? List.of() : shares(follow, blocks - ofDeciding);
    }

    /**
     * An interpolated surface is cut into steps that hardly differ from one to the next: some two
     * to a slice tell how finely all of them have to be sampled, if they are no farther apart than
     * the nodes of the dose, which may differ.
     */
    private void divide(List<SharedSlab> slabs, List<SharedSlab> decide, List<SharedSlab> follow) {
      int slices = solid.region(Convention.HALF_SLICE_CAP).slabs().size();
      int most =
          Convention.PRISMS.contains(conventions.get(0))
              ? 1
              : (slabs.size() + 2 * slices - 1) / Math.max(1, 2 * slices);
      int end;
      for (int from = 0; from < slabs.size(); from = end) {
        double highest = slabs.get(from).slab().lowerMm() + nearestMm;
        end = from + 1;
        while (end < slabs.size()
            && end - from < most
            && slabs.get(end).slab().upperMm() <= highest) {
          end++;
        }
        for (int i = from; i < end; i++) {
          (i == (from + end) / 2 ? decide : follow).add(slabs.get(i));
        }
      }
    }

    private List<SharedSlab> slabs() {
      Map<Slab, EnumSet<Convention>> bySlab = new LinkedHashMap<>();
      for (Convention convention : conventions) {
        for (Slab slab : solid.region(convention).slabs()) {
          bySlab.computeIfAbsent(slab, s -> EnumSet.noneOf(Convention.class)).add(convention);
        }
      }
      List<SharedSlab> slabs = new ArrayList<>();
      bySlab.forEach((slab, under) -> slabs.add(new SharedSlab(slab, under)));
      return slabs;
    }

    /** Slabs in a row, so that each share's are near each other in the dose. */
    private static List<List<SharedSlab>> shares(List<SharedSlab> slabs, double blocks) {
      int n = (int) Math.max(1, Math.min(MAX_SHARES, blocks / BLOCKS_PER_SHARE));
      List<List<SharedSlab>> shares = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        shares.add(slabs.subList(i * slabs.size() / n, (i + 1) * slabs.size() / n));
      }
      return shares;
    }

    private static <T> List<T> each(
        List<List<SharedSlab>> shares, Function<List<SharedSlab>, T> work) {
      return shares.size() == 1
          ? List.of(work.apply(shares.get(0)))
          : shares.parallelStream().map(work).toList();
    }

    Sampled run() {
      for (List<List<SharedSlab>> shares : List.of(deciding, others)) {
        each(
            shares,
            share -> {
              meet(share);
              return true;
            });
      }
      List<Sampling> first = sample(deciding, List.of(this.first.coarser(), this.first));
      Sampling fine = first.get(1);
      Map<Convention, SampledHistogram> coarser = curves(first.get(0));
      Map<Convention, SampledHistogram> finer = curves(fine);
      boolean isWithin = isWithin(finer, coarser, options);
      Resolution resolution = this.first;
      for (int i = 0;
          !isWithin
              && i < MAX_REFINEMENTS
              && 4 * slabsPerDeciding * fine.pieces <= options.maxPieces();
          i++) {
        boolean isFarOff =
            resolution.gathers()
                && 16 * slabsPerDeciding * fine.pieces <= options.maxPieces()
                && !isWithin(finer, coarser, options.widened(FAR_OFF));
        Resolution next = finer(resolution);
        if (isFarOff) {
          List<Sampling> both = sample(deciding, List.of(next, finer(next)));
          coarser = curves(both.get(0));
          fine = both.get(1);
          next = finer(next);
        } else {
          coarser = finer;
          fine = sample(deciding, List.of(next)).get(0);
        }
        finer = curves(fine);
        isWithin = isWithin(finer, coarser, options);
        if (!isWithin && !isFarOff && resolution.gathers()) {
          // what was gathered may be too coarse to compare with
          coarser = curves(sample(deciding, List.of(resolution.ungathered())).get(0));
          isWithin = isWithin(finer, coarser, options);
        }
        resolution = next;
      }
      DvhOptions reached = isWithin ? options : reached(finer, coarser);
      if (!others.isEmpty()) {
        fine.addAll(sample(others, List.of(resolution)).get(0));
        finer = curves(fine);
      }
      return new Sampled(solid, fine, resolution, finer, reached);
    }

    /**
     * Half as large; but dose intervals that are blocks by themselves stay whole, since they are
     * halved where their dose needs it, and what is left to refine is the outline.
     */
    private Resolution finer(Resolution resolution) {
      return resolution.finer(first.blockMm() < spacingMm ? 0 : spacingMm);
    }

    private Map<Convention, SampledHistogram> curves(Sampling sampling) {
      Map<Convention, SampledHistogram> curves = new EnumMap<>(Convention.class);
      conventions.forEach(convention -> curves.put(convention, sampling.histogram(convention)));
      return curves;
    }

    private boolean isWithin(
        Map<Convention, SampledHistogram> finer,
        Map<Convention, SampledHistogram> coarser,
        DvhOptions tolerance) {
      return conventions.stream()
          .allMatch(
              of ->
                  CurveDifference.isWithin(
                      requireNonNull(finer.get(of)), requireNonNull(coarser.get(of)), tolerance));
    }

    /** The tolerance that was met, wider than asked for where the number of pieces ended it. */
    private DvhOptions reached(
        Map<Convention, SampledHistogram> finer, Map<Convention, SampledHistogram> coarser) {
      DvhOptions reached = options;
      for (int i = 0; i < MAX_WIDENINGS && !isWithin(finer, coarser, reached); i++) {
        reached = reached.widened(2);
      }
      return reached;
    }

    /**
     * Finds the extremes of a share, passing over what cannot beat those found so far by any. Slabs
     * are taken from end to end in ever smaller strides: where dose rises along them, the first few
     * come near to the extremes, and most of the others can be passed over.
     */
    private void meet(List<SharedSlab> slabs) {
      SlabIntegrator integrator = integrator(region);
      int first = Integer.highestOneBit(Math.max(1, slabs.size() - 1));
      for (int stride = first; stride > 0; stride /= 2) {
        for (int i = 0; i < slabs.size(); i += stride) {
          if (stride == first || i / stride % 2 == 1) {
            SharedSlab slab = slabs.get(i);
            SlabIntegrator.Extremes known = extremes.copyOf(slab.conventions());
            integrator.extremes(slab.slab(), known);
            extremes.meet(slab.conventions(), known);
          }
        }
      }
    }

    /** The solid at each of these resolutions, the shares in order. */
    private List<Sampling> sample(List<List<SharedSlab>> shares, List<Resolution> resolutions) {
      List<List<Sampling>> parts = each(shares, share -> sampleShare(share, resolutions));
      List<Sampling> sums = parts.get(0);
      for (List<Sampling> part : parts.subList(1, parts.size())) {
        for (int i = 0; i < sums.size(); i++) {
          sums.get(i).addAll(part.get(i));
        }
      }
      return sums;
    }

    private List<Sampling> sampleShare(List<SharedSlab> share, List<Resolution> resolutions) {
      SlabIntegrator integrator = integrator(region);
      List<Sampling> samplings = new ArrayList<>();
      resolutions.forEach(r -> samplings.add(new Sampling(solid, extremes)));
      for (SharedSlab slab : share) {
        for (int i = 0; i < samplings.size(); i++) {
          DoseSpectrum spectrum = samplings.get(i).spectrumOf(slab.conventions());
          samplings.get(i).pieces += integrator.add(slab.slab(), resolutions.get(i), spectrum);
        }
      }
      return samplings;
    }
  }

  /** A solid as finely sampled as was needed. */
  private final class Sampled implements StructureDose.Prisms {
    private final Solid solid;
    private final Sampling fine;
    private final Resolution resolution;
    private final Map<Convention, SampledHistogram> curves;
    private final DvhOptions reached;
    private @Nullable List<DoseVolumeHistogram> possible;

    Sampled(
        Solid solid,
        Sampling fine,
        Resolution resolution,
        Map<Convention, SampledHistogram> curves,
        DvhOptions reached) {
      this.solid = solid;
      this.fine = fine;
      this.resolution = resolution;
      this.curves = curves;
      this.reached = reached;
    }

    @Override
    public DoseVolumeHistogram under(Convention convention) {
      return requireNonNull(curves.get(convention));
    }

    @Override
    public synchronized List<DoseVolumeHistogram> possible() {
      if (possible == null) {
        Region region = solid.region(Convention.HALF_SLICE_CAP);
        possible =
            new OpenPart(solid, dose, () -> integrator(region), resolution)
                .possible(
                    fine.parts(Convention.NO_CAP),
                    fine.parts(Convention.HALF_SLICE_CAP),
                    fine.extremes.under(Convention.HALF_SLICE_CAP));
      }
      return possible;
    }
  }

  /** The extremes of the slabs of each set of conventions; gathered by any number of threads. */
  private static final class Extremes {
    private final Map<EnumSet<Convention>, SlabIntegrator.Extremes> bySet = new HashMap<>();

    synchronized SlabIntegrator.Extremes copyOf(EnumSet<Convention> conventions) {
      SlabIntegrator.Extremes copy = new SlabIntegrator.Extremes();
      SlabIntegrator.Extremes own = bySet.get(conventions);
      if (own != null) {
        copy.meet(own);
      }
      return copy;
    }

    synchronized void meet(EnumSet<Convention> conventions, SlabIntegrator.Extremes found) {
      bySet.computeIfAbsent(conventions, c -> new SlabIntegrator.Extremes()).meet(found);
    }

    SlabIntegrator.Extremes all() {
      SlabIntegrator.Extremes all = new SlabIntegrator.Extremes();
      bySet.values().forEach(all::meet);
      return all;
    }

    SlabIntegrator.Extremes under(Convention convention) {
      SlabIntegrator.Extremes under = new SlabIntegrator.Extremes();
      bySet.forEach(
          (conventions, own) -> {
            if (conventions.contains(convention)) {
              under.meet(own);
            }
          });
      return under;
    }
  }

  /** The spectra of one pass: one for every set of conventions that some slab belongs to. */
  private static final class Sampling {
    private final Map<EnumSet<Convention>, DoseSpectrum> spectra = new LinkedHashMap<>();
    private final Solid solid;
    private final Extremes extremes;
    private final SlabIntegrator.Extremes range;
    private long pieces;

    Sampling(Solid solid, Extremes extremes) {
      this.solid = solid;
      this.extremes = extremes;
      this.range = extremes.all();
    }

    DoseSpectrum spectrumOf(EnumSet<Convention> conventions) {
      return spectra.computeIfAbsent(conventions, c -> empty());
    }

    private DoseSpectrum empty() {
      double low = range.isEmpty() ? 0 : range.minGy;
      double high = range.isEmpty() ? 1 : range.maxGy;
      int nodes = (int) Math.max(64, Math.min(MAX_NODES, (high - low) / NODE_GY));
      return new DoseSpectrum(low, high, nodes);
    }

    void addAll(Sampling other) {
      other.spectra.forEach((conventions, spectrum) -> spectrumOf(conventions).addAll(spectrum));
      pieces += other.pieces;
    }

    /** What the solid is made of under a convention, at least one. */
    List<DoseSpectrum> parts(Convention convention) {
      List<DoseSpectrum> parts = new ArrayList<>();
      spectra.forEach(
          (conventions, spectrum) -> {
            if (conventions.contains(convention)) {
              parts.add(spectrum);
            }
          });
      return parts.isEmpty() ? List.of(empty()) : parts;
    }

    SampledHistogram histogram(Convention convention) {
      SlabIntegrator.Extremes own = extremes.under(convention);
      return new SampledHistogram(
          parts(convention), solid.region(convention).volumeMm3(), own.minGy, own.maxGy);
    }
  }
}
