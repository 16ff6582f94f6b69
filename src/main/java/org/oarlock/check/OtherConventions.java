package org.oarlock.check;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.oarlock.check.Piece.Drawn;
import org.oarlock.check.Traces.Cause.Dosed;
import org.oarlock.geometry.Convention;
import org.oarlock.metric.Interval;
import org.oarlock.metric.MetricValue;
import org.oarlock.metric.MetricValue.Alternative;
import org.oarlock.protocol.Expression;
import org.oarlock.protocol.Expression.MetricTerm;

/**
 * What a metric is under the contouring conventions that its value does not come with: the value of
 * a check under that convention, made of the same contours in the same way. It is worked out only
 * where it may matter, since a surface that is interpolated costs ten times as much as a stack of
 * prisms: where a limit lies inside the band or near it.
 */
final class OtherConventions {
  /** A limit is near if it is off the band by no more than the band's width, or this share. */
  private static final double NEAR_SHARE = 0.01;

  private final Convention own;
  private final Function<Convention, Run> start;
  private final Map<Convention, Run> runs = new EnumMap<>(Convention.class);

  /** What a check under another convention measures with. */
  record Run(Structures structures, Measurements measurements) {}

  /**
   * @param own the convention of the check itself
   * @param start starts a check under another one
   */
  OtherConventions(Convention own, Function<Convention, Run> start) {
    this.own = own;
    this.start = start;
  }

  /** The value with what other conventions give, where that may turn its verdict. */
  Measured addedTo(Measured measured, MetricTerm term, Basis basis, Limit limit) {
    if (!(measured.result() instanceof MetricValue value) || !mayTurn(value, limit)) {
      return measured;
    }
    List<Alternative> others = new ArrayList<>();
    for (Convention convention : Convention.values()) {
      if (convention != own && !isKnown(value, convention)) {
        MetricValue other = under(convention, measured, term, basis);
        if (other != null) {
          others.add(Alternative.under(convention, other.value()));
        }
      }
    }
    return measured.valued(value.with(others));
  }

  private static boolean mayTurn(MetricValue value, Limit limit) {
    if (value.missing().lower() < value.missing().upper()) {
      return false; // it is judged by the dose that is missing
    }
    Interval band = value.sampling().including(value.conventions());
    double near = Math.max(band.upper() - band.lower(), NEAR_SHARE * Math.abs(value.value()));
    Interval around = new Interval(band.lower() - near, band.upper() + near);
    return limit.best(around) != limit.worst(around);
  }

  private static boolean isKnown(MetricValue value, Convention convention) {
    return value.alternatives().stream().anyMatch(a -> a.name().equals(convention.label()));
  }

  private @Nullable MetricValue under(
      Convention convention, Measured measured, MetricTerm term, Basis basis) {
    Run run = runs.computeIfAbsent(convention, start);
    Piece piece = basis.own() == null ? null : same(basis, run.structures());
    if (basis.own() != null && piece == null) {
      return null;
    }
    List<Measured> found =
        run.measurements().of(term, basis.of(piece)).values().stream()
            .filter(other -> isOfSame(measured, other))
            .toList();
    return found.size() == 1 && found.get(0).result() instanceof MetricValue value ? value : null;
  }

  /** The piece under another convention, if it can be told. */
  private static @Nullable Piece same(Basis basis, Structures structures) {
    Piece own = requireNonNull(basis.own());
    Expression structure = requireNonNull(basis.goal().structure());
    List<Piece> found =
        structures.of(structure).stream()
            .filter(there -> own instanceof Drawn h && there instanceof Drawn t && isSame(h, t))
            .toList();
    return found.size() == 1 ? found.get(0) : null;
  }

  private static boolean isOfSame(Measured here, Measured there) {
    return here.cause() instanceof Dosed h
        && there.cause() instanceof Dosed t
        && isSame(h.piece(), t.piece());
  }

  /** Parts are numbered by their volume, so their labels tell nothing: they share volume. */
  private static boolean isSame(Drawn here, Drawn there) {
    return here.matched().equals(there.matched())
        && (here.label().isEmpty()
            ? there.label().isEmpty()
            : Structures.sharesVolume(here, there));
  }
}
