package org.oarlock.check;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.oarlock.dvh.DosePlace;
import org.oarlock.dvh.DvhCalculator;
import org.oarlock.dvh.DvhOptions;
import org.oarlock.dvh.StructureDose;
import org.oarlock.geometry.Convention;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.DoseGrid;

/** The DVHs that goals ask for, each computed when it is first asked for, and once. */
final class StructureDoses {
  private final DvhOptions options;
  private final Map<DoseGrid, DvhCalculator> calculators = new HashMap<>();
  private final Map<Key, StructureDose> made = new LinkedHashMap<>();
  private final Map<Key, PlanResult.Curve> curves = new LinkedHashMap<>();

  /** One solid under one dose, both by identity. */
  private record Key(Solid solid, DoseGrid dose) {}

  StructureDoses(DvhOptions options) {
    this.options = options;
  }

  /**
   * A dose that goals are judged on.
   *
   * @param name the phase's name, or {@code total}; that it is EQD2, where it is
   * @param phases the indexes of its phases
   */
  record NamedDose(String name, List<Integer> phases, DoseGrid grid) {}

  /** The same by another convention. */
  StructureDoses under(Convention other) {
    return new StructureDoses(options.with(other));
  }

  StructureDose of(Piece.Drawn piece, NamedDose dose) {
    Key key = new Key(piece.solid(), dose.grid());
    StructureDose known = made.get(key);
    if (known != null) {
      return known;
    }
    StructureDose computed = compute(key);
    made.put(key, computed);
    if (computed.primary().coveredVolumeCm3() > 0) {
      curves.put(key, new PlanResult.Curve(piece.name(), dose.name(), computed.primary()));
    }
    return computed;
  }

  private StructureDose compute(Key key) {
    return calculator(key.dose()).of(key.solid());
  }

  /** Where the dose of a piece is extreme, and where it is beyond a threshold. */
  Optional<DosePlace> place(Piece.Drawn piece, NamedDose dose, double thresholdGy, boolean below) {
    return calculator(dose.grid()).place(piece.solid(), thresholdGy, below);
  }

  private DvhCalculator calculator(DoseGrid grid) {
    return calculators.computeIfAbsent(grid, g -> new DvhCalculator(g, options));
  }

  /** The solid under a dose, if goals have asked for it under any: for comparison, not to show. */
  @Nullable StructureDose ofNeeded(Solid solid, DoseGrid dose) {
    if (made.keySet().stream().noneMatch(key -> key.solid() == solid)) {
      return null;
    }
    Key key = new Key(solid, dose);
    StructureDose known = made.get(key);
    return known == null ? compute(key) : known;
  }

  /** What the curve of a solid under a dose calls that dose, null if there is no such curve. */
  @Nullable String doseName(Solid solid, DoseGrid dose) {
    PlanResult.Curve curve = curves.get(new Key(solid, dose));
    return curve == null ? null : curve.dose();
  }

  /** The curves in the order in which they were asked for. */
  List<PlanResult.Curve> curves() {
    return List.copyOf(curves.values());
  }
}
