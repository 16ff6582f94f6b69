package org.oarlock.protocol;

import java.math.BigDecimal;
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

  /**
   * {@code value in low..high}, both ends included.
   *
   * @param tolerance what the ends owe to a tolerance, null if they are as written
   */
  record InRange(
      Expression value, Expression low, Expression high, @Nullable Tolerance tolerance, int column)
      implements Expression {
    @Override
    public String text() {
      return value.text()
          + (tolerance == null ? " in " + low.text() + ".." + high.text() : " " + tolerance.text());
    }
  }

  /**
   * A range as it was written before its tolerance was added at both ends: {@code = 15 +- 1 mm},
   * {@code in 5..10 +- 0.5 mm}. All numbers are in {@code unit}.
   *
   * @param low the lower end, the same as {@code high} for a single value
   */
  record Tolerance(double low, double high, double width, Unit unit) {
    /** The lower end with the tolerance, as decimal numbers add up. */
    double least() {
      return BigDecimal.valueOf(low).subtract(BigDecimal.valueOf(width)).doubleValue();
    }

    /** The upper end with the tolerance. */
    double most() {
      return BigDecimal.valueOf(high).add(BigDecimal.valueOf(width)).doubleValue();
    }

    /** What stands behind the measured value. */
    public String text() {
      String ends = low == high ? "= " + print(low) : "in " + print(low) + ".." + print(high);
      return ends + " +- " + new Quantity(width, unit);
    }

    private static String print(double number) {
      return new Quantity(number, Unit.NONE).toString();
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
