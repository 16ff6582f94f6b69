package org.oarlock.check;

import java.util.function.Function;
import org.oarlock.protocol.Expression;
import org.oarlock.protocol.Expression.Operator;
import org.oarlock.quantity.Quantity;

/**
 * Whether the {@code when} of a goal or a prescription holds: comparisons of parameters, and
 * whatever else a goal may compare, joined by and, or, not in three-valued logic. What cannot be
 * told is never taken for either.
 */
final class Conditions {
  private final Parameters parameters;
  private final Function<Expression, Truth> others;

  /**
   * @param parameters the values of the protocol's parameters
   * @param others decides comparisons that involve more than parameters
   */
  Conditions(Parameters parameters, Function<Expression, Truth> others) {
    this.parameters = parameters;
    this.others = others;
  }

  Truth truth(Expression condition) {
    if (condition instanceof Expression.And and) {
      return truth(and.left()).and(truth(and.right()));
    }
    if (condition instanceof Expression.Or or) {
      return truth(or.left()).or(truth(or.right()));
    }
    if (condition instanceof Expression.Not not) {
      return truth(not.operand()).not(falsehood(condition));
    }
    if (condition instanceof Expression.Comparison comparison && isPlain(comparison)) {
      return compared(comparison);
    }
    if (condition instanceof Expression.InRange range && range.value() instanceof Expression.Name) {
      Expression.Comparison low =
          new Expression.Comparison(range.value(), Operator.AT_LEAST, range.low(), range.column());
      Expression.Comparison high =
          new Expression.Comparison(range.value(), Operator.AT_MOST, range.high(), range.column());
      return compared(low).and(compared(high));
    }
    return others.apply(condition);
  }

  private static String falsehood(Expression condition) {
    return "its condition '" + condition.text() + "' is false";
  }

  private static boolean isPlain(Expression.Comparison comparison) {
    return isPlain(comparison.left()) && isPlain(comparison.right());
  }

  private static boolean isPlain(Expression operand) {
    return operand instanceof Expression.Name || operand instanceof Expression.Literal;
  }

  private Truth compared(Expression.Comparison comparison) {
    Answer<Truth> truth =
        isChoice(comparison.left()) || isChoice(comparison.right())
            ? choice(comparison)
            : number(comparison);
    return truth instanceof Answer.Missing<Truth> missing
        ? Truth.unknown("its condition '" + comparison.text() + "': " + missing.reason())
        : ((Answer.Found<Truth>) truth).value();
  }

  /** A word that is no number: a choice, or a parameter that is one. */
  private boolean isChoice(Expression operand) {
    return operand instanceof Expression.Name name
        && (!parameters.has(name.name()) || parameters.isChoice(name.name()));
  }

  private Answer<Truth> choice(Expression.Comparison comparison) {
    Operator operator = comparison.operator();
    if (operator != Operator.EQUAL && operator != Operator.NOT_EQUAL) {
      return Answer.unknown("choices can only be equal or not");
    }
    return word(comparison.left(), comparison.right())
        .then(
            left ->
                word(comparison.right(), comparison.left())
                    .then(
                        right ->
                            Answer.found(
                                Truth.of(
                                    left.equals(right) == (operator == Operator.EQUAL),
                                    falsehood(comparison)))));
  }

  /** A choice that a parameter has made, or one of those that the other side could make. */
  private Answer<String> word(Expression operand, Expression other) {
    String word = name(operand);
    if (parameters.isChoice(word)) {
      return parameters.text(word);
    }
    return parameters.choices(name(other)).contains(word)
        ? Answer.found(word)
        : Answer.unknown("'%s' is not a choice of '%s'".formatted(word, name(other)));
  }

  private Answer<Truth> number(Expression.Comparison comparison) {
    return quantity(comparison.left())
        .then(left -> quantity(comparison.right()).then(right -> number(comparison, left, right)));
  }

  private Answer<Truth> number(Expression.Comparison comparison, Quantity left, Quantity right) {
    if (left.unit().kind() != right.unit().kind()) {
      return Answer.unknown("%s and %s cannot be compared".formatted(left, right));
    }
    Limit limit = new Limit.Bound(comparison.operator(), right.base(), right.unit().base());
    return Answer.found(Truth.of(limit.judge(left.base()) == Verdict.PASS, falsehood(comparison)));
  }

  private Answer<Quantity> quantity(Expression operand) {
    return operand instanceof Expression.Literal literal
        ? Answer.found(literal.quantity())
        : parameters.quantity(name(operand));
  }

  private static String name(Expression operand) {
    return operand instanceof Expression.Name name ? name.name() : operand.text();
  }
}
