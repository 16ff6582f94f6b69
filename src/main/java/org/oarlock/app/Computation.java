package org.oarlock.app;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.oarlock.dvh.DvhOptions;
import org.oarlock.geometry.Convention;
import org.oarlock.quantity.DecimalText;
import org.oarlock.quantity.Dose;

/**
 * How structures and doses are computed, as a user chooses it.
 *
 * @param options the choice
 */
public record Computation(DvhOptions options) implements Serializable {
  /** What is done unless something else is chosen. */
  public static final Computation DEFAULT = new Computation(DvhOptions.DEFAULT);

  /** The names of the contouring conventions: {@code half-slice-cap}. */
  public static List<String> conventions() {
    return Arrays.stream(Convention.values()).map(Computation::nameOf).toList();
  }

  /** How contours become solids, {@code half-slice-cap}. */
  public String convention() {
    return nameOf(options.convention());
  }

  /** What is not as it is unless chosen: {@code convention no-cap}, {@code tolerance 0.001 Gy}. */
  public List<String> chosen() {
    List<String> chosen = new ArrayList<>();
    if (options.convention() != DEFAULT.options.convention()) {
      chosen.add("convention " + convention());
    }
    if (options.doseToleranceGy() != DEFAULT.options.doseToleranceGy()) {
      chosen.add("tolerance " + DecimalText.print(options.doseToleranceGy()) + " Gy");
    }
    return chosen;
  }

  private static String nameOf(Convention convention) {
    return convention.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** This with a contouring convention; empty if there is none of this name. */
  public Optional<Computation> withConvention(String name) {
    return Arrays.stream(Convention.values())
        .filter(convention -> nameOf(convention).equals(name))
        .map(convention -> new Computation(options.with(convention)))
        .findFirst();
  }

  /**
   * This with another tolerance of dose.
   *
   * @throws IllegalArgumentException if it is out of the range that can be asked for
   */
  public Computation within(Dose tolerance) {
    return new Computation(options.within(tolerance));
  }
}
