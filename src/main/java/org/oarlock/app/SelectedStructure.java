package org.oarlock.app;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.oarlock.dvh.StructureDose;
import org.oarlock.geometry.GeometryException;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.Structure;
import org.oarlock.problem.VisibleText;

/**
 * A structure that was asked for.
 *
 * @param name as asked for, or as the plan calls it
 * @param structure what the plan has of that name, null if nothing or more than one
 * @param obstacle why there is no structure, empty if there is one
 */
record SelectedStructure(String name, @Nullable Structure structure, String obstacle) {
  /** A structure under a dose, or why there is nothing to compute. */
  record Measured(
      String name,
      @Nullable Structure structure,
      @Nullable Solid solid,
      @Nullable StructureDose dose,
      String obstacle) {
    /** Whether the plan draws something that a value can be expected of, not points alone. */
    boolean isDrawn() {
      return structure != null && (structure.refused() || !structure.contours().isEmpty());
    }
  }

  /** The structures of these exact names; all structures if no name is given. */
  static List<SelectedStructure> of(List<Structure> structures, List<String> names) {
    if (names.isEmpty()) {
      return structures.stream().map(s -> new SelectedStructure(s.name(), s, "")).toList();
    }
    return names.stream().distinct().map(name -> named(structures, name)).toList();
  }

  private static SelectedStructure named(List<Structure> structures, String name) {
    List<Structure> matches = structures.stream().filter(s -> s.name().equals(name)).toList();
    return switch (matches.size()) {
      case 0 -> new SelectedStructure(name, null, missing(structures, name));
      case 1 -> new SelectedStructure(name, matches.get(0), "");
      default ->
          new SelectedStructure(
              name, null, matches.size() + " structures of the plan have this name");
    };
  }

  /** Names are exact here; one that differs in case, spaces and underscores alone is told. */
  private static String missing(List<Structure> structures, String name) {
    return "the plan has no structure of this name"
        + structures.stream()
            .map(Structure::name)
            .filter(other -> letters(other).equals(letters(name)))
            .findFirst()
            .map(other -> ", but '" + VisibleText.of(other) + "'")
            .orElse("");
  }

  private static String letters(String name) {
    return name.replaceAll("[ _]", "").toLowerCase(Locale.ROOT);
  }

  /** Computes the structure's dose under this plan. */
  Measured under(MeasuredPlan plan) {
    if (structure == null) {
      return without(obstacle);
    }
    if (structure.contours().isEmpty()) {
      return without(lacks(structure));
    }
    try {
      Solid solid =
          Solid.ofContours(
              structure.contours(),
              plan.structureSet().sliceSpacingOrTypicalMm(),
              plan.options().convention());
      if (!(solid.volumeCm3() > 0)) {
        return without("the structure encloses no volume");
      }
      StructureDose dose = plan.calculator().of(solid);
      return new Measured(name, structure, solid, dose, "");
    } catch (GeometryException e) {
      return without(String.valueOf(e.getMessage()));
    }
  }

  private Measured without(String reason) {
    return new Measured(name, structure, null, null, reason);
  }

  private static String lacks(Structure structure) {
    if (structure.refused()) {
      return "the contours of the structure cannot be trusted";
    }
    if (structure.points() > 0) {
      return "the structure has points only, which enclose no volume";
    }
    return structure.openContours() > 0
        ? "the structure has open contours only, which enclose no volume"
        : "the structure has no contour";
  }
}
