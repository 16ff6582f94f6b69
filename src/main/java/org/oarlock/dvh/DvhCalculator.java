package org.oarlock.dvh;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.oarlock.geometry.Convention;
import org.oarlock.geometry.Region;
import org.oarlock.geometry.Slab;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.DoseGrid;

/**
 * Computes DVHs by integrating trilinear dose over a solid's slabs, cell by cell, each cell with
 * its own linear spread of dose. Cells are made smaller until the curve no longer changes by more
 * than the tolerance.
 *
 * <p>Slabs that several conventions share are integrated once. Pure: same input, same bits.
 */
public final class DvhCalculator {
  /** Cells of a structure are at first as small as gives about this many pieces. */
  private static final double FIRST_PIECES = 60_000;

  /** No dose grid is meant to be finer; one that is does not make the steps endless. */
  private static final double FINEST_MM = 0.1;

  private static final int MAX_REFINEMENTS = 6;
  private static final int MAX_NODES = 4096;
  private static final double NODE_GY = 5e-4;

  private final SlabIntegrator integrator;
  private final DvhOptions options;
  private final Map<Slab, EnumSet<Convention>> conventionsOfSlab = new LinkedHashMap<>();
  private final Solid solid;
  private final double spacingMm;

  private DvhCalculator(Solid solid, DoseGrid dose, DvhOptions options) {
    this.solid = solid;
    this.options = options;
    Region primary = solid.primary();
    this.integrator =
        dose.isAxisAligned() && primary.frame().isAxial()
            ? new AlignedIntegrator(dose, new DoseBounds(dose))
            : new ObliqueIntegrator(dose, primary.frame());
    this.spacingMm = spacing(dose);
    for (Convention convention : Convention.values()) {
      for (Slab slab : solid.region(convention).slabs()) {
        conventionsOfSlab
            .computeIfAbsent(slab, s -> EnumSet.noneOf(Convention.class))
            .add(convention);
      }
    }
  }

  private static double spacing(DoseGrid dose) {
    int n = dose.columns() - 1;
    return n > 0 ? Math.max(FINEST_MM, dose.columnMm(n) / n) : 1;
  }

  /**
   * The DVHs of a solid.
   *
   * @param solid may be empty: all volumes are then 0, and there are no dose statistics
   * @param dose the dose; what lies outside its grid counts as volume of unknown dose
   */
  public static StructureDose calculate(Solid solid, DoseGrid dose, DvhOptions options) {
    return new DvhCalculator(solid, dose, options).refined();
  }

  private StructureDose refined() {
    Map<EnumSet<Convention>, SlabIntegrator.Extremes> extremes = new LinkedHashMap<>();
    conventionsOfSlab.forEach(
        (slab, conventions) ->
            integrator.extremes(
                slab, extremes.computeIfAbsent(conventions, c -> new SlabIntegrator.Extremes())));
    SlabIntegrator.Extremes all = new SlabIntegrator.Extremes();
    extremes.values().forEach(all::meet);
    double step = firstStep();
    Sampling coarse = sample(2 * step, all, true);
    for (int i = 0; ; i++) {
      Sampling fine = sample(step, all, false);
      SampledHistogram finer = fine.histogram(Convention.HALF_SLICE_CAP, extremes);
      SampledHistogram coarser = coarse.histogram(Convention.HALF_SLICE_CAP, extremes);
      if (i == MAX_REFINEMENTS
          || 4 * fine.pieces > options.maxPieces()
          || CurveDifference.isWithin(finer, coarser, options)) {
        Map<Convention, DoseVolumeHistogram> curves = new EnumMap<>(Convention.class);
        for (Convention convention : Convention.values()) {
          curves.put(
              convention,
              convention == Convention.HALF_SLICE_CAP
                  ? finer
                  : fine.histogram(convention, extremes));
        }
        return new StructureDose(curves, coarser);
      }
      coarse = fine;
      step /= 2;
    }
  }

  /** Twice the dose spacing, or less for a small structure. */
  private double firstStep() {
    double volume = solid.primary().volumeMm3();
    double piece = Math.max(1e-3, Math.min(spacingMm, Math.cbrt(volume)));
    double wanted = Math.sqrt(volume / piece / FIRST_PIECES);
    return Math.max(1e-3, Math.min(2 * spacingMm, wanted));
  }

  private Sampling sample(double step, SlabIntegrator.Extremes range, boolean primaryOnly) {
    Sampling sampling = new Sampling(range);
    conventionsOfSlab.forEach(
        (slab, conventions) -> {
          if (!primaryOnly || conventions.contains(Convention.HALF_SLICE_CAP)) {
            sampling.pieces += integrator.add(slab, step, step, sampling.spectrumOf(conventions));
          }
        });
    return sampling;
  }

  /** The spectra of one pass: one for every set of conventions that some slab belongs to. */
  private final class Sampling {
    private final Map<EnumSet<Convention>, DoseSpectrum> spectra = new LinkedHashMap<>();
    private final SlabIntegrator.Extremes range;
    private long pieces;

    Sampling(SlabIntegrator.Extremes range) {
      this.range = range;
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

    SampledHistogram histogram(
        Convention convention, Map<EnumSet<Convention>, SlabIntegrator.Extremes> extremesBySet) {
      List<DoseSpectrum> parts = new ArrayList<>();
      spectra.forEach(
          (conventions, spectrum) -> {
            if (conventions.contains(convention)) {
              parts.add(spectrum);
            }
          });
      DoseSpectrum sum = parts.size() == 1 ? parts.get(0) : empty();
      if (parts.size() != 1) {
        parts.forEach(sum::addAll);
      }
      SlabIntegrator.Extremes extremes = new SlabIntegrator.Extremes();
      extremesBySet.forEach(
          (conventions, own) -> {
            if (conventions.contains(convention)) {
              extremes.meet(own);
            }
          });
      return new SampledHistogram(
          sum, solid.region(convention).volumeMm3(), extremes.minGy, extremes.maxGy);
    }
  }
}
