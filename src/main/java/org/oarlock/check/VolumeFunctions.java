package org.oarlock.check;

import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.oarlock.check.Functions.Computation;
import org.oarlock.check.Piece.Drawn;
import org.oarlock.geometry.Convention;
import org.oarlock.geometry.Solid;
import org.oarlock.metric.Interval;
import org.oarlock.metric.MetricValue;
import org.oarlock.metric.NoValue;
import org.oarlock.quantity.Unit;

/** Functions about the volume that structures share. Exact by polygon booleans. */
final class VolumeFunctions {
  private VolumeFunctions() {}

  static Map<String, Computation> all() {
    return Map.of(
        "inside", call -> call.eachWith((a, b) -> share(a, b, VolumeFunctions::both, call.unit())),
        "outside", call -> call.eachWith((a, b) -> share(a, b, Solid::subtract, call.unit())),
        "overlap", call -> call.eachWith((a, b) -> share(a, b, VolumeFunctions::both, Unit.CC)));
  }

  private static Solid both(Solid a, Solid b) {
    return Solid.intersect(List.of(a, b));
  }

  /** The part of the first that the operation leaves, in cc or as a share of the first. */
  private static Measured share(Drawn a, Drawn b, BinaryOperator<Solid> operation, Unit unit) {
    Solid part = operation.apply(a.solid(), b.solid());
    double value = amount(part, a.solid(), Convention.HALF_SLICE_CAP, unit);
    Interval conventions = Interval.point(value);
    for (Convention convention : Convention.values()) {
      if (a.solid().region(convention).volumeMm3() > 0) {
        conventions = conventions.including(amount(part, a.solid(), convention, unit));
      }
    }
    return Measured.of(
        Double.isFinite(value)
            ? MetricValue.within(value, unit, conventions)
            : new NoValue(a.name() + " has no volume"));
  }

  private static double amount(Solid part, Solid whole, Convention convention, Unit unit) {
    double mm3 = part.region(convention).volumeMm3();
    return unit == Unit.PERCENT ? 100 * mm3 / whole.region(convention).volumeMm3() : mm3 / 1000;
  }
}
