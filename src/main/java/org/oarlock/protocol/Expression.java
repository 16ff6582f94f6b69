package org.oarlock.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oarlock.quantity.Quantity;
import org.oarlock.quantity.Unit;

/**
 * An expression of the protocol language, as parsed. Positions are columns of the file, counted
 * from 1, so that an error found later can still point at its place.
 */
public sealed interface Expression {
  /** The column in the file where this expression starts. */
  int column();

  /** The expression as an author would write it, canonical. */
  String text();

  /** A number with its unit: {@code 4 mm}, {@code 30}. */
  record Literal(Quantity quantity, int column) implements Expression {
    @Override
    public String text() {
      return quantity.toString();
    }
  }

  /** A word: a parameter, a prescription, a structure, or a choice such as {@code static}. */
  record Name(String name, int column) implements Expression {
    @Override
    public String text() {
      return ExpressionScanner.isPlainName(name) ? name : '"' + name + '"';
    }
  }

  /** A length in one direction, an argument of margins: {@code superior 30 mm}. */
  record Directed(String direction, Expression length, int column) implements Expression {
    @Override
    public String text() {
      return direction + " " + length.text();
    }
  }

  /**
   * A function: {@code shell(Bone, 4 mm)}, {@code fields()[count]}.
   *
   * @param unit the unit asked for in brackets, null if none is written
   */
  record Call(String function, List<Expression> arguments, @Nullable Unit unit, int column)
      implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }

    @Override
    public String text() {
      return function
          + "("
          + String.join(", ", arguments.stream().map(Expression::text).toList())
          + ")"
          + (unit == null ? "" : "[" + unit.symbol() + "]");
    }
  }

  /**
   * A dose-volume metric, {@code V20Gy[%]}, which may hold parameters in braces: {@code
   * CV{joint_spared_below}[%]}.
   *
   * @param template the metric's text with its braces
   * @param of the structure it is asked of, null for the goal's own
   */
  record MetricTerm(String template, @Nullable Expression of, int column) implements Expression {
    @Override
    public String text() {
      return template + (of == null ? "" : " of " + of.text());
    }
  }

  /** {@code left < right}. */
  record Comparison(Expression left, Operator operator, Expression right, int column)
      implements Expression {
    @Override
    public String text() {
      return left.text() + " " + operator.symbol() + " " + right.text();
    }
  }

  /** {@code value in low..high}, both ends included. */
  record InRange(Expression value, Expression low, Expression high, int column)
      implements Expression {
    @Override
    public String text() {
      return value.text() + " in " + low.text() + ".." + high.text();
    }
  }

  /** {@code a and b}. */
  record And(Expression left, Expression right, int column) implements Expression {
    @Override
    public String text() {
      return inner(left) + " and " + inner(right);
    }

    private static String inner(Expression part) {
      return part instanceof Or ? "(" + part.text() + ")" : part.text();
    }
  }

  /** {@code a or b}. */
  record Or(Expression left, Expression right, int column) implements Expression {
    @Override
    public String text() {
      return left.text() + " or " + right.text();
    }
  }

  /** {@code not a}. */
  record Not(Expression operand, int column) implements Expression {
    @Override
    public String text() {
      boolean compound = operand instanceof And || operand instanceof Or;
      return compound ? "not (" + operand.text() + ")" : "not " + operand.text();
    }
  }

  /** How two values are compared. */
  enum Operator {
    LESS("<"),
    AT_MOST("<="),
    GREATER(">"),
    AT_LEAST(">="),
    EQUAL("="),
    NOT_EQUAL("!=");

    private final String symbol;

    Operator(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }
  }
}
