package org.oarlock.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.oarlock.beam.BeamDirections;
import org.oarlock.beam.BeamsThrough;
import org.oarlock.beam.FieldPoint;
import org.oarlock.beam.Fields;
import org.oarlock.beam.Fields.Energy;
import org.oarlock.beam.Finding;
import org.oarlock.beam.Finding.Known;
import org.oarlock.beam.Finding.Unknown;
import org.oarlock.check.Functions.Computation;
import org.oarlock.check.Piece.Drawn;
import org.oarlock.check.Traces.Cause;
import org.oarlock.geometry.Solid;
import org.oarlock.metric.MetricResult;
import org.oarlock.metric.MetricValue;
import org.oarlock.metric.NoValue;
import org.oarlock.metric.WordValue;
import org.oarlock.plan.Phase;
import org.oarlock.quantity.Quantity;
import org.oarlock.quantity.Unit;

/** Functions about the treatment beams, per phase. */
final class BeamFunctions {
  private final List<Phase> phases;
  private final Map<Path, Finding<BeamsThrough>> through = new HashMap<>();

  /** The beams of a phase through a structure; the structure is told by identity. */
  private record Path(int phase, Solid structure) {}

  private BeamFunctions(List<Phase> phases) {
    this.phases = phases;
  }

  static Map<String, Computation> all(List<Phase> phases) {
    BeamFunctions of = new BeamFunctions(phases);
    PerPhase perPhase = new PerPhase(phases);
    return Map.of(
        "technique",
        call -> perPhase.one(call, i -> new About(i).word(Fields.technique(phases.get(i)))),
        "radiation",
        call -> perPhase.one(call, i -> new About(i).word(Fields.radiation(phases.get(i)))),
        "fields",
        call -> perPhase.one(call, i -> new About(i).count(Fields.count(phases.get(i)))),
        "energies",
        call -> perPhase.each(call, i -> energies(i, phases.get(i), call.unit())),
        "noncoplanar_fields",
        call -> perPhase.one(call, i -> new About(i).count(Fields.noncoplanar(phases.get(i)))),
        "beam_covering_arc",
        call ->
            perPhase.one(
                call,
                i -> new About(i).number(BeamDirections.coveringArc(phases.get(i)), Unit.DEG)),
        "opposite_fields",
        call -> perPhase.each(call, i -> opposite(call, i, phases.get(i))),
        "beams_through",
        call -> perPhase.each(call, i -> call.each(d -> of.through(d, i, call.unit()))));
  }

  // ---- values

  /**
   * What a finding is about.
   *
   * @param phase the index of the phase
   * @param piece the structure that the beams pass or pass through; null if it is about none
   */
  private record About(int phase, @Nullable Drawn piece) {
    About(int phase) {
      this(phase, null);
    }

    <T> Measured measured(Finding<T> finding, Function<T, MetricResult> result) {
      if (finding instanceof Unknown<T> unknown) {
        return Measured.unknown(unknown.reason());
      }
      Known<T> known = (Known<T>) finding;
      Measured measured =
          Measured.of(result.apply(known.value())).with(String.join("; ", known.details()));
      return at(measured, known.points());
    }

    Measured word(Finding<? extends Enum<?>> finding) {
      return measured(finding, word -> new WordValue(word.name().toLowerCase(Locale.ROOT)));
    }

    Measured number(Finding<? extends Number> finding, Unit unit) {
      return measured(finding, n -> MetricValue.exact(n.doubleValue(), unit));
    }

    Measured count(Finding<Integer> finding) {
      return number(finding, Unit.COUNT);
    }

    /** A value with the moments that decided it, if any did. */
    Measured at(Measured measured, List<FieldPoint> points) {
      return points.isEmpty()
          ? measured
          : measured.because(
              new Cause.At(
                  new Explanation.FieldPlace(
                      phase,
                      piece == null ? null : piece.name(),
                      piece == null ? null : piece.solid(),
                      points.stream().map(About::shot).toList())));
    }

    private static Explanation.Shot shot(FieldPoint point) {
      return new Explanation.Shot(
          point.beam(), point.name(), point.controlPoint(), point.gantryDeg(), point.words());
    }
  }

  /** A potential is no particle energy, and 6 MeV are not 6 MV: such fields have no value. */
  private static List<Measured> energies(int index, Phase phase, Unit unit) {
    About about = new About(index);
    Finding<List<Energy>> finding = Fields.energies(phase);
    if (!(finding instanceof Known<List<Energy>> known)) {
      return List.of(about.measured(finding, none -> new NoValue("")));
    }
    List<Measured> values = new ArrayList<>();
    List<Energy> others = new ArrayList<>();
    for (Energy energy : known.value()) {
      Quantity amount = energy.amount();
      if (amount.unit() == unit) {
        Measured value = Measured.of(MetricValue.exact(amount.value(), unit));
        values.add(
            about
                .at(value, List.of(energy.first()))
                .with(energy.words())
                .labelled(amount.toString()));
      } else {
        others.add(energy);
      }
    }
    if (!others.isEmpty()) {
      values.add(otherEnergies(others, unit));
    }
    return values;
  }

  private static Measured otherEnergies(List<Energy> energies, Unit unit) {
    Energy first = energies.get(0);
    Energy last = energies.get(energies.size() - 1);
    String amount = first.amount() + (energies.size() > 1 ? " to " + last.amount() : "");
    return Measured.unknown("%s is no energy in %s: %s".formatted(amount, unit, first.words()))
        .labelled(amount);
  }

  // ---- structures

  private static List<Measured> opposite(FunctionCall call, int index, Phase phase) {
    return call.eachWith(
        (target, limb) ->
            new About(index, limb)
                .count(BeamDirections.opposite(phase, target.solid(), limb.solid())));
  }

  private Measured through(Drawn drawn, int phase, Unit unit) {
    Finding<BeamsThrough> beams =
        through.computeIfAbsent(
            new Path(phase, drawn.solid()), p -> BeamsThrough.of(phases.get(phase), p.structure()));
    About about = new About(phase, drawn);
    if (unit == Unit.COUNT || !(beams instanceof Known<BeamsThrough> known)) {
      return about.measured(beams, b -> MetricValue.exact(b.count(), Unit.COUNT));
    }
    return phases.get(phase).fractionGroups() > 1
        ? Measured.unknown("the plan has several fraction groups, each with its monitor units")
        : about.number(known.value().percent(), Unit.PERCENT);
  }
}
