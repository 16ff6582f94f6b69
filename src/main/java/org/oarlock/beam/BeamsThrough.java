package org.oarlock.beam;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.oarlock.beam.Finding.Known;
import org.oarlock.beam.Finding.Unknown;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.Phase;

/**
 * Which beams pass through a structure, going in or coming out: the line is the same. A stretch of
 * a beam passes through it if more than a tolerance of its projection lies in the open aperture at
 * any time of the stretch, and then with all of its monitor units.
 *
 * @param fields per treatment field, in the order of the plan
 */
public record BeamsThrough(List<FieldThrough> fields) {
  /** Smaller areas in the plane of the isocentre are no overlap. */
  public static final double TOLERANCE_MM2 = 1;

  private static final double OUTLINE_MM = 0.05;

  /** For the areas that arcs see, which are only told beside the verdict. */
  private static final double ROUGH_OUTLINE_MM = 0.3;

  public BeamsThrough {
    fields = List.copyOf(fields);
  }

  /**
   * One field.
   *
   * @param number the beam number
   * @param name the number and the name
   * @param meterset its monitor units per fraction, 0 if not known
   * @param weighted whether the file tells how they are spread over its control points
   * @param share how much of its monitor units passes through the structure, 0 to 1
   * @param areaShare how much of the structure's projection is open, averaged over all of its
   *     monitor units, 0 to 1
   * @param words what decided it
   * @param widest when most of the structure's projection is open; null if it never is
   */
  public record FieldThrough(
      int number,
      String name,
      double meterset,
      boolean weighted,
      double share,
      double areaShare,
      String words,
      @Nullable FieldPoint widest) {}

  /** Follows all treatment beams of a phase. */
  public static Finding<BeamsThrough> of(Phase phase, Solid structure) {
    return Finding.of(
        () -> {
          if (structure.isEmpty()) {
            throw new NoAnswer("the structure is empty");
          }
          List<Delivery> deliveries = Delivery.of(phase);
          PatientPosition position = PatientPosition.of(phase.patientPosition());
          Prisms exact = Prisms.of(structure.primary(), OUTLINE_MM);
          Prisms rough = Prisms.of(structure.primary(), ROUGH_OUTLINE_MM);
          List<FieldThrough> fields = new ArrayList<>();
          for (Delivery delivery : deliveries) {
            fields.add(
                Delivery.about(
                    delivery.beam(),
                    beam -> new FieldTrace(delivery, position, exact, rough).follow()));
          }
          return new BeamsThrough(fields).found(through -> through);
        });
  }

  /**
   * A value with the fields that pass, the one that sees most of the structure on average first.
   */
  private <T> Known<T> found(Function<BeamsThrough, T> value) {
    return new Known<>(
        value.apply(this),
        fields.stream().map(FieldThrough::words).toList(),
        fields.stream()
            .sorted(Comparator.comparingDouble(FieldThrough::areaShare).reversed())
            .map(FieldThrough::widest)
            .flatMap(Stream::ofNullable)
            .toList());
  }

  /** How many fields pass through the structure at some time. */
  public int count() {
    return (int) fields.stream().filter(f -> f.share() > 0).count();
  }

  /** The share of the phase's monitor units that passes through the structure, in percent. */
  public Finding<Double> percent() {
    double total = 0;
    double through = 0;
    for (FieldThrough field : fields) {
      if (!(field.meterset() > 0) || !field.weighted()) {
        return new Unknown<>(field.name() + ": its monitor units are not given");
      }
      total += field.meterset();
      through += field.meterset() * field.share();
    }
    double percent = 100 * through / total;
    return found(b -> percent);
  }
}
