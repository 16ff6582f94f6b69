package org.oarlock.protocol;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.SourceLocation;
import org.oarlock.quantity.Dose;

/**
 * A rule of a selection: what a plan must be, and the protocol that it is judged by then. What is
 * not asked is null or empty and fits every plan.
 *
 * @param id its name
 * @param labels names, with {@code *} for any characters, of which each label of the plan fits one
 * @param prescription bounds of the prescribed dose
 * @param fractions bounds of the number of fractions
 * @param structures what must be drawn: of each entry, one of its alternatives
 * @param without names of which nothing may be drawn
 * @param dates bounds of the plan's date
 * @param protocol the protocol's file
 * @param names the file that names structures of the protocol, null if none
 * @param set parameters and prescriptions of the protocol, as text
 * @param location where it stands
 */
public record SelectionRule(
    String id,
    List<String> labels,
    @Nullable Doses prescription,
    @Nullable Counts fractions,
    List<List<String>> structures,
    List<String> without,
    @Nullable Dates dates,
    Path protocol,
    @Nullable Path names,
    Map<String, Stated<String>> set,
    SourceLocation location) {
  public SelectionRule {
    labels = List.copyOf(labels);
    structures = structures.stream().map(List::copyOf).toList();
    without = List.copyOf(without);
    set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
  }

  /** Doses, both ends included. */
  public record Doses(Dose lowest, Dose highest) {
    @Override
    public String toString() {
      return lowest.equals(highest) ? highest.toString() : lowest + ".." + highest;
    }
  }

  /** Whole numbers, both ends included. */
  public record Counts(int fewest, int most) {
    @Override
    public String toString() {
      return fewest == most ? String.valueOf(most) : fewest + ".." + most;
    }
  }

  /**
   * Days, both ends included, as DICOM writes them, {@code 20260105}.
   *
   * @param first empty if there is no first one
   * @param last empty if there is no last one
   */
  public record Dates(String first, String last) {
    @Override
    public String toString() {
      return first.equals(last) ? iso(first) : iso(first) + ".." + iso(last);
    }

    private static String iso(String day) {
      return day.isEmpty()
          ? ""
          : day.substring(0, 4) + "-" + day.substring(4, 6) + "-" + day.substring(6);
    }
  }

  /**
   * Whether every plan that fits another rule fits this one too, as far as can be told without
   * plans.
   */
  boolean isWiderThan(SelectionRule other) {
    return (labels.isEmpty() || (!other.labels.isEmpty() && labels.containsAll(other.labels)))
        && isWider(prescription, other.prescription)
        && isWider(fractions, other.fractions)
        && other.structures.containsAll(structures)
        && other.without.containsAll(without)
        && isWider(dates, other.dates);
  }

  private static boolean isWider(@Nullable Doses wide, @Nullable Doses narrow) {
    return wide == null
        || (narrow != null
            && wide.lowest.compareTo(narrow.lowest) <= 0
            && wide.highest.compareTo(narrow.highest) >= 0);
  }

  private static boolean isWider(@Nullable Counts wide, @Nullable Counts narrow) {
    return wide == null
        || (narrow != null && wide.fewest <= narrow.fewest && wide.most >= narrow.most);
  }

  private static boolean isWider(@Nullable Dates wide, @Nullable Dates narrow) {
    return wide == null
        || (narrow != null
            && (wide.first.isEmpty()
                || (!narrow.first.isEmpty() && wide.first.compareTo(narrow.first) <= 0))
            && (wide.last.isEmpty()
                || (!narrow.last.isEmpty() && wide.last.compareTo(narrow.last) >= 0)));
  }
}
