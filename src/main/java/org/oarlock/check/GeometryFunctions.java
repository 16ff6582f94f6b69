package org.oarlock.check;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.oarlock.check.Functions.Computation;
import org.oarlock.check.Piece.Drawn;
import org.oarlock.geometry.Circumference;
import org.oarlock.geometry.Containment;
import org.oarlock.geometry.Direction;
import org.oarlock.geometry.Distances;
import org.oarlock.geometry.LongAxis;
import org.oarlock.geometry.Slab;
import org.oarlock.geometry.SurfaceMargin;
import org.oarlock.metric.Interval;
import org.oarlock.metric.MetricValue;
import org.oarlock.metric.WordValue;
import org.oarlock.problem.VisibleText;
import org.oarlock.quantity.Quantity;
import org.oarlock.quantity.Unit;

/** Functions about how structures lie to each other. They need no dose. */
final class GeometryFunctions {
  private static final double MEDIAN = 50;

  private final double sliceMm;
  private final Pairs<Circumference> circumferences = new Pairs<>(Circumference::inside);

  private GeometryFunctions(double sliceMm) {
    this.sliceMm = sliceMm;
  }

  /**
   * The functions by name.
   *
   * @param sliceMm the distance between slices, 0 if unknown
   */
  static Map<String, Computation> all(double sliceMm) {
    GeometryFunctions functions = new GeometryFunctions(sliceMm);
    return Map.of(
        "circumference_inside",
        call -> call.eachWith(functions::circumference),
        "distance",
        functions::distance,
        "margin",
        functions::margin,
        "shortening",
        functions::shortening,
        "contains",
        call -> call.eachWith(GeometryFunctions::contains),
        "slice_spacing",
        call -> call.each(piece -> spacing(piece, call.unit())));
  }

  // ---- circumference

  private Measured circumference(Drawn ringed, Drawn other) {
    Circumference found = circumferences.of(ringed, other);
    double percent = 100 * found.largest();
    double smaller = 100 * found.largestShrunk();
    double larger = 100 * found.largestGrown();
    String name = VisibleText.of(other.name());
    MetricValue value =
        new MetricValue(
            percent,
            Unit.PERCENT,
            Interval.point(percent),
            Interval.point(percent).including(smaller).including(larger),
            Interval.point(percent),
            100,
            List.of(
                MetricValue.Alternative.of(name + " 1 mm smaller", smaller),
                MetricValue.Alternative.of(name + " 1 mm larger", larger)));
    Measured measured = Measured.of(value);
    return found.sharesSlices()
        ? measured
            .with(
                "most on the slice at %s; %s on all slices together; %s with %s 1 mm smaller, %s with it 1 mm larger%s"
                    .formatted(
                        mm(found.atMm()),
                        percent(found.mean()),
                        percent(found.largestShrunk()),
                        name,
                        percent(found.largestGrown()),
                        leaning(other)))
            .onSlice(found.atMm(), ringed, other)
        : measured.with("%s and %s share no slice".formatted(VisibleText.of(ringed.name()), name));
  }

  // ---- distance

  private List<Measured> distance(FunctionCall call) {
    if (call.size() < 3) {
      return call.eachWith((a, b) -> nearest(a, b, call.unit()));
    }
    return call.withPercent(
        2, percent -> call.eachWith((a, b) -> percentile(a, b, percent, call.unit())));
  }

  private static Measured nearest(Drawn a, Drawn b, Unit unit) {
    Distances.Nearest nearest = Distances.nearest(a.solid(), b.solid());
    String where = "on the slice at " + mm(nearest.atMm());
    return Measured.of(MetricValue.exact(unit.fromBase(nearest.mm()), unit))
        .with(nearest.mm() > 0 ? "nearest " + where : "they meet " + where)
        .onSlice(nearest.atMm(), a, b);
  }

  private static Measured percentile(Drawn a, Drawn b, double percent, Unit unit) {
    Distances.Percentile found = Distances.percentile(a.solid(), b.solid(), percent);
    return Measured.of(MetricValue.exact(unit.fromBase(found.mm()), unit))
        .with(sampled(percent, a, found.stepMm()));
  }

  private static String sampled(double percent, Drawn surface, double stepMm) {
    return String.format(
        Locale.ROOT,
        "%s of the surface of %s has no more, by points %.1f mm apart",
        new Quantity(percent, Unit.PERCENT),
        VisibleText.of(surface.name()),
        stepMm);
  }

  // ---- margins and ends

  private List<Measured> margin(FunctionCall call) {
    Direction direction = call.size() > 2 ? direction(call.name(2)) : null;
    int place = direction == null ? 2 : 3;
    if (call.size() <= place) {
      return margin(call, direction, MEDIAN);
    }
    return call.withPercent(place, percent -> margin(call, direction, percent));
  }

  private List<Measured> margin(FunctionCall call, @Nullable Direction direction, double percent) {
    return call.eachWith(
        (inner, outer) ->
            direction == null
                ? everywhere(inner, outer, percent, call.unit())
                : towards(direction, inner, outer, percent, call.unit()));
  }

  private static @Nullable Direction direction(String name) {
    for (Direction direction : Direction.values()) {
      if (name(direction).equals(name)) {
        return direction;
      }
    }
    return null;
  }

