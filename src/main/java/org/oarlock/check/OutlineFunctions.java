package org.oarlock.check;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import org.oarlock.check.Answer.Found;
import org.oarlock.check.Answer.Missing;
import org.oarlock.check.Functions.Computation;
import org.oarlock.check.Piece.Drawn;
import org.oarlock.check.StructureDoses.NamedDose;
import org.oarlock.dvh.OutlineDose;
import org.oarlock.geometry.Region;
import org.oarlock.metric.Interval;
import org.oarlock.metric.MetricValue;
import org.oarlock.metric.NoValue;
import org.oarlock.plan.DoseGrid;
import org.oarlock.quantity.Quantity;
import org.oarlock.quantity.Unit;

/** Functions about the dose along the outline of a structure. */
final class OutlineFunctions {
  private static final String OUTSIDE = "the outline lies outside the dose grid";

  private OutlineFunctions() {}

  static Map<String, Computation> all() {
    return Map.of(
        "corridor", call -> along(call, OutlineFunctions::corridor),
        "corridor_sector", call -> along(call, OutlineFunctions::sector));
  }

  /** What an outline has to do with a dose. */
  private record Field(DoseGrid grid, double limitGy) {}

  private static List<Measured> along(
      FunctionCall call, BiFunction<Drawn, Field, Measured> measure) {
    Answer<Field> field =
        call.quantity(1).then(limit -> call.basis().dose().then(dose -> field(dose, limit)));
    return field instanceof Found<Field> found
        ? call.each(piece -> measure.apply(piece, found.value()))
        : List.of(Measured.without((Missing<Field>) field));
  }

  private static Answer<Field> field(NamedDose dose, Quantity limit) {
    return Answer.found(new Field(dose.grid(), limit.base()));
  }

  private static Measured corridor(Drawn piece, Field field) {
    Region region = piece.solid().primary();
    OutlineDose.Corridor corridor = OutlineDose.corridor(region, field.grid(), field.limitGy());
    if (Double.isNaN(corridor.percent())) {
      return Measured.of(new NoValue(OUTSIDE));
    }
    Interval missing = Interval.of(corridor.leastPercent(), corridor.mostPercent());
    return Measured.of(value(corridor.percent(), Unit.PERCENT, missing, corridor.coveredPercent()))
        .with("least on the slice at %s".formatted(mm(corridor.atMm())))
        .onSlice(corridor.atMm(), piece);
  }

  private static Measured sector(Drawn piece, Field field) {
    Region region = piece.solid().primary();
    OutlineDose.Sector sector = OutlineDose.sector(region, field.grid(), field.limitGy());
    if (Double.isNaN(sector.degrees())) {
      return Measured.of(new NoValue(OUTSIDE));
    }
    Interval missing = Interval.of(sector.leastDegrees(), sector.degrees());
    Measured measured =
        Measured.of(value(sector.degrees(), Unit.DEG, missing, sector.coveredPercent()));
    return sector.degrees() > 0 && sector.degrees() < 360 && region.frame().isAxial()
        ? measured.with(
            "from %s to %s; 0 is to the left, 90 to the back"
                .formatted(
                    degrees(sector.fromDegrees()),
                    degrees(sector.fromDegrees() + sector.degrees())))
        : measured;
  }

  private static MetricValue value(double value, Unit unit, Interval missing, double covered) {
    Interval point = Interval.point(value);
    return new MetricValue(value, unit, point, point, missing, covered, List.of());
  }

  private static String mm(double at) {
    return String.format(Locale.ROOT, "%.1f mm", at == 0 ? 0.0 : at);
  }

  private static String degrees(double angle) {
    return String.format(Locale.ROOT, "%.0f°", angle % 360);
  }
}
