package org.oarlock.check;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.oarlock.check.Functions.Computation;
import org.oarlock.check.Piece.Drawn;
import org.oarlock.check.Traces.Cause;
import org.oarlock.geometry.Convention;
import org.oarlock.geometry.OutsideShare;
import org.oarlock.geometry.Solid;
import org.oarlock.metric.Interval;
import org.oarlock.metric.MetricValue;
import org.oarlock.metric.NoValue;
import org.oarlock.problem.VisibleText;
import org.oarlock.quantity.Quantity;
import org.oarlock.quantity.Unit;

/** Functions about the volume that structures share. Exact by polygon booleans. */
final class VolumeFunctions {
  private final Pairs<Solid> shared = new Pairs<>((a, b) -> Solid.intersect(List.of(a, b)));
  private final Pairs<Solid> left = new Pairs<>(Solid::subtract);

  private VolumeFunctions() {}

  static Map<String, Computation> all() {
    VolumeFunctions of = new VolumeFunctions();
    return Map.of(
        "inside",
        call ->
            call.eachWith((a, b) -> share(a, of.shared.of(a, b), call.unit()).because(in(a, b))),
        "outside_per_slice",
        VolumeFunctions::perSlice,
        "outside",
        call ->
            call.eachWith(
                (a, b) ->
                    share(a, of.left.of(a, b), call.unit()).because(new Cause.Shared(a, b, false))),
        "overlap",
        call -> call.eachWith((a, b) -> share(a, of.shared.of(a, b), Unit.CC).because(in(a, b))));
  }

  private static Cause in(Drawn a, Drawn b) {
    return new Cause.Shared(a, b, true);
  }

  /** A part of a piece, in cc or as a share of the piece. */
  private static Measured share(Drawn a, Solid part, Unit unit) {
    double value = amount(part, a.solid(), a.solid().convention(), unit);
    Interval conventions = Interval.point(value);
    for (Convention convention : a.solid().conventions()) {
      if (a.solid().region(convention).volumeMm3() > 0) {
        conventions = conventions.including(amount(part, a.solid(), convention, unit));
      }
    }
    return Measured.of(
        Double.isFinite(value)
            ? MetricValue.within(value, unit, conventions)
            : new NoValue(a.name() + " has no volume"));
  }

  /** The smallest share of all slices, or of those with enough of the outline inside. */
  private static List<Measured> perSlice(FunctionCall call) {
    if (call.size() < 3) {
      return call.eachWith((a, b) -> perSlice(a, b, Double.NEGATIVE_INFINITY));
    }
    return call.withPercent(2, percent -> call.eachWith((a, b) -> perSlice(a, b, percent)));
  }

  private static Measured perSlice(Drawn a, Drawn b, double morePercent) {
    OutsideShare found = least(a, b, a.solid().convention(), morePercent).orElse(null);
    if (found == null) {
      return Measured.unknown(none(a, b, morePercent));
    }
    double value = 100 * found.share();
    Interval conventions = Interval.point(value);
    for (Convention convention : a.solid().conventions()) {
      OutsideShare other = least(a, b, convention, morePercent).orElse(found);
      conventions = conventions.including(100 * other.share());
    }
    return Measured.of(MetricValue.within(value, Unit.PERCENT, conventions))
        .with(String.format(Locale.ROOT, "least on the slice at %.1f mm", found.atMm() + 0.0))
        .onSlice(found.atMm(), a, b);
  }

  private static Optional<OutsideShare> least(
      Drawn a, Drawn b, Convention convention, double morePercent) {
    return OutsideShare.least(a.solid(), b.solid(), convention, morePercent / 100);
  }

  private static String none(Drawn a, Drawn b, double morePercent) {
    String names = VisibleText.of(a.name()) + " and " + VisibleText.of(b.name());
    return morePercent >= 0
        ? "%s share no slice on which more than %s of the outline of %s lies inside"
            .formatted(names, new Quantity(morePercent, Unit.PERCENT), VisibleText.of(a.name()))
        : names + " share no slice";
  }

  private static double amount(Solid part, Solid whole, Convention convention, Unit unit) {
    double mm3 = part.region(convention).volumeMm3();
    return unit == Unit.PERCENT ? 100 * mm3 / whole.region(convention).volumeMm3() : mm3 / 1000;
  }
}
