package org.oarlock.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.oarlock.check.Answer.Found;
import org.oarlock.check.Answer.Missing;
import org.oarlock.check.Piece.Absent;
import org.oarlock.check.Piece.Drawn;
import org.oarlock.geometry.GeometryException;
import org.oarlock.protocol.Expression;
import org.oarlock.quantity.Quantity;
import org.oarlock.quantity.Unit;

/**
 * A call of a function of the protocol language within a goal: its arguments resolved in the plan.
 */
final class FunctionCall {
  private final Expression.Call call;
  private final Basis basis;
  private final Structures structures;
  private final Parameters parameters;

  FunctionCall(Expression.Call call, Basis basis, Structures structures, Parameters parameters) {
    this.call = call;
    this.basis = basis;
    this.structures = structures;
    this.parameters = parameters;
  }

  /** What the goal is judged on. */
  Basis basis() {
    return basis;
  }

  /** How many arguments are given. */
  int size() {
    return call.arguments().size();
  }

  /** The unit that is asked for. */
  Unit unit() {
    return call.unit() == null ? Unit.NONE : call.unit();
  }

  /** The argument as the author wrote it. */
  String text(int argument) {
    return call.arguments().get(argument).text();
  }

  /** The name that is given at that place: a direction, a prescription. */
  String name(int argument) {
    return call.arguments().get(argument) instanceof Expression.Name name
        ? name.name()
        : text(argument);
  }

  /** An amount, written out or a parameter's. */
  Answer<Quantity> quantity(int argument) {
    return parameters.quantity(call.arguments().get(argument));
  }

  /**
   * The pieces of a structure argument that this goal is about, at least one: where the goal judges
   * each piece by itself, the one that the goal's own piece is or comes from, if it is one of them.
   */
  List<Piece> pieces(int argument) {
    return structures.corresponding(
        call.arguments().get(argument), basis.goal().structure(), basis.own());
  }

  /** What is measured with a percentage argument; why there is none if it cannot be had. */
  List<Measured> withPercent(int argument, DoubleFunction<List<Measured>> measure) {
    Answer<Quantity> given = quantity(argument);
    if (!(given instanceof Found<Quantity> found)) {
      return List.of(Measured.without((Missing<Quantity>) given));
    }
    double percent = found.value().value();
    return found.value().unit() == Unit.PERCENT && percent >= 0 && percent <= 100
        ? measure.apply(percent)
        : List.of(
            Measured.unknown("'%s' is not a percentage from 0 to 100".formatted(found.value())));
  }

  /** A structure argument as one solid. */
  Piece whole(int argument) {
    List<Piece> pieces = pieces(argument);
    return pieces.size() == 1 ? pieces.get(0) : structures.whole(call.arguments().get(argument));
  }

  /**
   * A value for each piece of the first argument; none, with its reason, where geometry has none.
   */
  List<Measured> each(Function<Drawn, Measured> measure) {
    List<Measured> values = new ArrayList<>();
    for (Piece piece : pieces(0)) {
      values.add(
          piece instanceof Drawn drawn
              ? measured(drawn, measure).labelled(drawn.label()).from(drawn.matched())
              : Measured.without((Absent) piece));
    }
    return values;
  }

  private static Measured measured(Drawn piece, Function<Drawn, Measured> measure) {
    try {
      return measure.apply(piece);
    } catch (GeometryException e) {
      return Measured.unknown(String.valueOf(e.getMessage()));
    }
  }

  /** A value for each piece of the first argument with the second as a whole. */
  List<Measured> eachWith(BiFunction<Drawn, Drawn, Measured> measure) {
    Piece second = whole(1);
    if (second instanceof Absent absent) {
      return List.of(Measured.without(absent));
    }
    Drawn other = (Drawn) second;
    return each(drawn -> measure.apply(drawn, other)).stream()
        .map(value -> value.from(joined(value.matched(), other.matched())))
        .toList();
  }

  private static List<String> joined(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).distinct().toList();
  }
}