  private static String name(Direction direction) {
    return direction.name().toLowerCase(Locale.ROOT);
  }

  private static Measured everywhere(Drawn inner, Drawn outer, double percent, Unit unit) {
    SurfaceMargin found = SurfaceMargin.everywhere(inner.solid(), outer.solid(), percent);
    return value(found, unit).with(sampled(percent, outer, found.stepMm()));
  }

  private Measured towards(
      Direction direction, Drawn inner, Drawn outer, double percent, Unit unit) {
    SurfaceMargin found =
        SurfaceMargin.towards(direction, inner.solid(), outer.solid(), percent, sliceMm);
    return direction == Direction.SUPERIOR || direction == Direction.INFERIOR
        ? value(found, unit)
            .with(ends(found) + leaning(outer))
            .onSlice(end(outer, direction), inner, outer)
        : value(found, unit).with(sampled(percent, outer, found.stepMm()));
  }

  private static MeasuredValue value(SurfaceMargin margin, Unit unit) {
    return new MeasuredValue(margin, unit);
  }

  /** A margin in the unit that is asked for. */
  private record MeasuredValue(SurfaceMargin margin, Unit unit) {
    Measured with(String detail) {
      Interval ends = Interval.of(unit.fromBase(margin.lowMm()), unit.fromBase(margin.highMm()));
      return Measured.of(MetricValue.within(unit.fromBase(margin.mm()), unit, ends)).with(detail);
    }
  }

  /** The last slice of a structure in a direction. */
  private static double end(Drawn piece, Direction direction) {
    List<Slab> slabs = piece.solid().primary().slabs();
    Slab last = direction == Direction.SUPERIOR ? slabs.get(slabs.size() - 1) : slabs.get(0);
    return piece.solid().planeMm(last);
  }

  private String ends(SurfaceMargin margin) {
    return sliceMm > 0
        ? String.format(
            Locale.ROOT,
            "between end slices, which may be off by one slice: %.1f to %.1f mm",
            margin.lowMm(),
            margin.highMm())
        : "between end slices; how far slices are apart is unknown";
  }

  private List<Measured> shortening(FunctionCall call) {
    Direction direction = call.size() > 2 ? direction(call.name(2)) : null;
    return call.eachWith((first, second) -> shortening(direction, first, second, call.unit()));
  }

  private Measured shortening(@Nullable Direction direction, Drawn first, Drawn second, Unit unit) {
    if (direction != null) {
      SurfaceMargin found =
          SurfaceMargin.shortening(direction, first.solid(), second.solid(), sliceMm);
      return value(found, unit)
          .with(ends(found) + leaning(first))
          .onSlice(end(second, direction), first, second);
    }
    SurfaceMargin above =
        SurfaceMargin.shortening(Direction.SUPERIOR, first.solid(), second.solid(), sliceMm);
    SurfaceMargin below =
        SurfaceMargin.shortening(Direction.INFERIOR, first.solid(), second.solid(), sliceMm);
    boolean isAbove = above.mm() <= below.mm();
    SurfaceMargin less = isAbove ? above : below;
    String detail =
        String.format(
            Locale.ROOT,
            "the smaller of %.1f mm superiorly and %.1f mm inferiorly, %s%s",
            above.mm(),
            below.mm(),
            ends(less),
            leaning(first));
    Direction end = isAbove ? Direction.SUPERIOR : Direction.INFERIOR;
    return value(less, unit).with(detail).onSlice(end(second, end), first, second);
  }

  // ---- containment, slices, axis

  private static Measured contains(Drawn outer, Drawn inner) {
    Containment found = Containment.of(outer.solid(), inner.solid());
    String detail =
        found.farthestMm() > 0
            ? String.format(
                Locale.ROOT,
                "%.2f %% of %s lies outside, the farthest point by %.1f mm at %s",
                100 * found.outsideShare(),
                VisibleText.of(inner.name()),
                found.farthestMm(),
                mm(found.atMm()))
            : "all of %s lies inside".formatted(VisibleText.of(inner.name()));
    Measured measured = Measured.of(WordValue.of(found.isWhole())).with(detail);
    return found.farthestMm() > 0 ? measured.onSlice(found.atMm(), inner, outer) : measured;
  }

  private static Measured spacing(Drawn piece, Unit unit) {
    OptionalDouble spacing = piece.solid().largestSliceSpacingMm();
    return spacing.isPresent()
        ? Measured.of(MetricValue.exact(unit.fromBase(spacing.getAsDouble()), unit))
        : Measured.unknown(
            VisibleText.of(piece.name())
                + " is made from others or lies on a single slice, so it has no slice spacing");
  }

  /** That a structure does not lie along the patient, if so: slices cut it slantwise. */
  private static String leaning(Drawn piece) {
    LongAxis axis = LongAxis.of(piece.solid());
    return axis.isLeaning()
        ? String.format(
            Locale.ROOT,
            "; caution, the long axis of %s leans by %.0f° from the patient's",
            VisibleText.of(piece.name()),
            axis.degreesFromZ())
        : "";
  }

  private static String mm(double at) {
    return String.format(Locale.ROOT, "%.1f mm", at == 0 ? 0.0 : at);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
