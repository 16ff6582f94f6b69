package org.oarlock.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oarlock.protocol.Expression.Literal;
import org.oarlock.quantity.Quantity;
import org.oarlock.quantity.Unit;

/**
 * A term of a condition and what is known of its value.
 *
 * @param expression as parsed
 * @param what kind of value it has
 * @param unit its unit, for an amount; null for a number without one, which takes that of what it
 *     is compared with
 * @param words the values it can have, for a word
 * @param index where it starts in the text
 */
record Term(Expression expression, What what, @Nullable Unit unit, List<String> words, int index) {
  /** The kinds of values. */
  enum What {
    AMOUNT,
    WORD,
    TRUTH,
    /** Something is wrong with it, which has been said. */
    WRONG
  }

  static Term amount(Expression expression, @Nullable Unit unit, int index) {
    return new Term(expression, What.AMOUNT, unit, List.of(), index);
  }

  static Term wrong(Expression expression, int index) {
    return new Term(expression, What.WRONG, null, List.of(), index);
  }

  String text() {
    return expression.text();
  }

  boolean isLiteral() {
    return expression instanceof Literal;
  }

  /** A number without a unit, in that unit; everything else as it is. */
  Term in(@Nullable Unit other) {
    if (unit != null || other == null || !(expression instanceof Literal literal)) {
      return this;
    }
    Literal inUnit = new Literal(new Quantity(literal.quantity().value(), other), literal.column());
    return new Term(inUnit, what, other, words, index);
  }
}
