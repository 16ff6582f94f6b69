package org.oarlock.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.oarlock.geometry.PlanarContour;
import org.oarlock.plan.Structure;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;
import org.oarlock.protocol.Side;
import org.oarlock.protocol.StructureRule;

/**
 * On which side of the patient things lie. A rule can name its structures with {@code {side}}, the
 * side of the target, and {@code {other_side}}: {@code Kidney_{side}} is the ipsilateral kidney.
 *
 * <p>The side is what the parameter {@code side} states. Where it states nothing it is derived, but
 * only where it is plain: structures with the suffixes _L and _R show where the middle is, and the
 * whole target lies beyond it. Patient coordinates grow to the patient's left however the patient
 * lies.
 */
final class Laterality {
  /** The parameter that states the side. */
  static final String PARAMETER = "side";

  /** A target's centre this near to the middle has no side. */
  private static final double CLEAR_MM = 10;

  /** Siblings whose centres are this near to one another say nothing of left and right. */
  private static final double APART_MM = 5;

  private static final String SIDE = "{side}";
  private static final String OTHER_SIDE = "{other_side}";
  private static final Pattern SIDED = Pattern.compile("(.*[^_ ])[_ ]([LRlr])");

  private final Map<String, Structure[]> pairs = new LinkedHashMap<>();

  Laterality(List<Structure> structures) {
    for (Structure structure : structures) {
      Matcher sided = SIDED.matcher(structure.name().strip());
      if (sided.matches() && !structure.contours().isEmpty()) {
        boolean left = sided.group(2).equalsIgnoreCase("L");
        Structure[] pair =
            pairs.computeIfAbsent(NamePattern.normal(sided.group(1)), n -> new Structure[2]);
        pair[left ? 0 : 1] = structure;
      }
    }
    pairs.values().removeIf(pair -> pair[0] == null || pair[1] == null);
  }

  /** Whether the rule names its structures by the side of the target. */
  static boolean isSided(StructureRule rule) {
    return rule.names().stream().anyMatch(n -> n.contains(SIDE) || n.contains(OTHER_SIDE));
  }

  /** A name or pattern for a target on that side. */
  static String on(Side side, String name) {
    return name.replace(OTHER_SIDE, side.other().letter()).replace(SIDE, side.letter());
  }

  /** Left structures that lie to the right of their right siblings. */
  List<Problem> swapped(SourceLocation location) {
    List<Problem> problems = new ArrayList<>();
    for (Structure[] pair : pairs.values()) {
      if (extent(pair[0]).middle() < extent(pair[1]).middle() - APART_MM) {
        problems.add(
            Problem.warning(
                "structure-sides-swapped",
                location,
                "'%s' lies to the patient's right of '%s'"
                    .formatted(VisibleText.of(pair[0].name()), VisibleText.of(pair[1].name())),
                "Check which side is which: contours, names and patient position"));
      }
    }
    return problems;
  }

  /**
   * The side of a target.
   *
   * @param stated what the parameter says, null if it says nothing
   * @param targets the structures that are prescribed to
   */
  Answer<Side> side(@Nullable String stated, List<Structure> targets) {
    Answer<Side> derived = derived(targets);
    if (stated == null) {
      return derived;
    }
    Side side = named(stated);
    if (side == null) {
      return Answer.unknown(
          "the side is stated as '%s', which is neither left nor right"
              .formatted(VisibleText.of(stated)));
    }
    return derived instanceof Answer.Found<Side> found && found.value() != side
        ? Answer.unknown(
            "the side is stated as %s, but the target lies on the %s"
                .formatted(side, found.value()))
        : Answer.found(side);
  }

  private static @Nullable Side named(String word) {
    for (Side side : Side.values()) {
      if (side.toString().equals(word)) {
        return side;
      }
    }
    return null;
  }

  private Answer<Side> derived(List<Structure> targets) {
    List<Structure> drawn = targets.stream().filter(t -> !t.contours().isEmpty()).toList();
    if (drawn.isEmpty()) {
      return unknown("no target is drawn");
    }
    if (pairs.isEmpty()) {
      return unknown("no pair of structures, _L and _R, shows where the middle is");
    }
    Side side = null;
    for (Structure[] pair : pairs.values()) {
      double left = extent(pair[0]).middle();
      double right = extent(pair[1]).middle();
      if (left < right + APART_MM) {
        return unknown("left and right are not plain in the structures _L and _R");
      }
      for (Structure target : drawn) {
        Side own = side(extent(target), 0.5 * (left + right));
        if (own == null || (side != null && own != side)) {
          return unknown("a target is not plainly on one side");
        }
        side = own;
      }
    }
    return side == null ? unknown("no target is drawn") : Answer.found(side);
  }

  private static Answer<Side> unknown(String why) {
    return Answer.unknown(
        "the side of the target is not known: %s; state it with --set side=left or right"
            .formatted(why));
  }

  private static @Nullable Side side(Extent target, double middle) {
    if (target.lowMm > middle && target.middle() > middle + CLEAR_MM) {
      return Side.LEFT;
    }
    return target.highMm < middle && target.middle() < middle - CLEAR_MM ? Side.RIGHT : null;
  }

  /** From the patient's right to the left. */
  private record Extent(double lowMm, double highMm) {
    double middle() {
      return 0.5 * (lowMm + highMm);
    }
  }

  private static Extent extent(Structure structure) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (PlanarContour contour : structure.contours()) {
      for (int i = 0; i < contour.size(); i++) {
        low = Math.min(low, contour.xMm(i));
        high = Math.max(high, contour.xMm(i));
      }
    }
    return new Extent(low, high);
  }
}
