package org.oarlock.protocol;

import static org.oarlock.protocol.Function.Argument.DIRECTION;
import static org.oarlock.protocol.Function.Argument.DOSE;
import static org.oarlock.protocol.Function.Argument.LENGTH;
import static org.oarlock.protocol.Function.Argument.MARGIN;
import static org.oarlock.protocol.Function.Argument.PERCENT;
import static org.oarlock.protocol.Function.Argument.PRESCRIPTION;
import static org.oarlock.protocol.Function.Argument.STRUCTURE;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.oarlock.quantity.Unit;

/**
 * A function of the protocol language: what it takes and what it gives.
 *
 * @param name as authors write it
 * @param arguments what it takes, in order
 * @param required how many of the arguments must be given
 * @param repeats whether the last argument may be given any number of times
 * @param result what kind of thing it gives
 * @param units the units that an author may ask for, in brackets; empty unless it gives an amount
 * @param words the words it can give; empty unless it gives a word
 * @param meaning one line for people
 */
public record Function(
    String name,
    List<Argument> arguments,
    int required,
    boolean repeats,
    Result result,
    List<Unit> units,
    List<String> words,
    String meaning) {
  public Function {
    arguments = List.copyOf(arguments);
    units = List.copyOf(units);
    words = List.copyOf(words);
  }

  /** The directions in the patient that a margin can be given or asked in. */
  public static final List<String> DIRECTIONS =
      List.of("superior", "inferior", "left", "right", "anterior", "posterior");

  /** The directions that {@code margin} and {@code shortening} can look in: radial is in-plane. */
  static final List<String> MEASURED_DIRECTIONS =
      List.of("superior", "inferior", "left", "right", "anterior", "posterior", "radial");

  private static final Map<String, Function> ALL = new LinkedHashMap<>();

  static {
    shape("union", many(STRUCTURE, STRUCTURE), "what is in any of them");
    shape("intersect", many(STRUCTURE, STRUCTURE), "what is in all of them");
    shape("subtract", many(STRUCTURE, STRUCTURE), "the first without the others");
    shape("expand", many(STRUCTURE, MARGIN), "grown by a margin, in three dimensions");
    shape("contract", many(STRUCTURE, MARGIN), "shrunk by a margin, in three dimensions");
    shape("shell", of(STRUCTURE, LENGTH), "the inner shell of that thickness");
    shape("ring", of(STRUCTURE, LENGTH, LENGTH), "what lies between two distances outside of it");
    shape("along", of(STRUCTURE, STRUCTURE), "the first, on the slices of the second only");
    shape("part_containing", of(STRUCTURE, STRUCTURE), "the connected parts that hold the second");
    shape("parts_without", of(STRUCTURE, STRUCTURE), "the connected parts that hold none of it");

    Set<Unit> share = Set.of(Unit.PERCENT, Unit.CC);
    Set<Unit> length = Set.of(Unit.MM, Unit.CM);
    amount(
        "circumference_inside",
        of(STRUCTURE, STRUCTURE),
        Set.of(Unit.PERCENT),
        "the share of the first's outline inside the second, the largest of all slices");
    amount("inside", of(STRUCTURE, STRUCTURE), share, "the part of the first inside the second");
    amount("outside", of(STRUCTURE, STRUCTURE), share, "the part of the first outside the second");
    amount(
        "outside_per_slice",
        optional(2, STRUCTURE, STRUCTURE, PERCENT),
        Set.of(Unit.PERCENT),
        "the part of the first outside the second, the smallest of all slices or of those on which"
            + " more than a share of the outline lies inside");
    amount("overlap", of(STRUCTURE, STRUCTURE), Set.of(Unit.CC), "the volume that both share");
    amount(
        "distance",
        optional(2, STRUCTURE, STRUCTURE, PERCENT),
        length,
        "the smallest distance between their surfaces, or a percentile of it");
    amount(
        "margin",
        optional(2, STRUCTURE, STRUCTURE, DIRECTION, PERCENT),
        length,
        "from the first's surface to the second's: the median or a percentile, by direction");
    amount(
        "shortening",
        optional(2, STRUCTURE, STRUCTURE, DIRECTION),
        length,
        "by how much the second ends before the first");
    truth("contains", of(STRUCTURE, STRUCTURE), "whether the second lies in the first, wholly");
    amount(
        "corridor",
        of(STRUCTURE, DOSE),
        Set.of(Unit.PERCENT),
        "the share of the outline below that dose, the smallest of all slices");
    amount(
        "corridor_sector",
        of(STRUCTURE, DOSE),
        Set.of(Unit.DEG),
        "the widest sector of the outline below that dose on all slices");
    amount("slice_spacing", of(STRUCTURE), length, "the distance of its slices, the largest");
    amount("ct_slice_thickness", of(), length, "the slice thickness of the planning CT");

    word("technique", List.of("static", "arc", "mixed"), "how the beams are delivered");
    word("radiation", List.of("photon", "electron", "proton", "ion", "mixed"), "what they are");
    word("approval", List.of("approved", "unapproved", "rejected"), "the plan's approval status");
    amount("fields", of(), Set.of(Unit.COUNT), "how many treatment fields the plan has");
    amount("energies", of(), Set.of(Unit.MV, Unit.MEV), "the energy of every field");
    amount("noncoplanar_fields", of(), Set.of(Unit.COUNT), "how many fields have a turned couch");
    amount(
        "beam_covering_arc",
        of(),
        Set.of(Unit.DEG),
        "the smallest arc that holds the directions of all fields");
    amount(
        "opposite_fields",
        of(STRUCTURE, STRUCTURE),
        Set.of(Unit.COUNT),
        "how many fields reach the first (a target) from the far side of the second (its limb)");
    amount(
        "beams_through",
        of(STRUCTURE),
        Set.of(Unit.COUNT, Unit.PERCENT),
        "the fields whose open aperture passes through it, or their share of the monitor units");
    amount("prescribed_dose", of(PRESCRIPTION), Set.of(Unit.GY, Unit.CGY), "what is prescribed");
    amount("fractions", of(PRESCRIPTION), Set.of(Unit.COUNT), "in how many fractions");
    amount("fraction_dose", of(PRESCRIPTION), Set.of(Unit.GY, Unit.CGY), "the dose per fraction");
    amount("dose_grid_spacing", of(), length, "the largest spacing of the dose grid");
  }

  /** What a function can take. */
  public enum Argument {
    STRUCTURE("a structure"),
    LENGTH("a length"),
    /** A length, or a length in one direction. */
    MARGIN("a length or a direction with its length"),
    DOSE("a dose"),
    PERCENT("a percentage"),
    DIRECTION("a direction"),
    PRESCRIPTION("the name of a prescription");

    private final String words;

    Argument(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** What a function can give. */
  public enum Result {
    STRUCTURE,
    AMOUNT,
    WORD,
    TRUTH
  }

  /** The function of that name. */
  public static Optional<Function> named(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /** All functions, in the order of the documentation. */
  public static List<Function> all() {
    return List.copyOf(ALL.values());
  }

  /** The most arguments it takes, the largest int if the last repeats. */
  int most() {
    return repeats ? Integer.MAX_VALUE : arguments.size();
  }

  /** What is expected at that place, counted from 0. */
  Argument argument(int index) {
    return arguments.get(Math.min(index, arguments.size() - 1));
  }

  /** How it is called: {@code shell(a structure, a length)}. */
  public String signature() {
    StringBuilder text = new StringBuilder(name).append('(');
    for (int i = 0; i < arguments.size(); i++) {
      text.append(i == 0 ? "" : ", ").append(arguments.get(i));
      text.append(i >= required ? " (optional)" : "");
    }
    return text.append(repeats ? ", …)" : ")").toString();
  }

  private record Arguments(List<Argument> kinds, int required, boolean repeats) {}

  private static Arguments of(Argument... kinds) {
    return new Arguments(List.of(kinds), kinds.length, false);
  }

  private static Arguments many(Argument... kinds) {
    return new Arguments(List.of(kinds), kinds.length, true);
  }

  private static Arguments optional(int required, Argument... kinds) {
    return new Arguments(List.of(kinds), required, false);
  }

  private static void shape(String name, Arguments arguments, String meaning) {
    add(name, arguments, Result.STRUCTURE, List.of(), List.of(), meaning);
  }

  private static void amount(String name, Arguments arguments, Set<Unit> units, String meaning) {
    List<Unit> sorted = units.stream().sorted().toList();
    add(name, arguments, Result.AMOUNT, sorted, List.of(), meaning);
  }

  private static void word(String name, List<String> words, String meaning) {
    add(name, of(), Result.WORD, List.of(), words, meaning);
  }

  private static void truth(String name, Arguments arguments, String meaning) {
    add(name, arguments, Result.TRUTH, List.of(), List.of(), meaning);
  }

  private static void add(
      String name,
      Arguments arguments,
      Result result,
      List<Unit> units,
      List<String> words,
      String meaning) {
    ALL.put(
        name,
        new Function(
            name,
            arguments.kinds,
            arguments.required,
            arguments.repeats,
            result,
            units,
            words,
            meaning));
  }
}
